// The same report has the same bytes in every process and environment, and takes the same memory however long it is.

#include <cstdlib>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/adapters/cli/program_runner.h"
#include "tests/adapters/report/sample.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr auto is_sanitized = true;
#else
constexpr auto is_sanitized = false;
#endif

namespace tenure::test {
namespace {

using report::Format;
using Environment = std::map<std::string, std::string>;

ProgramRun run_sample(Format format, std::int64_t rows, Environment environment = {}) {
  const auto* program = std::getenv("TENURE_REPORT_SAMPLE");
  return run_other(program == nullptr ? "./report_sample" : program,
                   {.arguments = {std::string{report::name_of(format)}, fmt::format("{}", rows)},
                    .input = {},
                    .environment = std::move(environment)});
}

TEST(SameBytes, InEveryProcessAndEnvironment) {
  const std::vector<Environment> environments{
      {},
      {},
      {{"TZ", "Pacific/Apia"}, {"LC_ALL", "C.utf8"}, {"LANGUAGE", "ja"}},
      {{"TZ", "America/New_York"}, {"LANG", "de_DE.UTF-8"}, {"LC_NUMERIC", "de_DE.UTF-8"}},
      // What pango and fontconfig would ask.
      {{"PANGO_LANGUAGE", "ur:sr:mr:ja"}, {"LANGUAGE", "sr"}, {"FC_LANG", "ko"}},
      {{"FONTCONFIG_FILE", "/nowhere"}, {"HOME", "/nowhere"}, {"XDG_CACHE_HOME", "/nowhere"}},
      {{"SOURCE_DATE_EPOCH", "1"}},
  };
  for (const auto format : {Format::json, Format::csv, Format::pdf}) {
    const auto here = written(format, 500);
    for (const auto& environment : environments) {
      const auto run = run_sample(format, 500, environment);
      ASSERT_EQ(run.exit_code, 0) << run.err;
      EXPECT_TRUE(run.out == here) << report::name_of(format) << " differs with "
                                   << (environment.empty() ? "nothing" : environment.begin()->first);
    }
  }
}

TEST(SameBytes, OtherInputIsAnotherFile) {
  // So that the test above compares what a report says.
  for (const auto format : {Format::json, Format::csv, Format::pdf}) {
    EXPECT_NE(written(format, 500), written(format, 501));
  }
}

/// The most memory that a report took, in KiB.
long memory_of(Format format, std::int64_t rows) {
  const auto run = run_sample(format, rows);
  EXPECT_EQ(run.exit_code, 0) << run.err;
  return std::atol(run.err.c_str());
}

TEST(Memory, DoesNotGrowWithTheRows) {
  if (is_sanitized) GTEST_SKIP() << "a sanitizer keeps what was given back";
  for (const auto format : {Format::json, Format::csv}) {
    const auto little = memory_of(format, 1'000);
    ASSERT_GT(little, 0);
    EXPECT_LT(memory_of(format, 300'000), little + 1'024) << report::name_of(format);
  }
}

TEST(Memory, OfAPdfGrowsByLittleAPage) {
  if (is_sanitized) GTEST_SKIP() << "a sanitizer keeps what was given back";
  const auto little = memory_of(Format::pdf, 1'000);
  ASSERT_GT(little, 0);
  // Five hundred pages, whose content is 1.5 MB.
  EXPECT_LT(memory_of(Format::pdf, 20'000), little + 2'048);
}

}  // namespace
}  // namespace tenure::test
