#include "adapters/http/api/operations/metrics.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <prometheus/histogram.h>
#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include "adapters/daemon/engine.h"
#include "adapters/http/api/route.h"
#include "projections/runtime/read_models.h"

namespace tenure::http {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

/// Statuses that answers have; the last place counts all others.
constexpr std::array<unsigned, 20> statuses{200, 201, 400, 404, 405, 406, 408, 409, 410, 413,
                                            415, 417, 422, 424, 431, 500, 501, 503, 504, 0};

std::size_t place_of(unsigned status) {
  const auto found = std::ranges::find(statuses, status);
  return found == statuses.end() ? statuses.size() - 1 : static_cast<std::size_t>(found - statuses.begin());
}

/// From 0.1 ms to 10 s.
prometheus::Histogram::BucketBoundaries latency_bounds() {
  return {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
}

using Label = ClientMetric::Label;

class FamilyWriter {
 public:
  FamilyWriter(std::vector<MetricFamily>& families, std::string name, std::string help, MetricType type) {
    families.push_back({std::move(name), std::move(help), type, {}});
    family_ = &families.back();
  }
  void add(std::vector<Label> labels, double value) {
    ClientMetric metric;
    metric.label = std::move(labels);
    (family_->type == MetricType::Counter ? metric.counter.value : metric.gauge.value) = value;
    family_->metric.push_back(std::move(metric));
  }

 private:
  MetricFamily* family_;
};

template <std::integral Number>
double real(Number number) {
  return static_cast<double>(number);
}

void collect_partitions(daemon::Engine& engine, std::vector<MetricFamily>& families) {
  std::vector<eventstore::PartitionStatus> all;
  for (std::size_t i = 0; i < engine.size(); ++i) all.push_back(engine.partition(i).status());
  const auto each = [&](std::string name, std::string help, MetricType type, auto value) {
    FamilyWriter family{families, std::move(name), std::move(help), type};
    for (std::size_t i = 0; i < all.size(); ++i) {
      family.add({{"partition", fmt::to_string(i)}}, static_cast<double>(value(all[i])));
    }
  };
  {
    FamilyWriter commands{families, "tenure_commands_total", "Commands answered, by outcome.",
                          MetricType::Counter};
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto partition = fmt::to_string(i);
      commands.add({{"partition", partition}, {"outcome", "accepted"}}, real(all[i].commands_accepted));
      commands.add({{"partition", partition}, {"outcome", "refused"}}, real(all[i].commands_refused));
      commands.add({{"partition", partition}, {"outcome", "repeated"}}, real(all[i].commands_repeated));
    }
  }
  using Status = eventstore::PartitionStatus;
  each("tenure_partition_serving", "1 while the partition takes commands.", MetricType::Gauge,
       [](const Status& s) { return s.health == Status::Health::serving ? 1 : 0; });
  each("tenure_committed_position", "Position of the last durable event.", MetricType::Gauge,
       [](const Status& s) { return s.committed.value; });
  each("tenure_queue_bytes", "Commands that wait for the sequencer.", MetricType::Gauge,
       [](const Status& s) { return s.queue_bytes; });
  each("tenure_cache_bytes", "Aggregate states in memory.", MetricType::Gauge,
       [](const Status& s) { return s.cache_bytes; });
  each("tenure_syncs_total", "Synced writes of the log.", MetricType::Counter,
       [](const Status& s) { return s.syncs; });
  each("tenure_written_bytes_total", "Bytes of commits written to the log.", MetricType::Counter,
       [](const Status& s) { return s.bytes_written; });
}

void collect_models(daemon::Engine& engine, std::vector<MetricFamily>& families) {
  std::vector<projections::ReadModelsStatus> all;
  for (std::size_t i = 0; i < engine.size(); ++i) all.push_back(engine.models(i).status());
  const auto each = [&](std::string name, std::string help, auto value) {
    FamilyWriter family{families, std::move(name), std::move(help), MetricType::Gauge};
    for (std::size_t i = 0; i < all.size(); ++i) {
      for (const auto& model : all[i].models) {
        family.add({{"partition", fmt::to_string(i)}, {"model", model.name}},
                   static_cast<double>(value(model)));
      }
    }
  };
  using Status = projections::ModelStatus;
  constexpr double microseconds_per_second = 1e6;
  each("tenure_read_model_position", "Position up to which the read model is folded.",
       [](const Status& s) { return s.position.value; });
  each("tenure_read_model_lag_events", "Committed events that the read model has not folded yet.",
       [](const Status& s) { return s.lag_events; });
  each("tenure_read_model_lag_seconds", "Age of the oldest committed event that is not folded.",
       [](const Status& s) { return static_cast<double>(s.lag.count()) / microseconds_per_second; });
  each("tenure_read_model_live", "1 while the read model follows the log.",
       [](const Status& s) { return s.state == projections::ModelState::live ? 1 : 0; });
}

void collect_reported(const daemon::Reporter& reporter, std::vector<MetricFamily>& families) {
  daemon::Report report;
  reporter(report);
  for (auto& metric : report.metrics) {
    const auto type = metric.kind == daemon::Metric::Kind::counter ? MetricType::Counter : MetricType::Gauge;
    FamilyWriter family{families, std::move(metric.name), std::move(metric.help), type};
    for (auto& [labels, value] : metric.values) {
      std::vector<Label> written;
      for (auto& [name, text] : labels) written.push_back({std::move(name), std::move(text)});
      family.add(std::move(written), value);
    }
  }
}

std::string_view name_of_route(const Route* route) { return route == nullptr ? "none" : route->path; }
std::string_view name_of_method(const Route* route) {
  if (route == nullptr) return "none";
  return route->method == Method::POST ? "POST" : "GET";
}

}  // namespace

