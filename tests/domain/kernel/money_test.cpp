// Amounts: checked arithmetic at the edges of int64, the one rounding, tax, and text.
#include "domain/kernel/money.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tenure::domain {
namespace {

constexpr std::int64_t MOST = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t LEAST = std::numeric_limits<std::int64_t>::min();
constexpr auto UP = tenure::Rounding::HALF_UP;
constexpr auto EVEN = tenure::Rounding::HALF_EVEN;

TEST(Money, refuses_what_does_not_fit_and_takes_what_just_fits) {
  EXPECT_EQ(add(MinorUnits(MOST - 1), MinorUnits(1)), MinorUnits(MOST));
  EXPECT_FALSE(add(MinorUnits(MOST), MinorUnits(1)));
  EXPECT_FALSE(add(MinorUnits(LEAST), MinorUnits(-1)));
  EXPECT_EQ(subtract(MinorUnits(-1), MinorUnits(MOST)), MinorUnits(LEAST));
  EXPECT_FALSE(subtract(MinorUnits(0), MinorUnits(LEAST)));
  EXPECT_EQ(multiply(MinorUnits(MOST / 3), 3), MinorUnits(MOST / 3 * 3));
  EXPECT_FALSE(multiply(MinorUnits(LEAST), -1));
  EXPECT_FALSE(multiply(MinorUnits(MOST), MOST));
  EXPECT_EQ(negate(MinorUnits(MOST)), MinorUnits(-MOST));
  EXPECT_FALSE(negate(MinorUnits(LEAST)));
}

TEST(Money, rounds_once_and_alike_on_both_sides_of_zero) {
  struct Row {
    std::int64_t amount, numerator, denominator, half_up, half_even;
  };
  const std::vector<Row> table = {
      // amount  numerator  denominator  half-up  half-even
      {5, 1, 2, 3, 2},                      //
      {7, 1, 2, 4, 4},                      //
      {-5, 1, 2, -3, -2},                   //
      {-7, 1, 2, -4, -4},                   //
      {5, -1, 2, -3, -2},                   //
      {5, 1, -2, -3, -2},                   //
      {-5, -1, -2, -3, -2},                 //
      {1, 1, 3, 0, 0},                      //
      {2, 1, 3, 1, 1},                      //
      {1, 1, 2, 1, 0},                      //
      {0, 5, 7, 0, 0},                      //
      {100, 0, 7, 0, 0},                    //
      {5000, 22, 31, 3548, 3548},           //
      {MOST, MOST, MOST, MOST, MOST},       //
      {LEAST, LEAST, LEAST, LEAST, LEAST},  //
      {LEAST, MOST, MOST, LEAST, LEAST},    //
      {MOST, 1, LEAST, -1, -1},             //
  };
  for (const Row& row : table) {
    SCOPED_TRACE(std::to_string(row.amount) + " x " + std::to_string(row.numerator) + " / " +
                 std::to_string(row.denominator));
    EXPECT_EQ(multiply_divide(MinorUnits(row.amount), row.numerator, row.denominator, UP),
              MinorUnits(row.half_up));
    EXPECT_EQ(multiply_divide(MinorUnits(row.amount), row.numerator, row.denominator, EVEN),
              MinorUnits(row.half_even));
  }
}

TEST(Money, has_no_quotient_where_none_fits) {
  EXPECT_FALSE(multiply_divide(MinorUnits(MOST), 2, 1, UP));
  EXPECT_FALSE(multiply_divide(MinorUnits(LEAST), 1, -1, UP));
  EXPECT_FALSE(multiply_divide(MinorUnits(LEAST), LEAST, 1, UP));
  EXPECT_FALSE(multiply_divide(MinorUnits(1), 1, 0, UP));
  EXPECT_FALSE(multiply_divide(MinorUnits(0), 0, 0, EVEN));
}

// Long division in decimal digits, as on paper: shares nothing with the 128-bit arithmetic under test.
class PaperNumber {
 public:
  static PaperNumber of(std::uint64_t value) { return PaperNumber(std::to_string(value)); }

