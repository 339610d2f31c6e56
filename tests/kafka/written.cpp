#include "tests/kafka/written.h"

#include <fmt/format.h>

#include "schemas/codec/text_time.h"

namespace tenure::test {
namespace {

constexpr std::int64_t minute_microseconds = 60'000'000;
constexpr std::int64_t booking_minutes = 10;
/// 2026-01-05T00:00:00Z
constexpr std::int64_t first_minute = 1'767'571'200'000'000;

std::string time_of(std::int64_t minute) {
  return std::string{codec::instant_text(first_minute + minute * minute_microseconds).view()};
}
std::string hexadecimal(std::string_view bytes) {
  std::string text;
  for (const auto byte : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return text;
}

}  // namespace

Written& Written::for_operator(std::string operator_id) {
  operator_id_ = std::move(operator_id);
  return *this;
}
Written& Written::in_partition(int partition) {
  partition_ = partition;
  return *this;
}

Written& Written::event(Mode mode, std::string_view id, std::string_view type, std::string_view key,
                        std::string_view data) {
  return event_in("bookings", "/bookings/london", mode, id, type, key, data);
}

Written& Written::event_in(std::string_view topic, std::string_view source, Mode mode, std::string_view id,
                           std::string_view type, std::string_view key, std::string_view data) {
  const auto operator_attribute =
      operator_id_.empty() ? std::string{} : fmt::format(R"(,"tenureoperator":"{}")", operator_id_);
  lines_ += fmt::format(R"({{"topic":"{}.{}","partition":{},"key":"{}","mode":"{}",)"
                        R"("attributes":{{"id":"{}","source":"{}","type":"{}"{}}},"data":{}}})"
                        "\n",
                        prefix_, topic, partition_, key, mode == Mode::binary ? "binary" : "structured", id,
                        source, type, operator_attribute, data);
  return *this;
}

Written& Written::called(Mode mode, std::string_view id, std::string_view usage, int seconds) {
  return event_in(
      "usage", "/pbx/london", mode, id, "tenure.usage.recorded.v1", "PBX-1",
      fmt::format(
          R"({{"meter_id":"PBX-1","usage_id":"{}","kind":"CALL","occupier_id":"ACME","site_id":"LON",)"
          R"("starts_at":"{}","seconds":{},"destination":"+33123456789"}})",
          usage, time_of(540), seconds));
}

Written& Written::booked(Mode mode, std::string_view type, std::string_view id, std::string_view booking,
                         int revision, int minute) {
  return event(mode, id, type, booking,
               fmt::format(R"({{"booking_id":"{}","revision":{},"occupier_id":"ACME","space_id":"R-1",)"
                           R"("starts_at":"{}","ends_at":"{}","product_id":"ROOM"}})",
                           booking, revision, time_of(minute), time_of(minute + booking_minutes)));
}
Written& Written::confirmed(Mode mode, std::string_view id, std::string_view booking, int revision,
                            int minute) {
  return booked(mode, "tenure.booking.confirmed.v1", id, booking, revision, minute);
}
Written& Written::changed(Mode mode, std::string_view id, std::string_view booking, int revision,
                          int minute) {
  return booked(mode, "tenure.booking.changed.v1", id, booking, revision, minute);
}
Written& Written::cancelled(Mode mode, std::string_view id, std::string_view booking, int revision) {
  return event(mode, id, "tenure.booking.cancelled.v1", booking,
               fmt::format(R"({{"booking_id":"{}","revision":{}}})", booking, revision));
}

Written& Written::charge(std::string_view id, std::string_view product) {
  return raw("commands", operator_id_,
             fmt::format(R"({{"type":"AddCharge","id":"{0}","source":"till","data":{{"charge_id":"{0}",)"
                         R"("occupier_id":"ACME","site_id":"LON","product_id":"{1}","quantity":1}}}})",
                         id, product));
}
Written& Written::raw(std::string_view topic, std::string_view key, std::string_view value,
                      std::string_view headers) {
  lines_ +=
      fmt::format(R"({{"topic":"{}.{}","partition":{},"key":"{}","mode":"raw","headers":{},"value":"{}"}})"
                  "\n",
                  prefix_, topic, partition_, key, headers, hexadecimal(value));
  return *this;
}

Written& Written::deleted(std::string_view topic, std::int64_t before) {
  lines_ += fmt::format(R"({{"topic":"{}.{}","partition":{},"mode":"delete","before":{}}})"
                        "\n",
                        prefix_, topic, partition_, before);
  return *this;
}

}  // namespace tenure::test
