// The rows that the indexes have to have for a commit, from the commit alone.
#pragma once

#include <cstdint>
#include <string>

#include "domain/kernel/text.h"
#include "eventstore/commit.h"
#include "eventstore/event_streams.h"
#include "eventstore/index_keys.h"
#include "eventstore/index_rows.h"

namespace tenure::eventstore {

/// Calls `take(key, value, position)` for each row of the stream index.
template <class Take>
void for_each_stream_row(const Commit& commit, Take take) {
  std::string key;
  std::string value;
  for (auto position = commit.first(); position <= commit.last(); ++position.value) {
    const auto& event = commit.event_at(position);
    value.clear();
    put_little_endian(value, position.value);
    for_each_stream(event, [&](const std::optional<domain::StreamName>& stream, std::uint64_t version) {
      if (!stream) return;
      key.clear();
      put_stream_key(key, domain::text(event.operator_id()), *stream);
      key.push_back('\0');
      put_big_endian(key, version);
      take(key, value, position);
    });
  }
}

/// Calls `take(key, value, position)` for each row of the command index; a refusal has the position after it.
template <class Take>
void for_each_command_row(const Commit& commit, Take take) {
  const auto& body = commit.body();
  std::string key;
  std::string value;
  const auto name = [&](const auto& command) -> const std::string& {
    key.assign(domain::text(command.operator_id())).push_back('\0');
    key.append(domain::text(command.source())).push_back('\0');
    return key.append(domain::text(command.command_id()));
  };
  const auto place = [&](std::uint32_t index, bool accepted) -> const std::string& {
    value.clear();
    put_answer_place(value, {commit.first(), commit.number(), index, accepted});
    return value;
  };
  for (std::uint32_t index = 0; index < body.accepted()->size(); ++index) {
    const Position position{commit.first().value + body.accepted()->Get(index)->first_event()};
    const auto& event = commit.event_at(position);
    take(name(event), place(index, true), position);
  }
  if (body.refused() == nullptr) return;
  for (std::uint32_t index = 0; index < body.refused()->size(); ++index) {
    const auto& refused = *body.refused()->Get(index);
    take(name(refused), place(index, false), commit.first());
  }
}

}  // namespace tenure::eventstore
