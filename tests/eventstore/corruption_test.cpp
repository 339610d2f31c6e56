// Damage on disk is found when opening or when reading, said with its position, and never served.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "eventstore/commit_builder.h"
#include "eventstore/commit_format.h"
#include "eventstore/index_keys.h"
#include "eventstore/verify.h"
#include "tests/eventstore/tamper.h"

namespace tenure::test {
namespace {

using eventstore::OpenError;
using eventstore::Position;
using eventstore::Storage;
using testing::HasSubstr;

std::string occupier(int number) {
  return fmt::format(R"(RegisterOccupier {{"occupier_id":"O-{:06}","name":"An occupier"}})", number);
}

class Corruption : public testing::Test {
 protected:
  void add_history(int from, int to) {
    for (int number = from; number < to; ++number)
      house_.send(fmt::format("c-{:06}", number), occupier(number));
  }

  // The house must not open, with this in the message.
  void expect_damaged(std::string_view message, std::optional<std::uint64_t> position = std::nullopt) {
    const auto error = house_.try_reopen();
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind, OpenError::Kind::damaged) << error->message;
    EXPECT_THAT(error->message, HasSubstr(std::string{message}));
    if (position) {
      EXPECT_EQ(error->position.value, *position);
    }
  }

  House house_;
};

std::string commit_key(std::uint64_t position) { return eventstore::commit_key({position}, {position}); }

TEST_F(Corruption, AChangedByteInACommitIsFoundWhenOpening) {
  add_history(0, 5);
  tamper(house_, [](Storage& storage) {
    auto value = value_of(storage, storage.log(), commit_key(3));
    value[value.size() / 2] = static_cast<char>(value[value.size() / 2] ^ 1);
    put(storage, storage.log(), commit_key(3), value);
  });
  expect_damaged("position 3: checksum", 3);
}

TEST_F(Corruption, AMissingCommitIsFoundWhenOpening) {
  add_history(0, 5);
  tamper(house_, [](Storage& storage) { remove(storage, storage.log(), commit_key(3)); });
  expect_damaged("commit 2 is followed by commit 4", 4);
}

TEST_F(Corruption, AMissingRefusalIsFoundToo) {
  add_history(0, 2);
  house_.send("again", occupier(0));
  add_history(2, 3);
  tamper(house_, [](Storage& storage) { remove(storage, storage.log(), eventstore::commit_key({3}, {3})); });
  expect_damaged("commit 2 is followed by commit 4", 3);
}

TEST_F(Corruption, ACommitOfAnotherHistoryIsFoundWhenOpening) {
  add_history(0, 3);
  House other;
  for (int number = 0; number < 3; ++number) other.send(fmt::format("d-{:06}", number), occupier(number + 7));
  std::string foreign;
  tamper(other, [&](Storage& storage) { foreign = value_of(storage, storage.log(), commit_key(2)); });
  tamper(house_, [&](Storage& storage) { put(storage, storage.log(), commit_key(2), foreign); });
  expect_damaged("commit 2 does not continue the chain", 2);
}

TEST_F(Corruption, ACommitUnderTheKeyOfAnotherIsFoundWhenOpening) {
  add_history(0, 3);
  tamper(house_, [](Storage& storage) {
    put(storage, storage.log(), commit_key(3), value_of(storage, storage.log(), commit_key(2)));
  });
  expect_damaged("under the key of another", 3);
}

TEST_F(Corruption, ALogThatEndsBeforeItsIndexesIsFoundWhenOpening) {
  house_.options().segment_events = 10;
  house_.reopen();
  add_history(0, 25);
  tamper(house_, [](Storage& storage) {
    for (std::uint64_t position = 15; position <= 25; ++position)
      remove(storage, storage.log(), commit_key(position));
  });
  expect_damaged("up to which its indexes are sealed", 20);
}

TEST_F(Corruption, AMarkThatCannotBeReadIsFoundWhenOpening) {
  house_.options().segment_events = 10;
  house_.reopen();
  add_history(0, 25);
  tamper(house_, [](Storage& storage) {
    put(storage, storage.streams(), std::string{eventstore::mark_key}, "rubbish");
  });
  expect_damaged("the mark of an index is not readable");
}

TEST_F(Corruption, DamageBeforeTheSealedPartIsFoundWhenRead) {
  house_.options().segment_events = 10;
  house_.reopen();
  add_history(0, 25);
  tamper(house_, [](Storage& storage) {
    auto value = value_of(storage, storage.log(), commit_key(5));
    value.back() = static_cast<char>(value.back() ^ 1);
    put(storage, storage.log(), commit_key(5), value);
  });
  house_.reopen();
  EXPECT_TRUE(house_.partition().commit_at({4}));
  const auto read = house_.partition().commit_at({5});
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().position, Position{5});
  EXPECT_THAT(read.error().message, HasSubstr("damaged at position 5"));

