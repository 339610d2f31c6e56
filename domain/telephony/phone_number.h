// A phone number of a site, and the extension that makes it short.
//
// AVAILABLE -> RESERVED (allocated) -> PENDING (asked for before the contract starts) -> ACTIVE -> COOLDOWN -> AVAILABLE.
// Deactivated it is RESERVED again; PORTED_OUT ends it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "domain/kernel/calendar.h"
#include "domain/kernel/dates.h"
#include "domain/kernel/stream.h"
#include "domain/kernel/text.h"
#include "domain/occupier/occupier.h"
#include "schemas/events/telephony_generated.h"

namespace tenure::domain {

/// Where a number leads its calls on to, in E.164; empty where it does not. Other features change no decision.
struct Forwards {
  std::string always;
  std::string busy;
  std::string no_answer;

  bool operator==(const Forwards&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.always, self.busy, self.no_answer);
  }
};

struct PhoneNumber {
  std::string site_id;
  NumberKind kind = NumberKind::GEOGRAPHIC;
  NumberStatus status = NumberStatus::available;
  /// Empty while no occupier holds it.
  std::string occupier_id;
  /// Empty while no user has it.
  std::string user_id;
  std::string extension;
  /// Since when the occupier holds it; none: since before the site's first business day.
  std::optional<Date> held_from;
  /// Who held it before, for which days; nobody where that is not known to the day.
  std::string previous_occupier_id;
  std::optional<Date> previous_from;
  std::optional<Date> previous_to;
  /// Kept while it is not in use, until it is released or configured anew.
  Forwards forwards;
  /// Whether it is the main number of its occupier at its site.
  std::uint8_t main = 0;

  /// Who held it on a day, as far as its last two occupiers; empty where that is nobody or not known.
  [[nodiscard]] std::string_view holder_on(Date day) const {
    if (!held_from || day >= *held_from) {
      if (!occupier_id.empty()) return occupier_id;
    }
    const bool was_before = previous_to && day < *previous_to && (!previous_from || day >= *previous_from);
    return was_before ? std::string_view{previous_occupier_id} : std::string_view{};
  }

  bool operator==(const PhoneNumber&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.site_id, self.kind, self.status, self.occupier_id, self.user_id, self.extension,
                    self.held_from, self.previous_occupier_id, self.previous_from, self.previous_to,
                    self.forwards, self.main);
  }
};

/// An extension is unique per site: its id is "site/extension".
struct Extension {
  /// Empty while nobody has it.
  std::string number;

  bool operator==(const Extension&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.number);
  }
};

inline void streams(const event::NumberProvisioned& event, StreamList& out) {
  out.add(StreamKind::phone_number, text(event.number()));
}
inline void streams(const event::NumberAllocated& event, StreamList& out) {
  out.add(StreamKind::phone_number, text(event.number()));
  out.add(StreamKind::occupier, text(event.occupier_id()));
}
inline void streams(const event::NumberActivationRequested& event, StreamList& out) {
  out.add(StreamKind::phone_number, text(event.number()));
  out.add(StreamKind::occupier, text(event.occupier_id()));
}
inline void streams(const event::NumberActivated& event, StreamList& out) {
  out.add(StreamKind::phone_number, text(event.number()));
  out.add(StreamKind::occupier, text(event.occupier_id()));
}
inline void streams(const event::NumberAssigned& event, StreamList& out) {
  out.add(StreamKind::phone_number, text(event.number()));
  out.add(StreamKind::user, text(event.user_id()));
  if (event.extension() == nullptr) return;
  out.add(StreamKind::extension, text(event.site_id()), "/", text(event.extension()));
}
inline void streams(const event::NumberUnassigned& event, StreamList& out) {
  out.add(StreamKind::phone_number, text(event.number()));
  out.add(StreamKind::user, text(event.user_id()));
  if (event.extension() == nullptr) return;
  out.add(StreamKind::extension, text(event.site_id()), "/", text(event.extension()));
}
inline void streams(const event::NumberReleased& event, StreamList& out) {
  out.add(StreamKind::phone_number, text(event.number()));
  out.add(StreamKind::occupier, text(event.occupier_id()));
  out.add(StreamKind::site, text(event.site_id()));
  out.add(StreamKind::call_handling, text(event.site_id()), "/", text(event.occupier_id()));
}
inline void streams(const event::NumberCooledDown& event, StreamList& out) {
  out.add(StreamKind::phone_number, text(event.number()));
  out.add(StreamKind::site, text(event.site_id()));
}
/// Deactivated or gone, it is a main number no longer.
inline void streams(const event::NumberDeactivated& event, StreamList& out) {
  out.add(StreamKind::phone_number, text(event.number()));
  out.add(StreamKind::occupier, text(event.occupier_id()));
  out.add(StreamKind::call_handling, text(event.site_id()), "/", text(event.occupier_id()));
}
inline void streams(const event::NumberPortedOut& event, StreamList& out) {
  out.add(StreamKind::phone_number, text(event.number()));
  out.add(StreamKind::occupier, text(event.occupier_id()));
  out.add(StreamKind::site, text(event.site_id()));
}
inline void streams(const event::NumberConfigured& event, StreamList& out) {
  out.add(StreamKind::phone_number, text(event.number()));
}

