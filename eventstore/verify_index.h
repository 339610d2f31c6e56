// Compares the sealed indexes with the log. For verify.cpp alone.
//
// What it is: the rows of the log and the rows of the indexes, each as one fingerprint; only where these differ is every
//   row looked up to name the first difference.
// Why this way: two sequential passes instead of a look-up for each row.
#pragma once

#include <cstddef>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "eventstore/commit.h"
#include "eventstore/fingerprint.h"
#include "eventstore/ingest_offsets.h"
#include "eventstore/sealed_index.h"
#include "eventstore/storage.h"
#include "eventstore/verify.h"

namespace tenure::eventstore {

struct IndexFingerprints {
  Fingerprint streams;
  Fingerprint commands;
  bool operator==(const IndexFingerprints&) const = default;

  /// Adds the rows that a commit has to have.
  void add(const Commit& commit);
};

/// The indexes and saved states as they were when it was made.
class IndexSnapshot {
 public:
  explicit IndexSnapshot(Storage& storage);
  ~IndexSnapshot();
  IndexSnapshot(const IndexSnapshot&) = delete;
  IndexSnapshot& operator=(const IndexSnapshot&) = delete;

  /// Up to which commit the indexes are sealed; nothing before the first segment.
  [[nodiscard]] std::expected<std::optional<SealMark>, Difference> mark() const;
  /// The ingest offsets as of the mark; empty where none were saved.
  [[nodiscard]] std::expected<IngestOffsets, Difference> ingested() const;
  /// Reads all rows. Versions of a stream must be gapless from 1, and their positions must rise.
  [[nodiscard]] std::expected<IndexFingerprints, Difference> read_rows() const;

  /// The first row of the commit that is missing or different.
  [[nodiscard]] std::optional<Difference> find_missing(const Commit& commit) const;
  /// The first of the keys that a sealed answer has, by its index.
  [[nodiscard]] std::expected<std::optional<std::size_t>, Difference> find_answered(
      std::span<const std::string> keys) const;

  /// All saved states in the order of their keys.
  [[nodiscard]] std::unique_ptr<rocksdb::Iterator> states() const;

 private:
  [[nodiscard]] rocksdb::ReadOptions read_options() const;
  [[nodiscard]] std::expected<Fingerprint, Difference> read_stream_rows() const;
  [[nodiscard]] std::expected<Fingerprint, Difference> read_command_rows() const;
  [[nodiscard]] std::optional<std::string> find_fault(rocksdb::ColumnFamilyHandle* family,
                                                      const std::string& key, const std::string& value) const;

  Storage& storage_;
  const rocksdb::Snapshot* snapshot_;
};

}  // namespace tenure::eventstore
