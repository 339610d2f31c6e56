// Changes what lies on disk beneath a closed partition, as a bad disk or a careless hand would.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "eventstore/storage.h"
#include "tests/eventstore/support.h"

namespace tenure::test {

/// Closes the house and opens its database for the change; the house stays closed.
void tamper(House& house, const std::function<void(eventstore::Storage&)>& change);

/// The keys of a column family in their order.
[[nodiscard]] std::vector<std::string> keys_of(eventstore::Storage& storage,
                                               rocksdb::ColumnFamilyHandle* family);
[[nodiscard]] std::string value_of(eventstore::Storage& storage, rocksdb::ColumnFamilyHandle* family,
                                   const std::string& key);
void put(eventstore::Storage& storage, rocksdb::ColumnFamilyHandle* family, const std::string& key,
         const std::string& value);
void remove(eventstore::Storage& storage, rocksdb::ColumnFamilyHandle* family, const std::string& key);

/// Files below the folder with this extension, e.g. ".sst", the largest first.
[[nodiscard]] std::vector<std::filesystem::path> files_of(const std::filesystem::path& folder,
                                                          std::string_view extension);
/// Flips a bit in the byte at `at`; from the end where it is negative.
void flip_bit(const std::filesystem::path& file, std::ptrdiff_t at);
void cut(const std::filesystem::path& file, std::uintmax_t bytes);

}  // namespace tenure::test
