#include "bench/workload.h"

#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "bench/mixed_workload.h"
#include "schemas/codec/validate.h"

namespace tenure::bench {
namespace {

const command::Command& read(std::span<const std::uint8_t> bytes) {
  const auto command = codec::read_command(bytes);
  EXPECT_TRUE(command.has_value()) << (command ? "" : command.error().message);
  return **command;
}

TEST(Workload, EveryCommandOfTheEstateIsWellFormed) {
  const auto commands = estate();
  // Three for each occupier; entity, site, two products, a price and the business day.
  EXPECT_EQ(commands.size(), 3 * occupier_count + 6);
  for (std::size_t i = 0; i < commands.size(); ++i) (void)read(commands[i]);
}

TEST(Workload, ChargesAreWellFormedAndTheirIdsNewAndRising) {
  Charges charges{7};
  const auto commands = charges.make(5'000);
  std::set<std::string> occupiers;
  std::set<std::string> ids;
  std::string last;
  for (std::size_t i = 0; i < commands.size(); ++i) {
    const auto& command = read(commands[i]);
    const auto& charge = *command.body_as_AddCharge();
    // 56 bits rise: the time, the version and the part that counts.
    EXPECT_LE(last.substr(0, 16), command.id()->str().substr(0, 16));
    last = command.id()->str();
    EXPECT_EQ(last[14], '7');
    EXPECT_TRUE(ids.insert(last).second);
    EXPECT_TRUE(ids.insert(charge.charge_id()->str()).second);
    occupiers.insert(charge.occupier_id()->str());
  }
  EXPECT_GT(occupiers.size(), occupier_count * 9 / 10);
  EXPECT_TRUE(occupiers.contains("OC-0000") || occupiers.contains("OC-0999"));
}

TEST(Workload, TheSameSeedGivesTheSameBytes) {
  const auto first = Charges{3}.make(10);
  const auto again = Charges{3}.make(10);
  const auto other = Charges{4}.make(10);
  for (std::size_t i = 0; i < 10; ++i) {
    EXPECT_TRUE(std::ranges::equal(first[i], again[i]));
    EXPECT_FALSE(std::ranges::equal(first[i], other[i]));
  }
}

TEST(Workload, ABlockKeepsCommandsWhereTheyAreAndAligned) {
  CommandBlock block;
  const std::string text(3'000, 'x');
  const std::span bytes{reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
  const auto* first = block.add(bytes).data();
  for (int i = 0; i < 5'000; ++i) block.add(bytes.first(static_cast<std::size_t>(i % 3'000) + 1));
  EXPECT_EQ(block[0].data(), first);
  EXPECT_EQ(block.size(), 5'001U);
  for (const auto& command : block.all()) {
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(command.data()) % 8, 0U);
    EXPECT_EQ(command.back(), 'x');
  }
}

TEST(MixedMonths, EveryOperatorLivesTheWholeMonthInItsOrder) {
  MixedMonths months;
  CommandBlock block;
  months.add_to(block, 2);
  months.add_to(block, 1);
  ASSERT_EQ(block.size(), 3 * months.commands_a_month());
  std::map<std::string, std::vector<std::string>> ids;
  for (std::size_t i = 0; i < block.size(); ++i) {
    const auto& command = read(block[i]);
    ids[command.operator_id()->str()].push_back(command.id()->str());
  }
  ASSERT_EQ(ids.size(), 3U);
  EXPECT_EQ(ids[month_operator(0)].size(), months.commands_a_month());
  EXPECT_EQ(ids[month_operator(0)], ids[month_operator(1)]);
  EXPECT_EQ(ids[month_operator(0)], ids[month_operator(2)]);
}

}  // namespace
}  // namespace tenure::bench
