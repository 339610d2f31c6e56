#include "eventstore/log_writer.h"

#include <fmt/format.h>

#include "eventstore/thread_name.h"

namespace tenure::eventstore {

LogWriter::LogWriter(Log& log, Health& health, ChainHash chain, std::function<void(Drain*)> done,
                     std::function<void()> idle)
    : log_{log}, health_{health}, chain_{chain}, done_{std::move(done)}, idle_{std::move(idle)} {}
LogWriter::~LogWriter() = default;

void LogWriter::start() {
  thread_ = std::jthread{[this] { run(); }};
}
void LogWriter::join() {
  if (thread_.joinable()) thread_.join();
}

void LogWriter::give(Drain* drain) {
  for (auto* before = given_.load(std::memory_order_acquire); before != nullptr;
       before = given_.load(std::memory_order_acquire)) {
    given_.wait(before, std::memory_order_acquire);
  }
  given_.store(drain, std::memory_order_release);
  given_.notify_all();
}

void LogWriter::run() {
  name_this_thread("log-writer");
  for (bool last = false; !last;) {
    given_.wait(nullptr, std::memory_order_acquire);
    auto* const drain = given_.load(std::memory_order_acquire);
    last = drain->last;
    write(*drain);
    done_(drain);
    given_.store(nullptr, std::memory_order_release);
    given_.notify_all();
    idle_();
  }
}

void LogWriter::write(Drain& drain) {
  if (health_.stopped()) {
    drain.failed = true;
    return;
  }
  if (!drain.records()) return;
  auto commit = CommitBuilder::build({drain.first_position, drain.number, drain.events, drain.starts,
                                      drain.accepted, drain.refused, drain.ingested},
                                     chain_);
  if (auto appended = log_.append(*commit); !appended) {
    static_cast<void>(
        health_.stop(fmt::format("commit {} could not be written: {}. See to the disk, then open the "
                                 "partition again; commands that got no "
                                 "answer are safe to send again with the same ids",
                                 drain.number.value, appended.error())));
    drain.failed = true;
    return;
  }
  chain_ = commit->chain();
  syncs_.fetch_add(1, std::memory_order_relaxed);
  bytes_written_.fetch_add(commit->bytes().size(), std::memory_order_relaxed);
  drain.commit = std::move(commit);
}

}  // namespace tenure::eventstore
