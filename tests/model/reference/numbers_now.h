// Numbers as the facts leave them; what the answers about telephony share.
#pragma once

#include <map>
#include <string>

#include "tests/model/reference/answers.h"

namespace tenure::model::telephony {

struct NumberNow {
  std::string site;
  std::string kind;
  std::string status;
  std::string occupier;
  std::string user;
  std::string extension;
  std::string rests_until;
  bool is_main = false;
  Fields features;
  const Recorded* last = nullptr;
};

/// All numbers as they are, by number.
[[nodiscard]] std::map<std::string, NumberNow> numbers_now(const History& history);

}  // namespace tenure::model::telephony
