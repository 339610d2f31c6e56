#include "domain/ledger/journal.h"

#include <algorithm>
#include <utility>

#include "domain/kernel/text.h"
#include "domain/ledger/chart.h"

namespace tenure::domain {
namespace {

template <class ChargeEvent>
std::optional<Journal> journal_of_charge(const ChargeEvent& event, Side side_of_unbilled) {
  if (event.posting_rule() != PostingRule::ACCRUAL_1 || event.net() <= 0) return std::nullopt;
  const auto other = side_of_unbilled == Side::debit ? Side::credit : Side::debit;
  const MinorUnits net{event.net()};
  Journal journal;
  journal.rule = PostingRule::ACCRUAL_1;
  journal.legal_entity_id = text(event.legal_entity_id());
  journal.currency = text(event.currency());
  journal.currency_exponent = event.currency_exponent();
  journal.on = Date{event.on()};
  journal.lines = {
      {std::string{account_unbilled}, copy(event.occupier_id()), side_of_unbilled, net},
      {copy(event.revenue_account()), copy(event.site_id()), other, net},
  };
  return journal;
}

}  // namespace

bool is_balanced(const Journal& journal) {
  if (journal.lines.size() < journal_lines_min || journal.lines.size() > journal_lines_max) return false;
  __int128 difference = 0;
  for (const auto& line : journal.lines) {
    if (line.amount <= MinorUnits{0}) return false;
    difference += line.side == Side::debit ? line.amount.value() : -line.amount.value();
  }
  return difference == 0;
}

std::optional<Journal> journal_of(const event::ChargeRaised& event) {
  return journal_of_charge(event, Side::debit);
}

std::optional<Journal> journal_of(const event::ChargeReversed& event) {
  return journal_of_charge(event, Side::credit);
}

}  // namespace tenure::domain
