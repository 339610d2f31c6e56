// A report of very many calls is answered in bounded memory.

#include <fstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "adapters/http/api/report_body.h"
#include "adapters/report/monthly_report.h"
#include "tests/projections/calling_house.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr auto is_sanitized = true;
#else
constexpr auto is_sanitized = false;
#endif

namespace tenure::test {
namespace {

constexpr std::uint64_t calls_count = 200'000;
constexpr std::uint64_t calls_of_commit = 10'000;
constexpr std::uint64_t numbers_count = 100;

/// A call of January as it is recorded, straight into the log: deciding each would be another test.
RecordedEvent call_event(std::uint64_t position, std::uint64_t which) {
  event::CallRatingT rating;
  rating.tariff_id = "T";
  rating.tariff_from = domain::parse_date("2026-01-01")->days();
  rating.product_id = "CALLS";
  rating.prefix = "44";
  rating.billed_seconds = static_cast<std::uint32_t>(1 + which % 300);
  rating.per_minute = 2'000'000;
  rating.use_allowance = true;
  rating.currency = "GBP";
  rating.currency_exponent = 2;
  event::UsageRecordedT call;
  call.meter_id = "PBX";
  call.usage_id = fmt::format("long-{}", which);
  call.kind = UsageKind::CALL;
  call.number = fmt::format("+4420794{:05}", which % numbers_count);
  call.occupier_id = "ACME";
  call.site_id = "LON";
  call.contract_id = "ACME-LON";
  // Ten seconds apart: 200,000 are 23 days.
  call.starts_at = domain::parse_instant("2026-01-06T00:00:00Z")->microseconds() +
                   static_cast<std::int64_t>(which) * 10'000'000;
  call.seconds = rating.billed_seconds;
  call.destination = fmt::format("+4416132{:05}", which % 99'991);
  call.on = domain::parse_date("2026-01-06")->days();
  call.rating = std::make_unique<event::CallRatingT>(rating);

  flatbuffers::FlatBufferBuilder builder;
  const auto body = event::CreateUsageRecorded(builder, &call);
  const auto operator_name = builder.CreateString(std::string{operator_id});
  const auto stream = builder.CreateString(fmt::format("usage/PBX/{}", call.usage_id));
  const auto none = builder.CreateVector(std::vector<flatbuffers::Offset<event::StreamVersion>>{});
  const auto id = builder.CreateString(call.usage_id);
  const auto source = builder.CreateString("meter");
  const auto actor = builder.CreateString("meter");
  builder.Finish(event::CreateEvent(builder, position, call.starts_at, operator_name, stream, 1, none, id,
                                    source, actor, 0, event::EventBody::UsageRecorded, body.Union()));
  return RecordedEvent{
      std::string{reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize()}};
}

/// "VmRSS" or "VmHWM" of this process, in KiB.
long memory(std::string_view what) {
  std::ifstream status{"/proc/self/status"};
  for (std::string one; std::getline(status, one);) {
    if (one.starts_with(what)) return std::atol(one.c_str() + what.size() + 1);
  }
  return 0;
}
/// The most so far begins anew.
bool forget_peak() {
  std::ofstream file{"/proc/self/clear_refs"};
  file << "5" << std::flush;
  return file.good();
}

TEST(LongReport, OfTwoHundredThousandCallsTakesBoundedMemory) {
  House house;
  let_them_call(house);
  for (std::uint64_t which = 0; which < calls_count;) {
    std::vector<RecordedEvent> commit;
    const auto first = house.last().value + 1;
    for (std::uint64_t i = 0; i < calls_of_commit; ++i) commit.push_back(call_event(first + i, which++));
    house.log().append(commit);
  }
  auto made =
      must(report::usage_report(house.view(),
                                {.operator_id = std::string{operator_id},
                                 .occupier_id = "ACME",
                                 .site_id = "LON",
                                 .month = projections::billing::parse_month("2026-01").value(),
                                 .recorded_at = domain::parse_instant("2026-02-01T00:00:00Z").value()},
                                report::Detail::calls));
  ASSERT_TRUE(made);
  auto response =
      http::report_response(report::Format::json, "usage", std::move(made->head), std::move(made->source));
  ASSERT_TRUE(response);

  const auto can_tell = forget_peak();
  const auto before = memory("VmRSS");
  std::size_t bytes = 0;
  std::size_t largest = 0;
  std::string last;
  while (true) {
    std::string piece;
    const auto step = response->stream->pull(piece, [] {}).step;
    ASSERT_NE(step, http::BodyStream::Step::failed);
    bytes += piece.size();
    largest = std::max(largest, piece.size());
    if (!piece.empty()) last = std::move(piece);
    if (step == http::BodyStream::Step::finished) break;
  }
  EXPECT_TRUE(last.ends_with(R"("settlement":"not charged yet; included minutes are not taken off"}})"))
      << last;
  EXPECT_NE(last.find(fmt::format(R"("totals":{{"calls":{},)", calls_count)), std::string::npos) << last;
  EXPECT_GT(bytes, std::size_t{27} << 20) << "so that the bound says something";
  EXPECT_LT(largest, 3 * report::piece_bytes);
  if (is_sanitized || !can_tell) GTEST_SKIP() << "the peak cannot be told here";
  // The read models' block cache is 16 MiB, and may fill meanwhile.
  EXPECT_LT(memory("VmHWM") - before, 24L << 10) << "KiB, of a body of " << bytes;
}

}  // namespace
}  // namespace tenure::test
