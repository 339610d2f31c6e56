// The business of one operator as a clerk would keep it: lists of things, and a journal of what happened.
//
// Is:       the second opinion of the model test. Plain maps that commands change in place; nothing is derived that can
//           be searched for, nothing is calculated that can be counted.
// Promises: `apply` answers with the code of the first rule in the way, in the order that each command's file in domain/
//           documents, and then has changed nothing; or with nothing, and has added one fact or more to the journal.
// Fails:    a command of an unknown type stops the test.
// Why:      it uses none of the domain's decide, evolve and state types, so that a mistake has to be made twice to go
//           unseen.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/model/reference/fields.h"

namespace tenure::model {

/// What happened: an event in the words of the API. The home stream comes first.
struct Fact {
  std::string type;
  Fields data;
  std::vector<std::pair<std::string, std::uint64_t>> streams;
};

struct Entity {
  std::string currency;
  std::int64_t exponent = 2;
  std::string rounding;
};
struct Price {
  std::int64_t unit_price = 0;
  std::string per;
};
struct Site {
  std::string zone;
  std::string country;
  Entity entity;
  std::int64_t cooldown_days = 30;
  std::optional<Day> today;
  std::map<std::string, std::map<Day, Price>> prices;
};
struct Space {
  std::string site;
  std::string parent;
  bool bookable = false;
  /// Bookings that ended by then are no longer looked at: 62 days before the newest was recorded.
  Time forgotten_until = 0;
};
/// Automatic charges of a line or service.
struct Billing {
  /// First day that was never charged.
  Day until = -1'000'000;
  /// Charges that stand, oldest first.
  std::vector<std::string> charges;
};
struct Line {
  std::string id;
  std::string product;
  std::string space;
  std::int64_t price = 0;
  Day from = 0;
  std::optional<Day> to;
  Billing billing;
};
struct Contract {
  std::string occupier;
  std::string site;
  /// DRAFT, UPCOMING, ACTIVE, ENDED or TERMINATED.
  std::string status;
  Day starts_on = 0;
  std::optional<Day> ends_on;
  int billing_day = 1;
  std::string billing;
  std::string proration;
  bool terminated = false;
  std::vector<Line> lines;
  /// Not yet ceased, in the order of activation.
  std::vector<std::string> services;
  /// In the order in which they ceased.
  std::vector<std::string> ceased_services;
};
struct Service {
  std::string contract;
  std::string product;
  std::int64_t quantity = 0;
  Day from = 0;
  std::optional<Day> to;
  Price price;
  std::int64_t phone_numbers = 0;
  Billing billing;
};
struct User {
  std::string occupier;
  std::set<std::string> sites;
  bool is_admin = false;
  bool active = true;
};
struct Number {
  std::string site;
  /// AVAILABLE, RESERVED, PENDING, ACTIVE or COOLDOWN.
  std::string status;
  std::string occupier;
  std::string user;
  std::string extension;
  Day rests_until = 0;
  /// Everybody who ever held it, in turn, from the day it was allocated, where that was known, to the day of its release.
  struct Held {
    std::string occupier;
    std::optional<Day> from;
    std::optional<Day> to;
  };
  std::vector<Held> held;
};
struct Group {
  std::set<std::string> sites;
  std::set<std::string> doors;
  std::map<std::string, std::pair<std::optional<Time>, std::optional<Time>>> members;
};
struct Booking {
  std::int64_t revision = 0;
  std::string occupier;
  std::string site;
  std::string space;
  Time from = 0;
  Time to = 0;
  bool cancelled = false;
  /// Cancelled before it was ever recorded.
  bool voided = false;
  /// The standing one.
  std::string charge;
};
struct Charge {
  /// The ChargeRaised.
  Fields raised;
  bool reversed = false;
};

struct Usage {
  /// The RecordUsage.
  Fields command;
  std::string occupier;
  std::string site;
};

struct Business {
  std::map<std::string, Entity> entities;
  std::map<std::string, Site> sites;
  std::map<std::string, Space> spaces;
  std::map<std::string, std::string> doors;     // the site of each
  std::map<std::string, std::string> products;  // the kind of each
  std::set<std::string> occupiers;
  std::map<std::string, Contract> contracts;
  std::vector<std::string> contracts_by_creation;
  std::map<std::string, Service> services;
  std::map<std::string, User> users;
  std::map<std::string, Number> numbers;
  std::map<std::string, Group> groups;
  std::map<std::string, Booking> bookings;
  std::map<std::string, Charge> charges;
  /// By meter/usage id.
  std::map<std::string, Usage> usage;
  std::map<std::string, std::string> parked;  // PARKED, RETRIED or DISCARDED

  std::vector<Fact> journal;
  /// How many facts each stream has.
  std::map<std::string, std::uint64_t> versions;

  void note(std::string type, Fields data, std::vector<std::string> streams);
};

/// Empty: accepted.
using Code = std::string;

[[nodiscard]] Code apply(Business& business, std::string_view type, const Fields& command);
/// The stream whose version an expected version is about.
[[nodiscard]] std::string target_of(std::string_view type, const Fields& command);

}  // namespace tenure::model
