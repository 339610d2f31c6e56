#include "adapters/http/api/parameter.h"

#include <charconv>

#include "adapters/http/api/names.h"
#include "adapters/report/writer.h"
#include "domain/kernel/calendar.h"
#include "domain/kernel/identifier.h"
#include "domain/kernel/mac_address.h"
#include "domain/kernel/rejection.h"
#include "projections/billing/month.h"
#include "projections/runtime/query.h"
#include "schemas/codec/json_reader.h"

namespace tenure::http {
namespace {

struct Fault {
  std::string_view code;
  std::string_view message;
};

std::optional<Fault> fault_of(Parameter::Kind kind, std::string_view value) {
  using Kind = Parameter::Kind;
  namespace fault = codec::fault;
  const auto unless = [](bool is_good, std::string_view code, std::string_view message) {
    return is_good ? std::optional<Fault>{} : Fault{code, message};
  };
  switch (kind) {
    case Kind::identifier:
      return unless(domain::is_identifier(value), fault::BAD_IDENTIFIER, "1 to 64 of A-Z a-z 0-9 . _ : -");
    case Kind::text:
      return unless(value.size() <= text_parameter_bytes_max, fault::TOO_LONG, "at most 200 bytes");
    case Kind::mac:
      return unless(domain::MacAddress::parse(value).has_value(), domain::name_of(domain::Code::BAD_MAC),
                    "the MAC address of one device, as 00:1b:44:11:3a:b7");
    case Kind::position: {
      const auto number = parse_number(value);
      return unless(number && *number <= position_max, fault::OUT_OF_RANGE, "a whole number, 0 or more");
    }
    case Kind::limit: {
      const auto number = parse_number(value);
      const bool is_good = number && *number >= 1 && *number <= projections::page_items_max;
      return unless(is_good, fault::OUT_OF_RANGE, "1 to 1000");
    }
    case Kind::instant:
      return unless(domain::parse_instant(value).has_value(), fault::BAD_INSTANT,
                    "RFC 3339, as 2026-11-23T09:30:00Z");
    case Kind::month:
      return unless(projections::billing::parse_month(value).has_value(), fault::BAD_DATE,
                    "a month, as 2026-11");
    case Kind::date:
      return unless(domain::parse_date(value).has_value(), fault::BAD_DATE,
                    "a day that exists, as 2026-11-23");
    case Kind::truth:
      return unless(value == "true" || value == "false", fault::WRONG_TYPE, "true or false");
    case Kind::version:
      return unless(parse_version(value).has_value(), fault::OUT_OF_RANGE, "a version as a number, as \"3\"");
    case Kind::command_type:
      return unless(codec::parse_command_type(value).has_value(), fault::UNKNOWN_VALUE,
                    "the name of a command");
    case Kind::event_type:
      return unless(parse_event_type(value).has_value(), fault::UNKNOWN_VALUE, "the name of an event");
    case Kind::number_status:
      return unless(parse_number_status(value).has_value(), fault::UNKNOWN_VALUE,
                    "the name of a number's state");
    case Kind::charge_status:
      return unless(parse_charge_status(value).has_value(), fault::UNKNOWN_VALUE, "RAISED or REVERSED");
    case Kind::contract_status:
      return unless(parse_contract_status(value).has_value(), fault::UNKNOWN_VALUE,
                    "the name of a contract's state");
    case Kind::parked_input_status:
      return unless(parse_parked_input_status(value).has_value(), fault::UNKNOWN_VALUE,
                    "PARKED, RETRIED or DISCARDED");
    case Kind::report_format:
      return unless(report::parse_format(value).has_value(), fault::UNKNOWN_VALUE, "json, csv or pdf");
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Parameter::In in) {
  switch (in) {
    case Parameter::In::path:
      return "path";
    case Parameter::In::query:
      return "query";
    case Parameter::In::header:
      break;
  }
  return "header";
}

std::optional<PartError> check(const Parameter& parameter, std::string_view value) {
  const auto where = parameter.in == Parameter::In::header ? "header" : "parameter";
  if (value.empty()) {
    if (parameter.need == Parameter::Need::optional) return std::nullopt;
    return PartError{where, std::string{parameter.name}, codec::fault::MISSING_FIELD, "must be given"};
  }
  const auto fault = fault_of(parameter.kind, value);
  if (!fault) return std::nullopt;
  return PartError{where, std::string{parameter.name}, fault->code, std::string{fault->message}};
}

std::optional<std::uint64_t> parse_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stop != end || text.empty()) return std::nullopt;
  return number;
}

std::optional<std::uint64_t> parse_version(std::string_view tag) {
  if (tag.starts_with("W/")) tag.remove_prefix(2);
  if (tag.size() >= 2 && tag.front() == '"' && tag.back() == '"') tag = tag.substr(1, tag.size() - 2);
  return parse_number(tag);
}

}  // namespace tenure::http
