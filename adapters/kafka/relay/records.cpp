#include "adapters/kafka/relay/records.h"

#include <iterator>

#include <fmt/format.h>

#include "adapters/kafka/cloud_events/encode.h"
#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "schemas/codec/json_writer.h"
#include "schemas/codec/text_time.h"
#include "schemas/codec/type_plan.h"

namespace tenure::kafka {
namespace {

constexpr std::int64_t microseconds_per_millisecond = 1'000;

template <class... Parts>
void write(std::string& out, fmt::format_string<Parts...> text, Parts&&... parts) {
  out.clear();
  fmt::format_to(std::back_inserter(out), text, std::forward<Parts>(parts)...);
}

/// The occupier of an event of the finance stream; nothing for any other.
std::optional<std::string_view> charged_occupier(const event::Event& event) {
  if (const auto* raised = event.body_as_ChargeRaised()) return domain::text(raised->occupier_id());
  if (const auto* reversed = event.body_as_ChargeReversed()) return domain::text(reversed->occupier_id());
  return std::nullopt;
}

std::string_view bytes_of(const flatbuffers::Vector<std::uint8_t>* bytes) {
  if (bytes == nullptr) return {};
  return {reinterpret_cast<const char*>(bytes->data()), bytes->size()};
}

cloud_events::Attributes attributes_of(std::string_view id, std::string_view source, std::string_view type,
                                       std::string_view subject, std::string_view time) {
  return {.id = id, .source = source, .type = type, .subject = subject, .time = time};
}

}  // namespace

EventRecords::EventRecords(const KafkaOptions& options, std::string store_id, std::uint32_t partition,
                           ChargeFormat charges)
    : events_topic_{options.topic("events")},
      charges_topic_{options.topic("charges")},
      parked_topic_{options.topic("parked")},
      store_id_{std::move(store_id)},
      partition_{partition},
      charges_{charges} {}

void EventRecords::take(const event::Event& event, std::span<const std::uint8_t> bytes) {
  const auto stream = domain::text(event.stream());
  write(id_, "{}:{}:{}", store_id_, partition_, event.position());
  write(source_, "/tenure/{}/operators/{}", store_id_, domain::text(event.operator_id()));
  write(type_, "tenure.{}.v1", domain::name_of(event.body_type()));
  write(position_, "{}", event.position());
  write(version_, "{}", event.version());
  time_.clear();
  codec::write_instant(event.recorded_at(), time_);

  event_headers_.clear();
  auto attributes = attributes_of(id_, source_, type_, stream, time_);
  attributes.dataschema = event_schema;
  cloud_events::add_binary_headers(attributes, event_content_type, event_headers_);
  event_headers_.push_back({"tenure_position", position_});
  event_headers_.push_back({"tenure_version", version_});
  event_record_ = {.topic = events_topic_,
                   .partition = static_cast<std::int32_t>(partition_),
                   .key = stream,
                   .value = {reinterpret_cast<const char*>(bytes.data()), bytes.size()},
                   .headers = event_headers_,
                   .timestamp_ms = event.recorded_at() / microseconds_per_millisecond};

  const auto occupier_id = charged_occupier(event);
  has_charge_ = occupier_id.has_value();
  if (occupier_id) write_charge(event, *occupier_id);
  const auto* const parked = event.body_as_InputParked();
  has_parked_ = parked != nullptr;
  if (parked != nullptr) write_parked(*parked);
}

void EventRecords::write_charge(const event::Event& event, std::string_view occupier_id) {
  charge_record_ = event_record_;
  charge_record_.topic = charges_topic_;
  charge_record_.key = occupier_id;
  if (charges_ == ChargeFormat::json) write_charge_json(event);
}

void EventRecords::write_charge_json(const event::Event& event) {
  data_ = R"({"operator_id":)";
  codec::write_json_text(domain::text(event.operator_id()), data_);
  fmt::format_to(std::back_inserter(data_), R"(,"position":{},)", event.position());
  // The body's own object goes on where this one stands; no charge is without fields.
  const auto begin = data_.size();
  codec::write_json(codec::event_plan(event.body_type()),
                    *static_cast<const flatbuffers::Table*>(event.body()), data_);
  data_.erase(begin, 1);

  charge_value_.clear();
  cloud_events::write_structured(attributes_of(id_, source_, type_, domain::text(event.stream()), time_),
                                 data_, charge_value_);
  charge_headers_.assign({{"content-type", cloud_events::structured_content_type}});
  charge_record_.value = charge_value_;
  charge_record_.headers = charge_headers_;
}

void EventRecords::write_parked(const event::InputParked& parked) {
  write(origin_partition_, "{}", parked.partition());
  write(origin_offset_, "{}", parked.offset());
  parked_headers_.clear();
  if (parked.headers() != nullptr) {
    for (const auto* header : *parked.headers()) {
      parked_headers_.push_back({domain::text(header->name()), bytes_of(header->value())});
    }
  }
  parked_headers_.push_back({"tenure-parked-id", domain::text(parked.parked_id())});
  parked_headers_.push_back({"tenure-reason-code", domain::text(parked.code())});
  if (parked.detail() != nullptr) {
    parked_headers_.push_back({"tenure-reason-detail", domain::text(parked.detail())});
  }
  parked_headers_.push_back({"tenure-origin-topic", domain::text(parked.topic())});
  parked_headers_.push_back({"tenure-origin-partition", origin_partition_});
  parked_headers_.push_back({"tenure-origin-offset", origin_offset_});
  parked_record_ = {.topic = parked_topic_,
                    .partition = static_cast<std::int32_t>(partition_),
                    .key = bytes_of(parked.key()),
                    .value = bytes_of(parked.value()),
                    .headers = parked_headers_,
                    .timestamp_ms = event_record_.timestamp_ms};
}

}  // namespace tenure::kafka
