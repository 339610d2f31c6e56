// How a call is rated. Internal to the reference.
#pragma once

#include <optional>
#include <string>

#include "tests/model/reference/business.h"

namespace tenure::model {

struct RatedUsage {
  /// Why it cannot be recorded; empty where it can.
  Code code;
  /// Where it is charged.
  std::optional<BilledCall> call;
  Fields fields;
};
[[nodiscard]] RatedUsage rate_call(const Business& business, const Fields& command,
                                   const std::string& site_id, Day day);
/// The month that the day lies in.
[[nodiscard]] UsageMonth& usage_month(Business& business, const std::string& site_id,
                                      const std::string& occupier, Day day);

}  // namespace tenure::model
