#include "eventstore/decider.h"

#include <algorithm>

#include <fmt/format.h>

#include "domain/decide.h"
#include "domain/kernel/text.h"

namespace tenure::eventstore {
namespace {

Answer refused(domain::Code code, std::string detail) {
  Answer answer;
  answer.outcome = Answer::Outcome::refused;
  answer.code = code;
  answer.detail = std::move(detail);
  return answer;
}

Answer repeat(StoredAnswer stored, const codec::ContentHash& content) {
  if (stored.content != content) return refused(domain::Code::IDEMPOTENCY_CONFLICT, {});
  Answer answer;
  answer.outcome = stored.accepted ? Answer::Outcome::accepted : Answer::Outcome::refused;
  answer.repeated = true;
  answer.code = stored.code;
  answer.detail = std::move(stored.detail);
  answer.first_position = stored.first_position;
  answer.event_count = stored.event_count;
  return answer;
}

// Whether the answer becomes part of the commit.
bool is_new(const Answer& answer) {
  return !answer.repeated &&
         !(answer.outcome == Answer::Outcome::refused && answer.code == domain::Code::IDEMPOTENCY_CONFLICT);
}

// The one that failed says why; the others were not applied.
PendingBatch failed_batch(std::size_t size, std::size_t failed, Answer why) {
  PendingBatch pending;
  Answer not_applied;
  not_applied.outcome = Answer::Outcome::not_applied;
  pending.answers.assign(size, not_applied);
  pending.answers[failed] = std::move(why);
  return pending;
}

}  // namespace

std::expected<PendingBatch, ReadError> Decider::decide(const Batch& batch, Drain& drain) {
  const auto* const mark = batch.mark();
  // A mark takes its place in a drain like a command does.
  drain.commands += batch.size() + (mark == nullptr ? 0 : 1);
  if (mark != nullptr && is_stale(*mark)) {
    PendingBatch stale;
    stale.stale = true;
    return stale;
  }
  if (batch.purpose() == Purpose::trial) return decide_trial(batch, drain);
  auto pending = batch.atomicity() == Atomicity::each ? decide_each(batch, drain) : decide_all(batch, drain);
  if (pending && mark != nullptr) record_mark(batch, *pending, drain);
  return pending;
}

std::expected<PendingBatch, ReadError> Decider::decide_each(const Batch& batch, Drain& drain) {
  PendingBatch pending;
  pending.answers.reserve(batch.size());
  for (std::size_t index = 0; index < batch.size(); ++index) {
    const auto& command = batch.command(index);
    const auto& content = batch.content_hash(index);
    const auto key = key_of(command);
    auto given = answer(command, content, key, drain, nullptr);
    if (!given) return std::unexpected(std::move(given.error()));
    if (is_new(*given)) {
      pending.recorded = true;
      if (given->outcome == Answer::Outcome::refused) record_refused(key, content, *given, drain);
    }
    count(*given);
    pending.answers.push_back(std::move(*given));
  }
  return pending;
}

std::expected<PendingBatch, ReadError> Decider::decide_all(const Batch& batch, Drain& drain) {
  auto undo = cache_.begin_undo();
  const auto events_before = drain.events.size();
  const auto starts_before = drain.starts.size();
  const auto accepted_before = drain.accepted.size();
  const auto open_before = commands_.open_size();
  PendingBatch pending;
  pending.answers.reserve(batch.size());
  for (std::size_t index = 0; index < batch.size(); ++index) {
    const auto& command = batch.command(index);
    auto given = answer(command, batch.content_hash(index), key_of(command), drain, &undo);
    if (!given) return std::unexpected(std::move(given.error()));
    if (given->outcome == Answer::Outcome::refused) {
      cache_.restore(std::move(undo));
      drain.events.resize(events_before);
      drain.starts.resize(starts_before);
      drain.accepted.resize(accepted_before);
      commands_.truncate(open_before);
      count(*given);
      return failed_batch(batch.size(), index, std::move(*given));
    }
    pending.recorded = pending.recorded || is_new(*given);
    pending.answers.push_back(std::move(*given));
  }
  for (const auto& one : pending.answers) count(one);
  return pending;
}

std::expected<PendingBatch, ReadError> Decider::decide_trial(const Batch& batch, const Drain& drain) {
  PendingBatch pending;
  for (std::size_t index = 0; index < batch.size(); ++index) {
    const auto& command = batch.command(index);
    const auto& owner = cache_.operator_of(domain::text(command.operator_id()));
    auto decision = decision_on(command, owner, drain.recorded_at);
    if (!decision) return std::unexpected(std::move(decision.error()));
    if (!*decision) {
      pending.answers.push_back(refused(decision->error().code, std::move(decision->error().detail)));
      pending.trials.emplace_back();
      continue;
    }
    Answer accepted;
    accepted.event_count = static_cast<std::uint32_t>((*decision)->size());
    pending.answers.push_back(std::move(accepted));
    pending.trials.push_back(**std::move(decision));
  }
  return pending;
}

std::expected<Answer, ReadError> Decider::answer(const command::Command& command,
                                                 const codec::ContentHash& content, const CommandKey& key,
                                                 Drain& drain, AggregateCache::UndoLog* undo) {
  auto stored = commands_.find(key);
  if (!stored) return std::unexpected(std::move(stored.error()));
  if (auto& answered = *stored) return repeat(std::move(*answered), content);

  const auto& owner = cache_.operator_of(key.group->operator_id);
  auto decision = decision_on(command, owner, drain.recorded_at);
  if (!decision) return std::unexpected(std::move(decision.error()));
  if (!*decision) return refused(decision->error().code, std::move(decision->error().detail));

  const auto first = drain.next_position();
  const auto appended = encoder_.append(command, owner, **decision, drain.recorded_at, drain, undo);
  if (!appended) return std::unexpected(appended.error());
  if (*appended == EventEncoder::Outcome::too_large) return refused(domain::Code::TOO_LARGE, {});
  Answer accepted;
  accepted.first_position = first;
  accepted.event_count = static_cast<std::uint32_t>((*decision)->size());
  record_accepted(key, content, accepted, drain);
  return accepted;
}

std::expected<domain::Decision, ReadError> Decider::decision_on(const command::Command& command,
                                                                const CachedOperator& owner,
                                                                domain::Instant recorded_at) {
  if (const auto expected = command.expected_version()) {
    const auto addressed = domain::target_of(command);
    const auto target = cache_.get(owner, addressed.stream());
    if (!target) return std::unexpected(target.error());
    if (const auto version = (*target)->version(); version != *expected) {
      return domain::refuse(domain::Code::VERSION_CONFLICT,
                            fmt::format("expected version {}, it is {}", *expected, version));
    }
  }
  world_.enter(owner, recorded_at);
  auto decision = domain::decide_any(command, world_);
  if (const auto& failure = world_.failure()) return std::unexpected(*failure);
  return decision;
}

CommandKey Decider::key_of(const command::Command& command) {
  return commands_.key_of(domain::text(command.operator_id()), domain::text(command.source()),
                          domain::text(command.id()));
}

void Decider::record_accepted(const CommandKey& key, const codec::ContentHash& content, const Answer& answer,
                              Drain& drain) {
  const auto first_event =
      static_cast<std::uint32_t>(answer.first_position.value - drain.first_position.value);
  commands_.add_accepted(key, content, drain.place(), static_cast<std::uint32_t>(drain.accepted.size()),
                         answer.first_position, answer.event_count);
  drain.accepted.emplace_back(content.high, content.low, first_event, answer.event_count);
}

void Decider::record_refused(const CommandKey& key, const codec::ContentHash& content, const Answer& answer,
                             Drain& drain) {
  commands_.add_refused(key, content, drain.place(), static_cast<std::uint32_t>(drain.refused.size()),
                        answer.code, answer.detail);
  drain.refused.push_back({key.group->operator_id, key.group->source, std::string{key.id}, content,
                           answer.code, answer.detail, static_cast<std::uint32_t>(drain.accepted.size())});
}

bool Decider::is_stale(const IngestMark& mark) const {
  return ingested_.next(mark.topic, mark.partition) != mark.expected;
}

void Decider::record_mark(const Batch& batch, PendingBatch& pending, Drain& drain) {
  const auto accepted = [](const Answer& answer) { return answer.outcome == Answer::Outcome::accepted; };
  if (batch.mark_when() == MarkWhen::all_accepted && !std::ranges::all_of(pending.answers, accepted)) return;
  const auto& mark = *batch.mark();
  ingested_.set(mark.topic, mark.partition, mark.next);
  drain.ingested.push_back(mark);
  pending.marked = true;
  pending.recorded = true;
}

void Decider::count(const Answer& answer) {
  if (answer.repeated) {
    ++counts_.repeated;
  } else if (answer.outcome == Answer::Outcome::accepted) {
    ++counts_.accepted;
  } else {
    ++counts_.refused;
  }
}

}  // namespace tenure::eventstore
