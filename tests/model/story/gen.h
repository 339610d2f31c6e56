// Stories for rapidcheck: how many, how long, and how they shrink.
#pragma once

#include <functional>
#include <string>

#include "tests/model/story/story.h"

namespace tenure::model {

/// What is wrong with a story's telling; empty where nothing is.
using Verdict = std::string;

struct Effort {
  /// Stories told, unless TENURE_MODEL_RUNS says another number.
  int runs;
  /// Steps of the longest.
  int steps;
};

/// Tells random stories; a failure reports the shortest story found that fails, as it would be posted.
void check_stories(const char* what, Effort effort, const std::function<Verdict(const Story&)>& tell);

}  // namespace tenure::model
