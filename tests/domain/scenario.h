// Table tests of commands: given commands, when a command, then events or a refusal, in the JSON of the API.
//
// A table is text, one step a line; indentation is free, a line that begins with # is a comment, a line that ends in a
// backslash goes on in the next:
//
//   default CreateContract {"occupier_id":"ACME", ...}      fields that the lines below need not repeat; null removes one
//   given   RegisterOccupier {"occupier_id":"ACME"}         must be accepted
//   given   days LON 2026-01-31                             opens the site's days one by one up to and with this one
//   at      2026-01-31T09:30:00Z                            recorded_at from here on
//   case    a line of a product that is not a lease         a new world: what stands above the first case, then this
//   when    CreateContract {"lines":[...]}
//   then    WRONG_PRODUCT_KIND                              refused with this code ...
//   then    UNKNOWN_SITE LON9                               ... and with this in its detail
//   then    ContractCreated {"contract_id":"C1"}            or: exactly these events in this order; fields not named are
//   then    ContractStarted                                 not looked at, null says that a field is absent
//   among   ChargeRaised {"net":5000}                       these events are among them, in any order
//   without ChargeReversed                                  and there is no such event
//   events  12                                              and this many altogether
//
// A case may have several `when`, and `given` between them.
#pragma once

#include <expected>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "tests/domain/memory_world.h"

namespace tenure::test {

/// One world of one operator, spoken to in lines such as `AddDoor {"site_id":"LON", ...}`.
class Scenario {
 public:
  static constexpr std::string_view operator_id = "OP";

  Scenario();

  /// Fields of commands of this type unless a line says otherwise, as `AddDoor {"site_id":"LON"}`.
  void set_default(std::string_view line);
  /// Sends one command; a malformed line is an error of the test and stops it.
  [[nodiscard]] Applied send(std::string_view line);
  /// Sends one command a line; each must be accepted. Returns all events.
  std::vector<RecordedEvent> given(std::string_view lines);
  /// Opens days of a site one by one, from the day after the open one up to and with `last`.
  std::vector<RecordedEvent> open_days(std::string_view site_id, domain::Date last);

  [[nodiscard]] MemoryWorld& world() { return world_; }

 private:
  [[nodiscard]] boost::json::object with_defaults(std::string_view type, boost::json::object data) const;

  MemoryWorld world_;
  std::map<std::string, boost::json::object, std::less<>> defaults_;
  std::uint64_t commands_ = 0;
};

/// Runs lines without cases, such as a background, in a world that a test goes on with.
void prepare(Scenario& scenario, std::string_view background);

/// Runs a table. Failures name the case, the line and what was found instead.
void run_table(std::string_view table);

/// Runs `background` (without cases) before the table's own lines.
void run_table(std::string_view background, std::string_view table);

}  // namespace tenure::test
