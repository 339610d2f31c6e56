// The routes of queries.

#include "adapters/http/api/query_routes.h"

#include "adapters/http/api/media_type.h"
#include "adapters/http/api/parameters.h"
#include "adapters/http/api/queries/queries.h"
#include "projections/access/access.h"
#include "projections/billing/billing.h"
#include "projections/calendar/calendar.h"
#include "projections/directory/directory.h"
#include "projections/ledger/ledger.h"
#include "projections/parked_input/parked_input.h"
#include "projections/telephony/telephony.h"
#include "projections/usage/usage.h"
#include "projections/wifi/wifi.h"

namespace tenure::http {
namespace {

namespace p = parameters;
using enum ProblemCode;
using Parameters = std::vector<const Parameter*>;

constexpr std::string_view directory = projections::directory::model_name;
constexpr std::string_view calendar = projections::calendar::model_name;
constexpr std::string_view billing = projections::billing::model_name;
constexpr std::string_view ledger = projections::ledger::model_name;
constexpr std::string_view telephony = projections::telephony::model_name;
constexpr std::string_view usage = projections::usage::model_name;
constexpr std::string_view access = projections::access::model_name;
constexpr std::string_view wifi = projections::wifi::model_name;
constexpr std::string_view parked = projections::parked_input::model_name;

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
  Parameters one_of = {};
};

enum class Shape : std::uint8_t { one, page };

Route query(QueryRoute given, Shape shape) {
  Route route{
      .method = Method::GET,
      .path = given.path,
      .handler = Query{given.answer, given.model, given.second_model, given.one_of},
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
  add(one({"/v1/operators/{operator}/users/{user}",
           q::user,
           q::user_schema,
           directory,
           "user",
           "One user, with groups and credentials",
           "",
           {&p::user_id},
           access}));
  add(one({"/v1/operators/{operator}/contracts/{contract}",
           q::contract,
           q::contract_schema,
           directory,
           "contract",
           "One contract",
           "",
           {&p::contract_id}}));
  add(page({"/v1/operators/{operator}/sites/{site}/contracts",
            q::site_contracts,
            q::site_contracts_schema,
            directory,
            "siteContracts",
            "Contracts of a site, by their ends",
            "What is to be renewed comes first; open-ended ones come last.",
            {&p::site_id, &p::contract_status, &p::ends_before}}));
  add(one({"/v1/operators/{operator}/spaces/{space}/calendar",
           q::space_calendar,
           q::space_calendar_schema,
           calendar,
           "spaceCalendar",
           "Leases and bookings that take a space",
           "Those of the space itself, of all that it lies in and of all that lies in it.",
           {&p::space_id, &p::calendar_from, &p::calendar_to}}));
  add(one({"/v1/operators/{operator}/external-ids/{system}/{external}",
           q::external_id,
           q::external_id_schema,
           directory,
           "externalId",
           "The occupier that another system means",
           "",
           {&p::system, &p::external_id, &p::linked_site}}));
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

void add_ledger(std::vector<Route>& all) {
  namespace q = queries;
  all.push_back(one({"/v1/operators/{operator}/legal-entities/{legal_entity}/trial-balance",
                     q::trial_balance,
                     q::trial_balance_schema,
                     ledger,
                     "trialBalance",
                     "Trial balance of a legal entity on a date",
                     "What is posted by what was known at the position, on or before the date.",
                     {&p::legal_entity_id, &p::on}}));
  all.push_back(
      page({"/v1/operators/{operator}/legal-entities/{legal_entity}/accounts/{account}/lines",
            q::account_lines,
            q::account_lines_schema,
            ledger,
            "accountLines",
            "Statement of an account",
            "By day and position. `limit` and `cursor` are for its lines.",
            {&p::legal_entity_id, &p::account, &p::subject, &p::currency, &p::lines_from, &p::lines_to}}));
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
  add(one({"/v1/operators/{operator}/numbers/{number}/route",
           q::number_route,
           q::number_route_schema,
           telephony,
           "numberRoute",
           "Where a call to the number goes",
           "The steps that a telephone exchange takes, for the number and for all that it leads to.",
           {&p::number, &p::at}}));
  add(one({"/v1/operators/{operator}/occupiers/{occupier}/sites/{site}/call-handling",
           q::occupier_call_handling,
           q::occupier_call_handling_schema,
           telephony,
           "callHandling",
           "How calls to the main number of an occupier at a site are handled",
           "",
           {&p::occupier_id, &p::site_id}}));
  add(page({"/v1/operators/{operator}/sites/{site}/entitlements",
            q::site_entitlements,
            q::site_entitlements_schema,
            telephony,
            "siteEntitlements",
            "What the occupiers of a site are entitled to, and what they use of it",
            "",
            {&p::site_id}}));
}

void add_usage(std::vector<Route>& all) {
  namespace q = queries;
  all.push_back(page({"/v1/operators/{operator}/occupiers/{occupier}/usage",
                      q::occupier_usage,
                      q::occupier_usage_schema,
                      usage,
                      "occupierUsage",
                      "What an occupier used, itemised",
                      "By month, site, number and start. Usage belongs to the month of its local day at the "
                      "site; extension and user are those that the number had then.",
                      {&p::occupier_id, &p::month, &p::site_filter, &p::usage_number}}));
  all.push_back(page({"/v1/operators/{operator}/occupiers/{occupier}/usage-months",
                      q::occupier_usage_months,
                      q::occupier_usage_months_schema,
                      usage,
                      "occupierUsageMonths",
                      "What an occupier used, by month and site, and how its calls were charged",
                      "",
                      {&p::occupier_id}}));
}

void add_access(std::vector<Route>& all) {
  namespace q = queries;
  const auto add = [&](Route route) { all.push_back(std::move(route)); };
  add(one(
      {"/v1/operators/{operator}/access/check",
       q::access_check,
       q::access_check_schema,
       access,
       "accessCheck",
       "May the user open the door, or the credential, and why (not)",
       "Name the user, the credential that is shown, or both. Somebody or something unknown is an answer, "
       "not an error.",
       {&p::user_with_credential, &p::credential, &p::door, &p::at},
       {},
       {&p::user_with_credential, &p::credential}}));
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
  add(page({"/v1/operators/{operator}/occupiers/{occupier}/groups",
            q::occupier_groups,
            q::occupier_groups_schema,
            access,
            "occupierGroups",
            "Access groups that any user of an occupier is in",
            "",
            {&p::occupier_id}}));
}

void add_wifi(std::vector<Route>& all) {
  namespace q = queries;
  const auto add = [&](Route route) { all.push_back(std::move(route)); };
  add(one({"/v1/operators/{operator}/wifi/devices/{mac}",
           q::wifi_device,
           q::wifi_device_schema,
           wifi,
           "wifiDevice",
           "May the device into the Wi-Fi of the site, where to, and why (not)",
           "What a RADIUS server asks. What is not known is an answer, not an error.",
           {&p::mac, &p::asked_site}}));
  add(one(
      {"/v1/operators/{operator}/wifi/accounts/{login}",
       q::wifi_account,
       q::wifi_account_schema,
       wifi,
       "wifiAccount",
       "May the login into the Wi-Fi of the site, where to, and why (not)",
       "What a RADIUS server asks. The network is the site's first of kind SECURE. What is not known is an "
       "answer, not an error.",
       {&p::login, &p::asked_site}}));
  add(page({"/v1/operators/{operator}/occupiers/{occupier}/devices",
            q::occupier_devices,
            q::occupier_devices_schema,
            wifi,
            "occupierDevices",
            "Wi-Fi devices of an occupier, by site and address",
            "",
            {&p::occupier_id}}));
  add(page({"/v1/operators/{operator}/sites/{site}/networks",
            q::site_networks,
            q::site_networks_schema,
            wifi,
            "siteNetworks",
            "Wi-Fi networks of a site",
            "",
            {&p::site_id}}));
}

void add_parked_input(std::vector<Route>& all) {
  namespace q = queries;
  all.push_back(page({"/v1/operators/{operator}/parked-inputs",
                      q::parked_inputs,
                      q::parked_inputs_schema,
                      parked,
                      "parkedInputs",
                      "Input that could not be applied, of one state, in the order of parking",
                      "",
                      {&p::parked_input_status}}));
  all.push_back(one({"/v1/operators/{operator}/parked-inputs/{input}",
                     q::parked_input,
                     q::parked_input_schema,
                     parked,
                     "parkedInput",
                     "One input with the record as it came, and what became of it",
                     "",
                     {&p::parked_id}}));
}

}  // namespace

void add_queries(std::vector<Route>& all) {
  add_directory(all);
  add_billing(all);
  add_ledger(all);
  add_telephony(all);
  add_usage(all);
  add_access(all);
  add_wifi(all);
  add_parked_input(all);
}

}  // namespace tenure::http
