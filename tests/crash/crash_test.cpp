// Kills the real server under load, again and again, and checks after every restart that it kept its word:
// every acknowledged command is there once with the answer that was given, every other one is there once or not at
// all, no command and no atomic batch is there in part, positions have no gap, and `tenure verify` finds nothing.
//
// TENURE_CRASH_CYCLES and TENURE_CRASH_SEED choose how often and which history; both are printed.

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/crash/blocking_client.h"
#include "tests/crash/server_process.h"
#include "tests/crash/workload.h"

namespace tenure::test {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr int cycles_default = 200;
constexpr std::uint64_t seed_default = 20261123;
/// A new store after so many cycles: verification reads all of it each time.
constexpr int cycles_of_a_store = 25;
/// Every so many cycles the server is killed while it opens its data, too.
constexpr int startup_kill_every = 8;
constexpr std::uint64_t load_milliseconds_max = 120;
constexpr std::size_t ndjson_lines_max = 24;
constexpr std::size_t atomic_lines = 5;
constexpr std::string_view commands_path = "/v1/operators/OP/commands";
constexpr std::string_view ndjson = "application/x-ndjson";

std::uint64_t setting(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

/// The number of a member, or of the entries of a list.
std::uint64_t count_of(const json::value& value) {
  return value.is_array() ? value.as_array().size() : value.to_number<std::uint64_t>();
}

Outcome outcome_of(const json::object& answer) {
  Outcome outcome;
  if (const auto* code = answer.if_contains("code")) {
    outcome.code = std::string{code->as_string()};
    return outcome;
  }
  outcome.accepted = true;
  outcome.events = count_of(answer.at("events"));
  // The answer names the last event, which is what a reader has to wait for.
  outcome.position = answer.at("position").to_number<std::uint64_t>() + 1 - outcome.events;
  return outcome;
}

/// Answers to lines, by command id; a last line that was cut off is left out.
std::map<std::string, json::object> answers_by_id(std::string_view body) {
  std::map<std::string, json::object> answers;
  while (!body.empty()) {
    const auto end = body.find('\n');
    if (end == std::string_view::npos) break;
    const auto value = json::parse(json::string_view{body.data(), end});
    answers.emplace(std::string{value.as_object().at("id").as_string()}, value.as_object());
    body.remove_prefix(end + 1);
  }
  return answers;
}

/// Replaces `to` by the regular files of `from`; a socket that the killed server left behind is none.
void copy_files(const fs::path& from, const fs::path& to) {
  fs::remove_all(to);
  fs::create_directories(to);
  for (const auto& entry : fs::recursive_directory_iterator{from}) {
    const auto target = to / entry.path().lexically_relative(from);
    if (entry.is_directory()) fs::create_directories(target);
    if (entry.is_regular_file()) fs::copy_file(entry.path(), target);
  }
}

class CrashTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / fmt::format("tenure-crash-{}", ::getpid());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override {
    if (!HasFailure()) fs::remove_all(folder_);
  }

  fs::path data() const { return folder_ / "data"; }

  /// Sends commands until the connection breaks, and notes what was promised.
  void send_singles(unsigned short port, Workload workload) {
    BlockingClient client{port};
    while (true) {
      const auto command = workload.next();
      note(command.id, {command.line(), 0, {}});
      const auto answer = client.post(fmt::format("{}/{}", commands_path, command.type), "application/json",
                                      command.data, {{"Idempotency-Key", command.id}});
      if (!answer) return;
      promise(command.id, outcome_of(json::parse(answer->body).as_object()));
    }
  }
  void send_lines(unsigned short port, Workload workload) {
    BlockingClient client{port};
    while (true) {
      std::string body;
      for (auto left = 1 + workload.below(ndjson_lines_max); left > 0; --left) {
        const auto command = workload.next();
        note(command.id, {command.line(), 0, {}});
        body += command.line() + "\n";
      }
      const auto answer = client.post(commands_path, ndjson, std::move(body));
      if (!answer) return;
      for (const auto& [id, outcome] : answers_by_id(answer->body)) promise(id, outcome_of(outcome));
    }
  }
  /// Atomic batches that are always acceptable: whole or not at all.
  void send_atomics(unsigned short port, Workload workload) {
    BlockingClient client{port};
    while (true) {
      std::string body;
      const auto batch = ++atomic_batches_;
      for (std::size_t i = 0; i < atomic_lines; ++i) {
        const Workload::Command command{
            fmt::format("a-{:010}-{}", batch, i), "AddCharge",
            fmt::format(
                R"({{"charge_id":"a-{:010}-{}","occupier_id":"FERN","site_id":"LON","product_id":"COFFEE",)"
                R"("quantity":1}})",
                batch, i)};
        note(command.id, {command.line(), batch, {}});
        body += command.line() + "\n";
      }
      (void)workload.below(2);
      const auto answer = client.post(fmt::format("{}?atomic=true", commands_path), ndjson, std::move(body));
      if (!answer) return;
      for (const auto& [id, outcome] : answers_by_id(answer->body)) promise(id, outcome_of(outcome));
    }
  }

  void note(const std::string& id, Sent sent) {
    const std::lock_guard lock{mutex_};
    recent_.insert_or_assign(id, std::move(sent));
  }
  void promise(const std::string& id, Outcome outcome) {
    const std::lock_guard lock{mutex_};
    recent_.at(id).outcome = std::move(outcome);
    ++promised_;
  }

  /// Runs all senders until the server is killed, some random time after the first promise.
  void load_and_kill(ServerProcess& server, Workload& choices) {
    const auto promised_before = promised_.load();
    std::vector<std::thread> senders;
    const auto start = [&](auto sender) {
      senders.emplace_back([this, sender, port = server.port(), seed = choices.below(1ULL << 62)] {
        (this->*sender)(port, Workload{seed});
      });
    };
    start(&CrashTest::send_singles);
    start(&CrashTest::send_singles);
    start(&CrashTest::send_lines);
    start(&CrashTest::send_atomics);
    while (promised_.load() == promised_before) std::this_thread::yield();
    std::this_thread::sleep_for(std::chrono::milliseconds{choices.below(load_milliseconds_max)});
    server.kill();
    for (auto& sender : senders) sender.join();
  }

  /// The events after the last checked one: no gap, and each command's own next to each other.
  void check_events(BlockingClient& client) {
    while (true) {
      const auto answer =
          client.get(fmt::format("/v1/operators/OP/events?after={}&limit=1000", checked_position_));
      ASSERT_TRUE(answer && answer->status == 200) << (answer ? answer->body : "no answer");
      const auto page = json::parse(answer->body);
      const auto& events = page.at("events").as_array();
      if (events.empty()) return;
      for (const auto& event : events) {
        ASSERT_EQ(event.at("position").to_number<std::uint64_t>(), checked_position_ + 1);
        ++checked_position_;
        const std::string id{event.at("command_id").as_string()};
        auto& [first, count] = recorded_[id];
        if (count == 0) first = checked_position_;
        ASSERT_EQ(first + count, checked_position_) << "the events of " << id << " are apart or there twice";
        ++count;
      }
    }
  }

  /// Every recent command is there whole or not at all, promised ones as promised.
  void check_recorded() {
    std::map<std::uint64_t, std::size_t> of_batch;
    for (const auto& [id, sent] : recent_) {
      const auto found = recorded_.find(id);
      const bool there = found != recorded_.end();
      if (sent.outcome && sent.outcome->accepted) {
        ASSERT_TRUE(there) << "acknowledged and gone: " << sent.line;
        ASSERT_EQ(found->second, std::pair(sent.outcome->position, sent.outcome->events)) << sent.line;
      }
      if (sent.outcome && !sent.outcome->accepted) {
        ASSERT_FALSE(there) << "refused and recorded: " << sent.line;
      }
      if (there && sent.line.find("RecordBooking") != std::string::npos) {
        ASSERT_EQ(found->second.second, 2U) << "half a booking: " << sent.line;
      }
      if (sent.atomic_batch > 0 && there) ++of_batch[sent.atomic_batch];
    }
    for (const auto& [batch, count] : of_batch) {
      ASSERT_EQ(count, atomic_lines) << "half of atomic batch " << batch;
    }
  }

  /// Sent again, every command gets the answer that was given before, and is recorded once.
  void send_again(BlockingClient& client) {
    std::string body;
    for (const auto& [id, sent] : recent_) body += sent.line + "\n";
    const auto answer = client.post(commands_path, ndjson, std::move(body));
    ASSERT_TRUE(answer && answer->status == 200) << (answer ? answer->body : "no answer");
    const auto answers = answers_by_id(answer->body);
    ASSERT_EQ(answers.size(), recent_.size());
    for (const auto& [id, sent] : recent_) {
      const auto now = outcome_of(answers.at(id));
      if (sent.outcome) {
        ASSERT_EQ(now, *sent.outcome) << sent.line << "\n" << json::serialize(answers.at(id));
      } else if (const auto found = recorded_.find(id); found != recorded_.end()) {
        ASSERT_TRUE(now.accepted) << sent.line;
        ASSERT_EQ(now.position, found->second.first) << sent.line;
      }
    }
    recent_.clear();
  }

  /// One store: made, then killed and checked so many times, then stopped as it should be.
  void live_through(int cycles, Workload& choices) {
    fs::remove_all(data());
    checked_position_ = 0;
    recorded_.clear();
    recent_.clear();
    for (int cycle = 0; cycle <= cycles; ++cycle) {
      SCOPED_TRACE(fmt::format("cycle {}", cycle));
      if (cycle > 0 && cycle % startup_kill_every == 0) {
        auto opening = ServerProcess::launch(data());
        std::this_thread::sleep_for(std::chrono::milliseconds{choices.below(60)});
        opening.kill();
      }
      if (cycle > 0) {
        // On a copy, so that the server has to recover from the crash itself.
        const auto copy = folder_ / "copy";
        copy_files(data(), copy);
        const auto verified = run_tenure({"verify", "--data", copy.string()});
        ASSERT_EQ(verified.exit_code, 0) << verified.output;
      }
      std::string failure;
      auto server = ServerProcess::start(data(), failure);
      ASSERT_TRUE(server) << failure;
      BlockingClient client{server->port()};
      if (cycle == 0) {
        std::string body;
        for (const auto& line : setup_lines()) body += line + "\n";
        const auto answer = client.post(commands_path, ndjson, std::move(body));
        ASSERT_TRUE(answer && answer->status == 200) << (answer ? answer->body : "no answer");
        for (const auto& [id, outcome] : answers_by_id(answer->body)) {
          ASSERT_TRUE(outcome_of(outcome).accepted) << json::serialize(outcome);
        }
      }
      ASSERT_NO_FATAL_FAILURE(check_events(client));
      ASSERT_NO_FATAL_FAILURE(check_recorded());
      ASSERT_NO_FATAL_FAILURE(send_again(client));
      ASSERT_NO_FATAL_FAILURE(check_events(client));
      if (cycle == cycles) {
        EXPECT_EQ(server->stop(), 0);
      } else {
        load_and_kill(*server, choices);
      }
    }
    events_ += checked_position_;
  }

  fs::path folder_;
  std::mutex mutex_;
  Promises recent_;
  std::atomic<std::uint64_t> promised_ = 0;
  std::atomic<std::uint64_t> atomic_batches_ = 0;
  std::uint64_t checked_position_ = 0;
  std::uint64_t events_ = 0;
  /// By command id: position of the first event, and how many.
  std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> recorded_;
};

TEST_F(CrashTest, keeps_every_promise_through_kills) {
  const auto cycles = static_cast<int>(setting("TENURE_CRASH_CYCLES", cycles_default));
  const auto seed = setting("TENURE_CRASH_SEED", seed_default);
  fmt::print("{} cycles, seed {}, in {}\n", cycles, seed, folder_.string());
  Workload choices{seed};

  for (int done = 0; done < cycles && !HasFatalFailure(); done += cycles_of_a_store) {
    SCOPED_TRACE(fmt::format("after {} cycles", done));
    live_through(std::min(cycles_of_a_store, cycles - done), choices);
  }
  fmt::print("{} promises kept, {} events\n", promised_.load(), events_);
  EXPECT_GT(promised_.load(), static_cast<std::uint64_t>(cycles));
}

}  // namespace
}  // namespace tenure::test
