// The scheduler: opens the business days of sites when their local day has come.
//
// What it is: what `due_days` says, sent as OpenBusinessDay commands, once a minute.
// What it promises: days open one after another, none is left out, none is opened before it begins at the site. The
//   command's id is made from site and date, so that two servers, a restart or a repeat open a day once. A site whose
//   first day nobody opened is left alone: the operator says when its books begin.
// What can go wrong: a refused or failed command is logged and tried again a minute later; the site stays on its day
//   meanwhile.
// Threads: one of its own; `stop` from any other, and it returns when nothing of the scheduler runs any more.
// Why this way: the core reads no clock, so somebody outside has to send time in, and this is the one who does.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/kernel/calendar.h"
#include "eventstore/clock.h"

namespace tenure::daemon {

class Engine;

/// Days to open at a site now: from the day after its business day up to its local date, at most `catch_up_days_max`
/// at a time. Nothing for a site without a business day or with a zone that is not in the tables.
inline constexpr int catch_up_days_max = 31;
[[nodiscard]] std::vector<domain::Date> due_days(std::optional<domain::Date> business_day,
                                                 std::string_view time_zone, domain::Instant now);

/// "business-day:{site}:{date}", or a hash of it where that is too long for an id.
[[nodiscard]] std::string business_day_command_id(std::string_view site_id, domain::Date date);

class Scheduler {
 public:
  /// Starts; the engine must outlive it.
  Scheduler(Engine& engine, const eventstore::Clock& clock, std::vector<std::string> operators);
  ~Scheduler();
  void stop();

  /// One round, on the caller's thread: how many days were opened.
  [[nodiscard]] static std::size_t open_due_days(Engine& engine, domain::Instant now,
                                                 std::string_view operator_id);

  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace tenure::daemon
