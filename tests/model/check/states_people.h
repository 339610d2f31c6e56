// States of users, access and Wi-Fi, and the reference's lists of them, each as a line of text. Internal to this folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/states.h"
#include "tests/model/reference/business.h"

namespace tenure::model {

[[nodiscard]] std::string describe(const domain::User& state);
[[nodiscard]] std::string describe(const domain::Network& state);
[[nodiscard]] std::string describe(const domain::WifiLogin& state);
[[nodiscard]] std::string describe(const domain::WifiDevice& state);
[[nodiscard]] std::string describe(const domain::Credential& state);
[[nodiscard]] std::string describe(const domain::AccessGroup& state);

/// What the reference knows; nothing for a stream of another kind.
[[nodiscard]] std::optional<std::string> text_of_people(const Business& business, std::string_view kind,
                                                        const std::string& id);

}  // namespace tenure::model
