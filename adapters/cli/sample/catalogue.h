// Who and what is in the sample month, as tables; month.cpp turns them into commands.
//
// All people, firms and places are made up. The phone numbers are those that regulators keep free for drama: Ofcom's
// 020 7946 0xxx and 555-01xx of North America.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace tenure::cli::sample {

/// A day of the month's story: 0 is 30 September, 1 to 31 are October, 32 is 1 November.
using Day = int;
inline constexpr Day day_of_setup = 0;
inline constexpr Day day_of_closing = 32;
inline constexpr Day never = -1;

struct SiteRow {
  std::string_view site_id, legal_entity_id, name, time_zone, country, currency;
};
inline constexpr std::array sites{
    SiteRow{"LON", "HARBOUR-UK", "Harbour Wharf, London", "Europe/London", "GB", "GBP"},
    SiteRow{"NYC", "HARBOUR-US", "Pier Forty, New York", "America/New_York", "US", "USD"},
};

struct NetworkRow {
  std::string_view site_id, network_id, ssid, kind;
  int vlan;
};
inline constexpr std::array networks{
    NetworkRow{"LON", "LON-STAFF", "Harbour", "SECURE", 20},
    NetworkRow{"LON", "LON-THINGS", "Harbour Devices", "DEVICES", 30},
    NetworkRow{"NYC", "NYC-STAFF", "Harbour", "SECURE", 20},
    NetworkRow{"NYC", "NYC-THINGS", "Harbour Devices", "DEVICES", 30},
};

struct SpaceRow {
  std::string_view site_id, space_id, name, kind, parent_space_id;
  std::uint32_t capacity;
};
/// Parents before their children. Meeting rooms and event spaces can be booked.
inline constexpr std::array spaces{
    SpaceRow{"LON", "LON-F1", "First floor", "FLOOR", "", 0},
    SpaceRow{"LON", "LON-F2", "Second floor", "FLOOR", "", 0},
    SpaceRow{"LON", "LON-101", "Office 101", "OFFICE", "LON-F1", 8},
    SpaceRow{"LON", "LON-102", "Office 102", "OFFICE", "LON-F1", 12},
    SpaceRow{"LON", "LON-D1", "Desk 1", "DESK", "LON-F1", 1},
    SpaceRow{"LON", "LON-D2", "Desk 2", "DESK", "LON-F1", 1},
    SpaceRow{"LON", "LON-201", "Office 201", "OFFICE", "LON-F2", 20},
    SpaceRow{"LON", "LON-202", "Office 202", "OFFICE", "LON-F2", 6},
    SpaceRow{"LON", "LON-203", "Office 203", "OFFICE", "LON-F2", 4},
    SpaceRow{"LON", "LON-D3", "Desk 3", "DESK", "LON-F1", 1},
    SpaceRow{"LON", "LON-M1", "Meeting room Mersey", "MEETING_ROOM", "LON-F1", 8},
    SpaceRow{"LON", "LON-M2", "Meeting room Medway", "MEETING_ROOM", "LON-F2", 12},
    SpaceRow{"LON", "LON-EVENT", "The Boathouse", "EVENT_SPACE", "", 80},
    SpaceRow{"NYC", "NYC-F3", "Third floor", "FLOOR", "", 0},
    SpaceRow{"NYC", "NYC-F4", "Fourth floor", "FLOOR", "", 0},
    SpaceRow{"NYC", "NYC-301", "Office 301", "OFFICE", "NYC-F3", 10},
    SpaceRow{"NYC", "NYC-302", "Office 302", "OFFICE", "NYC-F3", 8},
    SpaceRow{"NYC", "NYC-D1", "Desk 1", "DESK", "NYC-F3", 1},
    SpaceRow{"NYC", "NYC-D2", "Desk 2", "DESK", "NYC-F3", 1},
    SpaceRow{"NYC", "NYC-402", "Office 402", "OFFICE", "NYC-F4", 10},
    SpaceRow{"NYC", "NYC-401", "Office 401", "OFFICE", "NYC-F4", 24},
    SpaceRow{"NYC", "NYC-M1", "Meeting room Hudson", "MEETING_ROOM", "NYC-F3", 10},
    SpaceRow{"NYC", "NYC-M2", "Meeting room Bronx", "MEETING_ROOM", "NYC-F4", 6},
};

