#include <algorithm>
#include <limits>

#include "projections/billing/billing.h"
#include "projections/billing/billing_keys.h"
#include "projections/runtime/row_reader.h"

namespace tenure::projections::billing {
namespace {

using domain::MinorUnits;

Month month_in(KeyParts& parts) { return {static_cast<std::int32_t>(parts.number32())}; }

// The key says the rest of the charge; what the filter fixes is in the prefix of the scan, not in the rest of the key.
bool read_charge(std::string_view key_rest, std::string_view value, std::string_view occupier_id,
                 const ChargeFilter& filter, Charge& charge) {
  KeyParts parts{key_rest};
  if (!filter.month) (void)month_in(parts);
  charge.occupier_id = occupier_id;
  charge.site_id = filter.month && filter.site_id ? std::string_view{*filter.site_id} : parts.text();
  charge.charge_id = parts.text();
  return parts.complete() && domain::from_archive(value, charge);
}

bool matches(const ChargeFilter& filter, const Charge& charge) {
  return (!filter.site_id || charge.site_id == *filter.site_id) &&
         (!filter.status || charge.status() == *filter.status);
}

// Sums of an occupier's movements are sums of int64 that the fold checked one by one; a statement may still overflow.
bool accumulate(MinorUnits& sum, MinorUnits amount) {
  const auto result = domain::add(sum, amount);
  if (result) sum = *result;
  return result.has_value();
}

QueryError overflow() { return {QueryError::Kind::storage, "a balance is too large for an amount of money"}; }

struct CurrencyBooks {
  std::string currency;
  std::uint8_t exponent = 0;
  MonthBook before;
  MonthBook month;
  bool overflowed = false;
};

// The books of an occupier, by currency: those before the month, and those of the month.
Result<std::vector<CurrencyBooks>> read_books(const RowReader& rows, std::string_view operator_id,
                                              std::string_view occupier_id, Month month) {
  std::vector<CurrencyBooks> all;
  const auto read =
      for_each(rows, books_of(operator_id, occupier_id), [&](std::string_view key, std::string_view value) {
        KeyParts parts{key};
        const auto currency = parts.text();
        const auto book_month = month_in(parts);
        MonthBook book;
        if (!parts.complete() || !domain::from_archive(value, book)) return false;
        if (book_month > month) return true;
        if (all.empty() || all.back().currency != currency)
          all.push_back({std::string{currency}, 0, {}, {}, false});
        auto& books = all.back();
        books.exponent = book.currency_exponent;
        auto& part = book_month == month ? books.month : books.before;
        part.raised_count += book.raised_count;
        part.reversed_count += book.reversed_count;
        books.overflowed |=
            !accumulate(part.raised, book.raised) || !accumulate(part.reversed, book.reversed);
        return true;
      });
  if (!read) return std::unexpected{read.error()};
  return all;
}

}  // namespace

Result<Page<Charge>> charges(const View& view, std::string_view operator_id, std::string_view occupier_id,
                             const ChargeFilter& filter, const PageRequest& page) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  auto prefix = charges_of(operator_id, occupier_id);
  if (filter.month) {
    prefix.number32(key_part(*filter.month));
    if (filter.site_id) prefix.text(*filter.site_id);
  }
  return read_page<Charge>(**rows, prefix, page,
                           [&](std::string_view key, std::string_view value, Charge& charge) {
                             if (!read_charge(key, value, occupier_id, filter, charge)) return Keep::damaged;
                             return matches(filter, charge) ? Keep::yes : Keep::no;
                           });
}

Result<std::optional<Charge>> charge(const View& view, std::string_view operator_id,
                                     std::string_view charge_id) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  const auto listed = find<ChargePlace>(**rows, place_key(operator_id, charge_id));
  if (!listed) return std::unexpected{listed.error()};
  const auto& place = *listed;
  if (!place) return std::nullopt;
  const auto& [occupier_id, month, site_id] = *place;
  const auto key = charge_key(operator_id, occupier_id, month, site_id, charge_id);
  auto found = find<Charge>(**rows, key);
  if (!found) return found;
  auto& charge = *found;
  if (!charge) return std::unexpected{damaged_row(key)};
  charge->occupier_id = occupier_id;
  charge->site_id = site_id;
  charge->charge_id = charge_id;
  return found;
}

Result<Page<Total>> totals(const View& view, std::string_view operator_id, std::string_view occupier_id,
                           const TotalFilter& filter, const PageRequest& page) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  auto prefix = totals_of(operator_id, occupier_id);
  if (filter.month) prefix.number32(key_part(*filter.month));
  return read_page<Total>(**rows, prefix, page,
                          [&](std::string_view key, std::string_view value, Total& total) {
                            KeyParts parts{key};
                            total.month = filter.month ? *filter.month : month_in(parts);
                            total.site_id = parts.text();
                            total.currency = parts.text();
                            if (!parts.complete() || !domain::from_archive(value, total))
                              return Keep::damaged;
                            return !filter.site_id || total.site_id == *filter.site_id ? Keep::yes : Keep::no;
                          });
}

Result<std::vector<Balance>> balances(const View& view, std::string_view operator_id,
                                      std::string_view occupier_id) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  const auto books = read_books(**rows, operator_id, occupier_id, {std::numeric_limits<std::int32_t>::max()});
  if (!books) return std::unexpected{books.error()};
  std::vector<Balance> result;
  for (const auto& book : *books) {
    const auto amount = domain::subtract(book.before.raised, book.before.reversed);
    if (book.overflowed || !amount) return std::unexpected{overflow()};
    result.push_back({book.currency, book.exponent, *amount});
  }
  return result;
}

Result<std::vector<Statement>> statement(const View& view, std::string_view operator_id,
                                         std::string_view occupier_id, Month month) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  const auto books = read_books(**rows, operator_id, occupier_id, month);
  if (!books) return std::unexpected{books.error()};
  std::vector<Statement> result;
  for (const auto& book : *books) {
    const auto opening = domain::subtract(book.before.raised, book.before.reversed);
    const auto change = domain::subtract(book.month.raised, book.month.reversed);
    if (book.overflowed || !opening || !change) return std::unexpected{overflow()};
    const auto closing = domain::add(*opening, *change);
    if (!closing) return std::unexpected{overflow()};
    if (*opening == MinorUnits{} && book.month.raised_count == 0 && book.month.reversed_count == 0) continue;
    result.push_back({month, book.currency, book.exponent, *opening, book.month.raised_count,
                      book.month.raised, book.month.reversed_count, book.month.reversed, *closing});
  }
  return result;
}

Result<Page<StatementLine>> statement_lines(const View& view, std::string_view operator_id,
                                            std::string_view occupier_id, Month month,
                                            const PageRequest& page) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  return read_page<StatementLine>(
      **rows, lines_of(operator_id, occupier_id, month), page,
      [](std::string_view key, std::string_view value, StatementLine& line) {
        KeyParts parts{key};
        line.position = parts.position();
        return parts.complete() && domain::from_archive(value, line) ? Keep::yes : Keep::damaged;
      });
}

}  // namespace tenure::projections::billing
