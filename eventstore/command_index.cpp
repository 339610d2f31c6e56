#include "eventstore/command_index.h"

#include <algorithm>

#include <boost/unordered/unordered_flat_map.hpp>
#include <fmt/format.h>

#include "domain/kernel/text.h"
#include "eventstore/index_keys.h"
#include "eventstore/index_rows.h"
#include "eventstore/key_hash.h"

namespace tenure::eventstore {
namespace {

StoredAnswer answer_of(const CommandSegment& segment, const CommandSegment::Entry& entry) {
  StoredAnswer answer;
  answer.content = entry.content;
  if (const auto* refusal = segment.refusal_of(entry)) {
    answer.accepted = false;
    answer.code = static_cast<domain::Code>(refusal->code);
    answer.detail = refusal->detail;
  } else {
    answer.first_position = entry.first_position;
    answer.event_count = entry.event_count;
  }
  return answer;
}

StoredAnswer answer_of(const Commit& commit, const stored::Accepted& accepted) {
  StoredAnswer answer;
  answer.content = {accepted.content_high(), accepted.content_low()};
  answer.first_position = {commit.first().value + accepted.first_event()};
  answer.event_count = accepted.event_count();
  return answer;
}

StoredAnswer answer_of(const stored::Refused& refused) {
  StoredAnswer answer;
  answer.accepted = false;
  answer.content = {refused.content_high(), refused.content_low()};
  // Commit::open saw to it that the code is known.
  answer.code = domain::parse_code(domain::text(refused.code())).value_or(domain::Code::IDEMPOTENCY_CONFLICT);
  answer.detail = domain::text(refused.detail());
  return answer;
}

// Nothing where the commit has no such answer.
std::optional<StoredAnswer> answer_at(const CommitPtr& commit, const AnswerPlace& place) {
  if (!commit) return std::nullopt;
  const auto& body = commit->body();
  if (place.accepted) {
    if (place.index >= body.accepted()->size()) return std::nullopt;
    return answer_of(*commit, *body.accepted()->Get(place.index));
  }
  if (body.refused() == nullptr || place.index >= body.refused()->size()) return std::nullopt;
  return answer_of(*body.refused()->Get(place.index));
}

}  // namespace

// Commands come in runs from one source, so the last group is asked first.
struct CommandIndex::Groups {
  std::deque<CommandGroup> all;
  boost::unordered_flat_map<std::string, const CommandGroup*> by_key;
  const CommandGroup* last = nullptr;

  const CommandGroup* find(std::string_view operator_id, std::string_view source) {
    if (last != nullptr && last->operator_id == operator_id && last->source == source) return last;
    std::string key{operator_id};
    key.append(1, '\0').append(source);
    auto& group = by_key[key];
    if (group == nullptr) {
      group = &all.emplace_back(std::string{operator_id}, std::string{source},
                                command_group_hash(operator_id, source));
    }
    return last = group;
  }
};

CommandIndex::CommandIndex(Storage& storage, SealedIndex& sealed, Log& log)
    : storage_{storage},
      sealed_{sealed},
      log_{log},
      groups_{std::make_unique<Groups>()},
      greatest_{std::make_unique<GreatestIds>()},
      open_{std::make_shared<CommandSegment>()} {}
CommandIndex::~CommandIndex() = default;

CommandKey CommandIndex::key_of(std::string_view operator_id, std::string_view source, std::string_view id) {
  const auto* group = groups_->find(operator_id, source);
  return {group, id, key_hash(group->hash, id)};
}

std::expected<std::optional<StoredAnswer>, ReadError> CommandIndex::find(const CommandKey& key) {
  open_->prefetch(key);
  if (greatest_->certainly_new(key.group->hash, key.id)) return std::nullopt;
  if (const auto* entry = open_->find(key)) return answer_of(*open_, *entry);
  drop_sealed_segments();
  for (const auto& segment : closed_) {
    if (const auto* entry = segment->find(key)) return answer_of(*segment, *entry);
  }
  if (!sealed_.may_hold(key.group->hash, key.id, key.hash)) return std::nullopt;
  return find_sealed(key);
}

std::expected<std::optional<StoredAnswer>, ReadError> CommandIndex::find_sealed(const CommandKey& key) const {
  const auto row = command_row_key(key.group->operator_id, key.group->source, key.id);
  rocksdb::PinnableSlice value;
  const auto status = storage_.db().Get({}, storage_.commands(), row, &value);
  if (status.IsNotFound()) return std::nullopt;
  if (!status.ok())
    return std::unexpected(ReadError{{}, "the command index cannot be read: " + status.ToString()});
  const auto place = parse_answer_place({value.data(), value.size()});
  if (!place) return std::unexpected(ReadError{{}, "the command index is damaged: a row is not readable"});

  const auto commit = log_.read(place->first_position, place->number);
  if (!commit) return std::unexpected(commit.error());
  if (auto answer = answer_at(*commit, *place)) return answer;
  return std::unexpected(
      ReadError{place->first_position, "the command index names an answer that is not there"});
}

void CommandIndex::add_accepted(const CommandKey& key, const codec::ContentHash& content,
                                CommandSegment::CommitPlace commit, std::uint32_t answer,
                                Position first_position, std::uint32_t event_count) {
  greatest_->note(key.group->hash, key.id);
  open_->add_accepted(key, content, commit, answer, first_position, event_count);
}

void CommandIndex::add_refused(const CommandKey& key, const codec::ContentHash& content,
                               CommandSegment::CommitPlace commit, std::uint32_t answer, domain::Code code,
                               std::string detail) {
  greatest_->note(key.group->hash, key.id);
  open_->add_refused(key, content, commit, answer, static_cast<std::uint16_t>(code), std::move(detail));
}

void CommandIndex::replay(const Commit& commit) {
  const CommandSegment::CommitPlace place{commit.first(), commit.number()};
  const auto& body = commit.body();
  for (std::uint32_t index = 0; index < body.accepted()->size(); ++index) {
    const auto answer = answer_of(commit, *body.accepted()->Get(index));
    const auto& event = commit.event_at(answer.first_position);
    const auto key = key_of(domain::text(event.operator_id()), domain::text(event.source()),
                            domain::text(event.command_id()));
    add_accepted(key, answer.content, place, index, answer.first_position, answer.event_count);
  }
  if (body.refused() == nullptr) return;
  for (std::uint32_t index = 0; index < body.refused()->size(); ++index) {
    const auto& refused = *body.refused()->Get(index);
    auto answer = answer_of(refused);
    const auto key = key_of(domain::text(refused.operator_id()), domain::text(refused.source()),
                            domain::text(refused.command_id()));
    add_refused(key, answer.content, place, index, answer.code, std::move(answer.detail));
  }
}

std::shared_ptr<const CommandSegment> CommandIndex::close_segment() {
  drop_sealed_segments();
  closed_.push_back(std::move(open_));
  open_ = std::make_shared<CommandSegment>();
  return closed_.back();
}

void CommandIndex::begin_after_sealed() { greatest_ = std::make_unique<GreatestIds>(*sealed_.greatest()); }

void CommandIndex::sealed(const std::shared_ptr<const CommandSegment>& segment) {
  const std::lock_guard lock{sealed_mutex_};
  newly_sealed_.push_back(segment);
}

void CommandIndex::drop_sealed_segments() {
  const std::lock_guard lock{sealed_mutex_};
  for (const auto& segment : newly_sealed_) std::erase(closed_, segment);
  newly_sealed_.clear();
}

}  // namespace tenure::eventstore
