#include "tests/model/story/gen.h"

#include <cstdlib>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace tenure::model {
namespace {

rc::Gen<Story> stories(int steps_max) {
  return [steps_max](const rc::Random& random, int size) {
    auto source = random;
    const auto seed = source.next();
    const auto steps = 2 + steps_max * size / rc::kNominalSize;
    return rc::shrinkable::shrinkRecur(
        make_up(seed, steps), [](const Story& story) { return rc::seq::fromContainer(shorter(story)); });
  };
}

}  // namespace

void showValue(const Story& story, std::ostream& out) { out << "\n" << text_of(story); }

void check_stories(const char* what, Effort effort, const std::function<Verdict(const Story&)>& tell) {
  rc::detail::TestParams params = rc::detail::configuration().testParams;
  params.maxSuccess = effort.runs;
  if (const auto* runs = std::getenv("TENURE_MODEL_RUNS")) params.maxSuccess = std::atoi(runs);
  rc::detail::TestMetadata metadata;
  metadata.id = what;
  metadata.description = what;
  const auto result = rc::detail::checkTestable(
      [&] {
        const auto story = *stories(effort.steps).as("story");
        const auto verdict = tell(story);
        if (!verdict.empty()) RC_FAIL(verdict);
      },
      metadata, params);
  std::ostringstream message;
  rc::detail::printResultMessage(result, message);
  if (result.template is<rc::detail::SuccessResult>()) return;
  FAIL() << message.str();
}

}  // namespace tenure::model
