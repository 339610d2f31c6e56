#include "adapters/http/api/report_body.h"

#include <chrono>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "adapters/report/writer.h"
#include "projections/billing/month.h"

namespace tenure::http {
namespace {

/// A turn ends after this, or with a piece; a page of a PDF takes about as long.
constexpr std::chrono::milliseconds turn_time{5};

class ReportBody final : public BodyStream {
 public:
  explicit ReportBody(std::unique_ptr<report::Source> source) : source_{std::move(source)} {}

  /// Once, before anything is pulled.
  [[nodiscard]] report::Written begin(report::Format format, report::Head head) {
    auto writer = report::open(format, std::move(head), [this](std::string_view piece) {
      piece_ += piece;
      return report::Flow::go_on;
    });
    if (!writer) return std::unexpected{writer.error()};
    writer_ = std::move(*writer);
    return {};
  }

  Pull pull(std::string& out, const std::function<void()>& /*wake*/) override {
    const auto turn_end = std::chrono::steady_clock::now() + turn_time;
    while (piece_.empty()) {
      const auto step = source_->write_some(*writer_);
      if (!step) return {.step = Step::failed};
      if (*step == report::Progress::done) {
        out += piece_;
        return {.step = Step::finished};
      }
      if (std::chrono::steady_clock::now() >= turn_end) break;
    }
    out += piece_;
    piece_.clear();
    return {.step = Step::more};
  }

 private:
  std::unique_ptr<report::Source> source_;
  /// What the writer handed on and was not pulled yet.
  std::string piece_;
  std::unique_ptr<report::Writer> writer_;
};

}  // namespace

std::expected<Response, report::Fault> report_response(report::Format format, std::string_view name,
                                                       report::Head head,
                                                       std::unique_ptr<report::Source> source) {
  Response response{.content_type = report::media_type(format),
                    .headers = fmt::format("Tenure-Position: {}\r\n", head.position.value)};
  if (format != report::Format::json) {
    response.headers += fmt::format("Content-Disposition: attachment; filename=\"{}-{}-{}-{}.{}\"\r\n", name,
                                    head.occupier_id, head.site_id,
                                    projections::billing::format_month(head.month), report::name_of(format));
  }
  auto body = std::make_unique<ReportBody>(std::move(source));
  if (auto begun = body->begin(format, std::move(head)); !begun) return std::unexpected{begun.error()};
  response.stream = std::move(body);
  return response;
}

}  // namespace tenure::http
