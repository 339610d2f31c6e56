// NominateMainNumber: makes an active number the main number of an occupier at a site.
//
// Refuses, in this order: UNKNOWN_OCCUPIER, UNKNOWN_SITE, UNKNOWN_PHONE_NUMBER, NUMBER_NOT_HELD (not by this occupier at
// this site), NUMBER_NOT_ACTIVE, MAIN_NUMBER_EXISTS (another, or this one already), NUMBER_ASSIGNED, CALL_ROUTE_CYCLE
// (what the call handling leads to would come back to the number, or is too far).

#include <fmt/format.h>

#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"
#include "domain/telephony/call_graph.h"

namespace tenure::domain {

Target target(const command::NominateMainNumber& command) {
  return {StreamKind::call_handling,
          fmt::format("{}/{}", text(command.site_id()), text(command.occupier_id()))};
}

Decision decide(const command::NominateMainNumber& command, const World& world) {
  const auto occupier_id = text(command.occupier_id());
  const auto site_id = text(command.site_id());
  const auto number_id = text(command.number());
  const auto* number = world.phone_number(number_id);

  if (world.occupier(occupier_id) == nullptr) return refuse(Code::UNKNOWN_OCCUPIER);
  if (world.site(site_id) == nullptr) return refuse(Code::UNKNOWN_SITE);
  if (number == nullptr) return refuse(Code::UNKNOWN_PHONE_NUMBER);
  if (number->occupier_id != occupier_id || number->site_id != site_id) return refuse(Code::NUMBER_NOT_HELD);
  if (number->status != NumberStatus::active) return refuse(Code::NUMBER_NOT_ACTIVE);
  const auto* handling = world.call_handling(target(command).id);
  if (handling != nullptr && !handling->main_number.empty()) return refuse(Code::MAIN_NUMBER_EXISTS);
  if (!number->user_id.empty()) return refuse(Code::NUMBER_ASSIGNED);
  auto ways = ways_from(world, number_id);
  ways.merge(handled_ways(world, site_id, occupier_id));
  if (const auto refusal = follow(world, number_id, ways)) return std::unexpected{*refusal};

  event::MainNumberNominatedT nominated;
  nominated.occupier_id = occupier_id;
  nominated.site_id = site_id;
  nominated.number = number_id;
  return record(std::move(nominated));
}

}  // namespace tenure::domain
