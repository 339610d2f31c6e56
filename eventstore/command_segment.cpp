#include "eventstore/command_segment.h"

namespace tenure::eventstore {

const CommandSegment::Entry* CommandSegment::find(const CommandKey& key) const {
  const auto found = slots_.find(key.hash, [&](std::uint32_t index) {
    const auto& entry = entries_[index];
    return entry.hash == key.hash && entry.group == key.group && id_of(entry) == key.id;
  });
  return found ? &entries_[*found] : nullptr;
}

CommandSegment::Entry& CommandSegment::add(const CommandKey& key, const codec::ContentHash& content,
                                           CommitPlace commit, std::uint32_t answer) {
  if (commits_.empty() || commits_.back().number != commit.number) commits_.push_back(commit);
  const auto id_begin = static_cast<std::uint32_t>(ids_.size());
  ids_.append(key.id);
  slots_.push(key.hash, [this](std::uint32_t index) { return entries_[index].hash; });
  return entries_.emplace_back(Entry{.hash = key.hash,
                                     .group = key.group,
                                     .id_begin = id_begin,
                                     .id_size = static_cast<std::uint32_t>(key.id.size()),
                                     .content = content,
                                     .first_position = {},
                                     .event_count = 0,
                                     .answer = answer,
                                     .commit = static_cast<std::uint32_t>(commits_.size() - 1),
                                     .refusal = 0});
}

void CommandSegment::add_accepted(const CommandKey& key, const codec::ContentHash& content,
                                  CommitPlace commit, std::uint32_t answer, Position first_position,
                                  std::uint32_t event_count) {
  auto& entry = add(key, content, commit, answer);
  entry.first_position = first_position;
  entry.event_count = event_count;
}

void CommandSegment::add_refused(const CommandKey& key, const codec::ContentHash& content, CommitPlace commit,
                                 std::uint32_t answer, std::uint16_t code, std::string detail) {
  auto& entry = add(key, content, commit, answer);
  refusals_.push_back({code, std::move(detail)});
  entry.refusal = static_cast<std::uint32_t>(refusals_.size());
}

void CommandSegment::truncate(std::size_t size) {
  while (entries_.size() > size) {
    const auto& last = entries_.back();
    slots_.pop(last.hash);
    ids_.resize(last.id_begin);
    if (last.refusal != 0) refusals_.pop_back();
    entries_.pop_back();
  }
}

}  // namespace tenure::eventstore
