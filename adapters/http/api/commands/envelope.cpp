#include "adapters/http/api/commands/envelope.h"

#include "adapters/http/api/context.h"
#include "adapters/http/api/parameters.h"

namespace tenure::http {
namespace {

std::optional<std::string_view> if_given(std::string_view text) {
  return text.empty() ? std::optional<std::string_view>{} : text;
}

}  // namespace

std::string id_of(Context& context, const Call& call) {
  const auto given = call.value(parameters::idempotency_key);
  return given.empty() ? context.of(*call.request.loop).gate.new_id() : std::string{given};
}

std::optional<codec::Envelope> envelope_of(const Context& context, const Call& call, const std::string& id) {
  const auto actor = call.value(parameters::actor);
  const auto source = call.value(parameters::source);
  if (actor.empty() && context.options.default_actor.empty()) return std::nullopt;
  return codec::Envelope{.id = id,
                         .operator_id = call.operator_id(),
                         .source = source.empty() ? context.options.default_source : source,
                         .actor = actor.empty() ? context.options.default_actor : actor,
                         .reason = if_given(call.value(parameters::reason)),
                         .expected_version = call.number(parameters::if_match)};
}

}  // namespace tenure::http
