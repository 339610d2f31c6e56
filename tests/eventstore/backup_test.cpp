// A backup taken while commands go on is a whole store as of one position; a damaged backup is not restored.

#include <fstream>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "eventstore/store.h"
#include "eventstore/verify.h"
#include "tests/eventstore/tamper.h"

namespace tenure::test {
namespace {

using eventstore::Position;
using eventstore::restore;
using eventstore::Store;
using eventstore::StoreOptions;
using testing::HasSubstr;

std::string occupier(int number) {
  return fmt::format(R"(RegisterOccupier {{"occupier_id":"O-{:06}","name":"An occupier"}})", number);
}
std::string id_of(int number) { return fmt::format("c-{:06}", number); }

class Backup : public testing::Test {
 protected:
  Backup() {
    options_.folder = folder_.path() / "store";
    options_.partition = small_options({}, clock_);
    options_.partition.segment_events = 50;
    store_ = open(options_.folder);
    for (int number = 0; number < 120; ++number) send(*store_, number);
  }

  std::unique_ptr<Store> open(const std::filesystem::path& folder) {
    auto options = options_;
    options.folder = folder;
    auto opened = Store::open(options);
    EXPECT_TRUE(opened) << opened.error().message;
    return opened ? std::move(*opened) : nullptr;
  }
  static std::string send(Store& store, int number) {
    const auto answer = store.partition(0).submit_and_wait(batch_of(id_of(number), occupier(number)));
    return answer ? text_of(answer->answers[0]) : std::string{name_of(answer.error())};
  }
  [[nodiscard]] std::filesystem::path copy() const { return folder_.path() / "copy"; }
  [[nodiscard]] std::filesystem::path restored() const { return folder_.path() / "restored"; }

  // A restore must fail, with this in the message.
  void expect_refused(std::string_view message) {
    const auto done = restore(copy(), restored());
    ASSERT_FALSE(done);
    EXPECT_THAT(done.error(), HasSubstr(std::string{message}));
  }

  TemporaryFolder folder_;
  StandingClock clock_;
  StoreOptions options_;
  std::unique_ptr<Store> store_;
};

TEST_F(Backup, IsRestoredWhole) {
  ASSERT_TRUE(store_->backup(copy()));
  const auto done = restore(copy(), restored());
  ASSERT_TRUE(done) << done.error();
  const auto again = open(restored());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->id(), store_->id());
  EXPECT_EQ(again->partition(0).committed(), Position{120});
  EXPECT_EQ(again->partition(0).status().chain, store_->partition(0).status().chain);
  EXPECT_TRUE(verify(again->partition(0)));
  EXPECT_EQ(send(*again, 7), "again accepted 8+1");
  EXPECT_EQ(send(*again, 120), "accepted 121+1");
  EXPECT_EQ(store_->partition(0).committed(), Position{120}) << "the copy is a copy";
}

TEST_F(Backup, IsTakenWhileCommandsGoOn) {
  std::atomic<bool> over = false;
  std::atomic<int> sent = 120;
  std::jthread writer{[&] {
    while (!over) {
      send(*store_, sent);
      ++sent;
    }
  }};
  while (sent < 140) std::this_thread::yield();
  const auto before = store_->partition(0).committed();
  const auto done = store_->backup(copy());
  while (sent < 200) std::this_thread::yield();
  over = true;
  writer.join();
  ASSERT_TRUE(done) << done.error();
  ASSERT_TRUE(restore(copy(), restored()));
  const auto again = open(restored());
  EXPECT_GE(again->partition(0).committed(), before);
  EXPECT_TRUE(verify(again->partition(0)));
  const auto position = again->partition(0).committed();
  EXPECT_EQ(again->partition(0).commit_at(position).value()->chain(),
            store_->partition(0).commit_at(position).value()->chain())
      << "the same history up to there";
}

TEST_F(Backup, OfAnEmptyStore) {
  const auto empty = open(folder_.path() / "empty");
  ASSERT_TRUE(empty->backup(copy()));
  ASSERT_TRUE(restore(copy(), restored()));
  EXPECT_EQ(open(restored())->partition(0).committed(), Position{0});
}

TEST_F(Backup, CanBeTakenOfAPartitionThatStopped) {
  store_->shut_down();
  EXPECT_TRUE(store_->backup(copy()));
  EXPECT_TRUE(restore(copy(), restored()));
}

TEST_F(Backup, IsNotWrittenOverSomethingElse) {
  std::filesystem::create_directories(copy());
  const auto done = store_->backup(copy());
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error(), HasSubstr("exists already"));
  const auto partition = store_->partition(0).backup(copy());
  ASSERT_FALSE(partition);
  EXPECT_THAT(partition.error(), HasSubstr("exists already"));
}

TEST_F(Backup, IsNotRestoredOverSomethingElse) {
  ASSERT_TRUE(store_->backup(copy()));
  std::filesystem::create_directories(restored());
  expect_refused("exists already");
}

TEST_F(Backup, WithAChangedFileIsNotRestored) {
  ASSERT_TRUE(store_->backup(copy()));
  // Data files are shared with the store they came from until one of both is changed: this one is made its own.
  const auto file = files_of(copy(), ".sst").front();
  const auto own = file.string() + ".own";
  std::filesystem::copy_file(file, own);
  std::filesystem::rename(own, file);
  flip_bit(file, -1);
  expect_refused("differs from the manifest");
}

TEST_F(Backup, WithAFileCutShortIsNotRestored) {
  ASSERT_TRUE(store_->backup(copy()));
  cut(copy() / "store.json", 3);
  expect_refused("differs from the manifest");
}

TEST_F(Backup, WithAMissingOrAnAddedFileIsNotRestored) {
  ASSERT_TRUE(store_->backup(copy()));
  std::ofstream{copy() / "partition-0" / "extra"} << "?";
  expect_refused("is not in the manifest");
  std::filesystem::remove(copy() / "partition-0" / "extra");
  std::filesystem::remove(files_of(copy(), ".sst").front());
  expect_refused("not in the backup");
}

TEST_F(Backup, WithoutAManifestIsNotRestored) {
  ASSERT_TRUE(store_->backup(copy()));
  std::filesystem::remove(copy() / "manifest.json");
  expect_refused("cut short");
}

TEST_F(Backup, WithAManifestOfAnotherHistoryIsNotRestored) {
  ASSERT_TRUE(store_->backup(copy()));
  const auto manifest = copy() / "manifest.json";
  std::string text;
  {
    std::ifstream in{manifest};
    text.assign(std::istreambuf_iterator<char>{in}, {});
  }
  const auto chain = text.find("\"chain\":\"") + 9;
  text[chain] = text[chain] == '0' ? '1' : '0';
  std::ofstream{manifest} << text;
  expect_refused("is not the one that was backed up");
}

}  // namespace
}  // namespace tenure::test
