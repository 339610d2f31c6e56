#include <expected>
#include <map>
#include <string>
#include <utility>

#include "domain/ledger/chart.h"
#include "projections/ledger/ledger.h"
#include "projections/ledger/ledger_keys.h"
#include "projections/ledger/sums.h"
#include "projections/runtime/row_reader.h"

namespace tenure::projections::ledger {
namespace {

using domain::Date;
using domain::MinorUnits;

/// By currency, then by code.
using Accounts = std::map<std::pair<std::string, std::string>, Sums>;

QueryError too_wide() {
  return {QueryError::Kind::too_wide, "a sum has more than 64 bits; ask for single accounts or days"};
}

Result<MinorUnits> amount_of(const Sum& sum) {
  const auto amount = sum.amount();
  if (!amount) return std::unexpected{too_wide()};
  return *amount;
}

/// All days up to and with `on`.
Result<Accounts> sums_of_days(const RowReader& rows, std::string_view operator_id,
                              std::string_view legal_entity_id, Date on) {
  Accounts accounts;
  const auto read = for_each(rows, days_of(operator_id, legal_entity_id),
                             [&](std::string_view key, std::string_view value) {
                               KeyParts parts{key};
                               std::string account{parts.text()};
                               std::string currency{parts.text()};
                               const auto day = day_in(parts);
                               Sums sums;
                               if (!parts.complete() || !domain::from_archive(value, sums)) return false;
                               if (day <= on) accounts[{std::move(currency), std::move(account)}].add(sums);
                               return true;
                             });
  if (!read) return std::unexpected{read.error()};
  return accounts;
}

/// Adds the account to the balance of its currency, which is the last one so far.
Result<void> add_account(const std::string& code, const Sums& sums, CurrencyBalance& balance) {
  const auto debits = amount_of(sums.debits);
  const auto credits = amount_of(sums.credits);
  if (!debits || !credits) return std::unexpected{too_wide()};
  const auto all_debits = domain::add(balance.debits, *debits);
  const auto all_credits = domain::add(balance.credits, *credits);
  if (!all_debits || !all_credits) return std::unexpected{too_wide()};
  balance.debits = *all_debits;
  balance.credits = *all_credits;
  balance.currency_exponent = sums.currency_exponent;
  balance.accounts.push_back({code, std::string{domain::account_name(code)}, *debits, *credits});
  return {};
}

}  // namespace

Result<TrialBalance> trial_balance(const View& view, std::string_view operator_id,
                                   std::string_view legal_entity_id, Date on) {
  const auto read = view.rows(model_name);
  if (!read) return std::unexpected{read.error()};
  const auto accounts = sums_of_days(**read, operator_id, legal_entity_id, on);
  if (!accounts) return std::unexpected{accounts.error()};

  TrialBalance balance{std::string{legal_entity_id}, on, {}};
  for (const auto& [id, sums] : *accounts) {
    const auto& [currency, code] = id;
    if (balance.currencies.empty() || balance.currencies.back().currency != currency) {
      balance.currencies.push_back({.currency = currency, .accounts = {}, .debits = {}, .credits = {}});
    }
    if (auto added = add_account(code, sums, balance.currencies.back()); !added) {
      return std::unexpected{added.error()};
    }
  }
  return balance;
}

Result<MinorUnits> balance_before(const View& view, std::string_view operator_id, const AccountId& account,
                                  Date day) {
  const auto read = view.rows(model_name);
  if (!read) return std::unexpected{read.error()};
  const auto& rows = **read;
  Sums sums;
  const auto month = billing::month_of(day);
  const auto months =
      for_each(rows, months_of(operator_id, account), [&](std::string_view key, std::string_view value) {
        KeyParts parts{key};
        const billing::Month one{static_cast<std::int32_t>(parts.number32())};
        Sums of_month;
        if (!parts.complete() || !domain::from_archive(value, of_month)) return false;
        if (one < month) sums.add(of_month);
        return true;
      });
  if (!months) return std::unexpected{months.error()};
  const auto prefix = lines_of(operator_id, account);
  auto start = prefix;
  start.number32(sortable(billing::first_day(month)));
  const auto cursor = rows.scan(prefix, start);
  for (; cursor->valid(); cursor->next()) {
    KeyParts parts{cursor->key().substr(prefix.size())};
    if (day_in(parts) >= day) break;
    Line line;
    if (!domain::from_archive(cursor->value(), line)) return std::unexpected{damaged_row(cursor->key())};
    sums.add(line.side, line.amount);
  }
  if (auto fault = cursor->fault()) return std::unexpected{std::move(*fault)};
  const auto debits = amount_of(sums.debits);
  const auto credits = amount_of(sums.credits);
  if (!debits || !credits) return std::unexpected{too_wide()};
  return MinorUnits{debits->value() - credits->value()};
}

Result<Page<Line>> lines_of_account(const View& view, std::string_view operator_id, const AccountId& account,
                                    domain::Period days, const PageRequest& page) {
  const auto read = view.rows(model_name);
  if (!read) return std::unexpected{read.error()};
  const auto prefix = lines_of(operator_id, account);
  auto request = page;
  if (request.cursor.empty()) {
    auto start = prefix;
    start.number32(sortable(days.from));
    request.cursor = to_cursor(std::string_view{start}.substr(prefix.size()));
  }
  return read_page<Line>(**read, prefix, request,
                         [&](std::string_view key, std::string_view value, Line& line) {
                           KeyParts parts{key};
                           line.on = day_in(parts);
                           line.position = parts.position();
                           (void)parts.byte();
                           if (!parts.complete() || !domain::from_archive(value, line)) return Keep::damaged;
                           return days.contains(line.on) ? Keep::yes : Keep::no;
                         });
}

}  // namespace tenure::projections::ledger
