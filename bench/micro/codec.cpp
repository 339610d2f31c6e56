// From the wire to a checked command, and back: FlatBuffers, JSON, content hash.

#include <string>

#include <benchmark/benchmark.h>
#include <flatbuffers/flatbuffers.h>

#include "bench/workload.h"
#include "schemas/codec/content_hash.h"
#include "schemas/codec/json_reader.h"
#include "schemas/codec/json_writer.h"
#include "schemas/codec/validate.h"

namespace tenure::bench {
namespace {

const command::Command& as_command(std::span<const std::uint8_t> bytes) {
  return *flatbuffers::GetRoot<command::Command>(bytes.data());
}

void make_add_charge(benchmark::State& state) {
  Charges charges{1};
  for (auto _ : state) benchmark::DoNotOptimize(charges.next().data());
}
BENCHMARK(make_add_charge)->Name("workload/make AddCharge");

void read_command(benchmark::State& state) {
  Charges charges{1};
  const auto commands = charges.make(1'024);
  std::size_t next = 0;
  for (auto _ : state) benchmark::DoNotOptimize(codec::read_command(commands[next++ % commands.size()]));
}
BENCHMARK(read_command)->Name("codec/read_command");

void validate_body(benchmark::State& state) {
  Charges charges{1};
  const auto& command = as_command(charges.next());
  const auto& plan = codec::command_plan(command.body_type());
  for (auto _ : state) benchmark::DoNotOptimize(codec::validate(plan, codec::body_of(command)));
}
BENCHMARK(validate_body)->Name("codec/validate body");

void hash_content(benchmark::State& state) {
  Charges charges{1};
  const auto& command = as_command(charges.next());
  for (auto _ : state) benchmark::DoNotOptimize(codec::content_hash(command));
}
BENCHMARK(hash_content)->Name("codec/content_hash");

void write_json(benchmark::State& state) {
  Charges charges{1};
  const auto& command = as_command(charges.next());
  std::string out;
  for (auto _ : state) {
    out.clear();
    codec::write_command_json(command, out);
    benchmark::DoNotOptimize(out.data());
  }
}
BENCHMARK(write_json)->Name("codec/write_command_json");

void read_json(benchmark::State& state) {
  Charges charges{1};
  std::string text;
  codec::write_command_json(as_command(charges.next()), text);
  const codec::Envelope defaults{.id = {},
                                 .operator_id = operator_id,
                                 .source = "api",
                                 .actor = "bench",
                                 .reason = {},
                                 .expected_version = {}};
  codec::CommandReader reader;
  flatbuffers::FlatBufferBuilder builder;
  for (auto _ : state) {
    const auto read = reader.read(text, defaults, builder);
    if (!read) state.SkipWithError(read.error().message.c_str());
    benchmark::DoNotOptimize(builder.GetBufferPointer());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(read_json)->Name("codec/CommandReader::read");

}  // namespace
}  // namespace tenure::bench
