// Questions about the books.

#include <fmt/format.h>

#include "projections/ledger/ledger.h"
#include "tests/model/check/ask.h"
#include "tests/model/story/universe.h"

namespace tenure::model {
namespace {

using projections::PageRequest;
using projections::View;
namespace real = projections::ledger;

Answered told(const projections::Result<real::TrialBalance>& balance) {
  if (!balance) return std::unexpected(balance.error());
  Lines lines;
  for (const auto& currency : balance->currencies) {
    for (const auto& account : currency.accounts) {
      lines.push_back(fmt::format("{} {} {} {}", currency.currency, account.account, account.debits.value(),
                                  account.credits.value()));
    }
    if (currency.debits != currency.credits) lines.push_back("it does not balance");
  }
  return lines;
}

void ask_account(const Subject& subject, const ledger::Account& account, std::vector<Question>& questions) {
  const auto op = subject.operator_id;
  const auto seed = questions.size();
  const Day from = day_from("2026-02-10");
  const Day to = day_from("2026-04-01");
  questions.push_back(
      {fmt::format("lines of {} {} {} {} {}", op, account.entity, account.code, account.subject,
                   account.currency),
       [=](const View& view) -> Answered {
         const real::AccountId id{account.entity, account.code, account.subject, account.currency};
         const auto opening = real::balance_before(view, op, id, domain::Date{from});
         if (!opening) return std::unexpected(opening.error());
         auto lines = pages(
             seed,
             [&](const PageRequest& page) {
               return real::lines_of_account(view, op, id, {domain::Date{from}, domain::Date{to}}, page);
             },
             [](const real::Line& line) {
               return fmt::format("{} {} {} {} at {}", domain::format_date(line.on),
                                  line.side == domain::Side::debit ? "debit" : "credit", line.amount.value(),
                                  line.document_id, line.position.value);
             });
         if (lines) lines->insert(lines->begin(), fmt::format("opening {}", opening->value()));
         return lines;
       },
       [=](const History& history) { return ledger::account_lines(history, account, from, to); }});
}

}  // namespace

void ask_ledger(const Subject& subject, std::vector<Question>& questions) {
  const auto op = subject.operator_id;
  for (const auto& entity : subject.entities) {
    for (const auto* on : {"2026-01-31", "2026-02-17", "2026-12-31"}) {
      const auto day = day_from(on);
      questions.push_back(
          {fmt::format("trial balance of {} {} on {}", op, entity, on),
           [=](const View& view) { return told(real::trial_balance(view, op, entity, domain::Date{day})); },
           [=](const History& history) { return ledger::trial_balance(history, entity, day); }});
    }
    for (const auto currency : universe::currencies) {
      for (const auto& occupier : subject.occupiers)
        ask_account(subject, {entity, "1210", occupier, std::string{currency}}, questions);
      for (const auto& site : subject.sites) {
        for (const auto* code : {"4100", "4130", "4199"})
          ask_account(subject, {entity, code, site, std::string{currency}}, questions);
      }
    }
  }
}

}  // namespace tenure::model
