// The command line as people and scripts meet it: help, mistakes, completion, configuration.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/adapters/cli/program_runner.h"
#include "tests/adapters/cli/scratch_folder.h"

namespace tenure::test {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::vector<std::string> subcommands{"serve",   "load",   "events",   "query",  "report",
                                           "parked",  "replay", "verify",   "backup", "restore",
                                           "inspect", "kafka",  "commands", "sample", "completion"};

struct Mistake {
  std::vector<std::string> arguments;
  std::string said;
};

TEST(Help, ListsEverySubcommand) {
  const auto run = run_program({"--help"});
  EXPECT_EQ(run.exit_code, 0);
  for (const auto& name : subcommands) EXPECT_THAT(run.out, HasSubstr("\n  " + name));
  EXPECT_THAT(run.out, HasSubstr("Exit codes"));
}

TEST(Help, TheTopicsAreDescribedUnderTheirPrefix) {
  const auto run = run_program({"kafka", "asyncapi", "--kafka-topic-prefix", "acme"});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out, HasSubstr(R"("asyncapi":"3.0.0")"));
  EXPECT_THAT(run.out, HasSubstr(R"("address":"acme.charges")"));
}

TEST(Help, EverySubcommandExplainsItself) {
  for (const auto& name : subcommands) {
    const auto run = run_program({name, "--help"});
    EXPECT_EQ(run.exit_code, 0) << name;
    EXPECT_THAT(run.out, HasSubstr("Usage: tenure " + name)) << name;
  }
}

TEST(Mistakes, OptionsOfTheLinkToKafkaAreCheckedBeforeItIsOpened) {
  const std::vector<Mistake> mistakes{
      {{"--kafka-property", "plaintext"}, "name=value"},
      {{"--kafka-property", "isolation.level=read_uncommitted"}, "isolation.level"},
      {{"--kafka-topic-prefix", ""}, "prefix"},
  };
  for (const auto& mistake : mistakes) {
    auto arguments = mistake.arguments;
    const ScratchFolder scratch;
    for (const auto* more : {"--listen", "127.0.0.1:0", "--kafka-servers", "127.0.0.1:1", "--data"})
      arguments.emplace_back(more);
    arguments.push_back(scratch.path("data"));
    arguments.insert(arguments.begin(), "serve");
    const auto run = run_program(arguments);
    EXPECT_EQ(run.exit_code, 2) << mistake.said;
    EXPECT_THAT(run.err, HasSubstr(mistake.said));
  }
}

TEST(Help, VersionIsSaid) { EXPECT_THAT(run_program({"--version"}).out, HasSubstr("tenure 0.")); }

TEST(Mistakes, AreSaidInOneLineWithTheWayToTheHelp) {
  const std::vector<Mistake> mistakes{
      {{}, "A subcommand is required"},
      {{"frobnicate"}, "frobnicate"},
      {{"serve"}, "--data is required"},
      {{"serve", "--data", "x", "--partitions", "0"}, "--partitions"},
      {{"serve", "--data", "x", "--partitions", "many"}, "--partitions"},
      {{"serve", "--data", "x", "--log-format", "xml"}, "--log-format"},
      {{"load", "-"}, "--operator is required"},
      {{"load", "-", "--operator", "o", "--data", "x", "--url", "http://127.0.0.1:1"}, "excludes"},
      {{"events", "--operator", "o", "--stream", "a/b", "--follow"}, "excludes"},
      {{"verify", "--data", "/no/such/folder"}, "/no/such/folder"},
      {{"completion", "tcsh"}, "tcsh"},
      {{"kafka", "reset-relay", "--data", "/tmp", "--from", "1"}, "--kafka-servers is required"},
      {{"kafka", "forget"}, "A subcommand is required"},
  };
  for (const auto& mistake : mistakes) {
    const auto run = run_program(mistake.arguments);
    EXPECT_EQ(run.exit_code, 2) << mistake.said;
    EXPECT_THAT(run.err, HasSubstr(mistake.said));
    EXPECT_THAT(run.err, HasSubstr("--help` explains"));
    EXPECT_EQ(run.out, "");
  }
}

