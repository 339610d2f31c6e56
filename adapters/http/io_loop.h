// One event loop of the server: a thread, its connections, its clock.
//
// What it is: the transport's Loop. For adapters/http/*.cpp only; it shows Asio.
// What it promises: tasks from other threads are taken in one wake-up however many there are. Deadlines are kept by
//   one sweep over the connections a tick, so that a request costs no timer of its own.
// What can go wrong: tasks posted after `close` are dropped.
// Threads: `post` and `post_after` any; everything else the loop's own, or before it runs.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "adapters/http/api/message.h"

namespace tenure::http {

using Clock = std::chrono::steady_clock;
inline constexpr Clock::time_point no_deadline = Clock::time_point::max();

class Connection;

class IoLoop final : public Loop, public std::enable_shared_from_this<IoLoop> {
 public:
  IoLoop(std::size_t index, std::chrono::milliseconds tick);

  void post(Task task) override;
  void post_after(std::chrono::milliseconds delay, Task task) override;
  [[nodiscard]] std::size_t index() const override { return index_; }

  [[nodiscard]] boost::asio::io_context& context() { return context_; }
  /// Runs until `stop` and until the last connection is gone.
  void run();
  /// Lets go of the loop's idle connections now, and of the others when they have answered.
  void stop();
  /// Breaks every connection that is left.
  void break_connections();
  /// Drops what is queued and takes nothing more in.
  void close();

  void add(Connection& connection) { connections_.insert(&connection); }
  void remove(Connection& connection);
  [[nodiscard]] bool is_stopping() const { return is_stopping_; }
  /// "Date: Mon, 23 Nov 2026 07:20:33 GMT\r\n", not older than a second.
  [[nodiscard]] const std::string& date_header() const { return date_header_; }

 private:
  void take_mail();
  void schedule_tick();
  void on_tick();
  void end_if_idle();

  std::size_t index_;
  std::chrono::milliseconds tick_;
  boost::asio::io_context context_{1};
  boost::asio::steady_timer timer_{context_};
  std::unordered_set<Connection*> connections_;
  std::string date_header_;
  std::time_t date_ = 0;
  bool is_stopping_ = false;

  std::mutex mutex_;
  std::vector<Task> mail_;
  bool is_closed_ = false;
  std::vector<Task> mail_in_hand_;
};

}  // namespace tenure::http
