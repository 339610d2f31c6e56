// How a number behaves and how an office takes its calls, as values: what was recorded, without the events.
//
// Read models keep them as rows; the rule of route.h reads them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "domain/kernel/calendar.h"
#include "schemas/events/telephony_generated.h"

namespace tenure::domain {

/// What is not set is empty or 0. Numbers are in E.164.
struct Features {
  std::string display_name = {};  ///< personal
  std::uint8_t voicemail = 0;
  std::string forward_always = {};     ///< personal
  std::string forward_busy = {};       ///< personal
  std::string forward_no_answer = {};  ///< personal
  std::uint8_t do_not_disturb = 0;
  std::uint8_t call_waiting = 0;
  std::string caller_id = {};  ///< personal

  bool operator==(const Features&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.display_name, self.voicemail, self.forward_always, self.forward_busy,
                    self.forward_no_answer, self.do_not_disturb, self.call_waiting, self.caller_id);
  }
};

/// Wall-clock minutes of a weekday (1 is Monday), `[from_minute, to_minute)`.
struct WeekdayHours {
  std::uint16_t weekday = 1;
  std::uint16_t from_minute = 0;
  std::uint16_t to_minute = 0;

  bool operator==(const WeekdayHours&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.weekday, self.from_minute, self.to_minute);
  }
};
struct StretchOfDay {
  std::uint16_t from_minute = 0;
  std::uint16_t to_minute = 0;

  bool operator==(const StretchOfDay&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.from_minute, self.to_minute);
  }
};
/// Closed on the date where it has no hours.
struct DatedHours {
  Date date;
  std::vector<StretchOfDay> hours;

  bool operator==(const DatedHours&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.date, self.hours);
  }
};

/// What its kind does not have is empty.
struct CallTreatment {
  TreatmentKind kind = TreatmentKind::RECEPTION;
  std::optional<HuntPolicy> policy = {};
  std::vector<std::string> members = {};
  std::string email = {};   ///< personal
  std::string number = {};  ///< personal
  std::string menu_id = {};

  bool operator==(const CallTreatment&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.kind, self.policy, self.members, self.email, self.number, self.menu_id);
  }
};
struct CallMenuKey {
  std::string key;
  CallTreatment treatment;

  bool operator==(const CallMenuKey&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.key, self.treatment);
  }
};
struct CallMenu {
  std::string menu_id;
  std::vector<CallMenuKey> keys;
  CallTreatment timeout;
  CallTreatment invalid;

  bool operator==(const CallMenu&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.menu_id, self.keys, self.timeout, self.invalid);
  }
};

struct CallPlan {
  std::vector<WeekdayHours> hours;
  std::vector<DatedHours> exceptions;
  CallTreatment in_hours;
  CallTreatment out_of_hours;
  std::uint16_t no_answer_seconds = 0;
  CallTreatment no_answer;
  std::vector<CallMenu> menus;

  bool operator==(const CallPlan&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.hours, self.exceptions, self.in_hours, self.out_of_hours, self.no_answer_seconds,
                    self.no_answer, self.menus);
  }
};

[[nodiscard]] Features features_of(const event::NumberConfigured& event);
[[nodiscard]] CallPlan call_plan_of(const event::CallHandlingSet& event);

}  // namespace tenure::domain
