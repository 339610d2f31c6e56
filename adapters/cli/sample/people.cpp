// What people come to beside moving in: roles and sites, access, Wi-Fi, telephones.

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include "adapters/cli/sample/story.h"

namespace tenure::cli::sample {
namespace {

using boost::json::array;
using boost::json::object;

object stretch(int weekday, int from_hour, int to_hour) {
  return {{"weekday", weekday}, {"from_minute", from_hour * 60}, {"to_minute", to_hour * 60}};
}

void tell_users(Story& story, Day day) {
  if (day == 13) story.tell(manager, "SetUserRole", {{"user_id", "june"}, {"role", "ADMIN"}});
  if (day == 20) {
    story.tell(manager, "SetUserSites", {{"user_id", "amara"}, {"site_ids", array{"LON", "NYC"}}});
    story.tell(manager, "InviteUser", {{"user_id", "amara"}, {"to", "PORTAL"}});
  }
  if (day == day_of_leaving) {
    for (const auto& group : groups) {
      if (group.site_id != "LON" || group.group_id == "LON-ROOF") continue;
      story.tell(front_desk, "RemoveUserFromGroup",
                 {{"group_id", group.group_id}, {"user_id", user_leaving}});
    }
    story.tell(front_desk, "DisableWifiAccount", {{"user_id", user_leaving}});
    story.tell(front_desk, "RevokeCredential", {{"credential_id", fmt::format("CARD-{}", user_leaving)}});
    story.tell(front_desk, "DeactivateUser", {{"user_id", user_leaving}});
  }
  if (day == day_of_leaving + 4) story.tell(front_desk, "ReactivateUser", {{"user_id", user_leaving}});
}

void tell_doors(Story& story, Day day) {
  if (day == 5) {
    story.tell(manager, "AddUserToGroup", {{"group_id", "LON-ROOF"}, {"user_id", "amara"}});
    story.tell(manager, "AddDoorToGroup", {{"group_id", "LON-ROOF"}, {"door_id", "LON-LIFT"}});
  }
  if (day == 6) {
    story.tell(manager, "RemoveDoorFromGroup", {{"group_id", "LON-ROOF"}, {"door_id", "LON-LIFT"}});
    story.tell(manager, "SuspendGroup", {{"group_id", "LON-ROOF"}});
  }
  if (day == 7) story.tell(manager, "ResumeGroup", {{"group_id", "LON-ROOF"}});
  if (day == 9) {
    array schedule;
    for (int weekday = 1; weekday <= 6; ++weekday) schedule.push_back(stretch(weekday, 6, 22));
    story.tell(manager, "SetGroupSchedule", {{"group_id", "NYC-HOURS"}, {"schedule", std::move(schedule)}});
  }
}

void tell_devices(Story& story, Day day) {
  if (day == 12) {
    story.tell(front_desk, "RenameWifiDevice",
               {{"site_id", "LON"}, {"mac", "00:1b:44:11:3a:b7"}, {"name", "Printer by the window"}});
    story.tell(front_desk, "ResetWifiPassword", {{"user_id", "edith"}});
  }
  if (day == 16) {
    story.tell(front_desk, "TransferWifiDevice",
               {{"site_id", "LON"}, {"mac", "00:1b:44:11:3a:b9"}, {"occupier_id", "KESTREL"}});
    story.tell(front_desk, "RemoveWifiDevice", {{"site_id", "NYC"}, {"mac", "00:1b:44:11:3a:c0"}});
  }
}

/// Brightwater's main number: two people in turn while the office is open, else a menu.
void tell_call_handling(Story& story) {
  const object voicemail{{"kind", "VOICEMAIL"}, {"email", "calls@brightwater.example"}};
  story.tell(manager, "NominateMainNumber",
             {{"occupier_id", "BRIGHTWATER"}, {"site_id", "LON"}, {"number", main_number}});
  story.tell(
      manager, "SetCallHandling",
      {{"occupier_id", "BRIGHTWATER"},
       {"site_id", "LON"},
       {"exceptions", array{object{{"date", "2026-12-25"}}}},
       {"in_hours",
        object{
            {"kind", "HUNT"}, {"policy", "REGULAR"}, {"members", array{"+442079460101", "+442079460102"}}}},
       {"out_of_hours", object{{"kind", "MENU"}, {"menu_id", "NIGHT"}}},
       {"no_answer_seconds", 20},
       {"no_answer", voicemail},
       {"menus",
        array{object{{"menu_id", "NIGHT"},
                     {"keys", array{object{{"key", "1"}, {"treatment", voicemail}},
                                    object{{"key", "0"}, {"treatment", object{{"kind", "RECEPTION"}}}}}},
                     {"timeout", voicemail},
                     {"invalid", voicemail}}}}});
}

void tell_phones(Story& story, Day day) {
  if (day == day_of_setup) {
    story.tell(front_desk, "AllocatePhoneNumber", {{"number", main_number}, {"occupier_id", "BRIGHTWATER"}});
    story.tell(front_desk, "ActivatePhoneNumber", {{"number", main_number}});
  }
  if (day == 2) tell_call_handling(story);
  if (day == 13) {
    story.tell(front_desk, "ConfigurePhoneNumber",
               {{"number", "+442079460109"},
                {"features", object{{"display_name", "Ivo Brandt"},
                                    {"voicemail", true},
                                    {"forward_no_answer", "+442079460110"},
                                    {"call_waiting", true}}}});
  }
  // A line for a campaign: asked for, and given back a week later.
  if (day == 20) {
    story.tell(front_desk, "AllocatePhoneNumber", {{"number", "+442079460112"}, {"occupier_id", "KESTREL"}});
    story.tell(front_desk, "ActivatePhoneNumber", {{"number", "+442079460112"}});
    story.tell(front_desk, "AssignPhoneNumber",
               {{"number", "+442079460112"}, {"user_id", "june"}, {"extension", "112"}});
  }
  if (day == 27) {
    story.tell(front_desk, "UnassignPhoneNumber", {{"number", "+442079460112"}});
    story.tell(front_desk, "DeactivatePhoneNumber", {{"number", "+442079460112"}});
    story.tell(front_desk, "DeallocatePhoneNumber", {{"number", "+442079460112"}});
    story.tell(manager, "PortOutPhoneNumber", {{"number", "+12125550107"}});
  }
}

}  // namespace

void tell_people(Story& story, Day day) {
  tell_users(story, day);
  tell_doors(story, day);
  tell_devices(story, day);
  tell_phones(story, day);
}

}  // namespace tenure::cli::sample
