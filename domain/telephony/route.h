// Where a call to a number goes at a moment: the steps a telephone exchange takes.
//
// Is:       the one rule of call routing, over values: the read model calls it with its rows, tests with literals.
// Promises: pure. The answer is a list of legs, the one of the number that was dialled first. A leg is the steps at one
//           number of the stock, or at one choice of a menu of a main number; FORWARD and MENU steps lead to other legs,
//           each of which is in the list once, in the order in which they are found. So the answer is no longer than
//           what was configured, however the ways meet.
//             within a leg the exchange takes the step that is ALWAYS taken, then the one for how that ended: BUSY or
//             NO_ANSWER. A step for NO_ANSWER after one for NO_ANSWER is for how the latter ended.
//           A number that is not active rejects. Otherwise forward_always; or, with do_not_disturb, what happens when it
//           is busy; or it rings for `ring_seconds`, and goes to forward_busy or forward_no_answer, to voicemail where
//           that is on, or is rejected. With call_waiting it rings while it is busy. It rings whether or not a user has
//           it.
//           A main number is handled as its call plan says, and its own features are not looked at: in or out of hours
//           by the hours of the date's exception, or else of its weekday. `no_answer` takes over from a hunt group or
//           the reception that do not answer in time, but not in `no_answer` itself or in menus it leads to, after which
//           the call is rejected. A hunt group rings those members that are active numbers of the occupier at the site
//           still, and not on do_not_disturb; their own forwards are not followed. Without such members it is passed
//           over. A main number without a call plan is taken by the reception.
// Fails:    a number that the book does not have leads to no leg: it is another carrier's.
// Why:      hours are wall-clock time at the site. On the day the clocks go forward an hour of them does not occur; on
//           the day they go back one occurs twice and counts both times.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/kernel/calendar.h"
#include "domain/kernel/zone.h"
#include "domain/occupier/occupier.h"
#include "domain/telephony/call_plan.h"

namespace tenure::domain {

/// How long a number rings before it counts as not answered.
inline constexpr std::uint16_t ring_seconds = 20;

/// A number of the stock.
struct Line {
  std::string site_id = {};
  std::string occupier_id = {};
  std::string user_id = {};
  std::string extension = {};
  NumberStatus status = NumberStatus::available;
  std::uint8_t main = 0;
  Features features = {};
};

/// What the numbers on the way are, and how the main numbers among them are handled.
struct CallBook {
  struct Office {
    Zone zone;
    /// None where no call handling is set.
    std::optional<CallPlan> plan;
  };
  std::map<std::string, Line, std::less<>> lines;
  /// By main number.
  std::map<std::string, Office, std::less<>> offices;
};

enum class RouteStepKind : std::uint8_t { RING, FORWARD, VOICEMAIL, HUNT, MENU, RECEPTION, REJECT };
enum class RouteWhen : std::uint8_t { ALWAYS, BUSY, NO_ANSWER };
enum class RejectReason : std::uint8_t { NOT_ACTIVE, DO_NOT_DISTURB, BUSY, NO_ANSWER };
[[nodiscard]] std::string_view name_of(RouteStepKind kind);
[[nodiscard]] std::string_view name_of(RouteWhen when);
[[nodiscard]] std::string_view name_of(RejectReason reason);

/// What its kind does not have is empty.
struct RouteStep {
  RouteStepKind step = RouteStepKind::REJECT;
  RouteWhen when = RouteWhen::ALWAYS;
  /// RING: what rings; FORWARD: where to.
  std::string number = {};
  std::string extension = {};
  std::string user_id = {};
  /// RING, HUNT, RECEPTION: for how long.
  std::optional<std::uint16_t> seconds = {};
  std::optional<HuntPolicy> policy = {};
  std::vector<std::string> members = {};
  /// VOICEMAIL: where the recording is sent; empty where it is only kept.
  std::string email = {};
  std::string menu_id = {};
  std::optional<RejectReason> why = {};

  bool operator==(const RouteStep&) const = default;
};

struct RouteLeg {
  std::string number = {};
  /// Empty for the number itself.
  std::string menu_id = {};
  /// A key, TIMEOUT or INVALID; empty for the number itself.
  std::string choice = {};
  std::vector<RouteStep> steps = {};

  bool operator==(const RouteLeg&) const = default;
};

/// Empty where the book does not have the number.
[[nodiscard]] std::vector<RouteLeg> route_of(const CallBook& book, std::string_view number, Instant at);

/// Whether the office is open at the wall-clock time.
[[nodiscard]] bool within_hours(const CallPlan& plan, const LocalTime& at);

/// The numbers that a line, or the handling of its calls, may lead to: what a book for its route has to have.
[[nodiscard]] std::vector<std::string> numbers_led_to(const Features& features);
[[nodiscard]] std::vector<std::string> numbers_led_to(const CallPlan& plan);

}  // namespace tenure::domain
