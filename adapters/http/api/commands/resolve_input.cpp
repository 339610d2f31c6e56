#include "adapters/http/api/commands/resolve_input.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include <boost/json/object.hpp>

#include "adapters/http/api/commands/envelope.h"
#include "adapters/http/api/commands/submit_one.h"
#include "adapters/http/api/context.h"
#include "adapters/http/api/media_type.h"
#include "adapters/http/api/parameters.h"
#include "adapters/http/api/problem.h"
#include "domain/decide.h"
#include "domain/kernel/invariant.h"
#include "domain/kernel/text.h"
#include "eventstore/invariant.h"

namespace tenure::http {
namespace {

namespace json = boost::json;
using eventstore::Answer;
using eventstore::Atomicity;
using eventstore::Batch;
using eventstore::Partition;
using Result = std::expected<eventstore::BatchAnswer, eventstore::SubmitError>;

constexpr unsigned created = 201;
constexpr std::size_t builder_bytes = 4 * 1024;
constexpr std::string_view reason_member = "reason";

std::span<const std::uint8_t> bytes_of(const flatbuffers::FlatBufferBuilder& builder) {
  return {builder.GetBufferPointer(), builder.GetSize()};
}

std::expected<void, codec::FieldError> build_resolution(std::string_view parked_id,
                                                        std::string_view resolution,
                                                        const codec::Envelope& envelope,
                                                        flatbuffers::FlatBufferBuilder& builder) {
  const json::object data{{"parked_id", std::string{parked_id}}, {"resolution", std::string{resolution}}};
  return codec::command_from_json(command::CommandBody::ResolveParkedInput, data, envelope, builder);
}

/// The reason that the body of a discard gives.
std::expected<std::string, codec::FieldError> reason_in(std::string_view body) {
  const auto wrong = [](std::string pointer, std::string_view code, std::string message) {
    return std::unexpected(codec::FieldError{std::move(pointer), std::string{code}, std::move(message)});
  };
  const auto document = codec::parse_json(body);
  if (!document) return std::unexpected(document.error());
  const auto* const object = document->if_object();
  if (object == nullptr)
    return wrong("", codec::fault::WRONG_TYPE, R"(the body is a JSON object with "reason")");
  for (const auto& member : *object) {
    if (member.key() != reason_member) {
      return wrong("", codec::fault::UNKNOWN_FIELD, R"(the body has a member beside "reason")");
    }
  }
  const auto* const reason = object->if_contains(reason_member);
  if (reason == nullptr) return wrong("/reason", codec::fault::MISSING_FIELD, "is required; say why");
  if (!reason->is_string()) return wrong("/reason", codec::fault::WRONG_TYPE, "must be a text");
  if (reason->get_string().empty())
    return wrong("/reason", codec::fault::MISSING_FIELD, "is required; say why");
  return std::string{reason->get_string().data(), reason->get_string().size()};
}

Response unreadable(const codec::FieldError& error) {
  const PartError part{
      .where = "pointer", .name = error.pointer, .code = error.code, .message = error.message};
  return problem(ProblemCode::UNREADABLE_INPUT, "it stays parked", {part});
}

/// An input as the log has it.
struct Found {
  eventstore::CommitPtr commit;
  const event::InputParked* input = nullptr;
  enum class State : std::uint8_t { parked, resolved } state = State::parked;
};

/// Nothing where it is unknown.
std::expected<std::optional<Found>, ProblemCode> find(Partition& partition, std::string_view operator_id,
                                                      std::string_view parked_id) {
  constexpr std::size_t parking_and_resolution = 2;
  const auto positions = partition.stream_positions(
      operator_id, {domain::StreamKind::parked_input, parked_id}, 0, parking_and_resolution);
  if (!positions) return std::unexpected(ProblemCode::STORAGE_FAILED);
  if (positions->empty()) return std::nullopt;
  auto commit = partition.commit_at(positions->front());
  if (!commit || !*commit) return std::unexpected(ProblemCode::STORAGE_FAILED);
  const auto* const input = (*commit)->event_at(positions->front()).body_as_InputParked();
  return Found{std::move(*commit), &domain::existing(input, "the event that parked the input"),
               positions->size() < parking_and_resolution ? Found::State::parked : Found::State::resolved};
}

/// The command under the id of a retry.
std::vector<std::uint8_t> renamed(std::span<const std::uint8_t> bytes, std::string_view parked_id) {
  const std::unique_ptr<command::CommandT> command{
      flatbuffers::GetRoot<command::Command>(bytes.data())->UnPack()};
  command->id = parked_id;
  command->source = retry_source;
  flatbuffers::FlatBufferBuilder builder{bytes.size() + builder_bytes};
  builder.Finish(command::Command::Pack(builder, command.get()));
  const auto packed = bytes_of(builder);
  return {packed.begin(), packed.end()};
}

/// A retry on its way.
class Retry : public std::enable_shared_from_this<Retry> {
 public:
  Retry(Context& context, Call call, Sent sent)
      : context_{context},
        own_{context.engine.partition_of(call.operator_id())},
        call_{std::move(call)},
        sent_{std::move(sent)} {}

