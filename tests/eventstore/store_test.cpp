// A store: its description, its partitions, and where an operator lives.

#include "eventstore/store.h"

#include <fstream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/eventstore/support.h"

namespace tenure::test {
namespace {

using eventstore::OpenError;
using eventstore::Store;
using eventstore::StoreOptions;
using testing::HasSubstr;

class StoreOfPartitions : public testing::Test {
 protected:
  [[nodiscard]] std::expected<std::unique_ptr<Store>, OpenError> open(
      std::optional<std::size_t> partitions = {}) {
    StoreOptions options;
    options.folder = folder_.path() / "store";
    options.partitions = partitions;
    options.partition = small_options({}, clock_);
    return Store::open(std::move(options));
  }
  void write_description(std::string_view text) {
    std::filesystem::create_directories(folder_.path() / "store");
    std::ofstream{folder_.path() / "store" / "store.json"} << text;
  }
  void expect_error(OpenError::Kind kind, std::string_view message) {
    const auto opened = open();
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, kind);
    EXPECT_THAT(opened.error().message, HasSubstr(std::string{message}));
  }

  TemporaryFolder folder_;
  StandingClock clock_;
};

TEST_F(StoreOfPartitions, IsMadeWithOnePartitionUnlessAskedOtherwise) { EXPECT_EQ((*open())->size(), 1U); }

TEST_F(StoreOfPartitions, KeepsItsIdAndItsNumberOfPartitions) {
  std::string id;
  {
    const auto store = open(3);
    ASSERT_TRUE(store) << store.error().message;
    EXPECT_EQ((*store)->size(), 3U);
    id = (*store)->id();
    EXPECT_EQ(id.size(), 36U);
  }
  EXPECT_EQ((*open(3))->id(), id);
  const auto as_it_is = open();
  ASSERT_TRUE(as_it_is);
  EXPECT_EQ((*as_it_is)->size(), 3U);
  EXPECT_EQ((*as_it_is)->id(), id);
}

TEST_F(StoreOfPartitions, IsNotOpenedWithAnotherNumberOfPartitions) {
  ASSERT_TRUE(open(2));
  const auto opened = open(4);
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().message, HasSubstr("has 2 partitions"));
}

TEST_F(StoreOfPartitions, AnOperatorLivesInOnePartitionForEver) {
  const auto store = open(4);
  ASSERT_TRUE(store);
  // XXH3-64 of the id modulo the number of partitions; these are part of the format.
  std::vector<std::size_t> homes;
  for (const auto* operator_id : {"OP", "ONE", "TWO", "acme", "hq-1"})
    homes.push_back((*store)->index_of(operator_id));
  EXPECT_THAT(homes, testing::Each(testing::Lt(4U)));
  EXPECT_EQ(&(*store)->partition_of("OP"), &(*store)->partition(homes[0]));
  std::vector<std::size_t> counts(4);
  for (int index = 0; index < 400; ++index) ++counts[(*store)->index_of(fmt::format("operator-{}", index))];
  EXPECT_THAT(counts, testing::Each(testing::Gt(60U)));
}

TEST_F(StoreOfPartitions, PartitionsHavePositionsOfTheirOwn) {
  const auto store = open(2);
  ASSERT_TRUE(store);
  for (std::size_t index = 0; index < 2; ++index) {
    const auto answer = (*store)->partition(index).submit_and_wait(
        batch_of("c1", R"(RegisterOccupier {"occupier_id":"A","name":"An occupier"})"));
    EXPECT_EQ(text_of(answer->answers[0]), "accepted 1+1");
    EXPECT_TRUE(std::filesystem::is_directory((*store)->folder_of(index)));
  }
}

TEST_F(StoreOfPartitions, ADescriptionThatIsNoneIsNotOpened) {
  write_description("not JSON");
  expect_error(OpenError::Kind::unreadable, "not a store description");
  write_description(R"({"format":1,"id":"x"})");
  expect_error(OpenError::Kind::unreadable, "not a store description");
  write_description(R"({"format":1,"id":"x","partitions":0})");
  expect_error(OpenError::Kind::unreadable, "not a store description");
}

TEST_F(StoreOfPartitions, ADescriptionOfANewerFormatIsNotOpened) {
  write_description(R"({"format":2,"id":"x","partitions":1})");
  expect_error(OpenError::Kind::other_version, "format 2");
}

TEST_F(StoreOfPartitions, ThatIsOpenCannotBeOpenedAgain) {
  const auto store = open();
  ASSERT_TRUE(store);
  expect_error(OpenError::Kind::in_use, "partition 0");
}

}  // namespace
}  // namespace tenure::test
