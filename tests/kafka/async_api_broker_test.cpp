// What lies in the topics of a real broker against the AsyncAPI document, held together by a validator of other hands.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "adapters/kafka/async_api/async_api.h"
#include "tests/kafka/cluster.h"
#include "tests/kafka/ingest_house.h"
#include "tests/kafka/published.h"
#include "tests/kafka/written.h"

namespace tenure::test {
namespace {

TEST(AsyncApiDocument, IsWhatLiesInTheTopics) {
  auto& cluster = Cluster::shared();
  const auto options = cluster.with_topics();
  IngestHouse house;
  house.given_estate();
  cluster.write(Written{options.topic_prefix}
                    .confirmed(Mode::binary, "b-1", "B-1", 1, 0)
                    .confirmed(Mode::structured, "b-2", "B-2", 1, 10)
                    .changed(Mode::structured, "b-3", "B-1", 2, 30)
                    .changed(Mode::binary, "b-4", "B-2", 2, 50)
                    .cancelled(Mode::binary, "b-5", "B-2", 3)
                    .cancelled(Mode::structured, "b-6", "B-1", 3)
                    .event(Mode::structured, "b-7", "tenure.booking.confirmed.v1", "B-7",
                           R"({"booking_id":"B-7","revision":"first"})")
                    .event(Mode::binary, "b-8", "tenure.booking.lost.v1", "B-8", R"({"booking_id":"B-8"})")
                    .called(Mode::structured, "u-1", "1", 61)
                    .called(Mode::binary, "u-2", "2", 0)
                    .called(Mode::binary, "u-3", "3", -1)
                    .charge("c-1")
                    .raw("commands", "OP", R"({"type":"AddCharge","id":"c-2","data":{"charge_id":7}})")
                    .lines());
  {
    kafka::IngestOptions ingest_options;
    ingest_options.kafka = options;
    const kafka::Ingest ingest{house.store(), ingest_options};
    EXPECT_TRUE(eventually([&] {
      const auto counts = ingest.status().counts;
      return counts.applied == 9 && counts.parked == 4;
    }));
  }
  {
    const kafka::Relay relay{house.store().partition(0), relay_options(options)};
    EXPECT_TRUE(eventually([&] {
      return relay.status().state == kafka::RelayStatus::State::publishing && relay.status().lag_events == 0;
    }));
  }
  const auto found = cluster.check_document(kafka::async_api(options.topic_prefix));
  const auto expect = [&](std::string_view topic, std::uint64_t valid, std::uint64_t invalid) {
    const auto& counts = found.at(options.topic(topic)).as_object();
    EXPECT_EQ(counts.at("valid").to_number<std::uint64_t>(), valid) << topic;
    EXPECT_EQ(counts.at("invalid").to_number<std::uint64_t>(), invalid) << topic;
  };
  expect("events", house.store().partition(0).committed().value, 0);
  const auto told = house.told();
  expect("charges",
         static_cast<std::uint64_t>(told.count("OP ChargeRaised") + told.count("OP ChargeReversed")), 0);
  expect("bookings", 6, 2);
  expect("usage", 2, 1);
  expect("commands", 1, 1);
  expect("parked", 4, 0);
}

}  // namespace
}  // namespace tenure::test
