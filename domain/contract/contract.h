// A contract: its lines, its state, and what was charged for each line.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "domain/kernel/billed.h"
#include "domain/kernel/calendar.h"
#include "domain/kernel/dates.h"
#include "domain/kernel/money.h"
#include "domain/kernel/stream.h"
#include "domain/kernel/text.h"
#include "domain/occupier/occupier.h"
#include "schemas/events/charge_generated.h"
#include "schemas/events/contract_generated.h"
#include "schemas/events/service_generated.h"

namespace tenure::domain {

/// What a line costs a month from a day on.
struct PriceStep {
  Date from{0};
  MinorUnits monthly_price{0};

  bool operator==(const PriceStep&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.from, self.monthly_price);
  }
};

struct ContractLine {
  std::string line_id;
  std::string product_id;
  std::string space_id;
  /// Until the first step.
  MinorUnits monthly_price{0};
  Date from{0};
  std::optional<Date> to;
  /// Rising by date.
  std::vector<PriceStep> steps;
  /// Automatic charges of the line.
  Billed billed;

  [[nodiscard]] MinorUnits price_on(Date date) const {
    const auto next = std::ranges::upper_bound(steps, date, {}, &PriceStep::from);
    return next == steps.begin() ? monthly_price : std::prev(next)->monthly_price;
  }
  [[nodiscard]] bool has_ended_by(Date date) const { return to && *to <= date; }

  bool operator==(const ContractLine&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.line_id, self.product_id, self.space_id, self.monthly_price, self.from, self.to,
                    self.steps, self.billed);
  }
};

struct CeasedService {
  std::string service_id;
  /// First day no longer covered.
  Date to{0};

  bool operator==(const CeasedService&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.service_id, self.to);
  }
};

struct Contract {
  std::string occupier_id;
  std::string site_id;
  Date starts_on{0};
  /// First day no longer covered.
  std::optional<Date> ends_on;
  std::string currency;
  std::uint8_t billing_day = 1;
  BillingMode billing = BillingMode::IN_ADVANCE;
  Proration proration = Proration::ACTUAL_DAYS;
  /// None where nothing was agreed.
  std::uint16_t notice_months = 0;
  std::uint16_t minimum_term_months = 0;
  std::uint16_t auto_renew_months = 0;
  ContractStatus status = ContractStatus::draft;
  /// Whether it ends early.
  std::uint8_t terminated = 0;
  /// The end that was agreed, before it was extended, and how often it was.
  std::optional<Date> agreed_end;
  std::uint16_t extensions = 0;
  /// The contracts that this one was last renewed by, and that it renews.
  std::string successor_id;
  std::string predecessor_id;
  std::vector<ContractLine> lines;
  /// Activated and not yet ceased.
  std::vector<std::string> service_ids;
  /// In the order in which they ceased; an end of the contract may still come to lie before theirs.
  std::vector<CeasedService> ceased_services;

  [[nodiscard]] ContractLine* line(std::string_view line_id) {
    const auto found = std::ranges::find(lines, line_id, &ContractLine::line_id);
    return found == lines.end() ? nullptr : &*found;
  }
  [[nodiscard]] const ContractLine* line(std::string_view line_id) const {
    const auto found = std::ranges::find(lines, line_id, &ContractLine::line_id);
    return found == lines.end() ? nullptr : &*found;
  }
  /// The spaces of its lines, each once, in the order of the lines.
  [[nodiscard]] std::vector<std::string> spaces() const {
    std::vector<std::string> spaces;
    for (const auto& line : lines) {
      if (line.space_id.empty() || std::ranges::find(spaces, line.space_id) != spaces.end()) continue;
      spaces.push_back(line.space_id);
    }
    return spaces;
  }

  bool operator==(const Contract&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.occupier_id, self.site_id, self.starts_on, self.ends_on, self.currency,
                    self.billing_day, self.billing, self.proration, self.notice_months,
                    self.minimum_term_months, self.auto_renew_months, self.status, self.terminated,
                    self.agreed_end, self.extensions, self.successor_id, self.predecessor_id, self.lines,
                    self.service_ids, self.ceased_services);
  }
};

