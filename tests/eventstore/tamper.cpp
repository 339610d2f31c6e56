#include "tests/eventstore/tamper.h"

#include <algorithm>
#include <fstream>

#include <gtest/gtest.h>

namespace tenure::test {

void tamper(House& house, const std::function<void(eventstore::Storage&)>& change) {
  house.close();
  auto storage = eventstore::Storage::open(house.options(), eventstore::Storage::Access::read_write);
  ASSERT_TRUE(storage) << storage.error().message;
  change(**storage);
}

std::vector<std::string> keys_of(eventstore::Storage& storage, rocksdb::ColumnFamilyHandle* family) {
  rocksdb::ReadOptions read;
  read.total_order_seek = true;
  const std::unique_ptr<rocksdb::Iterator> rows{storage.db().NewIterator(read, family)};
  std::vector<std::string> keys;
  for (rows->SeekToFirst(); rows->Valid(); rows->Next()) keys.push_back(rows->key().ToString());
  return keys;
}

std::string value_of(eventstore::Storage& storage, rocksdb::ColumnFamilyHandle* family,
                     const std::string& key) {
  std::string value;
  EXPECT_TRUE(storage.db().Get({}, family, key, &value).ok());
  return value;
}

void put(eventstore::Storage& storage, rocksdb::ColumnFamilyHandle* family, const std::string& key,
         const std::string& value) {
  EXPECT_TRUE(storage.db().Put({}, family, key, value).ok());
}
void remove(eventstore::Storage& storage, rocksdb::ColumnFamilyHandle* family, const std::string& key) {
  EXPECT_TRUE(storage.db().Delete({}, family, key).ok());
}

std::vector<std::filesystem::path> files_of(const std::filesystem::path& folder, std::string_view extension) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
    if (entry.is_regular_file() && entry.path().extension() == extension) files.push_back(entry.path());
  }
  std::ranges::sort(files, std::greater{}, [](const auto& file) { return std::filesystem::file_size(file); });
  return files;
}

void flip_bit(const std::filesystem::path& file, std::ptrdiff_t at) {
  const auto size = static_cast<std::ptrdiff_t>(std::filesystem::file_size(file));
  std::fstream bytes{file, std::ios::in | std::ios::out | std::ios::binary};
  const auto offset = at < 0 ? size + at : at;
  bytes.seekg(offset);
  const auto byte = static_cast<char>(bytes.get() ^ 0x10);
  bytes.seekp(offset);
  bytes.put(byte);
}

void cut(const std::filesystem::path& file, std::uintmax_t bytes) {
  std::filesystem::resize_file(file, std::filesystem::file_size(file) - bytes);
}

}  // namespace tenure::test