  const auto subscription = house_.partition().subscribe({0});
  auto next = subscription->next();
  while (next && *next) next = subscription->next();
  ASSERT_FALSE(next);
  EXPECT_EQ(next.error().position, Position{5});
}

TEST_F(Corruption, AColdAggregateThatCannotBeReadStopsThePartitionRatherThanDecideWrongly) {
  house_.options().segment_events = 10;
  house_.reopen();
  add_history(0, 25);
  tamper(house_, [](Storage& storage) {
    auto value = value_of(storage, storage.log(), commit_key(5));
    value.back() = static_cast<char>(value.back() ^ 1);
    put(storage, storage.log(), commit_key(5), value);
  });
  house_.reopen();
  // Occupier 4 exists; a partition that took it for unknown would register it twice.
  const auto answer = house_.partition().submit_and_wait(batch_of("twice", occupier(4)));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error(), eventstore::SubmitError::stopped);
  EXPECT_THAT(house_.partition().status().reason, HasSubstr("damaged at position 5"));
  EXPECT_EQ(house_.partition().committed(), Position{25});
}

TEST_F(Corruption, AMissingPositionIsFoundWhenRead) {
  house_.options().segment_events = 10;
  house_.reopen();
  add_history(0, 25);
  tamper(house_, [](Storage& storage) { remove(storage, storage.log(), commit_key(5)); });
  house_.reopen();
  const auto read = house_.partition().commit_at({5});
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().message, HasSubstr("position 5 is missing"));
}

TEST_F(Corruption, AFlippedBitInAFileIsFoundWhenOpeningOrVerifying) {
  house_.options().segment_events = 10;
  house_.reopen();
  add_history(0, 200);
  house_.close();
  const auto files = files_of(house_.folder(), ".sst");
  ASSERT_FALSE(files.empty());
  constexpr std::ptrdiff_t in_the_first_block = 20;
  flip_bit(files.front(), in_the_first_block);
  if (house_.try_reopen()) return;
  EXPECT_FALSE(eventstore::verify(house_.partition()));
}

TEST_F(Corruption, AMissingFileIsFound) {
  house_.options().segment_events = 10;
  house_.reopen();
  add_history(0, 50);
  house_.close();
  const auto files = files_of(house_.folder(), ".sst");
  ASSERT_FALSE(files.empty());
  std::filesystem::remove(files.front());
  const auto error = house_.try_reopen();
  ASSERT_TRUE(error);
  EXPECT_NE(error->kind, OpenError::Kind::in_use);
}

TEST_F(Corruption, AFlippedBitInAFileOfTheLogIsFoundWhenOpening) {
  add_history(0, 200);
  tamper(house_, [](Storage& storage) { ASSERT_TRUE(storage.db().Flush({}, storage.log()).ok()); });
  const auto files = files_of(house_.folder(), ".sst");
  ASSERT_FALSE(files.empty());
  flip_bit(files.front(), static_cast<std::ptrdiff_t>(std::filesystem::file_size(files.front()) / 2));
  expect_damaged("");
}

TEST_F(Corruption, AFlippedBitInTheWriteAheadLogIsFoundWhenOpening) {
  add_history(0, 20);
  house_.close();
  const auto files = files_of(house_.folder(), ".log");
  ASSERT_FALSE(files.empty());
  flip_bit(files.front(), static_cast<std::ptrdiff_t>(std::filesystem::file_size(files.front()) / 2));
  expect_damaged("");
}

TEST_F(Corruption, AnUnfinishedRecordAtTheEndOfTheWriteAheadLogIsNotDamage) {
  add_history(0, 20);
  house_.close();
  const auto files = files_of(house_.folder(), ".log");
  ASSERT_FALSE(files.empty());
  cut(files.front(), 3);
  house_.reopen();
  EXPECT_EQ(house_.partition().committed(), Position{19}) << "as if the last write had never been finished";
}

TEST_F(Corruption, ASavedStateOfAnotherLayoutIsLeftAside) {
  house_.given_estate();
  for (int amount = 1; amount < 40; ++amount) {
    house_.send(
        fmt::format("p-{:06}", amount),
        fmt::format(
            R"(SetPrice {{"site_id":"LON","product_id":"TEA","unit_price":{},"per":"UNIT","from":"2026-02-01"}})",
            amount));
  }
  tamper(house_, [](Storage& storage) {
    const auto keys = keys_of(storage, storage.states());
    ASSERT_FALSE(keys.empty());
    for (const auto& key : keys) {
      auto value = value_of(storage, storage.states(), key);
      value[0] = '\x7f';
      put(storage, storage.states(), key, value);
    }
  });
  house_.reopen();
  EXPECT_EQ(text_of(house_.send("next", R"(OpenBusinessDay {"site_id":"LON","date":"2026-01-02"})")),
            "accepted 51+1");
  EXPECT_EQ(house_.events().back(), "51 site/LON@44 BusinessDayOpened by next");
}

}  // namespace
}  // namespace tenure::test
