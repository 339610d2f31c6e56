// AddSpace: adds a floor, an office, a desk or a meeting room to a site, inside another space or on its own.
//
// Refuses, in this order: ALREADY_EXISTS, UNKNOWN_SITE, UNKNOWN_SPACE (the parent), BAD_PARENT (itself, at another
// site, or as deep as spaces may lie in one another already).

#include "domain/decide.h"
#include "domain/estate/space_calendar.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {
namespace {

std::optional<Refusal> why_not_inside(std::string_view parent_id, const command::AddSpace& command,
                                      const World& world) {
  if (parent_id == text(command.space_id())) return Refusal{Code::BAD_PARENT, "a space cannot lie in itself"};
  const auto* parent = world.space(parent_id);
  if (parent == nullptr) return Refusal{Code::UNKNOWN_SPACE, {}};
  if (parent->site_id != text(command.site_id()))
    return Refusal{Code::BAD_PARENT, "the parent is at another site"};
  // The parent and what is above it, and the new one.
  if (spaces_above(world, parent_id).size() + 2 > space_depth_max) {
    return Refusal{Code::BAD_PARENT, "too many spaces inside one another"};
  }
  return std::nullopt;
}

}  // namespace

Target target(const command::AddSpace& command) { return {StreamKind::space, text(command.space_id())}; }

Decision decide(const command::AddSpace& command, const World& world) {
  if (world.space(text(command.space_id())) != nullptr) return refuse(Code::ALREADY_EXISTS);
  if (world.site(text(command.site_id())) == nullptr) return refuse(Code::UNKNOWN_SITE);
  const auto parent_id = text(command.parent_space_id());
  if (!parent_id.empty()) {
    if (auto why = why_not_inside(parent_id, command, world)) return std::unexpected(*std::move(why));
  }

  event::SpaceAddedT added;
  added.site_id = text(command.site_id());
  added.space_id = text(command.space_id());
  added.name = text(command.name());
  added.kind = command.kind();
  added.parent_space_id = parent_id;
  added.capacity = command.capacity();
  added.bookable = command.bookable();
  return record(std::move(added));
}

}  // namespace tenure::domain
