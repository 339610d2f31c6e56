#include "projections/wifi/wifi_model.h"

#include "domain/kernel/text.h"
#include "projections/wifi/wifi.h"
#include "projections/wifi/wifi_keys.h"

namespace tenure::projections::wifi {
namespace {

using domain::copy;
using domain::text;

class WifiModel final : public Model {
 public:
  [[nodiscard]] std::string_view name() const override { return model_name; }
  [[nodiscard]] std::uint32_t version() const override { return 1; }

  void apply(const event::Event& event, RowWriter& rows) override {
    switch (event.body_type()) {
#define X(Body)                \
  case event::EventBody::Body: \
    return apply(event, *event.body_as_##Body(), rows);
      X(NetworkRegistered)
      X(ContractStarted)
      X(ContractEnded)
      X(UserAdded)
      X(UserSitesSet)
      X(UserDeactivated)
      X(UserReactivated)
      X(WifiAccountEnabled)
      X(WifiAccountDisabled)
      X(WifiDeviceRegistered)
      X(WifiDeviceRenamed)
      X(WifiDeviceTransferred)
      X(WifiDeviceRemoved)
#undef X
      default:
        return;
    }
  }

 private:
  // Reads a row that must be there, changes it, and writes it back.
  template <class Row, class Change>
  static void change(const Key& key, RowWriter& rows, Change change_row) {
    Row row;
    if (!rows.read(key, row)) throw BrokenFold{"something is changed that was not there before"};
    change_row(row);
    rows.write(key, row);
  }

  static void apply(const event::Event& event, const event::NetworkRegistered& body, RowWriter& rows) {
    const auto operator_id = text(event.operator_id());
    const Network network{copy(body.network_id()), copy(body.site_id()), copy(body.ssid()), body.kind(),
                          body.vlan()};
    rows.write(networks_of(operator_id, network.site_id).text(network.network_id), network);
    if (network.kind != NetworkKind::SECURE) return;
    const auto key = site_key(operator_id, network.site_id);
    SiteRow site;
    const bool has_one = rows.read(key, site);
    if (has_one && site.secure_network_id < network.network_id) return;
    rows.write(key, SiteRow{network.network_id});
  }

  static void apply(const event::Event& event, const event::ContractStarted& body, RowWriter& rows) {
    rows.write_key(contract_key(text(event.operator_id()), text(body.contract_id())));
    count_contract(event, body, 1, rows);
  }
  static void apply(const event::Event& event, const event::ContractEnded& body, RowWriter& rows) {
    const auto contract = contract_key(text(event.operator_id()), text(body.contract_id()));
    // One that is terminated before its first day was never in force.
    if (!rows.has(contract)) return;
    rows.erase(contract);
    count_contract(event, body, -1, rows);
  }
  template <class Body>
  static void count_contract(const event::Event& event, const Body& body, int change, RowWriter& rows) {
    const auto key = in_force_key(text(event.operator_id()), text(body.occupier_id()), text(body.site_id()));
    InForce in_force;
    (void)rows.read(key, in_force);
    in_force.contracts = static_cast<std::uint32_t>(static_cast<int>(in_force.contracts) + change);
    rows.write(key, in_force);
  }

  template <class Body>
  static std::vector<std::string> sites_of(const Body& body) {
    std::vector<std::string> sites;
    for (const auto* site : *body.site_ids()) sites.push_back(copy(site));
    return sites;
  }
  template <class Body, class Change>
  static void change_user(const event::Event& event, const Body& body, RowWriter& rows, Change change_row) {
    change<UserRow>(user_key(text(event.operator_id()), text(body.user_id())), rows, change_row);
  }
  static void apply(const event::Event& event, const event::UserAdded& body, RowWriter& rows) {
    rows.write(user_key(text(event.operator_id()), text(body.user_id())),
               UserRow{copy(body.occupier_id()), sites_of(body), 1, 0});
  }
  static void apply(const event::Event& event, const event::UserSitesSet& body, RowWriter& rows) {
    change_user(event, body, rows, [&](UserRow& user) { user.site_ids = sites_of(body); });
  }
  static void apply(const event::Event& event, const event::UserDeactivated& body, RowWriter& rows) {
    change_user(event, body, rows, [](UserRow& user) { user.active = 0; });
  }
  static void apply(const event::Event& event, const event::UserReactivated& body, RowWriter& rows) {
    change_user(event, body, rows, [](UserRow& user) { user.active = 1; });
  }
  static void apply(const event::Event& event, const event::WifiAccountEnabled& body, RowWriter& rows) {
    const auto operator_id = text(event.operator_id());
    change_user(event, body, rows, [](UserRow& user) { user.enabled = 1; });
    if (const auto previous = text(body.previous_login_hash()); !previous.empty()) {
      rows.erase(login_key(operator_id, previous));
    }
    rows.write(login_key(operator_id, text(body.login_hash())), LoginRow{copy(body.user_id())});
  }
  static void apply(const event::Event& event, const event::WifiAccountDisabled& body, RowWriter& rows) {
    change_user(event, body, rows, [](UserRow& user) { user.enabled = 0; });
  }

  static void apply(const event::Event& event, const event::WifiDeviceRegistered& body, RowWriter& rows) {
    Device device{copy(body.site_id()),     copy(body.mac()),
                  copy(body.occupier_id()), copy(body.network_id()),
                  copy(body.name()),        static_cast<std::uint8_t>(body.randomised() ? 1 : 0),
                  {event.position()},       domain::Instant{event.recorded_at()}};
    const auto operator_id = text(event.operator_id());
    rows.write_key(devices_of(operator_id, device.occupier_id).text(device.site_id).text(device.mac));
    rows.write(device_key(operator_id, device.site_id, device.mac), device);
  }
  template <class Body, class Change>
  static void change_device(const event::Event& event, const Body& body, RowWriter& rows, Change change_row) {
    change<Device>(device_key(text(event.operator_id()), text(body.site_id()), text(body.mac())), rows,
                   [&](Device& device) {
                     change_row(device);
                     device.position = {event.position()};
                     device.recorded_at = domain::Instant{event.recorded_at()};
                   });
  }
  static void apply(const event::Event& event, const event::WifiDeviceRenamed& body, RowWriter& rows) {
    change_device(event, body, rows, [&](Device& device) { device.name = text(body.name()); });
  }
  static void apply(const event::Event& event, const event::WifiDeviceTransferred& body, RowWriter& rows) {
    const auto operator_id = text(event.operator_id());
    change_device(event, body, rows, [&](Device& device) { device.occupier_id = text(body.occupier_id()); });
    rows.erase(devices_of(operator_id, text(body.previous_occupier_id()))
                   .text(text(body.site_id()))
                   .text(text(body.mac())));
    rows.write_key(
        devices_of(operator_id, text(body.occupier_id())).text(text(body.site_id())).text(text(body.mac())));
  }
  static void apply(const event::Event& event, const event::WifiDeviceRemoved& body, RowWriter& rows) {
    const auto operator_id = text(event.operator_id());
    rows.erase(device_key(operator_id, text(body.site_id()), text(body.mac())));
    rows.erase(
        devices_of(operator_id, text(body.occupier_id())).text(text(body.site_id())).text(text(body.mac())));
  }
};

}  // namespace

std::unique_ptr<Model> make_model() { return std::make_unique<WifiModel>(); }

}  // namespace tenure::projections::wifi
