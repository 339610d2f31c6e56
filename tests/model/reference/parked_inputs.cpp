// Input that was put aside, and what became of it.

#include "tests/model/reference/rules.h"

namespace tenure::model {

Code ParkInput(Business& business, const Fields& command) {
  const auto id = text_of(command, "parked_id");
  if (business.parked.contains(id)) return "ALREADY_EXISTS";
  business.parked[id] = "PARKED";
  business.note("InputParked", command, {"parked-input/" + id});
  return {};
}

Code ResolveParkedInput(Business& business, const Fields& command) {
  const auto id = text_of(command, "parked_id");
  const auto found = business.parked.find(id);
  if (found == business.parked.end()) return "UNKNOWN_PARKED_INPUT";
  if (found->second != "PARKED") return "INVALID_TRANSITION";
  found->second = text_of(command, "resolution");
  business.note("ParkedInputResolved", command, {"parked-input/" + id});
  return {};
}

}  // namespace tenure::model
