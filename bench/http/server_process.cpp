#include "bench/http/server_process.h"

#include <charconv>
#include <string>

#include <fmt/format.h>

#include "bench/appender.h"
#include "bench/settings.h"
#include "bench/workload.h"
#include "eventstore/store.h"

namespace tenure::bench {
namespace {

constexpr std::string_view listening = "listening on http://127.0.0.1:";

std::uint16_t port_in(std::string_view text) {
  std::uint16_t port = 0;
  std::from_chars(text.data(), text.data() + text.size(), port);
  if (port == 0) fail(fmt::format("a server said no port but: {}", text));
  return port;
}

std::string first_line(Process& process) {
  auto line = process.read_line();
  if (!line) fail("a server ended before it listened");
  return std::move(*line);
}

}  // namespace

ServerProcess::ServerProcess(const std::filesystem::path& data)
    : process_{{"serve", "--data", data.string(), "--listen", "127.0.0.1:0", "--log-level", "error"}} {
  const auto line = first_line(process_);
  if (!line.starts_with(listening)) fail(fmt::format("the server said no address but: {}", line));
  port_ = port_in(std::string_view{line}.substr(listening.size()));
}

NoContentProcess::NoContentProcess() : process_{{"bench", "child-no-content"}} {
  port_ = port_in(first_line(process_));
}

void make_data_folder(const std::filesystem::path& data) {
  eventstore::StoreOptions options;
  options.folder = data;
  options.partitions = 1;
  auto store = eventstore::Store::open(std::move(options));
  if (!store) fail(fmt::format("cannot make a data folder: {}", store.error().message));
  add_estate((*store)->partition_of(operator_id));
  (*store)->shut_down();
}

}  // namespace tenure::bench
