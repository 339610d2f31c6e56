// CSV, cell by cell: what is quoted, what is guarded, what numbers and times look like.

#include <chrono>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/adapters/report/sample.h"

namespace tenure::test {
namespace {

using report::Amount;
using report::Cell;
using report::Column;
using report::Count;
using report::Format;
using report::Kind;

constexpr std::string_view row_start = "row,OP,ACME,LON,2026-10,4711,GBP,";

/// The only cell of the only row, as its file has it.
std::string csv_cell(Column column, const Cell& cell) {
  column.key = "it";
  const auto file = written(Format::csv, {std::move(column)}, {{cell}});
  const std::string_view end = "\r\ntotal,OP,ACME,LON,2026-10,4711,GBP,\r\n";
  const std::string_view section_end = "\r\nsection_total,OP,ACME,LON,2026-10,4711,GBP,";
  const auto start = file.find(row_start);
  EXPECT_EQ(start, file.find("\r\n") + 2) << file;
  EXPECT_TRUE(file.ends_with(std::string{section_end} + std::string{end})) << file;
  return file.substr(start + row_start.size(),
                     file.size() - start - row_start.size() - section_end.size() - end.size());
}

struct TextRow {
  std::string_view value;
  std::string_view as_text;
  std::string_view as_identifier;
};

TEST(Csv, QuotesAndGuardsTexts) {
  const std::vector<TextRow> table{
      // value             text                 identifier
      {"plain", "plain", "plain"},
      {"", "", ""},
      {" two words ", " two words ", " two words "},
      {"a,b", "\"a,b\"", "\"a,b\""},
      {"say \"hi\"", "\"say \"\"hi\"\"\"", "\"say \"\"hi\"\"\""},
      {"\"", "\"\"\"\"", "\"\"\"\""},
      {"a\r\nb", "\"a\r\nb\"", "\"a\r\nb\""},
      {"a\nb", "\"a\nb\"", "\"a\nb\""},
      {"王小明", "王小明", "王小明"},
      {"=1+1", "'=1+1", "'=1+1"},
      {"=1,2", "\"'=1,2\"", "\"'=1,2\""},
      {"=\"x\"", "\"'=\"\"x\"\"\"", "\"'=\"\"x\"\"\""},
      {"+442071838750", "'+442071838750", "+442071838750"},
      {"+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0"},
      {"-O-1", "'-O-1", "-O-1"},
      {"@SUM(A1)", "'@SUM(A1)", "'@SUM(A1)"},
      {"\tx", "'\tx", "'\tx"},
      {"\rx", "\"'\rx\"", "\"'\rx\""},
      {"\nx", "\"'\nx\"", "\"'\nx\""},
      {"＝1+1", "'＝1+1", "'＝1+1"},
      {"＠x", "'＠x", "'＠x"},
      {"1=1", "1=1", "1=1"},
      {"'=1", "'=1", "'=1"},
  };
  for (const auto& row : table) {
    EXPECT_EQ(csv_cell({.key = {}, .title = {}, .kind = Kind::text}, row.value), row.as_text);
    EXPECT_EQ(csv_cell({.key = {}, .title = {}, .kind = Kind::identifier}, row.value), row.as_identifier);
  }
}

TEST(Csv, WritesNumbersAndTimesWhole) {
  using std::chrono::seconds;
  constexpr auto least = std::numeric_limits<std::int64_t>::min();
  struct Row {
    Kind kind;
    std::optional<std::uint8_t> exponent;
    Cell value;
    std::string_view expected;
  };
  const auto at = [](std::string_view text) { return *domain::parse_instant(text); };
  const std::vector<Row> table{
      {Kind::money, {}, Amount{123450}, "1234.50"},
      {Kind::money, {}, Amount{-5}, "-0.05"},
      {Kind::money, {}, Amount{0}, "0.00"},
      {Kind::money, {}, Amount{least}, "-92233720368547758.08"},
      {Kind::money, 8, Amount{123456789}, "1.23456789"},
      {Kind::money, 0, Amount{-7}, "-7"},
      {Kind::count, {}, Count{least}, "-9223372036854775808"},
      {Kind::duration, {}, seconds{3723}, "3723"},
      {Kind::duration, {}, seconds{-1}, "-1"},
      {Kind::date, {}, *domain::parse_date("2028-02-29"), "2028-02-29"},
      {Kind::instant, {}, at("2026-07-01T12:00:00Z"), "2026-07-01T13:00:00+01:00"},
      // The hour that comes twice is told apart by its offset.
      {Kind::instant, {}, at("2026-10-25T00:30:00Z"), "2026-10-25T01:30:00+01:00"},
      {Kind::instant, {}, at("2026-10-25T01:30:00Z"), "2026-10-25T01:30:00+00:00"},
      {Kind::instant, {}, at("2026-03-29T00:59:59.999999Z"), "2026-03-29T00:59:59.999999+00:00"},
      {Kind::instant, {}, at("2026-03-29T01:00:00Z"), "2026-03-29T02:00:00+01:00"},
      {Kind::instant, {}, at("1969-12-31T23:59:59.5Z"), "1970-01-01T00:59:59.500000+01:00"},
      // London's own mean time was 75 seconds behind, for which RFC 3339 has no form.
      {Kind::instant, {}, at("1840-01-01T12:00:00Z"), "1840-01-01T12:00:00Z"},
      {Kind::money, {}, Cell{}, ""},
      {Kind::text, {}, Cell{}, ""},
  };
  for (const auto& row : table) {
    EXPECT_EQ(csv_cell({.key = {}, .title = {}, .kind = row.kind, .exponent = row.exponent}, row.value),
              row.expected);
  }
}

TEST(Csv, SaysInEachLineWhatItIsAndEndsWithTheTotal) {
  EXPECT_EQ(written(Format::csv, 2),
            "record,operator_id,occupier_id,site_id,month,position,currency,"
            "extension,user_name,started_at,number,called,seconds,calls,net\r\n"
            "row,OP,ACME,LON,2026-10,4711,GBP,200,Zoë Żółć,"
            "2026-10-25T00:00:00+01:00,+442070000000,Zoë Żółć,7,1,0.03\r\n"
            "row,OP,ACME,LON,2026-10,4711,GBP,200,Zoë Żółć,"
            "2026-10-25T00:00:02.500000+01:00,+442070007919,Ελένη Παπαδοπούλου,8,1,0.04\r\n"
            "section_total,OP,ACME,LON,2026-10,4711,GBP,200,Zoë Żółć,,,,15,2,0.07\r\n"
            "total,OP,ACME,LON,2026-10,4711,GBP,,,,,,15,2,0.07\r\n");
}

TEST(Csv, WithoutRowsHasNamesAndTotal) {
  EXPECT_EQ(written(Format::csv, 0),
            "record,operator_id,occupier_id,site_id,month,position,currency,"
            "extension,user_name,started_at,number,called,seconds,calls,net\r\n"
            "total,OP,ACME,LON,2026-10,4711,GBP,,,,,,0,0,0.00\r\n");
}

}  // namespace
}  // namespace tenure::test
