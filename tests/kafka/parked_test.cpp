// Parked input from end to end: a broker, the built program, and what a person does at its command line.

#include <algorithm>

#include <boost/json/parse.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/adapters/cli/program_runner.h"
#include "tests/kafka/cluster.h"
#include "tests/kafka/published.h"
#include "tests/kafka/written.h"

namespace tenure::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

/// A room and two occupiers; BETA's contract is signed, ACME's is not.
constexpr std::string_view estate[][2] = {
    {"RegisterLegalEntity",
     R"({"legal_entity_id":"LE","name":"House Ltd","country":"GB","currency":"GBP","invoice_prefix":"H","rounding":"HALF_UP","tax_rounding":"LINE"})"},
    {"RegisterSite",
     R"({"site_id":"LON","legal_entity_id":"LE","name":"A house","time_zone":"Europe/London","country":"GB"})"},
    {"AddSpace",
     R"({"space_id":"R-1","site_id":"LON","kind":"MEETING_ROOM","name":"A room","bookable":true})"},
    {"DefineProduct", R"({"product_id":"DESK","name":"A desk","kind":"LEASE","tax_code":"STD"})"},
    {"DefineProduct",
     R"({"product_id":"ROOM","name":"A room by the hour","kind":"BOOKING","tax_code":"STD"})"},
    {"SetPrice",
     R"({"site_id":"LON","product_id":"ROOM","unit_price":2000,"per":"HOUR","from":"2025-01-01"})"},
    {"RegisterOccupier", R"({"occupier_id":"ACME","name":"Acme Ltd"})"},
    {"RegisterOccupier", R"({"occupier_id":"BETA","name":"Beta Ltd"})"},
    {"CreateContract",
     R"({"contract_id":"C-1","occupier_id":"ACME","site_id":"LON","starts_on":"2026-01-01","currency":"GBP","billing_day":1,"billing":"IN_ADVANCE","proration":"ACTUAL_DAYS","lines":[{"line_id":"L1","product_id":"DESK","monthly_price":10000}]})"},
    {"CreateContract",
     R"({"contract_id":"C-2","occupier_id":"BETA","site_id":"LON","starts_on":"2026-01-01","currency":"GBP","billing_day":1,"billing":"IN_ADVANCE","proration":"ACTUAL_DAYS","lines":[{"line_id":"L1","product_id":"DESK","monthly_price":10000}]})"},
    {"SignContract", R"({"contract_id":"C-2"})"},
    {"OpenBusinessDay", R"({"site_id":"LON","date":"2026-01-01"})"},
};

std::string line(std::string_view type, std::string_view id, std::string_view data) {
  return fmt::format("{{\"type\":\"{}\",\"id\":\"{}\",\"data\":{}}}\n", type, id, data);
}

class ParkedFromKafka : public testing::Test {
 protected:
  ParkedFromKafka() {
    std::string lines;
    int number = 0;
    for (const auto& [type, data] : estate) lines += line(type, fmt::format("e-{:02}", ++number), data);
    load(lines);
  }
  void load(const std::string& lines) const {
    const auto run = run_asked({.arguments = {"load", "-", "--operator", "OP", "--url", server.url()},
                                .input = lines,
                                .environment = {}});
    ASSERT_EQ(run.exit_code, 0) << run.out << run.err;
  }
  [[nodiscard]] ProgramRun ask(std::vector<std::string> arguments,
                               const std::string& operator_id = "OP") const {
    arguments.insert(arguments.end(), {"--operator", operator_id, "--url", server.url()});
    return run_program(arguments);
  }
  [[nodiscard]] std::vector<std::string> parked(const std::string& status,
                                                const std::string& operator_id) const {
    const auto run = ask({"parked", "list", "--status", status, "--format", "raw"}, operator_id);
    const auto document = boost::json::parse(run.out.empty() ? R"({"items":[]})" : run.out);
    std::vector<std::string> found;
    for (const auto& item : document.at("items").as_array()) {
      found.emplace_back(item.at("parked_id").as_string());
    }
    return found;
  }
  /// How often the booking was recorded.
  [[nodiscard]] std::ptrdiff_t recorded(const std::string& booking) const {
    const auto events = ask({"events", "--type", "BookingRecorded"}).out;
    std::ptrdiff_t times = 0;
    for (auto at = events.find(fmt::format(R"("stream":"booking/{}")", booking)); at != std::string::npos;
         at = events.find(fmt::format(R"("stream":"booking/{}")", booking), at + 1)) {
      ++times;
    }
    return times;
  }
  void expect_recorded(const std::string& booking) const {
    EXPECT_TRUE(eventually([&] { return recorded(booking) == 1; })) << booking;
  }
  [[nodiscard]] Written written() const { return Written{servers.topic_prefix}; }
  /// A booking that nothing is wrong with.
  static Written& by_beta(Written& lines, std::string_view id, std::string_view booking, int hour) {
    return lines.event(
        Mode::structured, id, "tenure.booking.confirmed.v1", booking,
        fmt::format(R"({{"booking_id":"{}","revision":1,"occupier_id":"BETA","space_id":"R-1",)"
                    R"("starts_at":"2026-01-05T{:02}:00:00Z","ends_at":"2026-01-05T{:02}:30:00Z",)"
                    R"("product_id":"ROOM"}})",
                    booking, hour, hour));
  }

