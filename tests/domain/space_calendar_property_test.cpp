// Whatever is leased, amended, noticed, terminated, discarded and booked: a space is refused exactly where an hour of it,
// of what it lies in or of what lies in it is taken, counted hour by hour.

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/states.h"
#include "tests/domain/leased_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

using domain::Date;

/// Nothing in these lives is looked at behind this day.
constexpr int horizon = 60;

constexpr const char* spaces[] = {"HOUSE", "FLOOR-1", "OFFICE-1", "OFFICE-2", "DESK-1", "DESK-2", "YARD"};
constexpr int parents[] = {-1, 0, 1, 1, 2, 2, -1};

/// Something that takes a space, in hours since the first day; London has no summer time on these days.
struct Taking {
  std::string owner;
  std::string line;
  int space = 0;
  int from = 0;
  int to = 0;
};

struct Move {
  enum class Kind : std::uint8_t {
    create,
    sign,
    add_line,
    end_line,
    terminate,
    notice,
    discard,
    book,
    rebook,
    cancel
  };
  Kind kind = Kind::create;
  int which = 0;
  int space = 0;
  int from = 0;
  int length = 0;
};

void showValue(const Move& move, std::ostream& out) {
  out << fmt::format("{{kind {}, which {}, {} from {} for {}}}", static_cast<int>(move.kind), move.which,
                     spaces[move.space], move.from, move.length);
}

rc::Gen<Move> some_move() {
  using enum Move::Kind;
  return rc::gen::construct<Move>(rc::gen::weightedElement<Move::Kind>({{8, create},
                                                                        {6, sign},
                                                                        {4, add_line},
                                                                        {3, end_line},
                                                                        {2, terminate},
                                                                        {2, notice},
                                                                        {2, discard},
                                                                        {8, book},
                                                                        {4, rebook},
                                                                        {3, cancel}}),
                                  rc::gen::inRange(0, 100), rc::gen::inRange(0, 7),
                                  rc::gen::inRange(1, horizon), rc::gen::inRange(1, 20));
}

class Life {
 public:
  Life() {
    prepare(scenario_, leased_house);
    scenario_.given(R"(
      CreateContract {"contract_id":"BASE","starts_on":"2026-01-01"}
      SignContract {"contract_id":"BASE"}
      OpenBusinessDay {"date":"2026-01-10"})");
  }

  void make(const Move& move) {
    using enum Move::Kind;
    const auto contract =
        contracts_.empty() ? std::string{"NONE"} : contracts_[at(move.which, contracts_.size())];
    const auto booking =
        bookings_.empty() ? std::string{"NONE"} : bookings_[at(move.which, bookings_.size())];
    const auto to = move.length % 4 == 0 ? horizon : std::min(horizon, move.from + move.length);
    switch (move.kind) {
      case create: {
        const auto id = fmt::format("C{}", contracts_.size() + 10);
        // Every other contract is open-ended: until the horizon, as far as this test looks.
        const auto end = move.which % 2 == 0 ? fmt::format(R"(,"ends_on":"{}")", day(to)) : "";
        const Taking wish{id, "A", move.space, 24 * move.from, 24 * (end.empty() ? horizon : to)};
        const auto is_free = free(wish);
        if (answer(
                fmt::format(
                    R"(CreateContract {{"contract_id":"{}","starts_on":"{}"{},"lines":[{{"line_id":"A","product_id":"RENT","space_id":"{}","monthly_price":0}}]}})",
                    id, day(move.from), end, spaces[move.space]),
                is_free)) {
          contracts_.push_back(id);
          taken_.push_back(wish);
        }
        return;
      }
      case sign:
        (void)scenario_.send(fmt::format(R"(SignContract {{"contract_id":"{}"}})", contract));
        return;
      case add_line: {
        const auto* known = scenario_.world().contract(contract);
        if (known == nullptr) return;
        const auto line = fmt::format("M{}", ++lines_);
        const auto end = known->ends_on ? *known->ends_on - first_ : horizon;
        const Taking wish{contract, line, move.space, 24 * move.from, 24 * end};
        const auto is_free = free(wish);
        if (answer(
                fmt::format(
                    R"(AmendContract {{"contract_id":"{}","effective_on":"{}","add_lines":[{{"line_id":"{}","product_id":"RENT","space_id":"{}","monthly_price":0}}]}})",
                    contract, day(move.from), line, spaces[move.space]),
                is_free)) {
          taken_.push_back(wish);
        }
        return;
      }
      case end_line: {
        const auto* known = scenario_.world().contract(contract);
        if (known == nullptr) return;
        const auto line = known->lines[at(move.space, known->lines.size())].line_id;
        if (sent(fmt::format(
                R"(AmendContract {{"contract_id":"{}","effective_on":"{}","end_line_ids":["{}"]}})", contract,
                day(move.from), line))) {
          end(contract, line, move.from);
        }
        return;
      }
      case terminate:
        if (sent(fmt::format(R"(TerminateContract {{"contract_id":"{}","on":"{}"}})", contract,
                             day(move.from)))) {
          end(contract, {}, move.from);
        }
        return;
      case notice:
        if (sent(fmt::format(R"(GiveNotice {{"contract_id":"{}","given_on":"2026-01-01","ends_on":"{}"}})",
                             contract, day(move.from)))) {
          end(contract, {}, move.from);
        }
        return;
      case discard:
        if (sent(fmt::format(R"(DiscardContract {{"contract_id":"{}"}})", contract))) end(contract, {}, -1);
        return;
      case book: {
        const auto id = fmt::format("B{}", bookings_.size() + 10);
        const Taking wish = booked(id, move);
        const auto is_free = free(wish);
        if (answer("RecordBooking " + fields_of(wish, 1), is_free)) {
          bookings_.push_back(id);
          taken_.push_back(wish);
        }
        return;
      }
      case rebook: {
        const Taking wish = booked(booking, move);
        const auto is_free = free(wish);
        if (answer("ChangeBooking " + fields_of(wish, ++revision_), is_free)) {
          end(booking, {}, -1);
          taken_.push_back(wish);
        }
        return;
      }
      case cancel:
        if (sent(fmt::format(R"(CancelBooking {{"booking_id":"{}","revision":{}}})", booking, ++revision_))) {
          end(booking, {}, -1);
        }
        return;
    }
  }
  [[nodiscard]] int refused() const { return refused_; }
  [[nodiscard]] std::size_t takings() const { return taken_.size(); }

