#include "adapters/http/api/call.h"

#include <algorithm>
#include <cctype>

#include "adapters/http/api/operations/metrics.h"
#include "adapters/http/api/parameters.h"
#include "adapters/http/api/route.h"
#include "schemas/codec/invariant.h"

namespace tenure::http {

std::string_view Request::header(std::string_view name) const {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  for (const auto& each : headers) {
    if (each.name.size() == name.size() && std::ranges::equal(each.name, name, {}, lower, lower))
      return each.value;
  }
  return {};
}

std::string_view Call::value(const Parameter& parameter) const {
  if (parameter.in == Parameter::In::header) return request.header(parameter.name);
  const auto& declared = route->parameters;
  for (std::size_t i = 0; i < declared.size(); ++i) {
    if (declared[i] == &parameter) return values[i];
  }
  codec::broken_invariant("a parameter that the route declares", parameter.name);
}

std::optional<std::uint64_t> Call::number(const Parameter& parameter) const {
  const auto text = value(parameter);
  if (text.empty()) return std::nullopt;
  return parameter.kind == Parameter::Kind::version ? parse_version(text) : parse_number(text);
}

std::optional<domain::Instant> Call::instant(const Parameter& parameter) const {
  return domain::parse_instant(value(parameter));
}

std::string_view Call::operator_id() const { return value(parameters::operator_id); }

void Call::answer(Response response) {
  metrics_->count(route, response.status, std::chrono::steady_clock::now() - started_);
  respond_(std::move(response));
}

}  // namespace tenure::http
