#include "adapters/http/api/commands/submit_many.h"

#include <atomic>
#include <deque>
#include <optional>
#include <utility>

#include "adapters/http/api/commands/command_source.h"
#include "adapters/http/api/commands/outcome.h"
#include "adapters/http/api/context.h"
#include "adapters/http/api/media_type.h"
#include "adapters/http/api/parameters.h"
#include "adapters/http/api/problem.h"
#include "domain/kernel/invariant.h"

namespace tenure::http {
namespace {

using eventstore::Atomicity;
using eventstore::SubmitError;

/// One batch: enough commands to make its sync cheap, few enough that others get their turn on the loop.
constexpr SliceLimits slice_limits{.commands_max = 2'048, .bytes_max = 1 << 20};
/// Batches of one request that are submitted and not yet answered.
constexpr std::size_t slices_in_flight_max = 4;
constexpr std::size_t piece_bytes = 256 * 1024;
/// Where the partition's queue is full, a batch is tried again, so often for so long.
constexpr std::chrono::milliseconds retry_pause{5};
constexpr std::chrono::seconds retry_patience{10};

/// A slice on its way through the partition.
struct InFlight {
  Slice slice;
  std::optional<SubmitResult> result;
  std::atomic<bool> is_answered{false};
};

/// The outcomes of a body that goes in batch by batch.
class OutcomeStream final : public BodyStream {
 public:
  OutcomeStream(eventstore::Partition& partition, CommandSource source, Verbosity verbosity)
      : partition_{partition}, source_{std::move(source)}, verbosity_{verbosity} {}

  Pull pull(std::string& out, const std::function<void()>& wake) override {
    if (write_answered(out)) return {.step = Step::more};
    if (in_flight_.size() < slices_in_flight_max && !source_.is_at_end()) {
      if (submit_next(wake)) return {.step = Step::more};
      return {.step = Step::waiting, .patience = retry_pause};
    }
    if (!in_flight_.empty()) return {.step = Step::waiting, .patience = answer_patience};
    if (verbosity_ == Verbosity::minimal) write_counts(counts_, out);
    return {.step = Step::finished};
  }

 private:
  /// A wake-up follows every answer; this only bounds the time until somebody looks again.
  static constexpr std::chrono::milliseconds answer_patience{1'000};

  /// Whether there was something to write.
  bool write_answered(std::string& out) {
    const auto start = out.size();
    while (!in_flight_.empty() && in_flight_.front()->is_answered.load(std::memory_order_acquire)) {
      const auto written = out.size() - start;
      if (written >= piece_bytes) break;
      auto& front = *in_flight_.front();
      const auto& result = domain::existing(front.result, "the result of an answered slice");
      next_entry_ =
          write_outcomes(front.slice, &result, next_entry_, piece_bytes - written, verbosity_, counts_, out);
      if (next_entry_ < front.slice.entries.size()) break;
      in_flight_.pop_front();
      next_entry_ = 0;
    }
    return out.size() > start;
  }

  /// Whether a slice went in; if not, there is no room for it yet.
  bool submit_next(const std::function<void()>& wake) {
    const auto begin = source_.mark();
    auto flight = std::make_shared<InFlight>();
    flight->slice = source_.read(Atomicity::each, slice_limits);
    if (flight->slice.batch.size() == 0) {
      answer(*flight, eventstore::BatchAnswer{});
    } else {
      auto batch = std::exchange(flight->slice.batch, eventstore::Batch{});
      const auto taken = partition_.submit(std::move(batch), [flight, wake](SubmitResult result) {
        answer(*flight, std::move(result));
        wake();
      });
      if (!taken && taken.error() == SubmitError::queue_full && may_retry()) {
        source_.go_back(begin);
        return false;
      }
      if (!taken) answer(*flight, std::unexpected{taken.error()});
    }
    give_up_at_.reset();
    in_flight_.push_back(std::move(flight));
    return true;
  }

  static void answer(InFlight& flight, SubmitResult result) {
    flight.result = std::move(result);
    flight.is_answered.store(true, std::memory_order_release);
  }

  bool may_retry() {
    const auto now = std::chrono::steady_clock::now();
    if (!give_up_at_) give_up_at_ = now + retry_patience;
    return now < *give_up_at_;
  }

  eventstore::Partition& partition_;
  CommandSource source_;
  Verbosity verbosity_;
  std::deque<std::shared_ptr<InFlight>> in_flight_;
  /// Of the front slice, the first entry that is not written.
  std::size_t next_entry_ = 0;
  OutcomeCounts counts_;
  std::optional<std::chrono::steady_clock::time_point> give_up_at_;
};

/// The outcomes of a body whose answer is there.
class WholeOutcomeStream final : public BodyStream {
 public:
  WholeOutcomeStream(std::shared_ptr<const Slice> slice, std::optional<SubmitResult> result,
                     Verbosity verbosity)
      : slice_{std::move(slice)}, result_{std::move(result)}, verbosity_{verbosity} {}

  Pull pull(std::string& out, const std::function<void()>&) override {
    next_entry_ = write_outcomes(*slice_, result_ ? &*result_ : nullptr, next_entry_, piece_bytes, verbosity_,
                                 counts_, out);
    if (next_entry_ < slice_->entries.size()) return {.step = Step::more};
    if (verbosity_ == Verbosity::minimal) write_counts(counts_, out);
    return {.step = Step::finished};
  }

 private:
  std::shared_ptr<const Slice> slice_;
  std::optional<SubmitResult> result_;
  Verbosity verbosity_;
  std::size_t next_entry_ = 0;
  OutcomeCounts counts_;
};

Response streamed(std::unique_ptr<BodyStream> stream) {
  Response response{.content_type = ndjson_media_type};
  response.stream = std::move(stream);
  return response;
}

void submit_atomic(eventstore::Partition& partition, CommandSource source, Verbosity verbosity, Call call) {
  // One more than a batch may hold is enough to know that it is too large.
  const SliceLimits limits{.commands_max = eventstore::Options{}.batch_commands_max + 1,
                           .bytes_max = SIZE_MAX};
  auto slice = std::make_shared<Slice>(source.read(Atomicity::all, limits));
  if (!source.is_at_end()) return call.answer(problem(ProblemCode::BATCH_TOO_LARGE));
  if (!slice->errors.empty() || slice->batch.size() == 0) {
    return call.answer(
        streamed(std::make_unique<WholeOutcomeStream>(std::move(slice), std::nullopt, verbosity)));
  }

  auto batch = std::exchange(slice->batch, eventstore::Batch{});
  const auto loop = call.request.loop;
  auto waiting = std::make_shared<Call>(std::move(call));
  const auto submitted =
      partition.submit(std::move(batch), [loop, slice, waiting, verbosity](SubmitResult result) {
        loop->post([slice, waiting, verbosity, result = std::move(result)]() mutable {
          if (!result) return waiting->answer(problem(code_of(result.error())));
          waiting->answer(
              streamed(std::make_unique<WholeOutcomeStream>(std::move(slice), std::move(result), verbosity)));
        });
      });
  if (!submitted) waiting->answer(problem(code_of(submitted.error())));
}

}  // namespace

void submit_many(Context& context, Call call) {
  const auto content_type = call.request.header("Content-Type");
  const bool is_ndjson =
      is_media_type(content_type, ndjson_media_type) || is_media_type(content_type, "application/ndjson");
  if (!is_ndjson && !is_media_type(content_type, flatbuffers_media_type)) {
    return call.answer(problem(ProblemCode::UNSUPPORTED_MEDIA_TYPE,
                               "send application/x-ndjson or application/vnd.tenure.flatbuffers"));
  }
  if (!accepts(call.request.header("Accept"), ndjson_media_type)) {
    return call.answer(problem(ProblemCode::NOT_ACCEPTABLE, "outcomes come as application/x-ndjson"));
  }
  const auto source = call.value(parameters::source);
  const auto actor = call.value(parameters::actor);
  CommandDefaults defaults{.operator_id = std::string{call.operator_id()},
                           .source = source.empty() ? context.options.default_source : std::string{source},
                           .actor = actor.empty() ? context.options.default_actor : std::string{actor}};
  const auto verbosity = call.value(parameters::prefer).find("return=minimal") != std::string_view::npos
                             ? Verbosity::minimal
                             : Verbosity::all;
  auto& partition = context.engine.partition_of(call.operator_id());
  CommandSource commands{std::move(call.request.body),
                         is_ndjson ? CommandFormat::ndjson : CommandFormat::flatbuffers, std::move(defaults)};
  if (call.is_true(parameters::atomic))
    return submit_atomic(partition, std::move(commands), verbosity, std::move(call));
  call.answer(streamed(std::make_unique<OutcomeStream>(partition, std::move(commands), verbosity)));
}

}  // namespace tenure::http
