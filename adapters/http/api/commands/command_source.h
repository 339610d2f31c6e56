// Many commands in one body: NDJSON, or FlatBuffers one behind another.
//
// What it is: a reader that fills batches and notes for each command where it came from.
// What it promises: every command of the body gets one entry, in order, malformed ones too; what is malformed is not in
//   the batch. NDJSON: a line is a command, empty lines are skipped. FlatBuffers: a u32 size, little endian, then as
//   many bytes; the operator in them must be the expected one.
// What can go wrong: after a FlatBuffer whose size is nonsense nothing more can be told apart; it is the last entry.
// Why this way: the reader can go back to where a batch began, so that a batch for which there was no room is made
//   again rather than kept twice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <flatbuffers/flatbuffers.h>

#include "adapters/http/api/message.h"
#include "eventstore/batch.h"
#include "schemas/codec/json_reader.h"

namespace tenure::http {

enum class CommandFormat : std::uint8_t { ndjson, flatbuffers };

/// What is said for commands that do not say it themselves.
struct CommandDefaults {
  std::string operator_id;
  std::string source;
  std::string actor;
};

/// Commands that are submitted together, and how they came.
struct Slice {
  static constexpr std::uint32_t not_in_batch = UINT32_MAX;
  struct Entry {
    /// From 1, as an editor counts; of a FlatBuffer, its number.
    std::uint32_t line = 0;
    std::uint32_t id_begin = 0;
    std::uint32_t id_size = 0;
    /// Place in the batch, or `not_in_batch`: then place in `errors`.
    std::uint32_t in_batch = not_in_batch;
    std::uint32_t error = 0;
  };

  eventstore::Batch batch;
  std::vector<Entry> entries = {};
  std::vector<codec::FieldError> errors = {};
  /// All ids, one behind another.
  std::string ids = {};

  [[nodiscard]] std::string_view id_of(const Entry& entry) const {
    return std::string_view{ids}.substr(entry.id_begin, entry.id_size);
  }
};

struct SliceLimits {
  std::size_t commands_max;
  std::size_t bytes_max;
};

class CommandSource {
 public:
  /// A place in the body.
  struct Mark {
    std::size_t offset = 0;
    std::uint32_t line = 0;
  };

  CommandSource(Body body, CommandFormat format, CommandDefaults defaults);

  [[nodiscard]] bool is_at_end() const { return at_.offset >= body_.bytes().size(); }
  [[nodiscard]] Mark mark() const { return at_; }
  void go_back(Mark mark) { at_ = mark; }
  /// The next commands, up to the limits, at least one if there is one.
  [[nodiscard]] Slice read(eventstore::Atomicity atomicity, SliceLimits limits);

 private:
  void read_line(Slice& slice);
  void read_buffer(Slice& slice);
  void add(std::span<const std::uint8_t> command, Slice& slice);
  void add_error(codec::FieldError error, Slice& slice);

  Body body_;
  CommandFormat format_;
  CommandDefaults defaults_;
  codec::CommandReader reader_;
  flatbuffers::FlatBufferBuilder builder_;
  Mark at_;
};

/// The operator of a command buffer that nobody has verified yet; empty where it cannot be found within the bytes.
[[nodiscard]] std::string_view peek_operator(std::span<const std::uint8_t> command);

}  // namespace tenure::http
