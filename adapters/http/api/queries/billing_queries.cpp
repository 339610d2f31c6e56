// Charges, totals and statements of occupiers.

#include "adapters/http/api/queries/billing_resources.h"
#include "adapters/http/api/queries/queries.h"
#include "adapters/http/api/queries/query.h"
#include "domain/kernel/invariant.h"

namespace tenure::http::queries {
namespace {

using projections::Result;
using projections::View;
using Components = boost::json::object;

}  // namespace

Result<Found> occupier_charges(const View& view, const Call& call, std::string& out) {
  const billing::ChargeFilter filter{.month = billing::parse_month(call.value(parameters::month)),
                                     .site_id = text_if_given(call.value(parameters::site_filter)),
                                     .status = parse_charge_status(call.value(parameters::charge_status))};
  const auto occupier = call.value(parameters::occupier_id);
  return write_found(billing::charges(view, call.operator_id(), occupier, filter, page_of(call)), out);
}
boost::json::object occupier_charges_schema(Components& components) {
  return page_schema_of<billing::Charge>(components);
}

Result<Found> occupier_totals(const View& view, const Call& call, std::string& out) {
  const billing::TotalFilter filter{.month = billing::parse_month(call.value(parameters::month)),
                                    .site_id = text_if_given(call.value(parameters::site_filter))};
  const auto occupier = call.value(parameters::occupier_id);
  return write_found(billing::totals(view, call.operator_id(), occupier, filter, page_of(call)), out);
}
boost::json::object occupier_totals_schema(Components& components) {
  return page_schema_of<billing::Total>(components);
}

Result<Found> charge(const View& view, const Call& call, std::string& out) {
  return write_found(billing::charge(view, call.operator_id(), call.value(parameters::charge_id)), out);
}
boost::json::object charge_schema(Components& components) { return schema_of<billing::Charge>(components); }

Result<Found> occupier_statement(const View& view, const Call& call, std::string& out) {
  const auto occupier = call.value(parameters::occupier_id);
  const auto month = domain::existing(billing::parse_month(call.value(parameters::statement_month)),
                                      "a month that the parameter's pattern let through");
  const auto totals = billing::statement(view, call.operator_id(), occupier, month);
  if (!totals) return std::unexpected{totals.error()};
  const auto lines = billing::statement_lines(view, call.operator_id(), occupier, month, page_of(call));
  if (!lines) return std::unexpected{lines.error()};

  Json json{out};
  json.begin_object();
  json.key("occupier_id").text(occupier);
  write_value(month, json.key("month"));
  write_value(*totals, json.key("totals"));
  write_value(lines->items, json.key("lines"));
  if (!lines->next_cursor.empty()) json.key("next_cursor").text(lines->next_cursor);
  json.end_object();
  return Found::yes;
}
boost::json::object occupier_statement_schema(Components& components) {
  return {{"type", "object"},
          {"properties",
           {{"occupier_id", {{"type", "string"}}},
            {"month", schema_of<billing::Month>(components)},
            {"totals", schema_of<std::vector<billing::Statement>>(components)},
            {"lines", schema_of<std::vector<billing::StatementLine>>(components)},
            {"next_cursor",
             {{"type", "string"}, {"description", "For the next page of lines; absent on the last."}}}}},
          {"required", {"occupier_id", "month", "totals", "lines"}}};
}

}  // namespace tenure::http::queries
