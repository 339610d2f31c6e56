// The bytes of a commit: what is built can be read, what is damaged is refused wherever the damage is.

#include "eventstore/commit.h"

#include <cstring>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "eventstore/commit_builder.h"
#include "eventstore/commit_format.h"
#include "tests/eventstore/support.h"

namespace tenure::test {
namespace {

using eventstore::ChainHash;
using eventstore::Commit;
using eventstore::CommitHeader;
using eventstore::CommitPtr;
using eventstore::Position;
using testing::HasSubstr;

// A commit with three events, two refusals and a mark, as the partition writes it.
CommitPtr made_commit() {
  House house;
  eventstore::Batch batch;
  for (const auto* id : {"A", "A", "B", "B", "C"}) {
    add(batch, fmt::format("c{}", batch.size()),
        fmt::format(R"(RegisterOccupier {{"occupier_id":"{}","name":"An occupier"}})", id));
  }
  batch.mark_ingested({"a.topic", 3, std::nullopt, 12}, eventstore::MarkWhen::always);
  return house.partition().submit_and_wait(std::move(batch))->commit;
}

// Puts a right checksum over bytes that were changed, so that the checks behind it are reached.
void reseal(std::string& value) {
  CommitHeader header;
  std::memcpy(&header, value.data(), sizeof header);
  const std::string_view body = std::string_view{value}.substr(eventstore::commit_header_bytes);
  header.checksum = eventstore::checksum_of({header.chain_high, header.chain_low}, body);
  std::memcpy(value.data(), &header, sizeof header);
}

TEST(Commit, IsReadAsItWasBuilt) {
  const auto built = made_commit();
  const auto read = Commit::open(built->bytes());
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ((*read)->bytes(), built->bytes());
  EXPECT_EQ((*read)->first(), Position{1});
  EXPECT_EQ((*read)->last(), Position{3});
  EXPECT_EQ((*read)->number().value, 1U);
  EXPECT_EQ((*read)->chain(), built->chain());
  EXPECT_EQ((*read)->event_at({3}).position(), 3U);
  ASSERT_EQ((*read)->body().refused()->size(), 2U);
  EXPECT_EQ((*read)->body().refused()->Get(0)->after_accepted(), 1U);
  EXPECT_EQ((*read)->body().refused()->Get(1)->after_accepted(), 2U);
  ASSERT_EQ((*read)->body().ingested()->size(), 1U);
  EXPECT_EQ((*read)->body().ingested()->Get(0)->topic()->string_view(), "a.topic");
  EXPECT_EQ((*read)->body().ingested()->Get(0)->partition(), 3U);
  EXPECT_EQ((*read)->body().ingested()->Get(0)->next_offset(), 12U);
  EXPECT_TRUE((*read)->continues(ChainHash{}));
  EXPECT_FALSE((*read)->continues(ChainHash{1, 0}));
}

TEST(Commit, EventsAreFlatBuffersOfTheirOwn) {
  const auto commit = made_commit();
  for (auto position = commit->first(); position <= commit->last(); ++position.value) {
    const auto bytes = commit->event_bytes(position);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(bytes.data()) % eventstore::event_alignment, 0U);
    flatbuffers::Verifier verifier{bytes.data(), bytes.size()};
    EXPECT_TRUE(verifier.VerifyBuffer<event::Event>(nullptr));
  }
}

TEST(Commit, AnyBitThatFlipsIsFound) {
  const auto commit = made_commit();
  const std::string whole{commit->bytes()};
  for (std::size_t bit = 0; bit < whole.size() * 8; bit += 3) {
    auto bytes = whole;
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
    ASSERT_FALSE(Commit::open(bytes)) << "bit " << bit;
  }
}

TEST(Commit, AnyCutIsFound) {
  const auto commit = made_commit();
  for (std::size_t size = 0; size < commit->bytes().size(); ++size) {
    ASSERT_FALSE(Commit::open(commit->bytes().substr(0, size))) << size;
  }
}

TEST(Commit, RubbishUnderARightChecksumIsFoundOrHarmless) {
  const auto commit = made_commit();
  const std::string whole{commit->bytes()};
  for (std::size_t at = eventstore::commit_header_bytes; at < whole.size(); ++at) {
    for (const char rubbish : {'\x00', '\x7f', '\xff'}) {
      auto bytes = whole;
      if (bytes[at] == rubbish) continue;
      bytes[at] = rubbish;
      reseal(bytes);
      const auto read = Commit::open(bytes);
      if (!read) continue;
      // What is let through must be safe to look at.
      std::size_t seen = 0;
      for (auto position = (*read)->first(); position <= (*read)->last(); ++position.value) {
        seen += (*read)->event_at(position).operator_id()->size() + (*read)->event_bytes(position).size();
      }
      EXPECT_GT(seen, 0U);
    }
  }
}

TEST(Commit, SaysWhatIsDamaged) {
  const auto commit = made_commit();
  const std::string whole{commit->bytes()};
  auto bytes = whole;
  bytes[0] = 'X';
  EXPECT_THAT(Commit::open(bytes).error(), HasSubstr("magic"));
  bytes = whole;
  bytes[4] = 9;
  EXPECT_THAT(Commit::open(bytes).error(), HasSubstr("format is 9"));
  bytes = whole;
  bytes.back() = static_cast<char>(bytes.back() ^ 1);
  EXPECT_THAT(Commit::open(bytes).error(), HasSubstr("checksum"));
  EXPECT_THAT(Commit::open("short").error(), HasSubstr("5 bytes"));
}

TEST(Commit, NumberingThatDoesNotFitIsRefused) {
  const auto good = made_commit();
  std::vector<std::uint32_t> starts{good->body().starts()->begin(), good->body().starts()->end()};
  std::vector<stored::Accepted> accepted;
  for (const auto* one : *good->body().accepted()) accepted.push_back(*one);
  const std::span<const std::uint8_t> events{good->body().events()->data(), good->body().events()->size()};
  const auto open = [&](eventstore::CommitParts parts) {
    const auto built = eventstore::CommitBuilder::build(parts, {});
    const auto read = Commit::open(built->bytes());
    return read ? std::string{"whole"} : read.error();
  };
  const eventstore::CommitParts parts{{1}, {1}, events, starts, accepted, {}, {}};
  EXPECT_EQ(open(parts), "whole");
  auto shifted = parts;
  shifted.first_position = {2};
  EXPECT_THAT(open(shifted), HasSubstr("event 0 has position 1, expected 2"));
  auto unnumbered = parts;
  unnumbered.number = {0};
  EXPECT_THAT(open(unnumbered), HasSubstr("above zero"));
  auto fewer = parts;
  fewer.accepted = std::span{accepted}.first(2);
  EXPECT_THAT(open(fewer), HasSubstr("answers hold 2 events, the commit 3"));
  auto gap = parts;
  const std::vector<std::uint32_t> skipping{starts[0], starts[2]};
  gap.starts = skipping;
  EXPECT_THAT(open(gap), HasSubstr("event 1 starts at"));
  auto less = parts;
  less.starts = std::span{starts}.first(2);
  EXPECT_THAT(open(less), HasSubstr("belong to one"));
  for (const std::size_t size : {0, 250}) {
    auto unnamed = parts;
    const std::vector<eventstore::IngestMark> marks{{std::string(size, 't'), 0, std::nullopt, 1}};
    unnamed.ingested = marks;
    EXPECT_THAT(open(unnamed), HasSubstr(fmt::format("topic of a mark has {} bytes", size)));
  }
}

TEST(Commit, ACommitOfRefusalsHasNoEvents) {
  House house;
  const auto batch = R"(AddDoor {"site_id":"LON","door_id":"D","name":"A door"})";
  const auto commit = house.partition().submit_and_wait(batch_of("c1", batch))->commit;
  ASSERT_TRUE(commit);
  EXPECT_EQ(commit->event_count(), 0U);
  EXPECT_EQ(commit->first(), Position{1});
  EXPECT_EQ(commit->last(), Position{0});
  EXPECT_FALSE(commit->holds({1}));
  EXPECT_TRUE(Commit::open(commit->bytes()));
}

}  // namespace
}  // namespace tenure::test
