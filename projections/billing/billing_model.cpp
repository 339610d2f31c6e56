#include "projections/billing/billing_model.h"

#include "domain/kernel/text.h"
#include "projections/billing/billing.h"
#include "projections/billing/billing_keys.h"

namespace tenure::projections::billing {
namespace {

using domain::copy;
using domain::Date;
using domain::Instant;
using domain::MinorUnits;
using domain::text;

MinorUnits plus(MinorUnits left, MinorUnits right) {
  const auto sum = domain::add(left, right);
  if (!sum) throw BrokenFold{"a sum of charges has no int64"};
  return *sum;
}

MinorUnits minus(MinorUnits left, MinorUnits right) {
  const auto difference = domain::subtract(left, right);
  if (!difference) throw BrokenFold{"a sum of charges has no int64"};
  return *difference;
}

class BillingModel final : public Model {
 public:
  [[nodiscard]] std::string_view name() const override { return model_name; }
  [[nodiscard]] std::uint32_t version() const override { return 2; }

  void apply(const event::Event& event, RowWriter& rows) override {
    switch (event.body_type()) {
      case event::EventBody::ChargeRaised:
        return raise(event, *event.body_as_ChargeRaised(), rows);
      case event::EventBody::ChargeReversed:
        return reverse(event, *event.body_as_ChargeReversed(), rows);
      default:
        return;
    }
  }

 private:
  void raise(const event::Event& event, const event::ChargeRaised& raised, RowWriter& rows) {
    const auto operator_id = text(event.operator_id());
    const auto occupier_id = text(raised.occupier_id());
    const auto site_id = text(raised.site_id());
    const auto charge_id = text(raised.charge_id());
    const auto currency = text(raised.currency());
    const auto month = month_of(Date{raised.service_from()});
    const auto book_month = month_of(Date{raised.on()});
    const MinorUnits net{raised.net()};

    auto& charge = charge_;
    charge.product_id = text(raised.product_id());
    charge.cause = raised.cause();
    charge.contract_id = text(raised.contract_id());
    charge.subject_id = text(raised.subject_id());
    charge.quantity = raised.quantity();
    charge.unit_price = MinorUnits{raised.unit_price()};
    charge.net = net;
    charge.currency = currency;
    charge.currency_exponent = raised.currency_exponent();
    charge.on = Date{raised.on()};
    charge.service_from = Date{raised.service_from()};
    charge.service_to = Date{raised.service_to()};
    charge.description = text(raised.description());
    charge.position = {event.position()};
    charge.recorded_at = Instant{event.recorded_at()};
    charge.reversal.reset();
    rows.write(charge_key(operator_id, occupier_id, month, site_id, charge_id), charge);

    auto& place = place_;
    place.occupier_id = occupier_id;
    place.month = month;
    place.site_id = site_id;
    rows.write(place_key(operator_id, charge_id), place);

    write_line(event, raised, Movement::raised, text(raised.description()), rows);

    const auto total_at = total_key(operator_id, occupier_id, month, site_id, currency);
    Total total;
    (void)rows.read(total_at, total);
    total.currency_exponent = raised.currency_exponent();
    ++total.charges;
    total.net = plus(total.net, net);
    rows.write(total_at, total);

    const auto book_at = book_key(operator_id, occupier_id, currency, book_month);
    MonthBook book;
    (void)rows.read(book_at, book);
    book.currency_exponent = raised.currency_exponent();
    ++book.raised_count;
    book.raised = plus(book.raised, net);
    rows.write(book_at, book);
  }

  void reverse(const event::Event& event, const event::ChargeReversed& reversed, RowWriter& rows) {
    const auto operator_id = text(event.operator_id());
    const auto occupier_id = text(reversed.occupier_id());
    const auto site_id = text(reversed.site_id());
    const auto currency = text(reversed.currency());
    const auto month = month_of(Date{reversed.service_from()});
    const MinorUnits net{reversed.net()};

    const auto charge_at = charge_key(operator_id, occupier_id, month, site_id, text(reversed.charge_id()));
    Charge charge;
    if (!rows.read(charge_at, charge)) throw BrokenFold{"a charge is reversed that was not raised"};
    if (charge.reversal) throw BrokenFold{"a charge is reversed twice"};
    charge.reversal = Reversal{{event.position()},
                               Instant{event.recorded_at()},
                               Date{reversed.on()},
                               copy(reversed.reversal_reason()),
                               reversed.kind().value_or(ReversalKind::REVERSED)};
    rows.write(charge_at, charge);

    write_line(event, reversed, Movement::reversed, text(reversed.reversal_reason()), rows);

    const auto total_at = total_key(operator_id, occupier_id, month, site_id, currency);
    Total total;
    if (!rows.read(total_at, total) || total.charges == 0)
      throw BrokenFold{"a total lacks a charge that it counted"};
    --total.charges;
    total.net = minus(total.net, net);
    ++total.reversals;
    total.reversed = plus(total.reversed, net);
    rows.write(total_at, total);

    const auto book_at = book_key(operator_id, occupier_id, currency, month_of(Date{reversed.on()}));
    MonthBook book;
    (void)rows.read(book_at, book);
    book.currency_exponent = reversed.currency_exponent();
    ++book.reversed_count;
    book.reversed = plus(book.reversed, net);
    rows.write(book_at, book);
  }

  template <class Body>
  void write_line(const event::Event& event, const Body& body, Movement movement, std::string_view words,
                  RowWriter& rows) {
    auto& line = line_;
    line.recorded_at = Instant{event.recorded_at()};
    line.on = Date{body.on()};
    line.movement = movement;
    line.charge_id = text(body.charge_id());
    line.site_id = text(body.site_id());
    line.product_id = text(body.product_id());
    line.cause = body.cause();
    line.service_from = Date{body.service_from()};
    line.service_to = Date{body.service_to()};
    line.currency = text(body.currency());
    line.currency_exponent = body.currency_exponent();
    line.net = MinorUnits{body.net()};
    line.text = words;
    rows.write(
        line_key(text(event.operator_id()), text(body.occupier_id()), month_of(line.on), {event.position()}),
        line);
  }

  // Kept only for their memory; every field is set for every event.
  Charge charge_;
  ChargePlace place_;
  StatementLine line_;
};

}  // namespace

std::unique_ptr<Model> make_model() { return std::make_unique<BillingModel>(); }

}  // namespace tenure::projections::billing
