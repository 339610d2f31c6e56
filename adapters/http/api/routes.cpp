// The table of all routes.

#include "adapters/http/api/commands/resolve_input.h"
#include "adapters/http/api/commands/submit_many.h"
#include "adapters/http/api/commands/submit_one.h"
#include "adapters/http/api/events/charge_chain.h"
#include "adapters/http/api/events/events.h"
#include "adapters/http/api/media_type.h"
#include "adapters/http/api/openapi/schemas.h"
#include "adapters/http/api/operations/operations.h"
#include "adapters/http/api/parameters.h"
#include "adapters/http/api/query_routes.h"
#include "adapters/http/api/reports/reports.h"
#include "adapters/http/api/route.h"
#include "projections/parked_input/parked_input.h"

namespace tenure::http {
namespace {

namespace p = parameters;
using enum ProblemCode;
using Parameters = std::vector<const Parameter*>;

constexpr std::string_view parked = projections::parked_input::model_name;

void add_commands(std::vector<Route>& all) {
  all.push_back(
      {.method = Method::POST,
       .path = "/v1/operators/{operator}/commands/{type}",
       .handler = submit_one,
       .operation_id = "submit",
       .tag = "commands",
       .summary = "Send one command",
       .description =
           "The body holds the command's fields. The answer is given when its events are durable. Sent again "
           "with the same Idempotency-Key and content it gets the first answer, with \"repeated\": true. "
           "With "
           "dry_run=true it says what would become of it, and records nothing: whether a booking is "
           "possible, "
           "why not, and what it would cost.",
       .parameters = {&p::operator_id, &p::command_type, &p::dry_run, &p::idempotency_key, &p::actor,
                      &p::source, &p::reason, &p::if_match},
       .answers = {{200, "With dry_run=true: what it would record.", json_media_type, schemas::trial},
                   {201, "Accepted: the events it caused. Tenure-Position is the last one's.",
                    json_media_type, schemas::accepted},
                   {409, "A conflict: VERSION_CONFLICT, ALREADY_EXISTS or IDEMPOTENCY_CONFLICT.",
                    problem_media_type, schemas::problem},
                   {422, "Refused, with the code of the first rule that forbids it.", problem_media_type,
                    schemas::problem}},
       .problems = {MALFORMED_COMMAND, MISSING_ACTOR, UNKNOWN_COMMAND_TYPE, QUEUE_FULL, SHUTTING_DOWN,
                    PARTITION_STOPPED},
       .consumes = {json_media_type}});
  all.push_back({.method = Method::POST,
                 .path = "/v1/operators/{operator}/commands",
                 .handler = submit_many,
                 .operation_id = "submitMany",
                 .tag = "commands",
                 .summary = "Send many commands",
                 .description = "NDJSON: a line is {\"type\", \"id\", \"data\", \"source\"?, \"actor\"?, "
                                "\"reason\"?, \"expected_version\"?}. "
                                "FlatBuffers: each a u32 size, little endian, and a buffer of the type "
                                "tenure.command.Command. The answer "
                                "has one line for each command, in order, as they become durable; a "
                                "malformed command does not stop the "
                                "others. With atomic=true nothing is applied unless all is. When the "
                                "connection breaks, send all again: "
                                "what was applied answers with \"repeated\": true.",
                 .parameters = {&p::operator_id, &p::atomic, &p::actor, &p::source, &p::prefer},
                 .answers = {{200, "One outcome a line.", ndjson_media_type, schemas::outcome}},
                 .problems = {BATCH_TOO_LARGE, QUEUE_FULL, SHUTTING_DOWN, PARTITION_STOPPED},
                 .consumes = {ndjson_media_type, flatbuffers_media_type}});
}

/// A route that reads events in order, in any of the three forms.
struct EventsRoute {
  std::string_view path;
  Handler handler;
  std::string_view operation_id;
  std::string_view tag;
  std::string_view summary;
  std::string_view description;
  Parameters filters = {};
};

Route events_route(const EventsRoute& given) {
  Route route{.method = Method::GET,
              .path = given.path,
              .handler = given.handler,
              .operation_id = given.operation_id,
              .tag = given.tag,
              .summary = given.summary,
              .description = given.description,
              .parameters = {&p::operator_id, &p::after, &p::limit, &p::last_event_id},
              .answers = {{200, "A page; go on with after=next_after until it equals `committed`.",
                           json_media_type, schemas::event_page},
                          {200, "One event a line.", ndjson_media_type, schemas::event},
                          {200, "Each event's `id` is its position, `event` its type, `data` the event.",
                           event_stream_media_type, schemas::event}},
              .problems = {TOO_MANY_READERS},
              .consumes = {}};
  route.parameters.insert(route.parameters.end(), given.filters.begin(), given.filters.end());
  return route;
}

void add_events(std::vector<Route>& all) {
  all.push_back(events_route(
      {.path = "/v1/operators/{operator}/events",
       .handler = get_events,
       .operation_id = "events",
       .tag = "events",
       .summary = "Read events",
       .description = "By the header Accept: a page as JSON, all up to now as NDJSON, or live as server-sent "
                      "events that begin behind `after` or Last-Event-ID. Positions rise; they skip those of "
                      "other operators of the partition.",
       .filters = {&p::event_type}}));
  all.push_back(events_route(
      {.path = "/v1/operators/{operator}/access/changes",
       .handler = get_access_changes,
       .operation_id = "accessChanges",
       .tag = "access",
       .summary = "Read what an access controller or a RADIUS server has to follow",
       .description =
           "As /events, with the events of sites, doors, networks, contracts in force, users, access "
           "groups, credentials, Wi-Fi accounts and devices alone. Go on from `next_after`."}));
  all.push_back(events_route(
      {.path = "/v1/operators/{operator}/telephony/changes",
       .handler = get_telephony_changes,
       .operation_id = "telephonyChanges",
       .tag = "telephony",
       .summary = "Read what a PBX has to follow",
       .description =
           "As /events, with the events of sites, users, phone numbers and call handling alone. Go on "
           "from `next_after`."}));
  all.push_back({.method = Method::GET,
                 .path = "/v1/operators/{operator}/streams/{stream...}/events",
                 .handler = get_stream_events,
                 .operation_id = "streamEvents",
                 .tag = "events",
                 .summary = "Read the events of one aggregate",
                 .description =
                     "All events of the stream, those whose home is another stream included, in the order of "
                     "its versions.",
                 .parameters = {&p::operator_id, &p::stream, &p::after_version, &p::limit},
                 .answers = {{200, "A page; go on with after_version=next_after_version until it is empty.",
                              json_media_type, schemas::stream_page}},
                 .problems = {UNKNOWN_RESOURCE},
                 .consumes = {}});
}

void add_why(std::vector<Route>& all) {
  all.push_back(
      {.method = Method::GET,
       .path = "/v1/operators/{operator}/charges/{charge}/why",
       .handler = get_charge_chain,
       .operation_id = "chargeWhy",
       .tag = "billing",
       .summary = "Read what led to a charge",
       .description =
           "The events that the charge came from, back to the contract's line, the service, the booking "
           "or the calls, in the order in which they were recorded, up to what took it back. Each says "
           "who did it, why, and by which command.",
       .parameters = {&p::operator_id, &p::charge_id, &p::after, &p::limit},
       .answers = {{200, "A page; go on with after=next_after until that is absent.", json_media_type,
                    schemas::charge_chain}},
       .problems = {UNKNOWN_RESOURCE},
       .consumes = {}});
}

void add_parked_input(std::vector<Route>& all) {
  const Parameters posted{&p::operator_id, &p::parked_id, &p::idempotency_key, &p::actor,
                          &p::source,      &p::reason,    &p::if_match};
  all.push_back(
      {.method = Method::POST,
       .path = "/v1/operators/{operator}/parked-inputs/{input}/retry",
       .handler = retry_input,
       .operation_id = "retryParkedInput",
       .tag = parked,
       .summary = "Try to apply parked input again",
       .description =
           "The record is read again as when it came; what it asks for and its resolution are accepted "
           "together, or neither is. An input is applied once, however often it is retried. A retry that "
           "fails "
           "leaves no trace: mend the cause and send it again, with the same Idempotency-Key or another. "
           "Input of "
           "the operator \"unattributed\" goes to the default operator of the input topics, where there is "
           "one.",
       .parameters = posted,
       .answers =
           {{201, "Applied: `events` say so, `command` is what it became. Tenure-Position is the last one's.",
             json_media_type, schemas::retried},
            {409, "Refused again; it stays parked.", problem_media_type, schemas::problem},
            {422,
             "Refused again, with the code of the first rule that forbids it; it stays parked. "
             "INVALID_TRANSITION where it is resolved already, UNKNOWN_PARKED_INPUT where there is none.",
             problem_media_type, schemas::problem}},
       .problems = {UNREADABLE_INPUT, MISSING_ACTOR, QUEUE_FULL, SHUTTING_DOWN, PARTITION_STOPPED},
       .consumes = {}});
  all.push_back(
      {.method = Method::POST,
       .path = "/v1/operators/{operator}/parked-inputs/{input}/discard",
       .handler = discard_input,
       .operation_id = "discardParkedInput",
       .tag = parked,
       .summary = "Decide that parked input is not to be applied",
       .description = "It is kept, with the reason, and never retried.",
       .parameters = {&p::operator_id, &p::parked_id, &p::idempotency_key, &p::actor, &p::source,
                      &p::if_match},
       .answers = {{201, "Discarded.", json_media_type, schemas::accepted},
                   {409, "A conflict: VERSION_CONFLICT or IDEMPOTENCY_CONFLICT.", problem_media_type,
                    schemas::problem},
                   {422,
                    "INVALID_TRANSITION where it is resolved already, UNKNOWN_PARKED_INPUT where there "
                    "is none.",
                    problem_media_type, schemas::problem}},
       .problems = {MALFORMED_COMMAND, MISSING_ACTOR, QUEUE_FULL, SHUTTING_DOWN, PARTITION_STOPPED},
       .consumes = {json_media_type},
       .body = schemas::discard_reason});
}

void add_operations(std::vector<Route>& all) {
  const auto add = [&](std::string_view path, Handler handler, std::string_view id, std::string_view summary,
                       std::vector<Documented> answers) {
    all.push_back({.method = Method::GET,
                   .path = path,
                   .handler = handler,
                   .operation_id = id,
                   .tag = "operations",
                   .summary = summary,
                   .description = {},
                   .parameters = {},
                   .answers = std::move(answers),
                   .problems = {},
                   .consumes = {}});
  };
  add("/healthz", get_health, "health", "Whether the process runs",
      {{200, "It runs.", json_media_type, schemas::health}});
  add("/readyz", get_readiness, "readiness", "Whether it can do its work, and why not",
      {{200, "Every partition takes commands and every read model follows.", json_media_type,
        schemas::readiness},
       {503, "Not so; see `reasons`.", json_media_type, schemas::readiness}});
  add("/metrics", get_metrics, "metrics", "Metrics for Prometheus",
      {{200, "Text exposition format 0.0.4.", "text/plain", nullptr}});
  add("/openapi.json", get_openapi, "openapi", "This document",
      {{200, "OpenAPI 3.1.", json_media_type, schemas::any}});
  add("/asyncapi.json", get_async_api, "asyncapi", "What goes through Kafka: topics and records",
      {{200, "AsyncAPI 3.0.", json_media_type, schemas::any}});
}

}  // namespace

const std::vector<Route>& routes() {
  static const auto all = [] {
    std::vector<Route> table;
    add_commands(table);
    add_events(table);
    add_queries(table);
    add_reports(table);
    add_why(table);
    add_parked_input(table);
    add_operations(table);
    return table;
  }();
  return all;
}

}  // namespace tenure::http
