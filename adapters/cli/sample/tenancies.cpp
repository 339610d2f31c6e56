// Who moves in, and what changes about contracts and services.

#include <algorithm>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include "adapters/cli/sample/story.h"

namespace tenure::cli::sample {
namespace {

using boost::json::array;
using boost::json::object;

/// The contract with its services, and the numbers asked for before it starts.
void tell_contract(Story& story, const ContractRow& contract) {
  if (!contract.occupier_name.empty()) {
    story.tell(front_desk, "RegisterOccupier",
               {{"occupier_id", contract.occupier_id},
                {"name", contract.occupier_name},
                {"billing_reference", fmt::format("H-{}", contract.occupier_id)},
                {"contacts", array{object{{"name", "Accounts"},
                                          {"email", fmt::format("accounts@{}", contract.domain)},
                                          {"purpose", "invoices"}}}}});
  }
  object data{{"contract_id", contract.contract_id},
              {"occupier_id", contract.occupier_id},
              {"site_id", contract.site_id},
              {"starts_on", text_of(contract.start)}};
  if (!contract.ends_on.empty()) data["ends_on"] = contract.ends_on;
  data["currency"] = site_of(contract.site_id).currency;
  data["billing_day"] = contract.billing_day;
  data["billing"] = contract.billing;
  data["proration"] = contract.proration;
  data["notice_months"] = 3;
  data["minimum_term_months"] = 3;
  if (!contract.ends_on.empty()) data["auto_renew_months"] = 12;
  data["lines"] = array{object{{"line_id", "L1"},
                               {"product_id", contract.product_id},
                               {"space_id", contract.space_id},
                               {"monthly_price", contract.monthly_price}}};
  data["deposit"] = contract.monthly_price * 2;
  story.tell(manager, "CreateContract", std::move(data));
  story.tell(manager, "SignContract", {{"contract_id", contract.contract_id}});

  if (contract.phone_lines == 0) return;
  story.tell(front_desk, "ActivateService",
             {{"service_id", fmt::format("VOICE-{}", contract.occupier_id)},
              {"contract_id", contract.contract_id},
              {"product_id", "VOICE"},
              {"quantity", contract.phone_lines},
              {"from", text_of(contract.start)},
              {"entitlements", object{{"phone_numbers", 1}, {"call_minutes", call_minutes_included}}}});
  if (contract.product_id != "OFFICE") return;
  story.tell(front_desk, "ActivateService",
             {{"service_id", fmt::format("INTERNET-{}", contract.occupier_id)},
              {"contract_id", contract.contract_id},
              {"product_id", "INTERNET"},
              {"quantity", 1},
              {"from", text_of(contract.start)},
              {"entitlements", object{{"bandwidth_mbps", 500}}}});
}

/// Numbers are allocated and asked for when the contract is signed; they become active when it starts.
void tell_numbers(Story& story, const ContractRow& contract) {
  for (const auto& user : users) {
    if (user.occupier_id != contract.occupier_id || user.site_id != contract.site_id || user.number.empty())
      continue;
    story.tell(front_desk, "AllocatePhoneNumber",
               {{"number", user.number}, {"occupier_id", user.occupier_id}});
    story.tell(front_desk, "ActivatePhoneNumber", {{"number", user.number}});
  }
}

void tell_devices(Story& story, const ContractRow& contract) {
  for (const auto& device : devices) {
    if (device.occupier_id != contract.occupier_id || device.site_id != contract.site_id) continue;
    story.tell(front_desk, "RegisterWifiDevice",
               {{"site_id", device.site_id},
                {"mac", device.mac},
                {"occupier_id", device.occupier_id},
                {"network_id", device.network_id},
                {"name", device.name}});
  }
}

void tell_moving_in(Story& story, const ContractRow& contract) {
  for (const auto& user : users) {
    if (user.occupier_id != contract.occupier_id || user.site_id != contract.site_id) continue;
    story.tell(front_desk, "AddUser",
               {{"user_id", user.user_id},
                {"occupier_id", user.occupier_id},
                {"site_ids", array{user.site_id}},
                {"given_name", user.given_name},
                {"family_name", user.family_name},
                {"email", fmt::format("{}@{}", user.user_id, contract.domain)},
                {"role", user.role}});
    story.tell(front_desk, "InviteUser", {{"user_id", user.user_id}, {"to", "MOBILE_APP"}});
    story.tell(front_desk, "EnableWifiAccount",
               {{"user_id", user.user_id}, {"login", fmt::format("{}@{}", user.user_id, contract.domain)}});
    story.tell(front_desk, "IssueCredential",
               {{"credential_id", fmt::format("CARD-{}", user.user_id)},
                {"user_id", user.user_id},
                {"kind", "CARD"}});
    if (!user.number.empty()) {
      story.tell(front_desk, "AssignPhoneNumber",
                 {{"number", user.number}, {"user_id", user.user_id}, {"extension", user.extension}});
    }
    for (const auto& group : groups) {
      if (group.site_id != user.site_id || group.group_id == "LON-ROOF") continue;
      story.tell(front_desk, "AddUserToGroup", {{"group_id", group.group_id}, {"user_id", user.user_id}});
    }
  }
}

/// What is agreed anew about contracts that run.
void tell_changes_of_contracts(Story& story, Day day) {
  if (day == 2) {
    story.tell(
        manager, "SchedulePriceStep",
        {{"contract_id", "CON-FERN"}, {"line_id", "L1"}, {"from", "2026-12-01"}, {"monthly_price", 430'000}});
    story.tell(manager, "SetBillingReference",
               {{"occupier_id", "FERN"}, {"billing_reference", "PO-2026-117"}});
    story.tell(manager, "LinkExternalId",
               {{"occupier_id", "FERN"}, {"system", "crm"}, {"external_id", "0061t00000Fern"}});
  }
  if (day == day_of_termination) {
    story.tell(manager, "TerminateContract",
               {{"contract_id", contract_terminated},
                {"on", termination_first_day_uncovered},
                {"termination_reason", "Merged with a firm across the river"}});
  }
  if (day == 14) {
    story.tell(manager, "AmendContract",
               {{"contract_id", "CON-BRIGHTWATER"},
                {"effective_on", "2026-10-15"},
                {"add_lines", array{object{{"line_id", "L2"},
                                           {"product_id", "DESK"},
                                           {"space_id", "LON-D3"},
                                           {"monthly_price", 29'000}}}}});
    story.tell(
        manager, "CreateContract",
        {{"contract_id", "CON-ATLAS-LON"},
         {"occupier_id", "ATLAS"},
         {"site_id", "LON"},
         {"starts_on", "2026-11-15"},
         {"currency", "GBP"},
         {"billing_day", 1},
         {"billing", "IN_ADVANCE"},
         {"proration", "ACTUAL_DAYS"},
         {"lines", array{object{{"line_id", "L1"}, {"product_id", "DESK"}, {"monthly_price", 29'500}}}}});
  }
  if (day == 16) story.tell(manager, "DiscardContract", {{"contract_id", "CON-ATLAS-LON"}});
  if (day == 20) {
    story.tell(manager, "GiveNotice",
               {{"contract_id", "CON-ORCHARD"}, {"given_on", "2026-10-20"}, {"ends_on", "2027-02-01"}});
  }
  if (day == 28) {
    story.tell(manager, "RenewContract",
               {{"contract_id", "CON-PIXEL"}, {"new_contract_id", "CON-PIXEL-2"}, {"ends_on", "2028-10-15"}});
  }
}

void tell_changes_of_services(Story& story, Day day) {
  if (day == 8) {
    story.tell(front_desk, "SuspendService",
               {{"service_id", "INTERNET-JUNIPER"}, {"effective_on", text_of(day)}});
  }
  if (day == 15) {
    story.tell(front_desk, "ResumeService",
               {{"service_id", "INTERNET-JUNIPER"}, {"effective_on", text_of(day)}});
  }
  if (day == 19) {
    story.tell(front_desk, "ChangeService",
               {{"service_id", "VOICE-KESTREL"}, {"effective_on", text_of(day)}, {"quantity", 3}});
  }
  if (day == 23) {
    story.tell(front_desk, "CeaseService", {{"service_id", "INTERNET-FERN"}, {"effective_on", text_of(day)}});
  }
}

}  // namespace

void tell_tenancies(Story& story, Day day) {
  for (const auto& contract : contracts) {
    if (std::max(contract.start - 4, day_of_setup) == day) {
      tell_contract(story, contract);
      tell_numbers(story, contract);
    }
    if (contract.start == day) {
      tell_moving_in(story, contract);
      tell_devices(story, contract);
    }
  }
  tell_changes_of_contracts(story, day);
  tell_changes_of_services(story, day);
}

}  // namespace tenure::cli::sample
