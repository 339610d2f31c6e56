// New ids: UUIDs version 7 (RFC 9562), which rise with time.
//
// What it promises: 74 random bits in each millisecond, seeded by the machine.
// Why time-ordered: the store knows the greatest id of each source, so that a greater one is new at no cost.
// Threads: one at a time.
#pragma once

#include <random>
#include <string>

namespace tenure::http {

class TimeOrderedIds {
 public:
  TimeOrderedIds();
  [[nodiscard]] std::string next();

 private:
  std::mt19937_64 random_;
};

}  // namespace tenure::http
