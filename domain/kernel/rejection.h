// The codes with which a command can be refused.
//
// What it is: one table; the documents, the HTTP answers and the tests are made from it.
// What it promises: a code never changes its meaning; the order in which one command's rules are checked is
// fixed
//   and documented in that command's file.
// What can go wrong: nothing; a refusal is an answer, not an error.
// Why this way: an enumeration of named codes can be tested for completeness, free text cannot.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace tenure::domain {

/// How an answer with the code is meant: the world as it is forbids it, or somebody else was first.
enum class RejectionClass : std::uint8_t { refused, conflict };

// X(CODE, class, what it says and what to do)
#define TENURE_REJECTIONS(X)                                                                              \
  X(IDEMPOTENCY_CONFLICT, conflict, "the command id was used before with other content; use a new id")    \
  X(VERSION_CONFLICT, conflict, "the aggregate has another version; read it again and decide anew")       \
  X(ALREADY_EXISTS, conflict, "the id is in use")                                                         \
  X(NOT_ALLOWED, refused, "the caller's role does not allow this")                                        \
  X(UNKNOWN_LEGAL_ENTITY, refused, "no legal entity has this id")                                         \
  X(UNKNOWN_SITE, refused, "no site has this id")                                                         \
  X(UNKNOWN_SPACE, refused, "no space has this id")                                                       \
  X(UNKNOWN_DOOR, refused, "no door has this id")                                                         \
  X(UNKNOWN_PRODUCT, refused, "no product has this id")                                                   \
  X(UNKNOWN_OCCUPIER, refused, "no occupier has this id")                                                 \
  X(UNKNOWN_CONTRACT, refused, "no contract has this id")                                                 \
  X(UNKNOWN_SERVICE, refused, "no service has this id")                                                   \
  X(UNKNOWN_USER, refused, "no user has this id")                                                         \
  X(UNKNOWN_ACCESS_GROUP, refused, "no access group has this id")                                         \
  X(UNKNOWN_PHONE_NUMBER, refused, "the number is not in the operator's stock; provision it first")       \
  X(UNKNOWN_BOOKING, refused, "no booking has this id")                                                   \
  X(UNKNOWN_CHARGE, refused, "no charge has this id")                                                     \
  X(UNKNOWN_PARKED_INPUT, refused, "no parked input has this id")                                         \
  X(INVALID_TRANSITION, refused, "its state does not allow this step")                                    \
  X(BAD_TIME_ZONE, refused, "not an IANA time zone; use a name such as Europe/London")                    \
  X(BAD_HOURS, refused, "hours must open before they close and not overlap on a day")                     \
  X(BAD_CURRENCY, refused, "not a currency whose exponent is known; give currency_exponent")              \
  X(BAD_PARENT, refused, "the parent is at another site or the spaces would form a cycle")                \
  X(DAY_OUT_OF_ORDER, refused, "business days open one after another; open the days in between first")    \
  X(RESERVED_ID, refused,                                                                                 \
    "ids that begin with lease:, service:, booking: or usage: belong to automatic charges")               \
  X(WRONG_PRODUCT_KIND, refused, "the product is of another kind than this use needs")                    \
  X(BAD_PERIOD, refused, "the end must lie after the start, within what it belongs to")                   \
  X(BAD_LINES, refused, "a contract needs one or more lines, each with an id of its own")                 \
  X(OUTSIDE_CONTRACT, refused, "a line reaches beyond its contract")                                      \
  X(CURRENCY_MISMATCH, refused, "the currency is not that of the site's legal entity")                    \
  X(SPACE_UNAVAILABLE, refused, "the space, one above it or one inside it is taken then")                 \
  X(NO_CONTRACT, refused, "the occupier has no contract that covers the site then")                       \
  X(NOT_IN_PRICEBOOK, refused, "the site has no price for the product on that date; set one first")       \
  X(SERVICE_IN_USE, refused, "active numbers still use the entitlement; deactivate them first")           \
  X(LAST_ADMIN, refused, "the occupier would be left without an admin")                                   \
  X(USER_HAS_NUMBERS, refused, "the user still holds numbers; unassign them first")                       \
  X(DOOR_NOT_AT_SITE, refused, "the door is not at one of the group's sites")                             \
  X(BAD_SCHEDULE, refused, "a schedule entry must not be empty")                                          \
  X(BAD_NUMBER, refused, "not a phone number; use E.164 with a leading + or the national form")           \
  X(NO_ENTITLEMENT, refused, "no voice entitlement is left at the site; activate a service that has one") \
  X(MAIN_NOT_ASSIGNABLE, refused, "the main number belongs to no user")                                   \
  X(NUMBER_NOT_ACTIVE, refused, "the number is not active")                                               \
  X(NUMBER_ASSIGNED, refused, "the number is assigned to a user; unassign it first")                      \
  X(USER_NOT_ELIGIBLE, refused, "the user is inactive, of another occupier or not at the number's site")  \
  X(BAD_EXTENSION, refused, "an extension is 1 to 10 digits")                                             \
  X(EXTENSION_IN_USE, refused, "another number at the site has this extension")                           \
  X(BOOKING_RULE, refused, "the space cannot be booked like this")                                        \
  X(STALE_REVISION, refused, "a newer or the same revision of the booking is already recorded")           \
  X(BAD_USAGE, refused,                                                                                   \
    "a call has seconds, anything else units; name the number, or the occupier and the site")             \
  X(USAGE_CONFLICT, conflict, "the meter recorded other usage under this id")                             \
  X(NUMBER_NOT_HELD, refused, "the occupier does not hold the number there, or nobody did then")          \
  X(NOT_GENERIC, refused, "only generic products are charged ad hoc")                                     \
  X(PERIOD_CLOSED, refused, "the month is closed")                                                        \
  X(ALREADY_INVOICED, refused, "the charge is on an invoice; credit the invoice instead")                 \
  X(ALREADY_REVERSED, refused, "the charge was taken back before")                                        \
  X(AMOUNT_OVERFLOW, refused, "the amount is too large")                                                  \
  X(TOO_LARGE, refused, "the decision would record more events than one commit may hold")                 \
  X(UNKNOWN_NETWORK, refused, "no network of the site has this id")                                       \
  X(UNKNOWN_WIFI_DEVICE, refused, "no device with this MAC address is registered at the site")            \
  X(UNKNOWN_CREDENTIAL, refused, "no credential has this id")                                             \
  X(UNKNOWN_LINE, refused, "the contract has no line with this id")                                       \
  X(UNKNOWN_TARIFF, refused, "no tariff has this id")                                                     \
  X(TAX_CATEGORY_INVALID, refused, "only category S has a rate, and it needs one")                        \
  X(EXTERNAL_ID_TAKEN, refused, "another occupier has this external id in that system and site")          \
  X(LINE_ENDED, refused, "the line has ended by then")                                                    \
  X(STEP_OVERLAP, refused, "price steps rise by date; this one lies at or before the last")               \
  X(NOTICE_TOO_SHORT, refused, "the notice is shorter than agreed; name a reason and who approved it")    \
  X(MIN_TERM, refused, "the minimum term is not over by then; name a reason and who approved it")         \
  X(OVERRIDE_NOT_AUTHORISED, refused, "an override needs both a reason and who approved it")              \
  X(CONTRACT_STARTED, refused, "the contract has started; terminate it instead")                          \
  X(LOGIN_IN_USE, refused, "another user has this login")                                                 \
  X(BAD_MAC, refused, "not the MAC address of one device; write six bytes such as 00:1b:44:11:3a:b7")     \
  X(MAC_IN_USE, refused, "the device is registered at the site already")                                  \
  X(MAC_RANDOMISED, refused, "the device made the address up; switch that off, or allow it")              \
  X(CREDENTIAL_IN_USE, refused, "the credential is issued; revoke it first")                              \
  X(NUMBER_ACTIVE, refused, "the number is active; deactivate it first")                                  \
  X(MAIN_NUMBER_EXISTS, refused, "the occupier has a main number at the site; deactivate that first")     \
  X(CALL_ROUTE_CYCLE, refused, "calls would run in a circle")                                             \
  X(EMPTY_HUNT, refused, "a hunt group needs one member or more")                                         \
  X(BAD_TREATMENT, refused, "the treatment lacks what its kind needs, or has what it does not need")      \
  X(BAD_MENU, refused, "a menu's id and each of its keys occur once; keys are 0 to 9, * and #")           \
  X(BAD_TARIFF, refused, "a tariff has one rate or more, each with a prefix of digits of its own")        \
  X(NO_RATE, refused, "the site's tariff has no rate for the destination")                                \
  X(BAD_EMAIL, refused, "not an e-mail address; write something before and after one @")

enum class Code : std::uint8_t {
#define X(code, kind, text) code,
  TENURE_REJECTIONS(X)
#undef X
};

/// The code as in the answers, e.g. "NO_CONTRACT".
[[nodiscard]] std::string_view name_of(Code code);
/// What it says and what to do.
[[nodiscard]] std::string_view meaning_of(Code code);
[[nodiscard]] RejectionClass class_of(Code code);
[[nodiscard]] std::optional<Code> parse_code(std::string_view name);

}  // namespace tenure::domain
