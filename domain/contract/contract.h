// A contract: its lines, its state, and what was charged for each line.
#pragma once

#include <algorithm>
#include <cstdint>
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

struct ContractLine {
  std::string line_id;
  std::string product_id;
  std::string space_id;
  MinorUnits monthly_price{0};
  Date from{0};
  std::optional<Date> to;
  /// Automatic charges of the line.
  Billed billed;

  bool operator==(const ContractLine&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.line_id, self.product_id, self.space_id, self.monthly_price, self.from, self.to,
                    self.billed);
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
  ContractStatus status = ContractStatus::draft;
  /// Whether it ends early.
  std::uint8_t terminated = 0;
  std::vector<ContractLine> lines;
  /// Activated and not yet ceased.
  std::vector<std::string> service_ids;
  /// In the order in which they ceased; an end of the contract may still come to lie before theirs.
  std::vector<CeasedService> ceased_services;

  bool operator==(const Contract&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.occupier_id, self.site_id, self.starts_on, self.ends_on, self.currency,
                    self.billing_day, self.billing, self.proration, self.status, self.terminated, self.lines,
                    self.service_ids, self.ceased_services);
  }
};

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
  if (event.space_ids() == nullptr) return;
  for (const auto* space : *event.space_ids()) out.add(StreamKind::space, text(space));
}
inline void streams(const event::ContractEnded& event, StreamList& out) {
  out.add(StreamKind::contract, text(event.contract_id()));
  out.add(StreamKind::occupier, text(event.occupier_id()));
  out.add(StreamKind::site, text(event.site_id()));
}

inline void evolve(Contract& state, const event::ContractCreated& event) {
  state.occupier_id = text(event.occupier_id());
  state.site_id = text(event.site_id());
  state.starts_on = Date{event.starts_on()};
  state.ends_on = date_of(event.ends_on());
  state.currency = text(event.currency());
  state.billing_day = event.billing_day();
  state.billing = event.billing();
  state.proration = event.proration();
  for (const auto* line : *event.lines()) {
    state.lines.push_back({copy(line->line_id()),
                           copy(line->product_id()),
                           copy(line->space_id()),
                           MinorUnits{line->monthly_price()},
                           Date{line->from()},
                           date_of(line->to()),
                           {}});
  }
}
inline void evolve(Contract& state, const event::ContractSigned&) { state.status = ContractStatus::upcoming; }
inline void evolve(Contract& state, const event::ContractStarted&) { state.status = ContractStatus::active; }
inline void evolve(Contract& state, const event::ContractTerminated& event) {
  state.ends_on = Date{event.on()};
  state.terminated = 1;
}
inline void evolve(Contract& state, const event::ContractEnded& event) {
  state.status = event.terminated() ? ContractStatus::terminated : ContractStatus::ended;
  state.ends_on = Date{event.on()};
}
inline void evolve(Contract& state, const event::ServiceActivated& event) {
  state.service_ids.push_back(copy(event.service_id()));
}
inline void evolve(Contract& state, const event::ServiceCeased& event) {
  std::erase(state.service_ids, text(event.service_id()));
  state.ceased_services.push_back({copy(event.service_id()), Date{event.effective_on()}});
}
inline void evolve(Contract& state, const event::ChargeRaised& event) {
  const auto line = std::ranges::find(state.lines, text(event.subject_id()), &ContractLine::line_id);
  if (line != state.lines.end()) evolve(line->billed, event);
}
inline void evolve(Contract& state, const event::ChargeReversed& event) {
  const auto line = std::ranges::find(state.lines, text(event.subject_id()), &ContractLine::line_id);
  if (line != state.lines.end()) evolve(line->billed, event);
}

}  // namespace tenure::domain
