// Problems: every error answer, as application/problem+json (RFC 9457) with a stable code.
//
// What it is: one table of the codes that are the API's own; the others are the domain's (domain/kernel/rejection.h)
//   and, for single fields, the codec's (schemas/codec/field_error.h).
// What it promises: {"type", "title", "status", "code", "detail"?, "errors"?: [{"pointer"|"parameter"|"header", "code",
//   "message"}]}; codes never change their meaning; nothing that was sent is repeated but the names of fields.
// Why this way: a client branches on `code`, a person reads `title` and `detail`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/api/message.h"
#include "domain/kernel/rejection.h"
#include "eventstore/batch.h"
#include "schemas/codec/field_error.h"

namespace tenure::http {

// X(CODE, status, what it says and what to do)
#define TENURE_HTTP_PROBLEMS(X)                                                                            \
  X(MALFORMED_COMMAND, 400, "the command is malformed; see errors for the field")                          \
  X(BAD_PARAMETER, 400, "a parameter is malformed; see errors for which")                                  \
  X(MISSING_ACTOR, 400, "say who does this in the header Tenure-Actor")                                    \
  X(WRONG_OPERATOR, 400, "the command is for another operator than the address")                           \
  X(BAD_CURSOR, 400, "the cursor was not made by this query")                                              \
  X(MALFORMED_HTTP, 400, "the request is not HTTP/1.1")                                                    \
  X(NOT_FOUND, 404, "there is nothing at this address; see /openapi.json for what there is")               \
  X(UNKNOWN_RESOURCE, 404, "nothing has this id as of this position")                                      \
  X(UNKNOWN_COMMAND_TYPE, 404, "no command has this name; see /openapi.json for those there are")          \
  X(METHOD_NOT_ALLOWED, 405, "the address does not take this method; see the header Allow")                \
  X(NOT_ACCEPTABLE, 406, "the answer does not come in any of the media types of the header Accept")        \
  X(REQUEST_TIMEOUT, 408, "the request did not come in time")                                              \
  X(POSITION_BEYOND_KNOWN, 409,                                                                            \
    "the position lies behind what the read models know; wait or ask for an earlier one")                  \
  X(POSITION_TRIMMED, 410, "the position lies before the history that is kept; ask for a later one")       \
  X(BODY_TOO_LARGE, 413, "the body is too large; send it in parts")                                        \
  X(BATCH_TOO_LARGE, 413, "too many commands for one atomic batch; send them in parts")                    \
  X(UNSUPPORTED_MEDIA_TYPE, 415, "the address does not take the media type of the header Content-Type")    \
  X(EXPECTATION_FAILED, 417, "only 100-continue can be expected")                                          \
  X(UNREADABLE_INPUT, 422, "the parked input can still not be understood; see errors for why")             \
  X(HEADER_TOO_LARGE, 431, "the request's header is too large")                                            \
  X(STORAGE_FAILED, 500, "stored data cannot be read; the operator of the service has to look at it")      \
  X(REPORT_NOT_WRITTEN, 500,                                                                               \
    "the report could not be begun, most likely for want of memory; ask again later")                      \
  X(FONTS_MISSING, 501, "PDF needs fonts that the server does not have; ask for JSON or CSV")              \
  X(TRANSFER_ENCODING, 501, "only the transfer encoding chunked is known")                                 \
  X(QUEUE_FULL, 503, "too many commands wait already; send it again a little later, with the same id")     \
  X(SHUTTING_DOWN, 503, "the process is about to stop; send it again after the restart, with the same id") \
  X(PARTITION_STOPPED, 503,                                                                                \
    "the partition takes no commands, see /readyz; sending it again with the same id is safe")             \
  X(MIN_POSITION_NOT_REACHED, 503, "the read models have not reached the position yet; ask again")         \
  X(NOT_SERVING, 503, "the read model does not serve yet, see /readyz")                                    \
  X(TOO_MANY_CONNECTIONS, 503, "too many connections; come again a little later")                          \
  X(TOO_MANY_BODIES, 503, "too many request bodies at once; send it again a little later")                 \
  X(TOO_MANY_READERS, 503, "too many live readers; come again a little later")                             \
  X(HTTP_VERSION, 505, "only HTTP/1.0 and HTTP/1.1 are spoken")

enum class ProblemCode : std::uint8_t {
#define X(code, status, text) code,
  TENURE_HTTP_PROBLEMS(X)
#undef X
};

struct ProblemKind {
  std::string_view code;
  unsigned status;
  std::string_view meaning;
};
/// In the order of the table.
[[nodiscard]] const std::vector<ProblemKind>& problem_kinds();
[[nodiscard]] const ProblemKind& kind_of(ProblemCode code);

/// One part of a request that is wrong.
struct PartError {
  /// "pointer", "parameter" or "header".
  std::string_view where;
  std::string name;
  std::string_view code;
  std::string message;
};

[[nodiscard]] Response problem(ProblemCode code, std::string_view detail = {},
                               const std::vector<PartError>& errors = {});
/// A malformed command; the error's pointer is into the body.
[[nodiscard]] Response problem(const codec::FieldError& error);
/// A refused command: 409 for a conflict, 422 otherwise.
[[nodiscard]] Response problem(domain::Code code, std::string_view detail);
[[nodiscard]] ProblemCode code_of(eventstore::SubmitError error);
[[nodiscard]] unsigned status_of(domain::Code code);

inline constexpr std::string_view problem_media_type = "application/problem+json";

}  // namespace tenure::http
