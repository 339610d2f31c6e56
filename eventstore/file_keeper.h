// Storage beneath RocksDB that keeps its table files once the database's manifest could not be written.
//
// What it is: a RocksDB Env over another. It looks at the writes of MANIFEST files and at the removal of *.sst files.
// What it promises: after a failed write or sync of a manifest no table file is removed until the database is opened
//   again. What the next opening finds no use for, RocksDB itself removes then.
// Why this way: whether a failed sync reached the disk is unknown. RocksDB 7.8 removes the files of an ingestion whose
//   manifest entry failed; if the entry is there after all, the manifest names files that are gone and the database
//   does not open any more. Later versions of RocksDB keep such files themselves.
// Threads: may be used from any thread.
#pragma once

#include <memory>

namespace rocksdb {
class Env;
}

namespace tenure::eventstore {

/// `base` is the machine's storage or a test's; it outlives the result.
[[nodiscard]] std::unique_ptr<rocksdb::Env> keep_files_after_manifest_faults(rocksdb::Env& base);

}  // namespace tenure::eventstore
