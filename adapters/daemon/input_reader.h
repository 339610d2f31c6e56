// Reading input that was parked once more: the seam between those who retry it and those who know what it means.
//
// What it promises: an input means what the ingest would take it for if it came now.
// What can go wrong: it still cannot be understood, or it is for another operator than it may be for; the error has the
//   code and words with which the ingest would park it.
// Threads: any.
// Why a function: retrying does not need Kafka, and adapters/http/ does not know it.
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "schemas/codec/field_error.h"
#include "schemas/events/parked_input_generated.h"

namespace tenure::daemon {

/// What an input asks for.
struct InputRead {
  /// The command's.
  std::string operator_id;
  /// A finished Command under the id and source that the ingest would give it.
  std::vector<std::uint8_t> command;
};

/// `operator_id` is whose input it is.
using InputReader = std::function<std::expected<InputRead, codec::FieldError>(const event::InputParked& input,
                                                                              std::string_view operator_id)>;

/// Reads as the ingest does. Input of nobody known is for `default_operator`, as it would be if it came now; where that
/// is empty, it stays nobody's.
[[nodiscard]] InputReader make_input_reader(std::string default_operator);

}  // namespace tenure::daemon
