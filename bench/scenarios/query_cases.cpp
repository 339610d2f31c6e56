#include "bench/scenarios/query_cases.h"

#include <array>

#include <fmt/format.h>

#include "bench/settings.h"
#include "projections/access/access.h"
#include "projections/billing/billing.h"
#include "projections/directory/directory.h"
#include "projections/telephony/telephony.h"
#include "projections/wifi/wifi.h"

namespace tenure::bench {
namespace {

namespace access = projections::access;
namespace billing = projections::billing;
namespace directory = projections::directory;
namespace telephony = projections::telephony;
namespace wifi = projections::wifi;
using projections::PageRequest;
using projections::View;

/// A Wednesday noon of the sample month, and the month itself.
constexpr std::string_view noon_text = "2026-10-14T12:00:00Z";
constexpr std::string_view month_text = "2026-10";
const domain::Instant noon = *domain::parse_instant(noon_text);
const billing::Month month = *billing::parse_month(month_text);

template <class T>
const T& answer(const projections::Result<T>& result) {
  if (!result) fail(fmt::format("a query has no answer: {}", result.error().message));
  return *result;
}
template <class T>
const T& found(const projections::Result<std::optional<T>>& result) {
  const auto& value = answer(result);
  if (!value) fail("a query found nothing");
  return *value;
}
template <class T>
Reads page(const projections::Result<projections::Page<T>>& result, std::size_t gets_an_item = 0) {
  const auto items = answer(result).items.size();
  if (items == 0) fail("a list is empty");
  return {items * gets_an_item, 1, items};
}

Reads doors_read(const std::vector<access::DoorOfUser>& doors) {
  std::size_t grants = 0;
  for (const auto& door : doors) grants += door.group_ids.size();
  // The user, each door, the site and the contract; the user's groups and the doors of each.
  return {3 + doors.size(), 2, 1 + grants};
}

constexpr std::array cases{
    QueryCase{"occupier", directory::model_name,
              [](const View& view, const Places& at) {
                (void)found(directory::occupier(view, at.operator_id, at.occupier_id));
                return Reads{1, 0, 0};
              },
              [](const Places& at) { return fmt::format("/occupiers/{}", at.occupier_id); }},
    QueryCase{"occupiers", directory::model_name,
              [](const View& view, const Places& at) {
                return page(directory::occupiers(view, at.operator_id, {}));
              },
              [](const Places&) { return std::string{"/occupiers"}; }},
    QueryCase{"contracts of an occupier", directory::model_name,
              [](const View& view, const Places& at) {
                return page(directory::contracts_of_occupier(view, at.operator_id, at.occupier_id, {}));
              },
              [](const Places& at) { return fmt::format("/occupiers/{}/contracts", at.occupier_id); }},
    QueryCase{"services of an occupier", directory::model_name,
              [](const View& view, const Places& at) {
                return page(directory::services_of_occupier(view, at.operator_id, at.occupier_id, {}));
              },
              [](const Places& at) { return fmt::format("/occupiers/{}/services", at.occupier_id); }},
    QueryCase{"users of an occupier", directory::model_name,
              [](const View& view, const Places& at) {
                return page(directory::users_of_occupier(view, at.operator_id, at.occupier_id, {}));
              },
              [](const Places& at) { return fmt::format("/occupiers/{}/users", at.occupier_id); }},
    QueryCase{"charges of an occupier", billing::model_name,
              [](const View& view, const Places& at) {
                return page(billing::charges(view, at.operator_id, at.occupier_id, {}, {}));
              },
              [](const Places& at) { return fmt::format("/occupiers/{}/charges", at.occupier_id); }},
    QueryCase{"charge", billing::model_name,
              [](const View& view, const Places& at) {
                (void)found(billing::charge(view, at.operator_id, at.charge_id));
                return Reads{2, 0, 0};
              },
              [](const Places& at) { return fmt::format("/charges/{}", at.charge_id); }},
    QueryCase{"totals of an occupier", billing::model_name,
              [](const View& view, const Places& at) {
                return page(billing::totals(view, at.operator_id, at.occupier_id, {}, {}));
              },
              [](const Places& at) { return fmt::format("/occupiers/{}/totals", at.occupier_id); }},
    QueryCase{"statement of an occupier", billing::model_name,
              [](const View& view, const Places& at) {
                const auto books =
                    answer(billing::statement(view, at.operator_id, at.occupier_id, month)).size();
                auto reads = page(billing::statement_lines(view, at.operator_id, at.occupier_id, month, {}));
                return Reads{reads.gets, reads.scans + 1, reads.rows + books};
              },
              [](const Places& at) {
                return fmt::format("/occupiers/{}/statement?month={}", at.occupier_id, month_text);
              }},
    QueryCase{"number", telephony::model_name,
              [](const View& view, const Places& at) {
                (void)found(telephony::number(view, at.operator_id, at.number));
                return Reads{1, 0, 0};
              },
              [](const Places& at) { return fmt::format("/numbers/%2B{}", at.number.substr(1)); }},
    QueryCase{"history of a number", telephony::model_name,
              [](const View& view, const Places& at) {
                return page(telephony::history_of_number(view, at.operator_id, at.number, {}));
              },
              [](const Places& at) { return fmt::format("/numbers/%2B{}/history", at.number.substr(1)); }},
    QueryCase{"numbers of a site", telephony::model_name,
              [](const View& view, const Places& at) {
                return page(telephony::numbers_of_site(view, at.operator_id, at.site_id, std::nullopt, {}));
              },
              [](const Places& at) { return fmt::format("/sites/{}/numbers", at.site_id); }},
    QueryCase{"numbers of an occupier", telephony::model_name,
              [](const View& view, const Places& at) {
                return page(telephony::numbers_of_occupier(view, at.operator_id, at.occupier_id, {}));
              },
              [](const Places& at) { return fmt::format("/occupiers/{}/numbers", at.occupier_id); }},
    QueryCase{"directory of a site", telephony::model_name,
              [](const View& view, const Places& at) {
                // Each entry also reads its user and its occupier.
                return page(telephony::directory_of_site(view, at.operator_id, at.site_id, {}), 2);
              },
              [](const Places& at) { return fmt::format("/sites/{}/directory", at.site_id); }},
    QueryCase{"may a user open a door", access::model_name,
              [](const View& view, const Places& at) {
                (void)answer(access::may(view, at.operator_id, at.user_id, at.door_id, noon));
                // User, door, group, site, contract; the groups of the user and those of the door.
                return Reads{5, 2, 2};
              },
              [](const Places& at) {
                return fmt::format("/access/check?user={}&door={}&at={}", at.user_id, at.door_id, noon_text);
              }},
    QueryCase{
        "doors of a user", access::model_name,
        [](const View& view, const Places& at) {
          return doors_read(found(access::doors_of_user(view, at.operator_id, at.user_id, noon)));
        },
        [](const Places& at) { return fmt::format("/access/doors?user={}&at={}", at.user_id, noon_text); }},
    QueryCase{
        "users of a door", access::model_name,
        [](const View& view, const Places& at) {
          const auto users = access::users_of_door(view, at.operator_id, at.door_id, noon);
          const auto count = found(users).size();
          // Each user with membership; the door, its group, the site, a contract for each occupier (one at least).
          return Reads{4 + 2 * count, 2, 1 + count};
        },
        [](const Places& at) { return fmt::format("/access/users?door={}&at={}", at.door_id, noon_text); }},
    QueryCase{"may a device into the Wi-Fi", wifi::model_name,
              [](const View& view, const Places& at) {
                const auto mac = *domain::MacAddress::parse(at.mac);
                (void)answer(wifi::device(view, at.operator_id, at.site_id, mac));
                // Device, contract, network.
                return Reads{3, 0, 0};
              },
              [](const Places& at) { return fmt::format("/wifi/devices/{}?site={}", at.mac, at.site_id); }},
    QueryCase{
        "may a login into the Wi-Fi", wifi::model_name,
        [](const View& view, const Places& at) {
          (void)answer(wifi::account(view, at.operator_id, at.site_id, at.login));
          // Login, user, contract, site, network.
          return Reads{5, 0, 0};
        },
        [](const Places& at) { return fmt::format("/wifi/accounts/{}?site={}", at.login, at.site_id); }},
};

}  // namespace

std::span<const QueryCase> query_cases() { return cases; }

Places find_places(const View& view, std::string operator_id) {
  Places at;
  at.operator_id = std::move(operator_id);
  const auto sites = directory::sites(view, at.operator_id, {});
  for (const auto& site : answer(sites).items) {
    const auto listed = telephony::directory_of_site(view, at.operator_id, site.site_id, {});
    for (const auto& entry : answer(listed).items) {
      // A main number is nobody's.
      if (entry.user_id.empty()) continue;
      const auto doors = access::doors_of_user(view, at.operator_id, entry.user_id, noon);
      const auto charges = billing::charges(view, at.operator_id, entry.occupier_id, {}, {});
      const auto services = directory::services_of_occupier(view, at.operator_id, entry.occupier_id, {});
      const auto devices = wifi::devices_of_occupier(view, at.operator_id, entry.occupier_id, {});
      const auto user = directory::user(view, at.operator_id, entry.user_id);
      if (found(doors).empty() || answer(charges).items.empty() || answer(services).items.empty()) continue;
      if (answer(devices).items.empty() || found(user).wifi_login.empty()) continue;
      at.site_id = site.site_id;
      at.occupier_id = entry.occupier_id;
      at.user_id = entry.user_id;
      at.number = entry.number;
      at.door_id = found(doors).front().door_id;
      at.charge_id = charges->items.front().charge_id;
      at.mac = devices->items.front().mac;
      at.login = found(user).wifi_login;
      return at;
    }
  }
  fail("the log has nobody about whom everything can be asked");
}

}  // namespace tenure::bench
