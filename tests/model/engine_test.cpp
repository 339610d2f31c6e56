// The real partition and its read models against the reference: answers, log, states, every query as of any position,
// restarts, power cuts and rebuilds.

#include <gtest/gtest.h>

#include "tests/model/engine/runner.h"

namespace tenure::model {
namespace {

TEST(Model, EngineAgreesWithTheReference) {
  check_stories("engine", {.runs = 60, .steps = 120}, [](const Story& story) { return Runner{}.run(story); });
}

}  // namespace
}  // namespace tenure::model
