// CeaseService: ends a service on a day that has come; what was charged beyond it is given back, what is due up to it is
// charged.
//
// Refuses, in this order:
//   UNKNOWN_SERVICE,
//   INVALID_TRANSITION  it ceased before, of itself or with its contract
//   BAD_PERIOD          before its first day, or after both the site's business day and its first day: what has not
//                       begun can only be called off, as of its first day
//   SERVICE_IN_USE      the occupier's active numbers at the site need its entitlement

#include <algorithm>

#include <fmt/format.h>

#include "domain/decide.h"
#include "domain/draft.h"
#include "domain/kernel/invariant.h"
#include "domain/kernel/text.h"
#include "domain/policy/contract_life.h"
#include "domain/states.h"

namespace tenure::domain {
namespace {

/// Whether fewer numbers would be left than are active. A service without voice is never in the way.
bool needed_by_numbers(const Service& service, const World& world) {
  if (service.phone_numbers == 0) return false;
  const auto& occupier = existing(world.occupier(service.occupier_id), "the occupier of a service");
  const auto& holding =
      existing(occupier.holding_at(service.site_id), "a holding where a service was activated");
  return holding.active_numbers() > holding.entitled_numbers - service.phone_numbers;
}

}  // namespace

Target target(const command::CeaseService& command) {
  return {StreamKind::service, text(command.service_id())};
}

Decision decide(const command::CeaseService& command, const World& world) {
  const auto* service = world.service(text(command.service_id()));
  const Date effective_on{command.effective_on()};
  if (service == nullptr) return refuse(Code::UNKNOWN_SERVICE);
  if (service->to) return refuse(Code::INVALID_TRANSITION, "the service has ceased already");

  const auto today = existing(world.site(service->site_id), "the site of a service").business_day;
  const auto latest = std::max(service->from, today.value_or(service->from));
  if (effective_on < service->from)
    return refuse(Code::BAD_PERIOD, "the day lies before the service's first");
  if (effective_on > latest) {
    return refuse(Code::BAD_PERIOD,
                  fmt::format("the latest day it can cease on now is {}", format_date(latest)));
  }
  if (needed_by_numbers(*service, world)) return refuse(Code::SERVICE_IN_USE);

  Draft draft{world};
  cease_service(draft, text(command.service_id()), effective_on, today);
  return draft.finish();
}

}  // namespace tenure::domain
