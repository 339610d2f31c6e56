// What all formats share: sinks that stop, calls out of order, what a report may be made of.

#include <array>

#include <gtest/gtest.h>

#include "adapters/report/cell_text.h"
#include "tests/adapters/report/sample.h"

namespace tenure::test {
namespace {

using report::Cell;
using report::Count;
using report::Fault;
using report::Flow;
using report::Format;
using report::Kind;
using report::Written;

constexpr std::array formats{Format::json, Format::csv, Format::pdf};
constexpr std::array<Cell, 6> no_cells{};
constexpr std::array<Cell, 2> no_name{};

std::unique_ptr<report::Writer> begun(Format format, report::Sink sink, report::Head head = sample_head()) {
  auto writer = report::open(format, std::move(head), std::move(sink));
  EXPECT_TRUE(writer);
  return std::move(*writer);
}
Flow take(std::string_view) { return Flow::go_on; }

TEST(Writer, StopsWhenTheSinkDoes) {
  for (const auto format : formats) {
    int calls = 0;
    {
      const auto writer = begun(format, [&](std::string_view) {
        ++calls;
        return Flow::stop;
      });
      SampleCalls many{1'000'000};
      auto step = many.write_some(*writer);
      int steps = 1;
      for (; step && *step == report::Progress::more; ++steps) step = many.write_some(*writer);
      ASSERT_FALSE(step) << report::name_of(format);
      EXPECT_EQ(std::get<Fault>(step.error()), Fault::stopped);
      // A piece of a PDF is some twenty pages; of the others, some hundred rows.
      EXPECT_LT(steps, 100) << report::name_of(format);
      // Nor is anything written by those who do not look at what they are told.
      EXPECT_EQ(writer->row(no_cells).error(), Fault::stopped);
      EXPECT_EQ(writer->end_section(no_cells).error(), Fault::stopped);
      EXPECT_EQ(writer->begin_section(no_name).error(), Fault::stopped);
      EXPECT_EQ(writer->end_section(no_cells).error(), Fault::stopped);
      EXPECT_EQ(writer->end(no_cells).error(), Fault::stopped);
    }
    EXPECT_EQ(calls, 1) << "the sink is not called again, not even when the writer goes";
  }
}

TEST(Writer, TheLastPieceMayBeRefusedToo) {
  for (const auto format : formats) {
    const auto writer = begun(format, [](std::string_view) { return Flow::stop; });
    EXPECT_EQ(writer->end(no_cells).error(), Fault::stopped) << report::name_of(format);
  }
}

TEST(Writer, ThatIsDroppedMidwayWritesNothingMore) {
  for (const auto format : formats) {
    int calls = 0;
    auto writer = begun(format, [&](std::string_view) {
      ++calls;
      return Flow::go_on;
    });
    SampleCalls some{100};
    ASSERT_TRUE(some.write_some(*writer));
    writer.reset();
    EXPECT_EQ(calls, 0) << report::name_of(format);
  }
}

TEST(Writer, HandsOnPiecesOfABoundedSize) {
  for (const auto format : formats) {
    std::size_t largest = 0;
    std::size_t pieces = 0;
    const auto writer = begun(format, [&](std::string_view piece) {
      largest = std::max(largest, piece.size());
      ++pieces;
      return Flow::go_on;
    });
    SampleCalls calls{3'000};
    auto step = calls.write_some(*writer);
    EXPECT_EQ(pieces, 0u) << "what cannot go on can still be answered with an error";
    while (step && *step == report::Progress::more) step = calls.write_some(*writer);
    ASSERT_TRUE(step);
    EXPECT_GT(pieces, 1u);
    EXPECT_LT(largest, 2 * report::piece_bytes);
  }
}

TEST(Writer, FormatsHaveNames) {
  for (const auto format : formats) EXPECT_EQ(report::parse_format(report::name_of(format)), format);
  EXPECT_FALSE(report::parse_format("xls"));
  EXPECT_FALSE(report::parse_format(""));
  EXPECT_EQ(report::media_type(Format::pdf), "application/pdf");
}

TEST(Writer, EachFaultSaysWhatToDo) {
  for (const auto fault : {Fault::stopped, Fault::fonts_missing, Fault::drawing_failed}) {
    EXPECT_FALSE(report::explain(fault).empty());
  }
}

TEST(WriterDeathTest, CallsOutOfOrderStopTheProcess) {
  const auto writer = begun(Format::csv, take);
  EXPECT_DEATH(static_cast<void>(writer->row(no_cells)), "out of order");
  EXPECT_DEATH(static_cast<void>(writer->end_section(no_cells)), "out of order");
  ASSERT_TRUE(writer->begin_section(no_name));
  EXPECT_DEATH(static_cast<void>(writer->begin_section(no_name)), "out of order");
  EXPECT_DEATH(static_cast<void>(writer->end(no_cells)), "out of order");
  ASSERT_TRUE(writer->end_section(no_cells));
  ASSERT_TRUE(writer->end(no_cells));
  EXPECT_DEATH(static_cast<void>(writer->end(no_cells)), "out of order");
}

TEST(WriterDeathTest, CellsOfAnotherKindOrNumberStopTheProcess) {
  const auto writer = begun(Format::json, take);
  ASSERT_TRUE(writer->begin_section(no_name));
  EXPECT_DEATH(static_cast<void>(writer->row(no_name)), "a cell for each column");
  auto cells = no_cells;
  cells[5] = Count{1};
  EXPECT_DEATH(static_cast<void>(writer->row(cells)), "net");
}

TEST(WriterDeathTest, ColumnsNeedKeysOfTheirOwn) {
  const auto open_with = [](std::string key) {
    auto head = sample_head();
    head.columns[0].key = std::move(key);
    static_cast<void>(report::open(Format::json, std::move(head), take));
  };
  EXPECT_DEATH(open_with("rows"), "the format does not use itself");
  EXPECT_DEATH(open_with("month"), "the format does not use itself");
  EXPECT_DEATH(open_with("net"), "a key for each column");
  EXPECT_DEATH(open_with("extension"), "a key for each column");
  EXPECT_DEATH(open_with("No spaces"), "small letters");
  EXPECT_DEATH(open_with(""), "small letters");
}

TEST(Durations, AreHoursMinutesAndSeconds) {
  const auto text = [](std::int64_t seconds) {
    std::string out;
    report::write_duration(std::chrono::seconds{seconds}, out);
    return out;
  };
  EXPECT_EQ(text(0), "0:00:00");
  EXPECT_EQ(text(59), "0:00:59");
  EXPECT_EQ(text(3'723), "1:02:03");
  EXPECT_EQ(text(360'000), "100:00:00");
  EXPECT_EQ(text(-61), "-0:01:01");
  EXPECT_EQ(text(std::numeric_limits<std::int64_t>::min()), "-2562047788015215:30:08");
}

}  // namespace
}  // namespace tenure::test
