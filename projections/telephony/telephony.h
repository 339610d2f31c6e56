// Telephony: numbers by site, state and holder, their history, the directory of a site, how calls to main numbers are
// handled, where a call goes, and what occupiers use of what they are entitled to.
//
// What it is: the queries; each answers as of the view's position.
// What can go wrong: QueryError; an unknown site, occupier or number has an empty list or no answer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "domain/kernel/calendar.h"
#include "domain/occupier/occupier.h"
#include "domain/telephony/call_plan.h"
#include "domain/telephony/route.h"
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
  /// Whether it is the main number of its occupier at its site.
  std::uint8_t main = 0;
  /// As they were set, also while it is not in use.
  domain::Features features;
  /// The event that made it what it is.
  Position position;
  domain::Instant recorded_at;

  bool operator==(const Number&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.number, self.site_id, self.kind, self.status, self.occupier_id, self.user_id,
                    self.extension, self.cooldown_until, self.main, self.features, self.position.value,
                    self.recorded_at);
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
  configured,
  made_main,
  deactivated,
  ported_out,
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

/// A number of a site that reaches somebody: a user, or as a main number an occupier.
struct DirectoryEntry {
  std::string number;
  std::string extension;
  /// Empty for a main number, as are the names.
  std::string user_id;
  std::string given_name;   ///< personal
  std::string family_name;  ///< personal
  std::string occupier_id;
  std::string occupier_name;
  bool operator==(const DirectoryEntry&) const = default;
};
/// Assigned and main numbers of a site, by number.
[[nodiscard]] Result<Page<DirectoryEntry>> directory_of_site(const View& view, std::string_view operator_id,
                                                             std::string_view site_id,
                                                             const PageRequest& page);

/// How calls to the main number of an occupier at a site are handled.
struct CallHandling {
  std::string occupier_id;
  std::string site_id;
  /// Empty while none is nominated.
  std::string main_number;
  /// None while it was not set.
  std::optional<domain::CallPlan> plan;
  /// The event that made it what it is.
  Position position;
  domain::Instant recorded_at;

  bool operator==(const CallHandling&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.occupier_id, self.site_id, self.main_number, self.plan, self.position.value,
                    self.recorded_at);
  }
};
/// None where neither a main number was nominated nor call handling set.
[[nodiscard]] Result<std::optional<CallHandling>> call_handling(const View& view,
                                                                std::string_view operator_id,
                                                                std::string_view occupier_id,
                                                                std::string_view site_id);

/// The legs that a call to the number takes at the moment, its own first; see domain/telephony/route.h. A call that is
/// led on over more than domain::call_route_numbers_max numbers is followed so far. None for a number outside the stock.
[[nodiscard]] Result<std::optional<std::vector<domain::RouteLeg>>> route(const View& view,
                                                                         std::string_view operator_id,
                                                                         std::string_view e164,
                                                                         domain::Instant at);

/// What the services of an occupier entitle it to at a site, and what it uses of it.
struct Entitlements {
  std::string occupier_id;
  std::string site_id;
  std::uint32_t phone_numbers = 0;
  std::uint32_t active_numbers = 0;
  std::uint32_t hunt_groups = 0;
  /// Of its call handling.
  std::uint32_t used_hunt_groups = 0;
  std::uint32_t bandwidth_mbps = 0;
  /// Whether a service has it.
  std::uint8_t ivr = 0;
  /// Whether its call handling has menus.
  std::uint8_t uses_ivr = 0;

  bool operator==(const Entitlements&) const = default;
};
/// Occupiers that are entitled to something at the site or have an active number there, by id.
[[nodiscard]] Result<Page<Entitlements>> entitlements_of_site(const View& view, std::string_view operator_id,
                                                              std::string_view site_id,
                                                              const PageRequest& page);

}  // namespace tenure::projections::telephony
