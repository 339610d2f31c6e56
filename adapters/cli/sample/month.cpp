#include "adapters/cli/sample/month.h"

#include <algorithm>
#include <span>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "adapters/cli/sample/catalogue.h"
#include "domain/kernel/calendar.h"
#include "domain/kernel/invariant.h"
#include "domain/kernel/zone.h"

namespace tenure::cli::sample {
namespace {

using boost::json::array;
using boost::json::object;
using domain::Date;

constexpr std::int64_t hour_microseconds = 3'600'000'000;
constexpr std::string_view prices_from = "2026-01-01";

Date date_of(Day day) { return domain::from_civil({2026, 9, 30}) + day; }
std::string text_of(Day day) { return domain::format_date(date_of(day)); }
bool is_working_day(Day day) { return domain::weekday(date_of(day)) <= 5; }
Day next_working_day(Day day) {
  do ++day;
  while (!is_working_day(day));
  return day;
}

/// Writes the commands one after another; the id of each is its day and its number on that day.
class Story {
 public:
  void on(Day day) {
    day_ = text_of(day);
    std::erase(day_, '-');
    number_ = 0;
  }
  void tell(std::string_view actor, std::string_view type, object data) {
    lines_.push_back(boost::json::serialize(object{{"type", type},
                                                   {"id", fmt::format("{}-{:04}", day_, ++number_)},
                                                   {"actor", actor},
                                                   {"data", std::move(data)}}));
  }
  std::vector<std::string> take() { return std::move(lines_); }

