// The domain's decisions and folds against the reference, without storage: the cheap half of the model test.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "domain/kernel/stream.h"
#include "schemas/codec/json_reader.h"
#include "tests/domain/memory_world.h"
#include "tests/model/check/events.h"
#include "tests/model/story/gen.h"

namespace tenure::model {
namespace {

/// A command as the buffer that the domain decides.
class Parsed {
 public:
  explicit Parsed(const Command& command) {
    const codec::Envelope defaults{.id = {},
                                   .operator_id = command.operator_id,
                                   .source = "api",
                                   .actor = "tester",
                                   .reason = std::nullopt,
                                   .expected_version = std::nullopt};
    codec::CommandReader reader;
    const auto read = reader.read(command.line(), defaults, builder_);
    if (!read)
      fault_ = fmt::format("{} {} {}", read.error().pointer, read.error().code, read.error().message);
  }
  [[nodiscard]] const std::string& fault() const { return fault_; }
  [[nodiscard]] const command::Command& command() const {
    return *flatbuffers::GetRoot<command::Command>(builder_.GetBufferPointer());
  }

 private:
  flatbuffers::FlatBufferBuilder builder_;
  std::string fault_;
};

class Telling {
 public:
  Verdict tell(const Story& story) {
    for (const auto& step : story) {
      if (step.commands.empty()) continue;
      const auto answers = log_.submit(step.commands, step.together, step.now);
      world_.set_recorded_at(domain::Instant{step.now});
      for (std::size_t index = 0; index < answers.size(); ++index) {
        if (auto verdict = decide(step.commands[index], answers[index], step.together); !verdict.empty()) {
          return fmt::format("{}\n  after {} {}", verdict, step.commands[index].operator_id,
                             step.commands[index].line());
        }
      }
    }
    return compare_states();
  }

 private:
  Verdict decide(const Command& command, const Answer& expected, Together together) {
    const bool failed_together = together == Together::all && expected.outcome != Outcome::accepted;
    if (expected.repeated || expected.code == "IDEMPOTENCY_CONFLICT" || failed_together) return {};
    const Parsed parsed{command};
    if (!parsed.fault().empty()) return "the story itself is wrong: " + parsed.fault();
    const auto applied = world_.apply(parsed.command());
    if (!applied) {
      const auto code = std::string{domain::name_of(applied.error().code)};
      if (expected.outcome == Outcome::refused && expected.code == code) return {};
      return fmt::format("expected {}\n     found refused: {} {}", text_of(expected), code,
                         applied.error().detail);
    }
    if (expected.outcome != Outcome::accepted)
      return fmt::format("expected {}\n     found accepted", text_of(expected));
    for (std::size_t index = 0; index < std::max<std::size_t>(applied->size(), expected.count); ++index) {
      if (index == applied->size()) {
        return fmt::format("missing event {}", log_.records()[expected.first_position - 1 + index].fact.type);
      }
      const auto& event = (*applied)[index].event();
      if (index == expected.count)
        return fmt::format("one event too many, {}", (*applied)[index].data_json());
      auto recorded = log_.records()[expected.first_position - 1 + index];
      if (auto found = difference(event, recorded); !found.empty()) return found;
    }
    return {};
  }

  Verdict compare_states() const {
    for (const auto& [operator_id, business] : log_.businesses()) {
      for (const auto& [stream, version] : business.versions) {
        const auto name = domain::parse_stream(stream);
        const auto* aggregate = name ? world_.aggregate(operator_id, *name) : nullptr;
        if (aggregate == nullptr) return fmt::format("{} {} does not exist", operator_id, stream);
        const auto expected = fmt::format("version {}: {}", version, state_text(business, stream));
        const auto found = fmt::format("version {}: {}", aggregate->version(), text_of(*aggregate));
        if (expected != found) {
          return fmt::format("state of {} {}\n  expected {}\n     found {}", operator_id, stream, expected,
                             found);
        }
      }
    }
    return {};
  }

  Log log_;
  test::MemoryWorld world_;
};

TEST(Model, DecisionsAndStatesAgreeWithTheReference) {
  check_stories("decisions", {.runs = 200, .steps = 150},
                [](const Story& story) { return Telling{}.tell(story); });
}

}  // namespace
}  // namespace tenure::model
