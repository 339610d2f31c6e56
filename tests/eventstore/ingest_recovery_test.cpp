// Offsets of input topics after closing, sealing, damage and failing storage: always those of the events.

#include <gmock/gmock.h>

#include "eventstore/commit_builder.h"
#include "eventstore/commit_format.h"
#include "eventstore/index_keys.h"
#include "eventstore/sealed_index.h"
#include "tests/eventstore/fault_file_system.h"
#include "tests/eventstore/ingest_support.h"
#include "tests/eventstore/tamper.h"

namespace tenure::test::ingest {
namespace {

using eventstore::Batch;
using eventstore::IngestMark;
using eventstore::MarkWhen;
using eventstore::Position;
using eventstore::Storage;
using testing::HasSubstr;

class IngestRecovery : public IngestMarks {};

TEST_F(IngestRecovery, AreThereAgainFromTheTailOfTheLog) {
  for (std::uint64_t number = 0; number < 20; ++number) send(record(number));
  for (int round = 0; round < 2; ++round) {
    house_.reopen();
    EXPECT_EQ(offset(), 20U);
    expect_stale(record(19));
  }
  EXPECT_TRUE(send(record(20)).marked);
}

TEST_F(IngestRecovery, AreThereAgainFromSealedSegmentsAndTheTail) {
  house_.options().segment_events = 10;
  house_.reopen();
  // Sealed and never touched again.
  Batch quiet;
  quiet.mark_ingested({"quiet", 3, none, 77}, MarkWhen::always);
  send(std::move(quiet));
  for (std::uint64_t number = 0; number < 48; ++number) {
    send(record(number));
    if (number % 9 == 0) {
      house_.reopen();
      EXPECT_EQ(offset(), number + 1);
      EXPECT_EQ(house_.partition().ingest_offset("quiet", 3), 77U);
    }
  }
  expect_clean();
  house_.reopen();
  EXPECT_GT(house_.partition().status().indexed_up_to, 30U);
  EXPECT_EQ(offset(), 48U);
  expect_clean();
}

TEST_F(IngestRecovery, MarksAloneFillASegmentToo) {
  house_.options().segment_events = 10;
  house_.reopen();
  for (std::uint64_t next = 0; next < 25; ++next) send(mark_alone(next == 0 ? none : Offset{next - 1}, next));
  tamper(house_, [](Storage& storage) {
    const auto mark = value_of(storage, storage.commands(), std::string{eventstore::mark_key});
    EXPECT_EQ(eventstore::parse_mark(mark)->number.value, 20U);
  });
  house_.reopen();
  EXPECT_EQ(offset(), 24U);
  EXPECT_EQ(text_of(house_.send("c1", occupier(1))), "accepted 1+1");
  expect_clean();
}

TEST_F(IngestRecovery, AFolderSealedBeforeThereWereMarksOpens) {
  house_.options().segment_events = 10;
  house_.reopen();
  for (std::uint64_t number = 0; number < 15; ++number) house_.send(id_of(number), occupier(number));
  tamper(house_, [](Storage& storage) {
    remove(storage, storage.commands(), std::string{eventstore::ingested_key});
  });
  house_.reopen();
  EXPECT_EQ(offset(), none);
  expect_clean();
}

class SealedIngestMarks : public IngestMarks {
 protected:
  SealedIngestMarks() {
    house_.options().segment_events = 10;
    house_.reopen();
    for (std::uint64_t number = 0; number < 15; ++number) send(record(number));
  }
};

TEST_F(SealedIngestMarks, ThatAreGoneAreFoundByVerification) {
  tamper(house_, [](Storage& storage) {
    remove(storage, storage.commands(), std::string{eventstore::ingested_key});
  });
  EXPECT_THAT(difference(), HasSubstr("ingest offsets are not those of the log"));
}

TEST_F(SealedIngestMarks, ThatDifferAreFoundByVerification) {
  tamper(house_, [](Storage& storage) {
    auto value = value_of(storage, storage.commands(), std::string{eventstore::ingested_key});
    value[value.size() - 8] = static_cast<char>(value[value.size() - 8] + 1);
    put(storage, storage.commands(), std::string{eventstore::ingested_key}, value);
  });
  EXPECT_THAT(difference(), HasSubstr("ingest offsets are not those of the log"));
}

TEST_F(SealedIngestMarks, ThatAreNotReadableKeepThePartitionFromOpening) {
  tamper(house_, [](Storage& storage) {
    auto value = value_of(storage, storage.commands(), std::string{eventstore::ingested_key});
    value.pop_back();
    put(storage, storage.commands(), std::string{eventstore::ingested_key}, value);
  });
  const auto error = house_.try_reopen();
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind, eventstore::OpenError::Kind::damaged);
  EXPECT_THAT(error->message, HasSubstr("ingest offsets are not readable"));
}

TEST_F(IngestRecovery, AMarkThatGoesBackIsFoundByVerification) {
  send(record(0));
  send(record(1));
  const auto chain = house_.partition().status().chain;
  tamper(house_, [&](Storage& storage) {
    const std::vector<IngestMark> back{{std::string{topic}, 0, none, 1}};
    const auto commit = eventstore::CommitBuilder::build({{3}, {3}, {}, {}, {}, {}, back}, chain);
    put(storage, storage.log(), eventstore::commit_key({3}, {3}), std::string{commit->bytes()});
  });
  EXPECT_THAT(difference(),
              HasSubstr("commit 3 takes input tenure.bookings/0 back to offset 1, it was at 2"));
}

// Storage that fails under a reader: the offset is that of the events, always.
class IngestMarksUnderFaults : public testing::TestWithParam<UnsyncedBytes> {
 protected:
  IngestMarksUnderFaults() {
    house_.options().environment = storage_.environment();
    house_.options().segment_events = 40;
  }
  void begin_in(const TemporaryFolder& folder) {
    house_.close();
    house_.options().folder = folder.path();
    house_.reopen();
  }
  bool try_record(std::uint64_t number) {
    const auto answer = house_.partition().submit_and_wait(record(number));
    return answer && answer->marked;
  }
  [[nodiscard]] std::uint64_t offset() { return house_.partition().ingest_offset(topic, 0).value_or(0); }
  // Every record has exactly one event; a reader goes on where the offset says.
  void expect_recovered(std::uint64_t answered) {
    EXPECT_GE(offset(), answered);
    EXPECT_LE(offset(), answered + 1);
    EXPECT_EQ(house_.partition().committed(), Position{offset()});
    const auto next = offset();
    EXPECT_TRUE(try_record(next));
    EXPECT_EQ(house_.partition().committed(), Position{next + 1});
    const auto report = eventstore::verify(house_.partition());
    EXPECT_TRUE(report) << report.error().what;
  }

