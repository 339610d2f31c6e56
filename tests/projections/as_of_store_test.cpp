// Versioned rows through flushes, compactions, reopening and crashes.

#include "projections/runtime/as_of_store.h"

#include <gtest/gtest.h>

#include "tests/projections/house.h"

namespace tenure::projections {
namespace {

using test::TempFolder;

constexpr std::size_t budget = 8 * 1024 * 1024;

std::unique_ptr<AsOfStore> open_store(const std::filesystem::path& folder) {
  auto store = AsOfStore::open({folder, budget, nullptr});
  EXPECT_TRUE(store.has_value()) << store.error().message;
  return std::move(*store);
}

TablePtr table_of(AsOfStore& store, const std::string& name) {
  auto table = store.table(name);
  EXPECT_TRUE(table.has_value()) << table.error().message;
  return *table;
}

void add(RowBatch& batch, std::string_view key, std::uint64_t position, std::string_view value) {
  batch.add(key, hash_of(key), {position}, RowBatch::Change::put, [&](std::string& out) { out += value; });
}
void erase(RowBatch& batch, std::string_view key, std::uint64_t position) {
  batch.add(key, hash_of(key), {position}, RowBatch::Change::erase, [](std::string&) {});
}

std::string read(const AsOfTable& table, std::string_view key, std::uint64_t as_of) {
  std::string value;
  const auto found = table.get(key, {as_of}, value);
  if (!found) return "error";
  return *found ? value : "-";
}

std::string scan(const AsOfTable& table, std::string_view prefix, std::uint64_t as_of) {
  std::string text;
  const auto cursor = table.scan(prefix, {}, {as_of});
  for (; cursor->valid(); cursor->next())
    text += std::string{cursor->key()} + "=" + std::string{cursor->value()} + " ";
  return cursor->fault() ? "error" : text;
}

// a: 1 at 10, 2 at 20, erased at 30, 4 at 40. ab: x at 15. b: y at 35.
void write_sample(AsOfTable& table) {
  RowBatch first;
  add(first, "a", 10, "1");
  add(first, "ab", 15, "x");
  add(first, "a", 20, "2");
  ASSERT_TRUE(table.write(first, {25}));
  RowBatch second;
  erase(second, "a", 30);
  add(second, "b", 35, "y");
  add(second, "a", 40, "4");
  ASSERT_TRUE(table.write(second, {45}));
}

void expect_sample(const AsOfTable& table) {
  EXPECT_EQ(read(table, "a", 9), "-");
  EXPECT_EQ(read(table, "a", 10), "1");
  EXPECT_EQ(read(table, "a", 19), "1");
  EXPECT_EQ(read(table, "a", 20), "2");
  EXPECT_EQ(read(table, "a", 29), "2");
  EXPECT_EQ(read(table, "a", 30), "-");
  EXPECT_EQ(read(table, "a", 39), "-");
  EXPECT_EQ(read(table, "a", 40), "4");
  EXPECT_EQ(read(table, "a", 1000), "4");
  EXPECT_EQ(read(table, "missing", 1000), "-");
  EXPECT_EQ(scan(table, "a", 9), "");
  EXPECT_EQ(scan(table, "a", 12), "a=1 ");
  EXPECT_EQ(scan(table, "a", 25), "a=2 ab=x ");
  EXPECT_EQ(scan(table, "a", 30), "ab=x ");
  EXPECT_EQ(scan(table, "a", 50), "a=4 ab=x ");
  EXPECT_EQ(scan(table, "b", 50), "b=y ");
  EXPECT_EQ(table.checkpoint()->value, 45U);
}

TEST(AsOfStore, OfOneKeyAndPositionTheLastWriteCounts) {
  const TempFolder folder;
  const auto store = open_store(folder.path());
  const auto table = table_of(*store, "t.1.1");
  RowBatch batch;
  add(batch, "kept", 5, "first");
  erase(batch, "gone", 5);
  erase(batch, "kept", 5);
  add(batch, "gone", 5, "short-lived");
  add(batch, "kept", 5, "last");
  erase(batch, "gone", 5);
  ASSERT_TRUE(table->write(batch, {5}));
  EXPECT_EQ(scan(*table, "k", 5), "kept=last ");
  EXPECT_EQ(scan(*table, "g", 5), "");
  EXPECT_EQ(read(*table, "gone", 5), "-");
  ASSERT_TRUE(table->flush());
  EXPECT_EQ(read(*table, "kept", 5), "last");
  EXPECT_EQ(read(*table, "gone", 5), "-");
}

TEST(AsOfStore, AnswersAsOfEveryPositionFromMemoryFilesAndAfterReopening) {
  const TempFolder folder;
  {
    const auto store = open_store(folder.path());
    const auto table = table_of(*store, "t.1.1");
    write_sample(*table);
    expect_sample(*table);
    ASSERT_TRUE(table->flush());
    expect_sample(*table);
    ASSERT_TRUE(table->compact());
    expect_sample(*table);
  }
  const auto store = open_store(folder.path());
  EXPECT_EQ(store->table_names(), std::vector<std::string>{"t.1.1"});
  expect_sample(*table_of(*store, "t.1.1"));
}

TEST(AsOfStore, VersionsSpreadOverFilesAreFoundAfterCompaction) {
  const TempFolder folder;
  const auto store = open_store(folder.path());
  const auto table = table_of(*store, "t");
  for (std::uint64_t position = 1; position <= 100; ++position) {
    RowBatch batch;
    add(batch, "hot", position, std::to_string(position));
    ASSERT_TRUE(table->write(batch, {position}));
    if (position % 10 == 0) {
      ASSERT_TRUE(table->flush());
    }
  }
  ASSERT_TRUE(table->compact());
  for (std::uint64_t position = 1; position <= 100; ++position) {
    EXPECT_EQ(read(*table, "hot", position), std::to_string(position));
    EXPECT_EQ(scan(*table, "h", position), "hot=" + std::to_string(position) + " ");
  }
}

TEST(AsOfStore, TheCheckpointIsOneRowHoweverOftenItIsWritten) {
  const TempFolder folder;
  const auto store = open_store(folder.path());
  const auto table = table_of(*store, "t");
  for (std::uint64_t position = 1; position <= 1000; ++position) {
    ASSERT_TRUE(table->write(RowBatch{}, {position}));
    if (position == 500) {
      ASSERT_TRUE(table->flush());
    }
  }
  EXPECT_EQ(table->checkpoint()->value, 1000U);
  ASSERT_TRUE(table->flush());
  ASSERT_TRUE(table->compact());
  EXPECT_EQ(table->checkpoint()->value, 1000U);
  EXPECT_EQ(table->durable().value, 1000U);
  // A thousand versions of it would take more.
  EXPECT_LT(store->bytes_on_disk(), 4096U);
}

// A copy of the files while the store is open is what a crash leaves: what was flushed, and nothing else.
TEST(AsOfStore, ACrashLeavesRowsAndCheckpointOfOneMoment) {
  const TempFolder folder;
  const TempFolder crashed;
  const auto store = open_store(folder.path());
  const auto table = table_of(*store, "t");
  RowBatch batch;
  add(batch, "a", 10, "kept");
  ASSERT_TRUE(table->write(batch, {10}));
  EXPECT_EQ(table->durable().value, 0U);
  ASSERT_TRUE(table->flush());
  EXPECT_EQ(table->durable().value, 10U);
  batch.clear();
  add(batch, "a", 20, "lost");
  add(batch, "b", 20, "lost");
  ASSERT_TRUE(table->write(batch, {20}));
  EXPECT_EQ(table->durable().value, 10U);

  std::filesystem::remove(crashed.path());
  std::filesystem::copy(folder.path(), crashed.path(), std::filesystem::copy_options::recursive);
  const auto again = open_store(crashed.path());
  const auto rows = table_of(*again, "t");
  EXPECT_EQ(rows->checkpoint()->value, 10U);
  EXPECT_EQ(read(*rows, "a", 1000), "kept");
  EXPECT_EQ(read(*rows, "b", 1000), "-");
}

TEST(AsOfStore, TrimmingForgetsOldVersionsAndRefusesToReadThem) {
  const TempFolder folder;
  {
    const auto store = open_store(folder.path());
    const auto table = table_of(*store, "t");
    write_sample(*table);
    ASSERT_TRUE(table->flush());
    ASSERT_TRUE(table->trim_before({25}));
    ASSERT_TRUE(table->compact());
    EXPECT_EQ(table->history_from().value, 25U);
    EXPECT_EQ(read(*table, "a", 24), "error");
    EXPECT_EQ(scan(*table, "a", 24), "error");
    EXPECT_EQ(read(*table, "a", 25), "2");
    EXPECT_EQ(read(*table, "ab", 25), "x");
    EXPECT_EQ(read(*table, "a", 30), "-");
    EXPECT_EQ(read(*table, "a", 50), "4");
    EXPECT_EQ(table->checkpoint()->value, 45U);
  }
  const auto store = open_store(folder.path());
  const auto table = table_of(*store, "t");
  EXPECT_EQ(table->history_from().value, 25U);
  EXPECT_EQ(read(*table, "a", 25), "2");
  EXPECT_EQ(read(*table, "a", 24), "error");
}

TEST(AsOfStore, ADroppedTableIsGoneWhenItsLastUserLetsGo) {
  const TempFolder folder;
  {
    const auto store = open_store(folder.path());
    auto table = table_of(*store, "t");
    write_sample(*table);
    const auto reader = std::make_unique<TableReader>(table, Position{25});
    table->drop();
    table.reset();
    std::string value;
    EXPECT_TRUE(reader->get("a", value).value());
    EXPECT_EQ(value, "2");
  }
  EXPECT_TRUE(open_store(folder.path())->table_names().empty());
}

TEST(AsOfStore, SettingsAreDurableAtOnce) {
  const TempFolder folder;
  const TempFolder crashed;
  const auto store = open_store(folder.path());
  ASSERT_TRUE(store->set("serve.t", "t.1.1"));
  ASSERT_TRUE(store->set("build.t", "t.1.2"));
  ASSERT_TRUE(store->set("build.t", ""));
  std::filesystem::remove(crashed.path());
  std::filesystem::copy(folder.path(), crashed.path(), std::filesystem::copy_options::recursive);
  const auto again = open_store(crashed.path());
  EXPECT_EQ(again->setting("serve.t").value(), "t.1.1");
  EXPECT_EQ(again->setting("build.t").value(), "");
  EXPECT_EQ(again->setting("unknown").value(), "");
}

TEST(AsOfStore, AFolderThatCannotBeMadeIsAnError) {
  const TempFolder folder;
  const auto store = AsOfStore::open({"/proc/tenure/views", budget, nullptr});
  ASSERT_FALSE(store.has_value());
  EXPECT_NE(store.error().message.find("/proc/tenure"), std::string::npos);
}

}  // namespace
}  // namespace tenure::projections
