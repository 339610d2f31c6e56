#include "adapters/http/api/commands/command_gate.h"

#include <chrono>
#include <utility>

#include <fmt/format.h>

namespace tenure::http {
namespace {

constexpr std::size_t builder_bytes = 4 * 1024;
constexpr std::size_t scratch_bytes = 64 * 1024;

std::mt19937_64 seeded() {
  std::random_device device;
  std::seed_seq seed{device(), device(), device(), device(), device(), device(), device(), device()};
  return std::mt19937_64{seed};
}

using Waiting = std::vector<CommandGate::Answered>;

void tell_error(Waiting& waiting, eventstore::SubmitError error) {
  for (auto& answered : waiting) answered(std::unexpected{error}, nullptr);
}

void tell(Waiting& waiting, std::expected<eventstore::BatchAnswer, eventstore::SubmitError> result) {
  if (!result) return tell_error(waiting, result.error());
  for (std::size_t i = 0; i < waiting.size(); ++i) waiting[i](std::move(result->answers[i]), result->commit);
}

}  // namespace

CommandGate::CommandGate() : builder{builder_bytes}, scratch(scratch_bytes), random_{seeded()} {}

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

std::string CommandGate::new_id() {
  using namespace std::chrono;
  constexpr std::uint64_t low_12_bits = 0xfff;
  constexpr std::uint64_t low_14_bits = 0x3fff;
  constexpr std::uint64_t low_48_bits = 0xffff'ffff'ffff;
  constexpr std::uint64_t variant = 0x8000;
  const auto time =
      static_cast<std::uint64_t>(duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count());
  const std::uint64_t first = random_();
  const std::uint64_t second = random_();
  return fmt::format("{:08x}-{:04x}-7{:03x}-{:04x}-{:012x}", (time & low_48_bits) >> 16, time & 0xffff,
                     first & low_12_bits, variant | ((first >> 16) & low_14_bits), second & low_48_bits);
}

}  // namespace tenure::http
