#include "adapters/http/api/events/charge_chain.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/http/api/context.h"
#include "adapters/http/api/json.h"
#include "adapters/http/api/media_type.h"
#include "adapters/http/api/parameters.h"
#include "adapters/http/api/problem.h"
#include "domain/kernel/stream.h"
#include "domain/kernel/text.h"
#include "schemas/codec/json_writer.h"

namespace tenure::http {
namespace {

using domain::StreamKind;
using domain::text;
using eventstore::Position;

/// The chain is put together in turns of the loop, so that a long one does not hold others up.
constexpr int commits_per_turn = 8;
/// Events of one stream that are looked at; a month of calls may have so many.
constexpr std::size_t stream_events_max = 2'000'000;

using Texts = flatbuffers::Vector<flatbuffers::Offset<flatbuffers::String>>;

bool names(const Texts* ids, std::string_view id) {
  return ids != nullptr && std::ranges::any_of(*ids, [&](const auto* one) { return text(one) == id; });
}
template <class Line>
bool names(const flatbuffers::Vector<flatbuffers::Offset<Line>>* lines, std::string_view line_id) {
  return lines != nullptr &&
         std::ranges::any_of(*lines, [&](const auto* one) { return text(one->line_id()) == line_id; });
}

/// What of a charge decides which events led to it; owns its texts.
struct Cause {
  std::string charge_id;
  ChargeCause cause = ChargeCause::AD_HOC;
  std::string contract_id;
  std::string subject_id;
};

/// Whether an event on one of the streams of the cause has to do with the charge.
bool leads_to(const Cause& cause, const event::Event& event) {
  const bool is_lease = cause.cause == ChargeCause::LEASE;
  switch (event.body_type()) {
    case event::EventBody::ChargeRaised:
      return text(event.body_as_ChargeRaised()->charge_id()) == cause.charge_id;
    case event::EventBody::ChargeReversed:
      return text(event.body_as_ChargeReversed()->charge_id()) == cause.charge_id;
    case event::EventBody::UsageSettled:
      return text(event.body_as_UsageSettled()->charge_id()) == cause.charge_id;
    case event::EventBody::ContractAmended: {
      const auto& amended = *event.body_as_ContractAmended();
      return is_lease &&
             (names(amended.added(), cause.subject_id) || names(amended.changed(), cause.subject_id) ||
              names(amended.ended(), cause.subject_id));
    }
    case event::EventBody::PriceStepScheduled:
      return is_lease && text(event.body_as_PriceStepScheduled()->line_id()) == cause.subject_id;
    // On the contract's stream these are other services'; those of the charge are on its own.
    case event::EventBody::ServiceActivated:
      return text(event.body_as_ServiceActivated()->service_id()) == cause.subject_id;
    case event::EventBody::ServiceCeased:
      return text(event.body_as_ServiceCeased()->service_id()) == cause.subject_id;
    case event::EventBody::ServiceContinued:
      return text(event.body_as_ServiceContinued()->service_id()) == cause.subject_id;
    default:
      return true;
  }
}

std::vector<std::pair<StreamKind, std::string>> streams_of(const Cause& cause) {
  switch (cause.cause) {
    case ChargeCause::LEASE:
      return {{StreamKind::contract, cause.contract_id}};
    case ChargeCause::SERVICE:
      return {{StreamKind::contract, cause.contract_id}, {StreamKind::service, cause.subject_id}};
    case ChargeCause::BOOKING:
      return {{StreamKind::booking, cause.subject_id}};
    case ChargeCause::USAGE:
      return {{StreamKind::usage_month, cause.subject_id}};
    case ChargeCause::AD_HOC:
      break;
  }
  return {};
}

class Chain : public std::enable_shared_from_this<Chain> {
 public:
  Chain(eventstore::Partition& partition, Position after, std::uint64_t limit, Call call)
      : partition_{partition}, after_{after}, left_{limit}, call_{std::move(call)} {}

