// The usage report. Three steps, each in turns: up to which call included minutes reached, the calls, the end.

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "adapters/report/monthly_head.h"
#include "domain/usage/call_cost.h"
#include "projections/directory/directory.h"
#include "projections/usage/usage.h"

namespace tenure::report {
namespace {

namespace directory = projections::directory;
namespace usage = projections::usage;
using domain::Wide;
using projections::Result;
using projections::View;
using std::chrono::seconds;

/// What a cell of `call_digits` more than the currency's counts, of the parts that costs are added up in.
constexpr std::int64_t parts_per_cell_unit = domain::parts_per_minor_unit / 10'000;
static_assert(call_digits == 4);

// Who and where from: columns of a section, or the first ones of a row.
const std::vector<Column>& caller_columns() {
  static const std::vector<Column> columns{
      {.key = "number", .title = "Number", .kind = Kind::identifier, .weight = 2},
      {.key = "extension", .title = "Extension", .kind = Kind::identifier},
      {.key = "user_name", .title = "User", .kind = Kind::text, .weight = 2}};
  return columns;
}

/// What rows have and totals add up, and what the report's totals say beside.
std::vector<Column> sum_columns(std::uint8_t currency_exponent) {
  return {{.key = "seconds", .title = "Duration", .kind = Kind::duration},
          {.key = "billed_seconds", .title = "Billed", .kind = Kind::duration},
          {.key = "included_seconds", .title = "Included", .kind = Kind::duration},
          {.key = "amount",
           .title = "Amount",
           .kind = Kind::money,
           .exponent = static_cast<std::uint8_t>(currency_exponent + call_digits)},
          {.key = "charged_net", .title = "Charged", .kind = Kind::money},
          {.key = "settlement", .title = "By", .kind = Kind::text}};
}

std::vector<Column> columns_of(Detail detail, std::uint8_t currency_exponent) {
  std::vector<Column> columns;
  if (detail == Detail::calls) {
    columns = {{.key = "started_at", .title = "Started", .kind = Kind::instant},
               {.key = "destination", .title = "Destination", .kind = Kind::identifier, .weight = 2},
               {.key = "rate_prefix", .title = "Rate", .kind = Kind::identifier}};
  } else {
    columns = caller_columns();
  }
  columns.push_back({.key = "calls", .title = "Calls", .kind = Kind::count});
  for (auto& column : sum_columns(currency_exponent)) columns.push_back(std::move(column));
  return columns;
}

// Both kinds have three columns of their own in front.
constexpr std::size_t own_columns = 3;
constexpr std::size_t charged_column = own_columns + 5;
constexpr std::size_t settlement_column = own_columns + 6;
using Cells = std::array<Cell, own_columns + 7>;

struct Sums {
  std::int64_t calls = 0;
  std::int64_t seconds = 0;
  std::int64_t billed = 0;
  std::int64_t included = 0;
  Wide parts = 0;

  Sums& operator+=(const Sums& other) {
    calls += other.calls;
    seconds += other.seconds;
    billed += other.billed;
    included += other.included;
    parts += other.parts;
    return *this;
  }
};

class UsageSource final : public Source {
 public:
  UsageSource(View view, Subject subject, Detail detail, std::optional<usage::MonthOfUsage> month)
      : view_{std::move(view)}, subject_{std::move(subject)}, detail_{detail}, month_{std::move(month)} {
    const auto* settled = settlement();
    search_.seconds_left = settled == nullptr ? 0 : settled->allowance_seconds;
  }

  Step write_some(Writer& writer) override {
    if (settlement() != nullptr && search_.state == usage::AllowanceSearch::State::searching) {
      const auto searched = usage::search_on(view_, subject_.operator_id, subject_.occupier_id,
                                             subject_.month, subject_.site_id, turns_at_once, search_);
      if (!searched) return failed(searched.error().message);
      return Progress::more;
    }
    const usage::UsageFilter filter{.month = subject_.month, .site_id = subject_.site_id, .number = {}};
    const auto page = usage::usage_of_occupier(view_, subject_.operator_id, subject_.occupier_id, filter,
                                               {.cursor = cursor_, .limit = rows_at_once});
    if (!page) return failed(page.error().message);
    for (const auto& one : page->items) {
      if (one.kind != UsageKind::CALL) continue;
      if (auto written = write_call(one, writer); !written) return std::unexpected{written.error()};
    }
    cursor_ = page->next_cursor;
    if (!cursor_.empty()) return Progress::more;
    if (auto ended = end_caller(writer); !ended) return std::unexpected{ended.error()};
    return end(writer);
  }

 private:
  using Done = std::expected<void, Failure>;

  /// A number, and who had it.
  struct Caller {
    std::string number;
    std::string extension;
    std::string user_id;
    bool operator==(const Caller&) const = default;
  };

  static Done done(Written written) {
    if (!written) return failed(written.error());
    return {};
  }

  [[nodiscard]] const usage::Settlement* settlement() const {
    return month_ && month_->settlement ? &*month_->settlement : nullptr;
  }

