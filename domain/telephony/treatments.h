// The treatments and menus that a SetCallHandling names: whether they make sense, and how they are recorded.
//
// Is:       the rules of SetCallHandling about what happens with a call, apart from when.
// Promises: a rule is looked at for all treatments, in the order in which they are named, before the next rule is. Pure.
// Fails:    each rule answers whether it holds; the command refuses.
// Why:      treatments are flat tables and refer to menus by id, so that neither a command nor a check has a depth.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schemas/commands/telephony_generated.h"
#include "schemas/events/telephony_generated.h"

namespace tenure::domain {

using Treatments = std::vector<const command::Treatment*>;

/// All of them: in hours, out of hours, no answer, then menu by menu its keys, the time-out and the invalid choice.
[[nodiscard]] Treatments treatments_of(const command::SetCallHandling& command);

/// Whether each menu has an id and keys of its own, 0 to 9, * and #, and at least one.
[[nodiscard]] bool menus_make_sense(const command::SetCallHandling& command);
/// Whether each treatment has what its kind needs, nothing that it does not, and a menu that is there. Members of a hunt
/// group are looked at apart.
[[nodiscard]] bool treatments_make_sense(const command::SetCallHandling& command);
/// Whether each hunt group has a member.
[[nodiscard]] bool hunts_have_members(const Treatments& treatments);
/// Whether some menu leads back to itself, directly or through others.
[[nodiscard]] bool menus_run_in_a_circle(const command::SetCallHandling& command);
/// Whether all numbers to forward to are numbers, as dialled in the country.
[[nodiscard]] bool forwards_are_numbers(const Treatments& treatments, std::string_view country);

/// As it is recorded: numbers in E.164, each member once, REGULAR where a hunt group names no policy. The treatment has
/// passed the rules.
[[nodiscard]] std::unique_ptr<event::TreatmentT> recorded(const command::Treatment& treatment,
                                                          std::string_view country);
[[nodiscard]] std::vector<std::unique_ptr<event::MenuT>> recorded_menus(
    const command::SetCallHandling& command, std::string_view country);

}  // namespace tenure::domain
