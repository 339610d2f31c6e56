// The ids of those things that fit a command. Internal to this folder.
#pragma once

#include <string>
#include <vector>

#include "tests/model/reference/business.h"

namespace tenure::model {

template <class Map, class Fits>
[[nodiscard]] std::vector<std::string> ids_where(const Map& map, Fits fits) {
  std::vector<std::string> ids;
  for (const auto& [id, thing] : map) {
    if (fits(thing)) ids.push_back(id);
  }
  return ids;
}
template <class Map>
[[nodiscard]] std::vector<std::string> ids_of(const Map& map) {
  return ids_where(map, [](const auto&) { return true; });
}

[[nodiscard]] inline bool is_live(const Contract& contract) {
  return contract.status == "UPCOMING" || contract.status == "ACTIVE" || contract.status == "NOTICE_GIVEN";
}

}  // namespace tenure::model
