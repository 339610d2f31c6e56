// From any command to its decision.
//
// What it is: the dispatch over the commands of schemas/commands/command.fbs. Each command has one file,
//   domain/<aggregate>/<command>.cpp, which defines its `target` and its `decide`; a missing one does not link.
// What it promises: pure: equal state, command and recorded time give an equal decision, anywhere, at any time.
#pragma once

#include <string>
#include <string_view>

#include "domain/kernel/decision.h"
#include "domain/kernel/stream.h"
#include "domain/world.h"
#include "schemas/command_list.h"
#include "schemas/commands/command_generated.h"

namespace tenure::domain {

/// The stream that a command is addressed to; its id is its own, because it may be made of several fields.
struct Target {
  Target(StreamKind the_kind, std::string_view the_id) : kind{the_kind}, id{the_id} {}
  [[nodiscard]] StreamName stream() const { return {kind, id}; }

  StreamKind kind;
  std::string id;
};

#define X(Body)                                              \
  [[nodiscard]] Target target(const command::Body& command); \
  [[nodiscard]] Decision decide(const command::Body& command, const World& world);
TENURE_COMMANDS(X)
#undef X

/// The aggregate that the command is addressed to: the one whose version `expected_version` means.
[[nodiscard]] Target target_of(const command::Command& command);
/// Decides the command in the world. Neither idempotency nor the expected version is looked at here.
[[nodiscard]] Decision decide_any(const command::Command& command, const World& world);
/// The name of the type, e.g. "AddCharge".
[[nodiscard]] std::string_view name_of(command::CommandBody type);
[[nodiscard]] std::string_view name_of(event::EventBody type);

}  // namespace tenure::domain
