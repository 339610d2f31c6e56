// POST /commands: NDJSON and FlatBuffers, outcomes in order, all or nothing, large bodies.

#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "adapters/http/api/commands/command_source.h"
#include "schemas/codec/json_reader.h"
#include "tests/adapters/http/service.h"

namespace tenure::test {
namespace {

using testing::HasSubstr;

constexpr std::string_view as_flatbuffers = "Content-Type: application/vnd.tenure.flatbuffers\r\n";

/// A command as it goes over the wire: its size, then its bytes.
std::string flat(std::string_view operator_id, std::string_view line) {
  codec::CommandReader reader;
  flatbuffers::FlatBufferBuilder builder;
  const codec::Envelope defaults{.id = {},
                                 .operator_id = operator_id,
                                 .source = "api",
                                 .actor = "ada",
                                 .reason = {},
                                 .expected_version = {}};
  const auto built = reader.read(line, defaults, builder);
  EXPECT_TRUE(built) << (built ? "" : built.error().message);
  std::string bytes(4, '\0');
  flatbuffers::WriteScalar(bytes.data(), static_cast<std::uint32_t>(builder.GetSize()));
  bytes.append(reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize());
  return bytes;
}

std::string without_newline(std::string text) {
  text.pop_back();
  return text;
}

class SubmitMany : public testing::Test {
 protected:
  std::optional<Answer> submit(std::string_view body, std::string headers = std::string{as_ndjson},
                               std::string_view query = "") {
    return client.post(path("/commands") + std::string{query}, body, headers);
  }
  std::uint64_t committed() { return service.partition().committed().value; }

  Service service;
  RawClient client = service.connect();
};

TEST_F(SubmitMany, EveryLineHasItsOutcomeInOrder) {
  service.given_house();
  const auto before = committed();
  const auto answer =
      submit(charge_line("A") + "\n" + R"({"type":"AddCharge","id":"B","data":{"charge_id":7}})" + "\r\n" +
             line("AddCharge", "C",
                  R"({"charge_id":"C","occupier_id":"NOBODY","site_id":"LON",)"
                  R"("product_id":"TEA","quantity":1})") +
             "not json\n" + charge_line("A") + without_newline(charge_line("D")));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200u);
  EXPECT_EQ(answer->headers.at("content-type"), "application/x-ndjson");
  const auto lines = answer->lines();
  ASSERT_EQ(lines.size(), 6u) << answer->body;
  EXPECT_EQ(
      boost::json::serialize(lines[0]),
      fmt::format(R"({{"line":1,"id":"A","outcome":"accepted","position":{},"events":1}})", before + 1));
  EXPECT_EQ(lines[1].at("line"), 3);
  EXPECT_EQ(lines[1].at("outcome"), "malformed");
  EXPECT_EQ(lines[1].at("status"), 400);
  EXPECT_EQ(lines[1].at("code"), "WRONG_TYPE");
  EXPECT_EQ(lines[1].at("pointer"), "/data/charge_id");
  EXPECT_EQ(lines[2].at("outcome"), "refused");
  EXPECT_EQ(lines[2].at("status"), 422);
  EXPECT_EQ(lines[2].at("code"), "UNKNOWN_OCCUPIER");
  EXPECT_EQ(lines[3].at("code"), "MALFORMED_JSON");
  EXPECT_EQ(lines[4].at("repeated"), true);
  EXPECT_EQ(lines[4].at("position"), lines[0].at("position"));
  EXPECT_EQ(lines[5].at("outcome"), "accepted");
  EXPECT_EQ(committed(), before + 2);
}

TEST_F(SubmitMany, AtomicIsAllOrNothing) {
  service.given_house();
  const auto before = committed();
  const auto refused = submit(charge_line("A") +
                                  line("AddCharge", "B",
                                       R"({"charge_id":"B","occupier_id":"NOBODY",)"
                                       R"("site_id":"LON","product_id":"TEA","quantity":1})") +
                                  charge_line("C"),
                              std::string{as_ndjson}, "?atomic=true");
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->status, 200u);
  const auto lines = refused->lines();
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[0].at("outcome"), "not_applied");
  EXPECT_EQ(lines[1].at("outcome"), "refused");
  EXPECT_EQ(lines[1].at("code"), "UNKNOWN_OCCUPIER");
  EXPECT_EQ(lines[2].at("outcome"), "not_applied");
  EXPECT_EQ(lines[2].at("status"), 424);
  EXPECT_EQ(committed(), before);

  const auto accepted = submit(charge_line("A") + charge_line("C"), std::string{as_ndjson}, "?atomic=true");
  ASSERT_EQ(accepted->lines().size(), 2u);
  EXPECT_EQ(accepted->lines()[1].at("outcome"), "accepted") << accepted->body;
  EXPECT_EQ(committed(), before + 2);
}

