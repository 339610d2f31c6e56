// What the relay publishes of an event: its record of <prefix>.events, and of <prefix>.charges or <prefix>.parked where
// it is one of theirs.
//
// What it is: pure functions of event, store and partition; the texts of a record live until the next call.
// What it promises: the value in <prefix>.events is exactly the stored event. The same event gives the same records,
//   whenever and wherever it is published. Kafka partition = partition of the store.
//
//   <prefix>.events   key: stream    value: FlatBuffer tenure.event.Event    CloudEvents binary mode, and
//                     tenure_position, tenure_version (in its home stream)
//   <prefix>.charges  key: occupier  ChargeRaised and ChargeReversed; `net` of a reversal is what it takes back
//                     json           CloudEvents structured mode, data as in GET /events, and operator_id and position
//                     flatbuffers    value and headers as in <prefix>.events
//
//   <prefix>.parked   key, value and headers of the record that could not be applied, and tenure-parked-id,
//                     tenure-reason-code, tenure-reason-detail, tenure-origin-topic, tenure-origin-partition,
//                     tenure-origin-offset; InputParked alone
//
//   id       <store id>:<partition>:<position>
//   source   /tenure/<store id>/operators/<operator>
//   type     tenure.<event>.v1
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "adapters/kafka/client/options.h"
#include "adapters/kafka/client/record.h"
#include "adapters/kafka/relay/charge_format.h"
#include "schemas/events/event_generated.h"

namespace tenure::kafka {

inline constexpr std::string_view event_content_type = "application/vnd.tenure.event+flatbuffers";
/// The dataschema of such a record: the root tenure.event.Event of schemas/events/event.fbs.
inline constexpr std::string_view event_schema = "urn:tenure:schema:tenure.event.Event.v1";

class EventRecords {
 public:
  EventRecords(const KafkaOptions& options, std::string store_id, std::uint32_t partition,
               ChargeFormat charges = ChargeFormat::json);

  /// Begins with an event; `bytes` are its stored bytes.
  void take(const event::Event& event, std::span<const std::uint8_t> bytes);
  /// Its record of <prefix>.events.
  [[nodiscard]] const OutgoingRecord& event() const { return event_record_; }
  /// Its record of <prefix>.charges; null where it is none of the finance stream.
  [[nodiscard]] const OutgoingRecord* charge() const { return has_charge_ ? &charge_record_ : nullptr; }
  /// Its record of <prefix>.parked; null where nothing was parked.
  [[nodiscard]] const OutgoingRecord* parked() const { return has_parked_ ? &parked_record_ : nullptr; }

 private:
  void write_charge(const event::Event& event, std::string_view occupier_id);
  void write_charge_json(const event::Event& event);
  void write_parked(const event::InputParked& parked);

  const std::string events_topic_;
  const std::string charges_topic_;
  const std::string parked_topic_;
  const std::string store_id_;
  const std::uint32_t partition_;
  const ChargeFormat charges_;

  std::string id_;
  std::string source_;
  std::string type_;
  std::string time_;
  std::string position_;
  std::string version_;
  std::string data_;
  std::string charge_value_;
  std::vector<RecordHeader> event_headers_;
  std::vector<RecordHeader> charge_headers_;
  OutgoingRecord event_record_;
  OutgoingRecord charge_record_;
  bool has_charge_ = false;
  std::string origin_partition_;
  std::string origin_offset_;
  std::vector<RecordHeader> parked_headers_;
  OutgoingRecord parked_record_;
  bool has_parked_ = false;
};

}  // namespace tenure::kafka
