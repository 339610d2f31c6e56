#include "tests/adapters/report/sample.h"

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

namespace tenure::test {
namespace {

using report::Amount;
using report::Cell;
using report::Count;
using report::Kind;
using report::Written;

constexpr std::int64_t section_rows_max = 200;
constexpr std::int64_t rows_at_once = 50;

std::int64_t seconds_of(std::int64_t row) { return 7 + row % 600; }
std::int64_t pence_of(std::int64_t row) { return 3 + row % 97; }

struct Sums {
  std::int64_t seconds = 0;
  std::int64_t pence = 0;
};
Sums sums(std::int64_t from, std::int64_t to) {
  Sums all;
  for (auto row = from; row < to; ++row) {
    all.seconds += seconds_of(row);
    all.pence += pence_of(row);
  }
  return all;
}

std::array<Cell, 6> totals(std::int64_t from, std::int64_t to) {
  const auto all = sums(from, to);
  return {Cell{}, Cell{}, Cell{}, std::chrono::seconds{all.seconds}, Count{to - from}, Amount{all.pence}};
}

std::unique_ptr<report::Writer> begun(report::Format format, report::Head head, std::string& bytes) {
  auto writer = report::open(format, std::move(head), [&bytes](std::string_view piece) {
    bytes += piece;
    return report::Flow::go_on;
  });
  if (!writer) throw std::runtime_error{std::string{report::explain(writer.error())}};
  return std::move(*writer);
}

}  // namespace

report::Head sample_head() {
  const auto zone = domain::find_zone("Europe/London");
  if (!zone) throw std::runtime_error{"no time zones"};
  return {.title = "Usage",
          .operator_id = "OP",
          .occupier_id = "ACME",
          .occupier_name = "Acme Łódź GmbH",
          .site_id = "LON",
          .site_name = "London Wall",
          .zone = *zone,
          .month = *projections::billing::parse_month("2026-10"),
          .position = {4711},
          .recorded_at = *domain::parse_instant("2026-11-01T00:00:03Z"),
          .currency = "GBP",
          .currency_exponent = 2,
          .section_columns = {{.key = "extension", .title = "Extension", .kind = Kind::identifier},
                              {.key = "user_name", .title = "User", .kind = Kind::text}},
          .columns = {{.key = "started_at", .title = "Started", .kind = Kind::instant},
                      {.key = "number", .title = "Number", .kind = Kind::identifier},
                      {.key = "called", .title = "Called", .kind = Kind::text, .weight = 2},
                      {.key = "seconds", .title = "Duration", .kind = Kind::duration},
                      {.key = "calls", .title = "Calls", .kind = Kind::count},
                      {.key = "net", .title = "Net", .kind = Kind::money}}};
}

const std::vector<std::string>& sample_names() {
  static const std::vector<std::string> names{
      "Zoë Żółć", "Ελένη Παπαδοπούλου", "Владимир Жуков", "محمد الأمين", "王小明",    "Nguye\u0302\u0303n",
      "דוד לוי",  "अनिता शर्मा",         "สมชาย ใจดี",      "김민수",      "山田 太郎", "𠮷野家"};
  return names;
}

report::Step SampleCalls::write_some(report::Writer& writer) {
  const auto stop = std::min(rows_, next_ + rows_at_once);
  for (; next_ < stop; ++next_) {
    if (auto written = write_row(writer); !written) return std::unexpected{written.error()};
  }
  if (next_ < rows_) return report::Progress::more;
  if (auto written = end(writer); !written) return std::unexpected{written.error()};
  return report::Progress::done;
}

Written SampleCalls::write_row(report::Writer& writer) {
  const auto section = next_ / section_rows_max;
  const auto& names = sample_names();
  if (section_rows_ == 0) {
    const auto extension = fmt::format("{}", 200 + section);
    const std::array<Cell, 2> cells{
        std::string_view{extension},
        std::string_view{names[static_cast<std::size_t>(section) % names.size()]}};
    if (auto written = writer.begin_section(cells); !written) return written;
  }
  // A call every 2.5 seconds; the clocks go back on the 25th.
  const auto october = domain::parse_instant("2026-10-24T23:00:00Z")->microseconds();
  const auto number = fmt::format("+44207{:07}", next_ * 7919 % 10'000'000);
  const std::array<Cell, 6> cells{domain::Instant{october + next_ * 2'500'000},
                                  std::string_view{number},
                                  std::string_view{names[static_cast<std::size_t>(next_) % names.size()]},
                                  std::chrono::seconds{seconds_of(next_)},
                                  Count{1},
                                  Amount{pence_of(next_)}};
  if (auto written = writer.row(cells); !written) return written;
  return ++section_rows_ < section_rows_max ? Written{} : end_section(writer);
}

Written SampleCalls::end_section(report::Writer& writer) {
  const auto behind = next_ < rows_ ? next_ + 1 : rows_;
  return writer.end_section(totals(behind - std::exchange(section_rows_, 0), behind));
}

Written SampleCalls::end(report::Writer& writer) {
  if (section_rows_ > 0) {
    if (auto written = end_section(writer); !written) return written;
  }
  return writer.end(totals(0, rows_));
}

std::string written(report::Format format, std::int64_t rows) {
  std::string bytes;
  const auto writer = begun(format, sample_head(), bytes);
  SampleCalls calls{rows};
  while (true) {
    const auto step = calls.write_some(*writer);
    if (!step) throw std::runtime_error{"the report stopped"};
    if (*step == report::Progress::done) return bytes;
  }
}

std::string written(report::Format format, std::vector<report::Column> columns,
                    const std::vector<std::vector<Cell>>& rows) {
  std::string bytes;
  auto head = sample_head();
  head.section_columns.clear();
  head.columns = std::move(columns);
  const std::vector<Cell> no_totals(head.columns.size());
  const auto writer = begun(format, std::move(head), bytes);
  auto all = writer->begin_section({});
  for (const auto& row : rows) {
    if (all) all = writer->row(row);
  }
  if (all) all = writer->end_section(no_totals);
  if (all) all = writer->end(no_totals);
  if (!all) throw std::runtime_error{"the report stopped"};
  return bytes;
}

}  // namespace tenure::test
