// Deciding and folding, with no store around them; money and proration.

#include <benchmark/benchmark.h>

#include "bench/micro/memory_world.h"
#include "bench/workload.h"
#include "domain/kernel/invariant.h"
#include "domain/kernel/proration.h"
#include "domain/kernel/zone.h"

namespace tenure::bench {
namespace {

const command::Command& as_command(std::span<const std::uint8_t> bytes) {
  return *flatbuffers::GetRoot<command::Command>(bytes.data());
}

void decide_add_charge(benchmark::State& state) {
  const auto world = world_of_estate();
  Charges charges{1};
  for (auto _ : state) benchmark::DoNotOptimize(domain::decide_any(as_command(charges.next()), *world));
}
BENCHMARK(decide_add_charge)->Name("domain/decide AddCharge");

void build_charge_raised(benchmark::State& state) {
  const auto world = world_of_estate();
  Charges charges{1};
  const auto& command = as_command(charges.next());
  const auto decision = domain::decide_any(command, *world);
  flatbuffers::FlatBufferBuilder builder;
  for (auto _ : state) {
    builder.Clear();
    build_event(decision->front(), command, builder);
    benchmark::DoNotOptimize(builder.GetBufferPointer());
  }
}
BENCHMARK(build_charge_raised)->Name("domain/build ChargeRaised with its envelope");

void fold_charge_raised(benchmark::State& state) {
  const auto world = world_of_estate();
  Charges charges{1};
  const auto& command = as_command(charges.next());
  const auto decision = domain::decide_any(command, *world);
  flatbuffers::FlatBufferBuilder builder;
  build_event(decision->front(), command, builder);
  const auto& event = *flatbuffers::GetRoot<event::Event>(builder.GetBufferPointer());
  domain::StreamList streams;
  domain::streams_of(event.body_type(), event.body(), streams);
  const auto id = streams[0].id;
  for (auto _ : state) {
    const auto aggregate = domain::Aggregate::create(domain::StreamKind::charge);
    aggregate->fold(event, id);
    benchmark::DoNotOptimize(aggregate->version());
  }
}
BENCHMARK(fold_charge_raised)->Name("domain/create Charge and fold");

void list_streams(benchmark::State& state) {
  const auto world = world_of_estate();
  Charges charges{1};
  const auto& command = as_command(charges.next());
  const auto decision = domain::decide_any(command, *world);
  flatbuffers::FlatBufferBuilder builder;
  build_event(decision->front(), command, builder);
  const auto& event = *flatbuffers::GetRoot<event::Event>(builder.GetBufferPointer());
  domain::StreamList streams;
  for (auto _ : state) {
    streams.clear();
    domain::streams_of(event.body_type(), event.body(), streams);
    benchmark::DoNotOptimize(streams.size());
  }
}
BENCHMARK(list_streams)->Name("domain/streams_of ChargeRaised");

void save_charge(benchmark::State& state) {
  const auto aggregate = domain::Aggregate::create(domain::StreamKind::charge);
  std::string bytes;
  for (auto _ : state) {
    bytes.clear();
    aggregate->save(bytes);
    benchmark::DoNotOptimize(bytes.data());
  }
}
BENCHMARK(save_charge)->Name("domain/save Charge");

void multiply_divide(benchmark::State& state) {
  std::int64_t amount = 1;
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        domain::multiply_divide(domain::MinorUnits{amount++}, 22, 31, Rounding::HALF_UP));
  }
}
BENCHMARK(multiply_divide)->Name("money/multiply_divide");

void prorate(benchmark::State& state) {
  const domain::Date first = domain::from_civil({2026, 10, 1});
  const domain::Period month{first, first + 31};
  std::int64_t price = 1;
  for (auto _ : state) {
    benchmark::DoNotOptimize(domain::prorate(domain::MinorUnits{price++}, {first + 9, first + 31}, month,
                                             Proration::ACTUAL_DAYS, Rounding::HALF_UP));
  }
}
BENCHMARK(prorate)->Name("money/prorate");

void local_date(benchmark::State& state) {
  const auto zone =
      domain::existing(domain::find_zone("Europe/London"), "Europe/London in this machine's tables");
  std::int64_t time = 1'793'600'000'000'000;
  for (auto _ : state) benchmark::DoNotOptimize(zone.local_date(domain::Instant{time += 1'000'000}));
}
BENCHMARK(local_date)->Name("calendar/local_date");

}  // namespace
}  // namespace tenure::bench
