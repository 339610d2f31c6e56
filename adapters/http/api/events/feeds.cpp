#include "adapters/http/api/events/feeds.h"

namespace tenure::http {

using enum event::EventBody;

const EventTypes& access_feed() {
  static const EventTypes types{
      // Where: zones of sites decide what a schedule means.
      SiteRegistered, DoorAdded, NetworkRegistered,
      // Contracts in force.
      ContractStarted, ContractEnded,
      // Who.
      UserAdded, UserSitesSet, UserDeactivated, UserReactivated,
      // Groups and credentials.
      AccessGroupCreated, GroupScheduleSet, GroupSuspended, GroupResumed, DoorAddedToGroup,
      DoorRemovedFromGroup, UserAddedToGroup, UserRemovedFromGroup, CredentialIssued, CredentialRevoked,
      // Wi-Fi.
      WifiAccountEnabled, WifiAccountDisabled, WifiPasswordReset, WifiDeviceRegistered, WifiDeviceRenamed,
      WifiDeviceTransferred, WifiDeviceRemoved};
  return types;
}

const EventTypes& telephony_feed() {
  static const EventTypes types{// Where: zones of sites decide what hours mean.
                                SiteRegistered,
                                // Whom numbers reach.
                                UserAdded, UserSitesSet, UserDeactivated, UserReactivated,
                                // Numbers.
                                NumberProvisioned, NumberAllocated, NumberActivationRequested,
                                NumberActivated, NumberAssigned, NumberUnassigned, NumberReleased,
                                NumberCooledDown, NumberDeactivated, NumberPortedOut, NumberConfigured,
                                // Calls.
                                MainNumberNominated, CallHandlingSet};
  return types;
}

}  // namespace tenure::http
