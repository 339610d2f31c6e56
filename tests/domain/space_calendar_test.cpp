// The space calendar against a reference that cannot be wrong because it is too slow to be clever: it never forgets,
// compares everything with everything, and walks through a booking quarter of an hour by quarter of an hour to see on
// which days of the site it lies.

#include "domain/estate/space_calendar.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/draft.h"
#include "domain/kernel/zone.h"
#include "domain/states.h"

namespace tenure::test {
namespace {

using domain::Date;
using domain::Instant;
using domain::Period;
using domain::TimeSpan;

constexpr std::int64_t quarter_us = 15LL * 60 * 1'000'000;
constexpr std::int64_t day_us = 96 * quarter_us;

/// A world in which nothing has happened.
class NoWorld final : public domain::World {
 protected:
  [[nodiscard]] const domain::Aggregate* lookup(domain::StreamKind, std::string_view) const override {
    return nullptr;
  }
};

/// What was let or booked, as it was told.
struct Leased {
  std::string contract_id;
  std::size_t space;
  Period days;
};
struct Booked {
  std::string booking_id;
  std::size_t space;
  TimeSpan time;
};

class Reference {
 public:
  Reference(std::vector<std::size_t> parents, domain::Zone zone)
      : parents_{std::move(parents)}, zone_{zone} {}

  [[nodiscard]] bool is_free(std::size_t space, Period days) const {
    return std::ranges::none_of(
               leased,
               [&](const Leased& one) { return related(one.space, space) && one.days.overlaps(days); }) &&
           std::ranges::none_of(booked, [&](const Booked& one) {
             return related(one.space, space) && touches(one.time, days);
           });
  }
  [[nodiscard]] bool is_free(std::size_t space, TimeSpan time, std::string_view own_id) const {
    return std::ranges::none_of(
               leased,
               [&](const Leased& one) { return related(one.space, space) && touches(time, one.days); }) &&
           std::ranges::none_of(booked, [&](const Booked& one) {
             return one.booking_id != own_id && related(one.space, space) && one.time.from < time.to &&
                    time.from < one.time.to;
           });
  }

  std::vector<Leased> leased;
  std::vector<Booked> booked;

 private:
  [[nodiscard]] bool lies_in(std::size_t space, std::size_t outer) const {
    return space == outer || (parents_[space] != space && lies_in(parents_[space], outer));
  }
  [[nodiscard]] bool related(std::size_t one, std::size_t other) const {
    return lies_in(one, other) || lies_in(other, one);
  }
  [[nodiscard]] bool touches(TimeSpan time, Period days) const {
    for (auto at = time.from; at < time.to; at = Instant{at.microseconds() + quarter_us}) {
      if (days.contains(zone_.local_date(at))) return true;
    }
    return false;
  }

  /// Of each space; itself where it lies in none.
  std::vector<std::size_t> parents_;
  domain::Zone zone_;
};

enum class Step : std::uint8_t { book, let, cancel, terminate, rebook, open_days };

struct Move {
  Step step = Step::book;
  std::size_t space = 0;
  /// Quarters of an hour and days, counted from the first of the span that is looked at.
  int start = 0;
  int length = 1;
  std::size_t pick = 0;
};

void showValue(const Move& move, std::ostream& out) {
  out << fmt::format("{{step {}, space {}, start {}, length {}, pick {}}}", static_cast<int>(move.step),
                     move.space, move.start, move.length, move.pick);
}

/// The real calendar and the reference side by side.
class Pair {
 public:
  Pair(std::vector<std::size_t> parents, std::string_view zone_name, Date first, Date today)
      : reference_{parents, domain::find_zone(zone_name).value()},
        zone_{domain::find_zone(zone_name).value()},
        draft_{nothing_},
        spaces_{parents.size()},
        first_{first},
        today_{today} {
    event::SiteRegisteredT site;
    site.site_id = "S";
    site.time_zone = zone_name;
    draft_.record(std::move(site));
    for (std::size_t i = 0; i < parents.size(); ++i) {
      event::SpaceAddedT added;
      added.site_id = "S";
      added.space_id = name(i);
      if (parents[i] != i) added.parent_space_id = name(parents[i]);
      draft_.record(std::move(added));
    }
  }

