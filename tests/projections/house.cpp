#include "tests/projections/house.h"

#include <atomic>
#include <cstdlib>
#include <unistd.h>

#include <fmt/format.h>

namespace tenure::test {

const std::string_view let_estate = R"(
  RegisterLegalEntity {"legal_entity_id":"LE","name":"Tenure Ltd","country":"GB","currency":"GBP","currency_exponent":2,"invoice_prefix":"T","rounding":"HALF_UP","tax_rounding":"LINE"}
  RegisterSite {"site_id":"LON","legal_entity_id":"LE","name":"London","time_zone":"Europe/London","country":"GB","number_cooldown_days":2}
  RegisterSite {"site_id":"OXF","legal_entity_id":"LE","name":"Oxford","time_zone":"Europe/London","country":"GB"}
  OpenBusinessDay {"site_id":"LON","date":"2026-01-05"}
  OpenBusinessDay {"site_id":"OXF","date":"2026-01-05"}
  AddSpace {"site_id":"LON","space_id":"LON-1","name":"Office 1","kind":"OFFICE","bookable":false}
  AddSpace {"site_id":"LON","space_id":"LON-2","name":"Office 2","kind":"OFFICE","bookable":false}
  AddDoor {"site_id":"LON","door_id":"LON-FRONT","name":"Front door"}
  AddDoor {"site_id":"LON","door_id":"LON-ROOM","name":"Server room"}
  AddDoor {"site_id":"OXF","door_id":"OXF-FRONT","name":"Front door"}
  DefineProduct {"product_id":"DESK","name":"Desk","kind":"LEASE","tax_code":"STD"}
  DefineProduct {"product_id":"VOICE","name":"Voice","kind":"SERVICE","tax_code":"STD"}
  DefineProduct {"product_id":"PRINT","name":"Printing","kind":"GENERIC","tax_code":"STD","revenue_account":"4130"}
  SetPrice {"site_id":"LON","product_id":"VOICE","unit_price":1000,"per":"MONTH","from":"2026-01-01"}
  SetPrice {"site_id":"LON","product_id":"PRINT","unit_price":10,"per":"UNIT","from":"2026-01-01"}
  SetPrice {"site_id":"OXF","product_id":"PRINT","unit_price":20,"per":"UNIT","from":"2026-01-01"}
  RegisterOccupier {"occupier_id":"ACME","name":"Acme Ltd","billing_reference":"PO 7","contacts":[{"name":"Wile","email":"wile@example.org"}]}
  RegisterOccupier {"occupier_id":"BETA","name":"Beta Ltd"}
  CreateContract {"contract_id":"ACME-LON","occupier_id":"ACME","site_id":"LON","starts_on":"2026-01-05","currency":"GBP","billing_day":1,"billing":"IN_ARREARS","proration":"ACTUAL_DAYS","lines":[{"line_id":"L1","product_id":"DESK","space_id":"LON-1","monthly_price":31000}]}
  CreateContract {"contract_id":"ACME-OXF","occupier_id":"ACME","site_id":"OXF","starts_on":"2026-01-05","currency":"GBP","billing_day":1,"billing":"IN_ARREARS","proration":"ACTUAL_DAYS","lines":[{"line_id":"L1","product_id":"DESK","monthly_price":0}]}
  CreateContract {"contract_id":"BETA-LON","occupier_id":"BETA","site_id":"LON","starts_on":"2026-01-05","currency":"GBP","billing_day":1,"billing":"IN_ARREARS","proration":"ACTUAL_DAYS","lines":[{"line_id":"L1","product_id":"DESK","monthly_price":0}]}
  SignContract {"contract_id":"ACME-LON"}
  SignContract {"contract_id":"ACME-OXF"}
  SignContract {"contract_id":"BETA-LON"}
)";

TempFolder::TempFolder() {
  static std::atomic<int> made = 0;
  path_ = std::filesystem::temp_directory_path() / fmt::format("tenure-views-{}-{}", ::getpid(), ++made);
  std::filesystem::remove_all(path_);
  std::filesystem::create_directories(path_);
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

House::House(projections::ReadModelOptions options) : options_{std::move(options)} {
  options_.folder = folder_.path() / "views";
  options_.storage_bytes_max = 16 * eventstore::mebibyte;
  options_.notice = [this](std::string_view line) {
    const std::lock_guard lock{notices_mutex_};
    notices_.emplace_back(line);
  };
}

void House::open() {
  models_.reset();
  auto opened = projections::ReadModels::open(log_, options_);
  if (!opened) {
    ADD_FAILURE() << opened.error().message;
    std::abort();
  }
  models_ = std::move(*opened);
}

void House::given(std::string_view lines) {
  while (!lines.empty()) {
    const auto end = lines.find('\n');
    log_.append(scenario_.given(lines.substr(0, end)));
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
  }
}

bool House::attempt(std::string_view line) {
  const auto applied = scenario_.send(line);
  if (applied) log_.append(*applied);
  return applied.has_value();
}

void House::open_days(std::string_view site_id, std::string_view last) {
  log_.append(scenario_.open_days(site_id, domain::parse_date(last).value()));
}

void House::at_time(std::string_view instant) {
  scenario_.world().set_recorded_at(domain::parse_instant(instant).value());
}

void House::settle() { ASSERT_EQ(models().wait_until(last(), patience), projections::Reached::reached); }

projections::View House::view() {
  settle();
  return view_at(projections::Latest{});
}

projections::View House::view_at(projections::AsOf as_of) {
  // Models that stand still have nothing to wait for.
  (void)models().wait_until(last(), patience);
  return must(models().at(as_of));
}

projections::ModelStatus House::status(std::string_view model) {
  for (auto& status : models().status().models) {
    if (status.name == model) return status;
  }
  ADD_FAILURE() << "no model " << model;
  std::abort();
}

}  // namespace tenure::test
