#include "adapters/http/io_loop.h"

#include <algorithm>
#include <ctime>
#include <iterator>

#include <boost/asio/post.hpp>
#include <fmt/chrono.h>

#include "adapters/http/connection.h"

namespace tenure::http {

namespace asio = boost::asio;

IoLoop::IoLoop(std::size_t index, std::chrono::milliseconds tick) : index_{index}, tick_{tick} {}

void IoLoop::post(Task task) {
  {
    const std::lock_guard lock{mutex_};
    if (is_closed_) return;
    mail_.push_back(std::move(task));
    if (mail_.size() > 1) return;  // whoever posted the first one has seen to the wake-up
  }
  asio::post(context_, [this] { take_mail(); });
}

void IoLoop::take_mail() {
  {
    const std::lock_guard lock{mutex_};
    mail_in_hand_.swap(mail_);
  }
  for (auto& task : mail_in_hand_) std::exchange(task, {})();
  mail_in_hand_.clear();
}

void IoLoop::post_after(std::chrono::milliseconds delay, Task task) {
  post([this, due = Clock::now() + delay, task = std::move(task)]() mutable {
    auto timer = std::make_unique<asio::steady_timer>(context_, due);
    auto& waiting = *timer;
    waiting.async_wait(
        [timer = std::move(timer), task = std::move(task)](boost::system::error_code) mutable { task(); });
  });
}

void IoLoop::run() {
  on_tick();
  context_.run();
}

void IoLoop::schedule_tick() {
  timer_.expires_after(tick_);
  timer_.async_wait([this](boost::system::error_code error) {
    if (!error) on_tick();
  });
}

void IoLoop::on_tick() {
  const auto now = Clock::now();
  if (const auto date = std::time(nullptr); date != date_) {
    date_ = date;
    date_header_ = fmt::format("Date: {:%a, %d %b %Y %H:%M:%S} GMT\r\n", fmt::gmtime(date));
  }
  // A connection that is told may end, and leave the set, while the set is walked.
  std::vector<Connection*> late;
  std::ranges::copy_if(connections_, std::back_inserter(late),
                       [&](auto* each) { return each->is_late(now); });
  for (auto* connection : late) {
    if (connections_.contains(connection)) connection->on_late(now);
  }
  if (!is_stopping_ || !connections_.empty()) schedule_tick();
}

void IoLoop::remove(Connection& connection) {
  connections_.erase(&connection);
  end_if_idle();
}

void IoLoop::end_if_idle() {
  if (is_stopping_ && connections_.empty()) timer_.cancel();
}

void IoLoop::stop() {
  is_stopping_ = true;
  const std::vector<Connection*> all(connections_.begin(), connections_.end());
  for (auto* connection : all) {
    if (connections_.contains(connection)) connection->on_stop();
  }
  end_if_idle();
}

void IoLoop::break_connections() {
  const std::vector<Connection*> all(connections_.begin(), connections_.end());
  for (auto* connection : all) {
    if (connections_.contains(connection)) connection->break_off();
  }
}

void IoLoop::close() {
  std::vector<Task> dropped;
  {
    const std::lock_guard lock{mutex_};
    is_closed_ = true;
    dropped.swap(mail_);
  }
}

}  // namespace tenure::http
