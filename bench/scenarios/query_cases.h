// Every query of the read models, as a thing that can be asked again and again about somebody else.
//
// Is:       a table: name, model, the question in process, the same question over HTTP.
// Promises: each question has a full answer in the log of model_log.h; the asker says how many rows the answer took at
//           least, so that the limit can read as many.
// Fails:    a query that has no answer ends the scenario.
// Why:      the table is what `query` runs over, twice (latest and as of the middle) and in two ways.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "projections/runtime/view.h"

namespace tenure::bench {

/// Who is asked about. Every operator of the log lives the same month, so the ids are the same for all.
struct Places {
  std::string operator_id;
  std::string occupier_id;
  std::string site_id;
  std::string user_id;
  std::string door_id;
  std::string number;
  std::string charge_id;
  std::string mac;
  std::string login;
};

/// What an answer took at least: single rows by key, and ordered stretches of rows.
struct Reads {
  std::size_t gets = 0;
  std::size_t scans = 0;
  /// All stretches together.
  std::size_t rows = 0;
};

struct QueryCase {
  std::string_view name;
  std::string_view model;
  Reads (*ask)(const projections::View& view, const Places& places);
  /// The path and query string below /v1/operators/{operator}.
  std::string (*resource)(const Places& places);
};
[[nodiscard]] std::span<const QueryCase> query_cases();

/// Ids with full answers, found by asking as of the view about the operator.
[[nodiscard]] Places find_places(const projections::View& view, std::string operator_id);

}  // namespace tenure::bench
