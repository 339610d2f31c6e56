// Parked input: what was put aside, why, and what became of it.
//
// What it is: the queries; each answers as of the view's position. Lists are in the order in which things were parked.
// What can go wrong: QueryError; an operator or input that is unknown has an empty list or no answer.
// Why the record itself is a row of its own: it may be two megabytes, and lists should not read it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "domain/kernel/calendar.h"
#include "domain/parked_input/parked_input.h"
#include "projections/runtime/query.h"
#include "projections/runtime/view.h"

namespace tenure::projections::parked_input {

inline constexpr std::string_view model_name = "parked_input";

/// Of a record's key, as lists have it.
inline constexpr std::size_t key_start_bytes_max = 256;

using domain::ParkedInputStatus;

/// The command that resolved it.
struct Resolution {
  std::string actor;  ///< personal
  std::string reason;
  std::string source;
  std::string command_id;
  Position position;
  domain::Instant recorded_at;

  bool operator==(const Resolution&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.actor, self.reason, self.source, self.command_id, self.position.value,
                    self.recorded_at);
  }
};

struct Input {
  std::string parked_id;
  ParkedInputStatus status = ParkedInputStatus::parked;
  std::string code;
  std::string detail;
  std::string topic;
  std::uint32_t partition = 0;
  std::uint64_t offset = 0;
  /// Bytes, at most `key_start_bytes_max`; personal.
  std::string key_start;
  /// What the record says of itself, where that can be read: the type of its event or command, and its source.
  std::string type;
  std::string source;
  /// What its command is known by, where that could be told.
  std::string command_source;
  std::string command_id;
  std::uint64_t value_bytes = 0;
  /// The event that parked it.
  Position position;
  domain::Instant parked_at;
  std::optional<Resolution> resolution;

  bool operator==(const Input&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.parked_id, self.status, self.code, self.detail, self.topic, self.partition,
                    self.offset, self.key_start, self.type, self.source, self.command_source, self.command_id,
                    self.value_bytes, self.position.value, self.parked_at, self.resolution);
  }
};
[[nodiscard]] Result<Page<Input>> inputs(const View& view, std::string_view operator_id,
                                         ParkedInputStatus status, const PageRequest& page);
[[nodiscard]] Result<std::optional<Input>> input(const View& view, std::string_view operator_id,
                                                 std::string_view parked_id);

struct Header {
  std::string name;
  /// Bytes; personal.
  std::string value;

  bool operator==(const Header&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.name, self.value);
  }
};
/// The record as it came. Empty bytes and none are the same.
struct Original {
  std::string key;    ///< personal
  std::string value;  ///< personal
  std::vector<Header> headers;

  bool operator==(const Original&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.key, self.value, self.headers);
  }
};
[[nodiscard]] Result<std::optional<Original>> original(const View& view, std::string_view operator_id,
                                                       std::string_view parked_id);

}  // namespace tenure::projections::parked_input