  void make(const Move& move, int span_days) {
    const auto space = move.space % spaces_;
    switch (move.step) {
      case Step::book:
        return book(space, time(move, span_days));
      case Step::let:
        return let(space, days(move, span_days));
      case Step::cancel:
        return cancel(move.pick);
      case Step::terminate:
        return terminate(move.pick, days(move, span_days).from);
      case Step::rebook:
        return ask_again(space, time(move, span_days), move.pick);
      case Step::open_days:
        today_ = today_ + move.length % 30;
        return;
    }
  }

  /// No space remembers what ended more than the memory before the day on which it was last booked.
  [[nodiscard]] bool has_forgotten() const {
    for (std::size_t i = 0; i < spaces_; ++i) {
      const auto* space = draft_.space(name(i));
      const auto newest = std::ranges::find(last_booked_, name(i), &std::pair<std::string, Date>::first);
      if (newest == last_booked_.end()) continue;
      const auto horizon = (newest->second - domain::booking_memory_days - 1).days() * day_us;
      for (const auto& booked : space->bookings) {
        if (booked.to.microseconds() <= horizon) return false;
      }
    }
    return true;
  }
  [[nodiscard]] std::size_t remembered() const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < spaces_; ++i) count += draft_.space(name(i))->bookings.size();
    return count;
  }
  [[nodiscard]] const Reference& reference() const { return reference_; }

 private:
  static std::string name(std::size_t space) { return fmt::format("SP{}", space); }

  /// RecordBooking takes none that starts before what is remembered, so none is asked for.
  [[nodiscard]] Date earliest() const { return std::max(first_, today_ - domain::booking_memory_days); }
  [[nodiscard]] TimeSpan time(const Move& move, int span_days) const {
    const auto from =
        zone_.start_of_day(earliest()).microseconds() + move.start % (span_days * 96) * quarter_us;
    return {Instant{from}, Instant{from + move.length * quarter_us}};
  }
  [[nodiscard]] Period days(const Move& move, int span_days) const {
    const auto from = earliest() + move.start % span_days;
    return {from, move.pick % 8 == 0 ? domain::DATE_LAST : from + (1 + move.length % 5)};
  }

  void book(std::size_t space, TimeSpan time) {
    const auto why = why_not_free(draft_, name(space), time, {});
    RC_ASSERT(!why == reference_.is_free(space, time, {}));
    if (why) return;
    const auto id = fmt::format("B{}", ++ids_);
    event::BookingRecordedT recorded;
    recorded.booking_id = id;
    recorded.site_id = "S";
    recorded.space_id = name(space);
    recorded.starts_at = time.from.microseconds();
    recorded.ends_at = time.to.microseconds();
    recorded.on = today_.days();
    draft_.record(std::move(recorded));
    reference_.booked.push_back({id, space, time});
    std::erase_if(last_booked_, [&](const auto& entry) { return entry.first == name(space); });
    last_booked_.emplace_back(name(space), today_);
  }

  void let(std::size_t space, Period days) {
    const auto why = why_not_free(draft_, name(space), days);
    RC_ASSERT(!why == reference_.is_free(space, days));
    if (why) return;
    const auto id = fmt::format("C{}", ++ids_);
    event::ContractCreatedT created;
    created.contract_id = id;
    created.site_id = "S";
    auto line = std::make_unique<event::ContractLineT>();
    line->line_id = "L";
    line->space_id = name(space);
    line->from = days.from.days();
    if (days.to != domain::DATE_LAST) line->to = days.to.days();
    created.lines.push_back(std::move(line));
    draft_.record(std::move(created));
    reference_.leased.push_back({id, space, days});
  }

  void cancel(std::size_t pick) {
    if (reference_.booked.empty()) return;
    const auto at = reference_.booked.begin() + static_cast<std::ptrdiff_t>(pick % reference_.booked.size());
    event::BookingCancelledT cancelled;
    cancelled.booking_id = at->booking_id;
    cancelled.space_id = name(at->space);
    draft_.record(std::move(cancelled));
    reference_.booked.erase(at);
  }