  [[nodiscard]] PaperNumber times(const PaperNumber& other) const {
    std::vector<int> sums(digits_.size() + other.digits_.size(), 0);
    for (std::size_t i = digits_.size(); i-- > 0;) {
      for (std::size_t j = other.digits_.size(); j-- > 0;) {
        const int sum = sums[i + j + 1] + (digits_[i] - '0') * (other.digits_[j] - '0');
        sums[i + j + 1] = sum % 10;
        sums[i + j] += sum / 10;
      }
    }
    std::string text;
    for (const int digit : sums) text.push_back(static_cast<char>('0' + digit));
    return PaperNumber(text);
  }

  /// {quotient, remainder}
  [[nodiscard]] std::pair<PaperNumber, PaperNumber> divided_by(const PaperNumber& divisor) const {
    std::string quotient;
    PaperNumber remainder("0");
    for (const char digit : digits_) {
      remainder = PaperNumber(remainder.digits_ + digit);
      char times = '0';
      for (; !remainder.less_than(divisor); ++times) remainder = remainder.minus(divisor);
      quotient.push_back(times);
    }
    return {PaperNumber(quotient), remainder};
  }

  [[nodiscard]] bool less_than(const PaperNumber& other) const {
    if (digits_.size() != other.digits_.size()) return digits_.size() < other.digits_.size();
    return digits_ < other.digits_;
  }
  [[nodiscard]] bool is_odd() const { return (digits_.back() - '0') % 2 == 1; }
  [[nodiscard]] PaperNumber plus_one() const {
    std::string text = "0" + digits_;
    std::size_t at = text.size() - 1;
    for (; text[at] == '9'; --at) text[at] = '0';
    ++text[at];
    return PaperNumber(text);
  }
  [[nodiscard]] const std::string& digits() const { return digits_; }

 private:
  explicit PaperNumber(const std::string& digits)
      : digits_(digits.substr(std::min(digits.find_first_not_of('0'), digits.size() - 1))) {}

  [[nodiscard]] PaperNumber minus(const PaperNumber& other) const {
    std::string text = digits_;
    int borrow = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const std::size_t at = text.size() - 1 - i;
      const int taken = i < other.digits_.size() ? other.digits_[other.digits_.size() - 1 - i] - '0' : 0;
      const int digit = text[at] - '0' - taken - borrow;
      borrow = digit < 0 ? 1 : 0;
      text[at] = static_cast<char>('0' + digit + borrow * 10);
    }
    return PaperNumber(text);
  }

  std::string digits_;
};

std::uint64_t absolute(std::int64_t value) {
  return value < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
}

std::string on_paper(std::int64_t amount, std::int64_t numerator, std::int64_t denominator,
                     tenure::Rounding rounding) {
  const PaperNumber divisor = PaperNumber::of(absolute(denominator));
  auto [quotient, remainder] =
      PaperNumber::of(absolute(amount)).times(PaperNumber::of(absolute(numerator))).divided_by(divisor);
  const PaperNumber twice = remainder.times(PaperNumber::of(2));
  const bool more_than_half = divisor.less_than(twice);
  const bool half = !more_than_half && !twice.less_than(divisor);
  if (more_than_half || (half && (rounding == UP || quotient.is_odd()))) quotient = quotient.plus_one();
  const bool below_zero = ((amount < 0) != (numerator < 0)) != (denominator < 0);
  return (below_zero && quotient.digits() != "0" ? "-" : "") + quotient.digits();
}

