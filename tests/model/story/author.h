// Makes up commands that fit the state of the reference, and some that do not. Internal to this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "tests/model/reference/log.h"
#include "tests/model/story/story.h"

namespace tenure::model {

class Author {
 public:
  explicit Author(std::uint64_t seed) : random_{seed} {}

  /// A number below `limit`.
  [[nodiscard]] std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>{0, limit - 1}(random_);
  }
  [[nodiscard]] int between(int least, int most) {
    return std::uniform_int_distribution<int>{least, most}(random_);
  }
  [[nodiscard]] bool chance(int percent) { return between(0, 99) < percent; }
  template <class List>
  [[nodiscard]] std::string any(const List& list) {
    return std::string{list[below(list.size())]};
  }
  /// Mostly one of those that fit. Where none does, the command has no point, unless it is a careless one.
  template <class List>
  [[nodiscard]] std::string mostly(const std::vector<std::string>& fitting, const List& all) {
    if (!fitting.empty() && !slips()) return any(fitting);
    if (fitting.empty() && !careless_) pointless_ = true;
    return stranger(all);
  }
  /// One of all, seldom one that does not exist.
  template <class List>
  [[nodiscard]] std::string stranger(const List& all) {
    return all.empty() || slips() ? "nobody" : any(all);
  }
  /// Whether the command in the making goes astray here.
  [[nodiscard]] bool slips() { return careless_ && chance(40); }

  /// The commands with which everything of the universe comes to be at the operator.
  [[nodiscard]] std::vector<Command> houses(const std::string& operator_id);
  /// One command, fit for the state of the business, most of the time.
  [[nodiscard]] Command next(const Log& log, const std::string& operator_id);
  /// The next days of a site.
  [[nodiscard]] std::vector<Command> days(const Log& log, const std::string& operator_id);

  /// Gives the command an id, a source, and sometimes an expected version.
  [[nodiscard]] Command sign(const Log& log, const std::string& operator_id, std::string type, Fields data);

 private:
  using Making = Fields (Author::*)(const Business&);

  Fields register_something(const Business& business, std::string& type);
  Fields set_price(const Business& business);
  Fields create_contract(const Business& business);
  Fields sign_contract(const Business& business);
  Fields terminate_contract(const Business& business);
  Fields amend_contract(const Business& business);
  Fields schedule_price_step(const Business& business);
  Fields give_notice(const Business& business);
  Fields renew_contract(const Business& business);
  Fields discard_contract(const Business& business);
  Fields activate_service(const Business& business);
  Fields change_service(const Business& business);
  Fields suspend_service(const Business& business);
  Fields resume_service(const Business& business);
  Fields set_billing_reference(const Business& business);
  Fields link_external_id(const Business& business);
  Fields register_network(const Business& business);
  Fields define_tax_code(const Business& business);
  Fields cease_service(const Business& business);
  Fields add_user(const Business& business);
  Fields deactivate_user(const Business& business);
  Fields invite_user(const Business& business);
  Fields set_user_role(const Business& business);
  Fields set_user_sites(const Business& business);
  Fields reactivate_user(const Business& business);
  Fields enable_wifi_account(const Business& business);
  Fields disable_wifi_account(const Business& business);
  Fields reset_wifi_password(const Business& business);
  Fields register_wifi_device(const Business& business);
  Fields rename_wifi_device(const Business& business);
  Fields transfer_wifi_device(const Business& business);
  Fields remove_wifi_device(const Business& business);
  Fields remove_door_from_group(const Business& business);
  Fields set_group_schedule(const Business& business);
  Fields suspend_group(const Business& business);
  Fields resume_group(const Business& business);
  Fields issue_credential(const Business& business);
  Fields revoke_credential(const Business& business);
  Fields create_access_group(const Business& business);
  Fields add_door_to_group(const Business& business);
  Fields add_user_to_group(const Business& business);
  Fields remove_user_from_group(const Business& business);
  Fields provision_phone_number(const Business& business);
  Fields allocate_phone_number(const Business& business);
  Fields activate_phone_number(const Business& business);
  Fields assign_phone_number(const Business& business);
  Fields unassign_phone_number(const Business& business);
  Fields deactivate_phone_number(const Business& business);
  Fields deallocate_phone_number(const Business& business);
  Fields port_out_phone_number(const Business& business);
  Fields configure_phone_number(const Business& business);
  Fields nominate_main_number(const Business& business);
  Fields set_call_handling(const Business& business);
  Fields record_booking(const Business& business);
  Fields change_booking(const Business& business);
  Fields cancel_booking(const Business& business);
  Fields add_charge(const Business& business);
  Fields reverse_charge(const Business& business);
  Fields waive_charge(const Business& business);
  Fields record_usage(const Business& business);
  Fields define_tariff(const Business& business);
  Fields set_site_tariff(const Business& business);
  Fields tariff(std::string_view id, const char* currency, Day from);
  Fields park_input(const Business& business);
  Fields resolve_parked_input(const Business& business);

  /// A schedule, most of the time.
  void put_schedule(Fields& group);
  enum class Registered : std::uint8_t { no, yes };
  /// An address as it is written, of a device that is registered at the site or is not.
  [[nodiscard]] std::string mac_where(const Business& business, const std::string& site,
                                      Registered registered);

  [[nodiscard]] Day today_at(const Business& business, const std::string& site);
  [[nodiscard]] std::string fresh(std::string_view prefix, const std::vector<std::string>& known);
  [[nodiscard]] std::int64_t amount();
  /// A number to forward to, of the stock or not.
  [[nodiscard]] std::string any_dialled();
  /// What happens with a call; `members` may be hunted, `menus` led to.
  [[nodiscard]] Fields treatment(const std::vector<std::string>& members,
                                 const std::vector<std::string>& menus);
  [[nodiscard]] boost::json::array menus(const std::vector<std::string>& members);
  /// One of the contract's days, or any where it is unknown.
  [[nodiscard]] Day day_within(const Business& business, const std::string& contract);
  /// A line of the contract.
  [[nodiscard]] std::string line_of(const Business& business, const std::string& contract);
  /// A day on which the service may change, and its id.
  [[nodiscard]] Fields service_change(const Business& business, const std::vector<std::string>& fitting);

  std::mt19937_64 random_;
  bool careless_ = false;
  bool pointless_ = false;
  int ids_ = 0;
};

}  // namespace tenure::model