TEST_F(SubmitMany, AtomicWithAMalformedLineAppliesNothing) {
  service.given_house();
  const auto before = committed();
  const auto answer = submit(charge_line("A") + "{}\n", std::string{as_ndjson}, "?atomic=true");
  const auto lines = answer->lines();
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].at("outcome"), "not_applied");
  EXPECT_EQ(lines[1].at("outcome"), "malformed");
  EXPECT_EQ(committed(), before);
  EXPECT_EQ(submit(charge_line("A"))->lines()[0].at("outcome"), "accepted");
}

TEST_F(SubmitMany, AtomicBeyondOneBatchIsTooLarge) {
  std::string body;
  for (int i = 0; i <= 65'536; ++i)
    fmt::format_to(std::back_inserter(body), "{}",
                   line("SignContract", fmt::format("{}", i), R"({"contract_id":"C"})"));
  const auto answer = submit(body, std::string{as_ndjson}, "?atomic=true");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 413u);
  EXPECT_EQ(answer->code(), "BATCH_TOO_LARGE");
  EXPECT_EQ(committed(), 0u);
}

TEST_F(SubmitMany, AnEmptyBodyHasNoOutcomes) {
  const auto answer = submit("\n\n");
  EXPECT_EQ(answer->status, 200u);
  EXPECT_EQ(answer->body, "");
}

TEST_F(SubmitMany, ALargeBodyIsTakenInPartsAndAnsweredInOrder) {
  service.given_house();
  constexpr int commands = 10'000;
  std::string body;
  for (int i = 0; i < commands; ++i) body += charge_line(fmt::format("L-{}", i));
  const auto before = committed();
  const auto answer = submit(body);
  ASSERT_TRUE(answer);
  const auto lines = answer->lines();
  ASSERT_EQ(lines.size(), static_cast<std::size_t>(commands));
  for (int i = 0; i < commands; ++i) {
    ASSERT_EQ(text(lines[static_cast<std::size_t>(i)].at("id")), fmt::format("L-{}", i));
    ASSERT_EQ(lines[static_cast<std::size_t>(i)].at("position").to_number<std::uint64_t>(),
              before + 1 + static_cast<std::uint64_t>(i));
  }
}

TEST_F(SubmitMany, AChunkedBodyIsTakenToo) {
  service.given_house();
  const auto body = charge_line("A") + charge_line("B");
  ASSERT_TRUE(client.send(
      "POST /v1/operators/OP/commands HTTP/1.1\r\nHost: t\r\nContent-Type: application/x-ndjson\r\n"
      "Transfer-Encoding: chunked\r\n\r\n"));
  for (const char byte : body) ASSERT_TRUE(client.send(fmt::format("1;x=y\r\n{}\r\n", byte)));
  ASSERT_TRUE(client.send("0\r\nTrailer: here\r\n\r\n"));
  const auto answer = client.read_answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->lines().size(), 2u) << answer->body;
  EXPECT_EQ(client.get("/healthz")->status, 200u);
}

TEST_F(SubmitMany, FlatBuffersAreTheFastPath) {
  service.given_house();
  const auto before = committed();
  std::string body;
  for (int i = 0; i < 5'000; ++i) body += flat("OP", charge_line(fmt::format("F-{}", i)));
  const auto answer = submit(body, std::string{as_flatbuffers} + "Prefer: return=minimal\r\n");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body,
            fmt::format(R"({{"accepted":5000,"repeated":0,"refused":0,"malformed":0,"not_applied":0,)"
                        R"("position":{}}})"
                        "\n",
                        before + 5'000));
  const auto again =
      submit(flat("OP", charge_line("F-7")) + flat("OP", charge_line("NEW")), std::string{as_flatbuffers});
  EXPECT_EQ(again->lines().at(0).at("repeated"), true);
  EXPECT_EQ(again->lines().at(1).at("id"), "NEW");
}

TEST_F(SubmitMany, AFlatBufferOfAnotherOperatorIsNotTaken) {
  const auto body = flat("OTHER", line("RegisterOccupier", "x", R"({"occupier_id":"A","name":"A"})")) +
                    flat("OP", line("RegisterOccupier", "y", R"({"occupier_id":"A","name":"A"})"));
  const auto answer = submit(body, std::string{as_flatbuffers});
  const auto lines = answer->lines();
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].at("outcome"), "malformed");
  EXPECT_EQ(lines[0].at("code"), "WRONG_OPERATOR");
  EXPECT_EQ(lines[1].at("outcome"), "accepted");
  EXPECT_EQ(committed(), 1u);
}