 private:
  static std::size_t at(int which, std::size_t size) { return static_cast<std::size_t>(which) % size; }
  [[nodiscard]] std::string day(int offset) const { return domain::format_date(first_ + offset); }
  static bool is_inside(int inner, int outer) {
    for (; inner >= 0; inner = parents[inner]) {
      if (inner == outer) return true;
    }
    return false;
  }
  /// A booking from some hour of the day on, a few hours long; some run over midnight.
  static Taking booked(const std::string& id, const Move& move) {
    const int from = 24 * move.from + move.which % 24;
    return {id, {}, move.space, from, from + 1 + move.length % 7};
  }
  [[nodiscard]] std::string fields_of(const Taking& wish, int revision) const {
    const auto time = [&](int hours) { return fmt::format("{}T{:02}:00:00Z", day(hours / 24), hours % 24); };
    return fmt::format(
        R"({{"booking_id":"{}","revision":{},"occupier_id":"ACME","product_id":"ROOM","space_id":"{}","starts_at":"{}","ends_at":"{}"}})",
        wish.owner, revision, spaces[wish.space], time(wish.from), time(wish.to));
  }
  /// Hour by hour.
  [[nodiscard]] bool free(const Taking& wish) const {
    std::set<int> hours;
    for (const auto& taking : taken_) {
      const bool related = is_inside(taking.space, wish.space) || is_inside(wish.space, taking.space);
      // A lease is in the way of its own contract's next; a booking is not in its own way.
      if (!related || (taking.line.empty() && taking.owner == wish.owner)) continue;
      for (int hour = taking.from; hour < taking.to; ++hour) hours.insert(hour);
    }
    for (int hour = wish.from; hour < wish.to; ++hour) {
      if (hours.contains(hour)) return false;
    }
    return true;
  }
  /// What the owner has ends by the day; all of it, or one line.
  void end(const std::string& owner, const std::string& line, int on) {
    for (auto& taking : taken_) {
      if (taking.owner == owner && (line.empty() || taking.line == line))
        taking.to = std::min(taking.to, 24 * on);
    }
    std::erase_if(taken_, [](const Taking& taking) { return taking.to <= taking.from; });
  }
  bool sent(const std::string& command) { return scenario_.send(command).has_value(); }
  /// Whether it was accepted; it is refused for its space exactly where that is not free.
  bool answer(const std::string& command, bool is_free) {
    const auto applied = scenario_.send(command);
    if (applied) {
      RC_ASSERT(is_free);
      return true;
    }
    const bool for_space = applied.error().code == domain::Code::SPACE_UNAVAILABLE;
    if (for_space) {
      RC_ASSERT(!is_free);
      ++refused_;
    }
    return false;
  }

  Scenario scenario_;
  Date first_ = *domain::parse_date("2026-01-01");
  std::vector<Taking> taken_;
  std::vector<std::string> contracts_;
  std::vector<std::string> bookings_;
  int lines_ = 0;
  int revision_ = 1;
  int refused_ = 0;
};

RC_GTEST_PROP(SpaceCalendar, RefusesWhatIsTakenAndNothingElse, ()) {
  Life life;
  const auto moves = *rc::gen::container<std::vector<Move>>(some_move());
  for (const auto& move : moves) life.make(move);
  RC_CLASSIFY(life.refused() > 0, "refused");
  RC_CLASSIFY(life.takings() > 5, "more than five takings");
}

}  // namespace
}  // namespace tenure::test
