// A space of a site and its calendar: the leases and bookings that take it.
//
// What it is: leases as dates, bookings as instants; a command turns dates into instants when it compares them, so
//   that a fold never asks a time zone.
// What it promises: `bookings` rises by start. A booking is forgotten once it ended more than `booking_memory_days`
//   before the business date on which a later one was recorded; no booking is taken that starts before that.
// Why this way: a space that is booked all day for years keeps a calendar of bounded size.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "domain/kernel/calendar.h"
#include "domain/kernel/dates.h"
#include "domain/kernel/stream.h"
#include "domain/kernel/text.h"
#include "schemas/events/booking_generated.h"
#include "schemas/events/contract_generated.h"
#include "schemas/events/estate_generated.h"

namespace tenure::domain {

/// How far back a booking may start, in days before the site's business date.
inline constexpr int booking_memory_days = 62;

struct Lease {
  std::string contract_id;
  std::string line_id;
  Date from{0};
  std::optional<Date> to;

  bool operator==(const Lease&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.contract_id, self.line_id, self.from, self.to);
  }
};

struct BookedTime {
  Instant from{0};
  Instant to{0};
  std::string booking_id;

  bool operator==(const BookedTime&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.from, self.to, self.booking_id);
  }
};

struct Space {
  std::string site_id;
  SpaceKind kind = SpaceKind::OTHER;
  std::optional<std::uint32_t> capacity;
  std::string parent_space_id;
  std::vector<std::string> child_space_ids;
  std::uint8_t bookable = 0;
  std::vector<Lease> leases;
  std::vector<BookedTime> bookings;

  bool operator==(const Space&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.site_id, self.kind, self.capacity, self.parent_space_id, self.child_space_ids,
                    self.bookable, self.leases, self.bookings);
  }
};

/// The home is the new space; its parent learns of its child.
inline void streams(const event::SpaceAdded& event, StreamList& out) {
  out.add(StreamKind::space, text(event.space_id()));
  out.add(StreamKind::space, text(event.parent_space_id()));
}

inline void evolve(Space& state, const event::SpaceAdded& event, std::string_view own_id) {
  if (text(event.space_id()) != own_id) {
    state.child_space_ids.push_back(copy(event.space_id()));
    return;
  }
  state.site_id = text(event.site_id());
  state.kind = event.kind();
  state.capacity = event.capacity();
  state.parent_space_id = text(event.parent_space_id());
  state.bookable = event.bookable() ? 1 : 0;
}

inline void evolve(Space& state, const event::ContractCreated& event, std::string_view own_id) {
  for (const auto* line : *event.lines()) {
    if (text(line->space_id()) != own_id) continue;
    state.leases.push_back(
        {copy(event.contract_id()), copy(line->line_id()), Date{line->from()}, date_of(line->to())});
  }
}

/// The contract is over by `end`; a lease that would only begin then never was.
inline void end_leases(Space& state, std::string_view contract_id, Date end) {
  for (auto& lease : state.leases) {
    if (lease.contract_id == contract_id && (!lease.to || *lease.to > end)) lease.to = end;
  }
  std::erase_if(state.leases, [](const Lease& lease) { return lease.to && *lease.to <= lease.from; });
}
inline void evolve(Space& state, const event::ContractTerminated& event) {
  end_leases(state, text(event.contract_id()), Date{event.on()});
}
inline void evolve(Space& state, const event::NoticeGiven& event) {
  end_leases(state, text(event.contract_id()), Date{event.ends_on()});
}
inline void evolve(Space& state, const event::ContractExtended& event) {
  for (auto& lease : state.leases) {
    if (lease.contract_id == text(event.contract_id()) && lease.to == Date{event.previous_ends_on()}) {
      lease.to = Date{event.ends_on()};
    }
  }
}
inline void evolve(Space& state, const event::ContractDiscarded& event) {
  std::erase_if(state.leases,
                [&](const Lease& lease) { return lease.contract_id == text(event.contract_id()); });
}
inline void evolve(Space& state, const event::ContractAmended& event, std::string_view own_id) {
  const Date end{event.effective_on()};
  if (event.ended() != nullptr) {
    for (const auto* line_id : *event.ended()) {
      for (auto& lease : state.leases) {
        if (lease.contract_id == text(event.contract_id()) && lease.line_id == text(line_id)) lease.to = end;
      }
    }
    std::erase_if(state.leases, [](const Lease& lease) { return lease.to && *lease.to <= lease.from; });
  }
  if (event.added() == nullptr) return;
  for (const auto* line : *event.added()) {
    if (text(line->space_id()) != own_id) continue;
    state.leases.push_back(
        {copy(event.contract_id()), copy(line->line_id()), Date{line->from()}, date_of(line->to())});
  }
}

template <class BookingEvent>
void add_booking(Space& state, const BookingEvent& event) {
  const Instant forgotten{(std::int64_t{event.on()} - booking_memory_days - 1) * 86'400 * 1'000'000};
  std::erase_if(state.bookings, [&](const BookedTime& booked) { return booked.to <= forgotten; });
  const BookedTime added{Instant{event.starts_at()}, Instant{event.ends_at()}, copy(event.booking_id())};
  state.bookings.insert(std::ranges::upper_bound(state.bookings, added.from, {}, &BookedTime::from), added);
}
inline void remove_booking(Space& state, std::string_view booking_id) {
  std::erase_if(state.bookings, [&](const BookedTime& booked) { return booked.booking_id == booking_id; });
}

inline void evolve(Space& state, const event::BookingRecorded& event) { add_booking(state, event); }
inline void evolve(Space& state, const event::BookingChanged& event, std::string_view own_id) {
  remove_booking(state, text(event.booking_id()));
  if (text(event.space_id()) == own_id) add_booking(state, event);
}
inline void evolve(Space& state, const event::BookingCancelled& event) {
  remove_booking(state, text(event.booking_id()));
}

}  // namespace tenure::domain
