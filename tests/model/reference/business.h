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
#include <tuple>
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

/// What a tax code means from a day on.
struct TaxRule {
  std::string category;
  std::int64_t rate_bp = 0;
};
struct Entity {
  std::string currency;
  std::int64_t exponent = 2;
  std::string rounding;
  std::map<std::string, std::map<Day, TaxRule>> taxes;
};
struct Price {
  std::int64_t unit_price = 0;
  std::string per;
};
struct Site {
  std::string zone;
  std::string country;
  std::string entity_id;
  Entity entity;
  std::int64_t cooldown_days = 30;
  std::optional<Day> today;
  std::map<std::string, std::map<Day, Price>> prices;
  /// Tariff and product from a day on.
  std::map<Day, std::pair<std::string, std::string>> tariffs;
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
  /// Charges that stand, oldest first.
  std::vector<std::string> charges;
  /// Days of charges that were taken back by hand.
  std::set<Day> taken_back;
};
struct Line {
  std::string id;
  std::string product;
  std::string space;
  std::int64_t price = 0;
  Day from = 0;
  std::optional<Day> to;
  /// Later prices.
  std::map<Day, std::int64_t> steps;
  Billing billing;
};
struct Contract {
  std::string occupier;
  std::string site;
  /// DRAFT, UPCOMING, ACTIVE, NOTICE_GIVEN, ENDED, TERMINATED, RENEWED or DISCARDED.
  std::string status;
  Day starts_on = 0;
  std::optional<Day> ends_on;
  int billing_day = 1;
  std::string billing;
  std::string proration;
  /// Months.
  std::int64_t notice = 0;
  std::int64_t minimum_term = 0;
  std::int64_t auto_renew = 0;
  bool terminated = false;
  /// As agreed at first, and how often it was extended since.
  std::optional<Day> agreed_end;
  int extensions = 0;
  std::string successor;
  std::vector<Line> lines;
  /// Not yet ceased, in the order of activation.
  std::vector<std::string> services;
  /// In the order in which they ceased.
  std::vector<std::string> ceased_services;
};
/// Of one unit.
struct Entitlements {
  std::int64_t phone_numbers = 0;
  std::int64_t bandwidth_mbps = 0;
  std::int64_t hunt_groups = 0;
  std::int64_t call_minutes = 0;
  bool ivr = false;
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
  Entitlements of_one;
  /// From a day on.
  std::map<Day, std::int64_t> quantities;
  std::map<Day, std::int64_t> call_minutes;
  /// Suspended from a day on, or not any longer.
  std::vector<std::pair<Day, bool>> suspended;
  /// That it ran under before.
  std::vector<std::string> former_contracts;
};
struct User {
  std::string occupier;
  std::set<std::string> sites;
  bool is_admin = false;
  bool active = true;
  /// Of the Wi-Fi account, in small letters; empty where there never was one.
  std::string login;
  bool wifi_enabled = false;
};
struct Network {
  std::string site;
  std::string kind;
  std::optional<std::int64_t> vlan;
};
/// Empty where it was removed.
struct Device {
  std::string occupier;
  std::string network;
};
/// Without a user where it was revoked.
struct Credential {
  std::string user;
  std::string occupier;
  std::string kind;
  std::optional<Time> until;
};
struct Number {
  std::string site;
  /// AVAILABLE, RESERVED, PENDING, ACTIVE, COOLDOWN or PORTED_OUT.
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
  std::string forward_always = {};
  std::string forward_busy = {};
  std::string forward_no_answer = {};
};
/// An occupier at a site, as far as calls to it are concerned.
struct Office {
  std::string main_number;
  /// All numbers that its call handling forwards to or lets ring.
  std::set<std::string> leads_to;
};
struct Group {
  std::set<std::string> sites;
  std::set<std::string> doors;
  std::map<std::string, std::pair<std::optional<Time>, std::optional<Time>>> members;
  bool suspended = false;
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

struct CallRate {
  std::string prefix;
  std::int64_t connection_fee = 0;
  std::int64_t per_minute = 0;
  std::int64_t initial = 1;
  std::int64_t increment = 1;
  bool use_allowance = true;
};
struct Tariff {
  std::string currency;
  std::map<Day, std::vector<CallRate>> versions;
};
/// A call that is charged.
struct BilledCall {
  Time start = 0;
  std::int64_t seconds = 0;
  CallRate rate;
  std::string product;
  std::string contract;
};
/// The calls of an occupier at a site in a calendar month.
struct UsageMonth {
  std::vector<BilledCall> calls;
  bool waiting = false;
  int charges = 0;
  /// The standing one.
  std::string charge;
  /// Taken back by hand.
  std::int64_t let_off = 0;
};

struct Business {
  std::map<std::string, Entity> entities;
  std::map<std::string, Site> sites;
  std::map<std::string, Space> spaces;
  std::map<std::string, std::string> doors;     // the site of each
  std::map<std::string, std::string> products;  // the kind of each
  /// Of products that name one.
  std::map<std::string, std::string> revenue_accounts;
  std::set<std::string> occupiers;
  std::map<std::string, std::string> billing_references;
  /// By system/site/id, the occupier; empty where it is nobody's any longer.
  std::map<std::string, std::string> external_ids;
  std::map<std::string, Contract> contracts;
  std::vector<std::string> contracts_by_creation;
  std::map<std::string, Service> services;
  std::map<std::string, User> users;
  std::map<std::string, Number> numbers;
  /// By site/occupier.
  std::map<std::string, Office> offices;
  std::map<std::string, Group> groups;
  std::map<std::string, Credential> credentials;
  std::map<std::string, Network> networks;
  /// By site/mac.
  std::map<std::string, Device> devices;
  std::map<std::string, Booking> bookings;
  std::map<std::string, Charge> charges;
  /// By meter/usage id.
  std::map<std::string, Usage> usage;
  std::map<std::string, Tariff> tariffs;
  /// By site, occupier and first day of the month.
  std::map<std::tuple<std::string, std::string, Day>, UsageMonth> usage_months;
  std::map<std::string, std::string> parked;  // PARKED, RETRIED or DISCARDED

  /// When the command is recorded.
  Time now = 0;
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
