// A user of an occupier as a resource.
#pragma once

#include "adapters/http/api/queries/resource.h"
#include "projections/directory/directory.h"

namespace tenure::http {

template <>
struct Described<projections::directory::Invitation> {
  static constexpr std::string_view name = "Invitation";
  static auto members() {
    using T = projections::directory::Invitation;
    return std::tuple{Member{"to", &T::to, ""}, Member{"recorded_at", &T::recorded_at, "Of the last one."}};
  }
};

template <>
struct Described<projections::directory::User> {
  static constexpr std::string_view name = "User";
  static auto members() {
    using T = projections::directory::User;
    return std::tuple{
        Member{"user_id", &T::user_id, ""},
        Member{"occupier_id", &T::occupier_id, ""},
        Member{"site_ids", &T::site_ids, ""},
        Member{"given_name", &T::given_name, "", Shown::always, Privacy::personal},
        Member{"family_name", &T::family_name, "", Shown::always, Privacy::personal},
        Member{"email", &T::email, "", Shown::always, Privacy::personal},
        Member{"role", &T::role, ""},
        Member{"active", [](const T& u) { return u.active != 0; }, ""},
        Member{"invitations", &T::invitations, "Where the user was invited to."},
        Member{"wifi_login", &T::wifi_login, "The login of the Wi-Fi account, enabled or not.",
               Shown::if_there, Privacy::personal},
        Member{"wifi_enabled", [](const T& u) { return u.wifi_enabled != 0; },
               "Whether the Wi-Fi account is enabled; it lets in only where its user and the contract do."},
        Member{"position", &T::position, "The event that made it what it is."},
        Member{"recorded_at", &T::recorded_at, ""}};
  }
};

}  // namespace tenure::http
