#include "adapters/http/api/reports/reports.h"

#include <array>
#include <optional>
#include <utility>

#include "adapters/http/api/context.h"
#include "adapters/http/api/media_type.h"
#include "adapters/http/api/openapi/schemas.h"
#include "adapters/http/api/parameters.h"
#include "adapters/http/api/queries/query.h"
#include "adapters/http/api/report_body.h"
#include "adapters/report/monthly_report.h"
#include "domain/kernel/invariant.h"
#include "projections/billing/billing.h"
#include "projections/directory/directory.h"
#include "projections/usage/usage.h"

namespace tenure::http {
namespace {

namespace p = parameters;
using report::Format;
using report::MonthlyReport;
using report::Subject;

constexpr std::string_view csv_media_type = "text/csv";
constexpr std::string_view pdf_media_type = "application/pdf";

std::optional<Format> format_of(const Call& call) {
  if (const auto name = call.value(p::report_format); !name.empty()) return report::parse_format(name);
  const auto accept = call.request.header("Accept");
  for (const auto format : {Format::json, Format::csv, Format::pdf}) {
    if (accepts(accept, report::media_type(format))) return format;
  }
  return std::nullopt;
}

/// What the view's position was recorded at.
std::optional<domain::Instant> recorded_at(eventstore::Partition& partition, eventstore::Position position) {
  if (position.value == 0) return domain::Instant{0};
  const auto commit = partition.commit_at(position);
  if (!commit || *commit == nullptr) return std::nullopt;
  return domain::Instant{(*commit)->event_at(position).recorded_at()};
}

using MakeReport = projections::Result<std::optional<MonthlyReport>> (*)(projections::View view,
                                                                         Subject subject, const Call& call);

void answer(Context& context, Call call, projections::View view, std::string_view name, Format format,
            MakeReport make) {
  const auto position = view.position();
  const auto recorded = recorded_at(context.engine.partition_of(call.operator_id()), position);
  if (!recorded) return call.answer(problem(ProblemCode::STORAGE_FAILED));
  Subject subject{.operator_id = std::string{call.operator_id()},
                  .occupier_id = std::string{call.value(p::report_occupier)},
                  .site_id = std::string{call.value(p::report_site)},
                  .month = domain::existing(projections::billing::parse_month(call.value(p::report_month)),
                                            "a month that the parameter's pattern let through"),
                  .recorded_at = *recorded};
  auto made = make(std::move(view), std::move(subject), call);
  if (!made) return call.answer(problem(made.error()));
  if (!*made) return call.answer(unknown_as_of(position));
  auto response = report_response(format, name, std::move((*made)->head), std::move((*made)->source));
  if (response) return call.answer(std::move(*response));
  const auto code = response.error() == report::Fault::fonts_missing ? ProblemCode::FONTS_MISSING
                                                                     : ProblemCode::REPORT_NOT_WRITTEN;
  call.answer(problem(code, report::explain(response.error())));
}

void give(Context& context, Call call, std::string_view name, std::string_view model, MakeReport make) {
  const auto format = format_of(call);
  if (!format) {
    return call.answer(problem(ProblemCode::NOT_ACCEPTABLE,
                               "reports come as application/json, text/csv and application/pdf"));
  }
  ask_view(context, std::move(call), {projections::directory::model_name, model},
           [&context, name, format = *format, make](Call asked, projections::View view) {
             answer(context, std::move(asked), std::move(view), name, format, make);
           });
}

void get_services_report(Context& context, Call call) {
  give(context, std::move(call), "services", projections::billing::model_name,
       [](projections::View view, Subject subject, const Call&) {
         return report::services_report(std::move(view), std::move(subject));
       });
}

void get_usage_report(Context& context, Call call) {
  give(context, std::move(call), "usage", projections::usage::model_name,
       [](projections::View view, Subject subject, const Call& asked) {
         const auto detail =
             asked.value(p::itemised) == "false" ? report::Detail::numbers : report::Detail::calls;
         return report::usage_report(std::move(view), std::move(subject), detail);
       });
}

}  // namespace

void add_reports(std::vector<Route>& all) {
  using enum ProblemCode;
  constexpr std::string_view as_of = "As of the position in the header Tenure-Position.";
  const std::vector<Documented> answers{{200, as_of, json_media_type, schemas::report},
                                        {200, "", csv_media_type, nullptr},
                                        {200, "", pdf_media_type, nullptr}};
  const std::vector problems{POSITION_BEYOND_KNOWN, POSITION_TRIMMED,  MIN_POSITION_NOT_REACHED,
                             NOT_SERVING,           UNKNOWN_RESOURCE,  NOT_ACCEPTABLE,
                             FONTS_MISSING,         REPORT_NOT_WRITTEN};
  all.push_back(
      {.method = Method::GET,
       .path = "/v1/operators/{operator}/reports/services",
       .handler = get_services_report,
       .operation_id = "servicesReport",
       .tag = "reports",
       .summary = "Monthly services report of an occupier at a site",
       .description =
           "Charges whose service_from is in the month, by what caused them: leases, services, bookings, "
           "calls, sales. A charge that was taken back is listed with how and why (status REVERSED, WAIVED "
           "or REPLACED); its net is in reversed_net and not counted. The totals are those of "
           "occupierTotals. service_to is the first day no longer covered. CSV and PDF are named in "
           "Content-Disposition.",
       .parameters = {&p::operator_id, &p::report_occupier, &p::report_site, &p::report_month,
                      &p::report_format, &p::as_of, &p::as_of_time, &p::min_position},
       .answers = answers,
       .problems = problems,
       .consumes = {}});
  all.push_back(
      {.method = Method::GET,
       .path = "/v1/operators/{operator}/reports/usage",
       .handler = get_usage_report,
       .operation_id = "usageReport",
       .tag = "reports",
       .summary = "Monthly usage report of an occupier at a site",
       .description =
           "Calls of the month by number and user, in the order of their start. `amount` has four more "
           "digits than the currency and is what the call costs beyond included minutes, each rounded for "
           "itself; totals are the exact sums, rounded once. The totals at the end say what was charged "
           "(charged_net) and by which charge (settlement). While the month is not charged yet, "
           "included_seconds are not known and amounts are without them.",
       .parameters = {&p::operator_id, &p::report_occupier, &p::report_site, &p::report_month, &p::itemised,
                      &p::report_format, &p::as_of, &p::as_of_time, &p::min_position},
       .answers = answers,
       .problems = problems,
       .consumes = {}});
}

}  // namespace tenure::http
