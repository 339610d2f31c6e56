#include <algorithm>

#include "domain/wifi/login_hash.h"
#include "projections/runtime/row_reader.h"
#include "projections/wifi/wifi.h"
#include "projections/wifi/wifi_keys.h"

namespace tenure::projections::wifi {
namespace {

using domain::WifiReason;

Result<domain::ContractStanding> standing(const RowReader& rows, std::string_view operator_id,
                                          std::string_view occupier_id, std::string_view site_id) {
  const auto row = find<InForce>(rows, in_force_key(operator_id, occupier_id, site_id));
  if (!row) return std::unexpected{row.error()};
  const auto& held = *row;
  return held && held->contracts > 0 ? domain::ContractStanding::in_force : domain::ContractStanding::none;
}

Result<std::optional<Network>> network(const RowReader& rows, std::string_view operator_id,
                                       std::string_view site_id, std::string_view network_id) {
  return find<Network>(rows, networks_of(operator_id, site_id).text(network_id));
}

/// Whose login it is; both nothing where it is nobody's.
struct Holder {
  std::string user_id;
  std::optional<UserRow> user;
};
Result<Holder> holder_of(const RowReader& rows, std::string_view operator_id, std::string_view login) {
  const auto found = find<LoginRow>(rows, login_key(operator_id, domain::login_hash(login)));
  if (!found) return std::unexpected{found.error()};
  const auto& row = *found;
  if (!row) return Holder{};
  auto user = find<UserRow>(rows, user_key(operator_id, row->user_id));
  if (!user) return std::unexpected{user.error()};
  if (!*user) return std::unexpected{damaged_row(user_key(operator_id, row->user_id))};
  return Holder{row->user_id, std::move(*user)};
}

}  // namespace

Result<Page<Network>> networks_of_site(const View& view, std::string_view operator_id,
                                       std::string_view site_id, const PageRequest& page) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  return read_page<Network>(**rows, networks_of(operator_id, site_id), page);
}

Result<Page<Device>> devices_of_occupier(const View& view, std::string_view operator_id,
                                         std::string_view occupier_id, const PageRequest& page) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  return read_page<Device>(**rows, devices_of(operator_id, occupier_id), page,
                           [&](std::string_view key, std::string_view, Device& item) {
                             KeyParts parts{key};
                             const auto site_id = parts.text();
                             const auto mac = parts.text();
                             if (!parts.complete()) return Keep::damaged;
                             auto found = find<Device>(**rows, device_key(operator_id, site_id, mac));
                             if (!found || !*found) return Keep::damaged;
                             item = std::move(**found);
                             return Keep::yes;
                           });
}

Result<DeviceVerdict> device(const View& view, std::string_view operator_id, std::string_view site_id,
                             const domain::MacAddress& mac) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  auto found = find<Device>(**rows, device_key(operator_id, site_id, mac.text()));
  if (!found) return std::unexpected{found.error()};
  DeviceVerdict verdict;
  verdict.device = std::move(*found);
  domain::DeviceQuestion question;
  if (verdict.device) {
    const auto contract = standing(**rows, operator_id, verdict.device->occupier_id, site_id);
    if (!contract) return std::unexpected{contract.error()};
    question = {domain::DeviceStanding::registered, *contract};
  }
  verdict.reason = domain::may_connect(question);
  if (verdict.reason != WifiReason::ALLOWED) return verdict;
  auto its_network = network(**rows, operator_id, site_id, verdict.device->network_id);
  if (!its_network) return std::unexpected{its_network.error()};
  verdict.network = std::move(*its_network);
  return verdict;
}

Result<AccountVerdict> account(const View& view, std::string_view operator_id, std::string_view site_id,
                               std::string_view login) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  auto holder = holder_of(**rows, operator_id, login);
  if (!holder) return std::unexpected{holder.error()};
  AccountVerdict verdict;
  domain::AccountQuestion question;
  if (const auto& user = holder->user) {
    const auto contract = standing(**rows, operator_id, user->occupier_id, site_id);
    if (!contract) return std::unexpected{contract.error()};
    const bool is_there = std::ranges::find(user->site_ids, site_id) != user->site_ids.end();
    question = {user->enabled != 0 ? domain::AccountStanding::enabled : domain::AccountStanding::disabled,
                user->active != 0 ? domain::UserStanding::active : domain::UserStanding::inactive,
                is_there ? domain::SiteMembership::member : domain::SiteMembership::none, *contract};
    verdict.user_id = holder->user_id;
    verdict.occupier_id = user->occupier_id;
  }
  verdict.reason = domain::may_connect(question);
  if (verdict.reason != WifiReason::ALLOWED) return verdict;
  const auto found = find<SiteRow>(**rows, site_key(operator_id, site_id));
  if (!found) return std::unexpected{found.error()};
  const auto& site = *found;
  if (!site) return verdict;
  auto secure = network(**rows, operator_id, site_id, site->secure_network_id);
  if (!secure) return std::unexpected{secure.error()};
  verdict.network = std::move(*secure);
  return verdict;
}

}  // namespace tenure::projections::wifi
