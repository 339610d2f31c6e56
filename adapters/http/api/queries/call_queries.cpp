// How calls are handled, where a call goes, and what occupiers are entitled to.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/http/api/queries/queries.h"
#include "adapters/http/api/queries/query.h"
#include "adapters/http/api/queries/telephony_resources.h"
#include "eventstore/clock.h"
#include "projections/telephony/telephony.h"

namespace tenure::http {

namespace telephony = projections::telephony;

namespace {

/// The answer to where a call goes.
struct NumberRoute {
  std::string number;
  domain::Instant at;
  std::vector<domain::RouteLeg> legs;
};

std::optional<std::vector<std::string>> unless_empty(const std::vector<std::string>& list) {
  return list.empty() ? std::nullopt : std::optional{list};
}

}  // namespace

template <>
struct Described<domain::WeekdayHours> {
  static constexpr std::string_view name = "CallHours";
  static auto members() {
    using T = domain::WeekdayHours;
    return std::tuple{
        Member{"weekday", &T::weekday, "1 is Monday, 7 is Sunday."},
        Member{"from_minute", &T::from_minute, "Wall-clock minutes since midnight at the site."},
        Member{"to_minute", &T::to_minute, "First minute no longer covered."}};
  }
};

template <>
struct Described<domain::StretchOfDay> {
  static constexpr std::string_view name = "CallHoursOfDay";
  static auto members() {
    using T = domain::StretchOfDay;
    return std::tuple{Member{"from_minute", &T::from_minute, ""}, Member{"to_minute", &T::to_minute, ""}};
  }
};

template <>
struct Described<domain::DatedHours> {
  static constexpr std::string_view name = "CallHoursException";
  static auto members() {
    using T = domain::DatedHours;
    return std::tuple{Member{"date", &T::date, ""},
                      Member{"hours", &T::hours, "Closed all day without any."}};
  }
};

template <>
struct Described<domain::CallTreatment> {
  static constexpr std::string_view name = "CallTreatment";
  static auto members() {
    using T = domain::CallTreatment;
    return std::tuple{
        Member{"kind", &T::kind, ""},
        Member{"policy", &T::policy, "HUNT."},
        Member{"members", [](const T& t) { return unless_empty(t.members); }, "HUNT: in order."},
        Member{"email", &T::email, "VOICEMAIL: where recordings are sent.", Shown::if_there,
               Privacy::personal},
        Member{"number", &T::number, "FORWARD: E.164.", Shown::if_there, Privacy::personal},
        Member{"menu_id", &T::menu_id, "MENU.", Shown::if_there}};
  }
};

template <>
struct Described<domain::CallMenuKey> {
  static constexpr std::string_view name = "CallMenuKey";
  static auto members() {
    using T = domain::CallMenuKey;
    return std::tuple{Member{"key", &T::key, "0 to 9, * or #."}, Member{"treatment", &T::treatment, ""}};
  }
};

template <>
struct Described<domain::CallMenu> {
  static constexpr std::string_view name = "CallMenu";
  static auto members() {
    using T = domain::CallMenu;
    return std::tuple{Member{"menu_id", &T::menu_id, ""}, Member{"keys", &T::keys, ""},
                      Member{"timeout", &T::timeout, "The caller chooses nothing."},
                      Member{"invalid", &T::invalid, "The caller chooses what is not there."}};
  }
};

template <>
struct Described<domain::CallPlan> {
  static constexpr std::string_view name = "CallPlan";
  static auto members() {
    using T = domain::CallPlan;
    return std::tuple{Member{"hours", &T::hours, ""},
                      Member{"exceptions", &T::exceptions, "They stand in for the hours of the weekday."},
                      Member{"in_hours", &T::in_hours, ""},
                      Member{"out_of_hours", &T::out_of_hours, ""},
                      Member{"no_answer_seconds", &T::no_answer_seconds, "After which no_answer takes over."},
                      Member{"no_answer", &T::no_answer, ""},
                      Member{"menus", &T::menus, ""}};
  }
};

template <>
struct Described<telephony::CallHandling> {
  static constexpr std::string_view name = "CallHandling";
  static auto members() {
    using T = telephony::CallHandling;
    return std::tuple{
        Member{"occupier_id", &T::occupier_id, ""},
        Member{"site_id", &T::site_id, ""},
        Member{"main_number", &T::main_number, "Absent while none is nominated.", Shown::if_there},
        Member{"plan", &T::plan, "Absent while it was not set; the reception takes all calls then."},
        Member{"position", &T::position, "The event that made it what it is."},
        Member{"recorded_at", &T::recorded_at, ""}};
  }
};

template <>
struct Described<domain::RouteStep> {
  static constexpr std::string_view name = "RouteStep";
  static auto members() {
    using T = domain::RouteStep;
    return std::tuple{
        Member{"step", &T::step, ""},
        Member{"when", &T::when, "ALWAYS, or how the step before it ended."},
        Member{"number", &T::number,
               "RING: what rings. FORWARD: where to; its leg is in the list where it is in the stock.",
               Shown::if_there, Privacy::personal},
        Member{"extension", &T::extension, "RING.", Shown::if_there},
        Member{"user_id", &T::user_id, "RING: absent where no user has the number.", Shown::if_there},
        Member{"seconds", &T::seconds, "RING, HUNT, RECEPTION: for how long."},
        Member{"policy", &T::policy, "HUNT."},
        Member{"members", [](const T& s) { return unless_empty(s.members); },
               "HUNT: those that ring, in order."},
        Member{"email", &T::email, "VOICEMAIL: where the recording is sent.", Shown::if_there,
               Privacy::personal},
        Member{"menu_id", &T::menu_id, "MENU: its legs are in the list.", Shown::if_there},
        Member{"why", &T::why, "REJECT."}};
  }
};

template <>
struct Described<domain::RouteLeg> {
  static constexpr std::string_view name = "RouteLeg";
  static auto members() {
    using T = domain::RouteLeg;
    return std::tuple{
        Member{"number", &T::number, "E.164."},
        Member{"menu_id", &T::menu_id, "A menu of this main number; absent for the number itself.",
               Shown::if_there},
        Member{"choice", &T::choice, "In a menu: 0 to 9, *, #, TIMEOUT or INVALID.", Shown::if_there},
        Member{"steps", &T::steps, "The one that is always taken, then those for how it ended."}};
  }
};

template <>
struct Described<NumberRoute> {
  static constexpr std::string_view name = "NumberRoute";
  static auto members() {
    using T = NumberRoute;
    return std::tuple{
        Member{"number", &T::number, "E.164."}, Member{"at", &T::at, ""},
        Member{"legs", &T::legs, "The first is that of the number; the others are led to, once each."}};
  }
};

template <>
struct Described<telephony::Entitlements> {
  static constexpr std::string_view name = "Entitlements";
  static auto members() {
    using T = telephony::Entitlements;
    return std::tuple{
        Member{"occupier_id", &T::occupier_id, ""},
        Member{"site_id", &T::site_id, ""},
        Member{"phone_numbers", &T::phone_numbers, "Active numbers that its services entitle to."},
        Member{"active_numbers", &T::active_numbers, ""},
        Member{"hunt_groups", &T::hunt_groups, ""},
        Member{"used_hunt_groups", &T::used_hunt_groups, "Of its call handling."},
        Member{"bandwidth_mbps", &T::bandwidth_mbps, ""},
        Member{"ivr", [](const T& e) { return e.ivr != 0; }, "Whether a service has menus for callers."},
        Member{"uses_ivr", [](const T& e) { return e.uses_ivr != 0; }, "Whether its call handling has."}};
  }
};

namespace queries {
namespace {

using projections::Result;
using projections::View;
using Components = boost::json::object;

}  // namespace

Result<Found> occupier_call_handling(const View& view, const Call& call, std::string& out) {
  return write_found(telephony::call_handling(view, call.operator_id(), call.value(parameters::occupier_id),
                                              call.value(parameters::site_id)),
                     out);
}
boost::json::object occupier_call_handling_schema(Components& components) {
  return schema_of<telephony::CallHandling>(components);
}

Result<Found> number_route(const View& view, const Call& call, std::string& out) {
  const auto number = e164_of(call);
  const auto asked = call.instant(parameters::at);
  const auto at = asked ? *asked : eventstore::system_clock().now();
  auto legs = telephony::route(view, call.operator_id(), number, at);
  if (!legs) return std::unexpected{legs.error()};
  if (!*legs) return Found::no;
  Json json{out};
  write_value(NumberRoute{number, at, std::move(**legs)}, json);
  return Found::yes;
}
boost::json::object number_route_schema(Components& components) { return schema_of<NumberRoute>(components); }

Result<Found> site_entitlements(const View& view, const Call& call, std::string& out) {
  return write_found(telephony::entitlements_of_site(view, call.operator_id(),
                                                     call.value(parameters::site_id), page_of(call)),
                     out);
}
boost::json::object site_entitlements_schema(Components& components) {
  return page_schema_of<telephony::Entitlements>(components);
}

}  // namespace queries
}  // namespace tenure::http