// One row a route, the last for requests without one.
struct Metrics::Requests {
  struct Row {
    std::array<std::atomic<std::uint64_t>, statuses.size()> by_status{};
    prometheus::Histogram latency{latency_bounds()};
  };
  std::vector<std::unique_ptr<Row>> rows;
};

Metrics::Metrics(daemon::Engine& engine, daemon::Reporter reporter)
    : engine_{engine}, reporter_{std::move(reporter)}, requests_{std::make_unique<Requests>()} {
  for (std::size_t i = 0; i <= routes().size(); ++i)
    requests_->rows.push_back(std::make_unique<Requests::Row>());
}

Metrics::~Metrics() = default;

void Metrics::count(const Route* route, unsigned status, std::chrono::steady_clock::duration took) {
  const auto place = route == nullptr ? routes().size() : static_cast<std::size_t>(route - routes().data());
  auto& row = *requests_->rows[place];
  row.by_status[place_of(status)].fetch_add(1, std::memory_order_relaxed);
  row.latency.Observe(std::chrono::duration<double>(took).count());
}

std::string Metrics::text(std::size_t live_readers) const {
  std::vector<MetricFamily> families;
  const auto route_at = [](std::size_t place) {
    return place < routes().size() ? &routes()[place] : nullptr;
  };
  const auto labels_of = [](const Route* route) {
    return std::vector<Label>{{"method", std::string{name_of_method(route)}},
                              {"route", std::string{name_of_route(route)}}};
  };
  {
    FamilyWriter counts{families, "tenure_http_requests_total", "Requests answered.", MetricType::Counter};
    for (std::size_t place = 0; place < requests_->rows.size(); ++place) {
      for (std::size_t i = 0; i < statuses.size(); ++i) {
        const auto count = requests_->rows[place]->by_status[i].load(std::memory_order_relaxed);
        if (count == 0) continue;
        auto labels = labels_of(route_at(place));
        labels.push_back({"status", statuses[i] == 0 ? "other" : fmt::to_string(statuses[i])});
        counts.add(std::move(labels), real(count));
      }
    }
  }
  MetricFamily latency{
      "tenure_http_request_seconds", "From the whole request to its answer.", MetricType::Histogram, {}};
  for (std::size_t place = 0; place < requests_->rows.size(); ++place) {
    auto metric = requests_->rows[place]->latency.Collect();
    if (metric.histogram.sample_count == 0) continue;
    metric.label = labels_of(route_at(place));
    latency.metric.push_back(std::move(metric));
  }
  families.push_back(std::move(latency));
  FamilyWriter{families, "tenure_http_connections", "Open connections.", MetricType::Gauge}.add(
      {}, real(connections.load()));
  FamilyWriter{families, "tenure_live_readers", "Readers of live event streams.", MetricType::Gauge}.add(
      {}, real(live_readers));
  collect_partitions(engine_, families);
  collect_models(engine_, families);
  if (reporter_) collect_reported(reporter_, families);
  return prometheus::TextSerializer{}.Serialize(families);
}

}  // namespace tenure::http
