// The ledger: what journals added up to on each account, and the lines behind it.
//
// What it is: the queries; each answers as of the view's position, and on a business date: only what is posted on or before
//   that day counts.
// Words: an account is a code of the chart in the books of a legal entity, for one subject (an occupier, a site) and one
//   currency. Debits and credits are summed apart, in 128 bits.
// What it promises: the debits of a trial balance are its credits, at every position and on every date.
// What can go wrong: QueryError; unknown books are empty, and `too_wide` where a sum leaves the 64 bits that an answer has.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "domain/kernel/calendar.h"
#include "domain/kernel/money.h"
#include "domain/ledger/journal.h"
#include "projections/runtime/query.h"
#include "projections/runtime/view.h"
#include "schemas/common_generated.h"

namespace tenure::projections::ledger {

inline constexpr std::string_view model_name = "ledger";

/// An account of the trial balance, all its subjects together.
struct AccountBalance {
  std::string account;
  /// Empty for an account that only a product names.
  std::string name;
  domain::MinorUnits debits;
  domain::MinorUnits credits;

  bool operator==(const AccountBalance&) const = default;
};
struct CurrencyBalance {
  std::string currency;
  std::uint8_t currency_exponent = 0;
  /// By code.
  std::vector<AccountBalance> accounts;
  domain::MinorUnits debits;
  domain::MinorUnits credits;

  bool operator==(const CurrencyBalance&) const = default;
};
struct TrialBalance {
  std::string legal_entity_id;
  domain::Date on;
  /// By code.
  std::vector<CurrencyBalance> currencies;

  bool operator==(const TrialBalance&) const = default;
};
[[nodiscard]] Result<TrialBalance> trial_balance(const View& view, std::string_view operator_id,
                                                 std::string_view legal_entity_id, domain::Date on);

struct AccountId {
  std::string_view legal_entity_id;
  std::string_view account;
  std::string_view subject;
  std::string_view currency;
};

/// A line of a journal, on its account.
struct Line {
  domain::Date on;
  Position position;
  domain::Side side = domain::Side::debit;
  domain::MinorUnits amount;
  std::uint8_t currency_exponent = 0;
  PostingRule rule = PostingRule::WITH_INVOICE;
  /// What was posted: a charge.
  std::string document_id;
  domain::Instant recorded_at;

  bool operator==(const Line&) const = default;
  // What the key says (the account, day and position) is not said again.
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.side, self.amount, self.currency_exponent, self.rule, self.document_id,
                    self.recorded_at);
  }
};

/// What the account came to before a day, debits less credits.
[[nodiscard]] Result<domain::MinorUnits> balance_before(const View& view, std::string_view operator_id,
                                                        const AccountId& account, domain::Date day);
/// By day and position.
[[nodiscard]] Result<Page<Line>> lines_of_account(const View& view, std::string_view operator_id,
                                                  const AccountId& account, domain::Period days,
                                                  const PageRequest& page);

}  // namespace tenure::projections::ledger
