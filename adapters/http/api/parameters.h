// The parameters that routes share.
#pragma once

#include "adapters/http/api/parameter.h"

namespace tenure::http::parameters {

using In = Parameter::In;
using Kind = Parameter::Kind;
using Need = Parameter::Need;

// Path.
inline constexpr Parameter operator_id{In::path, "operator", Kind::identifier, Need::required,
                                       "The operator, a tenant of the service."};
inline constexpr Parameter command_type{In::path, "type", Kind::command_type, Need::required,
                                        "The command's name, such as AddCharge."};
inline constexpr Parameter stream{
    In::path, "stream", Kind::text, Need::required,
    "kind/id of an aggregate, such as charge/CH-1; its slash may be encoded or not."};
inline constexpr Parameter occupier_id{In::path, "occupier", Kind::identifier, Need::required,
                                       "The occupier's id."};
inline constexpr Parameter contract_id{In::path, "contract", Kind::identifier, Need::required,
                                       "The contract's id."};
inline constexpr Parameter site_id{In::path, "site", Kind::identifier, Need::required, "The site's id."};
inline constexpr Parameter space_id{In::path, "space", Kind::identifier, Need::required, "The space's id."};
inline constexpr Parameter system{In::path, "system", Kind::identifier, Need::required,
                                  "The other system, as it was named when the id was linked."};
inline constexpr Parameter external_id{In::path, "external", Kind::text, Need::required,
                                       "What the system calls the occupier."};
inline constexpr Parameter charge_id{
    In::path, "charge", Kind::text, Need::required,
    "The charge's id: the client's own, or the cause key of an automatic charge."};
inline constexpr Parameter parked_id{In::path, "input", Kind::identifier, Need::required,
                                     "The parked input's id."};
inline constexpr Parameter number{In::path, "number", Kind::text, Need::required,
                                  "The phone number in E.164, such as +442079460001."};

inline constexpr Parameter user_id{In::path, "user", Kind::identifier, Need::required, "The user's id."};
inline constexpr Parameter mac{
    In::path, "mac", Kind::mac, Need::required,
    "The device's MAC address: with colons, dashes, dots or bare, in either case."};
inline constexpr Parameter login{In::path, "login", Kind::text, Need::required,
                                 "The login of the Wi-Fi account, in whatever ASCII capitals."};

// Query: events.
inline constexpr Parameter after{In::query, "after", Kind::position, Need::optional,
                                 "Only events behind this position; 0, the default, is before the first."};
inline constexpr Parameter after_version{In::query, "after_version", Kind::position, Need::optional,
                                         "Only events behind this version of the stream."};
inline constexpr Parameter limit{In::query, "limit", Kind::limit, Need::optional,
                                 "How many at most; 100 by default."};
inline constexpr Parameter event_type{In::query, "type", Kind::event_type, Need::optional,
                                      "Only events of this type, such as ChargeRaised."};
inline constexpr Parameter last_event_id{In::header, "Last-Event-ID", Kind::position, Need::optional,
                                         "The position of the last event that was seen; goes before `after`. "
                                         "Browsers send it when they reconnect."};

// Query: commands.
inline constexpr Parameter atomic{In::query, "atomic", Kind::truth, Need::optional,
                                  "Whether one refusal refuses all; false by default."};

inline constexpr Parameter dry_run{In::query, "dry_run", Kind::truth, Need::optional,
                                   "Whether to answer what the command would come to, and record nothing."};

// Headers of commands.
inline constexpr Parameter idempotency_key{In::header, "Idempotency-Key", Kind::identifier, Need::optional,
                                           "The command's id, unique per operator and source for ever. Sent "
                                           "again with the same content it gets the first "
                                           "answer. Made (a UUIDv7) where it is absent, and returned."};
inline constexpr Parameter actor{In::header, "Tenure-Actor", Kind::text, Need::optional, "Who does this."};
inline constexpr Parameter source{In::header, "Tenure-Source", Kind::identifier, Need::optional,
                                  "Which system sends it; \"api\" by default."};
inline constexpr Parameter reason{In::header, "Tenure-Reason", Kind::text, Need::optional, "Why it is done."};
inline constexpr Parameter if_match{In::header, "If-Match", Kind::version, Need::optional,
                                    "The version of the aggregate that the command was decided on, such as "
                                    "\"3\"; another one gives VERSION_CONFLICT."};
inline constexpr Parameter prefer{
    In::header, "Prefer", Kind::text, Need::optional,
    "return=minimal: only outcomes that are not \"accepted\", and a last line with counts."};

// Queries of read models.
inline constexpr Parameter as_of{In::query, "as_of", Kind::position, Need::optional,
                                 "As of what was known at this position."};
inline constexpr Parameter as_of_time{In::query, "as_of_time", Kind::instant, Need::optional,
                                      "As of what was known at this time."};
inline constexpr Parameter min_position{
    In::header, "Tenure-Min-Position", Kind::position, Need::optional,
    "Wait, for a bounded time, until the read models have seen this position: a command's answer has it."};
inline constexpr Parameter cursor{In::query, "cursor", Kind::text, Need::optional,
                                  "`next_cursor` of the page before."};
inline constexpr Parameter month{In::query, "month", Kind::month, Need::optional,
                                 "Only this month, as YYYY-MM."};
inline constexpr Parameter statement_month{In::query, "month", Kind::month, Need::required,
                                           "The month of the statement, as YYYY-MM."};
inline constexpr Parameter site_filter{In::query, "site", Kind::identifier, Need::optional,
                                       "Only this site."};
inline constexpr Parameter linked_site{In::query, "site", Kind::identifier, Need::optional,
                                       "The site that it was linked for; none is for all sites."};
inline constexpr Parameter contract_status{In::query, "status", Kind::contract_status, Need::optional,
                                           "Only contracts in this state."};
inline constexpr Parameter ends_before{In::query, "ends_before", Kind::date, Need::optional,
                                       "Only contracts whose end is known and lies before this day."};
inline constexpr Parameter calendar_from{In::query, "from", Kind::date, Need::required, "The first day."};
inline constexpr Parameter calendar_to{
    In::query, "to", Kind::date, Need::required,
    "The first day no longer asked for; at most 400 days after the first."};
inline constexpr Parameter legal_entity_id{In::path, "legal_entity", Kind::identifier, Need::required,
                                           "The legal entity's id: whose books."};
inline constexpr Parameter account{In::path, "account", Kind::identifier, Need::required,
                                   "The account's code, such as 1210."};
inline constexpr Parameter on{In::query, "on", Kind::date, Need::required,
                              "All that is posted on or before this business date."};
inline constexpr Parameter subject{In::query, "subject", Kind::identifier, Need::required,
                                   "Whose: the occupier of 1210, the site of an income account."};
inline constexpr Parameter currency{In::query, "currency", Kind::identifier, Need::required,
                                    "The currency's code, such as GBP."};
inline constexpr Parameter lines_from{In::query, "from", Kind::date, Need::required, "The first day."};
inline constexpr Parameter lines_to{In::query, "to", Kind::date, Need::required,
                                    "The first day no longer asked for."};
inline constexpr Parameter number_status{In::query, "status", Kind::number_status, Need::optional,
                                         "Only numbers in this state."};
inline constexpr Parameter charge_status{In::query, "status", Kind::charge_status, Need::optional,
                                         "Only charges in this state."};
inline constexpr Parameter parked_input_status{In::query, "status", Kind::parked_input_status, Need::optional,
                                               "Only input in this state; PARKED by default."};
inline constexpr Parameter usage_number{
    In::query, "number", Kind::text, Need::optional,
    "Only of this phone number, in E.164; the plus sign may be left out."};
inline constexpr Parameter report_occupier{In::query, "occupier", Kind::identifier, Need::required,
                                           "The occupier's id."};
inline constexpr Parameter report_site{In::query, "site", Kind::identifier, Need::required, "The site's id."};
inline constexpr Parameter report_month{In::query, "month", Kind::month, Need::required,
                                        "The month, as YYYY-MM."};
inline constexpr Parameter report_format{
    In::query, "format", Kind::report_format, Need::optional,
    "json, csv or pdf; goes before the header Accept. JSON where neither asks for another."};
inline constexpr Parameter itemised{In::query, "itemised", Kind::truth, Need::optional,
                                    "Whether there is a row for each call, or one for each number; true by "
                                    "default."};
inline constexpr Parameter user{In::query, "user", Kind::identifier, Need::required, "The user's id."};
inline constexpr Parameter user_with_credential{
    In::query, "user", Kind::identifier, Need::optional,
    "The user's id; where only a credential is named, the user whose it is."};
inline constexpr Parameter credential{In::query, "credential", Kind::identifier, Need::optional,
                                      "The id of the credential that is shown."};
inline constexpr Parameter asked_site{In::query, "site", Kind::identifier, Need::required, "The site's id."};
inline constexpr Parameter door{In::query, "door", Kind::identifier, Need::required, "The door's id."};
inline constexpr Parameter at{
    In::query, "at", Kind::instant, Need::optional,
    "When, RFC 3339; now by default. (A plus sign in an offset may be written as it is.)"};

}  // namespace tenure::http::parameters
