// scan: all events in order, each commit checked whole (checksum, structure, numbering), each event's fields read.
//
// The limit iterates the same values, byte for byte, in a plain RocksDB: each is read from the page cache into a block of
// its own and all of its bytes go through RocksDB's block checksum; none is looked at beyond that. Neither side finds
// anything in a block cache: the engine's scan fills none, the limit's is far smaller than the log. A value is a commit
// of up to 8,192 events. The engine copies it to where its numbers are aligned, checks its own checksum, and verifies
// and reads each event; reading runs beside that on a second thread.

#include <fmt/format.h>

#include "bench/appender.h"
#include "bench/limits/plain_rocksdb.h"
#include "bench/scenarios/list.h"

namespace tenure::bench {
namespace {

constexpr Load load{8'192, 1'024};

/// Reads what any reader of an event reads; the sum keeps the compiler from leaving it out.
std::uint64_t read_event(const event::Event& event) {
  auto sum = event.position() + static_cast<std::uint64_t>(event.recorded_at()) + event.version();
  sum += event.stream()->size() + event.command_id()->size() + event.actor()->size();
  if (const auto* charge = event.body_as_ChargeRaised()) {
    sum += static_cast<std::uint64_t>(charge->net()) + charge->charge_id()->size() +
           charge->occupier_id()->size();
  }
  return sum;
}

std::uint64_t read_all(eventstore::Partition& partition, std::uint64_t& sum) {
  const auto reader = partition.subscribe({0});
  std::uint64_t events = 0;
  while (true) {
    const auto commit = reader->next();
    if (!commit) fail(fmt::format("the log cannot be read: {}", commit.error().message));
    if (*commit == nullptr) return events;
    for (auto position = (*commit)->first(); position <= (*commit)->last(); ++position.value) {
      sum += read_event((*commit)->event_at(position));
      ++events;
    }
  }
}

void copy_values(eventstore::Partition& partition, PlainRocksDb& db) {
  const auto reader = partition.subscribe({0});
  while (true) {
    const auto commit = reader->next();
    if (!commit) fail(fmt::format("the log cannot be read: {}", commit.error().message));
    if (*commit == nullptr) break;
    db.append_synced((*commit)->bytes());
  }
  db.flush();
}

Report run(const Settings& settings) {
  const Scratch scratch{settings, "scan"};
  const Scratch limit_scratch{settings, "scan-limit"};
  const auto wanted = settings.events_or(1'000'000, 20'000);
  {
    const auto partition = open_with_estate(scratch.path());
    Charges charges{1};
    (void)append_made(*partition, charges, wanted, load);
  }
  // Opened again, so that nothing is left in memory from writing.
  const auto partition = open_partition(scratch.path());
  PlainRocksDb db{limit_scratch.path()};
  copy_values(*partition, db);

  const auto events = partition->committed().value;
  std::uint64_t sum = 0;
  const auto thing = [&] {
    const Watch watch;
    if (read_all(*partition, sum) != events) fail("the scan did not see every event");
    return Sample{watch.rate(events), {}};
  };
  const auto limit = [&] {
    const Watch watch;
    if (db.scan() == 0) fail("the limit has no values");
    return Sample{watch.rate(events), {}};
  };
  auto row = row_of(fmt::format("{} events", events), "events/s", alternate(settings, thing, limit));
  row.bytes_per_event = static_cast<double>(db.scan()) / static_cast<double>(events);
  if (sum == 0) fail("the events have nothing in them");
  return {"scan", {row}, {}};
}

}  // namespace

const Scenario scan_scenario{
    "scan", "all events in order through a subscription, decoded and verified; events/s",
    "a RocksDB iterator over the same values, which checks each block's checksum", run};

}  // namespace tenure::bench
