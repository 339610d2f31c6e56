// What the queries of the read models have to answer, found by reading the whole journal again each time.
//
// Is:       one function for each query, over the facts of one operator up to one position.
// Promises: nothing is kept between two questions, so a question about an earlier position is the same search over
//           fewer facts.
// Fails:    never; what does not exist has no lines.
// Why:      lines of text, so that a difference can be read, and so that no type of the read models is needed.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/model/reference/log.h"

namespace tenure::model {

using Lines = std::vector<std::string>;

class History {
 public:
  /// What is known of the operator at the position.
  History(const std::vector<Recorded>& records, const std::string& operator_id, std::uint64_t up_to);

  /// All facts of one type.
  [[nodiscard]] const std::vector<const Recorded*>& of(std::string_view type) const;
  /// Those of one type, or of all where it is empty, in which the field has the value.
  [[nodiscard]] std::vector<const Recorded*> of(std::string_view type, std::string_view field,
                                                const std::string& value) const;

 private:
  /// Under an empty type: all.
  std::map<std::string, std::vector<const Recorded*>, std::less<>> by_type_;
};

/// Whether any contract of the occupier is in force at the site.
[[nodiscard]] bool in_force(const History& history, const std::string& occupier, const std::string& site);
[[nodiscard]] bool is_active(const History& history, const std::string& user);

namespace billing {
struct Filter {
  /// "2026-02"; empty for all.
  std::string month;
  std::string site;
  /// "RAISED" or "REVERSED"; empty for all.
  std::string status;
};
[[nodiscard]] Lines charges(const History& history, const std::string& occupier, const Filter& filter);
[[nodiscard]] Lines charge(const History& history, const std::string& charge);
[[nodiscard]] Lines totals(const History& history, const std::string& occupier, const Filter& filter);
[[nodiscard]] Lines balances(const History& history, const std::string& occupier);
[[nodiscard]] Lines statement(const History& history, const std::string& occupier, const std::string& month);
[[nodiscard]] Lines statement_lines(const History& history, const std::string& occupier,
                                    const std::string& month);
}  // namespace billing

namespace ledger {
struct Account {
  std::string entity;
  std::string code;
  std::string subject;
  std::string currency;
};
[[nodiscard]] Lines trial_balance(const History& history, const std::string& entity, Day on);
/// The balance before the first day, then what is posted up to but not including the last.
[[nodiscard]] Lines account_lines(const History& history, const Account& account, Day from, Day to);
}  // namespace ledger

namespace telephony {
[[nodiscard]] Lines number(const History& history, const std::string& number);
/// Of one status, or of all where it is empty.
[[nodiscard]] Lines numbers_of_site(const History& history, const std::string& site,
                                    const std::string& status);
[[nodiscard]] Lines numbers_of_occupier(const History& history, const std::string& occupier);
[[nodiscard]] Lines history_of_number(const History& history, const std::string& number);
[[nodiscard]] Lines directory_of_site(const History& history, const std::string& site);
[[nodiscard]] Lines call_handling(const History& history, const std::string& occupier,
                                  const std::string& site);
[[nodiscard]] Lines route(const History& history, const std::string& number, Time time);
[[nodiscard]] Lines entitlements_of_site(const History& history, const std::string& site);
}  // namespace telephony

namespace access {
[[nodiscard]] Lines may(const History& history, const std::string& user, const std::string& door, Time time);
[[nodiscard]] Lines doors_of_user(const History& history, const std::string& user, Time time);
[[nodiscard]] Lines users_of_door(const History& history, const std::string& door, Time time);
[[nodiscard]] Lines may_with(const History& history, const std::string& credential, const std::string& user,
                             const std::string& door, Time time);
[[nodiscard]] Lines memberships(const History& history, const std::string& user);
[[nodiscard]] Lines credentials(const History& history, const std::string& user);
[[nodiscard]] Lines groups_of_occupier(const History& history, const std::string& occupier);
}  // namespace access

namespace wifi {
[[nodiscard]] Lines networks_of_site(const History& history, const std::string& site);
[[nodiscard]] Lines devices_of_occupier(const History& history, const std::string& occupier);
[[nodiscard]] Lines device(const History& history, const std::string& site, const std::string& mac);
/// In whatever letters the login is.
[[nodiscard]] Lines account(const History& history, const std::string& site, const std::string& login);
}  // namespace wifi

namespace directory {
[[nodiscard]] Lines occupiers(const History& history);
[[nodiscard]] Lines occupier(const History& history, const std::string& occupier);
[[nodiscard]] Lines contracts_of_occupier(const History& history, const std::string& occupier);
[[nodiscard]] Lines contract(const History& history, const std::string& contract);
/// Of one status, and with an end before a day, where these are not empty.
[[nodiscard]] Lines contracts_of_site(const History& history, const std::string& site,
                                      const std::string& status, const std::string& ends_before);
[[nodiscard]] Lines occupier_by_external_id(const History& history, const std::string& system,
                                            const std::string& site, const std::string& external_id);
[[nodiscard]] Lines services_of_occupier(const History& history, const std::string& occupier);
[[nodiscard]] Lines users_of_occupier(const History& history, const std::string& occupier);
[[nodiscard]] Lines user(const History& history, const std::string& user);
[[nodiscard]] Lines sites(const History& history);
[[nodiscard]] Lines site(const History& history, const std::string& site);
[[nodiscard]] Lines spaces_of_site(const History& history, const std::string& site);
[[nodiscard]] Lines doors_of_site(const History& history, const std::string& site);
[[nodiscard]] Lines products(const History& history);
}  // namespace directory

namespace parked_input {
/// Of one status.
[[nodiscard]] Lines inputs(const History& history, const std::string& status);
[[nodiscard]] Lines input(const History& history, const std::string& id);
[[nodiscard]] Lines original(const History& history, const std::string& id);
}  // namespace parked_input

}  // namespace tenure::model
