// A commit: what one drain of the sequencer wrote as one value, read in place.
//
// What it is: a read-only view that owns its bytes; shared between the feed, subscriptions and readers.
// What it promises: `open` accepts only bytes whose checksum, structure and numbering are whole; after that every
//   accessor is safe and needs no further check.
// What can go wrong: damaged bytes; `open` says what is wrong, the caller adds the position.
// Why this way: the bytes in memory are the bytes on disk, so what is folded is what is stored.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "eventstore/position.h"
#include "schemas/commit_generated.h"
#include "schemas/events/event_generated.h"

namespace tenure::eventstore {

/// A stored value in memory of its own, not looked at yet.
class CommitBytes {
 public:
  explicit CommitBytes(std::string_view value);
  [[nodiscard]] std::string_view view() const { return {reinterpret_cast<const char*>(bytes_.get()), size_}; }

 private:
  std::unique_ptr<std::uint8_t[]> bytes_;
  std::size_t size_;
};

class Commit {
 public:
  /// Takes the stored value (header and body, see docs/formats.md), checks all of it, and keeps it.
  /// The error says what is damaged, e.g. "checksum is 1f…, expected 2a…".
  [[nodiscard]] static std::expected<std::shared_ptr<const Commit>, std::string> open(CommitBytes value);
  [[nodiscard]] static std::expected<std::shared_ptr<const Commit>, std::string> open(
      std::string_view value) {
    return open(CommitBytes{value});
  }

  /// Position of the first event; with no events, the one that the next event will have.
  [[nodiscard]] Position first() const { return {body_->first_position()}; }
  /// Position of the last event; the one before `first` where there are none.
  [[nodiscard]] Position last() const { return {body_->first_position() + event_count() - 1}; }
  [[nodiscard]] CommitNumber number() const { return {body_->number()}; }
  [[nodiscard]] ChainHash chain() const { return chain_; }
  /// Whether the commit continues the history that has this chain so far.
  [[nodiscard]] bool continues(ChainHash previous) const;
  [[nodiscard]] std::uint32_t event_count() const { return body_->starts()->size(); }
  [[nodiscard]] bool holds(Position position) const { return position >= first() && position <= last(); }

  /// The event at a position that the commit holds.
  [[nodiscard]] const event::Event& event_at(Position position) const {
    return *flatbuffers::GetRoot<event::Event>(event_bytes(position).data());
  }
  /// Exactly the stored bytes of that event, its size prefix not included.
  [[nodiscard]] std::span<const std::uint8_t> event_bytes(Position position) const;

  /// Answers of accepted commands in their order, and of the refused ones.
  [[nodiscard]] const stored::Commit& body() const { return *body_; }
  /// The whole stored value.
  [[nodiscard]] std::string_view bytes() const;

  Commit(const Commit&) = delete;
  Commit& operator=(const Commit&) = delete;
  ~Commit();

 private:
  friend class CommitBuilder;
  Commit();

  struct Storage;
  std::unique_ptr<Storage> storage_;
  const stored::Commit* body_ = nullptr;
  ChainHash chain_;
};

using CommitPtr = std::shared_ptr<const Commit>;

}  // namespace tenure::eventstore