struct DoorRow {
  std::string_view site_id, door_id, name, group_id;
};
/// Each door with the access group that opens it.
inline constexpr std::array doors{
    DoorRow{"LON", "LON-FRONT", "Front door", "LON-ALWAYS"},
    DoorRow{"LON", "LON-LIFT", "Lift lobby", "LON-ALWAYS"},
    DoorRow{"LON", "LON-F1-DOOR", "First floor", "LON-HOURS"},
    DoorRow{"LON", "LON-F2-DOOR", "Second floor", "LON-HOURS"},
    DoorRow{"LON", "LON-ROOF-DOOR", "Roof terrace", "LON-ROOF"},
    DoorRow{"NYC", "NYC-FRONT", "Street door", "NYC-ALWAYS"},
    DoorRow{"NYC", "NYC-F3-DOOR", "Third floor", "NYC-HOURS"},
    DoorRow{"NYC", "NYC-F4-DOOR", "Fourth floor", "NYC-HOURS"},
};

enum class Hours : std::uint8_t { always, working_days };
struct GroupRow {
  std::string_view site_id, group_id, name;
  Hours hours;
};
inline constexpr std::array groups{
    GroupRow{"LON", "LON-ALWAYS", "London, at any time", Hours::always},
    GroupRow{"LON", "LON-HOURS", "London, working days 07:00 to 20:00", Hours::working_days},
    GroupRow{"LON", "LON-ROOF", "London, roof terrace", Hours::always},
    GroupRow{"NYC", "NYC-ALWAYS", "New York, at any time", Hours::always},
    GroupRow{"NYC", "NYC-HOURS", "New York, working days 07:00 to 20:00", Hours::working_days},
};

struct ProductRow {
  std::string_view product_id, name, kind, per;
  std::int64_t price_london, price_new_york;
};
/// Leases have their price in the contract, calls in the tariff.
inline constexpr std::array products{
    ProductRow{"OFFICE", "Serviced office", "LEASE", "MONTH", 0, 0},
    ProductRow{"DESK", "Dedicated desk", "LEASE", "MONTH", 0, 0},
    ProductRow{"VOICE", "Phone line", "SERVICE", "MONTH", 1'200, 1'500},
    ProductRow{"INTERNET", "Internet, 500 Mbit/s", "SERVICE", "MONTH", 15'000, 18'000},
    ProductRow{"MEETING-ROOM", "Meeting room", "BOOKING", "HOUR", 4'500, 5'500},
    ProductRow{"CALLS", "Telephone calls", "USAGE", "UNIT", 0, 0},
    ProductRow{"COFFEE", "Coffee for a meeting", "GENERIC", "UNIT", 350, 425},
    ProductRow{"PRINTING", "Printing, a page", "GENERIC", "UNIT", 12, 15},
    ProductRow{"COURIER", "Courier", "GENERIC", "ONCE", 1'850, 2'400},
};

