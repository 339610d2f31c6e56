#include "adapters/http/api/problem.h"

#include "adapters/http/api/json.h"

namespace tenure::http {
namespace {

constexpr unsigned status_unavailable = 503;
/// Seconds after which a refusal for want of room or of readiness is worth another try.
constexpr std::string_view retry_after = "Retry-After: 1\r\n";

void write_problem(unsigned status, std::string_view code, std::string_view title, std::string_view detail,
                   const std::vector<PartError>& errors, std::string& out) {
  Json json{out};
  json.begin_object();
  json.key("type").text(std::string{"urn:tenure:problem:"}.append(code));
  json.key("title").text(title);
  json.key("status").number(status);
  json.key("code").text(code);
  if (!detail.empty()) json.key("detail").text(detail);
  if (!errors.empty()) {
    json.key("errors").begin_array();
    for (const auto& error : errors) {
      json.begin_object();
      json.key(error.where).text(error.name);
      json.key("code").text(error.code);
      json.key("message").text(error.message);
      json.end_object();
    }
    json.end_array();
  }
  json.end_object();
}

Response respond(unsigned status, std::string_view code, std::string_view title, std::string_view detail,
                 const std::vector<PartError>& errors) {
  Response response{.status = status, .content_type = problem_media_type};
  if (status == status_unavailable) response.headers = retry_after;
  write_problem(status, code, title, detail, errors, response.body);
  return response;
}

}  // namespace

const std::vector<ProblemKind>& problem_kinds() {
  static const std::vector<ProblemKind> kinds{
#define X(code, status, text) {#code, status, text},
      TENURE_HTTP_PROBLEMS(X)
#undef X
  };
  return kinds;
}

const ProblemKind& kind_of(ProblemCode code) { return problem_kinds().at(static_cast<std::size_t>(code)); }

Response problem(ProblemCode code, std::string_view detail, const std::vector<PartError>& errors) {
  const auto& kind = kind_of(code);
  return respond(kind.status, kind.code, kind.meaning, detail, errors);
}

Response problem(const codec::FieldError& error) {
  const PartError part{
      .where = "pointer", .name = error.pointer, .code = error.code, .message = error.message};
  return problem(ProblemCode::MALFORMED_COMMAND, {}, {part});
}

unsigned status_of(domain::Code code) {
  constexpr unsigned conflict = 409;
  constexpr unsigned refused = 422;
  return domain::class_of(code) == domain::RejectionClass::conflict ? conflict : refused;
}

Response problem(domain::Code code, std::string_view detail) {
  return respond(status_of(code), domain::name_of(code), domain::meaning_of(code), detail, {});
}

ProblemCode code_of(eventstore::SubmitError error) {
  switch (error) {
    case eventstore::SubmitError::queue_full:
      return ProblemCode::QUEUE_FULL;
    case eventstore::SubmitError::too_large:
      return ProblemCode::BATCH_TOO_LARGE;
    case eventstore::SubmitError::shutting_down:
      return ProblemCode::SHUTTING_DOWN;
    case eventstore::SubmitError::stopped:
    case eventstore::SubmitError::stale_input:  // commands that come over HTTP are read from no topic
      break;
  }
  return ProblemCode::PARTITION_STOPPED;
}

}  // namespace tenure::http
