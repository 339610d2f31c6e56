// The table of all routes.

#include "adapters/http/api/commands/submit_many.h"
#include "adapters/http/api/commands/submit_one.h"
#include "adapters/http/api/events/events.h"
#include "adapters/http/api/media_type.h"
#include "adapters/http/api/openapi/schemas.h"
#include "adapters/http/api/operations/operations.h"
#include "adapters/http/api/parameters.h"
#include "adapters/http/api/queries/queries.h"
#include "adapters/http/api/route.h"
#include "projections/access/access.h"
#include "projections/billing/billing.h"
#include "projections/directory/directory.h"
#include "projections/telephony/telephony.h"

namespace tenure::http {
namespace {

namespace p = parameters;
using enum ProblemCode;
using Parameters = std::vector<const Parameter*>;

constexpr std::string_view directory = projections::directory::model_name;
constexpr std::string_view billing = projections::billing::model_name;
constexpr std::string_view telephony = projections::telephony::model_name;
constexpr std::string_view access = projections::access::model_name;

struct QueryRoute {
  std::string_view path;
  QueryFunction answer;
  boost::json::object (*schema)(boost::json::object&);
  std::string_view model;
  std::string_view operation_id;
  std::string_view summary;
  std::string_view description = {};
  Parameters parameters = {};
  std::string_view second_model = {};
};

enum class Shape : std::uint8_t { one, page };

Route query(QueryRoute given, Shape shape) {
  Route route{
      .method = Method::GET,
      .path = given.path,
      .handler = Query{given.answer, given.model, given.second_model},
      .operation_id = given.operation_id,
      .tag = given.model,
      .summary = given.summary,
      .description = given.description,
      .parameters = {&p::operator_id},
      .answers = {{200, "As of the position in the header Tenure-Position.", json_media_type, given.schema}},
      .problems = {POSITION_BEYOND_KNOWN, POSITION_TRIMMED, MIN_POSITION_NOT_REACHED, NOT_SERVING},
      .consumes = {}};
  auto& parameters = route.parameters;
  parameters.insert(parameters.end(), given.parameters.begin(), given.parameters.end());
  if (shape == Shape::page) {
    parameters.insert(parameters.end(), {&p::limit, &p::cursor});
    route.problems.push_back(BAD_CURSOR);
  } else {
    route.problems.push_back(UNKNOWN_RESOURCE);
  }
  parameters.insert(parameters.end(), {&p::as_of, &p::as_of_time, &p::min_position});
  return route;
}

Route page(QueryRoute given) { return query(std::move(given), Shape::page); }
Route one(QueryRoute given) { return query(std::move(given), Shape::one); }

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
           "with the same Idempotency-Key and content it gets the first answer, with \"repeated\": true.",
       .parameters = {&p::operator_id, &p::command_type, &p::idempotency_key, &p::actor, &p::source,
                      &p::reason, &p::if_match},
       .answers = {{201, "Accepted: the events it caused. Tenure-Position is the last one's.",
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

void add_events(std::vector<Route>& all) {
  all.push_back({.method = Method::GET,
                 .path = "/v1/operators/{operator}/events",
                 .handler = get_events,
                 .operation_id = "events",
                 .tag = "events",
                 .summary = "Read events",
                 .description =
                     "By the header Accept: a page as JSON, all up to now as NDJSON, or live as server-sent "
                     "events that begin behind `after` or Last-Event-ID. Positions rise; they skip those of "
                     "other operators of the partition.",
                 .parameters = {&p::operator_id, &p::after, &p::limit, &p::event_type, &p::last_event_id},
                 .answers = {{200, "A page; go on with after=next_after until it equals `committed`.",
                              json_media_type, schemas::event_page},
                             {200, "One event a line.", ndjson_media_type, schemas::event},
                             {200, "Each event's `id` is its position, `event` its type, `data` the event.",
                              event_stream_media_type, schemas::event}},
                 .problems = {TOO_MANY_READERS},
                 .consumes = {}});
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

void add_directory(std::vector<Route>& all) {
  namespace q = queries;
  const Parameters occupier{&p::occupier_id};
  const Parameters site{&p::site_id};
  const auto add = [&](Route route) { all.push_back(std::move(route)); };
  add(page({"/v1/operators/{operator}/occupiers", q::occupiers, q::occupiers_schema, directory, "occupiers",
            "Occupiers, by id"}));
  add(one({"/v1/operators/{operator}/occupiers/{occupier}", q::occupier, q::occupier_schema, directory,
           "occupier", "One occupier, with what it owes", "", occupier, billing}));
  add(page({"/v1/operators/{operator}/occupiers/{occupier}/contracts", q::occupier_contracts,
            q::occupier_contracts_schema, directory, "occupierContracts", "Contracts of an occupier", "",
            occupier}));
  add(page({"/v1/operators/{operator}/occupiers/{occupier}/services", q::occupier_services,
            q::occupier_services_schema, directory, "occupierServices", "Services of an occupier", "",
            occupier}));
  add(page({"/v1/operators/{operator}/occupiers/{occupier}/users", q::occupier_users,
            q::occupier_users_schema, directory, "occupierUsers", "Users of an occupier", "", occupier}));
  add(one({"/v1/operators/{operator}/contracts/{contract}",
           q::contract,
           q::contract_schema,
           directory,
           "contract",
           "One contract",
           "",
           {&p::contract_id}}));
  add(page(
      {"/v1/operators/{operator}/sites", q::sites, q::sites_schema, directory, "sites", "Sites, by id"}));
  add(one({"/v1/operators/{operator}/sites/{site}", q::site, q::site_schema, directory, "site", "One site",
           "", site}));
  add(page({"/v1/operators/{operator}/sites/{site}/spaces", q::site_spaces, q::site_spaces_schema, directory,
            "siteSpaces", "Spaces of a site", "", site}));
  add(page({"/v1/operators/{operator}/sites/{site}/doors", q::site_doors, q::site_doors_schema, directory,
            "siteDoors", "Doors of a site", "", site}));
  add(page({"/v1/operators/{operator}/products", q::products, q::products_schema, directory, "products",
            "Products, by id"}));
}

void add_billing(std::vector<Route>& all) {
  namespace q = queries;
  const auto add = [&](Route route) { all.push_back(std::move(route)); };
  add(page({"/v1/operators/{operator}/occupiers/{occupier}/charges",
            q::occupier_charges,
            q::occupier_charges_schema,
            billing,
            "occupierCharges",
            "Charges of an occupier",
            "By month, site and id. A charge belongs to the month of its service_from.",
            {&p::occupier_id, &p::month, &p::site_filter, &p::charge_status}}));
  add(page({"/v1/operators/{operator}/occupiers/{occupier}/totals",
            q::occupier_totals,
            q::occupier_totals_schema,
            billing,
            "occupierTotals",
            "Charges of an occupier, summed by month and site",
            "",
            {&p::occupier_id, &p::month, &p::site_filter}}));
  add(page({"/v1/operators/{operator}/occupiers/{occupier}/statement",
            q::occupier_statement,
            q::occupier_statement_schema,
            billing,
            "occupierStatement",
            "Monthly statement of an occupier",
            "A statement's month is that of the business date on which a charge was raised or reversed. "
            "`limit` and "
            "`cursor` are for its lines.",
            {&p::occupier_id, &p::statement_month}}));
  add(one({"/v1/operators/{operator}/charges/{charge}",
           q::charge,
           q::charge_schema,
           billing,
           "charge",
           "One charge",
           "",
           {&p::charge_id}}));
}

void add_telephony(std::vector<Route>& all) {
  namespace q = queries;
  const auto add = [&](Route route) { all.push_back(std::move(route)); };
  add(page({"/v1/operators/{operator}/occupiers/{occupier}/numbers",
            q::occupier_numbers,
            q::occupier_numbers_schema,
            telephony,
            "occupierNumbers",
            "Numbers that an occupier holds",
            "",
            {&p::occupier_id}}));
  add(page({"/v1/operators/{operator}/sites/{site}/numbers",
            q::site_numbers,
            q::site_numbers_schema,
            telephony,
            "siteNumbers",
            "Numbers of a site, of one state or of all",
            "",
            {&p::site_id, &p::number_status}}));
  add(page({"/v1/operators/{operator}/sites/{site}/directory",
            q::site_directory,
            q::site_directory_schema,
            telephony,
            "siteDirectory",
            "Whom the numbers of a site reach",
            "",
            {&p::site_id}}));
  add(one({"/v1/operators/{operator}/numbers/{number}",
           q::number,
           q::number_schema,
           telephony,
           "number",
           "One phone number",
           "",
           {&p::number}}));
  add(page({"/v1/operators/{operator}/numbers/{number}/history",
            q::number_history,
            q::number_history_schema,
            telephony,
            "numberHistory",
            "What happened to a number, oldest first",
            "",
            {&p::number}}));
}

void add_access(std::vector<Route>& all) {
  namespace q = queries;
  const auto add = [&](Route route) { all.push_back(std::move(route)); };
  add(one({"/v1/operators/{operator}/access/check",
           q::access_check,
           q::access_check_schema,
           access,
           "accessCheck",
           "May the user open the door, and why (not)",
           "Somebody or something unknown is an answer, not an error.",
           {&p::user, &p::door, &p::at}}));
  add(one({"/v1/operators/{operator}/access/doors",
           q::access_doors,
           q::access_doors_schema,
           access,
           "accessDoors",
           "Doors that the groups of a user hold, each with the verdict",
           "",
           {&p::user, &p::at}}));
  add(one({"/v1/operators/{operator}/access/users",
           q::access_users,
           q::access_users_schema,
           access,
           "accessUsers",
           "Members of the groups that hold a door, each with the verdict",
           "",
           {&p::door, &p::at}}));
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
    add_directory(table);
    add_billing(table);
    add_telephony(table);
    add_access(table);
    add_operations(table);
    return table;
  }();
  return all;
}

}  // namespace tenure::http
