// One request on its way through the API: routed, its parameters checked.
//
// What it is: what handlers take: the request, its parameters by name, and the way to answer.
// What it promises: `answer` counts the request in the metrics and gives the answer to the transport, once.
// What can go wrong: nothing; a parameter that a route does not declare stops the process when it is read, so that no
//   handler reads what is not documented.
// Threads: the request's loop.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/http/api/message.h"
#include "adapters/http/api/parameter.h"
#include "domain/kernel/calendar.h"

namespace tenure::http {

struct Route;
class Metrics;

class Call {
 public:
  Call(Request the_request, Respond respond, Metrics& metrics)
      : request{std::move(the_request)}, respond_{std::move(respond)}, metrics_{&metrics} {}

  Request request;
  const Route* route = nullptr;
  /// Values of the route's parameters of path and query, in the order of the route's declaration; empty: absent.
  std::vector<std::string> values;

  /// A parameter's value, or empty. The parameter must be one of the route's.
  [[nodiscard]] std::string_view value(const Parameter& parameter) const;
  [[nodiscard]] std::optional<std::uint64_t> number(const Parameter& parameter) const;
  [[nodiscard]] std::optional<domain::Instant> instant(const Parameter& parameter) const;
  [[nodiscard]] bool is_true(const Parameter& parameter) const { return value(parameter) == "true"; }
  [[nodiscard]] std::string_view operator_id() const;

  void answer(Response response);

 private:
  Respond respond_;
  Metrics* metrics_;
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

}  // namespace tenure::http
