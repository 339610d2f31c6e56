// query: each query of the read models, as of the latest position and as of the middle of the log, in process and over
// HTTP.
//
// Every question goes to another operator than the one before. In process, the limit is a plain RocksDB with the newest
// rows of the same model, which reads as many rows at random places as the answer took at least. Over HTTP the limit is
// the server that answers 204 to the same request.

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "bench/http/load.h"
#include "bench/http/server_process.h"
#include "bench/limits/plain_rocksdb.h"
#include "bench/machine.h"
#include "bench/mixed_workload.h"
#include "bench/model_log.h"
#include "bench/scenarios/list.h"
#include "bench/scenarios/query_cases.h"
#include "bench/workload.h"
#include "eventstore/store.h"
#include "projections/runtime/read_models.h"
#include "projections/runtime/row_reader.h"

namespace tenure::bench {
namespace {

constexpr std::size_t connections = 16;
constexpr std::size_t questions_in_process = 5'000;
// Over HTTP a round must be much longer than a time slice: where client and server share a core for one, both slow down.
constexpr std::size_t questions_over_http = 20'000;
constexpr std::chrono::minutes patience{10};
constexpr std::chrono::milliseconds ready_interval{50};

/// The newest rows of one model in a plain database, and where they are.
class PlainRows {
 public:
  PlainRows(const std::filesystem::path& folder, const projections::RowReader& rows) : db_{folder} {
    PlainRocksDb::Rows batch;
    for (auto cursor = rows.scan({}, {}); cursor->valid(); cursor->next()) {
      keys_.emplace_back(cursor->key());
      batch.emplace_back(cursor->key(), cursor->value());
      if (batch.size() == batch_rows) db_.write_rows(std::exchange(batch, {}));
    }
    db_.write_rows(batch);
    db_.flush();
    if (keys_.empty()) fail("a read model has no rows");
  }

  void read(const Reads& reads) {
    for (std::size_t i = 0; i < reads.gets; ++i) bytes_ += db_.get(any_key());
    for (std::size_t i = 0; i < reads.scans; ++i)
      bytes_ += db_.scan_from(any_key(), reads.rows / reads.scans);
  }

 private:
  static constexpr std::size_t batch_rows = 10'000;
  const std::string& any_key() { return keys_[random_.random() % keys_.size()]; }

