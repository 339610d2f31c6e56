#include "eventstore/recovery.h"

#include <algorithm>

#include <fmt/format.h>

#include "domain/kernel/text.h"
#include "eventstore/event_streams.h"
#include "eventstore/index_keys.h"
#include "eventstore/key_hash.h"

namespace tenure::eventstore {
namespace {

constexpr std::uint64_t commits_between_reports = 1'024;

std::unexpected<OpenError> damaged(Position position, std::string message) {
  return std::unexpected(OpenError{OpenError::Kind::damaged, position, std::move(message)});
}

}  // namespace

std::expected<Recovery::Result, OpenError> Recovery::run() {
  if (auto loaded = load_sealed(); !loaded) return std::unexpected(std::move(loaded.error()));
  const auto cursor = mark_ ? parts_.log.scan(mark_->first_position, mark_->number)
                            : parts_.log.scan(Position{1}, CommitNumber{1});
  if (auto checked = check_mark(*cursor); !checked) return std::unexpected(std::move(checked.error()));
  for (std::uint64_t commits = 0;; ++commits) {
    const auto commit = cursor->next();
    if (!commit) return damaged(commit.error().position, commit.error().message);
    if (!*commit) break;
    if (auto replayed = replay(**commit); !replayed) return std::unexpected(std::move(replayed.error()));
    if (parts_.options.progress && commits % commits_between_reports == 0) {
      parts_.options.progress("reading the log's tail", result_.end.position.value, 0);
    }
  }
  if (auto found = find_last_time(); !found) return std::unexpected(std::move(found.error()));
  return result_;
}

Recovery::Step Recovery::load_sealed() {
  for (auto* sealed : {&parts_.sealed_streams, &parts_.sealed_commands}) {
    if (auto loaded = sealed->load(); !loaded) return damaged({}, "an index is damaged: " + loaded.error());
  }
  parts_.commands.begin_after_sealed();
  parts_.cache.begin_after_sealed(*parts_.sealed_streams.greatest());
  const auto streams = parts_.sealed_streams.mark();
  const auto commands = parts_.sealed_commands.mark();
  // Both are put in place together. Were one ahead, its rows would be made again, with the same content.
  if (streams && commands) mark_ = streams->number < commands->number ? streams : commands;
  return load_ingested();
}

// They lie beside the mark of the command index. What was sealed before there were any has none.
Recovery::Step Recovery::load_ingested() {
  std::string bytes;
  const auto status =
      parts_.storage.db().Get({}, parts_.storage.commands(), rocksdb::Slice{ingested_key}, &bytes);
  if (status.IsNotFound()) return {};
  if (!status.ok()) return damaged({}, "ingest offsets cannot be read: " + status.ToString());
  if (!result_.ingested.load(bytes)) return damaged({}, "ingest offsets are not readable");
  return {};
}

Recovery::Step Recovery::check_mark(LogCursor& cursor) {
  if (!mark_) return {};
  const auto commit = cursor.next();
  if (!commit) return damaged(commit.error().position, commit.error().message);
  if (!*commit || (*commit)->number() != mark_->number || (*commit)->chain() != mark_->chain) {
    return damaged(mark_->last_position,
                   fmt::format("the log does not have commit {}, up to which its indexes are sealed",
                               mark_->number.value));
  }
  result_.end = {mark_->last_position, mark_->number, mark_->chain, domain::Instant{0}};
  return {};
}

Recovery::Step Recovery::replay(const Commit& commit) {
  const auto& end = result_.end;
  if (commit.number().value != end.number.value + 1) {
    return damaged(commit.first(), fmt::format("commit {} is followed by commit {}", end.number.value,
                                               commit.number().value));
  }
  if (commit.first().value != end.position.value + 1) {
    return damaged(commit.first(), fmt::format("position {} is followed by position {}", end.position.value,
                                               commit.first().value));
  }
  if (!commit.continues(end.chain)) {
    return damaged(commit.first(),
                   fmt::format("commit {} does not continue the chain", commit.number().value));
  }
  parts_.streams.add(commit);
  parts_.commands.replay(commit);
  note_new_streams(commit);
  const auto recorded_at = commit.event_count() == 0
                               ? end.recorded_at
                               : domain::Instant{commit.event_at(commit.last()).recorded_at()};
  if (recorded_at < end.recorded_at) return damaged(commit.first(), "recorded_at goes back");
  result_.end = {commit.last(), commit.number(), commit.chain(), recorded_at};
  result_.segment_rows += commit.event_count();
  if (const auto* refused = commit.body().refused()) result_.segment_rows += refused->size();
  if (const auto* ingested = commit.body().ingested()) {
    result_.segment_rows += ingested->size();
    result_.ingested.add(*ingested);
  }
  return seal_if_full(commit);
}

void Recovery::note_new_streams(const Commit& commit) {
  for (auto position = commit.first(); position <= commit.last(); ++position.value) {
    const auto& event = commit.event_at(position);
    for_each_stream(event, [&](const std::optional<domain::StreamName>& stream, std::uint64_t version) {
      if (version != 1 || !stream) return;
      parts_.cache.greatest().note(stream_group_hash(domain::text(event.operator_id()), stream->kind),
                                   stream->id);
    });
  }
}

Recovery::Step Recovery::seal_if_full(const Commit& commit) {
  if (result_.segment_rows < parts_.options.segment_events) return {};
  result_.segment_rows = 0;
  const SealTask task{
      {commit.first(), commit.number(), commit.last(), commit.chain()},
      {parts_.commands.close_segment(), std::make_shared<const GreatestIds>(parts_.commands.greatest()),
       std::make_shared<const GreatestIds>(parts_.cache.greatest()),
       std::make_shared<const IngestOffsets>(result_.ingested)},
      parts_.streams.close_segment()};
  if (auto sealed = parts_.sealer.seal(task); !sealed) {
    return std::unexpected(OpenError{OpenError::Kind::unreadable, commit.last(),
                                     "an index segment could not be sealed: " + sealed.error()});
  }
  return {};
}

// With nothing but refusals, or nothing at all, behind the mark, the last event says when it was.
Recovery::Step Recovery::find_last_time() {
  auto& end = result_.end;
  if (end.position.value == 0 || end.recorded_at.microseconds() != 0) return {};
  const auto commit = parts_.log.read(end.position);
  if (!commit) return damaged(commit.error().position, commit.error().message);
  if (!*commit || !(*commit)->holds(end.position)) {
    return damaged(end.position, fmt::format("position {} is missing", end.position.value));
  }
  end.recorded_at = domain::Instant{(*commit)->event_at(end.position).recorded_at()};
  return {};
}

}  // namespace tenure::eventstore
