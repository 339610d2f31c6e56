// ResolveParkedInput: says what became of a record that was put aside: it was retried, or discarded.
//
// Refuses, in this order: UNKNOWN_PARKED_INPUT, INVALID_TRANSITION (resolved already).
//
// A retry is an atomic batch of what the record asks for and of this, so that neither happens without the other.

#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::ResolveParkedInput& command) {
  return {StreamKind::parked_input, text(command.parked_id())};
}

Decision decide(const command::ResolveParkedInput& command, const World& world) {
  const auto* parked = world.parked_input(text(command.parked_id()));
  if (parked == nullptr) return refuse(Code::UNKNOWN_PARKED_INPUT);
  if (parked->status != ParkedInputStatus::parked) {
    return refuse(Code::INVALID_TRANSITION, "the input is resolved already");
  }
  event::ParkedInputResolvedT resolved;
  resolved.parked_id = text(command.parked_id());
  resolved.resolution = command.resolution();
  return record(std::move(resolved));
}

}  // namespace tenure::domain