inline void evolve(PhoneNumber& state, const event::NumberProvisioned& event) {
  state.site_id = text(event.site_id());
  state.kind = event.kind();
  state.status = NumberStatus::available;
}
inline void evolve(PhoneNumber& state, const event::NumberAllocated& event) {
  state.status = NumberStatus::reserved;
  state.occupier_id = text(event.occupier_id());
  state.held_from = date_of(event.on());
}
inline void evolve(PhoneNumber& state, const event::NumberActivationRequested&) {
  state.status = NumberStatus::pending;
}
inline void evolve(PhoneNumber& state, const event::NumberActivated&) { state.status = NumberStatus::active; }
inline void evolve(PhoneNumber& state, const event::NumberAssigned& event) {
  state.user_id = text(event.user_id());
  state.extension = text(event.extension());
}
inline void evolve(PhoneNumber& state, const event::NumberUnassigned&) {
  state.user_id.clear();
  state.extension.clear();
}
/// Its occupier holds it no longer from the day on; of its use nothing is left.
inline void leave_occupier(PhoneNumber& state, std::optional<Date> on) {
  state.previous_occupier_id = std::move(state.occupier_id);
  state.previous_from = state.held_from;
  state.previous_to = on;
  state.occupier_id.clear();
  state.held_from.reset();
  state.forwards = {};
  state.main = 0;
}
inline void evolve(PhoneNumber& state, const event::NumberReleased& event) {
  state.status = NumberStatus::cooldown;
  leave_occupier(state, date_of(event.on()));
}
inline void evolve(PhoneNumber& state, const event::NumberDeactivated&) {
  state.status = NumberStatus::reserved;
  state.main = 0;
}
inline void evolve(PhoneNumber& state, const event::NumberPortedOut& event) {
  state.status = NumberStatus::ported_out;
  if (!state.occupier_id.empty()) leave_occupier(state, date_of(event.on()));
}
inline void evolve(PhoneNumber& state, const event::NumberConfigured& event) {
  const auto& features = *event.features();
  state.forwards = {copy(features.forward_always()), copy(features.forward_busy()),
                    copy(features.forward_no_answer())};
}
inline void evolve(PhoneNumber& state, const event::MainNumberNominated&) { state.main = 1; }
inline void evolve(PhoneNumber& state, const event::NumberCooledDown&) {
  state.status = NumberStatus::available;
}

inline void evolve(Extension& state, const event::NumberAssigned& event) {
  state.number = text(event.number());
}
inline void evolve(Extension& state, const event::NumberUnassigned&) { state.number.clear(); }

}  // namespace tenure::domain
