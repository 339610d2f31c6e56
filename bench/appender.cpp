#include "bench/appender.h"

#include <algorithm>
#include <atomic>
#include <semaphore>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "bench/settings.h"
#include "bench/workload.h"

namespace tenure::bench {
namespace {

using eventstore::Answer;
using eventstore::Batch;
using eventstore::BatchAnswer;
using eventstore::Partition;
using eventstore::SubmitError;

constexpr std::ptrdiff_t slots_max = 65'536;

/// What completions write and the submitting thread reads.
struct Flight {
  explicit Flight(std::size_t slots, std::size_t batches)
      : free{static_cast<std::ptrdiff_t>(slots)}, latency_us(batches, 0) {}

  std::counting_semaphore<slots_max> free;
  /// One place a batch, so that nothing is shared.
  std::vector<float> latency_us;
  std::atomic<std::size_t> not_accepted{0};
  std::atomic<std::size_t> not_answered{0};
};

void land(Flight& flight, std::size_t batch, const Watch& since,
          const std::expected<BatchAnswer, SubmitError>& answer) {
  flight.latency_us[batch] = static_cast<float>(since.microseconds());
  if (!answer) {
    ++flight.not_answered;
  } else {
    for (const auto& one : answer->answers) {
      if (one.outcome != Answer::Outcome::accepted || one.repeated) ++flight.not_accepted;
    }
  }
  flight.free.release();
}

Batch batch_of(const CommandBlock& commands, std::size_t from, std::size_t to) {
  Batch batch;
  for (std::size_t i = from; i < to; ++i) {
    if (const auto added = batch.add(commands[i]); !added) {
      fail(fmt::format("a generated command is malformed: {} at {}", added.error().message,
                       added.error().pointer));
    }
  }
  return batch;
}

template <class MakeBatch>
Sample run_loop(Partition& partition, std::size_t count, Load load, const MakeBatch& make_batch) {
  const std::size_t slots = load.in_flight / load.batch;
  const std::size_t batches = (count + load.batch - 1) / load.batch;
  Flight flight{slots, batches};

  const Watch watch;
  for (std::size_t number = 0; number < batches; ++number) {
    flight.free.acquire();
    const Watch since;
    const auto from = number * load.batch;
    auto batch = make_batch(from, std::min(from + load.batch, count));
    const auto taken = partition.submit(
        std::move(batch), [&flight, number, since](auto answer) { land(flight, number, since, answer); });
    if (!taken) fail(fmt::format("the partition refused a batch: {}", eventstore::name_of(taken.error())));
  }
  for (std::size_t slot = 0; slot < slots; ++slot) flight.free.acquire();

  Sample sample;
  sample.rate = watch.rate(count);
  if (flight.not_answered + flight.not_accepted > 0) {
    fail(fmt::format("{} batches got no answer and {} commands were not accepted", flight.not_answered.load(),
                     flight.not_accepted.load()));
  }
  for (const auto latency : flight.latency_us) sample.latencies.add(latency);
  return sample;
}

}  // namespace

Sample append(Partition& partition, const CommandBlock& commands, Load load) {
  return run_loop(partition, commands.size(), load,
                  [&](std::size_t from, std::size_t to) { return batch_of(commands, from, to); });
}

Sample append_made(Partition& partition, Charges& charges, std::size_t count, Load load) {
  return run_loop(partition, count, load, [&](std::size_t from, std::size_t to) {
    const auto commands = charges.make(to - from);
    return batch_of(commands, 0, commands.size());
  });
}

std::unique_ptr<Partition> open_partition(const std::filesystem::path& folder) {
  eventstore::Options options;
  options.folder = folder;
  auto partition = Partition::open(std::move(options));
  if (!partition) fail(fmt::format("cannot open a partition: {}", partition.error().message));
  return std::move(*partition);
}

void add_estate(Partition& partition) {
  const auto commands = estate();
  const auto answer = partition.submit_and_wait(batch_of(commands, 0, commands.size()));
  if (!answer) fail(fmt::format("the estate was not taken in: {}", eventstore::name_of(answer.error())));
  for (const auto& one : answer->answers) {
    if (one.outcome != Answer::Outcome::accepted) {
      fail(fmt::format("a command of the estate was refused: {} {}", domain::name_of(one.code), one.detail));
    }
  }
}

std::unique_ptr<Partition> open_with_estate(const std::filesystem::path& folder) {
  auto partition = open_partition(folder);
  add_estate(*partition);
  return partition;
}

std::string commit_bytes(Partition& partition, eventstore::Position after, std::size_t bytes_max) {
  std::string bytes;
  const auto reader = partition.subscribe(after);
  while (bytes.size() < bytes_max) {
    const auto commit = reader->next();
    if (!commit) fail(fmt::format("cannot read the log: {}", commit.error().message));
    if (*commit == nullptr) break;
    bytes += (*commit)->bytes();
  }
  return bytes;
}

}  // namespace tenure::bench
