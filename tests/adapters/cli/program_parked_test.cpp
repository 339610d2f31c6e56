// `tenure parked`: input that was put aside, with and without a server.

#include <algorithm>

#include <boost/json/parse.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "schemas/codec/base64.h"
#include "tests/adapters/cli/program_runner.h"

namespace tenure::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string base64(std::string_view bytes) {
  std::string text;
  {
    codec::TextSink sink{text};
    codec::write_base64({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, sink);
  }
  return text;
}

std::string charge(std::string_view id, std::string_view occupier) {
  return fmt::format(
      R"({{"type":"AddCharge","id":"{}","source":"till","data":{{"charge_id":"{}","occupier_id":"{}","site_id":"LON","product_id":"COFFEE","quantity":1}}}})",
      id, id, occupier);
}

/// A line that parks a record of the topic of commands, as the ingest does.
std::string park(std::string_view id, std::string_view value, std::string_view code,
                 std::string_view key = "harbour") {
  return fmt::format(
      R"({{"type":"ParkInput","id":"park-{}","source":"ingest","data":{{"parked_id":"{}","topic":"tenure.commands","partition":0,"offset":7,"key":"{}","value":"{}","code":"{}","detail":"because","headers":[{{"name":"trace","value":"Nw=="}}]}}}})"
      "\n",
      id, id, base64(key), base64(value), code);
}

constexpr std::string_view late_occupier =
    R"({"type":"RegisterOccupier","id":"m-1","data":{"occupier_id":"LATE","name":"Late Ltd"}})"
    "\n"
    R"({"type":"CreateContract","id":"m-2","data":{"contract_id":"CON-LATE","occupier_id":"LATE","site_id":"LON","starts_on":"2026-10-01","currency":"GBP","billing_day":1,"billing":"IN_ARREARS","proration":"ACTUAL_DAYS","lines":[{"line_id":"L1","product_id":"OFFICE","monthly_price":0}]}})"
    "\n"
    R"({"type":"SignContract","id":"m-3","data":{"contract_id":"CON-LATE"}})"
    "\n";

class ParkedProgram : public testing::Test {
 protected:
  ParkedProgram() {
    load(run_program({"sample"}).out);
    load(park("A", charge("CH-A", "KESTREL"), "UNKNOWN_OCCUPIER") +
         park("B", charge("CH-B", "LATE"), "UNKNOWN_OCCUPIER") +
         park("C", std::string_view{"\x00\xff{", 3}, "MALFORMED_JSON"));
  }
  void load(const std::string& lines, const std::string& operator_id = "harbour") const {
    const auto run = run_asked({.arguments = {"load", "-", "--operator", operator_id, "--data", data()},
                                .input = lines,
                                .environment = {}});
    ASSERT_EQ(run.exit_code, 0) << run.err;
  }
  [[nodiscard]] ProgramRun parked(std::vector<std::string> arguments,
                                  const std::string& operator_id = "harbour") const {
    arguments.insert(arguments.begin(), "parked");
    arguments.insert(arguments.end(), {"--operator", operator_id});
    arguments.insert(arguments.end(), where.begin(), where.end());
    return run_program(arguments);
  }
  /// The ids in a list, in its order.
  [[nodiscard]] std::string listed(const std::string& status,
                                   const std::string& operator_id = "harbour") const {
    const auto run = parked({"list", "--status", status, "--format", "json"}, operator_id);
    EXPECT_EQ(run.exit_code, 0) << run.err;
    std::string ids;
    const auto document = boost::json::parse(run.out);
    for (const auto& item : document.at("items").as_array()) {
      ids += std::string{item.at("parked_id").as_string()} + " ";
    }
    return ids;
  }
  [[nodiscard]] std::ptrdiff_t charges() const {
    std::vector<std::string> arguments{"events", "--type", "ChargeRaised", "--operator", "harbour"};
    arguments.insert(arguments.end(), where.begin(), where.end());
    return std::ranges::count(run_program(arguments).out, '\n');
  }
  [[nodiscard]] std::string data() const { return scratch_.path("data"); }

