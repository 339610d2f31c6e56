// What can be an e-mail address, and what slips into the field.
#include "domain/kernel/email.h"

#include <gtest/gtest.h>

namespace tenure::domain {
namespace {

TEST(Email, has_something_before_and_after_its_one_at) {
  EXPECT_TRUE(is_email("ada@example.org"));
  EXPECT_TRUE(is_email("a@b"));
  EXPECT_TRUE(is_email("ada+post@mail.example.org"));
  EXPECT_TRUE(
      is_email("j\xc3\xbcrgen@b\xc3\xbc"
               "cher.example"));
}

TEST(Email, is_not_anything_else) {
  EXPECT_FALSE(is_email(""));
  EXPECT_FALSE(is_email("@"));
  EXPECT_FALSE(is_email("ada"));
  EXPECT_FALSE(is_email("@example.org"));
  EXPECT_FALSE(is_email("ada@"));
  EXPECT_FALSE(is_email("ada@example@org"));
  EXPECT_FALSE(is_email("ada@@example.org"));
  EXPECT_FALSE(is_email("Ada Byron <ada@example.org>"));
  EXPECT_FALSE(is_email("ada@example.org, bob@example.org"));
  EXPECT_FALSE(is_email("ada@example.org\n"));
  EXPECT_FALSE(is_email("\tada@example.org"));
}

}  // namespace
}  // namespace tenure::domain
