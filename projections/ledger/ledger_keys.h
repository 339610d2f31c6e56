// How the ledger's rows are found. Internal to this folder.
//
//   d  operator, legal entity, account, currency, day                    -> Sums    of all subjects
//   s  operator, legal entity, account, subject, currency, month         -> Sums
//   l  operator, legal entity, account, subject, currency, day, position, line -> Line
// Days are shifted so that those before 1970 sort first.
#pragma once

#include <cstdint>
#include <string_view>

#include "domain/kernel/calendar.h"
#include "projections/billing/month.h"
#include "projections/ledger/ledger.h"
#include "projections/runtime/key.h"

namespace tenure::projections::ledger {

[[nodiscard]] inline std::uint32_t sortable(domain::Date day) {
  return static_cast<std::uint32_t>(day.days()) ^ (std::uint32_t{1} << 31);
}
[[nodiscard]] inline domain::Date day_in(KeyParts& parts) {
  return domain::Date{static_cast<std::int32_t>(parts.number32() ^ (std::uint32_t{1} << 31))};
}
[[nodiscard]] inline std::uint32_t sortable(billing::Month month) {
  return static_cast<std::uint32_t>(month.index);
}

[[nodiscard]] inline Key days_of(std::string_view operator_id, std::string_view legal_entity_id) {
  return Key{'d', operator_id}.text(legal_entity_id);
}
[[nodiscard]] inline Key months_of(std::string_view operator_id, const AccountId& account) {
  return Key{'s', operator_id}
      .text(account.legal_entity_id)
      .text(account.account)
      .text(account.subject)
      .text(account.currency);
}
[[nodiscard]] inline Key lines_of(std::string_view operator_id, const AccountId& account) {
  return Key{'l', operator_id}
      .text(account.legal_entity_id)
      .text(account.account)
      .text(account.subject)
      .text(account.currency);
}

}  // namespace tenure::projections::ledger