  ScratchFolder scratch_;
  std::vector<std::string> where{"--data", data()};
};

TEST_F(ParkedProgram, ListsForPeopleAndForPrograms) {
  const auto table = parked({"list"});
  EXPECT_EQ(table.exit_code, 0) << table.err;
  EXPECT_THAT(table.out, StartsWith("PARKED ID  PARKED AT"));
  EXPECT_THAT(table.out, HasSubstr("UNKNOWN_OCCUPIER  AddCharge  tenure.commands:0:7  because\n"));
  EXPECT_EQ(std::ranges::count(table.out, '\n'), 4);
  EXPECT_EQ(listed("PARKED"), "A B C ");
  EXPECT_EQ(listed("DISCARDED"), "");
  const auto raw = parked({"list", "--format", "raw"});
  EXPECT_EQ(std::ranges::count(raw.out, '\n'), 1);
  EXPECT_EQ(boost::json::parse(raw.out).at("items").as_array().size(), 3U);
  EXPECT_EQ(parked({"list", "--status", "LOST"}).exit_code, 2);
}

TEST_F(ParkedProgram, ShowsOneAndWritesItsBytes) {
  const auto page = parked({"show", "A"});
  EXPECT_EQ(page.exit_code, 0) << page.err;
  EXPECT_THAT(page.out, HasSubstr("key          harbour\n"));
  EXPECT_THAT(page.out, HasSubstr("trace       7\n"));
  EXPECT_THAT(page.out, HasSubstr("\n" + charge("CH-A", "KESTREL") + "\n"));
  EXPECT_EQ(parked({"show", "A", "--bytes"}).out, charge("CH-A", "KESTREL"));
  EXPECT_EQ(parked({"show", "C", "--bytes"}).out, std::string("\x00\xff{", 3));
  const auto no_text = parked({"show", "C"});
  EXPECT_THAT(no_text.out, HasSubstr("(3 bytes that are no text; --bytes writes the value as it is)"));
  EXPECT_THAT(no_text.out, Not(HasSubstr("\xff"))) << "no bytes that a terminal might act on";
  EXPECT_EQ(boost::json::parse(parked({"show", "C", "--format", "json"}).out).at("value").as_string(),
            base64(std::string_view{"\x00\xff{", 3}).c_str());
  const auto none = parked({"show", "NONE"});
  EXPECT_EQ(none.exit_code, 1);
  EXPECT_THAT(none.err, HasSubstr("no parked input of harbour has this id"));
}

TEST_F(ParkedProgram, ALongValueIsNotPoured) {
  load(park("L", std::string(5'000, 'x'), "MALFORMED_JSON"));
  const auto page = parked({"show", "L"});
  EXPECT_THAT(page.out, HasSubstr("(5000 bytes; --bytes writes the value as it is)"));
  EXPECT_EQ(parked({"show", "L", "--bytes"}).out.size(), 5'000U);
}

TEST_F(ParkedProgram, RetriesOneAfterTheCauseWasMended) {
  const auto before = charges();
  const auto early = parked({"retry", "B"});
  EXPECT_EQ(early.exit_code, 1);
  EXPECT_THAT(early.out, StartsWith("B  refused: UNKNOWN_OCCUPIER: "));
  const auto unreadable = parked({"retry", "C"});
  EXPECT_EQ(unreadable.exit_code, 1);
  EXPECT_THAT(unreadable.out, StartsWith("C  refused: UNREADABLE_INPUT: MALFORMED_JSON "));
  EXPECT_EQ(charges(), before);
  load(std::string{late_occupier});
  const auto done = parked({"retry", "B", "--actor", "ada"});
  EXPECT_EQ(done.exit_code, 0) << done.out << done.err;
  EXPECT_THAT(done.out, StartsWith("B  retried, up to position "));
  EXPECT_EQ(charges(), before + 1);
  EXPECT_EQ(listed("RETRIED"), "B ");
  EXPECT_THAT(parked({"list", "--status", "RETRIED"}).out, HasSubstr("ada"));
  EXPECT_THAT(parked({"retry", "B"}).out, StartsWith("B  refused: INVALID_TRANSITION: "));
  EXPECT_EQ(parked({"retry", "B"}).exit_code, 1);
  EXPECT_EQ(charges(), before + 1);
}

TEST_F(ParkedProgram, RetriesAllOrThoseOfOneReason) {
  const auto before = charges();
  const auto nothing = parked({"retry", "--all", "--reason-code", "NO_CONTRACT"});
  EXPECT_EQ(nothing.exit_code, 0);
  EXPECT_EQ(nothing.out, "0 retried, 0 refused\n");
  const auto some = parked({"retry", "--all", "--reason-code", "UNKNOWN_OCCUPIER"});
  EXPECT_EQ(some.exit_code, 1);
  EXPECT_THAT(some.out, testing::MatchesRegex("A  retried, up to position [0-9]+\nB  refused: "
                                              "UNKNOWN_OCCUPIER: [^\n]+\n1 retried, 1 refused\n"));
  const auto rest = parked({"retry", "--all", "--format", "json"});
  EXPECT_EQ(rest.exit_code, 1);
  const auto lines = rest.out.substr(rest.out.find('\n') + 1);
  EXPECT_THAT(rest.out, StartsWith(R"({"parked_id":"B","outcome":"refused","code":"UNKNOWN_OCCUPIER",)"));
  EXPECT_THAT(lines, StartsWith(R"({"parked_id":"C","outcome":"refused","code":"UNREADABLE_INPUT",)"));
  EXPECT_THAT(lines, HasSubstr("\n"
                               R"({"retried":0,"refused":2})"
                               "\n"));
  EXPECT_EQ(charges(), before + 1);
  EXPECT_EQ(listed("PARKED"), "B C ");
}

TEST_F(ParkedProgram, DiscardsWithAReason) {
  const auto done = parked({"discard", "C", "--reason", "a test of the sender", "--actor", "ada"});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(done.out, "C  discarded\n");
  EXPECT_THAT(parked({"list", "--status", "DISCARDED"}).out, HasSubstr("ada  a test of the sender\n"));
  const auto again = parked({"discard", "C", "--reason", "again"});
  EXPECT_EQ(again.exit_code, 1);
  EXPECT_THAT(again.err, HasSubstr("INVALID_TRANSITION"));
  const auto none = parked({"discard", "NONE", "--reason", "x"});
  EXPECT_EQ(none.exit_code, 1);
  EXPECT_THAT(none.err, HasSubstr("UNKNOWN_PARKED_INPUT"));
  EXPECT_EQ(parked({"discard", "A"}).exit_code, 2);
  EXPECT_EQ(listed("PARKED"), "A B ");
}

TEST_F(ParkedProgram, InputOfNobodyGoesWhereItIsTold) {
  load(park("N", charge("CH-N", "KESTREL"), "UNKNOWN_OPERATOR", ""), "unattributed");
  const auto before = charges();
  EXPECT_EQ(listed("PARKED", "unattributed"), "N ");
  EXPECT_THAT(parked({"retry", "N"}, "unattributed").out, HasSubstr("UNKNOWN_OPERATOR"));
  const auto done = parked({"retry", "N", "--kafka-default-operator", "harbour"}, "unattributed");
  EXPECT_EQ(done.exit_code, 0) << done.out;
  EXPECT_EQ(charges(), before + 1);
  EXPECT_EQ(listed("RETRIED", "unattributed"), "N ");
}

TEST_F(ParkedProgram, AServerDoesTheSameWithoutKafka) {
  load(park("N", charge("CH-N", "KESTREL"), "UNKNOWN_OPERATOR", ""), "unattributed");
  ServedFolder server{data(), {"--kafka-default-operator", "harbour"}};
  ASSERT_NE(server.url(), "");
  where = {"--url", server.url()};
  const auto before = charges();
  EXPECT_EQ(listed("PARKED"), "A B C ");
  EXPECT_EQ(parked({"retry", "A"}).exit_code, 0);
  EXPECT_EQ(parked({"retry", "B"}).exit_code, 1);
  EXPECT_EQ(parked({"discard", "C", "--reason", "no"}).exit_code, 0);
  EXPECT_EQ(parked({"retry", "N"}, "unattributed").exit_code, 0);
  EXPECT_EQ(charges(), before + 2);
  EXPECT_EQ(parked({"show", "NONE"}).exit_code, 1);
  EXPECT_EQ(server.stop(), 0);
  EXPECT_EQ(parked({"list"}).exit_code, 3) << "no server";
  EXPECT_EQ(run_program({"verify", "--data", data()}).exit_code, 0);
}

TEST(ParkedMistakes, AreSaid) {
  struct Row {
    std::vector<std::string> arguments;
    std::string said;
  };
  const std::vector<Row> rows{
      {{"parked"}, "A subcommand is required"},
      {{"parked", "retry", "--operator", "o"}, "an id or --all"},
      {{"parked", "retry", "P", "--all", "--operator", "o"}, "excludes"},
      {{"parked", "retry", "--reason-code", "X", "--operator", "o"}, "--all"},
      {{"parked", "discard", "P", "--operator", "o"}, "--reason is required"},
      {{"parked", "list"}, "--operator is required"},
      {{"parked", "show", "--operator", "o"}, "id is required"},
  };
  for (const auto& row : rows) {
    const auto run = run_program(row.arguments);
    EXPECT_EQ(run.exit_code, 2) << row.said;
    EXPECT_THAT(run.err, HasSubstr(row.said));
  }
}

TEST(ParkedCompletion, OffersWhatCanBeDecidedAndItsOptions) {
  const auto script = run_program({"completion", "bash"});
  const auto offered = run_other(
      "bash",
      {.arguments =
           {"-c",
            "source /dev/stdin; COMP_WORDS=(tenure parked di); COMP_CWORD=2; _tenure; "
            "echo ${COMPREPLY[@]}; COMP_WORDS=(tenure parked discard X --rea); COMP_CWORD=4; _tenure; "
            "echo ${COMPREPLY[@]}"},
       .input = script.out,
       .environment = {}});
  EXPECT_EQ(offered.out, "discard\n--reason-code --reason\n");
  EXPECT_THAT(run_program({"completion", "fish"}).out, HasSubstr("-a discard"));
}

}  // namespace
}  // namespace tenure::test
