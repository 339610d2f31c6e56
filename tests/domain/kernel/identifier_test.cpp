// What can be an id, and what looks like one and cannot.
#include "domain/kernel/identifier.h"

#include <string>

#include <gtest/gtest.h>

namespace tenure::domain {
namespace {

TEST(Identifier, takes_the_ids_the_field_uses) {
  EXPECT_TRUE(is_identifier("a"));
  EXPECT_TRUE(is_identifier("LON-01"));
  EXPECT_TRUE(is_identifier("lease:contract_7:line.1:20261101:20261201"));
  EXPECT_TRUE(is_identifier("0123456789"));
  EXPECT_TRUE(is_identifier(std::string(64, 'x')));
}

TEST(Identifier, refuses_everything_else) {
  EXPECT_FALSE(is_identifier(""));
  EXPECT_FALSE(is_identifier(std::string(65, 'x')));
  EXPECT_FALSE(is_identifier("two words"));
  EXPECT_FALSE(is_identifier("a/b"));
  EXPECT_FALSE(is_identifier("+442079460018"));
  EXPECT_FALSE(is_identifier("a\n"));
  EXPECT_FALSE(is_identifier(std::string("a\0b", 3)));
  EXPECT_FALSE(is_identifier("caf\xc3\xa9"));
}

TEST(Identifier, has_exactly_66_characters) {
  int accepted = 0;
  for (int c = 0; c < 256; ++c) accepted += is_identifier(std::string(1, static_cast<char>(c))) ? 1 : 0;
  EXPECT_EQ(accepted, 26 + 26 + 10 + 4);
}

}  // namespace
}  // namespace tenure::domain