  kafka::KafkaOptions servers = Cluster::shared().with_topics();
  ScratchFolder scratch;
  ServedFolder server{scratch.path("data"),
                      {"--kafka-servers", servers.bootstrap_servers, "--kafka-topic-prefix",
                       servers.topic_prefix, "--kafka-ingest"}};
};

TEST_F(ParkedFromKafka, IsMendedRetriedAndDiscardedWhileTheStreamGoesOn) {
  auto first = written();
  first.raw("bookings", "K-1", "hello", R"([["content-type","application/cloudevents+json"]])")
      .confirmed(Mode::binary, "b-1", "B-1", 1, 0);
  Cluster::shared().write(by_beta(first, "b-2", "B-2", 10).lines());
  expect_recorded("B-2");

  // Of the one nobody can say whose it is.
  const auto nobodys = parked("PARKED", "unattributed");
  const auto ours = parked("PARKED", "OP");
  ASSERT_EQ(nobodys.size(), 1U);
  ASSERT_EQ(ours.size(), 1U);
  const auto table = ask({"parked", "list"});
  EXPECT_THAT(table.out, HasSubstr("NO_CONTRACT  tenure.booking.confirmed.v1  "));
  EXPECT_THAT(ask({"parked", "show", ours.front()}).out, HasSubstr("ce_id"));
  EXPECT_EQ(ask({"parked", "show", nobodys.front(), "--bytes"}, "unattributed").out, "hello");

  const auto early = ask({"parked", "retry", ours.front()});
  EXPECT_EQ(early.exit_code, 1);
  EXPECT_THAT(early.out, StartsWith(ours.front() + "  refused: NO_CONTRACT: "));
  EXPECT_EQ(recorded("B-1"), 0);
  auto second = written();
  Cluster::shared().write(by_beta(second, "b-3", "B-3", 11).lines());
  expect_recorded("B-3");

  load(line("SignContract", "m-1", R"({"contract_id":"C-1"})"));
  const auto all = ask({"parked", "retry", "--all", "--reason-code", "NO_CONTRACT"});
  EXPECT_EQ(all.exit_code, 0) << all.out << all.err;
  EXPECT_THAT(all.out, HasSubstr("1 retried, 0 refused\n"));
  EXPECT_EQ(recorded("B-1"), 1);
  EXPECT_EQ(ask({"parked", "retry", ours.front()}).exit_code, 1);
  const auto unreadable = ask({"parked", "retry", nobodys.front()}, "unattributed");
  EXPECT_THAT(unreadable.out, HasSubstr("UNREADABLE_INPUT: MALFORMED_JSON"));
  EXPECT_EQ(ask({"parked", "discard", nobodys.front(), "--reason", "a test of the sender"}, "unattributed")
                .exit_code,
            0);

  // The sender sends again what was parked; it stays what it became.
  auto third = written();
  third.confirmed(Mode::binary, "b-1", "B-1", 1, 0);
  Cluster::shared().write(by_beta(third, "b-4", "B-4", 12).lines());
  expect_recorded("B-4");
  EXPECT_EQ(recorded("B-1"), 1);
  EXPECT_EQ(parked("PARKED", "OP"), std::vector<std::string>{});
  EXPECT_EQ(parked("PARKED", "unattributed"), std::vector<std::string>{});
  EXPECT_EQ(parked("RETRIED", "OP"), ours);
  EXPECT_EQ(parked("DISCARDED", "unattributed"), nobodys);
  for (const auto* counted :
       {R"({outcome="applied"} 3)", R"({outcome="parked"} 2)", R"({outcome="repeated"} 1)"}) {
    const auto is_counted = [&] {
      const auto line = fmt::format("tenure_ingest_records_total{}\n", counted);
      return ask({"query", "/metrics"}).out.find(line) != std::string::npos;
    };
    EXPECT_TRUE(eventually(is_counted)) << counted;
  }
  EXPECT_EQ(recorded("B-1"), 1);
  EXPECT_EQ(server.stop(), 0);
  const auto verified = run_program({"verify", "--data", scratch.path("data")});
  EXPECT_EQ(verified.exit_code, 0) << verified.out << verified.err;
}

}  // namespace
}  // namespace tenure::test
