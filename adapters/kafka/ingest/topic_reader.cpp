#include "adapters/kafka/ingest/topic_reader.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "adapters/kafka/client/fault_point.h"

namespace tenure::kafka {
namespace {

using eventstore::SubmitError;
using std::chrono::milliseconds;

/// The queue of a partition is full.
constexpr milliseconds full_pause{10};
/// A partition takes no commands.
constexpr milliseconds stopped_pause{1'000};
/// How long a partition that a topic has nothing for is left without a mark: each is a write.
constexpr milliseconds marks_period{1'000};

}  // namespace

TopicReader::TopicReader(eventstore::Store& store, TopicPartition topic, Interpret interpret,
                         StretchLimits limits, std::shared_ptr<Mailbox> mailbox, std::uint64_t& flights)
    : store_{store},
      topic_{std::move(topic)},
      interpret_{std::move(interpret)},
      limits_{limits},
      mailbox_{std::move(mailbox)},
      flights_{flights} {
  read_marks();
}

void TopicReader::read_marks() {
  marks_.clear();
  for (std::size_t index = 0; index < store_.size(); ++index) {
    marks_.push_back(
        store_.partition(index).ingest_offset(topic_.topic, static_cast<std::uint32_t>(topic_.partition)));
  }
  next_ = start();
  flight_.reset();
  gathered_ = {.lanes = std::vector<Lane>(store_.size())};
}

std::optional<std::uint64_t> TopicReader::start() const {
  // Nothing is less than any number.
  return *std::ranges::min_element(marks_);
}

bool TopicReader::is_full() const {
  return gathered_.records >= limits_.records_max || gathered_.bytes >= limits_.bytes_max;
}

void TopicReader::take(const InputRecord& record) {
  const auto offset = static_cast<std::uint64_t>(record.offset);
  auto meaning = interpret_(record);
  const auto partition = store_.index_of(meaning.operator_id);
  next_ = offset + 1;
  ++gathered_.records;
  // It was applied before the restart; only others of the store's partitions still lack something.
  if (marks_[partition] && offset < *marks_[partition]) return;
  gathered_.bytes += gathered_.lanes[partition].add(record, std::move(meaning));
}

TopicReader::Outcome TopicReader::send(Time now) {
  if (!flight_) take_off(now);
  if (!flight_) return Outcome::fine;
  for (auto& sending : flight_->sendings) {
    if (sending.state != Sending::State::ready || sending.at > now) continue;
    if (const auto outcome = send(sending, now); outcome != Outcome::fine) return outcome;
  }
  return Outcome::fine;
}

void TopicReader::take_off(Time now) {
  const auto is_time = now - marked_all_at_ >= marks_period;
  if (!next_ || (gathered_.records == 0 && !is_time)) return;
  std::vector<Sending> sendings;
  for (std::size_t index = 0; index < marks_.size(); ++index) {
    if (marks_[index] && *marks_[index] >= *next_) continue;
    if (gathered_.lanes[index].is_empty() && !is_time) continue;
    sendings.push_back({.partition = index,
                        .lane = std::move(gathered_.lanes[index]),
                        .mark = {.topic = topic_.topic,
                                 .partition = static_cast<std::uint32_t>(topic_.partition),
                                 .expected = marks_[index],
                                 .next = *next_}});
  }
  gathered_ = {.lanes = std::vector<Lane>(marks_.size())};
  if (is_time) marked_all_at_ = now;
  if (sendings.empty()) return;
  flight_ = Flight{.number = ++flights_, .sendings = std::move(sendings)};
  fault_point("ingest.gathered");
}

TopicReader::Outcome TopicReader::send(Sending& sending, Time now) {
  auto batch = sending.lane.batch(sending.mark);
  sending.state = Sending::State::under_way;
  const auto submitted = store_.partition(sending.partition)
                             .submit(std::move(batch), [mailbox = mailbox_, flight = flight_->number,
                                                        partition = sending.partition](auto answer) {
                               mailbox->post({flight, partition, std::move(answer)});
                             });
  if (!submitted) return not_taken(sending, submitted.error(), now);
  if (sending.round == Sending::Round::first) {
    fault_point("ingest.submitted");
  } else {
    fault_point("ingest.parking");
  }
  return Outcome::fine;
}

TopicReader::Outcome TopicReader::not_taken(Sending& sending, SubmitError error, Time now) {
  sending.state = Sending::State::ready;
  switch (error) {
    case SubmitError::queue_full:
      sending.at = now + full_pause;
      return Outcome::fine;
    case SubmitError::stale_input:
      return start_anew();
    case SubmitError::too_large:
      trouble_ = "the store takes smaller batches than the ingest sends; configure the same limits";
      return Outcome::failed;
    case SubmitError::shutting_down:
    case SubmitError::stopped:
      break;
  }
  sending.at = now + stopped_pause;
  const auto status = store_.partition(sending.partition).status();
  trouble_ =
      fmt::format("partition {} of the store takes no commands: {}", sending.partition,
                  status.reason.empty() ? eventstore::name_of(error) : std::string_view{status.reason});
  return Outcome::fine;
}

// Answers to what was under way are for a flight that nobody knows any more.
TopicReader::Outcome TopicReader::start_anew() {
  read_marks();
  return Outcome::stale;
}

TopicReader::Outcome TopicReader::take(Letter letter, Time now) {
  const auto found = std::ranges::find(flight_->sendings, letter.partition, &Sending::partition);
  if (letter.answer) return answered(*found, *letter.answer, now);
  return not_taken(*found, letter.answer.error(), now);
}

TopicReader::Outcome TopicReader::answered(Sending& sending, const eventstore::BatchAnswer& answer,
                                           Time now) {
  fault_point("ingest.answered");
  trouble_.clear();
  const auto step = sending.lane.take(answer, counts_);
  if (!step) {
    trouble_ = step.error();
    return Outcome::failed;
  }
  if (*step == Lane::Step::again) {
    sending.state = Sending::State::ready;
    sending.round = Sending::Round::later;
    sending.at = now;
    return Outcome::fine;
  }
  sending.state = Sending::State::settled;
  marks_[sending.partition] = sending.mark.next;
  fault_point("ingest.marked");
  return land();
}

TopicReader::Outcome TopicReader::land() {
  const auto is_settled = [](const Sending& sending) { return sending.state == Sending::State::settled; };
  if (!std::ranges::all_of(flight_->sendings, is_settled)) return Outcome::fine;
  flight_.reset();
  return Outcome::settled;
}

}  // namespace tenure::kafka