  void begin() {
    const auto operator_id = call_.operator_id();
    const auto parked_id = call_.value(parameters::parked_id);
    const auto found = find(own_, operator_id, parked_id);
    if (!found) return call_.answer(problem(found.error()));
    const auto& known = *found;
    if (!known) return refuse(domain::Code::UNKNOWN_PARKED_INPUT, {});

    const auto envelope = envelope_of(context_, call_, sent_.id);
    if (!envelope) return call_.answer(problem(ProblemCode::MISSING_ACTOR));
    flatbuffers::FlatBufferBuilder builder{builder_bytes};
    auto added = build_resolution(parked_id, "RETRIED", *envelope, builder);
    if (added) added = resolution_.add(bytes_of(builder));
    if (!added) return call_.answer(problem(added.error()));

    // Whatever it would mean by now, what is resolved is not applied again: the call that resolved it gets its answer.
    if (known->state == Found::State::resolved) {
      return submit_resolution([self = shared_from_this()](const Answer& resolution, const auto& commit) {
        self->done(resolution, {}, commit);
      });
    }
    if (auto read = read_again(*known->input); !read) return call_.answer(unreadable(read.error()));
    is_elsewhere() ? submit_elsewhere() : submit_together();
  }

 private:
  /// What it asks for, as a batch for its partition.
  std::expected<void, codec::FieldError> read_again(const event::InputParked& input) {
    if (!context_.options.input_reader) {
      return std::unexpected(codec::FieldError{{}, "UNKNOWN_TOPIC", "this process reads no input"});
    }
    auto read = context_.options.input_reader(input, call_.operator_id());
    if (!read) return std::unexpected(std::move(read.error()));
    command_ = renamed(read->command, call_.value(parameters::parked_id));
    operator_id_ = std::move(read->operator_id);
    // Checked by itself, since not every batch takes it.
    Batch check;
    return check.add(command_);
  }

  [[nodiscard]] Partition& theirs() const { return context_.engine.partition_of(operator_id_); }
  [[nodiscard]] bool is_elsewhere() const { return !command_.empty() && &theirs() != &own_; }

  void submit(Partition& partition, Batch batch,
              std::move_only_function<void(eventstore::BatchAnswer)> then) {
    const auto self = shared_from_this();
    const auto loop = call_.request.loop;
    const auto submitted =
        partition.submit(std::move(batch), [self, loop, then = std::move(then)](Result result) mutable {
          loop->post([self, then = std::move(then), result = std::move(result)]() mutable {
            if (!result) return self->call_.answer(problem(code_of(result.error())));
            then(std::move(*result));
          });
        });
    if (!submitted) call_.answer(problem(code_of(submitted.error())));
  }

  void submit_together() {
    add_command(resolution_);
    submit(own_, std::move(resolution_), [self = shared_from_this()](eventstore::BatchAnswer answer) {
      self->done(answer.answers[0], answer.answers[1], answer.commit);
    });
  }

  /// The command goes first: what is not applied must not look as if it were.
  void submit_elsewhere() {
    submit_command([self = shared_from_this()](const Answer& answer) {
      if (answer.outcome == Answer::Outcome::refused) return self->refuse(answer.code, answer.detail);
      self->submit_resolution([self, answer](const Answer& resolution, const eventstore::CommitPtr& commit) {
        self->done(resolution, answer, commit);
      });
    });
  }

  void submit_command(std::move_only_function<void(const Answer&)> then) {
    Batch batch{Atomicity::all};
    add_command(batch);
    submit(theirs(), std::move(batch),
           [then = std::move(then)](eventstore::BatchAnswer answer) mutable { then(answer.answers[0]); });
  }

  void submit_resolution(std::move_only_function<void(const Answer&, const eventstore::CommitPtr&)> then) {
    submit(own_, std::move(resolution_), [then = std::move(then)](eventstore::BatchAnswer answer) mutable {
      then(answer.answers[0], answer.commit);
    });
  }