  void begin() {
    const auto operator_id = call_.operator_id();
    const auto charge_id = call_.value(parameters::charge_id);
    auto own =
        partition_.stream_positions(operator_id, {StreamKind::charge, charge_id}, 0, stream_events_max);
    if (!own) return fail();
    if (own->empty()) return call_.answer(problem(ProblemCode::UNKNOWN_RESOURCE));
    last_ = own->back();
    const auto* raised = event_at(own->front());
    if (raised == nullptr || raised->body_as_ChargeRaised() == nullptr) return fail();
    const auto& body = *raised->body_as_ChargeRaised();
    cause_ = {domain::copy(body.charge_id()), body.cause(), domain::copy(body.contract_id()),
              domain::copy(body.subject_id())};
    if (!find_trigger(*raised)) return fail();
    positions_ = std::move(*own);
    positions_.push_back(trigger_);
    for (const auto& [kind, id] : streams_of(cause_)) {
      const auto more = partition_.stream_positions(operator_id, {kind, id}, 0, stream_events_max);
      if (!more) return fail();
      positions_.insert(positions_.end(), more->begin(), more->end());
    }
    std::erase_if(positions_, [&](Position position) { return position > last_ || position <= after_; });
    std::ranges::sort(positions_);
    const auto repeated = std::ranges::unique(positions_);
    positions_.erase(repeated.begin(), repeated.end());

    Json json{body_};
    json.begin_object();
    json.key("charge_id").text(charge_id);
    body_ += R"(,"events":[)";
    go_on();
  }

 private:
  void go_on() {
    for (int commits = 0; commits < commits_per_turn;) {
      if (next_ == positions_.size() || left_ == 0) return finish();
      const auto position = positions_[next_];
      if (!commit_ || !commit_->holds(position)) ++commits;
      const auto* event = event_at(position);
      if (event == nullptr) return fail();
      ++next_;
      after_ = position;
      if (position != trigger_ && !leads_to(cause_, *event)) continue;
      if (body_.back() != '[') body_ += ',';
      codec::write_event_json(*event, body_);
      --left_;
    }
    call_.request.loop->post([self = shared_from_this()] { self->go_on(); });
  }

  /// The first event of the decision that raised the charge: a business day, an activation, a booking.
  bool find_trigger(const event::Event& raised) {
    const auto command_id = domain::copy(raised.command_id());
    const auto source = domain::copy(raised.source());
    Position position{raised.position()};
    trigger_ = position;
    while (--position.value > 0) {
      const auto* before = event_at(position);
      if (before == nullptr) return false;
      const bool is_same = text(before->command_id()) == command_id && text(before->source()) == source &&
                           text(before->operator_id()) == call_.operator_id();
      if (!is_same) break;
      trigger_ = position;
    }
    return true;
  }

  const event::Event* event_at(Position position) {
    if (!commit_ || !commit_->holds(position)) {
      auto read = partition_.commit_at(position);
      if (!read || *read == nullptr) return nullptr;
      commit_ = std::move(*read);
    }
    return &commit_->event_at(position);
  }

  void finish() {
    const bool is_last = next_ == positions_.size();
    body_ += ']';
    if (!is_last) fmt::format_to(std::back_inserter(body_), R"(,"next_after":{})", after_.value);
    body_ += '}';
    call_.answer({.content_type = json_media_type,
                  .headers = fmt::format("Tenure-Position: {}\r\n", partition_.committed().value),
                  .body = std::move(body_)});
  }
  void fail() { call_.answer(problem(ProblemCode::STORAGE_FAILED)); }

  eventstore::Partition& partition_;
  Position after_;
  std::uint64_t left_;
  Call call_;
  Cause cause_;
  /// Of the charge's last event.
  Position last_;
  Position trigger_;
  std::vector<Position> positions_;
  std::size_t next_ = 0;
  eventstore::CommitPtr commit_;
  std::string body_;
};

}  // namespace

void get_charge_chain(Context& context, Call call) {
  if (!accepts(call.request.header("Accept"), json_media_type)) {
    return call.answer(
        problem(ProblemCode::NOT_ACCEPTABLE, "what led to a charge comes as application/json"));
  }
  const Position after{call.number(parameters::after).value_or(0)};
  const auto limit = call.number(parameters::limit).value_or(projections::page_items_default);
  auto& partition = context.engine.partition_of(call.operator_id());
  std::make_shared<Chain>(partition, after, limit, std::move(call))->begin();
}

}  // namespace tenure::http
