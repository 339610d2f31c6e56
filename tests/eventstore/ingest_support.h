// What the tests of ingest marks share: records of a topic as batches, and a partition that they are read into.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "eventstore/verify.h"
#include "tests/eventstore/support.h"

namespace tenure::test::ingest {

using Offset = std::optional<std::uint64_t>;
inline constexpr Offset none = std::nullopt;
inline constexpr std::string_view topic = "tenure.bookings";

inline std::string occupier(std::uint64_t number) {
  return fmt::format(R"(RegisterOccupier {{"occupier_id":"O-{:06}","name":"An occupier"}})", number);
}
inline std::string id_of(std::uint64_t number) { return fmt::format("c-{:06}", number); }

inline eventstore::Batch marked(eventstore::Batch batch, Offset expected, std::uint64_t next,
                                eventstore::MarkWhen when = eventstore::MarkWhen::all_accepted) {
  batch.mark_ingested({std::string{topic}, 0, expected, next}, when);
  return batch;
}
inline eventstore::Batch mark_alone(Offset expected, std::uint64_t next) {
  return marked(eventstore::Batch{}, expected, next);
}
// Record `number` of the topic: an occupier of that number.
inline eventstore::Batch record(std::uint64_t number) {
  return marked(batch_of(id_of(number), occupier(number)), number == 0 ? none : Offset{number}, number + 1);
}

class IngestMarks : public testing::Test {
 protected:
  eventstore::BatchAnswer send(eventstore::Batch batch) {
    auto answer = house_.partition().submit_and_wait(std::move(batch));
    EXPECT_TRUE(answer) << name_of(answer.error());
    return answer ? std::move(*answer) : eventstore::BatchAnswer{};
  }
  void expect_stale(eventstore::Batch batch) {
    const auto answer = house_.partition().submit_and_wait(std::move(batch));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error(), eventstore::SubmitError::stale_input);
  }
  [[nodiscard]] Offset offset(std::uint32_t partition = 0) const {
    return house_.partition().ingest_offset(topic, partition);
  }
  void expect_clean() {
    const auto report = eventstore::verify(house_.partition());
    EXPECT_TRUE(report) << report.error().what;
  }
  std::string difference() {
    house_.reopen();
    const auto report = eventstore::verify(house_.partition());
    EXPECT_FALSE(report) << "nothing was found";
    return report ? "" : report.error().what;
  }

  mutable House house_;
};

}  // namespace tenure::test::ingest
