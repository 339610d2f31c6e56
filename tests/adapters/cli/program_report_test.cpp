// `tenure report`: monthly reports to files and standard output, with and without a server.

#include <filesystem>
#include <fstream>
#include <sstream>

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/adapters/cli/program_runner.h"

namespace tenure::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string content(const std::filesystem::path& file) {
  std::ostringstream all;
  all << std::ifstream{file, std::ios::binary}.rdbuf();
  return all.str();
}

class ReportProgram : public testing::Test {
 protected:
  ReportProgram() {
    const auto loaded = run_asked({.arguments = {"load", "-", "--operator", "harbour", "--data", data()},
                                   .input = run_program({"sample"}).out,
                                   .environment = {}});
    EXPECT_EQ(loaded.exit_code, 0) << loaded.err;
  }
  [[nodiscard]] std::vector<std::string> arguments(const std::string& name,
                                                   std::vector<std::string> more = {}) const {
    std::vector<std::string> all{"report",  name,     "--operator", "harbour", "--occupier",
                                 "KESTREL", "--site", "LON",        "--month", "2026-10"};
    all.insert(all.end(), more.begin(), more.end());
    all.insert(all.end(), where.begin(), where.end());
    return all;
  }
  [[nodiscard]] ProgramRun report(const std::string& name, std::vector<std::string> more = {}) const {
    return run_program(arguments(name, std::move(more)));
  }
  [[nodiscard]] std::string data() const { return scratch_.path("data"); }

  ScratchFolder scratch_;
  std::vector<std::string> where{"--data", data()};
};

TEST_F(ReportProgram, WritesEachFormatToAFile) {
  for (const auto* name : {"services", "usage"}) {
    for (const auto& [format, begin] :
         std::map<std::string, std::string>{{"json", "{"}, {"csv", "record,"}, {"pdf", "%PDF-"}}) {
      const auto file = scratch_.path(std::string{name} + "." + format);
      const auto run = report(name, {"--format", format, "--out", file});
      EXPECT_EQ(run.exit_code, 0) << run.err;
      EXPECT_THAT(run.out, StartsWith("report written to "));
      EXPECT_THAT(content(file), StartsWith(begin));
      EXPECT_FALSE(std::filesystem::exists(file.string() + ".part"));
    }
  }
}

TEST_F(ReportProgram, WritesToStandardOutputWhereThereIsNoFile) {
  const auto services = report("services");
  EXPECT_EQ(services.exit_code, 0) << services.err;
  const auto document = boost::json::parse(services.out);
  EXPECT_EQ(document.at("title"), "Services report");
  EXPECT_GT(document.at("totals").at("net").as_int64(), 0);
  const auto summary = report("usage", {"--summary", "--format", "csv"});
  EXPECT_THAT(summary.out, HasSubstr("number,extension,user_name,calls"));
  // How other subcommands show answers is no format of a report.
  const auto asked =
      run_asked({.arguments = arguments("usage"), .input = {}, .environment = {{"TENURE_FORMAT", "table"}}});
  EXPECT_EQ(asked.exit_code, 0) << asked.err;
  EXPECT_THAT(asked.out, StartsWith("{\"title\":\"Usage report\""));
}

TEST_F(ReportProgram, LeavesAFileThatIsThereUnlessForced) {
  const auto file = scratch_.write("taken.csv", "mine");
  const auto refused = report("services", {"--format", "csv", "--out", file});
  EXPECT_EQ(refused.exit_code, 3);
  EXPECT_THAT(refused.err, HasSubstr("--force"));
  EXPECT_EQ(content(file), "mine");
  EXPECT_EQ(report("services", {"--format", "csv", "--out", file, "--force"}).exit_code, 0);
  EXPECT_THAT(content(file), StartsWith("record,"));
}

TEST_F(ReportProgram, WhatFailsLeavesNoFile) {
  const auto file = scratch_.path("none.pdf");
  where.insert(where.end(), {"--as-of", "1"});
  const auto unknown = report("services", {"--format", "pdf", "--out", file});
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_THAT(unknown.err, HasSubstr("UNKNOWN_RESOURCE"));
  EXPECT_FALSE(std::filesystem::exists(file));
  EXPECT_FALSE(std::filesystem::exists(file.string() + ".part"));
  const auto nowhere = report("services", {"--out", scratch_.path("no/such/folder.json")});
  EXPECT_EQ(nowhere.exit_code, 3);
  EXPECT_THAT(nowhere.err, HasSubstr("No such file or directory"));
}

TEST_F(ReportProgram, AServerGivesTheSameBytesAsOfTheSamePosition) {
  std::map<std::string, std::string> local;
  for (const auto* format : {"json", "csv", "pdf"}) local[format] = report("usage", {"--format", format}).out;
  const auto position = boost::json::parse(local["json"]).at("position").to_number<std::uint64_t>();
  ServedFolder server{data()};
  ASSERT_NE(server.url(), "");
  where = {"--url", server.url()};
  for (const auto& [format, bytes] : local) {
    const auto run = report("usage", {"--format", format, "--as-of", std::to_string(position)});
    EXPECT_EQ(run.exit_code, 0) << run.err;
    EXPECT_TRUE(run.out == bytes) << format;
  }
  EXPECT_EQ(server.stop(), 0);
  EXPECT_EQ(report("usage").exit_code, 3) << "no server";
}

TEST(ReportMistakes, AreSaid) {
  struct Row {
    std::vector<std::string> arguments;
    std::string said;
  };
  const std::vector<Row> rows{
      {{"report"}, "A subcommand is required"},
      {{"report", "services", "--operator", "o"}, "--occupier is required"},
      {{"report", "services", "--operator", "o", "--occupier", "A", "--site", "S", "--month", "2026-10",
        "--format", "xlsx"},
       "xlsx"},
      {{"report", "services", "--operator", "o", "--occupier", "A", "--site", "S", "--month", "2026-10",
        "--summary"},
       "--summary"},
  };
  for (const auto& row : rows) {
    const auto run = run_program(row.arguments);
    EXPECT_EQ(run.exit_code, 2) << row.said;
    EXPECT_THAT(run.err, HasSubstr(row.said));
  }
}

TEST(ReportCompletion, OffersReportsAndTheirOptions) {
  const auto script = run_program({"completion", "bash"});
  const auto offered = run_other(
      "bash",
      {.arguments = {"-c",
                     "source /dev/stdin; COMP_WORDS=(tenure report u); COMP_CWORD=2; _tenure; "
                     "echo ${COMPREPLY[@]}; COMP_WORDS=(tenure report usage --occ); COMP_CWORD=3; _tenure; "
                     "echo ${COMPREPLY[@]}"},
       .input = script.out,
       .environment = {}});
  EXPECT_EQ(offered.out, "usage\n--occupier\n");
}

}  // namespace
}  // namespace tenure::test
