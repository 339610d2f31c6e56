// The embedded log: commits as values of RocksDB's default column family, each written with a synced write.
#pragma once

#include <memory>

#include "eventstore/log.h"
#include "eventstore/storage.h"

namespace tenure::eventstore {

/// `cache_bytes_max`: commits kept in memory for reads of single positions.
[[nodiscard]] std::unique_ptr<Log> open_rocksdb_log(Storage& storage, std::size_t cache_bytes_max);

}  // namespace tenure::eventstore
