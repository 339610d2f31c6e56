// What a call to Kafka failed of, and what the caller can do about it.
#pragma once

#include <cstdint>
#include <string>

namespace tenure::kafka {

struct KafkaError {
  enum class Kind : std::uint8_t {
    retriable,     ///< nothing is lost: the same call again may succeed, as soon as the brokers answer
    abort,         ///< the transaction cannot be committed any more: abort it, then begin it anew
    out_of_range,  ///< the offset asked for is not there (any more): records were deleted before they were read
    configuration,  ///< settings, rights or topics are not as needed: somebody has to mend that; see the message
    fenced,         ///< another client works under the same transactional id or group instance
    fatal,          ///< this client is of no use any more: make a new one and start over
  };
  Kind kind = Kind::fatal;
  /// Name of librdkafka's error code, e.g. "_TIMED_OUT".
  std::string code;
  /// One sentence for the operator: what was tried, what came back.
  std::string message;
};

}  // namespace tenure::kafka
