// Networks and devices, and what a RADIUS server asks.

#include "adapters/http/api/queries/queries.h"
#include "adapters/http/api/queries/query.h"
#include "domain/kernel/invariant.h"
#include "projections/wifi/wifi.h"

namespace tenure::http {

namespace wifi = projections::wifi;

template <>
struct Described<wifi::Network> {
  static constexpr std::string_view name = "Network";
  static auto members() {
    using T = wifi::Network;
    return std::tuple{Member{"network_id", &T::network_id, ""}, Member{"site_id", &T::site_id, ""},
                      Member{"ssid", &T::ssid, ""}, Member{"kind", &T::kind, ""},
                      Member{"vlan", &T::vlan, ""}};
  }
};

template <>
struct Described<wifi::Device> {
  static constexpr std::string_view name = "WifiDevice";
  static auto members() {
    using T = wifi::Device;
    return std::tuple{
        Member{"site_id", &T::site_id, ""},
        Member{"mac", &T::mac, "Small letters with colons.", Shown::always, Privacy::personal},
        Member{"occupier_id", &T::occupier_id, ""},
        Member{"network_id", &T::network_id, ""},
        Member{"name", &T::name, "", Shown::always, Privacy::personal},
        Member{"randomised", [](const T& d) { return d.randomised != 0; }, "The device made its address up."},
        Member{"position", &T::position, "The event that made it what it is."},
        Member{"recorded_at", &T::recorded_at, ""}};
  }
};

namespace {

/// The network that somebody who is allowed goes into.
struct Way {
  std::string network_id;
  std::string ssid;
  std::optional<std::uint16_t> vlan;
};
Way way_into(const std::optional<wifi::Network>& network) {
  return network ? Way{network->network_id, network->ssid, network->vlan} : Way{};
}

struct DeviceCheck {
  std::string mac;
  std::string site_id;
  domain::WifiReason reason;
  std::string occupier_id;
  std::string name;
  Way way;
};

struct AccountCheck {
  std::string login;
  std::string site_id;
  domain::WifiReason reason;
  std::string user_id;
  std::string occupier_id;
  Way way;
};

template <class T>
bool is_allowed(const T& check) {
  return check.reason == domain::WifiReason::ALLOWED;
}

constexpr std::string_view reason_description = "ALLOWED, or the first that stands in the way.";

/// Members of Way, of whatever holds one.
template <class T>
auto way_members() {
  return std::tuple{Member{"network_id", [](const T& c) { return c.way.network_id; }, "Where it is allowed.",
                           Shown::if_there},
                    Member{"ssid", [](const T& c) { return c.way.ssid; }, "", Shown::if_there},
                    Member{"vlan", [](const T& c) { return c.way.vlan; }, ""}};
}

}  // namespace

template <>
struct Described<DeviceCheck> {
  static constexpr std::string_view name = "WifiDeviceCheck";
  static auto members() {
    using T = DeviceCheck;
    return std::tuple_cat(
        std::tuple{Member{"mac", &T::mac, "Small letters with colons.", Shown::always, Privacy::personal},
                   Member{"site_id", &T::site_id, ""}, Member{"allowed", is_allowed<T>, ""},
                   Member{"reason", &T::reason, reason_description},
                   Member{"occupier_id", &T::occupier_id, "", Shown::if_there},
                   Member{"name", &T::name, "", Shown::if_there, Privacy::personal}},
        way_members<T>());
  }
};

template <>
struct Described<AccountCheck> {
  static constexpr std::string_view name = "WifiAccountCheck";
  static auto members() {
    using T = AccountCheck;
    return std::tuple_cat(
        std::tuple{Member{"login", &T::login, "As it was asked for.", Shown::always, Privacy::personal},
                   Member{"site_id", &T::site_id, ""}, Member{"allowed", is_allowed<T>, ""},
                   Member{"reason", &T::reason, reason_description},
                   Member{"user_id", &T::user_id, "", Shown::if_there},
                   Member{"occupier_id", &T::occupier_id, "", Shown::if_there}},
        way_members<T>());
  }
};

namespace queries {

using projections::Result;
using projections::View;
using Components = boost::json::object;

Result<Found> occupier_devices(const View& view, const Call& call, std::string& out) {
  return write_found(
      wifi::devices_of_occupier(view, call.operator_id(), call.value(parameters::occupier_id), page_of(call)),
      out);
}
boost::json::object occupier_devices_schema(Components& components) {
  return page_schema_of<wifi::Device>(components);
}

Result<Found> site_networks(const View& view, const Call& call, std::string& out) {
  return write_found(
      wifi::networks_of_site(view, call.operator_id(), call.value(parameters::site_id), page_of(call)), out);
}
boost::json::object site_networks_schema(Components& components) {
  return page_schema_of<wifi::Network>(components);
}

Result<Found> wifi_device(const View& view, const Call& call, std::string& out) {
  const auto site_id = call.value(parameters::asked_site);
  const auto mac = domain::existing(domain::MacAddress::parse(call.value(parameters::mac)),
                                    "an address that was checked as a parameter");
  auto verdict = wifi::device(view, call.operator_id(), site_id, mac);
  if (!verdict) return std::unexpected{verdict.error()};
  DeviceCheck check{mac.text(), std::string{site_id}, verdict->reason, {}, {}, way_into(verdict->network)};
  if (const auto& device = verdict->device) {
    check.occupier_id = device->occupier_id;
    check.name = device->name;
  }
  Json json{out};
  write_value(check, json);
  return Found::yes;
}
boost::json::object wifi_device_schema(Components& components) { return schema_of<DeviceCheck>(components); }

Result<Found> wifi_account(const View& view, const Call& call, std::string& out) {
  const auto site_id = call.value(parameters::asked_site);
  const auto login = call.value(parameters::login);
  const auto verdict = wifi::account(view, call.operator_id(), site_id, login);
  if (!verdict) return std::unexpected{verdict.error()};
  Json json{out};
  write_value(AccountCheck{std::string{login}, std::string{site_id}, verdict->reason, verdict->user_id,
                           verdict->occupier_id, way_into(verdict->network)},
              json);
  return Found::yes;
}
boost::json::object wifi_account_schema(Components& components) {
  return schema_of<AccountCheck>(components);
}

}  // namespace queries
}  // namespace tenure::http
