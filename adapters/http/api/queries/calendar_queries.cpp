// What takes a space.

#include "adapters/http/api/queries/queries.h"
#include "adapters/http/api/queries/query.h"
#include "projections/calendar/calendar.h"

namespace tenure::http {

namespace calendar = projections::calendar;

template <>
struct Described<calendar::Lease> {
  static constexpr std::string_view name = "SpaceLease";
  static auto members() {
    using T = calendar::Lease;
    return std::tuple{
        Member{"space_id", &T::space_id, "The space itself, one that it lies in or one that lies in it."},
        Member{"contract_id", &T::contract_id, ""},
        Member{"line_id", &T::line_id, ""},
        Member{"occupier_id", &T::occupier_id, ""},
        Member{"from", &T::from, "First day."},
        Member{"to", &T::to, "First day no longer covered; absent where no end is known."}};
  }
};

template <>
struct Described<calendar::Booking> {
  static constexpr std::string_view name = "SpaceBooking";
  static auto members() {
    using T = calendar::Booking;
    return std::tuple{
        Member{"space_id", &T::space_id, "The space itself, one that it lies in or one that lies in it."},
        Member{"booking_id", &T::booking_id, ""}, Member{"occupier_id", &T::occupier_id, ""},
        Member{"starts_at", &T::starts_at, ""}, Member{"ends_at", &T::ends_at, ""}};
  }
};

template <>
struct Described<calendar::Calendar> {
  static constexpr std::string_view name = "SpaceCalendar";
  static auto members() {
    using T = calendar::Calendar;
    return std::tuple{Member{"space_id", &T::space_id, ""}, Member{"site_id", &T::site_id, ""},
                      Member{"leases", &T::leases, "By first day; those of drafts too."},
                      Member{"bookings", &T::bookings, "By start."}};
  }
};

namespace queries {

using projections::Result;
using projections::View;
using Components = boost::json::object;

Result<Found> space_calendar(const View& view, const Call& call, std::string& out) {
  const auto day = [&](const Parameter& parameter) {
    return domain::parse_date(call.value(parameter)).value_or(domain::DATE_FIRST);
  };
  return write_found(
      calendar::calendar_of_space(view, call.operator_id(), call.value(parameters::space_id),
                                  {day(parameters::calendar_from), day(parameters::calendar_to)}),
      out);
}
boost::json::object space_calendar_schema(Components& components) {
  return schema_of<calendar::Calendar>(components);
}

}  // namespace queries
}  // namespace tenure::http
