// http-single: one command a request, as people and booking systems send them.
//
// The server is the shipped program in a process of its own, the load generator is this process: 64 keep-alive
// connections, each with one request on the way, no pipelining. The limit is sent the same bytes over as many
// connections, reads header and body whole, and answers without a body from one thread; ours has one thread for sockets
// on two cores as well, and beside it decides, syncs, publishes and folds each charge into the read models. So with few
// cores the ratio is that of all CPU time a request costs, the load generator's included: a generator that costs more
// than plain sockets would lower both rates and flatter the ratio.

#include <fmt/format.h>

#include "bench/http/charge_requests.h"
#include "bench/http/load.h"
#include "bench/http/server_process.h"
#include "bench/machine.h"
#include "bench/scenarios/list.h"

namespace tenure::bench {
namespace {

constexpr std::size_t connections = 64;
constexpr unsigned created = 201;
constexpr unsigned no_content = 204;

Report run(const Settings& settings) {
  const Scratch scratch{settings, "http-single"};
  make_data_folder(scratch.path() / "data");
  const ServerProcess server{scratch.path() / "data"};
  const NoContentProcess limit_server;
  Charges charges{1};
  const auto count = settings.scaled(40'000, 2 * connections);

  std::vector<std::string> requests;
  const auto thing = [&] {
    requests = single_requests(charges, count);
    return http_load(server.port(), connections, requests,
                     [](const HttpAnswer& answer) { return answer.status == created; });
  };
  const auto limit = [&] {
    return http_load(limit_server.port(), connections, requests,
                     [](const HttpAnswer& answer) { return answer.status == no_content; });
  };
  const auto found = alternate(settings, thing, limit);
  auto row =
      row_of(fmt::format("POST /commands/AddCharge, {} connections", connections), "requests/s", found);
  row.in_flight = connections;
  row.rss_mb = peak_memory_mb(server.id());
  row.more = {{"limit_p50_us", found.limit_latencies.percentile(50)},
              {"limit_p99_us", found.limit_latencies.percentile(99)}};
  return {"http-single", {row}, {{"connections", fmt::to_string(connections)}}};
}

}  // namespace

const Scenario http_single_scenario{
    "http-single", "POST /commands/AddCharge over 64 keep-alive connections; requests/s and latency",
    "a Beast server that reads the same bytes whole and answers 204; one thread, the same load generator",
    run};

}  // namespace tenure::bench
