#include "eventstore/segment_sealer.h"

#include <algorithm>
#include <filesystem>
#include <numeric>
#include <vector>

#include <fmt/format.h>
#include <rocksdb/sst_file_writer.h>

#include "eventstore/index_keys.h"
#include "eventstore/index_rows.h"

namespace tenure::eventstore {
namespace {

using Done = std::expected<void, std::string>;

Done done_or_error(const rocksdb::Status& status) {
  if (status.ok()) return {};
  return std::unexpected(status.ToString());
}

// A sorted file in the making; the first failure is kept.
class SegmentFile {
 public:
  SegmentFile(const Storage& storage, rocksdb::ColumnFamilyHandle* family, const std::string& path)
      : options_{storage.file_options(family)}, writer_{rocksdb::EnvOptions{options_}, options_, family} {
    status_ = writer_.Open(path);
  }

  // Ingest offsets, mark and segment rows sort before all others, in this order.
  void begin(const SealMark& mark, std::string segment) {
    std::string value;
    put_mark(value, mark);
    put(std::string{mark_key}, value);
    put(segment_key(mark.number.value), segment);
  }
  void put(const std::string& key, const std::string& value) {
    if (status_.ok()) status_ = writer_.Put(key, value);
  }
  [[nodiscard]] Done finish() {
    if (status_.ok()) status_ = writer_.Finish();
    return done_or_error(status_);
  }

 private:
  rocksdb::Options options_;
  rocksdb::SstFileWriter writer_;
  rocksdb::Status status_;
};

// Indexes of entries in the order of their keys. Time-ordered ids come in order, and then nothing is left to sort.
template <class Less>
std::vector<std::uint32_t> sorted_indexes(std::size_t size, Less less) {
  std::vector<std::uint32_t> order(size);
  std::iota(order.begin(), order.end(), 0U);
  if (!std::ranges::is_sorted(order, less)) std::ranges::sort(order, less);
  return order;
}

template <class Entries>
IdFilter filter_over(const Entries& entries) {
  std::vector<std::uint64_t> hashes;
  hashes.reserve(entries.size());
  for (const auto& entry : entries) hashes.push_back(entry.hash);
  return IdFilter::of(std::move(hashes));
}

}  // namespace

Done SegmentSealer::seal(const SealTask& task) {
  auto stream_filter = sealed_streams_.merge(filter_over(task.streams->streams()));
  auto command_filter = sealed_commands_.merge(filter_over(task.closed.commands->entries()));
  const auto path = [&](std::string_view index) {
    return (storage_.sealing_folder() / fmt::format("{}-{}.sst", task.mark.number.value, index)).string();
  };
  if (auto written = write_streams(task, path("streams"), stream_filter); !written) return written;
  if (auto written = write_commands(task, path("commands"), command_filter); !written) return written;
  if (auto placed = put_in_place(path("streams"), path("commands")); !placed) return placed;

  sealed_streams_.add(task.mark, std::move(stream_filter), task.closed.greatest_streams);
  streams_.sealed(task.streams);
  sealed_commands_.add(task.mark, std::move(command_filter), task.closed.greatest_commands);
  commands_.sealed(task.closed.commands);
  return {};
}

Done SegmentSealer::write_streams(const SealTask& task, const std::string& path,
                                  const SealedIndex::Filter& filter) const {
  const auto& segment = *task.streams;
  const auto& streams = segment.streams();
  const auto order = sorted_indexes(streams.size(), [&](std::uint32_t left, std::uint32_t right) {
    return segment.key_of(streams[left]) < segment.key_of(streams[right]);
  });
  SegmentFile file{storage_, storage_.streams(), path};
  file.begin(task.mark, SealedIndex::segment_value(filter, *task.closed.greatest_streams));
  std::string key;
  std::string value;
  for (const auto index : order) {
    const auto& stream = streams[index];
    key.assign(segment.key_of(stream)).push_back('\0');
    const auto prefix = key.size();
    auto version = stream.first_version;
    for (auto row = stream.first_row; row != StreamSegment::no_row;
         row = segment.rows()[row].next, ++version) {
      key.resize(prefix);
      put_big_endian(key, version);
      value.clear();
      put_little_endian(value, segment.rows()[row].position.value);
      file.put(key, value);
    }
  }
  return file.finish();
}

Done SegmentSealer::write_commands(const SealTask& task, const std::string& path,
                                   const SealedIndex::Filter& filter) const {
  const auto& segment = *task.closed.commands;
  const auto& entries = segment.entries();
  const auto order = sorted_indexes(entries.size(), [&](std::uint32_t left, std::uint32_t right) {
    const auto& one = entries[left];
    const auto& other = entries[right];
    if (one.group != other.group) {
      return std::tie(one.group->operator_id, one.group->source) <
             std::tie(other.group->operator_id, other.group->source);
    }
    return segment.id_of(one) < segment.id_of(other);
  });
  SegmentFile file{storage_, storage_.commands(), path};
  std::string ingested;
  task.closed.ingested->save(ingested);
  file.put(std::string{ingested_key}, ingested);
  file.begin(task.mark, SealedIndex::segment_value(filter, *task.closed.greatest_commands));
  std::string value;
  for (const auto index : order) {
    const auto& entry = entries[index];
    value.clear();
    put_answer_place(value, segment.place_of(entry));
    file.put(command_row_key(entry.group->operator_id, entry.group->source, segment.id_of(entry)), value);
  }
  return file.finish();
}

Done SegmentSealer::put_in_place(const std::string& streams, const std::string& commands) const {
  std::vector<rocksdb::IngestExternalFileArg> files(2);
  files[0].column_family = storage_.streams();
  files[0].external_files = {streams};
  files[1].column_family = storage_.commands();
  files[1].external_files = {commands};
  for (auto& file : files) {
    file.options.move_files = true;
    file.options.write_global_seqno = false;
  }
  return done_or_error(storage_.db().IngestExternalFiles(files));
}

}  // namespace tenure::eventstore
