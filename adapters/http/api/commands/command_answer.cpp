#include "adapters/http/api/commands/command_answer.h"

#include "adapters/http/api/media_type.h"
#include "adapters/http/api/problem.h"
#include "domain/decide.h"
#include "domain/kernel/text.h"

namespace tenure::http {
namespace {

constexpr unsigned created = 201;
/// Room for what an answer usually takes.
constexpr std::size_t head_bytes = 256;
constexpr std::size_t body_bytes = 256;

void write_event(const event::Event& event, Json& json) {
  json.begin_object();
  json.key("position").number(event.position());
  json.key("type").text(domain::name_of(event.body_type()));
  json.key("stream").text(domain::text(event.stream()));
  json.key("version").number(event.version());
  json.end_object();
}

Response accepted(eventstore::Partition& partition, const eventstore::Answer& answer,
                  eventstore::CommitPtr commit, const Sent& sent) {
  const auto last = last_position(answer).value;
  Response response{.status = created, .content_type = json_media_type};
  auto& headers = response.headers;
  headers.reserve(head_bytes);
  response.body.reserve(body_bytes);
  write_id_header(sent, headers);
  headers.append("Tenure-Position: ").append(fmt::format_int{last}.c_str()).append("\r\n");
  if (!sent.location.empty()) headers.append("Location: ").append(sent.location).append("\r\n");

  Json json{response.body};
  json.begin_object();
  json.key("id").text(sent.id);
  json.key("position").number(last);
  if (answer.repeated) json.key("repeated").truth(true);
  if (!write_events(partition, answer, std::move(commit), json.key("events"))) {
    return problem(ProblemCode::STORAGE_FAILED);
  }
  json.end_object();
  return response;
}

}  // namespace

Response answer_of(eventstore::Partition& partition, const eventstore::Answer& answer,
                   eventstore::CommitPtr commit, const Sent& sent) {
  if (answer.outcome == eventstore::Answer::Outcome::accepted) {
    return accepted(partition, answer, std::move(commit), sent);
  }
  auto response = problem(answer.code, answer.detail);
  write_id_header(sent, response.headers);
  return response;
}

eventstore::Position last_position(const eventstore::Answer& answer) {
  return {answer.first_position.value + answer.event_count - 1};
}

bool write_events(eventstore::Partition& partition, const eventstore::Answer& answer,
                  eventstore::CommitPtr commit, Json& json) {
  json.begin_array();
  for (auto position = answer.first_position; position <= last_position(answer); ++position.value) {
    if (!commit || !commit->holds(position)) {  // a stored answer: its events are in an older commit
      auto read = partition.commit_at(position);
      if (!read || !*read) return false;
      commit = std::move(*read);
    }
    write_event(commit->event_at(position), json);
  }
  json.end_array();
  return true;
}

void write_id_header(const Sent& sent, std::string& headers) {
  headers.append("Idempotency-Key: ").append(sent.id).append("\r\n");
}

}  // namespace tenure::http
