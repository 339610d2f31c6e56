#include "tests/crash/workload.h"

#include <atomic>

#include <fmt/format.h>

namespace tenure::test {
namespace {

/// Bookings are an hour each, one after another, from this day on.
constexpr std::uint64_t hours_per_day = 24;
constexpr std::uint64_t days_per_month = 28;

std::string hour_text(std::uint64_t hour) {
  const auto day = hour / hours_per_day;
  return fmt::format("{}-{:02}-{:02}T{:02}:00:00Z", 2027 + day / (12 * days_per_month),
                     1 + day / days_per_month % 12, 1 + day % days_per_month, hour % hours_per_day);
}

}  // namespace

std::vector<std::string> setup_lines() {
  const auto line = [count = 0](std::string_view type, std::string_view data) mutable {
    return fmt::format(R"({{"type":"{}","id":"setup-{}","data":{}}})", type, ++count, data);
  };
  auto make = line;
  return {
      make("RegisterLegalEntity",
           R"({"legal_entity_id":"LE","name":"Harbour Ltd","country":"GB","currency":"GBP",)"
           R"("invoice_prefix":"H","rounding":"HALF_UP","tax_rounding":"LINE"})"),
      make("RegisterSite",
           R"({"site_id":"LON","legal_entity_id":"LE","name":"London","time_zone":"Europe/London",)"
           R"("country":"GB"})"),
      make("AddSpace",
           R"({"site_id":"LON","space_id":"ROOM","name":"Room","kind":"MEETING_ROOM","bookable":true})"),
      make("DefineProduct", R"({"product_id":"DESK","name":"Desk","kind":"LEASE","tax_code":"STD"})"),
      make("DefineProduct", R"({"product_id":"MEETING","name":"Meeting","kind":"BOOKING","tax_code":"STD"})"),
      make("DefineProduct", R"({"product_id":"COFFEE","name":"Coffee","kind":"GENERIC","tax_code":"STD"})"),
      make("SetPrice",
           R"({"site_id":"LON","product_id":"COFFEE","unit_price":350,"per":"UNIT","from":"2026-01-01"})"),
      make("SetPrice",
           R"({"site_id":"LON","product_id":"MEETING","unit_price":2000,"per":"HOUR","from":"2026-01-01"})"),
      make("RegisterOccupier", R"({"occupier_id":"ACME","name":"Acme"})"),
      make(
          "CreateContract",
          R"({"contract_id":"C1","occupier_id":"ACME","site_id":"LON","starts_on":"2026-01-01","currency":"GBP",)"
          R"("billing_day":1,"billing":"IN_ADVANCE","proration":"ACTUAL_DAYS",)"
          R"("lines":[{"line_id":"L1","product_id":"DESK","monthly_price":50000}]})"),
      make("SignContract", R"({"contract_id":"C1"})"),
      make("OpenBusinessDay", R"({"site_id":"LON","date":"2026-01-01"})"),
  };
}

std::string Workload::Command::line() const {
  return fmt::format(R"({{"type":"{}","id":"{}","data":{}}})", type, id, data);
}

std::string Workload::id_of(std::uint64_t number) {
  // Half of the ids rise, as time-ordered ones do; the others come in no order.
  if (below(2) == 0) return fmt::format("t-{:012}", number);
  return fmt::format("r-{:016x}-{}", random_(), number);
}

Workload::Command Workload::next() {
  static std::atomic<std::uint64_t> commands_made = 0;
  const auto number = ++commands_made;
  Command command{id_of(number), {}, {}};
  switch (below(10)) {
    case 0:
      command.type = "AddCharge";
      command.data = fmt::format(
          R"({{"charge_id":"{}","occupier_id":"NOBODY","site_id":"LON","product_id":"COFFEE","quantity":1}})",
          command.id);
      break;
    case 1:
    case 2:
      command.type = "RecordBooking";
      command.data = fmt::format(
          R"({{"booking_id":"{}","revision":1,"occupier_id":"ACME","space_id":"ROOM","starts_at":"{}","ends_at":"{}",)"
          R"("product_id":"MEETING"}})",
          command.id, hour_text(number), hour_text(number + 1));
      break;
    case 3:
      if (!charges_.empty()) {
        command.type = "ReverseCharge";
        command.data = fmt::format(R"({{"charge_id":"{}","reversal_reason":"crash test"}})",
                                   charges_[below(charges_.size())]);
        break;
      }
      [[fallthrough]];
    default:
      command.type = "AddCharge";
      command.data = fmt::format(
          R"({{"charge_id":"{}","occupier_id":"ACME","site_id":"LON","product_id":"COFFEE","quantity":{}}})",
          command.id, 1 + below(9));
      charges_.push_back(command.id);
      break;
  }
  return command;
}

}  // namespace tenure::test
