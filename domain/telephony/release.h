// A number that leaves its occupier and rests.
#pragma once

#include <string_view>

#include "domain/estate/site.h"
#include "domain/telephony/phone_number.h"

namespace tenure::domain {

/// The release of a number that an occupier holds, on the site's business day `today`.
[[nodiscard]] inline event::NumberReleasedT release_of(std::string_view number_id, const PhoneNumber& number,
                                                       const Site& site, Date today) {
  event::NumberReleasedT released;
  released.number = number_id;
  released.site_id = number.site_id;
  released.occupier_id = number.occupier_id;
  released.cooldown_until = (today + site.number_cooldown_days).days();
  released.on = today.days();
  return released;
}

}  // namespace tenure::domain
