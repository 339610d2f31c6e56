// A folder's life from the command line: loaded, asked, verified, replayed, copied, restored; with and without a server.

#include <algorithm>
#include <fstream>

#include <boost/json/parse.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/adapters/cli/program_runner.h"

namespace tenure::test {
namespace {

using testing::HasSubstr;
using testing::Not;

/// What the sample month comes to.
constexpr std::size_t month_occupiers = 12;
constexpr std::size_t month_events = 1028;

std::size_t lines_of(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

boost::json::value parsed(const ProgramRun& run) {
  EXPECT_EQ(run.exit_code, 0) << run.err;
  boost::system::error_code error;
  auto value = boost::json::parse(run.out, error);
  EXPECT_FALSE(error) << run.out;
  return value;
}

class RoundTrip : public testing::Test {
 protected:
  [[nodiscard]] std::string data() const { return scratch_.path("data"); }
  [[nodiscard]] std::string month() const { return run_program({"sample"}).out; }
  [[nodiscard]] ProgramRun load(const std::string& text, std::vector<std::string> further = {}) const {
    std::vector<std::string> arguments{"load", "-", "--operator", "harbour", "--data", data()};
    arguments.insert(arguments.end(), further.begin(), further.end());
    return run_asked({.arguments = arguments, .input = text, .environment = {}});
  }
  [[nodiscard]] ProgramRun query(const std::string& path, std::vector<std::string> further = {}) const {
    std::vector<std::string> arguments{"query", path, "--operator", "harbour", "--data", data()};
    arguments.insert(arguments.end(), further.begin(), further.end());
    return run_program(arguments);
  }
  ScratchFolder scratch_;
};

TEST_F(RoundTrip, TheSampleMonthIsLoadedAskedVerifiedAndReplayed) {
  const auto text = month();
  const auto loaded = load(text);
  ASSERT_EQ(loaded.exit_code, 0) << loaded.err;
  EXPECT_THAT(loaded.out,
              HasSubstr(std::to_string(lines_of(text)) + " accepted, 0 refused, 0 malformed; 0 were"));

  const auto again = load(text);
  EXPECT_EQ(again.exit_code, 0) << again.err;
  EXPECT_THAT(again.out, HasSubstr("; " + std::to_string(lines_of(text)) + " were answered before"));

  const auto occupiers = parsed(query("occupiers"));
  EXPECT_EQ(occupiers.at("items").as_array().size(), month_occupiers);
  EXPECT_THAT(query("occupiers", {"--format", "table"}).out, HasSubstr("KESTREL"));
  EXPECT_EQ(query("occupiers/NOBODY").exit_code, 1);
  EXPECT_EQ(parsed(query("occupiers", {"--as-of", "1"})).at("items").as_array().size(), 0U);

  const auto verified = run_program({"verify", "--data", data()});
  EXPECT_EQ(verified.exit_code, 0) << verified.out << verified.err;
  EXPECT_THAT(verified.out, HasSubstr("verified\n"));

  for (const auto* model : {"billing", "telephony", "access", "directory", "calendar", "parked_input",
                            "usage", "wifi", "ledger"}) {
    const auto replayed = run_program({"replay", "--data", data(), "--model", model});
    EXPECT_EQ(replayed.exit_code, 0) << replayed.err;
    EXPECT_THAT(replayed.out, HasSubstr(std::string{model} + " version"));
  }
  EXPECT_EQ(parsed(query("occupiers")), occupiers);
  EXPECT_THAT(run_program({"replay", "--data", data(), "--to", "100"}).out,
              HasSubstr("built up to position 100"));
  EXPECT_EQ(run_program({"replay", "--data", data(), "--to", "1000000"}).exit_code, 2);
  EXPECT_EQ(run_program({"replay", "--data", data(), "--to-time", "yesterday"}).exit_code, 2);
  EXPECT_EQ(run_program({"replay", "--data", data(), "--model", "weather"}).exit_code, 2);
}

TEST_F(RoundTrip, EventsArePrintedByLogTypeAndStream) {
  ASSERT_EQ(load(month()).exit_code, 0);
  const auto events = [&](std::vector<std::string> further) {
    std::vector<std::string> arguments{"events", "--operator", "harbour", "--data", data()};
    arguments.insert(arguments.end(), further.begin(), further.end());
    return run_program(arguments);
  };
  EXPECT_EQ(lines_of(events({"--limit", "3"}).out), 3U);
  const auto days = events({"--type", "BusinessDayOpened"});
  EXPECT_EQ(lines_of(days.out), 66U);
  EXPECT_THAT(days.out, Not(HasSubstr("ChargeRaised")));
  EXPECT_EQ(lines_of(events({"--follow", "--limit", "5"}).out), 5U);
  const auto stream = events({"--stream", "contract/CON-LUMEN"});
  EXPECT_THAT(stream.out, HasSubstr("ContractTerminated"));
  EXPECT_EQ(events({"--stream", "contract/NONE"}).exit_code, 3);
}

TEST_F(RoundTrip, AFolderIsCopiedAndRestored) {
  ASSERT_EQ(load(month()).exit_code, 0);
  const auto copy = scratch_.path("copy");
  const auto back = scratch_.path("back");
  const auto made = run_program({"backup", "--data", data(), "--to", copy});
  ASSERT_EQ(made.exit_code, 0) << made.err;
  EXPECT_EQ(run_program({"backup", "--data", data(), "--to", copy}).exit_code, 3)
      << "the folder exists already";
  ASSERT_EQ(run_program({"restore", copy, "--data", back}).exit_code, 0);
  EXPECT_EQ(run_program({"restore", copy, "--data", back}).exit_code, 3) << "the folder exists already";

  const auto original = run_program({"inspect", "--data", data()});
  const auto restored = run_program({"inspect", "--data", back});
  const auto chain = original.out.substr(original.out.find("chain"), 60);
  EXPECT_THAT(restored.out, HasSubstr(chain.substr(0, chain.find('\n'))));
  EXPECT_EQ(run_program({"verify", "--data", back}).exit_code, 0);
}

TEST_F(RoundTrip, ReadModelsThatDifferAreFoundAndMended) {
  ASSERT_EQ(load(month()).exit_code, 0);
  // The read models of another history of the same length.
  const auto other = scratch_.path("other");
  ASSERT_EQ(run_asked({.arguments = {"load", "-", "--operator", "harbour", "--data", other},
                       .input = month(),
                       .environment = {}})
                .exit_code,
            0);
  std::filesystem::remove_all(data() + "/read-models-0");
  std::filesystem::copy(other / "read-models-0", data() + "/read-models-0",
                        std::filesystem::copy_options::recursive);
  const auto different = run_program({"verify", "--data", data()});
  EXPECT_EQ(different.exit_code, 1);
  EXPECT_THAT(different.out,
              HasSubstr(fmt::format("DIFFERENT: read model billing as of position {}", month_events)));
  EXPECT_EQ(run_program({"replay", "--data", data()}).exit_code, 0);
  EXPECT_EQ(run_program({"verify", "--data", data()}).exit_code, 0);
}

TEST_F(RoundTrip, ADamagedLogIsADifferenceWithItsPosition) {
  ASSERT_EQ(load(month()).exit_code, 0);
  std::filesystem::path largest;
  for (const auto& file : std::filesystem::recursive_directory_iterator(data() + "/partition-0")) {
    if (file.path().extension() != ".sst" && file.path().extension() != ".log") continue;
    if (largest.empty() || file.file_size() > std::filesystem::file_size(largest)) largest = file.path();
  }
  ASSERT_FALSE(largest.empty());
  {
    std::fstream file{largest, std::ios::in | std::ios::out | std::ios::binary};
    // In the first of its commits: damage in the last one could be a write that a crash cut off.
    constexpr std::streamoff place = 512;
    file.seekg(place);
    const auto byte = file.get();
    file.seekp(place);
    file.put(static_cast<char>(byte ^ 1));
  }
  const auto damaged = run_program({"verify", "--data", data()});
  EXPECT_EQ(damaged.exit_code, 1) << damaged.err;
  EXPECT_THAT(damaged.out, HasSubstr("DAMAGED at position "));
  EXPECT_THAT(damaged.err, HasSubstr("restore a backup into another folder"));
}

TEST_F(RoundTrip, InspectShowsFolderPositionAndStream) {
  ASSERT_EQ(load(month()).exit_code, 0);
  EXPECT_THAT(run_program({"inspect", "--data", data()}).out, HasSubstr("read model billing"));
  EXPECT_THAT(run_program({"inspect", "position", "1", "--data", data()}).out,
              HasSubstr("LegalEntityRegistered"));
  EXPECT_EQ(run_program({"inspect", "position", "1000000", "--data", data()}).exit_code, 1);
  EXPECT_EQ(run_program({"inspect", "position", "1", "--partition", "7", "--data", data()}).exit_code, 2);
  EXPECT_THAT(run_program({"inspect", "stream", "harbour", "user/karl", "--data", data()}).out,
              HasSubstr("UserDeactivated"));
  EXPECT_EQ(run_program({"inspect", "stream", "harbour", "user/nobody", "--data", data()}).exit_code, 1);
  EXPECT_EQ(run_program({"inspect", "stream", "harbour", "karl", "--data", data()}).exit_code, 2);
}

TEST_F(RoundTrip, TheRelayIsResetToTheBeginningOfACommitOnly) {
  ASSERT_EQ(load(month()).exit_code, 0);
  const auto reset = [&](std::vector<std::string> further) {
    // Nobody listens on the discard port.
    std::vector<std::string> arguments{"kafka", "reset-relay",     "--data",
                                       data(),  "--kafka-servers", "127.0.0.1:9"};
    arguments.insert(arguments.end(), further.begin(), further.end());
    return run_program(arguments);
  };
  EXPECT_THAT(reset({"--from", "1000000"}).err, HasSubstr(fmt::format("the log ends at {};", month_events)));
  EXPECT_EQ(reset({"--from", "1000000"}).exit_code, 2);
  EXPECT_THAT(reset({"--from", "2"}).err, HasSubstr("is within commit"));
  EXPECT_THAT(reset({"--from", "1", "--partition", "7"}).err, HasSubstr("there is no partition 7"));
  EXPECT_THAT(reset({"--from", "1", "--kafka-property", "acks=0"}).err, HasSubstr("acks cannot be set"));
  EXPECT_EQ(reset({"--from", "1", "--kafka-property", "acks"}).exit_code, 2);
  EXPECT_EQ(reset({"--from", "1"}).exit_code, 3);
}

TEST_F(RoundTrip, WhatCannotBeLoadedIsSaidWithItsLine) {
  const auto first = month().substr(0, month().find('\n') + 1);
  const auto malformed = load(first + "\n{\"type\":\"AddSpace\",\"id\":\"x-1\",\"data\":{}}\nnonsense\n");
  EXPECT_EQ(malformed.exit_code, 1);
  EXPECT_THAT(malformed.out, HasSubstr("1 accepted, 0 refused, 2 malformed"));
  EXPECT_THAT(malformed.err, HasSubstr("line 3: malformed: MISSING_FIELD /data/site_id"));
  EXPECT_THAT(malformed.err, HasSubstr("line 4: malformed: MALFORMED_JSON"));

  const auto refused_line =
      R"({"type":"AddDoor","id":"x-2","data":{"site_id":"NONE","door_id":"D","name":"Door"}})"
      "\n";
  const auto refused = load(refused_line);
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, HasSubstr("line 1: refused: UNKNOWN_SITE"));
  EXPECT_EQ(load(refused_line, {"--allow-refusals"}).exit_code, 0);

  EXPECT_EQ(run_program({"load", scratch_.path("none"), "--operator", "o", "--data", data()}).exit_code, 2);
}

TEST_F(RoundTrip, AFolderThatIsNoneAndAServerThatIsNoneAreSaid) {
  std::filesystem::create_directory(data());
  const auto verify = run_program({"verify", "--data", data()});
  EXPECT_EQ(verify.exit_code, 3);
  EXPECT_THAT(verify.err, HasSubstr("is not a data folder"));
  const auto query = run_program({"query", "occupiers", "--operator", "o", "--url", "http://127.0.0.1:1"});
  EXPECT_EQ(query.exit_code, 3);
  EXPECT_THAT(query.err, HasSubstr("tenure serve"));
  EXPECT_EQ(run_program({"query", "x", "--operator", "o", "--url", "https://127.0.0.1:1"}).exit_code, 3);
}

TEST_F(RoundTrip, TheServerIsLoadedAskedCopiedAndStopped) {
  const auto text = month();
  ServedFolder server{data(), {"--log-format", "json"}};
  ASSERT_NE(server.url(), "");
  const auto loaded =
      run_asked({.arguments = {"load", "-", "--operator", "harbour", "--url", server.url(), "--batch", "50"},
                 .input = text,
                 .environment = {}});
  ASSERT_EQ(loaded.exit_code, 0) << loaded.err;
  EXPECT_THAT(loaded.out, HasSubstr(std::to_string(lines_of(text)) + " accepted"));

  const std::vector<std::string> at_server{"--operator", "harbour", "--url", server.url()};
  const auto ask = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), at_server.begin(), at_server.end());
    return run_program(arguments);
  };
  EXPECT_EQ(parsed(ask({"query", "occupiers"})).at("items").as_array().size(), month_occupiers);
  EXPECT_EQ(lines_of(ask({"events", "--follow", "--limit", "7"}).out), 7U);
  EXPECT_THAT(ask({"query", "/readyz"}).out, HasSubstr("\"ready\""));

  const auto in_use = run_program({"verify", "--data", data()});
  EXPECT_EQ(in_use.exit_code, 3);
  EXPECT_THAT(in_use.err, HasSubstr("stop the process"));

  const auto copy = scratch_.path("copy");
  const auto made = run_program({"backup", "--data", data(), "--to", copy});
  EXPECT_EQ(made.exit_code, 0) << made.err;
  EXPECT_EQ(run_program({"backup", "--data", data(), "--to", copy}).exit_code, 3);

  EXPECT_EQ(server.stop(), 0);
  EXPECT_THAT(server.log(), HasSubstr(R"("level":"info","message":"stopped")"));
  EXPECT_THAT(server.log(), Not(HasSubstr("Okafor"))) << "no personal data in the log";
  EXPECT_EQ(run_program({"verify", "--data", data()}).exit_code, 0);
  EXPECT_EQ(run_program({"restore", copy, "--data", scratch_.path("back")}).exit_code, 0);
  EXPECT_EQ(run_program({"verify", "--data", scratch_.path("back")}).exit_code, 0);
}

TEST_F(RoundTrip, AnAddressThatIsTakenIsSaid) {
  ServedFolder server{data()};
  ASSERT_NE(server.url(), "");
  const auto address = server.url().substr(std::string{"http://"}.size());
  const auto second = run_program({"serve", "--data", scratch_.path("other"), "--listen", address});
  EXPECT_EQ(second.exit_code, 3);
  EXPECT_THAT(second.err, HasSubstr(address.substr(address.find(':') + 1)));
}

}  // namespace
}  // namespace tenure::test
