#include "projections/usage/usage_model.h"

#include <algorithm>

#include "domain/kernel/text.h"
#include "projections/usage/usage.h"
#include "projections/usage/usage_keys.h"

namespace tenure::projections::usage {
namespace {

using domain::copy;
using domain::Date;
using domain::Instant;
using domain::text;

Rating rating_of(const event::CallRating& rating) {
  return {.tariff_id = copy(rating.tariff_id()),
          .tariff_from = Date{rating.tariff_from()},
          .prefix = copy(rating.prefix()),
          .billed_seconds = rating.billed_seconds(),
          .connection_fee = rating.connection_fee(),
          .per_minute = rating.per_minute(),
          .use_allowance = static_cast<std::uint8_t>(rating.use_allowance() ? 1 : 0),
          .currency = copy(rating.currency()),
          .currency_exponent = rating.currency_exponent()};
}

class UsageModel final : public Model {
 public:
  [[nodiscard]] std::string_view name() const override { return model_name; }
  [[nodiscard]] std::uint32_t version() const override { return 1; }

  void apply(const event::Event& event, RowWriter& rows) override {
    switch (event.body_type()) {
      case event::EventBody::UsageRecorded:
        return apply(event, *event.body_as_UsageRecorded(), rows);
      case event::EventBody::UsageSettled:
        return apply(event, *event.body_as_UsageSettled(), rows);
      case event::EventBody::NumberAssigned: {
        const auto& body = *event.body_as_NumberAssigned();
        return assign(text(event.operator_id()), text(body.number()),
                      {Instant{event.recorded_at()}, copy(body.occupier_id()), copy(body.user_id()),
                       copy(body.extension())},
                      rows);
      }
      case event::EventBody::NumberUnassigned: {
        const auto& body = *event.body_as_NumberUnassigned();
        return assign(text(event.operator_id()), text(body.number()),
                      {Instant{event.recorded_at()}, copy(body.occupier_id()), {}, {}}, rows);
      }
      case event::EventBody::ChargeReversed:
        return apply(event, *event.body_as_ChargeReversed(), rows);
      default:
        return;
    }
  }

 private:
  static void apply(const event::Event& event, const event::UsageRecorded& body, RowWriter& rows) {
    const auto operator_id = text(event.operator_id());
    const auto occupier_id = text(body.occupier_id());
    const auto site_id = text(body.site_id());
    const auto month = billing::month_of(Date{body.on()});

    Usage usage;
    usage.kind = body.kind();
    usage.on = Date{body.on()};
    usage.seconds = body.seconds();
    usage.units = body.units();
    usage.destination = text(body.destination());
    usage.position = {event.position()};
    usage.recorded_at = Instant{event.recorded_at()};
    if (body.rating() != nullptr) usage.rating = rating_of(*body.rating());
    if (body.number() != nullptr) say_who(operator_id, body, usage, rows);
    auto key = usage_of(operator_id, occupier_id);
    key.number32(static_cast<std::uint32_t>(month.index)).text(site_id).text(text(body.number()));
    key.instant(Instant{body.starts_at()}).text(text(body.meter_id())).text(text(body.usage_id()));
    rows.write(key, usage);

    const auto month_at = month_key(operator_id, occupier_id, month, site_id);
    MonthOfUsage sums;
    (void)rows.read(month_at, sums);
    ++sums.records;
    sums.seconds += body.seconds().value_or(0);
    if (const auto& rating = usage.rating) {
      ++sums.rated_calls;
      sums.billed_seconds += rating->billed_seconds;
      sums.currency = rating->currency;
      sums.currency_exponent = rating->currency_exponent;
      auto turn = turns_of(operator_id, occupier_id, month, site_id);
      add_turn(turn, {Instant{body.starts_at()}, rating->billed_seconds, rating->connection_fee,
                      rating->per_minute, rating->use_allowance});
      rows.write_key(turn.text(text(body.meter_id())).text(text(body.usage_id())));
    }
    rows.write(month_at, sums);
  }

  static void apply(const event::Event& event, const event::UsageSettled& body, RowWriter& rows) {
    const auto month_at = month_key(text(event.operator_id()), text(body.occupier_id()),
                                    billing::month_of(Date{body.month()}), text(body.site_id()));
    MonthOfUsage sums;
    if (!rows.read(month_at, sums)) throw BrokenFold{"a month of calls is settled that has none"};
    sums.settlement = Settlement{.calls = body.calls(),
                                 .billed_seconds = body.billed_seconds(),
                                 .allowance_seconds = body.allowance_seconds(),
                                 .charge_id = copy(body.charge_id()),
                                 .net = domain::MinorUnits{body.net()},
                                 .on = Date{body.on()},
                                 .position = {event.position()}};
    rows.write(month_at, sums);
  }

  /// A charge that was taken back by hand stands no more; one that is replaced is followed by UsageSettled.
  static void apply(const event::Event& event, const event::ChargeReversed& body, RowWriter& rows) {
    if (body.cause() != ChargeCause::USAGE || body.kind() == ReversalKind::REPLACED) return;
    const auto month_at = month_key(text(event.operator_id()), text(body.occupier_id()),
                                    billing::month_of(Date{body.service_from()}), text(body.site_id()));
    MonthOfUsage sums;
    if (!rows.read(month_at, sums) || !sums.settlement) {
      throw BrokenFold{"a charge of calls is taken back whose month was not settled"};
    }
    sums.settlement->charge_id.clear();
    sums.settlement->net = domain::MinorUnits{0};
    sums.settlement->on = Date{body.on()};
    sums.settlement->position = {event.position()};
    rows.write(month_at, sums);
  }

  static void assign(std::string_view operator_id, std::string_view number, Assignment assignment,
                     RowWriter& rows) {
    const auto key = assignments_key(operator_id, number);
    Assignments all;
    (void)rows.read(key, all);
    if (all.list.size() == Assignments::kept_max) all.list.erase(all.list.begin());
    all.list.push_back(std::move(assignment));
    rows.write(key, all);
  }

  /// Who of the usage's occupier had the number when it started; who had it first, where that was before all that is
  /// known. A number may have been another occupier's before and after.
  static void say_who(std::string_view operator_id, const event::UsageRecorded& body, Usage& usage,
                      RowWriter& rows) {
    Assignments all;
    (void)rows.read(assignments_key(operator_id, text(body.number())), all);
    std::erase_if(all.list,
                  [&](const Assignment& one) { return one.occupier_id != text(body.occupier_id()); });
    if (all.list.empty()) return;
    const auto next = std::ranges::upper_bound(all.list, Instant{body.starts_at()}, {}, &Assignment::since);
    const auto& had = next == all.list.begin() ? *next : *std::prev(next);
    usage.user_id = had.user_id;
    usage.extension = had.extension;
  }
};

}  // namespace

std::unique_ptr<Model> make_model() { return std::make_unique<UsageModel>(); }

}  // namespace tenure::projections::usage
