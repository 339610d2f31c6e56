// How calls to the main number of an occupier at a site are handled. Its id is "site/occupier".
//
// Of the handling itself a decision needs no more than which numbers it leads calls on to; the read models keep all.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <tuple>

#include "domain/kernel/stream.h"
#include "domain/kernel/text.h"
#include "schemas/events/telephony_generated.h"

namespace tenure::domain {

struct CallHandling {
  /// The main number; empty while none is nominated.
  std::string main_number;
  /// All numbers that some treatment forwards to or lets ring, in E.164.
  std::set<std::string, std::less<>> leads_to;

  bool operator==(const CallHandling&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.main_number, self.leads_to);
  }
};

inline void streams(const event::MainNumberNominated& event, StreamList& out) {
  out.add(StreamKind::call_handling, text(event.site_id()), "/", text(event.occupier_id()));
  out.add(StreamKind::phone_number, text(event.number()));
}
inline void streams(const event::CallHandlingSet& event, StreamList& out) {
  out.add(StreamKind::call_handling, text(event.site_id()), "/", text(event.occupier_id()));
}

inline void evolve(CallHandling& state, const event::MainNumberNominated& event) {
  state.main_number = text(event.number());
}

inline void add_numbers(std::set<std::string, std::less<>>& out, const event::Treatment& treatment) {
  if (treatment.number() != nullptr) out.insert(copy(treatment.number()));
  if (treatment.members() == nullptr) return;
  for (const auto* member : *treatment.members()) out.insert(copy(member));
}
inline void evolve(CallHandling& state, const event::CallHandlingSet& event) {
  state.leads_to.clear();
  add_numbers(state.leads_to, *event.in_hours());
  add_numbers(state.leads_to, *event.out_of_hours());
  add_numbers(state.leads_to, *event.no_answer());
  if (event.menus() == nullptr) return;
  for (const auto* menu : *event.menus()) {
    for (const auto* key : *menu->keys()) add_numbers(state.leads_to, *key->treatment());
    add_numbers(state.leads_to, *menu->timeout());
    add_numbers(state.leads_to, *menu->invalid());
  }
}

/// A main number that is out of use, or another's, is main no longer.
inline void forget_main_number(CallHandling& state, std::string_view number) {
  if (state.main_number == number) state.main_number.clear();
}
inline void evolve(CallHandling& state, const event::NumberDeactivated& event) {
  forget_main_number(state, text(event.number()));
}
inline void evolve(CallHandling& state, const event::NumberReleased& event) {
  forget_main_number(state, text(event.number()));
}

}  // namespace tenure::domain