TEST_F(SubmitMany, DamagedFlatBuffersAreToldApartFromGoodOnes) {
  const auto good = flat("OP", line("RegisterOccupier", "y", R"({"occupier_id":"A","name":"A"})"));
  auto bad = flat("OP", line("RegisterOccupier", "x", R"({"occupier_id":"B","name":"B"})"));
  for (std::size_t i = 4; i < bad.size(); ++i) bad[i] = '\x7f';
  const auto answer = submit(bad + good, std::string{as_flatbuffers});
  ASSERT_EQ(answer->lines().size(), 2u) << answer->body;
  EXPECT_EQ(answer->lines()[0].at("code"), "MALFORMED_BINARY");
  EXPECT_EQ(answer->lines()[1].at("outcome"), "accepted");

  const auto cut = submit(good + good.substr(0, good.size() - 1), std::string{as_flatbuffers});
  ASSERT_EQ(cut->lines().size(), 2u);
  EXPECT_EQ(cut->lines()[0].at("repeated"), true);
  EXPECT_EQ(cut->lines()[1].at("code"), "MALFORMED_BINARY");
  EXPECT_EQ(submit("\x01\x02", std::string{as_flatbuffers})->lines().at(0).at("code"), "MALFORMED_BINARY");
}

TEST_F(SubmitMany, MinimalNamesOnlyWhatWasNotAccepted) {
  service.given_house();
  const auto answer = submit(charge_line("A") + "{}\n" + charge_line("B"),
                             std::string{as_ndjson} + "Prefer: respond-async, return=minimal\r\n");
  const auto lines = answer->lines();
  ASSERT_EQ(lines.size(), 2u) << answer->body;
  EXPECT_EQ(lines[0].at("line"), 2);
  EXPECT_EQ(lines[1].at("accepted"), 2);
  EXPECT_EQ(lines[1].at("malformed"), 1);
}

TEST_F(SubmitMany, OtherMediaTypesAreNotTaken) {
  EXPECT_EQ(submit("{}", std::string{as_json})->status, 415u);
  EXPECT_EQ(submit("{}", "")->status, 415u);
  EXPECT_EQ(submit("{}", std::string{as_ndjson} + "Accept: text/html\r\n")->status, 406u);
  EXPECT_EQ(submit("{}", std::string{as_ndjson} + "Accept: text/html, */*;q=0.1\r\n")->status, 200u);
}

TEST_F(SubmitMany, AStoppingPartitionAppliesNothingAndSaysSoForEach) {
  service.partition().shut_down();
  const auto answer = submit(charge_line("A") + charge_line("B"));
  ASSERT_EQ(answer->lines().size(), 2u);
  EXPECT_EQ(answer->lines()[1].at("outcome"), "not_applied");
  EXPECT_EQ(answer->lines()[1].at("code"), "SHUTTING_DOWN");
  EXPECT_EQ(answer->lines()[1].at("status"), 503);
  const auto atomic = submit(charge_line("A"), std::string{as_ndjson}, "?atomic=true");
  EXPECT_EQ(atomic->code(), "SHUTTING_DOWN");
}

TEST(SubmitManyWithASmallQueue, WaitsForRoomInsteadOfGivingUp) {
  ServiceOptions options;
  options.engine.store.partition.queue_bytes_max = 2 * 1024 * 1024;
  Service service{std::move(options)};
  service.given_house();
  std::string body;
  for (int i = 0; i < 30'000; ++i) body += charge_line(fmt::format("Q-{}", i));
  std::vector<RawClient> clients;
  for (int i = 0; i < 3; ++i) clients.push_back(service.connect());
  for (std::size_t i = 0; i < clients.size(); ++i) {
    auto mine = body;
    for (auto at = mine.find("Q-"); at != mine.npos; at = mine.find("Q-", at))
      mine[at] = static_cast<char>('A' + i);
    ASSERT_TRUE(clients[i].send_request("POST", path("/commands"),
                                        std::string{as_ndjson} + "Prefer: return=minimal\r\n", mine));
  }
  for (auto& client : clients) {
    const auto answer = client.read_answer();
    ASSERT_TRUE(answer);
    EXPECT_THAT(answer->body, HasSubstr(R"("accepted":30000,)"));
  }
}

TEST(PeekOperator, FindsWhatTheVerifierWouldFindAndNothingOutside) {
  const auto sized = flat("OPERATOR-7", line("RegisterOccupier", "x", R"({"occupier_id":"B","name":"B"})"));
  const auto bytes = sized.substr(4);
  const auto peek = [](std::string_view text) {
    return http::peek_operator({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  };
  EXPECT_EQ(peek(bytes), "OPERATOR-7");
  // However the bytes are cut or changed, the answer lies within them: ASan would see it if not.
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const std::vector<char> exact(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
    const auto found = peek({exact.data(), exact.size()});
    if (found.empty()) continue;
    EXPECT_GE(found.data(), exact.data());
    EXPECT_LE(found.data() + found.size(), exact.data() + exact.size());
  }
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (const int change : {0x01, 0x80, 0xff}) {
      std::vector<char> changed(bytes.begin(), bytes.end());
      changed[at] = static_cast<char>(changed[at] ^ change);
      const auto found = peek({changed.data(), changed.size()});
      if (found.empty()) continue;
      EXPECT_LE(found.data() + found.size(), changed.data() + changed.size());
    }
  }
}

}  // namespace
}  // namespace tenure::test
