// The services report. A section for a kind of charge is a walk over the month's charges that passes over the others:
// charges are in the order of their ids, and sorting them would mean to hold them.

#include <array>
#include <string_view>
#include <utility>

#include "adapters/report/monthly_head.h"
#include "domain/kernel/money.h"
#include "projections/billing/billing.h"
#include "projections/directory/directory.h"

namespace tenure::report {
namespace {

namespace billing = projections::billing;
namespace directory = projections::directory;
using domain::MinorUnits;
using projections::Result;
using projections::View;

struct SectionKind {
  ChargeCause cause;
  std::string_view title;
};
constexpr std::array sections{
    SectionKind{ChargeCause::LEASE, "Leases"}, SectionKind{ChargeCause::SERVICE, "Services"},
    SectionKind{ChargeCause::BOOKING, "Bookings"}, SectionKind{ChargeCause::USAGE, "Calls"},
    SectionKind{ChargeCause::AD_HOC, "Sales"}};

constexpr std::size_t columns_count = 13;
constexpr std::size_t net_column = 8;
constexpr std::size_t reversed_net_column = 10;
constexpr std::size_t reversed_on_column = 11;
constexpr std::size_t reason_column = 12;
using Cells = std::array<Cell, columns_count>;

std::vector<Column> columns() {
  return {{.key = "charge_id", .title = "Charge", .kind = Kind::identifier, .weight = 3},
          {.key = "product_id", .title = "Product", .kind = Kind::identifier, .weight = 2},
          {.key = "product_name", .title = "Product name", .kind = Kind::text, .weight = 2},
          {.key = "description", .title = "Description", .kind = Kind::text, .weight = 2},
          {.key = "service_from", .title = "From", .kind = Kind::date},
          {.key = "service_to", .title = "To (excl.)", .kind = Kind::date},
          {.key = "quantity", .title = "Qty", .kind = Kind::count},
          {.key = "unit_price", .title = "Unit price", .kind = Kind::money},
          {.key = "net", .title = "Net", .kind = Kind::money},
          {.key = "status", .title = "Status", .kind = Kind::identifier},
          {.key = "reversed_net", .title = "Taken back", .kind = Kind::money},
          {.key = "reversed_on", .title = "On", .kind = Kind::date},
          {.key = "reversal_reason", .title = "Reason", .kind = Kind::text, .weight = 2}};
}

std::string_view status_of(const billing::Charge& charge) {
  return charge.reversal ? EnumNameReversalKind(charge.reversal->kind) : "RAISED";
}

struct Sums {
  MinorUnits net;
  MinorUnits reversed;

  /// False where a sum has no int64.
  [[nodiscard]] bool add(const Sums& other) {
    const auto new_net = domain::add(net, other.net);
    const auto new_reversed = domain::add(reversed, other.reversed);
    if (!new_net || !new_reversed) return false;
    net = *new_net;
    reversed = *new_reversed;
    return true;
  }
  [[nodiscard]] Cells cells() const {
    Cells totals;
    totals[net_column] = Amount{net.value()};
    totals[reversed_net_column] = Amount{reversed.value()};
    return totals;
  }
  bool operator==(const Sums&) const = default;
};

constexpr std::string_view no_sum = "a sum of charges is too large for an amount of money";

class ServicesSource final : public Source {
 public:
  ServicesSource(View view, Subject subject, std::string currency)
      : view_{std::move(view)}, subject_{std::move(subject)}, currency_{std::move(currency)} {}

  Step write_some(Writer& writer) override {
    const billing::ChargeFilter filter{.month = subject_.month, .site_id = subject_.site_id, .status = {}};
    const auto page = billing::charges(view_, subject_.operator_id, subject_.occupier_id, filter,
                                       {.cursor = cursor_, .limit = rows_at_once});
    if (!page) return failed(page.error().message);
    for (const auto& charge : page->items) {
      if (charge.cause != sections[section_].cause) continue;
      if (auto written = write_charge(charge, writer); !written) return std::unexpected{written.error()};
    }
    cursor_ = page->next_cursor;
    if (!cursor_.empty()) return Progress::more;
    if (auto ended = end_section(writer); !ended) return std::unexpected{ended.error()};
    return ++section_ < sections.size() ? Progress::more : end(writer);
  }