  void terminate(std::size_t pick, Date on) {
    if (reference_.leased.empty()) return;
    auto& lease = reference_.leased[pick % reference_.leased.size()];
    event::ContractTerminatedT terminated;
    terminated.contract_id = lease.contract_id;
    terminated.on = on.days();
    terminated.space_ids.push_back(name(lease.space));
    draft_.record(std::move(terminated));
    lease.days.to = std::max(lease.days.from, std::min(lease.days.to, on));
  }

  /// As a booking that is to be moved asks: it is not in its own way.
  void ask_again(std::size_t space, TimeSpan time, std::size_t pick) {
    if (reference_.booked.empty()) return;
    const auto& own = reference_.booked[pick % reference_.booked.size()].booking_id;
    RC_ASSERT(!why_not_free(draft_, name(space), time, own) == reference_.is_free(space, time, own));
  }

  NoWorld nothing_;
  Reference reference_;
  domain::Zone zone_;
  domain::Draft draft_;
  std::size_t spaces_;
  Date first_;
  Date today_;
  int ids_ = 0;
  std::vector<std::pair<std::string, Date>> last_booked_;
};

std::vector<std::size_t> some_house() {
  std::vector<std::size_t> parents{0};
  const auto spaces = *rc::gen::inRange<std::size_t>(1, 9);
  for (std::size_t i = 1; i < spaces; ++i) parents.push_back(*rc::gen::inRange<std::size_t>(0, i + 1));
  return parents;
}

std::vector<Move> some_moves(std::vector<Step> steps, int length_max) {
  return *rc::gen::container<std::vector<Move>>(rc::gen::construct<Move>(
      rc::gen::elementOf(steps), rc::gen::inRange<std::size_t>(0, 8), rc::gen::inRange(0, 1 << 20),
      rc::gen::inRange(1, length_max), rc::gen::inRange<std::size_t>(0, 1 << 20)));
}

struct Place {
  std::string zone;
  std::string first_day;
};

void agrees_around(const Place& place) {
  Pair pair{some_house(), place.zone, *domain::parse_date(place.first_day),
            *domain::parse_date(place.first_day)};
  const std::vector<Step> steps{Step::book, Step::book,   Step::book,      Step::let,
                                Step::let,  Step::cancel, Step::terminate, Step::rebook};
  for (const auto& move : some_moves(steps, 3 * 96)) pair.make(move, 8);
  RC_CLASSIFY(!pair.reference().leased.empty() && !pair.reference().booked.empty(), "leases and bookings");
}

// Each of these weeks has a day on which the clock is changed: forward, back, forward at midnight, over a whole day.
RC_GTEST_PROP(SpaceCalendar, AgreesWithTheReferenceWhenTheClockGoesForward, ()) {
  agrees_around({"Europe/London", "2026-03-26"});
}
RC_GTEST_PROP(SpaceCalendar, AgreesWithTheReferenceWhenTheClockGoesBack, ()) {
  agrees_around({"America/New_York", "2026-10-28"});
}
RC_GTEST_PROP(SpaceCalendar, AgreesWithTheReferenceWhenADayBeginsWithAGap, ()) {
  agrees_around({"America/Asuncion", "2023-09-28"});
}
RC_GTEST_PROP(SpaceCalendar, AgreesWithTheReferenceWhenADayIsSkipped, ()) {
  agrees_around({"Pacific/Apia", "2011-12-27"});
}

RC_GTEST_PROP(SpaceCalendar, ForgetsOnlyWhatCanNoLongerMatter, ()) {
  Pair pair{{0, 0}, "Europe/London", *domain::parse_date("2026-01-01"), *domain::parse_date("2026-01-01")};
  const std::vector<Step> steps{Step::book,   Step::book,   Step::book,
                                Step::rebook, Step::cancel, Step::open_days};
  const auto moves = some_moves(steps, 96);
  for (const auto& move : moves) pair.make(move, domain::booking_memory_days + 10);
  RC_ASSERT(pair.has_forgotten());
  RC_CLASSIFY(pair.remembered() < pair.reference().booked.size(), "forgot something");
}

}  // namespace
}  // namespace tenure::test
