#include "adapters/kafka/relay/cursor.h"

#include <charconv>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace tenure::kafka {
namespace {

using eventstore::ChainHash;
using eventstore::Position;

constexpr std::size_t hash_half_digits = 16;

std::optional<std::uint64_t> parse_hex(std::string_view digits) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

std::optional<ChainHash> parse_chain(std::string_view text) {
  if (text.size() != 2 * hash_half_digits) return std::nullopt;
  const auto high = parse_hex(text.substr(0, hash_half_digits));
  const auto low = parse_hex(text.substr(hash_half_digits));
  if (!high || !low) return std::nullopt;
  return ChainHash{*high, *low};
}

std::optional<std::uint64_t> number_of(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr || !value->is_number()) return std::nullopt;
  boost::system::error_code error;
  const auto number = value->to_number<std::uint64_t>(error);
  if (error) return std::nullopt;
  return number;
}

std::string chain_text(ChainHash chain) { return fmt::format("{:016x}{:016x}", chain.high, chain.low); }

std::unexpected<RelayError> split(std::string found) {
  return std::unexpected(RelayError{
      RelayError::Kind::split_history,
      fmt::format(
          "{}: the log was restored from an older backup, and what it records from now on would contradict "
          "what was published; publish under a new topic prefix, or see \"split history\" in "
          "docs/operations.md",
          found)});
}

}  // namespace

std::string cursor_key(std::string_view store_id, std::uint32_t partition) {
  return fmt::format("{}/{}", store_id, partition);
}
std::string claim_key(std::string_view store_id, std::uint32_t partition) {
  return cursor_key(store_id, partition) + "/claim";
}

std::string cursor_json(const Cursor& cursor, std::string_view store_id) {
  return boost::json::serialize(boost::json::object{{"next_position", cursor.next.value},
                                                    {"commit", cursor.commit.value},
                                                    {"chain", chain_text(cursor.chain)},
                                                    {"store_id", store_id}});
}

std::expected<Cursor, std::string> parse_cursor(std::string_view json) {
  boost::system::error_code error;
  const auto document = boost::json::parse(json, error);
  const auto* object = error ? nullptr : document.if_object();
  if (object == nullptr) return std::unexpected("it is not a JSON object");
  const auto next = number_of(*object, "next_position");
  const auto commit = number_of(*object, "commit");
  const auto* chain_value = object->if_contains("chain");
  const auto* chain_string = chain_value == nullptr ? nullptr : chain_value->if_string();
  const auto chain = chain_string == nullptr ? std::nullopt : parse_chain(*chain_string);
  if (!next || *next == 0 || !commit || !chain) {
    return std::unexpected("next_position, commit or chain is not there or not a number");
  }
  return Cursor{{*next}, {*commit}, *chain};
}

Cursor cursor_after(const eventstore::Commit& commit) {
  return {{commit.last().value + 1}, commit.number(), commit.chain()};
}

std::expected<void, RelayError> check_against_log(const Cursor& cursor, eventstore::Partition& log) {
  const Position last{cursor.next.value - 1};
  if (last.value == 0) return {};
  const auto commit = log.commit_at(last);
  if (!commit) return std::unexpected(RelayError{RelayError::Kind::log, commit.error().message});
  if (*commit == nullptr) {
    return split(
        fmt::format("position {} is published, but the log ends at {}", last.value, log.committed().value));
  }
  if (cursor_after(**commit) != cursor) {
    return split(
        fmt::format("up to position {} commit {} with chain {} is published, but the log has commit {} up to "
                    "{} with chain {}",
                    last.value, cursor.commit.value, chain_text(cursor.chain), (*commit)->number().value,
                    (*commit)->last().value, chain_text((*commit)->chain())));
  }
  return {};
}

}  // namespace tenure::kafka
