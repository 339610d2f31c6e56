// What a record of an input topic asks for: a command, or why it is none.
//
// What it is: <prefix>.bookings and <prefix>.usage hold CloudEvents, <prefix>.commands commands as JSON or FlatBuffers.
// What it promises: the same record means the same whenever it is read. A command that comes out has passed all checks
//   of the codec; its id and source are those of the event, as identifiers (see identity.h).
// What can go wrong: nothing stops: what cannot be understood has a reason and is parked.
//
//   tenure.booking.confirmed.v1   RecordBooking
//   tenure.booking.changed.v1     ChangeBooking with if_unknown RECORD
//   tenure.booking.cancelled.v1   CancelBooking with if_unknown RECORD
//   tenure.usage.recorded.v1      RecordUsage
//
//   operator   of an event: its attribute `tenureoperator`; of a command: the record's key; else the default operator
//   actor      of an event: its source
// Why if_unknown RECORD: topics are read by partition, and a cancellation may overtake its confirmation on the way.
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <flatbuffers/flatbuffers.h>

#include "adapters/kafka/client/record.h"
#include "adapters/kafka/cloud_events/decode.h"
#include "adapters/kafka/ingest/input_types.h"
#include "schemas/codec/field_error.h"
#include "schemas/codec/json_reader.h"

namespace tenure::kafka {

/// Reasons beside the codec's, the CloudEvents' and the refusals.
namespace reason {
inline constexpr std::string_view UNKNOWN_OPERATOR =
    "UNKNOWN_OPERATOR";  // the record says none, or no identifier
inline constexpr std::string_view WRONG_OPERATOR =
    "WRONG_OPERATOR";                                             // the command is for another than its key
inline constexpr std::string_view UNKNOWN_TYPE = "UNKNOWN_TYPE";  // a type of event that nobody applies
}  // namespace reason

/// Parked input whose operator is not known belongs to this one.
inline constexpr std::string_view unattributed_operator = "unattributed";
inline constexpr std::string_view operator_attribute = "tenureoperator";
inline constexpr std::string_view flatbuffers_content_type = "application/vnd.tenure.flatbuffers";

/// A record as it lies in Kafka; views only.
struct InputRecord {
  std::string_view topic;
  std::int32_t partition = 0;
  std::int64_t offset = 0;
  std::optional<std::string_view> key;
  std::optional<std::string_view> value;
  std::span<const RecordHeader> headers;
};

struct Meaning {
  /// Whose partition of the store it goes to; never empty.
  std::string operator_id;
  /// The command's, also where it is malformed; empty where the record has none that can be read.
  std::string source;
  std::string id;
  /// A finished Command, or why there is none.
  std::expected<std::vector<std::uint8_t>, codec::FieldError> command;
  InputType::IfRecorded if_recorded = InputType::IfRecorded::park;
};

class Interpreter {
 public:
  /// `default_operator`: whose the records are that do not say it; may be empty.
  explicit Interpreter(std::string default_operator);

  [[nodiscard]] Meaning booking(const InputRecord& record) { return event(record, booking_types); }
  [[nodiscard]] Meaning usage(const InputRecord& record) { return event(record, usage_types); }
  [[nodiscard]] Meaning command(const InputRecord& record);

  using Read = Meaning (Interpreter::*)(const InputRecord&);

 private:
  using Fault = std::unexpected<codec::FieldError>;

  [[nodiscard]] Meaning unreadable(codec::FieldError error) const;
  /// Of a topic that takes events of these types.
  [[nodiscard]] Meaning event(const InputRecord& record, std::span<const InputType> types);
  [[nodiscard]] std::expected<std::vector<std::uint8_t>, codec::FieldError> build(const InputType& type,
                                                                                  cloud_events::Event& event,
                                                                                  const Meaning& meaning);
  void read_json(std::string_view text, Meaning& meaning);
  void read_flatbuffer(std::string_view bytes, Meaning& meaning);

  const std::string default_operator_;
  flatbuffers::FlatBufferBuilder builder_;
  codec::CommandReader reader_;
};

/// The topics that come in, <prefix>.<name> each, and how their records are read.
struct InputTopic {
  std::string_view name;
  Interpreter::Read read;
};
inline constexpr std::array<InputTopic, 3> input_topics{{
    {"bookings", &Interpreter::booking},
    {"usage", &Interpreter::usage},
    {"commands", &Interpreter::command},
}};

}  // namespace tenure::kafka
