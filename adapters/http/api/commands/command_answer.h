// The answer to one command that a POST of its own asked for.
#pragma once

#include <string>

#include "adapters/http/api/json.h"
#include "adapters/http/api/message.h"
#include "eventstore/partition.h"

namespace tenure::http {

/// What an answer needs to know of its command.
struct Sent {
  std::string id;
  /// Where what it made can be read; may be empty.
  std::string location = {};
};

/// 201 with the events, or the refusal as a problem.
[[nodiscard]] Response answer_of(eventstore::Partition& partition, const eventstore::Answer& answer,
                                 eventstore::CommitPtr commit, const Sent& sent);

/// Of an accepted command's last event.
[[nodiscard]] eventstore::Position last_position(const eventstore::Answer& answer);
/// Appends the list of an accepted command's events; whether they can be read.
[[nodiscard]] bool write_events(eventstore::Partition& partition, const eventstore::Answer& answer,
                                eventstore::CommitPtr commit, Json& json);
/// Its id, as everybody who sent a command gets it back.
void write_id_header(const Sent& sent, std::string& headers);

}  // namespace tenure::http
