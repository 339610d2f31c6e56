// The scheduler against a real engine: days that are due are opened, once, and only where the books have begun.

#include <gtest/gtest.h>

#include "adapters/cli/sample/month.h"
#include "adapters/daemon/engine.h"
#include "adapters/daemon/logging.h"
#include "adapters/daemon/scheduler.h"
#include "projections/directory/directory.h"
#include "projections/runtime/read_models.h"
#include "schemas/codec/json_reader.h"
#include "tests/adapters/cli/scratch_folder.h"

namespace tenure::daemon {
namespace {

constexpr std::string_view operator_id = cli::sample::operator_id;

domain::Instant at(std::string_view text) { return *domain::parse_instant(text); }

/// An engine with the sample month's first day; its sites are on 30 September.
class SchedulerOnEngine : public testing::Test {
 protected:
  void SetUp() override {
    start_log({.format = LogFormat::text, .level = LogLevel::error});
    EngineOptions options;
    options.store.folder = scratch_.path("data");
    auto opened = Engine::open(std::move(options));
    ASSERT_TRUE(opened) << opened.error().text();
    engine_ = std::move(*opened);
    eventstore::Batch batch;
    for (const auto& line : cli::sample::month()) {
      if (line.find(R"("id":"20260930-)") != std::string::npos) add(line, batch);
    }
    add(R"({"type":"RegisterSite","id":"late","data":{"site_id":"PAR","legal_entity_id":"HARBOUR-UK","name":"Paris",)"
        R"("time_zone":"Europe/Paris","country":"FR"}})",
        batch);
    ASSERT_TRUE(engine_->partition_of(operator_id).submit_and_wait(std::move(batch)));
  }

  static void add(std::string_view line, eventstore::Batch& batch) {
    codec::CommandReader reader;
    flatbuffers::FlatBufferBuilder builder;
    const codec::Envelope defaults{.id = {},
                                   .operator_id = operator_id,
                                   .source = "api",
                                   .actor = "test",
                                   .reason = {},
                                   .expected_version = {}};
    ASSERT_TRUE(reader.read(line, defaults, builder));
    ASSERT_TRUE(batch.add({builder.GetBufferPointer(), builder.GetSize()}));
  }

  /// As the directory has it; "none" before the first.
  [[nodiscard]] std::string day_of(std::string_view site_id) {
    auto& models = engine_->models_of(operator_id);
    EXPECT_EQ(models.wait_until(engine_->partition_of(operator_id).committed(), std::chrono::seconds{30}),
              projections::Reached::reached);
    const auto view = models.at(projections::Latest{});
    const auto site = projections::directory::site(*view, operator_id, site_id);
    return (*site)->business_day ? domain::format_date(*(*site)->business_day) : "none";
  }

  test::ScratchFolder scratch_;
  std::unique_ptr<Engine> engine_;
};

TEST_F(SchedulerOnEngine, OpensWhatIsDueAtEachSiteAndNothingTwice) {
  // In London it is 3 October already, in New York still the 2nd.
  const auto now = at("2026-10-02T23:30:00Z");
  EXPECT_EQ(Scheduler::open_due_days(*engine_, now, operator_id), 5U);
  EXPECT_EQ(day_of("LON"), "2026-10-03");
  EXPECT_EQ(day_of("NYC"), "2026-10-02");
  EXPECT_EQ(Scheduler::open_due_days(*engine_, now, operator_id), 0U);
}

TEST_F(SchedulerOnEngine, LeavesASiteAloneWhoseBooksHaveNotBegun) {
  EXPECT_GT(Scheduler::open_due_days(*engine_, at("2026-10-01T12:00:00Z"), operator_id), 0U);
  EXPECT_EQ(day_of("PAR"), "none");
}

TEST_F(SchedulerOnEngine, AnOperatorThatIsNotThereHasNoDays) {
  EXPECT_EQ(Scheduler::open_due_days(*engine_, at("2026-10-01T12:00:00Z"), "nobody"), 0U);
}

TEST_F(SchedulerOnEngine, ADayThatIsRefusedIsLeftForTheNextRound) {
  // Somebody used the scheduler's id for another day, so the answer is IDEMPOTENCY_CONFLICT.
  eventstore::Batch batch;
  add(R"({"type":"OpenBusinessDay","id":"business-day:LON:2026-10-01","source":"scheduler",)"
      R"("data":{"site_id":"LON","date":"2026-12-24"}})",
      batch);
  ASSERT_TRUE(engine_->partition_of(operator_id).submit_and_wait(std::move(batch)));
  EXPECT_EQ(Scheduler::open_due_days(*engine_, at("2026-10-01T12:00:00Z"), operator_id), 1U)
      << "New York's alone";
  EXPECT_EQ(day_of("LON"), "2026-09-30");
}

TEST_F(SchedulerOnEngine, APartitionThatTakesNoCommandsIsNoEndOfIt) {
  engine_->partition_of(operator_id).shut_down();
  EXPECT_EQ(Scheduler::open_due_days(*engine_, at("2026-10-01T12:00:00Z"), operator_id), 0U);
}

}  // namespace
}  // namespace tenure::daemon