 private:
  std::string day_;
  int number_ = 0;
  std::vector<std::string> lines_;
};

constexpr std::string_view manager = "manager";
constexpr std::string_view front_desk = "front-desk";
constexpr std::string_view scheduler = "scheduler";
constexpr std::string_view booking_desk = "booking-desk";

const SiteRow& site_of(std::string_view site_id) {
  return *std::ranges::find(sites, site_id, &SiteRow::site_id);
}

void tell_estate(Story& story) {
  for (const auto& site : sites) {
    story.tell(manager, "RegisterLegalEntity",
               {{"legal_entity_id", site.legal_entity_id},
                {"name", fmt::format("Harbour Workspaces {}", site.country == "GB" ? "Ltd" : "Inc")},
                {"country", site.country},
                {"currency", site.currency},
                {"invoice_prefix", fmt::format("{}-", site.country)},
                {"rounding", "HALF_UP"},
                {"tax_rounding", "LINE"}});
    story.tell(manager, "RegisterSite",
               {{"site_id", site.site_id},
                {"legal_entity_id", site.legal_entity_id},
                {"name", site.name},
                {"time_zone", site.time_zone},
                {"country", site.country},
                {"number_cooldown_days", 7}});
  }
  for (const auto& space : spaces) {
    object data{
        {"site_id", space.site_id}, {"space_id", space.space_id}, {"name", space.name}, {"kind", space.kind}};
    if (!space.parent_space_id.empty()) data["parent_space_id"] = space.parent_space_id;
    if (space.capacity > 0) data["capacity"] = space.capacity;
    data["bookable"] = space.kind == "MEETING_ROOM" || space.kind == "EVENT_SPACE";
    story.tell(manager, "AddSpace", std::move(data));
  }
  for (const auto& door : doors) {
    story.tell(manager, "AddDoor",
               {{"site_id", door.site_id}, {"door_id", door.door_id}, {"name", door.name}});
  }
}

void tell_prices(Story& story) {
  for (const auto& product : products) {
    story.tell(manager, "DefineProduct",
               {{"product_id", product.product_id},
                {"name", product.name},
                {"kind", product.kind},
                {"tax_code", "STANDARD"}});
  }
  for (const auto& site : sites) {
    for (const auto& product : products) {
      const auto price = site.site_id == "LON" ? product.price_london : product.price_new_york;
      if (price == 0) continue;
      story.tell(manager, "SetPrice",
                 {{"site_id", site.site_id},
                  {"product_id", product.product_id},
                  {"unit_price", price},
                  {"per", product.per},
                  {"from", prices_from}});
    }
  }
}

void tell_access_groups(Story& story) {
  for (const auto& group : groups) {
    object data{{"group_id", group.group_id}, {"site_ids", array{group.site_id}}, {"name", group.name}};
    if (group.hours == Hours::working_days) {
      array schedule;
      for (int weekday = 1; weekday <= 5; ++weekday) {
        schedule.push_back(object{{"weekday", weekday}, {"from_minute", 7 * 60}, {"to_minute", 20 * 60}});
      }
      data["schedule"] = std::move(schedule);
    }
    story.tell(manager, "CreateAccessGroup", std::move(data));
  }
  for (const auto& door : doors) {
    story.tell(manager, "AddDoorToGroup", {{"group_id", door.group_id}, {"door_id", door.door_id}});
  }
}

std::string_view kind_of_number() { return "GEOGRAPHIC"; }

void tell_stock_of_numbers(Story& story) {
  const auto provision = [&](std::string_view number) {
    story.tell(manager, "ProvisionPhoneNumber",
               {{"number", number},
                {"site_id", number.starts_with("+44") ? "LON" : "NYC"},
                {"kind", kind_of_number()}});
  };
  for (const auto& user : users) {
    if (!user.number.empty()) provision(user.number);
  }
  for (const auto* number : numbers_spare) provision(number);
}

/// The contract with its services, and the numbers asked for before it starts.
void tell_contract(Story& story, const ContractRow& contract) {
  if (!contract.occupier_name.empty()) {
    story.tell(front_desk, "RegisterOccupier",
               {{"occupier_id", contract.occupier_id},
                {"name", contract.occupier_name},
                {"billing_reference", fmt::format("H-{}", contract.occupier_id)},
                {"contacts", array{object{{"name", "Accounts"},
                                          {"email", fmt::format("accounts@{}", contract.domain)},
                                          {"purpose", "invoices"}}}}});
  }
  object data{{"contract_id", contract.contract_id},
              {"occupier_id", contract.occupier_id},
              {"site_id", contract.site_id},
              {"starts_on", text_of(contract.start)}};
  if (!contract.ends_on.empty()) data["ends_on"] = contract.ends_on;
  data["currency"] = site_of(contract.site_id).currency;
  data["billing_day"] = contract.billing_day;
  data["billing"] = contract.billing;
  data["proration"] = contract.proration;
  data["notice_months"] = 3;
  data["lines"] = array{object{{"line_id", "L1"},
                               {"product_id", contract.product_id},
                               {"space_id", contract.space_id},
                               {"monthly_price", contract.monthly_price}}};
  data["deposit"] = contract.monthly_price * 2;
  story.tell(manager, "CreateContract", std::move(data));
  story.tell(manager, "SignContract", {{"contract_id", contract.contract_id}});

  if (contract.phone_lines == 0) return;
  story.tell(front_desk, "ActivateService",
             {{"service_id", fmt::format("VOICE-{}", contract.occupier_id)},
              {"contract_id", contract.contract_id},
              {"product_id", "VOICE"},
              {"quantity", contract.phone_lines},
              {"from", text_of(contract.start)},
              {"entitlements", object{{"phone_numbers", 1}}}});
  if (contract.product_id != "OFFICE") return;
  story.tell(front_desk, "ActivateService",
             {{"service_id", fmt::format("INTERNET-{}", contract.occupier_id)},
              {"contract_id", contract.contract_id},
              {"product_id", "INTERNET"},
              {"quantity", 1},
              {"from", text_of(contract.start)},
              {"entitlements", object{{"bandwidth_mbps", 500}}}});
}

/// Numbers are allocated and asked for when the contract is signed; they become active when it starts.
void tell_numbers(Story& story, const ContractRow& contract) {
  for (const auto& user : users) {
    if (user.occupier_id != contract.occupier_id || user.site_id != contract.site_id || user.number.empty())
      continue;
    story.tell(front_desk, "AllocatePhoneNumber",
               {{"number", user.number}, {"occupier_id", user.occupier_id}});
    story.tell(front_desk, "ActivatePhoneNumber", {{"number", user.number}});
  }
}

void tell_moving_in(Story& story, const ContractRow& contract) {
  for (const auto& user : users) {
    if (user.occupier_id != contract.occupier_id || user.site_id != contract.site_id) continue;
    story.tell(front_desk, "AddUser",
               {{"user_id", user.user_id},
                {"occupier_id", user.occupier_id},
                {"site_ids", array{user.site_id}},
                {"given_name", user.given_name},
                {"family_name", user.family_name},
                {"email", fmt::format("{}@{}", user.user_id, contract.domain)},
                {"role", user.role}});
    if (!user.number.empty()) {
      story.tell(front_desk, "AssignPhoneNumber",
                 {{"number", user.number}, {"user_id", user.user_id}, {"extension", user.extension}});
    }
    for (const auto& group : groups) {
      if (group.site_id != user.site_id) continue;
      story.tell(front_desk, "AddUserToGroup", {{"group_id", group.group_id}, {"user_id", user.user_id}});
    }
  }
}

bool has_moved_in(std::string_view occupier_id, std::string_view site_id, Day day) {
  return std::ranges::any_of(contracts, [&](const ContractRow& contract) {
    const bool is_gone = contract.contract_id == contract_terminated && day >= day_of_termination;
    return contract.occupier_id == occupier_id && contract.site_id == site_id && contract.start <= day &&
           !is_gone;
  });
}

std::string instant_text(std::string_view zone_name, Date date, int hour) {
  const auto zone = domain::existing(domain::find_zone(zone_name), "the time zone of a site of the sample");
  const auto start = zone.start_of_day(date);
  return domain::format_instant(domain::Instant{start.microseconds() + hour * hour_microseconds});
}

/// Two or three rooms for the next working day, by those who have moved in.
void tell_bookings(Story& story, Day day, int& turn, int& booking) {
  const Day booked_for = next_working_day(day);
  if (booked_for >= day_of_closing) return;
  for (int count = 0; count < bookings_each_day; ++count) {
    const auto& booker = bookers[static_cast<std::size_t>(turn++) % bookers.size()];
    const auto site_id = booker.space_id.substr(0, 3);
    if (!has_moved_in(booker.occupier_id, site_id, day)) continue;
    const auto zone = site_of(site_id).time_zone;
    const auto booking_id = fmt::format("BK-{}", 2000 + ++booking);
    story.tell(booking_desk, "RecordBooking",
               {{"booking_id", booking_id},
                {"revision", 1},
                {"occupier_id", booker.occupier_id},
                {"space_id", booker.space_id},
                {"starts_at", instant_text(zone, date_of(booked_for), booker.hour)},
                {"ends_at", instant_text(zone, date_of(booked_for), booker.hour + booker.hours)},
                {"product_id", "MEETING-ROOM"}});
    if (booking % bookings_for_each_cancelled == 0) {
      story.tell(booking_desk, "CancelBooking", {{"booking_id", booking_id}, {"revision", 2}});
    }
  }
}

void tell_sales(Story& story, Day day) {
  for (const auto& sale : sales) {
    if (sale.day != day) continue;
    object data{{"charge_id", sale.charge_id},
                {"occupier_id", sale.occupier_id},
                {"site_id", sale.site_id},
                {"product_id", sale.product_id},
                {"quantity", sale.quantity}};
    if (!sale.description.empty()) data["description"] = sale.description;
    story.tell(front_desk, "AddCharge", std::move(data));
  }
  if (day == day_of_reversal) {
    story.tell(manager, "ReverseCharge",
               {{"charge_id", sale_reversed}, {"reversal_reason", "Charged to the wrong occupier"}});
  }
}

void tell_changes(Story& story, Day day) {
  if (day == day_of_termination) {
    story.tell(manager, "TerminateContract",
               {{"contract_id", contract_terminated},
                {"on", termination_first_day_uncovered},
                {"termination_reason", "Merged with a firm across the river"}});
  }
  if (day != day_of_leaving) return;
  for (const auto& group : groups) {
    if (group.site_id != "LON") continue;
    story.tell(front_desk, "RemoveUserFromGroup", {{"group_id", group.group_id}, {"user_id", user_leaving}});
  }
  story.tell(front_desk, "DeactivateUser", {{"user_id", user_leaving}});
  story.tell(front_desk, "CeaseService", {{"service_id", "INTERNET-FERN"}, {"effective_on", text_of(day)}});
}

}  // namespace

std::vector<std::string> month() {
  Story story;
  int turn = 0;
  int booking = 0;
  for (Day day = day_of_setup; day <= day_of_closing; ++day) {
    story.on(day);
    if (day == day_of_setup) {
      tell_estate(story);
      tell_prices(story);
      tell_access_groups(story);
      tell_stock_of_numbers(story);
    }
    for (const auto& site : sites) {
      story.tell(scheduler, "OpenBusinessDay", {{"site_id", site.site_id}, {"date", text_of(day)}});
    }
    for (const auto& contract : contracts) {
      if (std::max(contract.start - 4, day_of_setup) == day) {
        tell_contract(story, contract);
        tell_numbers(story, contract);
      }
      if (contract.start == day) tell_moving_in(story, contract);
    }
    if (day > day_of_setup && is_working_day(day)) tell_bookings(story, day, turn, booking);
    tell_sales(story, day);
    tell_changes(story, day);
  }
  return story.take();
}

}  // namespace tenure::cli::sample
