// What both monthly reports begin with, and the small things that their sources share. Internal to this folder.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "adapters/report/monthly_report.h"

namespace tenure::report {

/// The head without title and columns; nothing where occupier or site is unknown.
[[nodiscard]] projections::Result<std::optional<Head>> head_of(const projections::View& view,
                                                               const Subject& subject);

/// Why a turn of a source failed.
using Failure = std::variant<Fault, SourceFailed>;
[[nodiscard]] inline std::unexpected<Failure> failed(std::string what) {
  return std::unexpected<Failure>{SourceFailed{std::move(what)}};
}
[[nodiscard]] inline std::unexpected<Failure> failed(Fault fault) { return std::unexpected<Failure>{fault}; }

/// A text as a cell; no value where it is empty.
[[nodiscard]] inline Cell text_cell(std::string_view text) { return text.empty() ? Cell{} : Cell{text}; }

}  // namespace tenure::report
