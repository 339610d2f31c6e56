// Rebuilds: beside what serves, compared, swapped in one step, resumed after a crash; and verification.

#include <semaphore>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "projections/directory/directory.h"
#include "projections/directory/directory_model.h"
#include "projections/runtime/read_models.h"
#include "projections/runtime/verify.h"
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

bool mentions(const std::vector<std::string>& notices, std::string_view words) {
  return std::ranges::any_of(notices,
                             [&](const auto& line) { return line.find(words) != std::string::npos; });
}

/// Holds a fold back at an event until the test lets it go.
struct Gate {
  std::counting_semaphore<> reached{0};
  std::counting_semaphore<> open{0};
  std::shared_ptr<Mischief> mischief(std::uint64_t at) {
    auto result = std::make_shared<Mischief>();
    result->hook = [this, at](std::uint64_t position) {
      if (position != at) return;
      reached.release();
      open.acquire();
    };
    return result;
  }
};

TEST(Rebuild, EqualsWhatServesAndTakesItsPlace) {
  House house;
  house.open();
  house.given(test::let_estate);
  house.settle();
  std::optional<View> view = house.view();
  ASSERT_TRUE(house.models().start_rebuild("directory"));
  ASSERT_TRUE(house.models().wait_for_build("directory", test::patience));
  const auto name = fmt::format("read model directory.{}", directory::make_model()->version());
  EXPECT_TRUE(mentions(house.notices(), name + ".1 equals its rebuild at position"));
  EXPECT_TRUE(mentions(house.notices(), name + ".2 serves from position"));
  EXPECT_EQ(house.status("directory").build_failure, "");
  // The old table answers its views until they are gone.
  EXPECT_EQ(must(directory::occupiers(*view, operator_id, {})).items.size(), 2U);
  house.given(R"(RegisterOccupier {"occupier_id":"NEW","name":"New"})");
  EXPECT_EQ(must(directory::occupiers(house.view(), operator_id, {})).items.size(), 3U);
  EXPECT_EQ(must(directory::occupiers(house.view_at(view->position()), operator_id, {})).items.size(), 2U);
  // An open view keeps the folder in use.
  view.reset();
  house.open();
  EXPECT_EQ(must(directory::occupiers(house.view(), operator_id, {})).items.size(), 3U);
}

TEST(Rebuild, ReplacesRowsThatWereWrongAndSaysSo) {
  auto mischief = std::make_shared<Mischief>();
  mischief->wrong_from = 3;
  House house{only({{counting(1, mischief), {}}})};
  house.open();
  house.given(test::let_estate);
  EXPECT_NE(count_of(house.view(), operator_id), house.last().value);
  mischief->wrong_from = ~std::uint64_t{0};
  ASSERT_TRUE(house.models().start_rebuild("counting"));
  ASSERT_TRUE(house.models().wait_for_build("counting", test::patience));
  EXPECT_TRUE(mentions(house.notices(), "read model counting.1.1 differed from its rebuild at position"));
  EXPECT_EQ(count_of(house.view(), operator_id), house.last().value);
}

TEST(Rebuild, RevivesAModelThatStopped) {
  auto mischief = std::make_shared<Mischief>();
  mischief->broken_at = 5;
  House house{only({{counting(1, mischief), {}}})};
  house.open();
  house.given(test::let_estate);
  EXPECT_EQ(house.models().wait_until(house.last(), test::patience), Reached::stopped);
  // It fails again at the same event: the stopped one stays.
  ASSERT_TRUE(house.models().start_rebuild("counting"));
  ASSERT_TRUE(house.models().wait_for_build("counting", test::patience));
  EXPECT_NE(house.status("counting").build_failure.find("event 5"), std::string::npos);
  EXPECT_EQ(house.status("counting").state, ModelState::stopped);
  mischief->broken_at = 0;
  ASSERT_TRUE(house.models().start_rebuild("counting"));
  ASSERT_TRUE(house.models().wait_for_build("counting", test::patience));
  EXPECT_EQ(house.status("counting").state, ModelState::live);
  EXPECT_EQ(house.status("counting").build_failure, "");
  EXPECT_EQ(count_of(house.view(), operator_id), house.last().value);
}

TEST(Rebuild, ServesMeanwhileAndShowsItsProgress) {
  Gate gate;
  House house{only({{counting(1), {}}})};
  house.open();
  house.given(test::let_estate);
  house.settle();
  house.close();
  // Version 2 replaces version 1, which the program still knows and serves meanwhile.
  house.options().models = {{counting(2, gate.mischief(4)), {counting(1)}}};
  house.open();
  gate.reached.acquire();
  auto status = house.status("counting");
  EXPECT_EQ(status.version, 1U);
  ASSERT_TRUE(status.build);
  EXPECT_EQ(status.build->version, 2U);
  EXPECT_LT(status.build->position.value, 4U);
  EXPECT_EQ(status.build->target, house.last());
  const auto refused = house.models().start_rebuild("counting");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "the read model counting is being built already");
  EXPECT_FALSE(house.models().wait_for_build("counting", 1ms));
  house.given(R"(RegisterOccupier {"occupier_id":"NEW","name":"New"})");
  EXPECT_EQ(count_of(house.view(), operator_id), house.last().value);

  gate.open.release();
  ASSERT_TRUE(house.models().wait_for_build("counting", test::patience));
  EXPECT_EQ(house.status("counting").version, 2U);
  EXPECT_EQ(count_of(house.view(), operator_id), 2 * house.last().value);
}

