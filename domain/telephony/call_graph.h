// Where calls are led on to, and whether they would come back.
//
// Is:       the one graph that ConfigurePhoneNumber, NominateMainNumber and SetCallHandling walk, each with its own change
//           in place. A number leads to those that it forwards to; a main number also to all that the call handling of
//           its occupier at its site forwards to or lets ring, in whatever menu, hours or case.
// Promises: what `follow` lets pass adds no circle. As nothing else adds a way, there never is one in the graph.
// Fails:    a walk over more than `call_route_numbers_max` numbers is given up; the caller refuses.
// Why:      whether a number is active, at which hours and in which case a call would take a way is not looked at: what
//           is harmless today would be a circle after a harmless command tomorrow. Numbers outside the stock lead
//           nowhere; when one is taken into it and configured, that command looks at those that lead to it.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "domain/kernel/decision.h"
#include "domain/world.h"

namespace tenure::domain {

/// Numbers that calls to one number may be led on to, directly or through others.
inline constexpr std::size_t call_route_numbers_max = 1'000;

using NumberSet = std::set<std::string, std::less<>>;

/// What a number leads to, as the world is.
[[nodiscard]] NumberSet ways_from(const World& world, std::string_view number);
/// What the call handling of an occupier at a site leads to; nothing where none is set.
[[nodiscard]] NumberSet handled_ways(const World& world, std::string_view site_id,
                                     std::string_view occupier_id);

/// Follows calls to `number` through `ways`, which stand in for those it has in the world. CALL_ROUTE_CYCLE where they
/// would come back to it or be led on too far, nothing where they come to an end.
[[nodiscard]] std::optional<Refusal> follow(const World& world, std::string_view number,
                                            const NumberSet& ways);

}  // namespace tenure::domain
