// The filters over sealed ids: a no is never wrong, a yes seldom is, and they stay few however long history grows.

#include "eventstore/id_filter.h"

#include <random>

#include <gtest/gtest.h>

#include "eventstore/sealed_index.h"
#include "eventstore/storage.h"
#include "tests/eventstore/support.h"

namespace tenure::test {
namespace {

using eventstore::CommitNumber;
using eventstore::IdFilter;
using eventstore::SealedIndex;

std::vector<std::uint64_t> hashes(std::size_t count, std::uint64_t seed) {
  std::mt19937_64 random{seed};
  std::vector<std::uint64_t> all(count);
  for (auto& one : all) one = random();
  return all;
}

void expect_holds(const IdFilter& filter, const std::vector<std::uint64_t>& keys) {
  for (const auto key : keys) ASSERT_TRUE(filter.may_hold(key)) << key;
}

class IdFilterOf : public testing::TestWithParam<std::size_t> {};

TEST_P(IdFilterOf, HoldsAllItsKeysAndHardlyAnyOther) {
  const auto keys = hashes(GetParam(), 1);
  const auto filter = IdFilter::of(keys);
  EXPECT_EQ(filter.keys(), keys.size());
  expect_holds(filter, keys);
  std::size_t wrong = 0;
  for (const auto other : hashes(100'000, 2)) wrong += filter.may_hold(other) ? 1 : 0;
  EXPECT_LE(wrong, 5 + 100'000 * keys.size() * 2 / (std::size_t{1} << 36)) << "2^36 / keys, with some room";
}

TEST_P(IdFilterOf, IsReadBackAsItWasWritten) {
  const auto keys = hashes(GetParam(), 3);
  const auto bytes = IdFilter::of(keys).bytes();
  const auto loaded = IdFilter::load(bytes);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->bytes(), bytes);
  expect_holds(*loaded, keys);
}

TEST_P(IdFilterOf, MergedIsAsMadeFromAllKeysAtOnce) {
  auto all = hashes(GetParam(), 4);
  const auto others = hashes(1'000, 5);
  const auto merged = IdFilter::merged(IdFilter::of(all), IdFilter::of(others));
  all.insert(all.end(), others.begin(), others.end());
  EXPECT_EQ(merged.bytes(), IdFilter::of(all).bytes());
}

INSTANTIATE_TEST_SUITE_P(Sizes, IdFilterOf, testing::Values(0, 1, 7, 16, 100, 65'536, 300'000));

TEST(IdFilter, KeysAtTheEdgesOfTheHashesAreHeld) {
  const std::vector<std::uint64_t> keys{0, 1, ~std::uint64_t{0}, ~std::uint64_t{0} - 1,
                                        std::uint64_t{1} << 63};
  expect_holds(IdFilter::of(keys), keys);
}

TEST(IdFilter, OtherBytesAreNotRead) {
  const auto bytes = IdFilter::of(hashes(100, 1)).bytes();
  EXPECT_FALSE(IdFilter::load(""));
  EXPECT_FALSE(IdFilter::load(std::string_view{bytes}.substr(1)));
  EXPECT_FALSE(IdFilter::load(bytes + "x"));
  auto unordered = bytes;
  unordered[5] = '\x7f';
  EXPECT_FALSE(IdFilter::load(unordered)) << "a bucket that begins behind the end";
  auto many = bytes;
  many[3] = '\x7f';
  EXPECT_FALSE(IdFilter::load(many)) << "more keys than bytes";
}

class SealedFilters : public testing::Test {
 protected:
  SealedFilters() {
    options_.folder = folder_.path();
    storage_ = eventstore::Storage::open(options_, eventstore::Storage::Access::read_write).value();
  }
  SealedIndex index(std::size_t filter_bytes_max) {
    return SealedIndex{*storage_, storage_->streams(), filter_bytes_max};
  }
  // Adds segments of 1,000 keys; returns how many filters there are at most after any of them.
  static std::size_t add(SealedIndex& index, std::uint64_t segments) {
    std::vector<CommitNumber> afters;
    std::size_t most = 0;
    const auto greatest = std::make_shared<eventstore::GreatestIds>();
    greatest->note(group, "C2");
    for (std::uint64_t number = 1; number <= segments; ++number) {
      auto merged = index.merge(IdFilter::of(hashes(1'000, number)));
      while (!afters.empty() && afters.back() >= merged.after) afters.pop_back();
      afters.push_back(merged.after);
      most = std::max(most, afters.size());
      index.add({{number}, {number}, {number}, {}}, std::move(merged), greatest);
    }
    return most;
  }
  // The id is not greater than the greatest one, so that the filters are asked.
  static bool may_hold(const SealedIndex& index, std::uint64_t hash) {
    return index.may_hold(group, "C1", hash);
  }

  static constexpr std::uint64_t group = 17;

  TemporaryFolder folder_;
  eventstore::Options options_;
  std::unique_ptr<eventstore::Storage> storage_;
};

TEST_F(SealedFilters, AreAsManyAsHistoryHasDoublings) {
  auto all = index(64 * eventstore::mebibyte);
  EXPECT_LE(add(all, 100), 7U);
  for (std::uint64_t number = 1; number <= 100; ++number) {
    for (const auto key : hashes(1'000, number)) ASSERT_TRUE(may_hold(all, key));
  }
  std::size_t wrong = 0;
  for (const auto other : hashes(10'000, 1'000)) wrong += may_hold(all, other) ? 1 : 0;
  EXPECT_LE(wrong, 1U);
}

TEST_F(SealedFilters, WithoutRoomForAllOfThemAnyKeyMayBeThere) {
  auto some = index(20'000);
  EXPECT_GT(add(some, 100), 7U) << "no merged filter takes more than half of the room";
  for (const auto other : hashes(1'000, 1'000)) ASSERT_TRUE(may_hold(some, other));
}

}  // namespace
}  // namespace tenure::test
