#include "domain/usage/call_rating.h"

#include <algorithm>
#include <limits>

#include "domain/usage/call_cost.h"

namespace tenure::domain {

std::optional<std::uint32_t> billed_seconds(std::uint32_t seconds, const CallRate& rate) {
  if (seconds == 0) return 0;
  if (seconds <= rate.initial_seconds) return rate.initial_seconds;
  const std::uint64_t beyond = seconds - rate.initial_seconds;
  const std::uint64_t increments = (beyond + rate.increment_seconds - 1) / rate.increment_seconds;
  const std::uint64_t billed = rate.initial_seconds + increments * rate.increment_seconds;
  if (billed > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
  return static_cast<std::uint32_t>(billed);
}

const TariffVersion* version_on(const Tariff& tariff, Date day) {
  const auto next = std::ranges::upper_bound(tariff.versions, day, {}, &TariffVersion::from);
  return next == tariff.versions.begin() ? nullptr : &*std::prev(next);
}

const CallRate* rate_for(const TariffVersion& version, std::string_view digits) {
  for (auto length = digits.size() + 1; length > 0; --length) {
    const auto prefix = digits.substr(0, length - 1);
    const auto found = std::ranges::lower_bound(version.rates, prefix, {}, &CallRate::prefix);
    if (found != version.rates.end() && found->prefix == prefix) return &*found;
  }
  return nullptr;
}

std::expected<MinorUnits, AmountOverflow> cost_at_most(const RatedCall& call) {
  const auto rounded = divide(cost_parts(call, 0), parts_per_minor_unit, Rounding::HALF_UP);
  return rounded ? add(*rounded, MinorUnits{1}) : rounded;
}

std::expected<UsageBill, AmountOverflow> bill_of(std::span<const RatedCall> calls,
                                                 std::uint64_t allowance_seconds, Rounding rounding) {
  UsageBill bill;
  Wide parts = 0;
  for (const auto& call : calls) {
    if (call.billed_seconds == 0) continue;
    ++bill.calls;
    bill.billed_seconds += call.billed_seconds;
    const auto included =
        call.use_allowance == 0 ? 0 : std::min<std::uint64_t>(call.billed_seconds, allowance_seconds);
    allowance_seconds -= included;
    bill.allowance_seconds += included;
    parts += cost_parts(call, included);
  }
  const auto net = divide(parts, parts_per_minor_unit, rounding);
  if (!net) return std::unexpected(net.error());
  bill.net = *net;
  return bill;
}

}  // namespace tenure::domain
