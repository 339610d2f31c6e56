// Verification finds what was changed behind the partition's back, and says where.

#include "eventstore/verify.h"

#include <atomic>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "eventstore/aggregate_reader.h"
#include "eventstore/commit_format.h"
#include "eventstore/index_keys.h"
#include "eventstore/index_rows.h"
#include "tests/eventstore/tamper.h"

namespace tenure::test {
namespace {

using eventstore::Difference;
using eventstore::Storage;
using testing::HasSubstr;

std::string occupier(int number) {
  return fmt::format(R"(RegisterOccupier {{"occupier_id":"O-{:06}","name":"An occupier"}})", number);
}
std::string occupier_row(int number) {
  return eventstore::stream_row_key("OP", {domain::StreamKind::occupier, fmt::format("O-{:06}", number)}, 1);
}

// A history of 11 + 60 events and 20 refusals, of which the indexes have sealed most.
class Verify : public testing::Test {
 protected:
  Verify() {
    house_.options().segment_events = 25;
    house_.reopen();
    house_.given_estate();
    for (int number = 0; number < 40; ++number) {
      house_.send(fmt::format("c-{:06}", number), occupier(number));
      if (number % 2 == 0) {
        house_.send(
            fmt::format("p-{:06}", number),
            fmt::format(
                R"(SetPrice {{"site_id":"LON","product_id":"TEA","unit_price":{},"per":"UNIT","from":"2026-02-01"}})",
                number));
        house_.send(fmt::format("r-{:06}", number), occupier(number));
      }
    }
  }

  Difference difference() {
    house_.reopen();
    const auto report = eventstore::verify(house_.partition());
    EXPECT_FALSE(report) << "nothing was found";
    return report ? Difference{} : report.error();
  }

  House house_;
};

TEST_F(Verify, CountsWhatIsThere) {
  for (const bool reopened : {false, true}) {
    if (reopened) house_.reopen();
    const auto report = eventstore::verify(house_.partition());
    ASSERT_TRUE(report) << report.error().what;
    EXPECT_EQ(report->events, 71U);
    EXPECT_EQ(report->commits, 9U + 80U);
    EXPECT_EQ(report->streams, 6U + 1U + 40U);
    EXPECT_EQ(report->answers, 9U + 80U);
    if (reopened) {
      EXPECT_EQ(report->saved_states, 1U);
    }
  }
}

TEST_F(Verify, FindsAMissingStreamRow) {
  tamper(house_, [](Storage& storage) { remove(storage, storage.streams(), occupier_row(1)); });
  const auto found = difference();
  EXPECT_EQ(found.position.value, 14U);
  EXPECT_THAT(found.what, HasSubstr("is missing"));
  EXPECT_THAT(found.what, HasSubstr("O-000001"));
}

TEST_F(Verify, FindsAStreamRowThatNamesAnotherPosition) {
  tamper(house_, [](Storage& storage) {
    put(storage, storage.streams(), occupier_row(1), value_of(storage, storage.streams(), occupier_row(2)));
  });
  const auto found = difference();
  EXPECT_EQ(found.position.value, 14U);
  EXPECT_THAT(found.what, HasSubstr("names another place"));
}

TEST_F(Verify, FindsAStreamRowTooMany) {
  tamper(house_, [](Storage& storage) {
    put(storage, storage.streams(), occupier_row(999), value_of(storage, storage.streams(), occupier_row(2)));
  });
  EXPECT_THAT(difference().what, HasSubstr("rows, the log needs"));
}

TEST_F(Verify, FindsAGapInTheVersionsOfAStream) {
  tamper(house_, [](Storage& storage) {
    remove(storage, storage.streams(),
           eventstore::stream_row_key("OP", {domain::StreamKind::site, "LON"}, 3));
  });
  EXPECT_THAT(difference().what, HasSubstr("version 4 after 2"));
}

TEST_F(Verify, FindsAMissingAnswer) {
  tamper(house_, [](Storage& storage) {
    remove(storage, storage.commands(), eventstore::command_row_key("OP", "test", "c-000002"));
  });
  const auto found = difference();
  EXPECT_EQ(found.position.value, 15U);
  EXPECT_THAT(found.what, HasSubstr("c-000002"));
}

TEST_F(Verify, FindsAnAnswerThatNamesAnotherPlace) {
  tamper(house_, [](Storage& storage) {
    put(storage, storage.commands(), eventstore::command_row_key("OP", "test", "r-000002"),
        value_of(storage, storage.commands(), eventstore::command_row_key("OP", "test", "r-000004")));
  });
  EXPECT_THAT(difference().what, HasSubstr("r-000002"));
}

TEST_F(Verify, FindsASavedStateThatIsNotTheFold) {
  tamper(house_, [](Storage& storage) {
    const auto key = eventstore::state_key("OP", {domain::StreamKind::site, "LON"});
    auto value = value_of(storage, storage.states(), key);
    const auto at = value.find("Europe/London");
    ASSERT_NE(at, std::string::npos);
    value.replace(at, 13, "Europe/Berlin");
    put(storage, storage.states(), key, value);
  });
  EXPECT_THAT(difference().what, HasSubstr("the saved state of site/LON"));
}

TEST_F(Verify, FindsASavedStateAheadOfTheLog) {
  tamper(house_, [](Storage& storage) {
    const auto key = eventstore::state_key("OP", {domain::StreamKind::site, "LON"});
    auto value = value_of(storage, storage.states(), key);
    value[sizeof(std::uint32_t) + 1] = '\1';  // 256 versions more
    put(storage, storage.states(), key, value);
  });
  EXPECT_THAT(difference().what, HasSubstr("ahead of the log"));
}

TEST_F(Verify, FindsDamageInTheSealedPartOfTheLog) {
  tamper(house_, [](Storage& storage) {
    const auto key = keys_of(storage, storage.log()).at(12);
    auto value = value_of(storage, storage.log(), key);
    value.back() = static_cast<char>(value.back() ^ 1);
    put(storage, storage.log(), key, value);
  });
  EXPECT_THAT(difference().what, HasSubstr("checksum"));
}

TEST_F(Verify, FindsAMissingCommitInTheSealedPartOfTheLog) {
  tamper(house_,
         [](Storage& storage) { remove(storage, storage.log(), keys_of(storage, storage.log()).at(12)); });
  EXPECT_THAT(difference().what, HasSubstr("commit 14 follows commit 12"));
}

TEST_F(Verify, GoesOnWhileCommandsAreTaken) {
  std::atomic<bool> over = false;
  std::jthread writer{[&] {
    for (int number = 1'000; !over; ++number) house_.send(fmt::format("w-{:06}", number), occupier(number));
  }};
  for (int round = 0; round < 5; ++round) {
    const auto report = eventstore::verify(house_.partition());
    EXPECT_TRUE(report) << report.error().what;
  }
  over = true;
}

}  // namespace
}  // namespace tenure::test
