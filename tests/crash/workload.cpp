#include "tests/crash/workload.h"

#include <atomic>

#include <fmt/format.h>

#include "adapters/cli/sample/month.h"
#include "domain/kernel/calendar.h"

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

std::vector<std::string> setup_lines() { return cli::sample::month(); }

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
          R"({{"booking_id":"{}","revision":1,"occupier_id":"FERN","space_id":"LON-M1","starts_at":"{}","ends_at":"{}",)"
          R"("product_id":"MEETING-ROOM"}})",
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
    case 4:
      command.type = "RecordUsage";
      command.data = fmt::format(
          R"({{"meter_id":"PBX","usage_id":"{}","kind":"CALL","occupier_id":"FERN","site_id":"LON",)"
          R"("starts_at":"2026-10-{:02}T10:00:00Z","seconds":{},"destination":"+442079460900"}})",
          command.id, 1 + below(30), below(600));
      break;
    case 5:
      // Charges what came in since; only one of the senders has the day that is next.
      if (below(4) == 0) {
        static std::atomic<std::int32_t> days_opened = 0;
        command.type = "OpenBusinessDay";
        command.data = fmt::format(
            R"({{"site_id":"LON","date":"{}"}})",
            domain::format_date(domain::from_civil({2026, 11, 2}) + static_cast<int>(days_opened++ % 400)));
        break;
      }
      [[fallthrough]];
    default:
      command.type = "AddCharge";
      command.data = fmt::format(
          R"({{"charge_id":"{}","occupier_id":"FERN","site_id":"LON","product_id":"COFFEE","quantity":{}}})",
          command.id, 1 + below(9));
      charges_.push_back(command.id);
      break;
  }
  return command;
}

}  // namespace tenure::test
