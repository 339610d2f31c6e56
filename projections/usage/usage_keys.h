// How usage's rows are found. Internal to this folder.
//
//   u  operator, occupier, month, site, number, start, meter, usage  -> Usage
//   t  operator, occupier, month, site, start, billed seconds, fee, per minute, allowance, meter, usage
//                                                                    -> nothing: rated calls in the order of their turn
//   m  operator, occupier, month, site                               -> MonthOfUsage
//   n  operator, number                                              -> Assignments
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "domain/kernel/calendar.h"
#include "domain/usage/call_rating.h"
#include "projections/billing/month.h"
#include "projections/runtime/key.h"

namespace tenure::projections::usage {

[[nodiscard]] inline Key usage_of(std::string_view operator_id, std::string_view occupier_id) {
  return Key{'u', operator_id}.text(occupier_id);
}
[[nodiscard]] inline Key turns_of(std::string_view operator_id, std::string_view occupier_id,
                                  billing::Month month, std::string_view site_id) {
  return Key{'t', operator_id}
      .text(occupier_id)
      .number32(static_cast<std::uint32_t>(month.index))
      .text(site_id);
}
[[nodiscard]] inline Key months_of(std::string_view operator_id, std::string_view occupier_id) {
  return Key{'m', operator_id}.text(occupier_id);
}
[[nodiscard]] inline Key month_key(std::string_view operator_id, std::string_view occupier_id,
                                   billing::Month month, std::string_view site_id) {
  return months_of(operator_id, occupier_id).number32(static_cast<std::uint32_t>(month.index)).text(site_id);
}
[[nodiscard]] inline Key assignments_key(std::string_view operator_id, std::string_view number) {
  return Key{'n', operator_id}.text(number);
}

/// What a rated call's turn is decided by, after the prefix of `turns_of`. Fees and prices are not negative.
inline void add_turn(Key& key, const domain::RatedCall& call) {
  key.instant(call.starts_at)
      .number32(call.billed_seconds)
      .position({static_cast<std::uint64_t>(call.connection_fee)})
      .position({static_cast<std::uint64_t>(call.per_minute)})
      .byte(call.use_allowance);
}
[[nodiscard]] inline domain::RatedCall turn_in(KeyParts& parts) {
  domain::RatedCall call;
  call.starts_at = parts.instant();
  call.billed_seconds = parts.number32();
  call.connection_fee = static_cast<std::int64_t>(parts.position().value);
  call.per_minute = static_cast<std::int64_t>(parts.position().value);
  call.use_allowance = parts.byte();
  return call;
}

/// Who of an occupier had a number from when on; nobody where the user is empty.
struct Assignment {
  domain::Instant since;
  std::string occupier_id;
  std::string user_id;
  std::string extension;

  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.since, self.occupier_id, self.user_id, self.extension);
  }
};
/// The last ones of a number, oldest first.
struct Assignments {
  static constexpr std::size_t kept_max = 64;
  std::vector<Assignment> list;

  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.list);
  }
};

}  // namespace tenure::projections::usage
