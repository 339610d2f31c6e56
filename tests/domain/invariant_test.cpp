#include "domain/kernel/invariant.h"

#include <gtest/gtest.h>

namespace tenure::domain {
namespace {

TEST(Invariant, GivesWhatIsThere) {
  const int value = 7;
  EXPECT_EQ(&existing(&value, "a value"), &value);
}

TEST(InvariantDeathTest, StopsTheProcessAndSaysWhatWasExpected) {
  const int* nothing = nullptr;
  EXPECT_DEATH(static_cast<void>(existing(nothing, "the site of a charge")),
               "broken invariant in domain: expected the site of a charge, found none");
  EXPECT_DEATH(broken_invariant("a day", "a night"), "expected a day, found a night");
}

}  // namespace
}  // namespace tenure::domain