inline void add_spaces(const flatbuffers::Vector<flatbuffers::Offset<flatbuffers::String>>* space_ids,
                       StreamList& out) {
  if (space_ids == nullptr) return;
  for (const auto* space : *space_ids) out.add(StreamKind::space, text(space));
}

inline void streams(const event::ContractCreated& event, StreamList& out) {
  out.add(StreamKind::contract, text(event.contract_id()));
  out.add(StreamKind::occupier, text(event.occupier_id()));
  for (const auto* line : *event.lines()) out.add(StreamKind::space, text(line->space_id()));
}
inline void streams(const event::ContractSigned& event, StreamList& out) {
  out.add(StreamKind::contract, text(event.contract_id()));
  out.add(StreamKind::occupier, text(event.occupier_id()));
  out.add(StreamKind::site, text(event.site_id()));
}
inline void streams(const event::ContractStarted& event, StreamList& out) {
  out.add(StreamKind::contract, text(event.contract_id()));
  out.add(StreamKind::occupier, text(event.occupier_id()));
}
inline void streams(const event::ContractTerminated& event, StreamList& out) {
  out.add(StreamKind::contract, text(event.contract_id()));
  out.add(StreamKind::occupier, text(event.occupier_id()));
  add_spaces(event.space_ids(), out);
}
inline void streams(const event::ContractEnded& event, StreamList& out) {
  out.add(StreamKind::contract, text(event.contract_id()));
  out.add(StreamKind::occupier, text(event.occupier_id()));
  out.add(StreamKind::site, text(event.site_id()));
}
/// A line that ends lets go of its space, one that is added takes it.
inline void streams(const event::ContractAmended& event, StreamList& out) {
  out.add(StreamKind::contract, text(event.contract_id()));
  out.add(StreamKind::occupier, text(event.occupier_id()));
  if (event.added() != nullptr) {
    for (const auto* line : *event.added()) out.add(StreamKind::space, text(line->space_id()));
  }
  add_spaces(event.freed_space_ids(), out);
}
inline void streams(const event::PriceStepScheduled& event, StreamList& out) {
  out.add(StreamKind::contract, text(event.contract_id()));
}
inline void streams(const event::NoticeGiven& event, StreamList& out) {
  out.add(StreamKind::contract, text(event.contract_id()));
  out.add(StreamKind::occupier, text(event.occupier_id()));
  add_spaces(event.space_ids(), out);
}
inline void streams(const event::ContractRenewed& event, StreamList& out) {
  out.add(StreamKind::contract, text(event.contract_id()));
  out.add(StreamKind::contract, text(event.new_contract_id()));
  out.add(StreamKind::occupier, text(event.occupier_id()));
}
inline void streams(const event::ContractExtended& event, StreamList& out) {
  out.add(StreamKind::contract, text(event.contract_id()));
  out.add(StreamKind::occupier, text(event.occupier_id()));
  add_spaces(event.space_ids(), out);
}
inline void streams(const event::ContractDiscarded& event, StreamList& out) {
  out.add(StreamKind::contract, text(event.contract_id()));
  out.add(StreamKind::occupier, text(event.occupier_id()));
  out.add(StreamKind::site, text(event.site_id()));
  add_spaces(event.space_ids(), out);
}

inline ContractLine line_of(const event::ContractLine& line) {
  return {copy(line.line_id()),
          copy(line.product_id()),
          copy(line.space_id()),
          MinorUnits{line.monthly_price()},
          Date{line.from()},
          date_of(line.to()),
          {},
          {}};
}
/// A step of the same day is replaced; later ones stay.
inline void set_price(ContractLine& line, PriceStep step) {
  const auto at = std::ranges::lower_bound(line.steps, step.from, {}, &PriceStep::from);
  if (at != line.steps.end() && at->from == step.from) {
    *at = step;
  } else {
    line.steps.insert(at, step);
  }
}

