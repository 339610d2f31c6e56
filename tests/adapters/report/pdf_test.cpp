// PDF as a reader other than ours sees it: poppler's pdfinfo and pdftotext.

#include <algorithm>
#include <limits>
#include <ranges>
#include <regex>
#include <set>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/report/pdf_fonts.h"
#include "tests/adapters/cli/program_runner.h"
#include "tests/adapters/report/sample.h"

namespace tenure::test {
namespace {

using report::Amount;
using report::Cell;
using report::Column;
using report::Format;
using report::Kind;
using testing::HasSubstr;
using testing::Not;

std::string asked(const std::string& program, std::vector<std::string> arguments, const std::string& pdf) {
  const ScratchFolder folder;
  arguments.push_back(folder.write("report.pdf", pdf).string());
  arguments.emplace_back("-");
  if (program == "pdfinfo") arguments.pop_back();
  const auto run = run_other(program, {.arguments = std::move(arguments), .input = {}, .environment = {}});
  EXPECT_EQ(run.exit_code, 0) << program << ": is poppler-utils installed? " << run.err;
  EXPECT_EQ(run.err, "") << program << " finds fault with the file";
  return run.out;
}

std::string info(const std::string& pdf) { return asked("pdfinfo", {}, pdf); }
std::string boxes(const std::string& pdf) { return asked("pdftotext", {"-bbox"}, pdf); }

/// The text of each page.
std::vector<std::string> pages(const std::string& pdf) {
  const auto text = asked("pdftotext", {"-layout"}, pdf);
  std::vector<std::string> all;
  for (const auto page : std::views::split(text, '\f')) all.emplace_back(page.begin(), page.end());
  if (!all.empty()) all.pop_back();  // each page ends with one
  return all;
}

TEST(Pdf, HasTheTextInEveryScript) {
  const auto text = pages(written(Format::pdf, 12)).at(0);
  for (const auto* part : {"Usage", "Acme Łódź GmbH (ACME)", "London Wall (LON)", "Month 2026-10",
                           "times in Europe/London", "amounts in GBP", "Operator OP", "Extension 200",
                           "+442070007919", "2026-10-25 00:00:00+01:00", "0:00:18", "0.14"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
  for (const auto* name : {"Zoë Żółć", "Ελένη Παπαδοπούλου", "Владимир Жуков", "王小明", "Nguye\u0302\u0303n",
                           "דוד לוי", "अनिता शर्मा", "สมชาย ใจดี", "김민수", "山田 太郎"}) {
    EXPECT_THAT(text, HasSubstr(name));
  }
  // pdftotext takes the ligature of lam and alef apart the wrong way round; the first word has none.
  EXPECT_THAT(text, HasSubstr("محمد"));
}

TEST(Pdf, ACharacterThatNoFontHasIsShownByItsNumber) {
  // U+20BB7 as a box with 020 above BB7.
  const auto text = pages(written(Format::pdf, {{.key = "name", .title = "Name", .kind = Kind::text}},
                                  {{std::string_view{"\U00020BB7"}}}))
                        .at(0);
  EXPECT_THAT(text, HasSubstr("020"));
  EXPECT_THAT(text, HasSubstr("BB7"));
}

TEST(Pdf, NamesNoTimeButThatOfItsPosition) {
  const auto said = info(written(Format::pdf, 1));
  EXPECT_THAT(said, HasSubstr("Title:           Usage"));
  EXPECT_THAT(said, testing::ContainsRegex("CreationDate: +Sun Nov  1 00:00:03 2026 UTC"));
  EXPECT_THAT(said, Not(HasSubstr("ModDate")));
  EXPECT_THAT(said, HasSubstr("(A4)"));
}

TEST(Pdf, EachPageHasItsHeadsAndNumberAndTheLastTheTotals) {
  const auto pdf = written(Format::pdf, 450);
  const auto all = pages(pdf);
  ASSERT_GT(all.size(), 5u);
  EXPECT_THAT(info(pdf), testing::ContainsRegex(fmt::format("Pages: +{}\n", all.size())));
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (const auto* title : {"Started", "Number", "Called", "Duration", "Calls", "Net"}) {
      EXPECT_THAT(all[i], HasSubstr(title)) << "page " << i + 1;
    }
    const auto is_last = i + 1 == all.size();
    EXPECT_THAT(all[i], HasSubstr(is_last ? fmt::format("Page {0} of {0}\n", i + 1)
                                          : fmt::format("Page {}\n", i + 1)));
    EXPECT_THAT(all[i], HasSubstr("Position 4711, recorded at 2026-11-01T00:00:03Z"));
    if (i > 0) {
      EXPECT_THAT(all[i], HasSubstr("Usage, Acme Łódź GmbH, London Wall, 2026-10"));
    }
    EXPECT_EQ(all[i].find("\nTotal ") != std::string::npos, is_last) << "page " << i + 1;
  }
  // 450 calls of 7 to 456 seconds, at 3 to 99 pence.
  EXPECT_THAT(all.back(), testing::ContainsRegex("\nTotal +28:56:15 +450 +218\\.65"));
}

TEST(Pdf, EveryRowIsOnOnePageOnce) {
  const auto all = pages(written(Format::pdf, 450));
  std::string text;
  for (const auto& page : all) text += page;
  for (std::int64_t row = 0; row < 450; ++row) {
    const auto number = fmt::format("+44207{:07}", row * 7919 % 10'000'000);
    const auto at = text.find(number);
    ASSERT_NE(at, std::string::npos) << number;
    EXPECT_EQ(text.find(number, at + 1), std::string::npos) << number << " twice";
  }
  // Sections are named where they begin, and again where a page does.
  EXPECT_THAT(all.at(1), HasSubstr("Extension 200, User Zoë Żółć (continued)"));
  EXPECT_THAT(text, testing::ContainsRegex("Extension 201, User Ελένη Παπαδοπούλου\n"));
  EXPECT_THAT(text, testing::ContainsRegex("Section total .* 200 "));
}

TEST(Pdf, NumbersStandAtTheRight) {
  const auto text = boxes(written(Format::pdf, 100));
  static const std::regex word{"xMax=\"([0-9.]+)\" yMax=\"[0-9.]+\">(\\d+\\.\\d\\d)</word>"};
  std::vector<double> ends;
  for (std::sregex_iterator match{text.begin(), text.end(), word}, end; match != end; ++match) {
    ends.push_back(std::stod((*match)[1]));
  }
  ASSERT_GE(ends.size(), 100u);
  for (const auto end : ends) EXPECT_NEAR(end, 595.276 - 36, 0.1);
}

TEST(Pdf, NothingStandsOutsideThePage) {
  const std::string name(3'000, 'x');
  const std::string words = [] {
    std::string all;
    for (int i = 0; i < 400; ++i) all += "many words ";
    return all;
  }();
  std::vector<std::vector<Cell>> rows;
  for (int i = 0; i < 40; ++i) {
    rows.push_back(
        {std::string_view{name}, std::string_view{words}, Amount{std::numeric_limits<std::int64_t>::min()}});
  }
  const auto text = boxes(written(Format::pdf,
                                  {{.key = "name", .title = "Name", .kind = Kind::text},
                                   {.key = "words", .title = "Words", .kind = Kind::text},
                                   {.key = "net", .title = "Net", .kind = Kind::money}},
                                  rows));
  static const std::regex box{
      R"re(<word xMin="([-0-9.]+)" yMin="([-0-9.]+)" xMax="([-0-9.]+)" yMax="([-0-9.]+)")re"};
  std::size_t words_seen = 0;
  for (std::sregex_iterator match{text.begin(), text.end(), box}, end; match != end; ++match, ++words_seen) {
    EXPECT_GE(std::stod((*match)[1]), 35);
    EXPECT_GE(std::stod((*match)[2]), 25);
    EXPECT_LE(std::stod((*match)[3]), 595.276 - 35);
    EXPECT_LE(std::stod((*match)[4]), 841.89 - 25);
  }
  EXPECT_GT(words_seen, 1'000u);
  // Eight lines are shown; an ellipsis stands for the rest, and whoever copies the text gets all of it.
  std::set<std::string> lines;
  static const std::regex many{R"re(yMin="([0-9.]+)" xMax="[0-9.]+" yMax="[0-9.]+">many)re"};
  const auto first_page = text.substr(0, text.find("</page>"));
  for (std::sregex_iterator match{first_page.begin(), first_page.end(), many}, end; match != end; ++match) {
    lines.insert((*match)[1]);
  }
  EXPECT_GT(lines.size(), 8u);
  EXPECT_EQ(lines.size() % 8, 0u);
  std::size_t all_words = 0;
  for (auto at = text.find("many"); at != std::string::npos; at = text.find("many", at + 1)) ++all_words;
  EXPECT_EQ(all_words, 40u * 400u);
}

TEST(Pdf, ANumberThatIsTooWideWrapsAndIsWhole) {
  auto text = pages(written(Format::pdf,
                            {{.key = "name", .title = "Name", .kind = Kind::text},
                             {.key = "net", .title = "Net", .kind = Kind::money}},
                            {{std::string_view{"x"}, Amount{std::numeric_limits<std::int64_t>::min()}}}))
                  .at(0);
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n' || c == 'x'; });
  EXPECT_THAT(text, HasSubstr("-92233720368547758.08"));
}

TEST(Pdf, ManyColumnsTurnThePaper) {
  std::vector<Column> columns;
  std::vector<Cell> row;
  for (std::size_t i = 0; i < report::columns_max; ++i) {
    columns.push_back({.key = fmt::format("c{}", i), .title = fmt::format("C{}", i), .kind = Kind::text});
    row.emplace_back(std::string_view{"cell"});
  }
  EXPECT_THAT(info(written(Format::pdf, columns, {row})), HasSubstr("841.89 x 595.276"));
  columns.resize(3);
  row.resize(3);
  EXPECT_THAT(info(written(Format::pdf, columns, {row})), HasSubstr("595.276 x 841.89"));
}

TEST(Pdf, WithoutRowsIsOnePage) {
  const auto all = pages(written(Format::pdf, 0));
  ASSERT_EQ(all.size(), 1u);
  EXPECT_THAT(all[0], testing::ContainsRegex("\nTotal +0:00:00 +0 +0\\.00"));
  EXPECT_THAT(all[0], HasSubstr("Page 1 of 1"));
}

TEST(Pdf, TextThatIsNotUtf8IsMendedRatherThanLost) {
  const auto text = pages(written(Format::pdf, {{.key = "name", .title = "Name", .kind = Kind::text}},
                                  {{std::string_view{"ab\xff\xfe"
                                                     "cd"}}}))
                        .at(0);
  EXPECT_THAT(text, HasSubstr("ab"));
  EXPECT_THAT(text, HasSubstr("cd"));
}

TEST(Pdf, FontsThatAreNotThereAreSaid) {
  const ScratchFolder empty;
  const auto fonts = report::load_fonts(empty.path("fonts").string());
  ASSERT_FALSE(fonts);
  EXPECT_EQ(fonts.error(), report::Fault::fonts_missing);
  EXPECT_THAT(report::explain(report::Fault::fonts_missing), HasSubstr("fonts-noto-core"));
  EXPECT_TRUE(report::load_fonts(report::fonts_folder));
}

}  // namespace
}  // namespace tenure::test
