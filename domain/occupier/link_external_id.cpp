// LinkExternalId: links an occupier to what another system calls it, for one site or for all. An occupier has one such
// id for each system and site: a new one replaces the old, which is free again.
//
// Refuses, in this order:
//   UNKNOWN_OCCUPIER, UNKNOWN_SITE,
//   ALREADY_EXISTS     exactly this link stands
//   EXTERNAL_ID_TAKEN  another occupier has the id in that system and site

#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::LinkExternalId& command) {
  return {StreamKind::occupier, text(command.occupier_id())};
}

Decision decide(const command::LinkExternalId& command, const World& world) {
  const auto occupier_id = text(command.occupier_id());
  const auto system = text(command.system());
  const auto site_id = text(command.site_id());
  const auto* occupier = world.occupier(occupier_id);
  if (occupier == nullptr) return refuse(Code::UNKNOWN_OCCUPIER);
  if (!site_id.empty() && world.site(site_id) == nullptr) return refuse(Code::UNKNOWN_SITE);
  const auto* owner = world.external_id(external_id_stream(system, site_id, text(command.external_id())));
  if (owner != nullptr && owner->occupier_id == occupier_id) return refuse(Code::ALREADY_EXISTS);
  if (owner != nullptr && !owner->occupier_id.empty()) return refuse(Code::EXTERNAL_ID_TAKEN);

  event::ExternalIdLinkedT linked;
  linked.occupier_id = occupier_id;
  linked.system = system;
  linked.external_id = text(command.external_id());
  linked.site_id = site_id;
  if (const auto* before = occupier->link_to(system, site_id))
    linked.previous_external_id = before->external_id;
  return record(std::move(linked));
}

}  // namespace tenure::domain
