// Double entry: what an event does to the accounts.
//
// Is:       the journal of an event, made from the event alone by the rule that it names.
// Promises: a journal has 2 to 64 lines in one currency, each above zero, and its debits are its credits (summed in 128
//           bits). The same event gives the same journal for ever: a rule never changes, what follows it is another.
// Fails:    never: what has no journal (nothing to post yet, or a net of zero) has none.
// Why:      the journal is derived and not stored, so it cannot differ from the events; the rule's id is, so that the
//           events of today are posted in ten years as they are today.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/kernel/calendar.h"
#include "domain/kernel/money.h"
#include "schemas/common_generated.h"
#include "schemas/events/charge_generated.h"

namespace tenure::domain {

enum class Side : std::uint8_t { debit, credit };

struct JournalLine {
  std::string account;
  /// Whom or what of the account it concerns.
  std::string subject;
  Side side = Side::debit;
  /// Above zero.
  MinorUnits amount{0};

  friend bool operator==(const JournalLine&, const JournalLine&) = default;
};

inline constexpr std::size_t journal_lines_min = 2;
inline constexpr std::size_t journal_lines_max = 64;

struct Journal {
  PostingRule rule = PostingRule::WITH_INVOICE;
  std::string legal_entity_id;
  std::string currency;
  std::uint8_t currency_exponent = 0;
  /// The business date on which it is posted.
  Date on{0};
  std::vector<JournalLine> lines;

  friend bool operator==(const Journal&, const Journal&) = default;
};

/// Whether it is one that may be posted.
[[nodiscard]] bool is_balanced(const Journal& journal);

/// ACCRUAL_1: debit 1210 of the occupier, credit the revenue account of the site, the charge's net.
[[nodiscard]] std::optional<Journal> journal_of(const event::ChargeRaised& event);
/// The mirror of what the charge posted.
[[nodiscard]] std::optional<Journal> journal_of(const event::ChargeReversed& event);

}  // namespace tenure::domain
