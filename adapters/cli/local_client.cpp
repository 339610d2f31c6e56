// The client without a server: the engine and the API in this process, their work done on the caller's thread.

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>

#include <fmt/format.h>

#include "adapters/cli/client.h"
#include "adapters/cli/console.h"
#include "adapters/cli/open_engine.h"
#include "adapters/daemon/engine.h"
#include "adapters/daemon/input_reader.h"
#include "adapters/daemon/kafka_link.h"
#include "adapters/http/api/api.h"
#include "adapters/kafka/async_api/async_api.h"
#include "domain/kernel/invariant.h"

namespace tenure::cli {
namespace {

using Clock = std::chrono::steady_clock;

/// A loop that runs on whoever waits for something.
class CallersLoop final : public http::Loop {
 public:
  void post(http::Task task) override {
    const std::scoped_lock lock{mutex_};
    tasks_.push_back(std::move(task));
    changed_.notify_one();
  }
  void post_after(std::chrono::milliseconds delay, http::Task task) override {
    const std::scoped_lock lock{mutex_};
    later_.emplace(Clock::now() + delay, std::move(task));
    changed_.notify_one();
  }
  [[nodiscard]] std::size_t index() const override { return 0; }

  /// Runs tasks until `done` is true. It is asked between tasks.
  void run_until(const std::function<bool()>& done) {
    while (!done()) take()();
  }

 private:
  http::Task take() {
    std::unique_lock lock{mutex_};
    while (true) {
      if (!tasks_.empty()) {
        auto task = std::move(tasks_.front());
        tasks_.pop_front();
        return task;
      }
      if (later_.empty()) {
        changed_.wait(lock);
      } else if (const auto due = later_.begin(); due->first <= Clock::now()) {
        auto task = std::move(due->second);
        later_.erase(due);
        return task;
      } else {
        const auto when = due->first;
        changed_.wait_until(lock, when);
      }
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<http::Task> tasks_;
  std::multimap<Clock::time_point, http::Task> later_;
};

/// The lines of the form "Name: value\r\n".
std::vector<std::pair<std::string, std::string>> split_headers(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> headers;
  while (!text.empty()) {
    const auto end = text.find("\r\n");
    const auto line = text.substr(0, end);
    if (const auto colon = line.find(": "); colon != line.npos) {
      headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
    }
    if (end == text.npos) break;
    text.remove_prefix(end + 2);
  }
  return headers;
}

http::ApiOptions api_options(std::string default_operator) {
  http::ApiOptions options;
  options.input_reader = daemon::make_input_reader(std::move(default_operator));
  options.async_api = kafka::async_api(daemon::KafkaLinkOptions{}.topic_prefix);
  return options;
}

class LocalClient final : public Client {
 public:
  LocalClient(std::unique_ptr<daemon::Engine> engine, std::string default_operator)
      : engine_{std::move(engine)}, api_{*engine_, api_options(std::move(default_operator))} {}

  std::expected<Reply, ClientError> exchange(const Call& call) override {
    std::string body;
    auto reply = stream(call, [&](std::string_view piece) {
      body += piece;
      return true;
    });
    if (reply && reply->is_success()) reply->body = std::move(body);
    return reply;
  }

  std::expected<Reply, ClientError> stream(const Call& call, const Sink& sink) override {
    std::optional<http::Response> answered;
    std::vector<http::Header> headers;
    headers.reserve(call.headers.size());
    for (const auto& [name, value] : call.headers) headers.push_back({name, value});
    http::Request request;
    request.method = call.method == Call::Method::GET ? http::Method::GET : http::Method::POST;
    request.target = call.target;
    request.headers = headers;
    request.loop = loop_;
    auto block = std::make_unique<std::uint8_t[]>(call.body.size());
    std::ranges::copy(call.body, block.get());
    request.body = http::Body{std::move(block), call.body.size(), nullptr};
    api_.handle(std::move(request), [&](http::Response answer) { answered = std::move(answer); });
    loop_->run_until([&] { return answered.has_value(); });

    auto response = domain::existing(std::move(answered), "the answer that the loop ran until");
    Reply reply;
    reply.status = response.status;
    reply.content_type = response.content_type;
    reply.headers = split_headers(response.headers);
    if (response.stream != nullptr) return pull(*response.stream, std::move(reply), sink);
    if (reply.is_success()) {
      static_cast<void>(sink(response.body));
    } else {
      reply.body = std::move(response.body);
    }
    return reply;
  }

 private:
  std::expected<Reply, ClientError> pull(http::BodyStream& stream, Reply reply, const Sink& sink) {
    // Shared, because a wake-up may come when this function is long over; and the same for every pull, because one that an
    // earlier pull was given may come while a later one waits.
    const auto woken = std::make_shared<std::atomic<bool>>(false);
    while (true) {
      woken->store(false);
      std::string piece;
      const auto pull = stream.pull(piece, [woken, loop = std::weak_ptr{loop_}] {
        woken->store(true);
        if (const auto alive = loop.lock()) alive->post([] {});
      });
      if (!reply.is_success()) {
        reply.body += piece;
      } else if (!piece.empty() && !sink(piece)) {
        return reply;
      }
      if (pull.step == http::BodyStream::Step::finished) return reply;
      if (pull.step == http::BodyStream::Step::failed) {
        return std::unexpected(ClientError{"the answer broke off", "run `tenure verify` on the folder"});
      }
      if (pull.step == http::BodyStream::Step::more) continue;
      const auto due = Clock::now() + pull.patience;
      loop_->post_after(pull.patience, [] {});
      loop_->run_until([&] { return woken->load() || Clock::now() >= due; });
    }
  }

  std::shared_ptr<CallersLoop> loop_ = std::make_shared<CallersLoop>();
  std::unique_ptr<daemon::Engine> engine_;
  http::Api api_;
};

}  // namespace

namespace detail {

std::expected<std::unique_ptr<Client>, ClientError> open_local(const std::filesystem::path& folder,
                                                               std::string default_operator,
                                                               Console& console) {
  auto engine = open_engine(folder, console);
  if (!engine) return std::unexpected(engine.error());
  return std::make_unique<LocalClient>(std::move(*engine), std::move(default_operator));
}

std::expected<std::unique_ptr<Client>, ClientError> make_local(const std::filesystem::path& folder,
                                                               Console& console) {
  auto engine = open_or_make_engine(folder, console);
  if (!engine) return std::unexpected(engine.error());
  return std::make_unique<LocalClient>(std::move(*engine), std::string{});
}

}  // namespace detail
}  // namespace tenure::cli
