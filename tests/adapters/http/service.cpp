#include "tests/adapters/http/service.h"

#include <cstdlib>
#include <thread>

#include <fmt/format.h>

namespace tenure::test {
namespace {

std::filesystem::path make_folder() {
  auto name = (std::filesystem::temp_directory_path() / "tenure-http-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error{"no folder for a test"};
  return name;
}

constexpr std::string_view house[][2] = {
    {"RegisterLegalEntity", R"({"legal_entity_id":"LE","name":"House Ltd","country":"GB","currency":"GBP",)"
                            R"("invoice_prefix":"H","rounding":"HALF_UP","tax_rounding":"LINE"})"},
    {"RegisterSite",
     R"({"site_id":"LON","legal_entity_id":"LE","name":"London","time_zone":"Europe/London","country":"GB"})"},
    {"AddSpace",
     R"({"site_id":"LON","space_id":"ROOM","name":"Room","kind":"MEETING_ROOM","bookable":true})"},
    {"AddDoor", R"({"site_id":"LON","door_id":"FRONT","name":"Front door"})"},
    {"DefineProduct", R"({"product_id":"OFFICE","name":"Office","kind":"LEASE","tax_code":"STD"})"},
    {"DefineProduct", R"({"product_id":"VOICE","name":"Voice","kind":"SERVICE","tax_code":"STD"})"},
    {"DefineProduct", R"({"product_id":"TEA","name":"Tea","kind":"GENERIC","tax_code":"STD"})"},
    {"SetPrice",
     R"({"site_id":"LON","product_id":"VOICE","unit_price":1000,"per":"MONTH","from":"2025-01-01"})"},
    {"SetPrice", R"({"site_id":"LON","product_id":"TEA","unit_price":250,"per":"UNIT","from":"2025-01-01"})"},
    {"RegisterOccupier",
     R"({"occupier_id":"ACME","name":"Acme Ltd","contacts":[{"name":"Grace Hopper","email":"grace@example.org"}]})"},
    {"CreateContract",
     R"({"contract_id":"C1","occupier_id":"ACME","site_id":"LON","starts_on":"2026-01-01","currency":"GBP",)"
     R"("billing_day":1,"billing":"IN_ADVANCE","proration":"ACTUAL_DAYS",)"
     R"("lines":[{"line_id":"L1","product_id":"OFFICE","monthly_price":100000}]})"},
    {"SignContract", R"({"contract_id":"C1"})"},
    {"OpenBusinessDay", R"({"site_id":"LON","date":"2026-01-01"})"},
    {"ActivateService", R"({"service_id":"S1","contract_id":"C1","product_id":"VOICE","quantity":1,)"
                        R"("from":"2026-01-01","entitlements":{"phone_numbers":5}})"},
    {"AddUser",
     R"({"user_id":"U1","occupier_id":"ACME","site_ids":["LON"],"given_name":"Ada","family_name":"Byron",)"
     R"("email":"ada@example.org","role":"ADMIN"})"},
    {"ProvisionPhoneNumber", R"({"number":"+442079460001","site_id":"LON","kind":"GEOGRAPHIC"})"},
    {"AllocatePhoneNumber", R"({"number":"+442079460001","occupier_id":"ACME"})"},
    {"ActivatePhoneNumber", R"({"number":"+442079460001"})"},
    {"AssignPhoneNumber", R"({"number":"+442079460001","user_id":"U1","extension":"2041"})"},
    {"CreateAccessGroup", R"({"group_id":"G1","site_ids":["LON"],"name":"Everybody"})"},
    {"AddDoorToGroup", R"({"group_id":"G1","door_id":"FRONT"})"},
    {"AddUserToGroup", R"({"group_id":"G1","user_id":"U1"})"},
    {"AddCharge",
     R"({"charge_id":"CH-1","occupier_id":"ACME","site_id":"LON","product_id":"TEA","quantity":3})"},
};

}  // namespace

Service::Service(ServiceOptions options) : folder{make_folder()} {
  options.engine.store.folder = folder;
  auto opened = daemon::Engine::open(options.engine);
  if (!opened) throw std::runtime_error{opened.error().text()};
  engine = std::move(*opened);
  api = std::make_unique<http::Api>(*engine, options.api);
  auto started = http::Server::start(options.server, *api);
  if (!started) throw std::runtime_error{started.error()};
  server = std::move(*started);
}

Service::~Service() {
  server.reset();
  api.reset();
  engine.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
}

std::uint64_t Service::given(std::string_view lines) {
  auto client = connect();
  const auto answer = client.post(path("/commands"), lines, as_ndjson);
  if (!answer || answer->status != 200) throw std::runtime_error{"the setup was not taken"};
  std::uint64_t position = 0;
  for (const auto& outcome : answer->lines()) {
    if (outcome.at("outcome") != "accepted")
      throw std::runtime_error{"the setup was refused: " + answer->body};
    position = outcome.at("position").to_number<std::uint64_t>();
  }
  return position;
}

std::uint64_t Service::given_house() {
  std::string lines;
  int count = 0;
  for (const auto& [type, data] : house) lines += line(type, fmt::format("house-{}", ++count), data);
  return given(lines);
}

bool holds_soon(const std::function<bool()>& condition) {
  const auto give_up_at = std::chrono::steady_clock::now() + RawClient::patience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > give_up_at) return false;
    std::this_thread::yield();
  }
  return true;
}

std::string path(std::string_view rest) { return fmt::format("/v1/operators/OP{}", rest); }

std::string line(std::string_view type, std::string_view id, std::string_view data) {
  return fmt::format("{{\"type\":\"{}\",\"id\":\"{}\",\"data\":{}}}\n", type, id, data);
}

std::string charge_data(std::string_view charge_id) {
  return fmt::format(
      R"({{"charge_id":"{}","occupier_id":"ACME","site_id":"LON","product_id":"TEA","quantity":1}})",
      charge_id);
}

std::string charge_line(std::string_view charge_id) {
  return line("AddCharge", charge_id, charge_data(charge_id));
}

}  // namespace tenure::test
