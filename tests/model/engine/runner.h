// Tells a story to the engine and to the reference, and compares all that can be asked.
//
// Promises: after every batch the answers are compared; when the story says so, and at its end, the log, every state,
//           every query as of now and as of earlier positions, and at the end a full verification and rebuild too.
// Fails:    with the first difference in words.
#pragma once

#include <future>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "tests/model/engine/engine.h"
#include "tests/model/story/gen.h"

namespace tenure::model {

class Runner {
 public:
  [[nodiscard]] Verdict run(const Story& story);

 private:
  enum class Retried : std::uint8_t { no, yes };
  enum class Depth : std::uint8_t { quick, thorough };
  struct Waiting {
    Step step;
    std::vector<Answer> expected;
    Retried retried;
    std::future<std::expected<eventstore::BatchAnswer, eventstore::SubmitError>> answer;
  };

  [[nodiscard]] Verdict tell(const Step& step);
  [[nodiscard]] Verdict send(const Step& step, Retried retried);
  [[nodiscard]] Verdict submit(const Step& step);
  [[nodiscard]] Verdict collect();
  [[nodiscard]] Verdict compare(Waiting& waiting);
  [[nodiscard]] Verdict cut_power(const Step& step);
  [[nodiscard]] Verdict start_rebuilds();
  [[nodiscard]] Verdict finish_rebuilds();

  [[nodiscard]] Verdict look(Depth depth);
  [[nodiscard]] Verdict read_log();
  [[nodiscard]] Verdict compare_states();
  [[nodiscard]] Verdict compare_stream(const std::string& operator_id, const std::string& stream);
  [[nodiscard]] Verdict compare_times();
  [[nodiscard]] Verdict compare_answers(projections::AsOf as_of, std::uint64_t position);
  [[nodiscard]] Verdict verify();

  Engine engine_;
  Log log_;
  std::vector<Waiting> waiting_;
  /// The partition's events, as far as they were compared.
  std::vector<std::string> events_;
  bool rebuilding_ = false;
  Time latest_ = 0;
  std::mt19937_64 random_{1};
};

}  // namespace tenure::model
