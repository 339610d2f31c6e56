// Input that could not be applied.

#include <fmt/format.h>

#include "tests/model/story/author.h"
#include "tests/model/story/choose.h"
#include "tests/model/story/universe.h"

namespace tenure::model {

Fields Author::park_input(const Business& business) {
  Fields input{{"parked_id", fresh("P", ids_of(business.parked))},
               {"topic", "tenure.bookings"},
               {"partition", between(0, 3)},
               {"offset", between(0, 1'000'000)},
               {"code", chance(50) ? "NO_CONTRACT" : "MALFORMED_JSON"}};
  if (chance(60)) input["key"] = "QjE=";
  if (chance(80)) input["value"] = std::string{universe::records[below(universe::records.size())].value};
  if (chance(50)) {
    input["headers"] =
        boost::json::array{Fields{{"name", "trace"}, {"value", "Nw=="}}, Fields{{"name", "trace"}}};
  }
  if (chance(50)) input["detail"] = "none covers the day";
  if (chance(50)) input["command_source"] = "booking";
  if (chance(50)) input["command_id"] = fmt::format("b{}", below(10));
  return input;
}

Fields Author::resolve_parked_input(const Business& business) {
  const auto parked =
      ids_where(business.parked, [](const std::string& status) { return status == "PARKED"; });
  return {{"parked_id", mostly(parked, ids_of(business.parked))},
          {"resolution", chance(60) ? "RETRIED" : "DISCARDED"}};
}

}  // namespace tenure::model
