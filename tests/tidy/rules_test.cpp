// Each rule fires on a bad sample, at its line, and is silent on a good one.

#include "tests/tidy/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tenure::tidy {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// Whether there is exactly one finding, in this file at this line.
auto only(const std::string& path, std::size_t line) {
  return ElementsAre(
      ::testing::AllOf(::testing::Field(&Finding::path, path), ::testing::Field(&Finding::line, line)));
}

TEST(IncludeDirection, RunsOneWay) {
  const std::vector<std::pair<std::string, std::string>> wrong{
      {"schemas/codec/a.h", "domain/world.h"},       {"domain/user/a.cpp", "eventstore/partition.h"},
      {"domain/user/a.cpp", "adapters/http/a.h"},    {"eventstore/a.h", "projections/access/access.h"},
      {"projections/access/a.cpp", "adapters/a.h"},  {"adapters/http/a.cpp", "tests/domain/scenario.h"},
      {"eventstore/a.cpp", "bench/command_block.h"},
  };
  for (const auto& [path, target] : wrong) {
    const Files files{{path, "#pragma once\n#include \"" + target + "\"\n"}};
    EXPECT_THAT(check_include_direction(files), only(path, 2)) << path << " " << target;
  }
}

TEST(IncludeDirection, AllowsOwnFolderAndThoseBefore) {
  EXPECT_THAT(
      check_include_direction({
          {"schemas/codec/a.h", "#include \"schemas/codec/b.h\"\n"},
          {"domain/user/a.cpp", "#include \"schemas/a.h\"\n#include \"domain/world.h\"\n#include <map>\n"},
          {"adapters/http/a.cpp", "#include \"projections/a.h\"\n#include \"domain/world.h\"\n"},
          {"tests/crash/a.cpp", "#include \"adapters/a.h\"\n#include \"tests/b.h\"\n"},
          {"adapters/cli/main.cpp", "#include \"bench/command.h\"\n"},
          {"bench/a.cpp", "#include \"bench/b.h\"\n#include \"eventstore/a.h\"\n"},
      }),
      IsEmpty());
}

TEST(LibraryPlaces, KeepsRocksDbInItsFolders) {
  EXPECT_THAT(check_library_places({{"domain/a.cpp", "#include <rocksdb/db.h>\n"}}), only("domain/a.cpp", 1));
  EXPECT_THAT(check_library_places({{"adapters/a.cpp", "\n#include <rocksdb/db.h>\n"}}),
              only("adapters/a.cpp", 2));
  EXPECT_THAT(check_library_places({{"eventstore/a.cpp", "#include <rocksdb/db.h>\n"},
                                    {"projections/runtime/a.cpp", "#include <rocksdb/db.h>\n"},
                                    {"tests/eventstore/a.cpp", "#include <rocksdb/db.h>\n"},
                                    {"bench/a.cpp", "#include <rocksdb/db.h>\n"}}),
              IsEmpty());
}

TEST(LibraryPlaces, KeepsHeadersWithRocksDbInside) {
  const File internal{"eventstore/internal.h", "#include <rocksdb/db.h>\n"};
  const File through{"eventstore/through.h", "#include \"eventstore/internal.h\"\n"};
  EXPECT_THAT(check_library_places({internal, {"eventstore/a.cpp", "#include \"eventstore/internal.h\"\n"}}),
              IsEmpty());
  EXPECT_THAT(check_library_places({internal, {"projections/a.cpp", "#include \"eventstore/internal.h\"\n"}}),
              only("projections/a.cpp", 1));
  EXPECT_THAT(
      check_library_places({through, internal, {"adapters/a.cpp", "#include \"eventstore/through.h\"\n"}}),
      only("adapters/a.cpp", 1));
}

TEST(LibraryPlaces, KeepsTheNetworkInTheAdapters) {
  EXPECT_THAT(check_library_places({{"eventstore/a.h", "#include <boost/asio/post.hpp>\n"}}),
              only("eventstore/a.h", 1));
  EXPECT_THAT(check_library_places({{"projections/a.cpp", "#include <boost/beast.hpp>\n"}}),
              only("projections/a.cpp", 1));
  EXPECT_THAT(check_library_places({{"adapters/http/a.cpp", "#include <librdkafka/rdkafka.h>\n"}}),
              only("adapters/http/a.cpp", 1));
  EXPECT_THAT(check_library_places({{"adapters/http/a.cpp", "#include <boost/asio/post.hpp>\n"},
                                    {"adapters/kafka/a.cpp", "#include <librdkafka/rdkafka.h>\n"},
                                    {"domain/a.h", "#include <boost/unordered/unordered_flat_map.hpp>\n"}}),
              IsEmpty());
}

TEST(Purity, FindsWhatDoesNotBelongInTheDomain) {
  for (const std::string line :
       {"double daily = 0;", "float x;", "auto rate = 0.2;", "auto big = 1e9;", "auto x = 1'000.5;",
        "auto now = std::chrono::system_clock::now();", "auto t = time(nullptr);", "#include <ctime>",
        "#include <random>", "auto x = rand();", "#include <thread>", "#include <mutex>", "#include <atomic>",
        "#include <fstream>", "#include <iostream>", "auto x = std::getenv(\"TZ\");"}) {
    EXPECT_THAT(check_purity({{"domain/a.cpp", "// a\n" + line + "\n"}}), only("domain/a.cpp", 2)) << line;
    EXPECT_THAT(check_purity({{"eventstore/a.cpp", "// a\n" + line + "\n"}}), IsEmpty()) << line;
  }
}

