// The writer: makes each drain durable, one synced write after another.
//
// What it promises: drains leave it in the order in which they came. After the first failure nothing is written any
//   more: a sync that failed is never tried again, for what it was about may be lost already.
// What can go wrong: a write fails; the partition's health says so and every further drain is marked as failed.
// Threads: one of its own. `give` and `idle` belong to the sequencer.
// Why it holds no queue: a drain that waits for the writer can still grow, so it is handed over only when it is free.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <thread>

#include "eventstore/drain.h"
#include "eventstore/health.h"
#include "eventstore/log.h"

namespace tenure::eventstore {

class LogWriter {
 public:
  /// `chain` is where the log ends. `done` takes each drain over; `idle` is called whenever the writer is free again.
  LogWriter(Log& log, Health& health, ChainHash chain, std::function<void(Drain*)> done,
            std::function<void()> idle);
  ~LogWriter();
  LogWriter(const LogWriter&) = delete;
  LogWriter& operator=(const LogWriter&) = delete;

  void start();
  [[nodiscard]] bool idle() const { return given_.load(std::memory_order_acquire) == nullptr; }
  /// Waits until the writer is free. After the drain marked as the last one the writer ends.
  void give(Drain* drain);
  void join();

  [[nodiscard]] std::uint64_t syncs() const { return syncs_.load(std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t bytes_written() const { return bytes_written_.load(std::memory_order_relaxed); }

 private:
  void run();
  void write(Drain& drain);

  Log& log_;
  Health& health_;
  ChainHash chain_;
  std::function<void(Drain*)> done_;
  std::function<void()> idle_;
  std::atomic<Drain*> given_ = nullptr;
  std::atomic<std::uint64_t> syncs_ = 0;
  std::atomic<std::uint64_t> bytes_written_ = 0;
  std::jthread thread_;
};

}  // namespace tenure::eventstore