  FaultFileSystem storage_;
  House house_;
};

TEST_P(IngestMarksUnderFaults, APowerCutLosesNeitherTheOffsetNorTheEvents) {
  for (const std::uint64_t sent : {0, 1, 19, 20, 21, 70}) {
    SCOPED_TRACE(sent);
    TemporaryFolder folder;
    begin_in(folder);
    for (std::uint64_t number = 0; number < sent; ++number) ASSERT_TRUE(try_record(number));
    storage_.lose_power();
    EXPECT_FALSE(try_record(sent));
    EXPECT_EQ(offset(), sent) << "what is not durable is not shown";
    house_.close();
    storage_.restore_power(GetParam());
    house_.reopen();
    EXPECT_EQ(offset(), sent);
    expect_recovered(sent);
    house_.close();
  }
}

TEST_P(IngestMarksUnderFaults, AFailedSyncAtAnyPointKeepsOffsetAndEventsTogether) {
  for (std::uint64_t nth = 1; nth <= 60; nth += 7) {
    SCOPED_TRACE(nth);
    TemporaryFolder folder;
    begin_in(folder);
    storage_.fail_sync(nth);
    std::uint64_t answered = 0;
    while (answered < 2'000 && try_record(answered)) ++answered;
    ASSERT_LT(answered, 2'000U);
    EXPECT_EQ(offset(), answered);
    storage_.heal();
    house_.reopen();
    expect_recovered(answered);
    house_.close();
  }
}

INSTANTIATE_TEST_SUITE_P(Tails, IngestMarksUnderFaults,
                         testing::Values(UnsyncedBytes::lost, UnsyncedBytes::torn), [](const auto& test) {
                           return test.param == UnsyncedBytes::lost ? "lost" : "torn";
                         });

}  // namespace
}  // namespace tenure::test::ingest