  Done write_call(const usage::Usage& one, Writer& writer) {
    if (!caller_ || caller_->number != one.number || caller_->extension != one.extension ||
        caller_->user_id != one.user_id) {
      if (auto ended = end_caller(writer); !ended) return ended;
      if (auto begun = begin_caller({one.number, one.extension, one.user_id}, writer); !begun) return begun;
    }
    const auto rated = usage::rated_call(one);
    Sums sums{.calls = 1, .seconds = one.seconds.value_or(0)};
    if (rated) {
      sums.billed = rated->billed_seconds;
      if (settlement() != nullptr) sums.included = static_cast<std::int64_t>(search_.seconds_of(one));
      sums.parts = domain::cost_parts(*rated, static_cast<std::uint64_t>(sums.included));
    }
    caller_sums_ += sums;
    if (detail_ == Detail::numbers) return {};
    auto cells = cells_of(sums);
    if (!cells) return std::unexpected{cells.error()};
    auto& row = *cells;
    row[0] = one.starts_at;
    row[1] = text_cell(one.destination);
    // The rate of every number has an empty prefix, which is a rate too.
    if (rated) {
      row[2] = std::string_view{one.rating->prefix};
    } else {
      for (auto column = own_columns + 2; column < charged_column; ++column) row[column] = Cell{};
    }
    return done(writer.row(row));
  }

  Done begin_caller(Caller caller, Writer& writer) {
    if (auto named = find_name(caller.user_id); !named) return named;
    caller_ = std::move(caller);
    caller_sums_ = {};
    if (detail_ == Detail::numbers && has_section_) return {};
    has_section_ = true;
    if (detail_ == Detail::numbers) return done(writer.begin_section({}));
    return done(writer.begin_section(caller_cells()));
  }

  [[nodiscard]] std::array<Cell, own_columns> caller_cells() const {
    return {text_cell(caller_->number), text_cell(caller_->extension), text_cell(user_name_)};
  }

  /// Into `user_name_`.
  Done find_name(const std::string& user_id) {
    user_name_.clear();
    if (user_id.empty()) return {};
    const auto found = directory::user(view_, subject_.operator_id, user_id);
    if (!found) return failed(found.error().message);
    if (const auto& user = *found) {
      user_name_ = user->given_name;
      if (!user_name_.empty() && !user->family_name.empty()) user_name_ += ' ';
      user_name_ += user->family_name;
    }
    return {};
  }

  /// The section's totals, or the number's row.
  Done end_caller(Writer& writer) {
    if (!caller_) return {};
    sums_ += caller_sums_;
    auto cells = cells_of(caller_sums_);
    if (!cells) return std::unexpected{cells.error()};
    if (detail_ == Detail::calls) {
      caller_.reset();
      return done(writer.end_section(*cells));
    }
    const auto caller = caller_cells();
    std::ranges::copy(caller, cells->begin());
    const auto written = writer.row(*cells);
    caller_.reset();
    return done(written);
  }

  Step end(Writer& writer) {
    auto cells = cells_of(sums_);
    if (!cells) return std::unexpected{cells.error()};
    if (detail_ == Detail::numbers && has_section_) {
      if (auto ended = writer.end_section(*cells); !ended) return failed(ended.error());
    }
    const auto words = settlement_words();
    (*cells)[settlement_column] = std::string_view{words};
    if (const auto* settled = settlement()) (*cells)[charged_column] = Amount{settled->net.value()};
    if (auto ended = writer.end(*cells); !ended) return failed(ended.error());
    return Progress::done;
  }

  [[nodiscard]] std::string settlement_words() const {
    const auto rated = month_ ? month_->rated_calls : 0;
    const auto* settled = settlement();
    if (settled == nullptr) {
      return rated == 0 ? "nothing to charge" : "not charged yet; included minutes are not taken off";
    }
    auto words = settled->charge_id.empty() ? std::string{"nothing to charge"} : settled->charge_id;
    if (rated > settled->calls) {
      words += fmt::format("; late calls not charged yet: {}", rated - settled->calls);
    }
    return words;
  }

  /// Sums in their columns, the others empty.
  std::expected<Cells, Failure> cells_of(const Sums& sums) const {
    const auto amount = domain::divide(sums.parts, parts_per_cell_unit, Rounding::HALF_UP);
    if (!amount) return failed("a sum of calls is too large for an amount of money");
    Cells cells;
    cells[own_columns] = Count{sums.calls};
    cells[own_columns + 1] = seconds{sums.seconds};
    cells[own_columns + 2] = seconds{sums.billed};
    // Of an open month nobody knows it; of one without any calls it is none.
    if (settlement() != nullptr || sums.billed == 0) cells[own_columns + 3] = seconds{sums.included};
    cells[own_columns + 4] = Amount{amount->value()};
    return cells;
  }

  View view_;
  Subject subject_;
  Detail detail_;
  std::optional<usage::MonthOfUsage> month_;
  usage::AllowanceSearch search_;
  std::string cursor_;
  std::optional<Caller> caller_;
  std::string user_name_;
  bool has_section_ = false;
  Sums caller_sums_;
  Sums sums_;
};

}  // namespace

Result<std::optional<MonthlyReport>> usage_report(View view, Subject subject, Detail detail) {
  auto found = head_of(view, subject);
  if (!found) return std::unexpected{found.error()};
  if (!*found) return std::nullopt;
  auto& head = **found;
  head.title = "Usage report";
  if (detail == Detail::calls) head.section_columns = caller_columns();
  head.columns = columns_of(detail, head.currency_exponent);
  auto month = usage::month_of_occupier(view, subject.operator_id, subject.occupier_id, subject.month,
                                        subject.site_id);
  if (!month) return std::unexpected{month.error()};
  auto source = std::make_unique<UsageSource>(std::move(view), std::move(subject), detail, std::move(*month));
  return MonthlyReport{std::move(head), std::move(source)};
}

}  // namespace tenure::report
