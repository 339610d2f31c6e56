#include "adapters/kafka/ingest/lane.h"

#include <utility>

#include <fmt/format.h>

#include "domain/kernel/invariant.h"
#include "domain/kernel/rejection.h"
#include "eventstore/invariant.h"

namespace tenure::kafka {

using domain::Code;
using eventstore::Answer;

namespace {

constexpr unsigned ids_taken_max = 16;

}  // namespace

IngestCounts& IngestCounts::operator+=(const IngestCounts& more) {
  applied += more.applied;
  repeated += more.repeated;
  superseded += more.superseded;
  parked += more.parked;
  return *this;
}

std::size_t Lane::add(const InputRecord& record, Meaning meaning) {
  auto& item = items_.emplace_back(KeptRecord{record}, std::move(meaning));
  if (!item.meaning.command) {
    park(item, item.meaning.command.error());
    return item.record.bytes();
  }
  return item.record.bytes() + item.meaning.command->size();
}

void Lane::park(Item& item, const codec::FieldError& error) {
  item.reason = Reason{
      .code = error.code,
      .detail = error.pointer.empty() ? error.message : fmt::format("{}: {}", error.pointer, error.message)};
}

eventstore::Batch Lane::batch(const eventstore::IngestMark& mark) {
  eventstore::Batch batch;
  for (auto& item : items_) {
    if (!item.reason) {
      auto added = batch.add(*item.meaning.command);
      if (added) continue;
      park(item, added.error());
    }
    const auto& reason = domain::existing(item.reason, "why a record is parked");
    const auto added = batch.add(park_command(item.record, item.meaning, reason));
    eventstore::require(added.has_value(), "a record that can be parked",
                        added ? std::string_view{} : std::string_view{added.error().code});
  }
  batch.mark_ingested(mark, eventstore::MarkWhen::all_accepted);
  return batch;
}

std::expected<Lane::Step, std::string> Lane::take(const eventstore::BatchAnswer& answer,
                                                  IngestCounts& counts) {
  if (answer.answers.size() != items_.size()) {
    return std::unexpected(fmt::format("{} commands got {} answers", items_.size(), answer.answers.size()));
  }
  for (std::size_t index = 0; index < items_.size(); ++index) {
    auto& item = items_[index];
    if (!item.reason) {
      settle_command(item, answer.answers[index], counts);
    } else if (auto settled = settle_parking(item, answer.answers[index], counts); !settled) {
      return std::unexpected(std::move(settled.error()));
    }
  }
  std::erase_if(items_, [](const Item& item) { return item.need == Item::Need::none; });
  return answer.marked ? Step::settled : Step::again;
}

void Lane::settle_command(Item& item, const Answer& answer, IngestCounts& counts) {
  if (answer.outcome == Answer::Outcome::accepted) {
    item.need = Item::Need::none;
    ++(answer.repeated ? counts.repeated : counts.applied);
    return;
  }
  if (answer.code == Code::ALREADY_EXISTS && item.meaning.if_recorded == InputType::IfRecorded::pass_over) {
    item.need = Item::Need::none;
    ++counts.repeated;
    return;
  }
  if (answer.code == Code::STALE_REVISION) {
    item.need = Item::Need::none;
    ++counts.superseded;
    return;
  }
  // Under an id that means something else already it must not be taken for that.
  item.reason = Reason{.code = std::string{domain::name_of(answer.code)},
                       .detail = answer.detail,
                       .known_by = answer.code == Code::IDEMPOTENCY_CONFLICT ? Reason::KnownBy::place
                                                                             : Reason::KnownBy::command};
}

std::expected<void, std::string> Lane::settle_parking(Item& item, const Answer& answer,
                                                      IngestCounts& counts) {
  if (answer.outcome == Answer::Outcome::accepted) {
    item.need = Item::Need::none;
    ++(answer.repeated ? counts.repeated : counts.parked);
    return {};
  }
  if (answer.code == Code::ALREADY_EXISTS) {
    item.need = Item::Need::none;
    ++counts.repeated;
    return {};
  }
  // Parked before, when the reason had other words; or somebody else used the id. Under another one it shows which.
  auto& reason = domain::existing(item.reason, "why a record is parked");
  if (answer.code == Code::IDEMPOTENCY_CONFLICT && reason.ids_taken < ids_taken_max) {
    ++reason.ids_taken;
    return {};
  }
  return std::unexpected(fmt::format("{} partition {} offset {} could not be parked: {}", item.record.topic,
                                     item.record.partition, item.record.offset,
                                     domain::name_of(answer.code)));
}

}  // namespace tenure::kafka
