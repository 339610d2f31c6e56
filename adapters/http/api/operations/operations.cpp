#include "adapters/http/api/operations/operations.h"

#include <string>
#include <vector>

#include <fmt/format.h>

#include "adapters/http/api/context.h"
#include "adapters/http/api/json.h"
#include "adapters/http/api/media_type.h"
#include "adapters/http/api/openapi/openapi.h"
#include "projections/runtime/read_models.h"

namespace tenure::http {
namespace {

constexpr unsigned ok = 200;
constexpr unsigned unavailable = 503;

void judge(const eventstore::PartitionStatus& status, std::size_t index, std::vector<std::string>& reasons) {
  if (status.health == eventstore::PartitionStatus::Health::serving) return;
  reasons.push_back(fmt::format("partition {} takes no commands: {}", index, status.reason));
}

void judge(const projections::ModelStatus& status, std::size_t index, const ApiOptions& options,
           std::vector<std::string>& reasons) {
  const auto name = fmt::format("read model {} of partition {}", status.name, index);
  if (status.state == projections::ModelState::stopped) {
    reasons.push_back(fmt::format("{} stopped: {}", name, status.reason));
  } else if (status.state == projections::ModelState::building) {
    reasons.push_back(fmt::format("{} is being built, {} events to go", name, status.lag_events));
  } else if (status.lag_events > options.lag_events_max) {
    reasons.push_back(fmt::format("{} is {} events behind", name, status.lag_events));
  } else if (status.lag > options.lag_time_max) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(status.lag).count();
    reasons.push_back(fmt::format("{} is {} s behind", name, seconds));
  }
}

void write_model(const projections::ModelStatus& model, Json& json) {
  json.begin_object();
  json.key("name").text(model.name);
  json.key("state").text(projections::name_of(model.state));
  json.key("position").number(model.position.value);
  json.key("lag_events").number(model.lag_events);
  json.key("lag_milliseconds")
      .number(std::chrono::duration_cast<std::chrono::milliseconds>(model.lag).count());
  json.end_object();
}

}  // namespace

void get_health(Context&, Call call) {
  call.answer({.status = ok,
               .content_type = json_media_type,
               .headers = "Cache-Control: no-store\r\n",
               .body = R"({"status":"ok"})"});
}

void get_readiness(Context& context, Call call) {
  std::vector<std::string> reasons;
  std::string partitions;
  Json parts{partitions};
  parts.begin_array();
  for (std::size_t index = 0; index < context.engine.size(); ++index) {
    const auto status = context.engine.partition(index).status();
    const auto models = context.engine.models(index).status();
    judge(status, index, reasons);
    parts.begin_object();
    parts.key("partition").number(index);
    parts.key("serving").truth(status.health == eventstore::PartitionStatus::Health::serving);
    parts.key("committed").number(status.committed.value);
    parts.key("models").begin_array();
    for (const auto& model : models.models) {
      judge(model, index, context.options, reasons);
      write_model(model, parts);
    }
    parts.end_array();
    parts.end_object();
  }
  parts.end_array();
  daemon::Report report;
  if (context.options.reporter) context.options.reporter(report);
  reasons.insert(reasons.end(), report.reasons.begin(), report.reasons.end());

  Response response{.status = reasons.empty() ? ok : unavailable,
                    .content_type = json_media_type,
                    .headers = "Cache-Control: no-store\r\n"};
  Json json{response.body};
  json.begin_object();
  json.key("status").text(reasons.empty() ? "ready" : "not_ready");
  json.key("reasons").begin_array();
  for (const auto& reason : reasons) json.text(reason);
  json.end_array();
  json.key("warnings").begin_array();
  for (const auto& warning : report.warnings) json.text(warning);
  json.end_array();
  json.key("partitions").raw(partitions);
  json.end_object();
  call.answer(std::move(response));
}

void get_metrics(Context& context, Call call) {
  call.answer({.content_type = metrics_media_type,
               .headers = {},
               .body = context.metrics.text(context.live_readers)});
}

void get_openapi(Context&, Call call) {
  call.answer({.content_type = json_media_type, .headers = {}, .body = openapi_text()});
}

void get_async_api(Context& context, Call call) {
  call.answer({.content_type = json_media_type, .headers = {}, .body = context.options.async_api});
}

}  // namespace tenure::http
