// Phone numbers as people write them, and what cannot be one.
#include "domain/kernel/phone_number.h"

#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tenure::domain {
namespace {

struct Row {
  std::string input;
  std::string country;
  std::optional<std::string> expected;
};

void check(const std::vector<Row>& table) {
  for (const Row& row : table)
    EXPECT_EQ(to_e164(row.input, row.country), row.expected) << row.input << ' ' << row.country;
}

TEST(PhoneNumber, is_kept_in_one_form_however_it_was_written) {
  check({
      {"020 7946 0018", "GB", "+442079460018"},
      {"(020) 7946-0018", "GB", "+442079460018"},
      {"+44 20 7946 0018", "GB", "+442079460018"},
      {"+44 (0)20 7946 0018", "GB", "+442079460018"},
      {"+44 20 7946 0018", "US", "+442079460018"},
      {"0044 20 7946 0018", "DE", "+442079460018"},
      {"07700 900123", "GB", "+447700900123"},
      {"0800 123 4567", "GB", "+448001234567"},
      {"212-555-0100", "US", "+12125550100"},
      {"1.212.555.0100", "US", "+12125550100"},
      {"030/123456", "DE", "+4930123456"},
      {"06 698 12345", "IT", "+390669812345"},
      {"03-1234-5678", "JP", "+81312345678"},
  });
}

TEST(PhoneNumber, refuses_what_cannot_be_dialled) {
  check({
      {"", "GB", std::nullopt},
      {" ", "GB", std::nullopt},
      {"+", "GB", std::nullopt},
      {"123", "GB", std::nullopt},
      {"999", "GB", std::nullopt},
      {"+44", "GB", std::nullopt},
      {"+999 1234567", "GB", std::nullopt},          // no such calling code
      {"020 7946 0018 0019 1", "GB", std::nullopt},  // too long
      {"0000000", "AU", std::nullopt},               // nothing but trunk prefixes
      {"555-0100", "US", std::nullopt},              // local, without its area code
      {"020 7946 0018", "", std::nullopt},           // national, but to which country?
      {"020 7946 0018", "ZZ", std::nullopt},
      {std::string(300, '1'), "GB", std::nullopt},
  });
}

TEST(PhoneNumber, refuses_text_around_or_after_a_number) {
  check({
      {"0800 FLOWERS", "US", std::nullopt},
      {"020 7946 0018 ext. 12", "GB", std::nullopt},
      {"020 7946 0018 x12", "GB", std::nullopt},
      {"020 7946 0018#12", "GB", std::nullopt},
      {"020 7946 0018,12", "GB", std::nullopt},
      {"tel:+442079460018", "GB", std::nullopt},
      {"020+79460018", "GB", std::nullopt},
      {std::string("020 7946 0018\0", 14), "GB", std::nullopt},
  });
}

TEST(PhoneNumber, international_input_needs_no_country) {
  EXPECT_EQ(to_e164("+442079460018", ""), "+442079460018");
  EXPECT_EQ(to_e164("+442079460018", "ZZ"), "+442079460018");
}

TEST(PhoneNumber, has_the_form_of_e164_or_not) {
  for (const auto* text : {"+1234567", "+442079460018", "+999999999999999"}) {
    EXPECT_TRUE(has_e164_form(text)) << text;
  }
  for (const auto* text : {"", "+", "442079460018", "+123456", "+1234567890123456", "+0442079460018",
                           "+44 2079460018", "+44207946001x"}) {
    EXPECT_FALSE(has_e164_form(text)) << text;
  }
}

RC_GTEST_PROP(PhoneNumberProperty, a_result_is_its_own_normal_form, ()) {
  const auto country =
      *rc::gen::element<std::string>("GB", "US", "DE", "IT", "JP", "MX", "AR", "BR", "FR", "SG", "AU");
  const auto digits = *rc::gen::mapcat(rc::gen::inRange<std::size_t>(5, 13), [](std::size_t count) {
    return rc::gen::container<std::string>(count, rc::gen::inRange<char>('0', '9' + 1));
  });
  const auto prefix = *rc::gen::element<std::string>("", "0", "+", "00", "+44", "+52", "+54");
  const auto once = to_e164(prefix + digits, country);
  RC_CLASSIFY(once.has_value(), "is a number");
  if (!once) return;
  RC_ASSERT(once->size() >= 8U && once->size() <= 16U && once->front() == '+');
  RC_ASSERT(once->find_first_not_of("0123456789", 1) == std::string::npos);
  RC_ASSERT(to_e164(*once, country) == once);
  RC_ASSERT(to_e164(*once, "CH") == once);
}

}  // namespace
}  // namespace tenure::domain
