// The projector and its views: following, waiting, as-of, history, faults.

#include "projections/runtime/read_models.h"

#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "projections/directory/directory.h"
#include "tests/eventstore/fault_file_system.h"
#include "tests/projections/counting_model.h"
#include "tests/projections/house.h"

namespace tenure::projections {
namespace {

using namespace std::chrono_literals;
using test::count_of;
using test::counting;
using test::House;
using test::Mischief;
using test::must;
using test::operator_id;

ReadModelOptions only(std::vector<ModelKind> models) {
  ReadModelOptions options;
  options.models = std::move(models);
  return options;
}

TEST(ReadModels, FollowTheLog) {
  House house;
  house.open();
  EXPECT_EQ(must(house.models().at(Latest{})).position().value, 0U);
  house.given(test::let_estate);
  const auto view = house.view();
  EXPECT_EQ(view.position(), house.last());
  for (const auto& model : house.models().status().models) {
    EXPECT_EQ(model.state, ModelState::live);
    EXPECT_GE(model.version, 1U);
    EXPECT_EQ(model.position, house.last());
    EXPECT_EQ(model.lag_events, 0U);
    EXPECT_EQ(model.lag, 0us);
    EXPECT_EQ(model.reason, "");
  }
  EXPECT_GT(house.status("directory").rows_written, 0U);
}

TEST(ReadModels, GoOnWhereTheyWereAfterReopening) {
  House house{only({{counting(1), {}}})};
  house.open();
  house.given(test::let_estate);
  house.settle();
  house.close();
  house.given(R"(AddDoor {"site_id":"LON","door_id":"BACK","name":"Back door"})");
  auto mischief = std::make_shared<Mischief>();
  std::atomic<std::uint64_t> folded = 0;
  mischief->hook = [&](std::uint64_t) { ++folded; };
  house.options().models = {{counting(1, mischief), {}}};
  house.open();
  EXPECT_EQ(count_of(house.view(), operator_id), house.last().value);
  EXPECT_EQ(folded, 1U);
}

TEST(ReadModels, WaitUntilAPositionIsFoldedOrPatienceEnds) {
  House house{only({{counting(1), {}}})};
  house.open();
  EXPECT_EQ(house.models().wait_until({1}, 0ms), Reached::timeout);
  EXPECT_EQ(house.models().wait_until({1}, 1ms), Reached::timeout);
  EXPECT_EQ(house.models().wait_until({0}, 0ms), Reached::reached);
  std::jthread waiting{[&] { EXPECT_EQ(house.models().wait_until({1}, test::patience), Reached::reached); }};
  house.given(test::let_estate);
  waiting.join();
  EXPECT_EQ(house.models().wait_until({1}, 1ms, {"no such model"}), Reached::stopped);
}

TEST(ReadModels, AnswerAsOfEveryPositionAndTime) {
  House house{only({{counting(1), {}}})};
  house.open();
  house.at_time("2026-01-01T09:00:00Z");
  house.given(R"(RegisterOccupier {"occupier_id":"A","name":"A"})");
  house.at_time("2026-01-02T09:00:00Z");
  house.given(R"(RegisterOccupier {"occupier_id":"B","name":"B"})");
  house.given(R"(RegisterOccupier {"occupier_id":"C","name":"C"})");
  house.settle();
  EXPECT_EQ(count_of(house.view_at(Position{0}), operator_id), std::nullopt);
  for (std::uint64_t position = 1; position <= 3; ++position) {
    EXPECT_EQ(count_of(house.view_at(Position{position}), operator_id), position);
  }
  const auto as_of = [&](std::string_view time) {
    return house.view_at(domain::parse_instant(time).value()).position().value;
  };
  EXPECT_EQ(as_of("2025-12-31T00:00:00Z"), 0U);
  EXPECT_EQ(as_of("2026-01-01T09:00:00Z"), 1U);
  EXPECT_EQ(as_of("2026-01-02T08:59:59Z"), 1U);
  EXPECT_EQ(as_of("2026-01-02T09:00:00Z"), 3U);
  EXPECT_EQ(must(house.models().resolve(Latest{})).value, 3U);
  EXPECT_EQ(must(house.models().resolve(Position{7})).value, 7U);

  const auto beyond = house.models().at(Position{4});
  ASSERT_FALSE(beyond);
  EXPECT_EQ(beyond.error().kind, QueryError::Kind::beyond_known);
  EXPECT_EQ(beyond.error().message, "position 4 is not known; the read models are at 3");
  const auto unknown = house.models().at(Latest{}, {"weather"});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().kind, QueryError::Kind::not_serving);
}

TEST(ReadModels, AViewStaysAsItIsWhileTheLogGoesOn) {
  House house{only({{counting(1), {}}})};
  house.open();
  house.given(R"(RegisterOccupier {"occupier_id":"A","name":"A"})");
  const auto view = house.view();
  house.given(R"(RegisterOccupier {"occupier_id":"B","name":"B"})");
  EXPECT_EQ(count_of(house.view(), operator_id), 2U);
  EXPECT_EQ(count_of(view, operator_id), 1U);
  EXPECT_EQ(view.position().value, 1U);
}

TEST(ReadModels, LagIsEventsAndTheAgeOfTheOldest) {
  struct : eventstore::Clock {
    domain::Instant now() const override { return domain::parse_instant("2026-01-01T09:00:30Z").value(); }
  } clock;
  House house{only({{counting(1), {}}})};
  house.options().clock = &clock;
  house.at_time("2026-01-01T09:00:00Z");
  house.given(R"(RegisterOccupier {"occupier_id":"A","name":"A"})");
  house.at_time("2026-01-01T09:00:20Z");
  house.given(R"(RegisterOccupier {"occupier_id":"B","name":"B"})");
  house.given(R"(RegisterOccupier {"occupier_id":"C","name":"C"})");
  const auto built = ReadModels::build(house.log(), house.options(), Position{1});
  ASSERT_TRUE(built) << built.error().message;
  const auto status = (*built)->status().models.at(0);
  EXPECT_EQ(status.position.value, 1U);
  EXPECT_EQ(status.lag_events, 2U);
  EXPECT_EQ(status.lag, 10s);
  EXPECT_EQ((*built)->wait_until({2}, 1ms), Reached::stopped) << "it stands still";
}

TEST(ReadModels, AFolderIsUsedByOneAtATime) {
  House house{only({{counting(1), {}}})};
  house.open();
  const auto second = ReadModels::open(house.log(), house.options());
  ASSERT_FALSE(second);
  EXPECT_NE(second.error().message.find("lock"), std::string::npos) << second.error().message;
}

TEST(ReadModels, TrimmedHistoryIsRefusedAndTheRestAnswers) {
  House house{only({{counting(1), {}}})};
  house.open();
  house.given(test::let_estate);
  house.settle();
  // Only what is durable may be trimmed: after a crash the rest is folded, and asked, again.
  ASSERT_TRUE(house.models().trim_before(Position{10}));
  EXPECT_EQ(house.models().status().history_from.value, 0U);
  ASSERT_TRUE(house.models().flush());
  std::optional<View> held = house.view_at(Position{7});
  ASSERT_TRUE(house.models().trim_before(Position{10}));
  EXPECT_EQ(house.models().status().history_from.value, 7U) << "an open view keeps its position";
  EXPECT_EQ(count_of(*held, operator_id), 7U);
  ASSERT_TRUE(house.models().trim_before(Position{5})) << "nothing to do";

  held.reset();
  ASSERT_TRUE(house.models().trim_before(Position{10}));
  const auto trimmed = house.models().at(Position{9});
  ASSERT_FALSE(trimmed);
  EXPECT_EQ(trimmed.error().kind, QueryError::Kind::trimmed);
  EXPECT_EQ(trimmed.error().message, "position 9 lies before the kept history, which begins at 10");
  EXPECT_EQ(count_of(house.view_at(Position{10}), operator_id), 10U);
  house.close();
  house.open();
  EXPECT_EQ(house.models().status().history_from.value, 10U);
}

TEST(ReadModels, KeepsAsMuchHistoryAsItIsTold) {
  House house{only({{counting(1), {}}})};
  house.options().history_events = 16;
  house.options().durable_events_max = 1;
  house.open();
  for (int index = 0; index < 100; ++index) {
    house.given(fmt::format(R"(RegisterOccupier {{"occupier_id":"O{}","name":"O"}})", index));
    house.settle();
    ASSERT_TRUE(house.models().flush());
  }
  const auto from = house.models().status().history_from.value;
  EXPECT_GE(from, 60U);
  EXPECT_LE(from, 84U);
  EXPECT_EQ(count_of(house.view_at(Position{84}), operator_id), 84U);
}

TEST(ReadModels, AFoldThatFailsStopsItsModelAndNoOther) {
  auto mischief = std::make_shared<Mischief>();
  mischief->broken_at = 5;
  auto kinds = all_models();
  kinds.push_back({counting(1, mischief), {}});
  House house{only(std::move(kinds))};
  house.open();
  house.given(test::let_estate);
  EXPECT_EQ(house.models().wait_until(house.last(), test::patience, {"directory"}), Reached::reached);
  EXPECT_EQ(house.models().wait_until(house.last(), test::patience, {"counting"}), Reached::stopped);
  const auto status = house.status("counting");
  EXPECT_EQ(status.state, ModelState::stopped);
  EXPECT_EQ(status.reason,
            "event 5 (BusinessDayOpened) cannot be folded: broken by the test; the model's code or its rows "
            "are wrong: "
            "rebuild it");
  EXPECT_LE(status.position.value, 4U);
  EXPECT_EQ(status.lag_events, house.last().value - status.position.value);
  ASSERT_EQ(house.notices().size(), 1U);
  EXPECT_NE(house.notices()[0].find("read model counting.1.1 stopped at position"), std::string::npos);
  // It still answers, as of where it stopped.
  EXPECT_EQ(must(house.models().at(Latest{}, {"counting"})).position(), status.position);
  EXPECT_EQ(house.status("billing").state, ModelState::live);
}

TEST(ReadModels, ADamagedLogStopsThem) {
  House house{only({{counting(1), {}}})};
  house.given(test::let_estate);
  house.log().damage({7});
  house.open();
  EXPECT_EQ(house.models().wait_until(house.last(), test::patience), Reached::stopped);
}

TEST(ReadModels, StorageThatFailsStopsThemAndAReopeningGoesOn) {
  test::FaultFileSystem storage;
  House house{only({{counting(1), {}}})};
  house.options().environment = storage.environment();
  house.open();
  house.given(test::let_estate);
  house.settle();
  ASSERT_TRUE(house.models().flush());
  storage.fill_disk_after(0);
  house.given(R"(RegisterOccupier {"occupier_id":"FULL","name":"Full"})");
  house.settle();
  // Rows go to memory first: the disk is met when they are flushed, and the next write hears of it.
  EXPECT_FALSE(house.models().flush());
  house.given(R"(RegisterOccupier {"occupier_id":"FULLER","name":"Fuller"})");
  EXPECT_EQ(house.models().wait_until(house.last(), test::patience), Reached::stopped);
  const auto status = house.status("counting");
  EXPECT_EQ(status.state, ModelState::stopped);
  EXPECT_NE(status.reason.find("storage failed"), std::string::npos) << status.reason;
  EXPECT_FALSE(house.models().start_rebuild("counting"));
  house.close();

  storage.heal();
  house.open();
  EXPECT_EQ(count_of(house.view(), operator_id), house.last().value);
}

TEST(ReadModels, LoseNothingThatWasDurableInAPowerCut) {
  test::FaultFileSystem storage;
  House house{only({{counting(1), {}}})};
  house.options().environment = storage.environment();
  house.open();
  house.given(test::let_estate);
  house.settle();
  ASSERT_TRUE(house.models().flush());
  const auto durable = house.last();
  house.given(R"(RegisterOccupier {"occupier_id":"LATE","name":"Late"})");
  house.settle();
  storage.lose_power();
  house.close();
  storage.restore_power(test::UnsyncedBytes::torn);

  house.options().following = Following::still;
  house.open();
  EXPECT_EQ(house.view_at(Latest{}).position(), durable);
  house.options().following = Following::live;
  house.open();
  EXPECT_EQ(count_of(house.view(), operator_id), house.last().value);
}

TEST(ReadModels, RefuseAFolderThatIsAheadOfTheLog) {
  House house{only({{counting(1), {}}})};
  house.open();
  house.given(test::let_estate);
  house.settle();
  house.close();
  test::MemoryLog empty;
  const auto opened = ReadModels::open(empty, house.options());
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.error().message.find("they are not of one store"), std::string::npos)
      << opened.error().message;
}

TEST(ReadModels, RefuseAFolderThatCannotBeUsed) {
  House house{only({{counting(1), {}}})};
  house.options().folder = "/proc/tenure";
  const auto opened = ReadModels::open(house.log(), house.options());
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.error().message.find("/proc/tenure"), std::string::npos);
}

TEST(ReadModels, QueriesGoOnAfterStopping) {
  House house;
  house.open();
  house.given(test::let_estate);
  const auto view = house.view();
  house.models().stop();
  house.models().stop();
  EXPECT_EQ(must(directory::occupiers(view, operator_id, {})).items.size(), 2U);
  EXPECT_EQ(must(house.models().at(Latest{})).position(), house.last());
  house.given(R"(RegisterOccupier {"occupier_id":"LATE","name":"Late"})");
  EXPECT_EQ(house.models().wait_until(house.last(), test::patience), Reached::stopped);
  EXPECT_FALSE(house.models().start_rebuild("directory"));
}

}  // namespace
}  // namespace tenure::projections
