// MAC addresses as people and equipment write them, and what is no address of one device.
#include "domain/kernel/mac_address.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tenure::domain {
namespace {

std::optional<std::string> normal(std::string_view text) {
  const auto mac = MacAddress::parse(text);
  return mac ? std::optional{mac->text()} : std::nullopt;
}

TEST(MacAddress, is_kept_in_one_form_however_it_was_written) {
  for (const auto* text : {"00:1b:44:11:3a:b7", "00:1B:44:11:3A:B7", "00-1b-44-11-3a-b7", "00-1B-44-11-3A-B7",
                           "001b.4411.3ab7", "001B.4411.3AB7", "001b44-113ab7", "001B44-113AB7",
                           "001b44113ab7", "001B44113AB7", "00:1b:44:11:3A:B7"}) {
    EXPECT_EQ(normal(text), "00:1b:44:11:3a:b7") << text;
  }
}

TEST(MacAddress, refuses_what_is_malformed) {
  for (const auto* text : {"",
                           "0",
                           "00:1b:44:11:3a",
                           "00:1b:44:11:3a:b7:00",
                           "00:1b:44:11:3a:b",
                           "0:1b:44:11:3a:b7",
                           "00:1b:44:11:3a:g7",
                           "00:1b:44:11:3a:b7 ",
                           " 00:1b:44:11:3a:b7",
                           "00:1b-44:11-3a:b7",
                           "00.1b.44.11.3a.b7",
                           "001b:4411:3ab7",
                           "001b-4411-3ab7",
                           "001b44:113ab7",
                           "001b44.113ab7",
                           "001b44113ab",
                           "001b44113ab77",
                           "00:1b:44:11:3ab:7",
                           "0x1b44113ab7",
                           "00 1b 44 11 3a b7",
                           "001b.4411.3ab7.",
                           "::::::::::::",
                           "-01b44113ab7"}) {
    EXPECT_EQ(normal(text), std::nullopt) << text;
  }
  EXPECT_EQ(normal(std::string_view{"00:1b:44:11:3a:b\0", 17}), std::nullopt);
}

TEST(MacAddress, refuses_what_is_not_one_device) {
  EXPECT_EQ(normal("00:00:00:00:00:00"), std::nullopt);
  EXPECT_EQ(normal("000000000000"), std::nullopt);
  EXPECT_EQ(normal("ff:ff:ff:ff:ff:ff"), std::nullopt);
  EXPECT_EQ(normal("01:00:5e:00:00:fb"), std::nullopt);  // IPv4 multicast
  EXPECT_EQ(normal("33:33:00:00:00:01"), std::nullopt);  // IPv6 multicast
  EXPECT_EQ(normal("03:00:00:00:00:01"), std::nullopt);
  EXPECT_EQ(normal("00:00:00:00:00:01"), "00:00:00:00:00:01");
  EXPECT_EQ(normal("fe:ff:ff:ff:ff:ff"), "fe:ff:ff:ff:ff:ff");
}

TEST(MacAddress, knows_one_that_the_device_made_up) {
  for (const auto& [text, randomised] : std::vector<std::pair<std::string, bool>>{
           {"00:1b:44:11:3a:b7", false},
           {"02:1b:44:11:3a:b7", true},
           {"04:1b:44:11:3a:b7", false},
           {"06:1b:44:11:3a:b7", true},
           {"0a:1b:44:11:3a:b7", true},
           {"ae:1b:44:11:3a:b7", true},
           {"ac:1b:44:11:3a:b7", false},
       }) {
    EXPECT_EQ(MacAddress::parse(text)->is_randomised(), randomised) << text;
  }
}

/// The address of some number, in some form and case; what it has to come to is worked out from the number.
RC_GTEST_PROP(MacAddressProperty, every_form_comes_to_the_normal_one, ()) {
  const auto number = *rc::gen::inRange<std::uint64_t>(0, std::uint64_t{1} << 48U);
  const auto bare = fmt::format("{:012x}", number);
  const auto colons =
      fmt::format("{}:{}:{}:{}:{}:{}", bare.substr(0, 2), bare.substr(2, 2), bare.substr(4, 2),
                  bare.substr(6, 2), bare.substr(8, 2), bare.substr(10, 2));
  auto dashes = colons;
  for (auto& letter : dashes) letter = letter == ':' ? '-' : letter;
  auto written = *rc::gen::element(bare, colons, dashes,
                                   bare.substr(0, 4) + "." + bare.substr(4, 4) + "." + bare.substr(8, 4),
                                   bare.substr(0, 6) + "-" + bare.substr(6, 6));
  for (auto& letter : written) {
    if (letter >= 'a' && *rc::gen::arbitrary<bool>()) letter = static_cast<char>(letter - 'a' + 'A');
  }

  const auto first_byte = number >> 40U;
  const bool one_device = number != 0 && first_byte % 2 == 0;
  RC_CLASSIFY(one_device, "one device");
  RC_ASSERT(normal(written) == (one_device ? std::optional{colons} : std::nullopt));
  if (one_device) RC_ASSERT(MacAddress::parse(written)->is_randomised() == (first_byte / 2 % 2 == 1));
}

RC_GTEST_PROP(MacAddressProperty, a_result_is_its_own_normal_form, ()) {
  const auto text =
      *rc::gen::container<std::string>(17, rc::gen::element('0', '2', 'a', 'F', ':', '-', '.', 'g'));
  const auto cut = text.substr(0, *rc::gen::element<std::size_t>(12, 13, 14, 17));
  const auto once = normal(cut);
  RC_CLASSIFY(once.has_value(), "is an address");
  if (once) RC_ASSERT(normal(*once) == once);
}

RC_GTEST_PROP(MacAddressProperty, one_digit_changed_is_another_address, ()) {
  const std::string text = "a4:1b:44:11:3a:b7";
  auto other = text;
  const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
  other[at] = *rc::gen::arbitrary<char>();
  const auto same = other == text || other == "A4:1b:44:11:3a:b7" || other == "a4:1B:44:11:3a:b7" ||
                    other == "a4:1b:44:11:3A:b7" || other == "a4:1b:44:11:3a:B7";
  RC_ASSERT((normal(other) == text) == same);
}

}  // namespace
}  // namespace tenure::domain
