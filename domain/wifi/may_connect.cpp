#include "domain/wifi/may_connect.h"

namespace tenure::domain {
namespace {

WifiReason by_contract(ContractStanding contract) {
  return contract == ContractStanding::in_force ? WifiReason::ALLOWED : WifiReason::NO_CONTRACT_IN_FORCE;
}

}  // namespace

std::string_view name_of(WifiReason reason) {
  switch (reason) {
    case WifiReason::UNKNOWN_DEVICE:
      return "UNKNOWN_DEVICE";
    case WifiReason::UNKNOWN_ACCOUNT:
      return "UNKNOWN_ACCOUNT";
    case WifiReason::ACCOUNT_DISABLED:
      return "ACCOUNT_DISABLED";
    case WifiReason::USER_INACTIVE:
      return "USER_INACTIVE";
    case WifiReason::NOT_AT_SITE:
      return "NOT_AT_SITE";
    case WifiReason::NO_CONTRACT_IN_FORCE:
      return "NO_CONTRACT_IN_FORCE";
    case WifiReason::ALLOWED:
      return "ALLOWED";
  }
  return "unknown";
}

WifiReason may_connect(const DeviceQuestion& question) {
  if (question.device == DeviceStanding::unknown) return WifiReason::UNKNOWN_DEVICE;
  return by_contract(question.contract);
}

WifiReason may_connect(const AccountQuestion& question) {
  if (question.account == AccountStanding::unknown) return WifiReason::UNKNOWN_ACCOUNT;
  if (question.account == AccountStanding::disabled) return WifiReason::ACCOUNT_DISABLED;
  if (question.user == UserStanding::inactive) return WifiReason::USER_INACTIVE;
  if (question.site == SiteMembership::none) return WifiReason::NOT_AT_SITE;
  return by_contract(question.contract);
}

}  // namespace tenure::domain
