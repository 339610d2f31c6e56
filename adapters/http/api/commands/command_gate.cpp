#include "adapters/http/api/commands/command_gate.h"

#include <utility>

namespace tenure::http {
namespace {

constexpr std::size_t builder_bytes = 4 * 1024;
constexpr std::size_t scratch_bytes = 64 * 1024;

using Waiting = std::vector<CommandGate::Answered>;

void tell_error(Waiting& waiting, eventstore::SubmitError error) {
  for (auto& answered : waiting) answered(std::unexpected{error}, nullptr);
}

void tell(Waiting& waiting, std::expected<eventstore::BatchAnswer, eventstore::SubmitError> result) {
  if (!result) return tell_error(waiting, result.error());
  for (std::size_t i = 0; i < waiting.size(); ++i) waiting[i](std::move(result->answers[i]), result->commit);
}

}  // namespace

CommandGate::CommandGate() : builder{builder_bytes}, scratch(scratch_bytes) {}

CommandGate::Gathering& CommandGate::gathering_of(eventstore::Partition& partition) {
  for (auto& each : gatherings_) {
    if (each.partition == &partition) return each;
  }
  return gatherings_.emplace_back(&partition, eventstore::Batch{}, std::make_shared<Waiting>());
}

std::expected<void, codec::FieldError> CommandGate::add(eventstore::Partition& partition,
                                                        std::span<const std::uint8_t> command) {
  return gathering_of(partition).batch.add(command);
}

void CommandGate::when_answered(eventstore::Partition& partition, const std::shared_ptr<Loop>& loop,
                                Answered answered) {
  auto& gathering = gathering_of(partition);
  gathering.waiting->push_back(std::move(answered));
  if (gathering.waiting->size() == 1) {
    // Posted behind everything that is ready in this turn of the loop, which so comes into the same batch.
    loop->post([this, &partition, loop] { flush(partition, loop); });
  }
}

void CommandGate::flush(eventstore::Partition& partition, const std::shared_ptr<Loop>& loop) {
  auto& gathering = gathering_of(partition);
  const auto waiting = std::exchange(gathering.waiting, std::make_shared<Waiting>());
  auto batch = std::exchange(gathering.batch, eventstore::Batch{});
  const auto submitted = partition.submit(std::move(batch), [loop, waiting](auto result) {
    loop->post([waiting, result = std::move(result)]() mutable { tell(*waiting, std::move(result)); });
  });
  if (!submitted) tell_error(*waiting, submitted.error());
}

}  // namespace tenure::http
