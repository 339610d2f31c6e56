// The books: trial balance, and the lines of an account.

#include "adapters/http/api/queries/queries.h"
#include "adapters/http/api/queries/query.h"
#include "domain/kernel/invariant.h"
#include "domain/ledger/chart.h"
#include "projections/ledger/ledger.h"

namespace tenure::http {

namespace ledger = projections::ledger;

template <>
struct Described<ledger::AccountBalance> {
  static constexpr std::string_view name = "AccountBalance";
  static auto members() {
    using T = ledger::AccountBalance;
    return std::tuple{Member{"account", &T::account, "Its code in the chart of accounts."},
                      Member{"name", &T::name, "", Shown::if_there},
                      Member{"debits", &T::debits, "Cumulative, in minor units."},
                      Member{"credits", &T::credits, "Cumulative, in minor units."}};
  }
};

template <>
struct Described<ledger::CurrencyBalance> {
  static constexpr std::string_view name = "CurrencyBalance";
  static auto members() {
    using T = ledger::CurrencyBalance;
    return std::tuple{Member{"currency", &T::currency, ""},
                      Member{"currency_exponent", &T::currency_exponent, "Digits behind the decimal point."},
                      Member{"accounts", &T::accounts, "By code, all subjects of an account together."},
                      Member{"debits", &T::debits, "Of all accounts."},
                      Member{"credits", &T::credits, "Of all accounts; the same as the debits."}};
  }
};

template <>
struct Described<ledger::TrialBalance> {
  static constexpr std::string_view name = "TrialBalance";
  static auto members() {
    using T = ledger::TrialBalance;
    return std::tuple{Member{"legal_entity_id", &T::legal_entity_id, ""},
                      Member{"on", &T::on, "All that is posted on or before this day."},
                      Member{"currencies", &T::currencies, "By code."}};
  }
};

template <>
struct Described<ledger::Line> {
  static constexpr std::string_view name = "LedgerLine";
  static auto members() {
    using T = ledger::Line;
    return std::tuple{Member{"on", &T::on, "The business date on which it is posted."},
                      Member{"side", &T::side, ""},
                      Member{"amount", &T::amount, "In minor units, above zero."},
                      Member{"currency_exponent", &T::currency_exponent, "Digits behind the decimal point."},
                      Member{"posting_rule", &T::rule, "The rule by which it was posted."},
                      Member{"document_id", &T::document_id, "The charge that was raised or reversed."},
                      Member{"position", &T::position, ""},
                      Member{"recorded_at", &T::recorded_at, ""}};
  }
};

namespace queries {
namespace {

domain::Date day_of(const Call& call, const Parameter& parameter) {
  return domain::existing(domain::parse_date(call.value(parameter)),
                          "a date that the parameter's pattern let through");
}

}  // namespace

using projections::Result;
using projections::View;
using Components = boost::json::object;

Result<Found> trial_balance(const View& view, const Call& call, std::string& out) {
  const auto balance = ledger::trial_balance(
      view, call.operator_id(), call.value(parameters::legal_entity_id), day_of(call, parameters::on));
  if (!balance) return std::unexpected{balance.error()};
  Json json{out};
  write_value(*balance, json);
  return Found::yes;
}
boost::json::object trial_balance_schema(Components& components) {
  return schema_of<ledger::TrialBalance>(components);
}

Result<Found> account_lines(const View& view, const Call& call, std::string& out) {
  const ledger::AccountId account{call.value(parameters::legal_entity_id), call.value(parameters::account),
                                  call.value(parameters::subject), call.value(parameters::currency)};
  const domain::Period days{day_of(call, parameters::lines_from), day_of(call, parameters::lines_to)};
  const auto opening = ledger::balance_before(view, call.operator_id(), account, days.from);
  if (!opening) return std::unexpected{opening.error()};
  const auto lines = ledger::lines_of_account(view, call.operator_id(), account, days, page_of(call));
  if (!lines) return std::unexpected{lines.error()};

  Json json{out};
  json.begin_object();
  json.key("legal_entity_id").text(account.legal_entity_id);
  json.key("account").text(account.account);
  if (const auto name = domain::account_name(account.account); !name.empty()) json.key("name").text(name);
  json.key("subject").text(account.subject);
  json.key("currency").text(account.currency);
  json.key("opening").number(opening->value());
  write_value(lines->items, json.key("lines"));
  if (!lines->next_cursor.empty()) json.key("next_cursor").text(lines->next_cursor);
  json.end_object();
  return Found::yes;
}
boost::json::object account_lines_schema(Components& components) {
  const boost::json::object text{{"type", "string"}};
  return {{"type", "object"},
          {"properties",
           {{"legal_entity_id", text},
            {"account", text},
            {"name", text},
            {"subject", text},
            {"currency", text},
            {"opening",
             {{"type", "integer"},
              {"description",
               "Debits less credits of all that is posted before the first day, in minor units."}}},
            {"lines", schema_of<std::vector<ledger::Line>>(components)},
            {"next_cursor",
             {{"type", "string"}, {"description", "For the next page of lines; absent on the last."}}}}},
          {"required", {"legal_entity_id", "account", "subject", "currency", "opening", "lines"}}};
}

}  // namespace queries
}  // namespace tenure::http