struct ContractRow {
  std::string_view occupier_id, occupier_name, contract_id, site_id, product_id, space_id;
  std::int64_t monthly_price;
  Day start;
  int billing_day;
  std::string_view billing, proration, ends_on;
  std::uint32_t phone_lines;
  std::string_view domain;
};
/// An occupier appears with its first contract; a second one at another site follows later.
inline constexpr std::array contracts{
    ContractRow{"BRIGHTWATER", "Brightwater Analytics", "CON-BRIGHTWATER", "LON", "OFFICE", "LON-101",
                320'000, 1, 1, "IN_ADVANCE", "ACTUAL_DAYS", "", 4, "brightwater.example"},
    ContractRow{"FERN", "Fern and Fable", "CON-FERN", "LON", "OFFICE", "LON-102", 415'000, 1, 1, "IN_ARREARS",
                "ACTUAL_DAYS", "", 2, "fernandfable.example"},
    ContractRow{"LUMEN", "Lumen Legal", "CON-LUMEN", "LON", "OFFICE", "LON-202", 245'000, 1, 1, "IN_ADVANCE",
                "ACTUAL_DAYS", "2027-10-01", 2, "lumen.example"},
    ContractRow{"SALTMARSH", "Saltmarsh Studio", "CON-SALTMARSH", "LON", "DESK", "LON-D1", 28'000, 5, 15,
                "IN_ADVANCE", "FIXED_30", "", 1, "saltmarsh.example"},
    ContractRow{"KESTREL", "Kestrel Robotics", "CON-KESTREL", "LON", "OFFICE", "LON-201", 780'000, 12, 1,
                "IN_ADVANCE", "ACTUAL_DAYS", "", 2, "kestrel.example"},
    ContractRow{"NORTHQUAY", "Northquay Shipping", "CON-NORTHQUAY", "NYC", "OFFICE", "NYC-301", 540'000, 1, 1,
                "IN_ADVANCE", "ACTUAL_DAYS", "", 2, "northquay.example"},
    ContractRow{"ORCHARD", "Orchard Health", "CON-ORCHARD", "NYC", "OFFICE", "NYC-302", 480'000, 1, 1,
                "IN_ARREARS", "ANNUAL_365", "", 2, "orchard.example"},
    ContractRow{"PIXEL", "Pixel Foundry", "CON-PIXEL", "NYC", "OFFICE", "NYC-401", 910'000, 15, 1,
                "IN_ADVANCE", "ACTUAL_DAYS", "2027-10-15", 2, "pixelfoundry.example"},
    ContractRow{"TIDEWATER", "Tidewater Press", "CON-TIDEWATER", "LON", "DESK", "LON-D2", 29'500, 1, 31,
                "IN_ADVANCE", "ACTUAL_DAYS", "", 1, "tidewater.example"},
    ContractRow{"JUNIPER", "Juniper and Sons", "CON-JUNIPER", "LON", "OFFICE", "LON-203", 165'000, 1, 1,
                "IN_ADVANCE", "ACTUAL_DAYS", "2026-12-01", 1, "juniper.example"},
    ContractRow{"ATLAS", "Atlas Freight", "CON-ATLAS", "NYC", "OFFICE", "NYC-402", 420'000, 8, 1,
                "IN_ADVANCE", "ACTUAL_DAYS", "", 1, "atlasfreight.example"},
    ContractRow{"MERIDIAN", "Meridian Cartography", "CON-MERIDIAN", "NYC", "DESK", "NYC-D2", 38'000, 1, 1,
                "IN_ADVANCE", "NONE", "", 1, "meridian.example"},
    ContractRow{"BRIGHTWATER", "", "CON-BRIGHTWATER-NYC", "NYC", "DESK", "NYC-D1", 39'500, 19, 1,
                "IN_ADVANCE", "ACTUAL_DAYS", "", 0, "brightwater.example"},
};
inline constexpr std::string_view contract_terminated = "CON-LUMEN";
inline constexpr Day day_of_termination = 12;
inline constexpr std::string_view termination_first_day_uncovered = "2026-10-20";

struct UserRow {
  std::string_view user_id, occupier_id, site_id, given_name, family_name, role, number, extension;
};
/// Each user comes on the first day of the occupier's contract at the site; those with a number get it that day.
inline constexpr std::array users{
    UserRow{"amara", "BRIGHTWATER", "LON", "Amara", "Okafor", "ADMIN", "+442079460101", "101"},
    UserRow{"ben", "BRIGHTWATER", "LON", "Ben", "Carver", "USER", "+442079460102", "102"},
    UserRow{"chiara", "BRIGHTWATER", "LON", "Chiara", "Lodi", "USER", "+442079460103", "103"},
    UserRow{"dev", "FERN", "LON", "Dev", "Malhotra", "ADMIN", "+442079460104", "104"},
    UserRow{"edith", "FERN", "LON", "Edith", "Marsh", "USER", "+442079460105", "105"},
    UserRow{"farah", "LUMEN", "LON", "Farah", "Nasser", "ADMIN", "+442079460106", "106"},
    UserRow{"george", "LUMEN", "LON", "George", "Pell", "USER", "+442079460107", "107"},
    UserRow{"hana", "SALTMARSH", "LON", "Hana", "Sato", "ADMIN", "+442079460108", "108"},
    UserRow{"ivo", "KESTREL", "LON", "Ivo", "Brandt", "ADMIN", "+442079460109", "109"},
    UserRow{"june", "KESTREL", "LON", "June", "Adeyemi", "USER", "+442079460110", "110"},
    UserRow{"karl", "KESTREL", "LON", "Karl", "Wen", "USER", "", ""},
    UserRow{"lena", "NORTHQUAY", "NYC", "Lena", "Vance", "ADMIN", "+12125550101", "201"},
    UserRow{"marco", "NORTHQUAY", "NYC", "Marco", "Ruiz", "USER", "+12125550102", "202"},
    UserRow{"nora", "ORCHARD", "NYC", "Nora", "Whitfield", "ADMIN", "+12125550103", "203"},
    UserRow{"omar", "ORCHARD", "NYC", "Omar", "Haddad", "USER", "+12125550104", "204"},
    UserRow{"petra", "PIXEL", "NYC", "Petra", "Novak", "ADMIN", "+12125550105", "205"},
    UserRow{"quinn", "PIXEL", "NYC", "Quinn", "Abbott", "USER", "+12125550106", "206"},
    UserRow{"tariq", "TIDEWATER", "LON", "Tariq", "Aziz", "ADMIN", "+442079460113", "113"},
    UserRow{"ulla", "JUNIPER", "LON", "Ulla", "Berg", "ADMIN", "+442079460114", "114"},
    UserRow{"viktor", "ATLAS", "NYC", "Viktor", "Petrov", "ADMIN", "+12125550108", "208"},
    UserRow{"wen", "MERIDIAN", "NYC", "Wen", "Zhao", "ADMIN", "+12125550109", "209"},
    UserRow{"rosa", "BRIGHTWATER", "NYC", "Rosa", "Delgado", "USER", "", ""},
};
/// Provisioned beyond those that users get.
inline constexpr std::array numbers_spare{"+442079460100", "+442079460111", "+442079460112", "+12125550107"};
/// Rings Amara and Ben at Brightwater in London, one after the other.
inline constexpr std::string_view main_number = "+442079460100";
/// An intern who leaves on a day in the month: removed from the groups, then deactivated.
inline constexpr std::string_view user_leaving = "karl";
inline constexpr Day day_of_leaving = 23;

struct DeviceRow {
  std::string_view site_id, mac, occupier_id, network_id, name;
};
/// Registered on the day the occupier moves in. Addresses as people write them.
inline constexpr std::array devices{
    DeviceRow{"LON", "00:1B:44:11:3A:B7", "BRIGHTWATER", "LON-THINGS", "Printer"},
    DeviceRow{"LON", "00-1b-44-11-3a-b8", "FERN", "LON-THINGS", "Plotter"},
    DeviceRow{"LON", "001b.4411.3ab9", "LUMEN", "LON-THINGS", "Scanner"},
    DeviceRow{"NYC", "001b44-113ac0", "NORTHQUAY", "NYC-THINGS", "Label printer"},
    DeviceRow{"NYC", "001b44113ac1", "PIXEL", "NYC-THINGS", "Render node"},
};

/// Millionths of a minor unit for a minute and for answering, by where a call goes.
struct CallRateRow {
  std::string_view site_id, prefix;
  std::int64_t connection_fee, per_minute;
  int initial_seconds, increment_seconds;
  bool use_allowance;
};
inline constexpr std::array call_rates{
    CallRateRow{"LON", "44", 0, 1'200'000, 1, 1, true},
    CallRateRow{"LON", "447", 0, 6'500'000, 1, 1, true},
    CallRateRow{"LON", "", 4'000'000, 22'000'000, 60, 60, false},
    CallRateRow{"NYC", "1", 0, 1'500'000, 6, 6, true},
    CallRateRow{"NYC", "", 5'000'000, 31'000'000, 60, 60, false},
};
/// Minutes a month that each phone line includes.
inline constexpr int call_minutes_included = 15;

struct CallRow {
  std::string_view destination;
  int hour, seconds;
};
/// Whom people call: the rows take turns, those who have moved in take turns to call.
inline constexpr std::array calls{
    CallRow{"+442079460900", 9, 184},  CallRow{"+12125550199", 15, 421}, CallRow{"+447700900123", 10, 95},
    CallRow{"+33199004321", 11, 312},  CallRow{"+442079460901", 14, 0},  CallRow{"+12125550198", 16, 1'260},
    CallRow{"+442079460902", 12, 733}, CallRow{"+4930123456", 13, 61},
};
inline constexpr int calls_each_day = 12;

struct SaleRow {
  Day day;
  std::string_view charge_id, occupier_id, site_id, product_id;
  std::uint32_t quantity;
  std::string_view description;
};
inline constexpr std::array sales{
    SaleRow{2, "SALE-1001", "BRIGHTWATER", "LON", "COFFEE", 6, "Coffee for the board"},
    SaleRow{2, "SALE-1002", "NORTHQUAY", "NYC", "PRINTING", 240, ""},
    SaleRow{5, "SALE-1003", "FERN", "LON", "PRINTING", 620, "Proofs"},
    SaleRow{6, "SALE-1004", "ORCHARD", "NYC", "COFFEE", 12, ""},
    SaleRow{7, "SALE-1005", "LUMEN", "LON", "COURIER", 1, "Court bundle"},
    SaleRow{9, "SALE-1006", "BRIGHTWATER", "LON", "PRINTING", 85, ""},
    SaleRow{13, "SALE-1007", "KESTREL", "LON", "COFFEE", 20, "Moving-in breakfast"},
    SaleRow{14, "SALE-1008", "NORTHQUAY", "NYC", "COURIER", 2, ""},
    SaleRow{16, "SALE-1009", "PIXEL", "NYC", "COFFEE", 24, "Moving-in breakfast"},
    SaleRow{19, "SALE-1010", "FERN", "LON", "COURIER", 3, ""},
    SaleRow{20, "SALE-1011", "BRIGHTWATER", "NYC", "PRINTING", 40, ""},
    SaleRow{22, "SALE-1012", "SALTMARSH", "LON", "PRINTING", 150, "Portfolio"},
    SaleRow{26, "SALE-1013", "ORCHARD", "NYC", "PRINTING", 310, ""},
    SaleRow{28, "SALE-1014", "KESTREL", "LON", "COURIER", 1, "Prototype to Leeds"},
    SaleRow{30, "SALE-1015", "PIXEL", "NYC", "PRINTING", 95, ""},
};
/// Taken back the next working day: it was Northquay's neighbour who had it printed.
inline constexpr std::string_view sale_reversed = "SALE-1002";
inline constexpr Day day_of_reversal = 5;

/// Let off as a goodwill gesture.
inline constexpr std::string_view sale_waived = "SALE-1010";
inline constexpr Day day_of_waiver = 21;

/// Who books which room: the rows take turns, two or three bookings each working day.
struct BookerRow {
  std::string_view occupier_id, space_id;
  int hour, hours;
};
inline constexpr std::array bookers{
    BookerRow{"BRIGHTWATER", "LON-M1", 9, 1},     BookerRow{"FERN", "LON-M2", 10, 2},
    BookerRow{"NORTHQUAY", "NYC-M1", 9, 1},       BookerRow{"LUMEN", "LON-M1", 11, 1},
    BookerRow{"ORCHARD", "NYC-M2", 10, 2},        BookerRow{"SALTMARSH", "LON-M2", 14, 1},
    BookerRow{"KESTREL", "LON-M2", 15, 3},        BookerRow{"PIXEL", "NYC-M1", 13, 2},
    BookerRow{"BRIGHTWATER", "LON-EVENT", 16, 4}, BookerRow{"NORTHQUAY", "NYC-M2", 15, 1},
};
inline constexpr int bookings_each_day = 3;
/// Every so many bookings, one is cancelled later the same day.
inline constexpr int bookings_for_each_cancelled = 9;
/// And every so many, one is made half an hour shorter.
inline constexpr int bookings_for_each_changed = 7;

}  // namespace tenure::cli::sample
