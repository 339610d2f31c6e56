// What occupiers used, itemised and by month.

#include "adapters/http/api/queries/queries.h"
#include "adapters/http/api/queries/query.h"
#include "projections/usage/usage.h"

namespace tenure::http {

namespace usage = projections::usage;

template <>
struct Described<usage::Rating> {
  static constexpr std::string_view name = "CallRatingDetail";
  static auto members() {
    using T = usage::Rating;
    return std::tuple{
        Member{"tariff_id", &T::tariff_id, ""},
        Member{"tariff_from", &T::tariff_from, "Which version of the tariff."},
        Member{"prefix", &T::prefix, "Of the rate; empty is every number."},
        Member{"billed_seconds", &T::billed_seconds, "The initial increment, then whole increments."},
        Member{"connection_fee", &T::connection_fee, "In millionths of a minor unit."},
        Member{"per_minute", &T::per_minute, "In millionths of a minor unit."},
        Member{"use_allowance", [](const T& rating) { return rating.use_allowance != 0; },
               "Whether included minutes may pay for it."},
        Member{"currency", &T::currency, ""},
        Member{"currency_exponent", &T::currency_exponent, "Digits behind the decimal point."}};
  }
};

template <>
struct Described<usage::Usage> {
  static constexpr std::string_view name = "Usage";
  static auto members() {
    using T = usage::Usage;
    return std::tuple{
        Member{"meter_id", &T::meter_id, ""},
        Member{"usage_id", &T::usage_id, "The meter's own."},
        Member{"kind", &T::kind, ""},
        Member{"number", &T::number, "E.164; absent where it was not of a number.", Shown::if_there},
        Member{"extension", &T::extension, "That the number had then.", Shown::if_there},
        Member{"user_id", &T::user_id, "Who had the number then.", Shown::if_there},
        Member{"site_id", &T::site_id, ""},
        Member{"starts_at", &T::starts_at, ""},
        Member{"on", &T::on, "The local day at the site."},
        Member{"seconds", &T::seconds, "Of a call."},
        Member{"units", &T::units, "Of what is not a call."},
        Member{"destination", &T::destination, "", Shown::if_there, Privacy::personal},
        Member{"rating", &T::rating, "How the call is charged; absent where it is not."},
        Member{"position", &T::position, "The event that recorded it."},
        Member{"recorded_at", &T::recorded_at, ""}};
  }
};

template <>
struct Described<usage::Settlement> {
  static constexpr std::string_view name = "UsageSettlement";
  static auto members() {
    using T = usage::Settlement;
    return std::tuple{
        Member{"calls", &T::calls, "That are charged."},
        Member{"billed_seconds", &T::billed_seconds, ""},
        Member{"allowance_seconds", &T::allowance_seconds, "Of them that included minutes paid for."},
        Member{"charge_id", &T::charge_id, "The charge that stands; absent where it comes to nothing.",
               Shown::if_there},
        Member{"net", &T::net, "In minor units, rounded once."},
        Member{"on", &T::on, "The site's business date."},
        Member{"position", &T::position, ""}};
  }
};

template <>
struct Described<usage::MonthOfUsage> {
  static constexpr std::string_view name = "UsageMonth";
  static auto members() {
    using T = usage::MonthOfUsage;
    return std::tuple{
        Member{"month", &T::month, ""},
        Member{"site_id", &T::site_id, ""},
        Member{"records", &T::records, "All that was counted, charged or not."},
        Member{"seconds", &T::seconds, "Of all calls."},
        Member{"rated_calls", &T::rated_calls, "Calls that are charged."},
        Member{"billed_seconds", &T::billed_seconds, "Of these."},
        Member{"currency", &T::currency, "Absent where nothing is charged.", Shown::if_there},
        Member{"currency_exponent", &T::currency_exponent, "Digits behind the decimal point."},
        Member{
            "settlement", &T::settlement,
            "How the calls were charged; absent while they are not. Calls that came since are charged when "
            "the next business day opens."}};
  }
};

namespace queries {
namespace {

using projections::Result;
using projections::View;
using Components = boost::json::object;

}  // namespace

Result<Found> occupier_usage(const View& view, const Call& call, std::string& out) {
  const usage::UsageFilter filter{.month = projections::billing::parse_month(call.value(parameters::month)),
                                  .site_id = text_if_given(call.value(parameters::site_filter)),
                                  .number = text_if_given(e164(call.value(parameters::usage_number)))};
  const auto occupier = call.value(parameters::occupier_id);
  return write_found(usage::usage_of_occupier(view, call.operator_id(), occupier, filter, page_of(call)),
                     out);
}
boost::json::object occupier_usage_schema(Components& components) {
  return page_schema_of<usage::Usage>(components);
}

Result<Found> occupier_usage_months(const View& view, const Call& call, std::string& out) {
  const auto occupier = call.value(parameters::occupier_id);
  return write_found(usage::months_of_occupier(view, call.operator_id(), occupier, page_of(call)), out);
}
boost::json::object occupier_usage_months_schema(Components& components) {
  return page_schema_of<usage::MonthOfUsage>(components);
}

}  // namespace queries
}  // namespace tenure::http
