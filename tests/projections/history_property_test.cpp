// Random histories: as of any position, the read models equal a rebuild that stops there.

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "projections/runtime/compare.h"
#include "schemas/codec/json_reader.h"
#include "tests/model/story/story.h"
#include "tests/projections/house.h"

namespace tenure::projections {
namespace {

using test::must;

/// Tells the story's commands to a world, and appends what was accepted, several commands in one commit.
void tell(const model::Story& story, test::MemoryLog& log) {
  test::MemoryWorld world;
  for (const auto& step : story) {
    if (step.deed != model::Deed::send) continue;
    world.set_recorded_at(domain::Instant{step.now});
    std::vector<test::RecordedEvent> commit;
    for (const auto& command : step.commands) {
      const codec::Envelope defaults{.id = {},
                                     .operator_id = command.operator_id,
                                     .source = "api",
                                     .actor = "tester",
                                     .reason = std::nullopt,
                                     .expected_version = std::nullopt};
      codec::CommandReader reader;
      flatbuffers::FlatBufferBuilder builder;
      if (!reader.read(command.line(), defaults, builder)) continue;
      auto applied = world.apply(*flatbuffers::GetRoot<command::Command>(builder.GetBufferPointer()));
      if (applied) std::ranges::move(*applied, std::back_inserter(commit));
    }
    log.append(commit);
  }
}

std::string difference(ReadModels& found, ReadModels& expected, Position position) {
  const auto found_view = must(found.at(position));
  const auto expected_view = must(expected.at(position));
  for (const auto* name : {"billing", "telephony", "access", "directory", "calendar", "parked_input", "usage",
                           "wifi", "ledger"}) {
    const auto compared = must(
        compare_rows(*must(expected_view.rows(name)), *must(found_view.rows(name)), [] { return true; }));
    if (compared.difference) return *compared.difference;
  }
  return {};
}

RC_GTEST_PROP(History, AsOfAnyPositionEqualsARebuildToIt, ()) {
  test::MemoryLog log;
  tell(model::make_up(*rc::gen::arbitrary<std::uint64_t>(), 60), log);
  const test::TempFolder folder;
  ReadModelOptions options;
  options.folder = folder.path() / "live";
  options.storage_bytes_max = eventstore::mebibyte;
  // Small batches and a cache that forgets, so that every way to a row is taken.
  options.batch_events_max = *rc::gen::inRange<std::uint64_t>(1, 64);
  options.batch_bytes_max = *rc::gen::inRange<std::size_t>(1, 4096);
  options.row_cache_bytes_max = *rc::gen::inRange<std::size_t>(0, 4096);
  options.durable_events_max = *rc::gen::inRange<std::uint64_t>(1, 500);
  auto opened = ReadModels::open(log, options);
  RC_ASSERT(opened.has_value());
  auto& live = **opened;
  if (live.wait_until(log.committed(), test::patience) != Reached::reached) {
    std::string reasons;
    for (const auto& model : live.status().models) reasons += model.name + ": " + model.reason + "\n";
    RC_FAIL(reasons);
  }

  for (int look = 0; look < 4; ++look) {
    const Position position{*rc::gen::inRange<std::uint64_t>(0, log.committed().value + 1)};
    ReadModelOptions scratch;
    scratch.folder = folder.path() / ("scratch-" + std::to_string(look));
    scratch.storage_bytes_max = eventstore::mebibyte;
    const auto rebuilt = ReadModels::build(log, scratch, position);
    RC_ASSERT(rebuilt.has_value());
    RC_ASSERT(difference(live, **rebuilt, position) == "");
  }
}

}  // namespace
}  // namespace tenure::projections
