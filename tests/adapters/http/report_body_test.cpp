// Reports as bodies: whole, piece by piece, broken off where they cannot go on.

#include "adapters/http/api/report_body.h"

#include <array>
#include <utility>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/adapters/report/sample.h"

namespace tenure::test {
namespace {

using http::BodyStream;
using report::Format;

constexpr std::array formats{Format::json, Format::csv, Format::pdf};

http::Response asked(Format format, std::unique_ptr<report::Source> source) {
  auto response = http::report_response(format, "usage", sample_head(), std::move(source));
  EXPECT_TRUE(response);
  return std::move(*response);
}

struct Pulled {
  std::string body;
  std::size_t largest = 0;
  BodyStream::Step last = BodyStream::Step::more;
};
Pulled pull_all(BodyStream& stream) {
  Pulled all;
  while (all.last == BodyStream::Step::more) {
    std::string piece;
    all.last = stream.pull(piece, [] {}).step;
    all.largest = std::max(all.largest, piece.size());
    all.body += piece;
  }
  return all;
}

/// Ends after a hundred calls as a read model does whose rows cannot be read.
class BrokenSource final : public report::Source {
 public:
  report::Step write_some(report::Writer& writer) override {
    if (std::exchange(has_written_, true)) {
      return std::unexpected{report::SourceFailed{"the rows cannot be read"}};
    }
    return calls_.write_some(writer);
  }

 private:
  SampleCalls calls_{100};
  bool has_written_ = false;
};

/// Tells when it goes.
class WatchedSource final : public report::Source {
 public:
  explicit WatchedSource(bool& is_gone) : is_gone_{is_gone} {}
  ~WatchedSource() override { is_gone_ = true; }
  report::Step write_some(report::Writer& writer) override { return calls_.write_some(writer); }

 private:
  SampleCalls calls_{100'000};
  bool& is_gone_;
};

TEST(ReportBody, IsTheReportInPieces) {
  for (const auto format : formats) {
    const auto response = asked(format, std::make_unique<SampleCalls>(3'000));
    const auto all = pull_all(*response.stream);
    EXPECT_EQ(all.last, BodyStream::Step::finished);
    EXPECT_TRUE(all.body == written(format, 3'000)) << report::name_of(format);
    EXPECT_LT(all.largest, 3 * report::piece_bytes);
    EXPECT_FALSE(response.stream->is_endless());
  }
}

TEST(ReportBody, SaysWhatItIsAndOfWhichPosition) {
  const auto csv = asked(Format::csv, std::make_unique<SampleCalls>(1));
  EXPECT_EQ(csv.status, 200u);
  EXPECT_EQ(csv.content_type, "text/csv; charset=utf-8; header=present");
  EXPECT_EQ(csv.headers,
            "Tenure-Position: 4711\r\n"
            "Content-Disposition: attachment; filename=\"usage-ACME-LON-2026-10.csv\"\r\n");
  const auto json = asked(Format::json, std::make_unique<SampleCalls>(1));
  EXPECT_EQ(json.content_type, "application/json");
  EXPECT_EQ(json.headers, "Tenure-Position: 4711\r\n");
  EXPECT_EQ(asked(Format::pdf, std::make_unique<SampleCalls>(1)).content_type, "application/pdf");
}

TEST(ReportBody, ThatCannotGoOnFails) {
  for (const auto format : formats) {
    const auto response = asked(format, std::make_unique<BrokenSource>());
    EXPECT_EQ(pull_all(*response.stream).last, BodyStream::Step::failed) << report::name_of(format);
  }
}

TEST(ReportBody, ThatNobodyReadsAnyMoreEndsAtOnce) {
  for (const auto format : formats) {
    bool is_gone = false;
    auto response = asked(format, std::make_unique<WatchedSource>(is_gone));
    std::string piece;
    EXPECT_EQ(response.stream->pull(piece, [] {}).step, BodyStream::Step::more);
    response.stream.reset();
    EXPECT_TRUE(is_gone) << report::name_of(format);
  }
}

}  // namespace
}  // namespace tenure::test