TEST(Rebuild, OfAVersionThatNobodyKnowsServesWhenItIsDone) {
  Gate gate;
  House house{only({{counting(1), {}}})};
  house.open();
  house.given(test::let_estate);
  house.settle();
  house.close();
  house.options().models = {{counting(3, gate.mischief(4)), {}}};
  house.open();
  gate.reached.acquire();
  EXPECT_EQ(house.status("counting").state, ModelState::building);
  const auto refused = house.models().at(Latest{});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, QueryError::Kind::not_serving);
  EXPECT_NE(refused.error().message.find("it is being built"), std::string::npos) << refused.error().message;
  EXPECT_EQ(house.models().wait_until({1}, 1ms), Reached::timeout);
  gate.open.release();
  EXPECT_EQ(count_of(house.view(), operator_id), 3 * house.last().value);
  EXPECT_EQ(house.status("counting").version, 3U);
  house.open();
  EXPECT_EQ(house.status("counting").version, 3U);
}

TEST(Rebuild, GoesOnWhereItWasAfterACrash) {
  Gate gate;
  House house{only({{counting(1), {}}})};
  // Every batch is one event, so that there is something to go on from.
  house.options().batch_events_max = 1;
  house.open();
  house.given(test::let_estate);
  house.settle();
  house.close();
  house.options().models = {{counting(2, gate.mischief(8)), {counting(1)}}};
  house.open();
  gate.reached.acquire();
  ASSERT_TRUE(house.models().flush());

  // The files as a crash would leave them: those of the build among them, up to event 7 at most.
  const test::TempFolder crashed;
  std::filesystem::remove(crashed.path());
  std::filesystem::copy(house.options().folder, crashed.path(), std::filesystem::copy_options::recursive);
  gate.open.release();
  house.close();

  auto mischief = std::make_shared<Mischief>();
  std::mutex mutex;
  std::vector<std::uint64_t> folded;
  mischief->hook = [&](std::uint64_t position) {
    const std::lock_guard lock{mutex};
    folded.push_back(position);
  };
  house.options().folder = crashed.path();
  house.options().models = {{counting(2, mischief), {counting(1)}}};
  house.open();
  ASSERT_TRUE(house.models().wait_for_build("counting", test::patience));
  EXPECT_EQ(house.status("counting").version, 2U);
  EXPECT_EQ(count_of(house.view(), operator_id), 2 * house.last().value);
  ASSERT_FALSE(folded.empty());
  EXPECT_GT(folded.front(), 1U) << "it began anew";
}

TEST(Rebuild, OfAnUnknownModelIsRefused) {
  House house{only({{counting(1), {}}})};
  house.open();
  EXPECT_FALSE(house.models().start_rebuild("weather"));
  EXPECT_TRUE(house.models().wait_for_build("weather", 0ms));
}

TEST(Build, StandsStillAtThePositionAskedFor) {
  House house;
  house.given(test::let_estate);
  auto options = house.options();
  options.folder = house.folder() / "replay";
  const Position to{house.last().value - 2};
  {
    const auto built = ReadModels::build(house.log(), options, to);
    ASSERT_TRUE(built) << built.error().message;
    const auto view = must((*built)->at(Latest{}));
    EXPECT_EQ(view.position(), to);
    // The last two events are that BETA-LON was signed and started.
    EXPECT_EQ(must(directory::contract(view, operator_id, "BETA-LON"))->status,
              domain::ContractStatus::draft);
    EXPECT_FALSE((*built)->start_rebuild("directory"));
  }
  const auto past = ReadModels::build(house.log(), options, Position{3});
  ASSERT_FALSE(past);
  EXPECT_NE(past.error().message.find("use another folder"), std::string::npos) << past.error().message;
  const auto beyond = ReadModels::build(house.log(), options, Position{house.last().value + 1});
  ASSERT_FALSE(beyond);
  EXPECT_NE(beyond.error().message.find("lies beyond the log"), std::string::npos);
  const auto all = ReadModels::build(house.log(), options, std::nullopt);
  ASSERT_TRUE(all) << all.error().message;
  EXPECT_EQ(must((*all)->at(Latest{})).position(), house.last());
}

TEST(Verify, FindsEveryRowEqual) {
  House house;
  house.open();
  house.given(test::let_estate);
  house.settle();
  auto options = house.options();
  options.folder = house.folder() / "scratch";
  const auto verified = verify(house.models(), house.log(), options);
  ASSERT_TRUE(verified) << verified.error().what;
  ASSERT_EQ(verified->size(), all_models().size());
  for (const auto& model : *verified) EXPECT_EQ(model.position, house.last());
  EXPECT_GT(verified->at(3).rows, 10U);
  EXPECT_FALSE(std::filesystem::exists(options.folder));
}

TEST(Verify, NamesTheFirstDifference) {
  auto mischief = std::make_shared<Mischief>();
  mischief->wrong_from = 3;
  House house{only({{counting(1, mischief), {}}})};
  house.open();
  house.given(test::let_estate);
  house.settle();
  auto options = house.options();
  options.folder = house.folder() / "scratch";
  options.models = {{counting(1), {}}};
  const auto verified = verify(house.models(), house.log(), options);
  ASSERT_FALSE(verified);
  EXPECT_EQ(verified.error().model, "counting");
  EXPECT_EQ(verified.error().position, house.last());
  EXPECT_EQ(verified.error().what.find("row cOP|: expected 8 bytes with XXH3 "), 0U) << verified.error().what;

  std::filesystem::create_directories(options.folder);
  const auto occupied = verify(house.models(), house.log(), options);
  ASSERT_FALSE(occupied);
  EXPECT_NE(occupied.error().what.find("is there already"), std::string::npos);
}

}  // namespace
}  // namespace tenure::projections
