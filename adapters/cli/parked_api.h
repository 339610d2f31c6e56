// The part of the API that `tenure parked` speaks: pages of parked input, one of them, and the two decisions.
//
// What it promises: a page after page list is whole, and as of one position, so that nothing is left out or twice when
//   something is resolved meanwhile. A decision has an id, so that it can be sent again where a connection broke.
// What can go wrong: ClientError where there is no answer, or none that can be understood; a refusal is an answer.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "adapters/cli/client.h"

namespace tenure::cli {

/// All input of one status, in the order of parking.
[[nodiscard]] std::expected<boost::json::array, ClientError> parked_inputs(Client& client,
                                                                           std::string_view operator_id,
                                                                           std::string_view status);
/// Nothing where there is none of that id.
[[nodiscard]] std::expected<std::optional<boost::json::object>, ClientError> parked_input(
    Client& client, std::string_view operator_id, std::string_view parked_id);

/// What became of a decision.
struct Decided {
  /// Empty: accepted.
  std::string code;
  /// Of a refusal, in a sentence.
  std::string why;
  /// Of the last event, where it was accepted.
  std::uint64_t position = 0;
};
enum class Decision : std::uint8_t { retry, discard };

struct DecisionOn {
  std::string parked_id;
  Decision decision = Decision::retry;
  /// Of a discard.
  std::string reason = {};
  /// Empty: whoever the server takes.
  std::string actor = {};
};
[[nodiscard]] std::expected<Decided, ClientError> decide_parked(Client& client, std::string_view operator_id,
                                                                const DecisionOn& what);

/// Bytes out of base64; nothing where the member is absent.
[[nodiscard]] std::string bytes_of(const boost::json::object& object, std::string_view name);
[[nodiscard]] std::string text_of(const boost::json::object& object, std::string_view name);

}  // namespace tenure::cli
