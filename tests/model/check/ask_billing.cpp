#include <fmt/format.h>

#include "projections/billing/billing.h"
#include "tests/model/check/ask.h"

namespace tenure::model {
namespace {

namespace real = projections::billing;
using projections::PageRequest;
using projections::View;

std::string day(domain::Date date) { return day_text(date.days()); }
std::string at(domain::Instant time) { return time_text(time.microseconds()); }

std::string line_for(const real::Charge& charge) {
  const auto reversal =
      charge.reversal
          ? fmt::format("reversed at {} {} on {} for {}", charge.reversal->position.value,
                        at(charge.reversal->recorded_at), day(charge.reversal->on), charge.reversal->reason)
          : std::string{"stands"};
  return fmt::format(
      "{} of {} at {} for {} {} {} {} {} x {} = {} {} {} on {} [{}, {}) {} at {} {} {}", charge.charge_id,
      charge.occupier_id, charge.site_id, charge.product_id, EnumNameChargeCause(charge.cause),
      charge.contract_id, charge.subject_id, charge.quantity, charge.unit_price.value(), charge.net.value(),
      charge.currency, charge.currency_exponent, day(charge.on), day(charge.service_from),
      day(charge.service_to), charge.description, charge.position.value, at(charge.recorded_at), reversal);
}
std::string line_for(const real::Total& total) {
  return fmt::format("{} {} {} {}: {} for {}, {} reversed for {}", real::format_month(total.month),
                     total.site_id, total.currency, total.currency_exponent, total.charges, total.net.value(),
                     total.reversals, total.reversed.value());
}
std::string line_for(const real::Statement& one) {
  return fmt::format("{} {} {}: {} + {} for {} - {} for {} = {}", real::format_month(one.month), one.currency,
                     one.currency_exponent, one.opening.value(), one.raised_count, one.raised.value(),
                     one.reversed_count, one.reversed.value(), one.closing.value());
}
std::string line_for(const real::StatementLine& line) {
  return fmt::format(
      "{} {} on {} {} {} at {} for {} {} [{}, {}) {} {} {} {}", line.position.value, at(line.recorded_at),
      day(line.on), line.movement == real::Movement::raised ? "raised" : "reversed", line.charge_id,
      line.site_id, line.product_id, EnumNameChargeCause(line.cause), day(line.service_from),
      day(line.service_to), line.currency, line.currency_exponent, line.net.value(), line.text);
}
constexpr auto as_line = [](const auto& item) { return line_for(item); };

void ask_charges(const Subject& subject, const std::string& occupier, const billing::Filter& filter,
                 std::vector<Question>& questions) {
  const auto op = subject.operator_id;
  const auto about = fmt::format("of {} {} month '{}' site '{}'", op, occupier, filter.month, filter.site);
  const auto seed = questions.size();
  const auto month = real::parse_month(filter.month);
  const auto site = filter.site.empty() ? std::nullopt : std::optional{filter.site};
  const auto status = filter.status.empty()       ? std::nullopt
                      : filter.status == "RAISED" ? std::optional{domain::ChargeStatus::raised}
                                                  : std::optional{domain::ChargeStatus::reversed};
  questions.push_back({fmt::format("charges {} status '{}'", about, filter.status),
                       [=](const View& view) {
                         return pages(
                             seed,
                             [&](const PageRequest& page) {
                               return real::charges(view, op, occupier, {month, site, status}, page);
                             },
                             as_line);
                       },
                       [=](const History& history) { return billing::charges(history, occupier, filter); }});
  if (status) return;
  questions.push_back(
      {"totals " + about,
       [=](const View& view) {
         return pages(
             seed,
             [&](const PageRequest& page) { return real::totals(view, op, occupier, {month, site}, page); },
             as_line);
       },
       [=](const History& history) { return billing::totals(history, occupier, filter); }});
}

void ask_statement(const Subject& subject, const std::string& occupier, const std::string& month,
                   std::vector<Question>& questions) {
  const auto op = subject.operator_id;
  const auto seed = questions.size();
  const auto parsed = *real::parse_month(month);
  questions.push_back({fmt::format("statement of {} {} {}", op, occupier, month),
                       [=](const View& view) -> Answered {
                         const auto answer = real::statement(view, op, occupier, parsed);
                         if (!answer) return std::unexpected(answer.error());
                         Lines lines;
                         for (const auto& one : *answer) lines.push_back(line_for(one));
                         return lines;
                       },
                       [=](const History& history) { return billing::statement(history, occupier, month); }});
  questions.push_back(
      {fmt::format("statement lines of {} {} {}", op, occupier, month),
       [=](const View& view) {
         return pages(
             seed,
             [&](const PageRequest& page) { return real::statement_lines(view, op, occupier, parsed, page); },
             as_line);
       },
       [=](const History& history) { return billing::statement_lines(history, occupier, month); }});
}

}  // namespace

void ask_billing(const Subject& subject, std::vector<Question>& questions) {
  const auto op = subject.operator_id;
  for (const auto& occupier : subject.occupiers) {
    ask_charges(subject, occupier, {}, questions);
    for (const auto* status : {"RAISED", "REVERSED"})
      ask_charges(subject, occupier, {{}, {}, status}, questions);
    for (const auto& site : subject.sites) {
      ask_charges(subject, occupier, {{}, site, {}}, questions);
      ask_charges(subject, occupier, {"2026-03", site, {}}, questions);
    }
    for (const auto* month : {"2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"}) {
      ask_charges(subject, occupier, {month, {}, {}}, questions);
      ask_statement(subject, occupier, month, questions);
    }
    questions.push_back({fmt::format("balances of {} {}", op, occupier),
                         [=](const View& view) -> Answered {
                           const auto answer = real::balances(view, op, occupier);
                           if (!answer) return std::unexpected(answer.error());
                           Lines lines;
                           for (const auto& one : *answer) {
                             lines.push_back(fmt::format("{} {} {}", one.currency, one.currency_exponent,
                                                         one.amount.value()));
                           }
                           return lines;
                         },
                         [=](const History& history) { return billing::balances(history, occupier); }});
  }
  for (const auto& charge : subject.charges) {
    questions.push_back({fmt::format("charge {} {}", op, charge),
                         [=](const View& view) { return one(real::charge(view, op, charge), as_line); },
                         [=](const History& history) { return billing::charge(history, charge); }});
  }
}

}  // namespace tenure::model