TEST(Mistakes, AnAddressThatIsNoneIsSaidByTheServer) {
  const ScratchFolder scratch;
  const auto run = run_program({"serve", "--data", scratch.path("data"), "--listen", "localhost"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("127.0.0.1:8080"));
}

TEST(Completion, BashScriptIsSoundAndKnowsTheOptions) {
  const auto script = run_program({"completion", "bash"});
  ASSERT_EQ(script.exit_code, 0);
  EXPECT_EQ(run_other("bash", {.arguments = {"-n"}, .input = script.out, .environment = {}}).exit_code, 0);
  // What bash itself would offer.
  const auto offered = run_other(
      "bash",
      {.arguments =
           {"-c",
            "source /dev/stdin; COMP_WORDS=(tenure serve --li); COMP_CWORD=2; _tenure; "
            "echo ${COMPREPLY[@]}; COMP_WORDS=(tenure ver); COMP_CWORD=1; _tenure; echo ${COMPREPLY[@]}"},
       .input = script.out,
       .environment = {}});
  EXPECT_EQ(offered.out, "--listen\nverify\n");
}

TEST(Completion, OtherShellsNameEverySubcommand) {
  for (const auto* shell : {"zsh", "fish"}) {
    const auto script = run_program({"completion", shell});
    ASSERT_EQ(script.exit_code, 0);
    for (const auto& name : subcommands) EXPECT_THAT(script.out, HasSubstr(name)) << shell;
  }
}

TEST(Commands, AreListedWithFieldsAndRefusals) {
  const auto list = run_program({"commands"});
  EXPECT_THAT(list.out, HasSubstr("AddCharge"));
  const auto one = run_program({"commands", "AddCharge"});
  EXPECT_THAT(one.out, HasSubstr("charge_id"));
  EXPECT_THAT(one.out, HasSubstr("NOT_GENERIC"));
  const auto nested = run_program({"commands", "CreateContract"});
  EXPECT_THAT(nested.out, HasSubstr("lines[].monthly_price"));
  EXPECT_EQ(run_program({"commands", "AddChange"}).exit_code, 2);
  EXPECT_THAT(run_program({"commands", "--markdown"}).out, HasSubstr("## RegisterSite"));
}

// Where an option comes from: the command line, then the environment, then the file.
class Precedence : public testing::Test {
 protected:
  /// Whether the sample line is loaded into the folder that the option's three sources name.
  [[nodiscard]] bool is_loaded_into(const std::string& name) const {
    return std::filesystem::exists(scratch_.path(name) / "store.json");
  }
  [[nodiscard]] ProgramRun load(std::vector<std::string> further,
                                std::map<std::string, std::string> environment) const {
    const auto config =
        scratch_.write("tenure.toml", "[load]\ndata = \"" + scratch_.path("from-file").string() +
                                          "\"\noperator = \"harbour\"\n");
    std::vector<std::string> arguments{"load", "-", "--config", config};
    arguments.insert(arguments.end(), further.begin(), further.end());
    return run_asked({.arguments = arguments, .input = "", .environment = std::move(environment)});
  }
  ScratchFolder scratch_;
};

TEST_F(Precedence, TheFileIsRead) {
  const auto run = load({}, {});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_TRUE(is_loaded_into("from-file"));
}
TEST_F(Precedence, TheEnvironmentWinsOverTheFile) {
  const auto run = load({}, {{"TENURE_DATA", scratch_.path("from-environment")}});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_TRUE(is_loaded_into("from-environment"));
  EXPECT_FALSE(is_loaded_into("from-file"));
}
TEST_F(Precedence, TheCommandLineWinsOverBoth) {
  const auto run =
      load({"--data", scratch_.path("from-line")}, {{"TENURE_DATA", scratch_.path("from-environment")}});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_TRUE(is_loaded_into("from-line"));
  EXPECT_FALSE(is_loaded_into("from-environment"));
}
TEST_F(Precedence, TheCommandLineWinsOverAVariableOfWhatItRulesOut) {
  const auto run = load({"--data", scratch_.path("from-line")}, {{"TENURE_URL", "http://127.0.0.1:1"}});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_TRUE(is_loaded_into("from-line"));
}
TEST_F(Precedence, AFileThatIsNotThereIsAMistake) {
  const auto run = run_program({"load", "-", "--config", scratch_.path("none.toml")});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("none.toml"));
}

}  // namespace
}  // namespace tenure::test