 private:
  using Done = std::expected<void, Failure>;

  static Done done(Written written) {
    if (!written) return failed(written.error());
    return {};
  }

  Done write_charge(const billing::Charge& charge, Writer& writer) {
    if (charge.currency != currency_) return failed("a charge is in another currency than its site");
    if (!in_section_) {
      const std::array<Cell, 1> cells{sections[section_].title};
      if (auto begun = writer.begin_section(cells); !begun) return failed(begun.error());
      in_section_ = true;
    }
    const auto product = product_name(charge.product_id);
    if (!product) return std::unexpected{product.error()};
    const auto& reversal = charge.reversal;
    Cells cells{std::string_view{charge.charge_id},
                std::string_view{charge.product_id},
                text_cell(product_name_),
                text_cell(charge.description),
                charge.service_from,
                charge.service_to,
                Count{charge.quantity},
                Amount{charge.unit_price.value()},
                Cell{},
                status_of(charge),
                Cell{},
                Cell{},
                Cell{}};
    if (reversal) {
      cells[reversed_net_column] = Amount{charge.net.value()};
      cells[reversed_on_column] = reversal->on;
      cells[reason_column] = text_cell(reversal->reason);
    } else {
      cells[net_column] = Amount{charge.net.value()};
    }
    const Sums own = reversal ? Sums{{}, charge.net} : Sums{charge.net, {}};
    if (!section_sums_.add(own)) return failed(std::string{no_sum});
    return done(writer.row(cells));
  }

  /// Into `product_name_`; charges of a product often follow each other.
  Done product_name(const std::string& product_id) {
    if (product_id == product_id_) return {};
    const auto found = directory::product(view_, subject_.operator_id, product_id);
    if (!found) return failed(found.error().message);
    product_id_ = product_id;
    product_name_ = *found ? (*found)->name : std::string{};
    return {};
  }

  Done end_section(Writer& writer) {
    if (!std::exchange(in_section_, false)) return {};
    const auto sums = std::exchange(section_sums_, {});
    if (!sums_.add(sums)) return failed(std::string{no_sum});
    return done(writer.end_section(sums.cells()));
  }

  Step end(Writer& writer) {
    const auto totals = billing::totals(view_, subject_.operator_id, subject_.occupier_id,
                                        {.month = subject_.month, .site_id = subject_.site_id}, {});
    if (!totals) return failed(totals.error().message);
    Sums known;
    for (const auto& total : totals->items) {
      if (!known.add({total.net, total.reversed})) return failed(std::string{no_sum});
    }
    if (known != sums_) return failed("the charges do not come to billing's total; run `tenure verify`");
    if (auto ended = writer.end(sums_.cells()); !ended) return failed(ended.error());
    return Progress::done;
  }

  View view_;
  Subject subject_;
  std::string currency_;
  std::size_t section_ = 0;
  std::string cursor_;
  bool in_section_ = false;
  Sums section_sums_;
  Sums sums_;
  std::string product_id_;
  std::string product_name_;
};

}  // namespace

Result<std::optional<MonthlyReport>> services_report(View view, Subject subject) {
  auto found = head_of(view, subject);
  if (!found) return std::unexpected{found.error()};
  if (!*found) return std::nullopt;
  auto& head = **found;
  head.title = "Services report";
  head.section_columns = {{.key = "kind", .title = "Section", .kind = Kind::text}};
  head.columns = columns();
  auto currency = head.currency;
  return MonthlyReport{std::move(head), std::make_unique<ServicesSource>(std::move(view), std::move(subject),
                                                                         std::move(currency))};
}

}  // namespace tenure::report