  void add_command(Batch& batch) const {
    const auto added = batch.add(command_);
    eventstore::require(added.has_value(), "a command that was checked",
                        added ? std::string_view{} : std::string_view{added.error().code});
  }

  void done(const Answer& resolution, const std::optional<Answer>& of_command, eventstore::CommitPtr commit) {
    if (resolution.outcome == Answer::Outcome::refused) {
      // In another partition the command is there already.
      if (of_command && is_elsewhere()) return refuse(resolution.code, applied_nevertheless());
      return refuse(resolution.code, resolution.detail);
    }
    if (of_command && of_command->outcome == Answer::Outcome::refused) {
      return refuse(of_command->code, of_command->detail);
    }
    // In one partition the command's events come last, and a query has to wait for those.
    auto last = last_position(resolution);
    if (of_command && !is_elsewhere()) last = std::max(last, last_position(*of_command));
    Response response{.status = created, .content_type = json_media_type};
    write_id_header(sent_, response.headers);
    response.headers += fmt::format("Tenure-Position: {}\r\nLocation: {}\r\n", last.value, sent_.location);
    Json body{response.body};
    body.begin_object();
    body.key("id").text(sent_.id);
    body.key("position").number(last.value);
    if (resolution.repeated) body.key("repeated").truth(true);
    bool is_read = write_events(own_, resolution, commit, body.key("events"));
    if (of_command) is_read = write_command(*of_command, commit, body.key("command")) && is_read;
    body.end_object();
    call_.answer(is_read ? std::move(response) : problem(ProblemCode::STORAGE_FAILED));
  }

  [[nodiscard]] std::string applied_nevertheless() const {
    return fmt::format(
        "what it asks for was applied for operator {} as command {} of source {}, but the input was "
        "resolved meanwhile",
        operator_id_, call_.value(parameters::parked_id), retry_source);
  }

  bool write_command(const Answer& answer, const eventstore::CommitPtr& commit, Json& body) const {
    const auto& command = *flatbuffers::GetRoot<command::Command>(command_.data());
    body.begin_object();
    body.key("operator_id").text(operator_id_);
    body.key("type").text(domain::name_of(command.body_type()));
    body.key("source").text(domain::text(command.source()));
    body.key("id").text(domain::text(command.id()));
    body.key("position").number(last_position(answer).value);
    const auto is_read =
        write_events(theirs(), answer, is_elsewhere() ? nullptr : commit, body.key("events"));
    body.end_object();
    return is_read;
  }

  void refuse(domain::Code code, std::string_view detail) {
    auto response = problem(code, detail);
    write_id_header(sent_, response.headers);
    call_.answer(std::move(response));
  }

  Context& context_;
  /// Where the input is parked.
  Partition& own_;
  Call call_;
  Sent sent_;
  Batch resolution_{Atomicity::all};
  /// What the input asks for, and of whom; empty where that cannot be told.
  std::vector<std::uint8_t> command_;
  std::string operator_id_;
};

std::string location_of(const Call& call) {
  // Identifiers need no encoding.
  return fmt::format("/v1/operators/{}/parked-inputs/{}", call.operator_id(),
                     call.value(parameters::parked_id));
}

}  // namespace

void retry_input(Context& context, Call call) {
  Sent sent{.id = id_of(context, call), .location = location_of(call)};
  std::make_shared<Retry>(context, std::move(call), std::move(sent))->begin();
}

void discard_input(Context& context, Call call) {
  const auto content_type = call.request.header("Content-Type");
  if (!content_type.empty() && !is_media_type(content_type, json_media_type)) {
    return call.answer(problem(ProblemCode::UNSUPPORTED_MEDIA_TYPE, "send application/json"));
  }
  if (call.request.body.bytes().size() > single_command_bytes_max) {
    return call.answer(problem(ProblemCode::BODY_TOO_LARGE, "a reason is a few words"));
  }
  const auto reason = reason_in(call.request.body.text());
  if (!reason) return call.answer(problem(reason.error()));
  Sent sent{.id = id_of(context, call), .location = location_of(call)};
  auto envelope = envelope_of(context, call, sent.id);
  if (!envelope) return call.answer(problem(ProblemCode::MISSING_ACTOR));
  envelope->reason = *reason;
  auto& builder = context.of(*call.request.loop).gate.builder;
  const auto built = build_resolution(call.value(parameters::parked_id), "DISCARDED", *envelope, builder);
  if (!built) return call.answer(problem(built.error()));
  submit_built(context, std::move(call), std::move(sent));
}

}  // namespace tenure::http
