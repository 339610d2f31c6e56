#include "domain/decide.h"

#include "schemas/event_list.h"

namespace tenure::domain {

Target target_of(const command::Command& command) {
  switch (command.body_type()) {
    case command::CommandBody::NONE:
      break;
#define X(Body)                    \
  case command::CommandBody::Body: \
    return target(*command.body_as_##Body());
      TENURE_COMMANDS(X)
#undef X
  }
  return {{}, {}};
}

Decision decide_any(const command::Command& command, const World& world) {
  switch (command.body_type()) {
    case command::CommandBody::NONE:
      break;
#define X(Body)                    \
  case command::CommandBody::Body: \
    return decide(*command.body_as_##Body(), world);
      TENURE_COMMANDS(X)
#undef X
  }
  return refuse(Code::INVALID_TRANSITION, "the command has no body");
}

std::string_view name_of(command::CommandBody type) {
  switch (type) {
    case command::CommandBody::NONE:
      break;
#define X(Body)                    \
  case command::CommandBody::Body: \
    return #Body;
      TENURE_COMMANDS(X)
#undef X
  }
  return "none";
}

std::string_view name_of(event::EventBody type) {
  switch (type) {
    case event::EventBody::NONE:
      break;
#define X(Body)                \
  case event::EventBody::Body: \
    return #Body;
      TENURE_EVENTS(X)
#undef X
  }
  return "none";
}

}  // namespace tenure::domain