RC_GTEST_PROP(MoneyProperty, multiply_divide_agrees_with_long_division, ()) {
  // Small numbers meet exact halves often, any numbers meet the edges.
  const auto number =
      rc::gen::oneOf(rc::gen::inRange<std::int64_t>(-100, 100), rc::gen::arbitrary<std::int64_t>(),
                     rc::gen::inRange<std::int64_t>(LEAST, MOST),
                     rc::gen::elementOf(std::vector<std::int64_t>{LEAST, LEAST + 1, MOST}));
  const std::int64_t amount = *number;
  const std::int64_t numerator = *number;
  const std::int64_t denominator = *rc::gen::distinctFrom(number, std::int64_t{0});
  const auto rounding = *rc::gen::element(UP, EVEN);
  const std::string expected = on_paper(amount, numerator, denominator, rounding);
  const auto found = multiply_divide(MinorUnits(amount), numerator, denominator, rounding);
  if (found) {
    RC_ASSERT(std::to_string(found->value()) == expected);
  } else {
    // Refused, so the exact answer has no int64: longer than its digits, or equally long and greater.
    const std::string digits = expected.substr(expected.front() == '-' ? 1 : 0);
    const std::string edge = expected.front() == '-' ? "9223372036854775808" : "9223372036854775807";
    RC_ASSERT(digits.size() > edge.size() || (digits.size() == edge.size() && digits > edge));
  }
}

TEST(Tax, agrees_with_the_published_cases) {
  // 45.30 at 5 %: 2.265
  EXPECT_EQ(tax_exclusive(MinorUnits(4530), BasisPoints(500), UP)->tax, MinorUnits(227));
  EXPECT_EQ(tax_exclusive(MinorUnits(4530), BasisPoints(500), EVEN)->tax, MinorUnits(226));
  // 2.99 at 4 % inside: 2.875
  const auto inclusive = tax_inclusive(MinorUnits(299), BasisPoints(400), UP);
  EXPECT_EQ(inclusive->net, MinorUnits(288));
  EXPECT_EQ(inclusive->tax, MinorUnits(11));
}

TEST(Tax, of_a_credit_mirrors_the_tax_of_the_line) {
  EXPECT_EQ(tax_exclusive(MinorUnits(-4530), BasisPoints(500), UP)->tax, MinorUnits(-227));
  EXPECT_EQ(tax_inclusive(MinorUnits(-299), BasisPoints(400), UP)->tax, MinorUnits(-11));
}

TEST(Tax, refuses_a_gross_that_does_not_fit) {
  EXPECT_FALSE(tax_exclusive(MinorUnits(MOST), BasisPoints(1), UP));
  EXPECT_EQ(tax_exclusive(MinorUnits(MOST), BasisPoints(0), UP)->tax, MinorUnits(0));
  EXPECT_TRUE(tax_inclusive(MinorUnits(MOST), BasisPoints(2000), UP));
}

RC_GTEST_PROP(TaxProperty, inclusive_net_and_tax_give_the_gross_exactly, ()) {
  const MinorUnits gross(*rc::gen::arbitrary<std::int64_t>());
  const BasisPoints rate(*rc::gen::inRange(0, 10'001));
  const auto split = tax_inclusive(gross, rate, *rc::gen::element(UP, EVEN));
  RC_ASSERT(add(split->net, split->tax).value() == gross);
}

TEST(AmountText, has_the_currencys_digits) {
  struct Row {
    std::int64_t amount;
    std::uint8_t exponent;
    std::string text;
  };
  const std::vector<Row> table = {
      {123450, 2, "1234.50"},
      {123450, 0, "123450"},
      {123450, 3, "123.450"},
      {0, 2, "0.00"},
      {5, 2, "0.05"},
      {-5, 2, "-0.05"},
      {-100, 2, "-1.00"},
      {0, 0, "0"},
      {7, 4, "0.0007"},
      {MOST, 2, "92233720368547758.07"},
      {LEAST, 2, "-92233720368547758.08"},
      {LEAST, 0, "-9223372036854775808"},
  };
  for (const Row& row : table) EXPECT_EQ(format_amount(MinorUnits(row.amount), row.exponent), row.text);
}

}  // namespace
}  // namespace tenure::domain
