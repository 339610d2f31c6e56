// Telephony: numbers by site, state and holder, their history, and the directory of a site.
//
// What it is: the queries; each answers as of the view's position.
// What can go wrong: QueryError; an unknown site, occupier or number has an empty list or no answer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "domain/kernel/calendar.h"
#include "domain/occupier/occupier.h"
#include "projections/runtime/query.h"
#include "projections/runtime/view.h"

namespace tenure::projections::telephony {

inline constexpr std::string_view model_name = "telephony";

struct Number {
  /// E.164.
  std::string number;
  std::string site_id;
  NumberKind kind = NumberKind::GEOGRAPHIC;
  domain::NumberStatus status = domain::NumberStatus::available;
  /// Empty while no occupier holds it.
  std::string occupier_id;
  /// Empty while it is not assigned.
  std::string user_id;
  std::string extension;
  /// While it rests: the business date from which it is available again.
  std::optional<domain::Date> cooldown_until;
  /// The event that made it what it is.
  Position position;
  domain::Instant recorded_at;

  bool operator==(const Number&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.number, self.site_id, self.kind, self.status, self.occupier_id, self.user_id,
                    self.extension, self.cooldown_until, self.position.value, self.recorded_at);
  }
};

[[nodiscard]] Result<std::optional<Number>> number(const View& view, std::string_view operator_id,
                                                   std::string_view e164);
/// Numbers of a site, of one state or of all, in the order of the numbers.
[[nodiscard]] Result<Page<Number>> numbers_of_site(const View& view, std::string_view operator_id,
                                                   std::string_view site_id,
                                                   std::optional<domain::NumberStatus> status,
                                                   const PageRequest& page);
/// Numbers that the occupier holds, at any site.
[[nodiscard]] Result<Page<Number>> numbers_of_occupier(const View& view, std::string_view operator_id,
                                                       std::string_view occupier_id, const PageRequest& page);

enum class NumberChange : std::uint8_t {
  provisioned,
  allocated,
  activation_requested,
  activated,
  assigned,
  unassigned,
  released,
  cooled_down,
};
[[nodiscard]] std::string_view name_of(NumberChange change);

/// What happened to a number, once.
struct NumberEvent {
  Position position;
  domain::Instant recorded_at;
  NumberChange change = NumberChange::provisioned;
  /// Who held it or had it then, as far as the change is about them.
  std::string occupier_id;
  std::string user_id;
  std::string extension;

  bool operator==(const NumberEvent&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.position.value, self.recorded_at, self.change, self.occupier_id, self.user_id,
                    self.extension);
  }
};
/// Oldest first.
[[nodiscard]] Result<Page<NumberEvent>> history_of_number(const View& view, std::string_view operator_id,
                                                          std::string_view e164, const PageRequest& page);

/// A number of a site that reaches somebody.
struct DirectoryEntry {
  std::string number;
  std::string extension;
  std::string user_id;
  std::string given_name;   ///< personal
  std::string family_name;  ///< personal
  std::string occupier_id;
  std::string occupier_name;
  bool operator==(const DirectoryEntry&) const = default;
};
/// Assigned numbers of a site, by number.
[[nodiscard]] Result<Page<DirectoryEntry>> directory_of_site(const View& view, std::string_view operator_id,
                                                             std::string_view site_id,
                                                             const PageRequest& page);

}  // namespace tenure::projections::telephony
