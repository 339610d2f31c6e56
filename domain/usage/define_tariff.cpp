// DefineTariff: defines what calls cost from a date on. Calls are rated when they are recorded, so those that were keep
// their rates.
//
// Refuses, in this order:
//   CURRENCY_MISMATCH  the tariff is in another currency already
//   BAD_TARIFF         no rate, a prefix that is not all digits, or one that occurs twice
//
// Defined again for the same date, the later one holds.

#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {
namespace {

std::unique_ptr<event::CallRateT> recorded(const command::CallRate& given) {
  auto rate = std::make_unique<event::CallRateT>();
  rate->prefix = text(given.prefix());
  rate->connection_fee = given.connection_fee();
  rate->per_minute = given.per_minute();
  rate->initial_seconds = given.initial_seconds();
  rate->increment_seconds = given.increment_seconds();
  rate->use_allowance = given.use_allowance().value_or(true);
  return rate;
}

bool is_digits(std::string_view prefix) {
  return std::ranges::all_of(prefix, [](char digit) { return digit >= '0' && digit <= '9'; });
}

}  // namespace

Target target(const command::DefineTariff& command) {
  return {StreamKind::tariff, text(command.tariff_id())};
}

Decision decide(const command::DefineTariff& command, const World& world) {
  const auto* tariff = world.tariff(text(command.tariff_id()));
  if (tariff != nullptr && tariff->currency != text(command.currency())) {
    return refuse(Code::CURRENCY_MISMATCH, fmt::format("the tariff is in {}", tariff->currency));
  }
  if (command.rates()->size() == 0) return refuse(Code::BAD_TARIFF, "it has no rate");

  event::TariffDefinedT defined;
  defined.tariff_id = text(command.tariff_id());
  defined.currency = text(command.currency());
  defined.from = command.from();
  for (const auto* given : *command.rates()) {
    if (!is_digits(text(given->prefix()))) {
      return refuse(Code::BAD_TARIFF, fmt::format("prefix {} is not all digits", text(given->prefix())));
    }
    defined.rates.push_back(recorded(*given));
  }
  std::ranges::sort(defined.rates, {}, [](const auto& rate) -> const std::string& { return rate->prefix; });
  const auto twice = std::ranges::adjacent_find(
      defined.rates, {}, [](const auto& rate) -> const std::string& { return rate->prefix; });
  if (twice != defined.rates.end()) {
    return refuse(Code::BAD_TARIFF, fmt::format("prefix \"{}\" is there twice", (*twice)->prefix));
  }
  return record(std::move(defined));
}

}  // namespace tenure::domain
