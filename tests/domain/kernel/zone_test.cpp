// Local days at daylight-saving changes, at midnights that do not exist or come twice, and at a skipped date.
#include "domain/kernel/zone.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tenure::domain {
namespace {

const std::vector<std::string> ZONES = {
    "Europe/London",     "America/New_York",  "Australia/Lord_Howe", "Pacific/Apia",      "UTC",
    "America/Sao_Paulo", "America/St_Johns",  "Africa/Cairo",        "America/Havana",    "Asia/Kathmandu",
    "Asia/Tehran",       "Africa/Casablanca", "Pacific/Kiritimati",  "Pacific/Chatham",   "Asia/Beirut",
    "America/Asuncion",  "Antarctica/Troll",  "Europe/Dublin",       "America/Anchorage", "Asia/Gaza",
};

Zone zone(const std::string& name) { return find_zone(name).value(); }
Date on(const std::string& text) { return parse_date(text).value(); }
Instant at(const std::string& text) { return parse_instant(text).value(); }
Instant just_before(Instant instant) { return Instant(instant.microseconds() - 1); }

TEST(Zone, the_machines_tables_can_be_relied_on) { EXPECT_EQ(zone_tables_fault(), std::nullopt); }

TEST(Zone, is_found_by_its_exact_name_only) {
  for (const std::string& name : ZONES) {
    ASSERT_TRUE(find_zone(name)) << name;
    EXPECT_EQ(zone(name).name(), name);
  }
  EXPECT_EQ(find_zone("Europe/London"), find_zone("Europe/London"));
  EXPECT_NE(find_zone("Europe/London"), find_zone("Europe/Paris"));
}

TEST(Zone, refuses_names_that_are_not_zones) {
  for (const std::string& name : std::vector<std::string>{"",
                                                          " ",
                                                          "Europe",
                                                          "Europe/",
                                                          "europe/london",
                                                          "Europe/Londo",
                                                          "Europe/London ",
                                                          "Europe/London/x",
                                                          "../etc/passwd",
                                                          "Europe/../Europe/London",
                                                          "/usr/share/zoneinfo/Europe/London",
                                                          "/etc/localtime",
                                                          "localtime",
                                                          "posixrules",
                                                          "Factory",
                                                          "tzdata.zi",
                                                          "zone.tab",
                                                          "leapseconds",
                                                          "right/Europe/London",
                                                          "+01:00",
                                                          std::string("Europe/London\0", 14),
                                                          std::string(10'000, 'x'),
                                                          "\xff\xfe"}) {
    EXPECT_EQ(find_zone(name), std::nullopt) << name;
  }
}

TEST(Zone, days_begin_and_last_as_their_place_says) {
  struct Row {
    std::string zone;
    std::string date;
    std::string begins;
    int minutes;
  };
  const std::vector<Row> table = {
      // zone                  date          begins                  minutes
      {"Europe/London", "2026-01-15", "2026-01-15T00:00:00Z", 1440},
      {"Europe/London", "2026-03-29", "2026-03-29T00:00:00Z", 1380},
      {"Europe/London", "2026-07-01", "2026-06-30T23:00:00Z", 1440},
      {"Europe/London", "2026-10-25", "2026-10-24T23:00:00Z", 1500},
      {"America/New_York", "2026-03-08", "2026-03-08T05:00:00Z", 1380},
      {"America/New_York", "2026-11-01", "2026-11-01T04:00:00Z", 1500},
      {"Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00:00Z", 1470},
      {"Australia/Lord_Howe", "2026-10-04", "2026-10-03T13:30:00Z", 1410},
      {"Asia/Kathmandu", "2026-10-04", "2026-10-03T18:15:00Z", 1440},
      // Midnight does not exist: the clock goes from 24:00 to 01:00.
      {"America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z", 1380},
      {"Asia/Beirut", "2021-03-28", "2021-03-27T22:00:00Z", 1380},
      // The hour before midnight comes twice.
      {"America/Sao_Paulo", "2018-02-17", "2018-02-17T02:00:00Z", 1500},
      {"America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00:00Z", 1440},
      // The hour after midnight comes twice.
      {"America/Havana", "2021-11-07", "2021-11-07T04:00:00Z", 1500},
      // One minute after midnight the clock goes back to 23:01: midnight comes twice, the first one counts.
      {"America/St_Johns", "2006-10-29", "2006-10-29T02:30:00Z", 1500},
      // Samoa crossed the date line.
      {"Pacific/Apia", "2011-12-29", "2011-12-29T10:00:00Z", 1440},
      {"Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z", 0},
      {"Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z", 1440},
  };
  for (const Row& row : table) {
    const Zone place = zone(row.zone);
    const Instant begins = place.start_of_day(on(row.date));
    const Instant ends = place.start_of_day(on(row.date) + 1);
    EXPECT_EQ(format_instant(begins), row.begins) << row.zone << ' ' << row.date;
    EXPECT_EQ((ends.microseconds() - begins.microseconds()) / 60'000'000, row.minutes)
        << row.zone << ' ' << row.date;
  }
}

TEST(Zone, local_time_is_what_the_clock_on_the_wall_says) {
  struct Row {
    std::string zone;
    std::string instant;
    LocalTime expected;
  };
  const std::vector<Row> table = {
      {"Europe/London", "2026-03-29T00:59:59.999999Z", {on("2026-03-29"), 59, 59}},
      {"Europe/London", "2026-03-29T01:00:00Z", {on("2026-03-29"), 120, 0}},
      {"Europe/London", "2026-06-30T23:30:15Z", {on("2026-07-01"), 30, 15}},
      {"America/New_York", "2026-01-01T04:59:00Z", {on("2025-12-31"), 1439, 0}},
      {"Asia/Kathmandu", "2026-01-01T00:00:00Z", {on("2026-01-01"), 345, 0}},
      {"Pacific/Apia", "2011-12-30T09:59:59Z", {on("2011-12-29"), 1439, 59}},
      {"Pacific/Apia", "2011-12-30T10:00:00Z", {on("2011-12-31"), 0, 0}},
      {"UTC", "1969-12-31T23:59:59.999999Z", {on("1969-12-31"), 1439, 59}},
  };
  for (const Row& row : table) {
    EXPECT_EQ(zone(row.zone).local_time(at(row.instant)), row.expected) << row.zone << ' ' << row.instant;
    EXPECT_EQ(zone(row.zone).local_date(at(row.instant)), row.expected.date)
        << row.zone << ' ' << row.instant;
  }
}

TEST(Zone, every_day_begins_once_and_in_order) {
  for (const std::string& name : ZONES) {
    const Zone place = zone(name);
    int skipped = 0;
    for (Date date = on("1970-01-02"); date < on("2038-01-01"); date = date + 1) {
      const Instant begins = place.start_of_day(date);
      const Instant next = place.start_of_day(date + 1);
      ASSERT_LE(begins, next) << name << ' ' << format_date(date);
      ASSERT_LT(place.local_date(just_before(begins)), date) << name << ' ' << format_date(date);
      if (begins == next) {
        ++skipped;
      } else {
        ASSERT_EQ(place.local_date(begins), date) << name << ' ' << format_date(date);
      }
    }
    EXPECT_EQ(skipped, name == "Pacific/Apia" || name == "Pacific/Kiritimati" ? 1 : 0) << name;
  }
}

RC_GTEST_PROP(ZoneProperty, local_date_and_local_time_agree_with_the_days_bounds, ()) {
  const Zone place = zone(*rc::gen::elementOf(ZONES));
  const Instant instant(*rc::gen::inRange<std::int64_t>(at("2012-01-01T00:00:00Z").microseconds(),
                                                        at("2037-01-01T00:00:00Z").microseconds()));
  const LocalTime local = place.local_time(instant);
  RC_ASSERT(place.local_date(instant) == local.date);
  RC_ASSERT(place.start_of_day(local.date) <= instant);
  RC_ASSERT(instant < place.start_of_day(local.date + 1));
  RC_ASSERT(local.minute_of_day >= 0 && local.minute_of_day < 1440 && local.second >= 0 && local.second < 60);
}

TEST(Zone, answers_at_the_ends_of_the_calendar) {
  for (const std::string& name : ZONES) {
    for (const Date date : {DATE_FIRST, DATE_LAST}) {
      EXPECT_EQ(zone(name).local_date(zone(name).start_of_day(date)), date) << name;
    }
    EXPECT_GT(zone(name).start_of_day(Date(2'147'483'647)), zone(name).start_of_day(DATE_LAST));
    EXPECT_LT(zone(name).start_of_day(Date(-2'147'483'647)), zone(name).start_of_day(DATE_FIRST));
  }
}

}  // namespace
}  // namespace tenure::domain
