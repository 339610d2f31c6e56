// A charge: RAISED, later REVERSED; never edited.
//
// The id of an automatic charge is its cause key, so it can be raised any number of times and exists once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>

#include "domain/kernel/calendar.h"
#include "domain/kernel/money.h"
#include "domain/kernel/stream.h"
#include "domain/kernel/text.h"
#include "schemas/events/charge_generated.h"

namespace tenure::domain {

enum class ChargeStatus : std::uint8_t { raised, reversed };

struct Charge {
  std::string occupier_id;
  std::string site_id;
  std::string product_id;
  std::string currency;
  std::uint8_t currency_exponent = 0;
  ChargeStatus status = ChargeStatus::raised;
  ChargeCause cause = ChargeCause::AD_HOC;
  std::string contract_id;
  std::string subject_id;
  MinorUnits net{0};
  Date service_from{0};
  Date service_to{0};
  /// How it was posted; empty and WITH_INVOICE where there were no books yet.
  std::string legal_entity_id;
  std::string revenue_account;
  PostingRule posting_rule = PostingRule::WITH_INVOICE;

  bool operator==(const Charge&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.occupier_id, self.site_id, self.product_id, self.currency, self.currency_exponent,
                    self.status, self.cause, self.contract_id, self.subject_id, self.net, self.service_from,
                    self.service_to, self.legal_entity_id, self.revenue_account, self.posting_rule);
  }
};

/// A charge is also on the stream of the contract, service or booking that caused it, which keeps track of it.
template <class ChargeEvent>
void charge_streams(const ChargeEvent& event, StreamList& out) {
  out.add(StreamKind::charge, text(event.charge_id()));
  switch (event.cause()) {
    case ChargeCause::LEASE:
      out.add(StreamKind::contract, text(event.contract_id()));
      break;
    case ChargeCause::SERVICE:
      out.add(StreamKind::service, text(event.subject_id()));
      break;
    case ChargeCause::BOOKING:
      out.add(StreamKind::booking, text(event.subject_id()));
      break;
    case ChargeCause::USAGE:
      out.add(StreamKind::usage_month, text(event.subject_id()));
      break;
    case ChargeCause::AD_HOC:
      break;
  }
}
inline void streams(const event::ChargeRaised& event, StreamList& out) { charge_streams(event, out); }
inline void streams(const event::ChargeReversed& event, StreamList& out) { charge_streams(event, out); }

inline void evolve(Charge& state, const event::ChargeRaised& event) {
  state.occupier_id = text(event.occupier_id());
  state.site_id = text(event.site_id());
  state.product_id = text(event.product_id());
  state.currency = text(event.currency());
  state.currency_exponent = event.currency_exponent();
  state.status = ChargeStatus::raised;
  state.cause = event.cause();
  state.contract_id = text(event.contract_id());
  state.subject_id = text(event.subject_id());
  state.net = MinorUnits{event.net()};
  state.service_from = Date{event.service_from()};
  state.service_to = Date{event.service_to()};
  state.legal_entity_id = text(event.legal_entity_id());
  state.revenue_account = text(event.revenue_account());
  state.posting_rule = event.posting_rule().value_or(PostingRule::WITH_INVOICE);
}
inline void evolve(Charge& state, const event::ChargeReversed&) { state.status = ChargeStatus::reversed; }

}  // namespace tenure::domain
