#include "projections/parked_input/self_description.h"

#include <cstdint>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "schemas/codec/json_reader.h"
#include "schemas/codec/validate.h"
#include "schemas/codec/value_check.h"

namespace tenure::projections::parked_input {
namespace {

constexpr std::size_t shown_bytes_max = 200;
constexpr std::string_view flatbuffers_type = "application/vnd.tenure.flatbuffers";

using Bytes = flatbuffers::Vector<std::uint8_t>;

std::string_view view(const Bytes* bytes) {
  if (bytes == nullptr) return {};
  return {reinterpret_cast<const char*>(bytes->data()), bytes->size()};
}

// Anything may be in a record; what is no text for a line is as good as unknown.
std::string shown(std::string_view text) {
  const auto fits = text.size() <= shown_bytes_max && codec::is_clean_text(text) &&
                    text.find_first_of("\n\t") == std::string_view::npos;
  return fits ? std::string{text} : std::string{};
}

std::string_view header(const event::InputParked& parked, std::string_view name) {
  if (parked.headers() == nullptr) return {};
  for (const auto* each : *parked.headers()) {
    if (domain::text(each->name()) == name) return view(each->value());
  }
  return {};
}

SelfDescription of_command(const Bytes& value) {
  // A copy, because a FlatBuffer must be aligned.
  const std::vector<std::uint8_t> aligned(value.begin(), value.end());
  const auto command = codec::read_command(aligned);
  if (!command) return {};
  return {std::string{domain::name_of((*command)->body_type())}, domain::copy((*command)->source())};
}

std::string member(const boost::json::object& object, std::string_view name) {
  const auto* const found = object.if_contains(name);
  if (found == nullptr || !found->is_string()) return {};
  return shown({found->get_string().data(), found->get_string().size()});
}

}  // namespace

SelfDescription describe_itself(const event::InputParked& parked) {
  if (const auto type = header(parked, "ce_type"); !type.empty()) {
    return {shown(type), shown(header(parked, "ce_source"))};
  }
  if (parked.value() == nullptr) return {};
  if (header(parked, "content-type") == flatbuffers_type) return of_command(*parked.value());
  const auto document = codec::parse_json(view(parked.value()));
  if (!document || !document->is_object()) return {};
  return {member(document->get_object(), "type"), member(document->get_object(), "source")};
}

}  // namespace tenure::projections::parked_input