TEST(Purity, ReadsCodeAndNotWhatIsSaidAboutIt) {
  EXPECT_THAT(
      check_purity({{"domain/a.cpp",
                     "// no double bookings, see 1.5\n/* float\n double */ int days = 86'400;\n"
                     "auto text = \"double \\\" 1.5\"; auto raw = R\"(float \" 0.5)\"; char quote = '\"';\n"
                     "#include <chrono>\nint start_time(int time); int doubled = start_time(2);\n"}}),
      IsEmpty());
}

TEST(Purity, KeepsLinesWhereTheyAre) {
  EXPECT_EQ(without_comments_and_texts("a /* b\nc */ d // e\n\"f\ng\" h"), "a  \n d  \n \n h");
  EXPECT_EQ(without_comments_and_texts("1'000 + '\\'' + 'x'"), "1'000 +   +  ");
  EXPECT_THAT(check_purity({{"domain/a.cpp", "/* one\ntwo */\nR\"(three\nfour)\"; double five;\n"}}),
              only("domain/a.cpp", 4));
}

TEST(Leftovers, AreFoundInCodeAndDocuments) {
  for (const std::string& marker :
       {std::string{"TO"} + "DO", std::string{"FIX"} + "ME", std::string{"XX"} + "X",
        std::string{"HA"} + "CK", std::string{"W"} + "IP"}) {
    EXPECT_THAT(check_leftovers({{"docs/a.md", "a\n\n" + marker + ": later\n"}}), only("docs/a.md", 3))
        << marker;
    EXPECT_THAT(check_leftovers({{"domain/a.h", "// " + marker + "(me)\n"}}), only("domain/a.h", 1))
        << marker;
    EXPECT_THAT(check_leftovers({{"cmake/a.cmake", "a" + marker + "b\n"}}), IsEmpty()) << marker;
  }
  EXPECT_THAT(check_leftovers({{"check", "mktemp -d tenure.XXXXXX\n"}}), IsEmpty());
  EXPECT_THAT(check_leftovers({{"a.cpp", "auto no_currency = \"XXX\";\n"}}), IsEmpty());
}

TEST(MachinePaths, AreFoundEverywhere) {
  for (const std::string& folder : {std::string{"wo"} + "rk", std::string{"t"} + "mp",
                                    std::string{"ho"} + "me", std::string{"ro"} + "ot"}) {
    const auto path = "/" + folder + "/me";
    EXPECT_THAT(check_machine_paths({{"docs/a.md", "see " + path + "\n"}}), only("docs/a.md", 1)) << path;
    EXPECT_THAT(check_machine_paths({{"a.cpp", "open(\"" + path + "\");\n"}}), only("a.cpp", 1)) << path;
    EXPECT_THAT(check_machine_paths({{"a.cpp", "a/b" + path + " and x" + path + "\n"}}), IsEmpty()) << path;
  }
  EXPECT_THAT(check_machine_paths({{"check", "mktemp -d \"${TMPDIR:-/tmp}/a\"\n"}}), IsEmpty());
}

TEST(Length, HasALimit) {
  const auto lines = [](std::size_t count) { return std::string(count, '\n'); };
  EXPECT_THAT(check_length({{"domain/a.cpp", lines(lines_max + 1)}}), only("domain/a.cpp", 0));
  EXPECT_THAT(check_length({{"domain/a.cpp", lines(lines_max)}, {"docs/a.md", lines(lines_max + 1)}}),
              IsEmpty());
}

TEST(PragmaOnce, IsInEveryHeader) {
  EXPECT_THAT(check_pragma_once({{"domain/a.h", "// What it is.\nint a;\n"}}), only("domain/a.h", 0));
  EXPECT_THAT(
      check_pragma_once({{"domain/a.h", "// What it is.\n#pragma once\nint a;\n"}, {"a.cpp", "int a;\n"}}),
      IsEmpty());
}

TEST(Commands, HaveAFileAHeadAndARow) {
  const File schema{"schemas/commands/command.fbs", "union CommandBody {\n  AddCharge = 110\n}\n"};
  const File test{"tests/domain/charge/charge_test.cpp", "  when  AddCharge {}\n"};
  const File good{"domain/charge/add_charge.cpp",
                  "// AddCharge: charges.\n//\n// Refuses, in this order: NO_CONTRACT.\n\n"
                  "return refuse(Code::NO_CONTRACT);\n"};
  EXPECT_THAT(check_commands({schema, test, good}), IsEmpty());
  EXPECT_THAT(check_commands({schema, test}), SizeIs(1)) << "no file";
  EXPECT_THAT(check_commands({schema, good}), SizeIs(1)) << "no row";
  EXPECT_THAT(check_commands({schema, test, {good.path, "\n" + good.text}}), SizeIs(2)) << "no head";

  const File silent{good.path, good.text + "return refuse(Code::NO_CONTRACT_AT_ALL);\n"};
  const auto findings = check_commands({schema, test, silent});
  ASSERT_THAT(findings, only(good.path, 1));
  EXPECT_THAT(findings.front().what, HasSubstr("NO_CONTRACT_AT_ALL"));
}

TEST(SnakeCase, IsTheNameOfAFile) {
  EXPECT_EQ(snake_case("AddCharge"), "add_charge");
  EXPECT_EQ(snake_case("OpenBusinessDay"), "open_business_day");
}

TEST(CheckTree, AppliesEveryRule) {
  // One file that breaks one rule each; the two folders of a command's file and row are rules of one function.
  const Files files{
      {"schemas/commands/command.fbs", "union CommandBody {\n  AddCharge = 110\n}\n"},
      {"domain/a.cpp", "#include \"eventstore/a.h\"\n#include <rocksdb/db.h>\ndouble x;\n"},
      {"domain/b.h", std::string(lines_max + 1, '\n') + "// TO" + "DO /t" + "mp/x\n"},
  };
  EXPECT_THAT(check_tree(files), SizeIs(9));
}

}  // namespace
}  // namespace tenure::tidy