inline void evolve(Contract& state, const event::ContractCreated& event) {
  state.occupier_id = text(event.occupier_id());
  state.site_id = text(event.site_id());
  state.starts_on = Date{event.starts_on()};
  state.ends_on = date_of(event.ends_on());
  state.agreed_end = state.ends_on;
  state.currency = text(event.currency());
  state.billing_day = event.billing_day();
  state.billing = event.billing();
  state.proration = event.proration();
  state.notice_months = event.notice_months().value_or(0);
  state.minimum_term_months = event.minimum_term_months().value_or(0);
  state.auto_renew_months = event.auto_renew_months().value_or(0);
  for (const auto* line : *event.lines()) state.lines.push_back(line_of(*line));
}
inline void evolve(Contract& state, const event::ContractSigned&) { state.status = ContractStatus::upcoming; }
inline void evolve(Contract& state, const event::ContractStarted&) { state.status = ContractStatus::active; }
inline void evolve(Contract& state, const event::ContractTerminated& event) {
  state.ends_on = Date{event.on()};
  state.terminated = 1;
}
inline void evolve(Contract& state, const event::ContractEnded& event) {
  state.status = status_after(event);
  state.ends_on = Date{event.on()};
}
inline void evolve(Contract& state, const event::ContractAmended& event) {
  const Date effective_on{event.effective_on()};
  if (event.ended() != nullptr) {
    for (const auto* line_id : *event.ended()) {
      // A line that has not begun by then never will.
      if (auto* line = state.line(text(line_id))) line->to = std::max(line->from, effective_on);
    }
  }
  if (event.changed() != nullptr) {
    for (const auto* change : *event.changed()) {
      if (auto* line = state.line(text(change->line_id()))) {
        set_price(*line, {effective_on, MinorUnits{change->monthly_price()}});
      }
    }
  }
  if (event.added() == nullptr) return;
  for (const auto* line : *event.added()) state.lines.push_back(line_of(*line));
}
inline void evolve(Contract& state, const event::PriceStepScheduled& event) {
  if (auto* line = state.line(text(event.line_id()))) {
    set_price(*line, {Date{event.from()}, MinorUnits{event.monthly_price()}});
  }
}
inline void evolve(Contract& state, const event::NoticeGiven& event) {
  state.status = ContractStatus::notice_given;
  state.ends_on = Date{event.ends_on()};
}
inline void evolve(Contract& state, const event::ContractRenewed& event, std::string_view own_id) {
  if (text(event.contract_id()) == own_id) {
    state.successor_id = text(event.new_contract_id());
  } else {
    state.predecessor_id = text(event.contract_id());
  }
}
/// Lines that would have ended with the contract go on with it.
inline void evolve(Contract& state, const event::ContractExtended& event) {
  for (auto& line : state.lines) {
    if (line.to == Date{event.previous_ends_on()}) line.to = Date{event.ends_on()};
  }
  state.ends_on = Date{event.ends_on()};
  ++state.extensions;
}
inline void evolve(Contract& state, const event::ContractDiscarded&) {
  state.status = ContractStatus::discarded;
}
inline void evolve(Contract& state, const event::ServiceActivated& event) {
  state.service_ids.push_back(copy(event.service_id()));
}
inline void evolve(Contract& state, const event::ServiceCeased& event) {
  std::erase(state.service_ids, text(event.service_id()));
  state.ceased_services.push_back({copy(event.service_id()), Date{event.effective_on()}});
}
inline void evolve(Contract& state, const event::ServiceContinued& event, std::string_view own_id) {
  if (text(event.contract_id()) == own_id) {
    state.service_ids.push_back(copy(event.service_id()));
  } else {
    std::erase(state.service_ids, text(event.service_id()));
  }
}
inline void evolve(Contract& state, const event::ChargeRaised& event) {
  if (auto* line = state.line(text(event.subject_id()))) evolve(line->billed, event);
}
inline void evolve(Contract& state, const event::ChargeReversed& event) {
  if (auto* line = state.line(text(event.subject_id()))) evolve(line->billed, event);
}

}  // namespace tenure::domain
