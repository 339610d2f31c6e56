#include "adapters/http/server.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include "adapters/http/connection.h"
#include "adapters/http/io_loop.h"
#include "domain/kernel/invariant.h"
#include "eventstore/thread_name.h"

namespace tenure::http {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::milliseconds tick_min{5};
constexpr std::chrono::milliseconds tick_max{100};
/// Deadlines are met to about this part of the shortest timeout.
constexpr int ticks_per_timeout = 8;
/// When the process has no file descriptors left, accepting is tried again after this.
constexpr std::chrono::milliseconds accept_pause{100};
/// Connections above the limit that may be told so at once; more are closed without a word.
constexpr std::size_t refusals_max = 64;

std::chrono::milliseconds tick_of(const ServerOptions& options) {
  const auto shortest =
      std::min({options.header_timeout, options.body_timeout, options.idle_timeout, options.write_timeout});
  return std::clamp(shortest / ticks_per_timeout, tick_min, tick_max);
}

std::size_t threads_of(const ServerOptions& options) {
  if (options.threads != 0) return options.threads;
  return std::max<std::size_t>(1, std::thread::hardware_concurrency() / 2);
}

}  // namespace

struct Server::Implementation {
  Implementation(const ServerOptions& options, Api& api) : shared{.options = options, .api = api} {}

  asio::awaitable<void> accept_all();
  void stop();

  Shared shared;
  std::vector<std::shared_ptr<IoLoop>> loops;
  // Keeps the loops running while nothing else does.
  std::vector<asio::executor_work_guard<asio::io_context::executor_type>> guards;
  std::optional<tcp::acceptor> acceptor;
  std::uint16_t port = 0;
  std::vector<std::thread> threads;
  std::once_flag is_stopped;

  std::mutex mutex;
  std::condition_variable loop_ended;
  std::size_t loops_running = 0;
};

asio::awaitable<void> Server::Implementation::accept_all() {
  auto& listening = domain::existing(acceptor, "the acceptor that start() opened");
  asio::steady_timer pause{loops.front()->context()};
  for (std::size_t turn = 0;; ++turn) {
    auto& loop = loops[turn % loops.size()];
    Connection::Socket socket{loop->context()};
    const auto [error] = co_await listening.async_accept(socket, quietly);
    if (error == asio::error::operation_aborted || !listening.is_open()) co_return;
    if (error) {
      pause.expires_after(accept_pause);
      co_await pause.async_wait(quietly);
      continue;
    }
    const auto count = shared.connections.fetch_add(1) + 1;
    if (count > shared.options.connections_max + refusals_max) {
      shared.connections.fetch_sub(1);
      continue;
    }
    auto connection = std::make_shared<Connection>(shared, loop, std::move(socket));
    const bool has_room = count <= shared.options.connections_max;
    loop->post([connection = std::move(connection), has_room] {
      has_room ? connection->start() : connection->start_refusing();
    });
  }
}

std::expected<std::unique_ptr<Server>, std::string> Server::start(const ServerOptions& options, Api& api) {
  const auto failed = [&](std::string_view what, const boost::system::error_code& error) {
    return std::unexpected{
        fmt::format("cannot {} {}:{}: {}", what, options.address, options.port, error.message())};
  };
  auto made = std::make_unique<Implementation>(options, api);
  for (std::size_t index = 0; index < threads_of(options); ++index) {
    made->loops.push_back(std::make_shared<IoLoop>(index, tick_of(options)));
    made->guards.push_back(asio::make_work_guard(made->loops.back()->context()));
  }

  boost::system::error_code error;
  const auto address = asio::ip::make_address(options.address, error);
  if (error) return failed("understand the address", error);
  const tcp::endpoint endpoint{address, options.port};
  auto& acceptor = made->acceptor.emplace(made->loops.front()->context());
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) return failed("listen on", error);
  made->port = acceptor.local_endpoint(error).port();

  auto* implementation = made.get();
  asio::co_spawn(
      made->loops.front()->context(), [implementation] { return implementation->accept_all(); },
      asio::detached);
  made->loops_running = made->loops.size();
  for (auto& loop : made->loops) {
    made->threads.emplace_back([implementation, loop] {
      eventstore::name_this_thread("http");
      loop->run();
      const std::lock_guard lock{implementation->mutex};
      --implementation->loops_running;
      implementation->loop_ended.notify_all();
    });
  }
  return std::unique_ptr<Server>{new Server{std::move(made)}};
}

void Server::Implementation::stop() {
  // The listener lives on the first loop; behind it no new connection reaches any loop.
  std::mutex closing;
  std::condition_variable closed;
  bool is_closed = false;
  loops.front()->post([&] {
    boost::system::error_code ignored;
    acceptor->close(ignored);
    const std::lock_guard lock{closing};
    is_closed = true;
    closed.notify_one();
  });
  {
    std::unique_lock lock{closing};
    closed.wait(lock, [&] { return is_closed; });
  }
  for (auto& loop : loops) loop->post([loop] { loop->stop(); });
  guards.clear();

  {
    std::unique_lock lock{mutex};
    const auto all_ended = [&] { return loops_running == 0; };
    if (!loop_ended.wait_for(lock, shared.options.stop_timeout, all_ended)) {
      for (auto& loop : loops) loop->post([loop] { loop->break_connections(); });
    }
  }
  for (auto& thread : threads) thread.join();
  for (auto& loop : loops) loop->close();
}

Server::Server(std::unique_ptr<Implementation> implementation) : implementation_{std::move(implementation)} {}
Server::~Server() { stop(); }
std::uint16_t Server::port() const { return implementation_->port; }
void Server::stop() {
  std::call_once(implementation_->is_stopped, [this] { implementation_->stop(); });
}

}  // namespace tenure::http
