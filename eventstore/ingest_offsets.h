// How far each topic partition of the input was read: what makes reading it exactly once.
//
// What it is: a reader of an input topic sends the commands of a stretch of records together with a mark: from which
//   offset it read, and where it goes on. The mark becomes part of the commit that holds what the records caused.
// What it promises: marks of a topic partition follow each other without a gap or an overlap, for each begins where the
//   last one ended. So no record is applied twice or left out, whatever crashes and whoever else reads.
// Why in the log: an offset kept anywhere else could part from the events.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "schemas/commit_generated.h"

namespace tenure::eventstore {

/// A stretch of records of a topic partition: [expected, next).
struct IngestMark {
  std::string topic;
  std::uint32_t partition = 0;
  /// Where the reader began: the stored offset, or nothing where none was ever stored.
  std::optional<std::uint64_t> expected;
  /// Offset of the first record behind the stretch.
  std::uint64_t next = 0;
};

/// Which answers move the mark.
enum class MarkWhen : std::uint8_t {
  all_accepted,  ///< every command of the batch was accepted, now or earlier
  always,        ///< whatever the answers are
};

class IngestOffsets {
 public:
  /// A topic's name in Kafka has 249 characters at most.
  static constexpr std::size_t topic_bytes_max = 249;

  /// Where reading goes on; nothing where no mark was ever stored.
  [[nodiscard]] std::optional<std::uint64_t> next(std::string_view topic, std::uint32_t partition) const;
  void set(std::string_view topic, std::uint32_t partition, std::uint64_t next);
  /// All marks of a commit.
  void add(const flatbuffers::Vector<flatbuffers::Offset<stored::IngestMark>>& marks);

  /// Appends all of it; `load` adds what was saved and answers whether the bytes were whole.
  void save(std::string& out) const;
  [[nodiscard]] bool load(std::string_view bytes);

  bool operator==(const IngestOffsets&) const = default;

 private:
  std::map<std::string, std::map<std::uint32_t, std::uint64_t>, std::less<>> topics_;
};

}  // namespace tenure::eventstore
