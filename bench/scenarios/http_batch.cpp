// http-batch: 8,192 commands a request, as load jobs and relays send them.
//
// Two connections, so that one request is on its way while the other is decided. The limit is `append` with 8,192
// commands in flight, in this process and on a partition of its own.

#include <fmt/format.h>

#include "bench/appender.h"
#include "bench/http/charge_requests.h"
#include "bench/http/load.h"
#include "bench/http/server_process.h"
#include "bench/machine.h"
#include "bench/scenarios/list.h"

namespace tenure::bench {
namespace {

constexpr std::size_t connections = 2;
constexpr std::size_t commands_each = 8'192;
constexpr Load load{8'192, 1'024};
constexpr unsigned ok = 200;

/// Every command accepted, none repeated: the last line of a minimal answer says so.
bool all_accepted(const HttpAnswer& answer, std::size_t commands) {
  return answer.status == ok &&
         answer.body.find(fmt::format("\"accepted\":{},\"repeated\":0", commands)) != std::string_view::npos;
}

Row measure(const Settings& settings, BodyForm form, std::string_view label) {
  const Scratch scratch{settings, "http-batch"};
  make_data_folder(scratch.path() / "data");
  const ServerProcess server{scratch.path() / "data"};
  const auto partition = open_with_estate(scratch.path() / "limit");
  Charges charges{1};
  Charges limit_charges{2};
  const auto requests_count = settings.scaled(24, 2);
  const auto each = settings.scaled(commands_each, 512);

  const auto thing = [&] {
    const auto requests = batch_requests(charges, form, requests_count, each);
    auto sample = http_load(server.port(), connections, requests,
                            [&](const HttpAnswer& answer) { return all_accepted(answer, each); });
    sample.rate *= static_cast<double>(each);
    return sample;
  };
  const auto limit = [&] {
    const auto commands = limit_charges.make(requests_count * each);
    wait_until_quiet();
    return append(*partition, commands, load);
  };
  auto row = row_of(std::string{label}, "events/s", alternate(settings, thing, limit));
  row.in_flight = connections * each;
  row.rss_mb = peak_memory_mb(server.id());
  return row;
}

Report run(const Settings& settings) {
  Report report{
      "http-batch",
      {},
      {{"commands_each", fmt::to_string(commands_each)}, {"connections", fmt::to_string(connections)}}};
  note("http-batch: FlatBuffers");
  report.rows.push_back(measure(settings, BodyForm::flatbuffers, "FlatBuffers"));
  note("http-batch: NDJSON");
  report.rows.push_back(measure(settings, BodyForm::ndjson, "NDJSON"));
  return report;
}

}  // namespace

const Scenario http_batch_scenario{
    "http-batch", "POST /commands with 8,192 commands a request, FlatBuffers and NDJSON; events/s",
    "append at 8,192 in flight, in process", run};

}  // namespace tenure::bench
