#include "eventstore/batch.h"

#include <algorithm>
#include <cstring>

#include "eventstore/invariant.h"
#include "schemas/codec/validate.h"

namespace tenure::eventstore {
namespace {

// FlatBuffers read in place need their scalars aligned.
constexpr std::size_t command_alignment = 8;
// A batch of one takes a block of its own size; longer batches soon get blocks that hold many.
constexpr std::size_t block_bytes_max = 256 * 1024;

std::size_t aligned(std::size_t bytes) { return (bytes + command_alignment - 1) & ~(command_alignment - 1); }

}  // namespace

std::expected<void, codec::FieldError> Batch::add(std::span<const std::uint8_t> command) {
  // Copied first: what is checked is what is decided, whatever the caller does with his bytes.
  const auto size = aligned(command.size());
  if (blocks_.empty() || block_used_ + size > block_size_) {
    block_size_ = std::max(size, std::min(bytes_ * 2, block_bytes_max));
    block_used_ = 0;
    blocks_.push_back(std::make_unique_for_overwrite<std::uint8_t[]>(block_size_));
  }
  auto* const at = blocks_.back().get() + block_used_;
  if (!command.empty()) std::memcpy(at, command.data(), command.size());

  auto read = codec::read_command({at, command.size()});
  if (!read) return std::unexpected(std::move(read.error()));
  entries_.push_back({*read, codec::content_hash(**read)});
  block_used_ += size;
  bytes_ += command.size();
  return {};
}

void Batch::mark_ingested(IngestMark mark, MarkWhen when) {
  require(!mark_, "one mark in a batch", "a second one");
  require(!mark.topic.empty() && mark.topic.size() <= IngestOffsets::topic_bytes_max,
          "the name of a topic of 1 to 249 bytes", "another length");
  require(!mark.expected || *mark.expected <= mark.next, "a mark that does not go back", "one that does");
  bytes_ += mark.topic.size();
  mark_ = std::move(mark);
  mark_when_ = when;
}

std::string_view name_of(SubmitError error) {
  switch (error) {
    case SubmitError::queue_full:
      return "QUEUE_FULL";
    case SubmitError::too_large:
      return "TOO_LARGE";
    case SubmitError::shutting_down:
      return "SHUTTING_DOWN";
    case SubmitError::stopped:
      return "STOPPED";
    case SubmitError::stale_input:
      return "STALE_INPUT";
  }
  return "unknown";
}

}  // namespace tenure::eventstore
