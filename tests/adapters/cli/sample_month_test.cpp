// The sample month tells a story that holds: every command is accepted, and the known amounts come out.

#include <map>
#include <set>

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "adapters/cli/sample/month.h"
#include "domain/states.h"
#include "schemas/codec/json_reader.h"
#include "tests/domain/memory_world.h"

namespace tenure::cli::sample {
namespace {

using Charges = std::map<std::string, std::int64_t, std::less<>>;

/// The whole month applied; what was charged and not taken back, by charge.
class SampleMonth : public testing::Test {
 protected:
  void SetUp() override {
    codec::CommandReader reader;
    flatbuffers::FlatBufferBuilder builder;
    const codec::Envelope defaults{.id = {},
                                   .operator_id = operator_id,
                                   .source = "api",
                                   .actor = "test",
                                   .reason = {},
                                   .expected_version = {}};
    for (const auto& line : month()) {
      const auto read = reader.read(line, defaults, builder);
      ASSERT_TRUE(read) << line << "\n" << read.error().pointer << " " << read.error().message;
      const auto& command = *flatbuffers::GetRoot<command::Command>(builder.GetBufferPointer());
      ids_.push_back(command.id()->str());
      const auto applied = world_.apply(command);
      ASSERT_TRUE(applied) << line << "\n"
                           << domain::name_of(applied.error().code) << " " << applied.error().detail;
      for (const auto& recorded : *applied) remember(recorded.event());
    }
    world_.look_at(operator_id);
  }

  void remember(const event::Event& event) {
    ++events_[event.body_type()];
    if (const auto* raised = event.body_as_ChargeRaised())
      charges_[raised->charge_id()->str()] = raised->net();
    if (const auto* reversed = event.body_as_ChargeReversed()) charges_.erase(reversed->charge_id()->str());
  }

  test::MemoryWorld world_;
  std::vector<std::string> ids_;
  std::map<event::EventBody, int> events_;
  Charges charges_;
};

TEST_F(SampleMonth, IdsAreUniqueAndRiseWithTime) {
  EXPECT_TRUE(std::ranges::is_sorted(ids_));
  EXPECT_EQ(std::set<std::string>(ids_.begin(), ids_.end()).size(), ids_.size());
}

TEST_F(SampleMonth, IsTheSameEveryTime) { EXPECT_EQ(month(), month()); }

TEST_F(SampleMonth, ALeaseFromTheTwelfthIsTwentyOfThirtyOneDays) {
  // 7,800.00 x 20 / 31.
  EXPECT_EQ(charges_.at("lease:CON-KESTREL:L1:2026-10-12:2026-11-01"), 503'226);
}

TEST_F(SampleMonth, ALeaseInArrearsIsChargedWhenTheMonthIsOver) {
  EXPECT_EQ(charges_.at("lease:CON-FERN:L1:2026-10-01:2026-11-01"), 415'000);
}

TEST_F(SampleMonth, TheTerminatedContractIsChargedUpToItsEnd) {
  // 2,450.00 x 19 / 31.
  EXPECT_EQ(charges_.at("lease:CON-LUMEN:L1:2026-10-01:2026-10-20"), 150'161);
  EXPECT_FALSE(charges_.contains("lease:CON-LUMEN:L1:2026-10-01:2026-11-01"));
  EXPECT_EQ(world_.contract("CON-LUMEN")->status, domain::ContractStatus::terminated);
}

TEST_F(SampleMonth, TheReversedSaleDoesNotStand) {
  EXPECT_FALSE(charges_.contains("SALE-1002"));
  EXPECT_TRUE(charges_.contains("SALE-1001"));
}

TEST_F(SampleMonth, HasAWholeMonthOfEverything) {
  EXPECT_EQ(events_[event::EventBody::BusinessDayOpened], 66);
  EXPECT_EQ(events_[event::EventBody::OccupierRegistered], 12);
  EXPECT_GE(events_[event::EventBody::BookingRecorded], 50);
  EXPECT_GE(events_[event::EventBody::BookingCancelled], 4);
  EXPECT_GE(events_[event::EventBody::BookingChanged], 4);
  EXPECT_GE(events_[event::EventBody::UsageRecorded], 200);
  EXPECT_EQ(events_[event::EventBody::NumberAssigned], 21);
  EXPECT_EQ(events_[event::EventBody::ContractEnded], 1);
}

TEST_F(SampleMonth, NumbersOfTheTenantThatLeftAreAvailableAgainAfterTheirRest) {
  EXPECT_EQ(world_.phone_number("+442079460106")->status, domain::NumberStatus::available);
  EXPECT_EQ(world_.phone_number("+442079460109")->status, domain::NumberStatus::active);
}

}  // namespace
}  // namespace tenure::cli::sample