  PlainRocksDb db_;
  std::vector<std::string> keys_;
  RisingIds random_{1};
  std::uint64_t bytes_ = 0;
};

struct Questions {
  const QueryCase& query;
  Places places;
  /// Operators whose month was over by the middle of the log.
  std::uint64_t operators;
  std::size_t count;
};

Row ask_in_process(const Settings& settings, const Questions& questions, const projections::View& view,
                   PlainRows& plain, std::string_view as_of) {
  auto places = questions.places;
  Reads reads;
  RisingIds random{7};
  const auto thing = [&] {
    const Watch watch;
    for (std::size_t i = 0; i < questions.count; ++i) {
      places.operator_id = month_operator(random.random() % questions.operators);
      reads = questions.query.ask(view, places);
    }
    return Sample{watch.rate(questions.count), {}};
  };
  const auto limit = [&] {
    const Watch watch;
    for (std::size_t i = 0; i < questions.count; ++i) plain.read(reads);
    return Sample{watch.rate(questions.count), {}};
  };
  auto row = row_of(fmt::format("{}, {}", questions.query.name, as_of), "queries/s",
                    alternate(settings, thing, limit));
  row.more = {{"gets", static_cast<double>(reads.gets)},
              {"scans", static_cast<double>(reads.scans)},
              {"rows", static_cast<double>(reads.rows)}};
  return row;
}

Row ask_over_http(const Settings& settings, const Questions& questions, std::uint16_t port,
                  std::uint16_t limit_port, std::optional<eventstore::Position> as_of) {
  const auto resource = questions.query.resource(questions.places);
  const auto suffix =
      as_of ? fmt::format("{}as_of={}", resource.find('?') == resource.npos ? '?' : '&', as_of->value) : "";
  RisingIds random{7};
  std::vector<std::string> requests;
  for (std::size_t i = 0; i < questions.count; ++i) {
    const auto name = month_operator(random.random() % questions.operators);
    requests.push_back(get_request(fmt::format("/v1/operators/{}{}{}", name, resource, suffix)));
  }
  const auto accept = [](const HttpAnswer& answer) { return answer.status == 200 || answer.status == 204; };
  const auto thing = [&] { return http_load(port, connections, requests, accept); };
  const auto limit = [&] { return http_load(limit_port, connections, requests, accept); };
  return row_of(fmt::format("{}, {}, HTTP", questions.query.name, as_of ? "middle" : "latest"), "queries/s",
                alternate(settings, thing, limit));
}

/// How much slower an as-of answer is: latest over middle.
void compare_as_of(const Row& latest, Row& middle) {
  middle.more.emplace_back("times_latest", latest.value.median / middle.value.median);
}

struct InProcess {
  eventstore::Partition& partition;
  std::uint64_t operators;
  Places places;
};

void measure_in_process(const Settings& settings, const std::filesystem::path& folder, InProcess& log,
                        Report& report) {
  projections::ReadModelOptions options;
  options.folder = folder / "models";
  const auto opened = projections::ReadModels::open(log.partition, std::move(options));
  if (!opened) fail(fmt::format("the read models do not open: {}", opened.error().message));
  auto& models = **opened;
  const auto committed = log.partition.committed();
  if (models.wait_until(committed, patience) != projections::Reached::reached)
    fail("the read models do not catch up");
  const auto latest = models.at(committed);
  const auto middle = models.at(eventstore::Position{committed.value / 2});
  if (!latest || !middle) fail("the read models give no view");

  log.places = find_places(*middle, month_operator(0));
  for (const auto& query : query_cases()) {
    note(fmt::format("query: {}", query.name));
    const Scratch plain_folder{settings, "query-plain"};
    PlainRows plain{plain_folder.path(), **latest->rows(query.model)};
    const Questions questions{query, log.places, log.operators, settings.scaled(questions_in_process, 20)};
    auto now = ask_in_process(settings, questions, *latest, plain, "latest");
    auto then = ask_in_process(settings, questions, *middle, plain, "middle");
    compare_as_of(now, then);
    report.rows.push_back(std::move(now));
    report.rows.push_back(std::move(then));
  }
}

void wait_until_ready(std::uint16_t port) {
  const std::vector<std::string> request{get_request("/readyz")};
  const Watch watch;
  unsigned status = 0;
  while (status != 200) {
    if (watch.seconds() > std::chrono::duration<double>{patience}.count())
      fail("the server does not become ready");
    std::this_thread::sleep_for(ready_interval);
    (void)http_load(port, 1, request, [&](const HttpAnswer& answer) {
      status = answer.status;
      return true;
    });
  }
}

void measure_over_http(const Settings& settings, const std::filesystem::path& data, const Places& places,
                       std::uint64_t operators, eventstore::Position middle, Report& report) {
  const ServerProcess server{data};
  const NoContentProcess limit_server;
  wait_until_ready(server.port());
  for (const auto& query : query_cases()) {
    note(fmt::format("query over HTTP: {}", query.name));
    const Questions questions{query, places, operators, settings.scaled(questions_over_http, 20)};
    auto now = ask_over_http(settings, questions, server.port(), limit_server.port(), std::nullopt);
    auto then = ask_over_http(settings, questions, server.port(), limit_server.port(), middle);
    compare_as_of(now, then);
    report.rows.push_back(std::move(now));
    report.rows.push_back(std::move(then));
  }
}

Report run(const Settings& settings) {
  const Scratch scratch{settings, "query"};
  const auto data = scratch.path() / "data";
  Report report{"query", {}, {}};
  std::uint64_t operators = 0;
  Places places;
  eventstore::Position committed;
  {
    eventstore::StoreOptions options;
    options.folder = data;
    options.partitions = 1;
    const auto store = eventstore::Store::open(std::move(options));
    if (!store) fail(fmt::format("cannot make a data folder: {}", store.error().message));
    auto& partition = (*store)->partition(0);
    note("query: filling the log");
    // Those that had lived their month by the middle of the log, and some room.
    operators =
        std::max<std::uint64_t>(1, fill_model_log(partition, settings.events_or(500'000, 20'000)) / 4);
    committed = partition.committed();
    InProcess log{partition, operators, {}};
    measure_in_process(settings, scratch.path(), log, report);
    places = log.places;
    (*store)->shut_down();
  }
  measure_over_http(settings, data, places, operators, {committed.value / 2}, report);
  report.config = {{"events", fmt::to_string(committed.value)}, {"connections", fmt::to_string(connections)}};
  return report;
}

}  // namespace

const Scenario query_scenario{
    "query",
    "each read-model query, latest and as of the middle, in process and over HTTP (--events); queries/s",
    "in process: RocksDB gets and short scans of as many rows; HTTP: a Beast server that answers 204", run};

}  // namespace tenure::bench
