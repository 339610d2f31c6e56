// Keys, cursors, the batch and the cache of rows: the small parts that folds and queries stand on.

#include <algorithm>

#include <gtest/gtest.h>

#include "projections/runtime/key.h"
#include "projections/runtime/row_cache.h"
#include "projections/runtime/row_reader.h"
#include "projections/runtime/row_writer.h"

namespace tenure::projections {
namespace {

std::string bytes(const Key& key) { return std::string{std::string_view{key}}; }

TEST(Key, SortsAsItsPartsDo) {
  const std::vector<std::string> rising = {
      bytes(Key{'a', "OP"}.text("A").position({2})),      bytes(Key{'a', "OP"}.text("A").position({256})),
      bytes(Key{'a', "OP"}.text("A").position({65'537})), bytes(Key{'a', "OP"}.text("A-").position({1})),
      bytes(Key{'a', "OP"}.text("AA").position({1})),     bytes(Key{'a', "OP2"}.text("A").position({1})),
      bytes(Key{'b', "OP"}.text("A").position({1})),
  };
  EXPECT_TRUE(std::ranges::is_sorted(rising));
}

TEST(Key, GivesItsPartsBack) {
  const auto key = Key{'x', "OP"}.text("").text("id").number32(7).byte(3).position({1ULL << 40});
  KeyParts parts{std::string_view{key}.substr(1)};
  EXPECT_EQ(parts.text(), "OP");
  EXPECT_EQ(parts.text(), "");
  EXPECT_EQ(parts.text(), "id");
  EXPECT_EQ(parts.number32(), 7U);
  EXPECT_EQ(parts.byte(), 3U);
  EXPECT_EQ(parts.position().value, 1ULL << 40);
  EXPECT_TRUE(parts.complete());
  EXPECT_EQ(parts.byte(), 0U);
  EXPECT_FALSE(parts.complete());
}

TEST(Key, RefusesWhatWouldMixUpParts) {
  EXPECT_THROW((Key{'x', "OP"}.text(std::string_view{"a\0b", 3})), BrokenFold);
  EXPECT_THROW((Key{'x', "OP"}.text(std::string(key_bytes_max, 'a'))), BrokenFold);
}

TEST(Cursor, SurvivesTheTripAndRefusesWhatItIsNot) {
  const std::string rest{"a\0\xff", 3};
  EXPECT_EQ(from_cursor(to_cursor(rest)), rest);
  for (const auto* wrong : {"", "0", "zz", "0A"}) EXPECT_EQ(from_cursor(wrong), std::nullopt) << wrong;
}

TEST(RowBatch, FindsTheNewestOfAKeyAndKeepsTheOthers) {
  RowBatch batch;
  const auto put = [&](std::string_view key, KeyHash hash, std::uint64_t position, std::string_view value) {
    batch.add(key, hash, {position}, RowBatch::Change::put, [&](std::string& out) { out += value; });
  };
  put("a", hash_of("a"), 1, "one");
  put("b", hash_of("b"), 2, "two");
  put("a", hash_of("a"), 3, "three");
  EXPECT_EQ(batch.size(), 3U);
  EXPECT_EQ(batch[0].value, "one");
  EXPECT_EQ(batch.find("a", hash_of("a"))->value, "three");
  EXPECT_FALSE(batch.find("c", hash_of("c")));
  batch.clear();
  EXPECT_FALSE(batch.find("a", hash_of("a")));
}

TEST(RowBatch, TwoKeysWithOneHashAreToldApart) {
  RowBatch batch;
  const KeyHash same{42};
  for (const auto* key : {"a", "b", "a"}) {
    batch.add(key, same, {1}, RowBatch::Change::put,
              [&](std::string& out) { out += std::to_string(batch.size()); });
  }
  EXPECT_EQ(batch.find("a", same)->value, "2");
  EXPECT_EQ(batch.find("b", same)->value, "1");
  EXPECT_FALSE(batch.find("c", same));
}

TEST(RowBatch, SortsByKeyAndKeepsTheOrderOfOneKey) {
  RowBatch batch;
  const auto put = [&](std::string_view key, std::uint64_t position) {
    batch.add(key, hash_of(key), {position}, RowBatch::Change::put, [](std::string&) {});
  };
  // index:    0         1          2           3         4          5
  put("b", 1), put("a", 1), put("ab", 2), put("a", 3), put("a", 3), put("\xFF", 4);
  std::vector<std::uint32_t> order{9, 9, 9, 9, 9, 9, 9, 9, 9};
  batch.sort(order);
  EXPECT_EQ(order, (std::vector<std::uint32_t>{1, 3, 4, 2, 0, 5}));
  batch.clear();
  batch.sort(order);
  EXPECT_TRUE(order.empty());
}

TEST(RowCache, ForgetsWhatWasNotUsedAndNeverAnswersWithAnOldValue) {
  constexpr std::size_t bytes_max = 1000;
  RowCache cache{bytes_max};
  cache.insert("hot", hash_of("hot"), "1");
  cache.insert("cold", hash_of("cold"), "1");
  for (int index = 0; index < 100; ++index) {
    const auto key = "k" + std::to_string(index);
    cache.insert(key, hash_of(key), "v");
    ASSERT_NE(cache.find("hot", hash_of("hot")), nullptr);
  }
  EXPECT_EQ(cache.find("cold", hash_of("cold")), nullptr);
  cache.update("cold", hash_of("cold"), "2");
  EXPECT_EQ(cache.find("cold", hash_of("cold")), nullptr);
  cache.update("hot", hash_of("hot"), "2");
  EXPECT_EQ(cache.find("hot", hash_of("hot"))->value, "2");
  cache.update("hot", hash_of("hot"), std::nullopt);
  EXPECT_EQ(cache.find("hot", hash_of("hot"))->value, std::nullopt);
}

TEST(RowCache, TwoKeysWithOneHashAreToldApart) {
  RowCache cache{1000};
  const KeyHash same{42};
  cache.insert("a", same, "1");
  EXPECT_EQ(cache.find("b", same), nullptr);
  cache.update("b", same, "2");
  EXPECT_EQ(cache.find("a", same)->value, "1");
  cache.insert("b", same, "2");
  EXPECT_EQ(cache.find("a", same), nullptr);
}

struct Count {
  std::uint32_t value = 0;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.value);
  }
};

/// One stored row, "x".
class OneRow final : public NewestRows {
 public:
  std::optional<std::string> newest(std::string_view key) const override {
    ++reads;
    if (failing) throw StorageFault{"broken by the test"};
    return key == std::string_view{Key{'x', "OP"}} ? std::optional{stored} : std::nullopt;
  }
  std::string stored = domain::to_archive(Count{1});
  bool failing = false;
  mutable int reads = 0;
};

TEST(RowWriter, ReadsWhatItWroteAndStorageOnlyOnce) {
  const OneRow storage;
  RowWriter rows{storage, 1000};
  const Key key{'x', "OP"};
  const Key other{'y', "OP"};
  Count count;
  EXPECT_TRUE(rows.read(key, count));
  EXPECT_EQ(count.value, 1U);
  rows.write(key, Count{2});
  EXPECT_TRUE(rows.read(key, count));
  EXPECT_EQ(count.value, 2U);
  rows.write(other, Count{7});
  EXPECT_TRUE(rows.read(other, count));
  EXPECT_EQ(count.value, 7U);
  rows.clear();
  EXPECT_TRUE(rows.read(other, count));
  EXPECT_EQ(count.value, 7U);
  rows.erase(key);
  EXPECT_FALSE(rows.read(key, count));
  EXPECT_EQ(count.value, 0U);
  EXPECT_EQ(storage.reads, 1);
}

TEST(RowWriter, SaysWhatIsWrongWithStorage) {
  OneRow storage;
  RowWriter rows{storage, 1000};
  Count count;
  storage.stored = "cut";
  EXPECT_THROW((void)rows.read(Key{'x', "OP"}, count), BrokenFold);
  storage.failing = true;
  EXPECT_THROW((void)rows.read(Key{'y', "OP"}, count), StorageFault);
}

}  // namespace
}  // namespace tenure::projections
