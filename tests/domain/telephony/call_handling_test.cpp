// Main numbers, and what happens with calls to them.

#include <gtest/gtest.h>

#include "tests/domain/scenario.h"
#include "tests/domain/telephony/telephone_house.h"

namespace tenure::test {
namespace {

TEST(NominateMainNumber, MakesAnActiveNumberTheMainOne) {
  run_table(telephone_house(), R"(
    case  one for each occupier and site; it belongs to no user
    when  NominateMainNumber {"number":"+442079460001"}
    then  MainNumberNominated {"occupier_id":"ACME","site_id":"LON","number":"+442079460001"}
    when  NominateMainNumber {"number":"+442079460005","occupier_id":"BETA"}
    then  MainNumberNominated {"occupier_id":"BETA"}
    when  AssignPhoneNumber {"number":"+442079460001","user_id":"U1","extension":"4x"}
    then  MAIN_NOT_ASSIGNABLE
  )");
}

TEST(NominateMainNumber, RefusesInThisOrder) {
  run_table(telephone_house(), R"(
    case  1 the occupier is unknown
    when  NominateMainNumber {"occupier_id":"NOBODY","site_id":"NOWHERE","number":"+442079460009"}
    then  UNKNOWN_OCCUPIER

    case  2 the site is unknown
    when  NominateMainNumber {"site_id":"NOWHERE","number":"+442079460009"}
    then  UNKNOWN_SITE

    case  3 the number is unknown
    when  NominateMainNumber {"number":"+442079460009"}
    then  UNKNOWN_PHONE_NUMBER

    case  4 another occupier's, at another site, or nobody's
    when  NominateMainNumber {"number":"+442079460005"}
    then  NUMBER_NOT_HELD
    when  NominateMainNumber {"number":"+442079460007"}
    then  NUMBER_NOT_HELD
    when  NominateMainNumber {"number":"+442079460006"}
    then  NUMBER_NOT_HELD

    case  5 not active, and there is a main number
    given NominateMainNumber {"number":"+442079460001"}
    when  NominateMainNumber {"number":"+442079460004"}
    then  NUMBER_NOT_ACTIVE

    case  6 there is one already, this one or another, and it is assigned
    given AssignPhoneNumber {"number":"+442079460002","user_id":"U1"}
    given NominateMainNumber {"number":"+442079460001"}
    when  NominateMainNumber {"number":"+442079460001"}
    then  MAIN_NUMBER_EXISTS
    when  NominateMainNumber {"number":"+442079460002"}
    then  MAIN_NUMBER_EXISTS

    case  7 a user has it, and calls would come back
    given AssignPhoneNumber {"number":"+442079460001","user_id":"U1"}
    given SetCallHandling {"in_hours":{"kind":"HUNT","members":["+442079460001"]}}
    when  NominateMainNumber {"number":"+442079460001"}
    then  NUMBER_ASSIGNED

    case  8 the call handling leads to it
    given SetCallHandling {"in_hours":{"kind":"HUNT","members":["+442079460001"]}}
    when  NominateMainNumber {"number":"+442079460001"}
    then  CALL_ROUTE_CYCLE
    when  NominateMainNumber {"number":"+442079460002"}
    then  MainNumberNominated

    case  8 the call handling leads to a number that leads to it
    given SetCallHandling {"out_of_hours":{"kind":"FORWARD","number":"+442079460005"}}
    given ConfigurePhoneNumber {"number":"+442079460005","features":{"forward_busy":"+442079460001"}}
    when  NominateMainNumber {"number":"+442079460001"}
    then  CALL_ROUTE_CYCLE
  )");
}

TEST(SetCallHandling, RecordsAllOfIt) {
  run_table(telephone_house(), R"(
    case  Monday to Friday 08:30 to 18:00 where nothing is said
    when  SetCallHandling {}
    then  CallHandlingSet {"occupier_id":"ACME","site_id":"LON","hours":[ \
          {"weekday":1,"from_minute":510,"to_minute":1080},{"weekday":2,"from_minute":510,"to_minute":1080}, \
          {"weekday":3,"from_minute":510,"to_minute":1080},{"weekday":4,"from_minute":510,"to_minute":1080}, \
          {"weekday":5,"from_minute":510,"to_minute":1080}],"in_hours":{"kind":"RECEPTION"}, \
          "out_of_hours":{"kind":"VOICEMAIL"},"no_answer_seconds":20,"no_answer":{"kind":"VOICEMAIL"}}

    case  no hours at all, where that is said
    when  SetCallHandling {"hours":[]}
    then  CallHandlingSet {"hours":[]}

    case  stretches of a day may meet; dates of their own
    when  SetCallHandling {"hours":[{"weekday":6,"from_minute":720,"to_minute":1440}, \
                                    {"weekday":6,"from_minute":0,"to_minute":720}], \
                           "exceptions":[{"date":"2026-12-25"}, \
                                         {"date":"2026-12-24","hours":[{"from_minute":600,"to_minute":720}]}]}
    then  CallHandlingSet {"hours":[{"weekday":6,"from_minute":720,"to_minute":1440}, \
                                    {"weekday":6,"from_minute":0,"to_minute":720}]}

    case  numbers as they are dialled at the site; each member once; hunt groups are REGULAR
    when  SetCallHandling {"in_hours":{"kind":"HUNT","members":["+442079460003","+442079460002","+442079460003"]}, \
          "out_of_hours":{"kind":"FORWARD","number":"07700 900123"}, \
          "no_answer":{"kind":"VOICEMAIL","email":"desk@example.org"}}
    then  CallHandlingSet {"in_hours":{"kind":"HUNT","policy":"REGULAR","members":["+442079460003","+442079460002"]}, \
          "out_of_hours":{"kind":"FORWARD","number":"+447700900123"}, \
          "no_answer":{"kind":"VOICEMAIL","email":"desk@example.org"}}

    case  menus that lead to one another
    when  SetCallHandling {"in_hours":{"kind":"MENU","menu_id":"M1"},"menus":[ \
          {"menu_id":"M1","keys":[{"key":"1","treatment":{"kind":"MENU","menu_id":"M2"}}, \
                                  {"key":"*","treatment":{"kind":"MENU","menu_id":"M2"}}], \
           "timeout":{"kind":"RECEPTION"},"invalid":{"kind":"RECEPTION"}}, \
          {"menu_id":"M2","keys":[{"key":"#","treatment":{"kind":"HUNT","policy":"CIRCULAR","members":["+442079460001"]}}], \
           "timeout":{"kind":"RECEPTION"},"invalid":{"kind":"RECEPTION"}}]}
    then  CallHandlingSet {"menus":[ \
          {"menu_id":"M1","keys":[{"key":"1","treatment":{"kind":"MENU","menu_id":"M2"}}, \
                                  {"key":"*","treatment":{"kind":"MENU","menu_id":"M2"}}], \
           "timeout":{"kind":"RECEPTION"},"invalid":{"kind":"RECEPTION"}}, \
          {"menu_id":"M2","keys":[{"key":"#","treatment":{"kind":"HUNT","policy":"CIRCULAR","members":["+442079460001"]}}], \
           "timeout":{"kind":"RECEPTION"},"invalid":{"kind":"RECEPTION"}}]}

    case  before the contract starts
    when  SetCallHandling {"site_id":"OXF"}
    then  CallHandlingSet {"site_id":"OXF"}
  )");
}

TEST(SetCallHandling, RefusesInThisOrder) {
  run_table(telephone_house(), R"(
    case  1 the occupier is unknown
    when  SetCallHandling {"occupier_id":"NOBODY","site_id":"NOWHERE"}
    then  UNKNOWN_OCCUPIER

    case  2 the site is unknown
    when  SetCallHandling {"site_id":"NOWHERE","hours":[{"weekday":1,"from_minute":600,"to_minute":600}]}
    then  UNKNOWN_SITE

    case  3 no contract at the site; a draft is none
    when  SetCallHandling {"occupier_id":"BETA","site_id":"OXF","hours":[{"weekday":1,"from_minute":600,"to_minute":600}]}
    then  NO_CONTRACT
    when  SetCallHandling {"occupier_id":"GAMMA"}
    then  NO_CONTRACT

    case  4 hours
    when  SetCallHandling {"hours":[{"weekday":1,"from_minute":600,"to_minute":600}],"menus":[{"menu_id":"M","keys":[], \
                           "timeout":{"kind":"RECEPTION"},"invalid":{"kind":"RECEPTION"}}]}
    then  BAD_HOURS
    when  SetCallHandling {"hours":[{"weekday":1,"from_minute":601,"to_minute":600}]}
    then  BAD_HOURS
    when  SetCallHandling {"hours":[{"weekday":1,"from_minute":600,"to_minute":700}, \
                                    {"weekday":1,"from_minute":500,"to_minute":601}]}
    then  BAD_HOURS
    when  SetCallHandling {"exceptions":[{"date":"2026-12-25"},{"date":"2026-12-24"},{"date":"2026-12-25"}]}
    then  BAD_HOURS
    when  SetCallHandling {"exceptions":[{"date":"2026-12-24","hours":[{"from_minute":720,"to_minute":720}]}]}
    then  BAD_HOURS
    when  SetCallHandling {"exceptions":[{"date":"2026-12-24","hours":[{"from_minute":600,"to_minute":720}, \
                                                                       {"from_minute":719,"to_minute":800}]}]}
    then  BAD_HOURS

    case  5 menus
    default SetCallHandling {"occupier_id":"ACME","site_id":"LON","in_hours":{"kind":"MENU"}, \
                             "out_of_hours":{"kind":"VOICEMAIL"},"no_answer_seconds":20,"no_answer":{"kind":"VOICEMAIL"}}
    when  SetCallHandling {"menus":[{"menu_id":"M","keys":[], \
                           "timeout":{"kind":"RECEPTION"},"invalid":{"kind":"RECEPTION"}}]}
    then  BAD_MENU
    when  SetCallHandling {"menus":[{"menu_id":"M","keys":[{"key":"A","treatment":{"kind":"RECEPTION"}}], \
                           "timeout":{"kind":"RECEPTION"},"invalid":{"kind":"RECEPTION"}}]}
    then  BAD_MENU
    when  SetCallHandling {"menus":[{"menu_id":"M","keys":[{"key":"1","treatment":{"kind":"RECEPTION"}}, \
                                                           {"key":"1","treatment":{"kind":"VOICEMAIL"}}], \
                           "timeout":{"kind":"RECEPTION"},"invalid":{"kind":"RECEPTION"}}]}
    then  BAD_MENU
    when  SetCallHandling {"menus":[{"menu_id":"M","keys":[{"key":"1","treatment":{"kind":"RECEPTION"}}], \
                           "timeout":{"kind":"RECEPTION"},"invalid":{"kind":"RECEPTION"}}, \
                           {"menu_id":"M","keys":[{"key":"2","treatment":{"kind":"RECEPTION"}}], \
                           "timeout":{"kind":"RECEPTION"},"invalid":{"kind":"RECEPTION"}}]}
    then  BAD_MENU

    case  6 a treatment lacks what it needs, and a hunt group is empty
    when  SetCallHandling {"in_hours":{"kind":"HUNT"},"no_answer":{"kind":"FORWARD"}}
    then  BAD_TREATMENT
    when  SetCallHandling {"in_hours":{"kind":"MENU"}}
    then  BAD_TREATMENT
    when  SetCallHandling {"in_hours":{"kind":"MENU","menu_id":"M"}}
    then  BAD_TREATMENT

    case  6 a treatment has what it does not need
    when  SetCallHandling {"in_hours":{"kind":"RECEPTION","email":"desk@example.org"}}
    then  BAD_TREATMENT
    when  SetCallHandling {"in_hours":{"kind":"VOICEMAIL","number":"+442079460001"}}
    then  BAD_TREATMENT
    when  SetCallHandling {"in_hours":{"kind":"VOICEMAIL","policy":"REGULAR"}}
    then  BAD_TREATMENT
    when  SetCallHandling {"in_hours":{"kind":"RECEPTION","members":["+442079460001"]}}
    then  BAD_TREATMENT
    when  SetCallHandling {"in_hours":{"kind":"HUNT","members":["+442079460001"],"menu_id":"M"}}
    then  BAD_TREATMENT
    when  SetCallHandling {"menus":[{"menu_id":"M","keys":[{"key":"1","treatment":{"kind":"RECEPTION"}}], \
                           "timeout":{"kind":"RECEPTION"},"invalid":{"kind":"FORWARD"}}]}
    then  BAD_TREATMENT

    case  7 a hunt group without members, and one with a member that is not held
    when  SetCallHandling {"in_hours":{"kind":"HUNT","members":["+442079460005"]},"no_answer":{"kind":"HUNT"}}
    then  EMPTY_HUNT
    when  SetCallHandling {"no_answer":{"kind":"HUNT","members":[]}}
    then  EMPTY_HUNT

    case  8 a member is another's, at another site, nobody's or unknown; another is not active
    when  SetCallHandling {"in_hours":{"kind":"HUNT","members":["+442079460004","+442079460005"]}}
    then  NUMBER_NOT_HELD
    when  SetCallHandling {"in_hours":{"kind":"HUNT","members":["+442079460007"]}}
    then  NUMBER_NOT_HELD
    when  SetCallHandling {"in_hours":{"kind":"HUNT","members":["+442079460006"]}}
    then  NUMBER_NOT_HELD
    when  SetCallHandling {"in_hours":{"kind":"HUNT","members":["020 7946 0001"]}}
    then  NUMBER_NOT_HELD

    case  9 a member is not active, and a number is none
    when  SetCallHandling {"in_hours":{"kind":"HUNT","members":["+442079460004"]}, \
                           "no_answer":{"kind":"FORWARD","number":"nonsense"}}
    then  NUMBER_NOT_ACTIVE

    case  10 not a number, and a menu leads to itself
    when  SetCallHandling {"no_answer":{"kind":"FORWARD","number":"nonsense"}, \
                           "menus":[{"menu_id":"M","keys":[{"key":"1","treatment":{"kind":"MENU","menu_id":"M"}}], \
                           "timeout":{"kind":"RECEPTION"},"invalid":{"kind":"RECEPTION"}}]}
    then  BAD_NUMBER

    case  11 a menu leads back to itself, by a key or by choosing nothing
    when  SetCallHandling {"menus":[{"menu_id":"M","keys":[{"key":"1","treatment":{"kind":"MENU","menu_id":"M"}}], \
                           "timeout":{"kind":"RECEPTION"},"invalid":{"kind":"RECEPTION"}}]}
    then  CALL_ROUTE_CYCLE
    when  SetCallHandling {"menus":[{"menu_id":"A","keys":[{"key":"1","treatment":{"kind":"RECEPTION"}}], \
                           "timeout":{"kind":"MENU","menu_id":"B"},"invalid":{"kind":"RECEPTION"}}, \
                           {"menu_id":"B","keys":[{"key":"1","treatment":{"kind":"RECEPTION"}}], \
                           "timeout":{"kind":"RECEPTION"},"invalid":{"kind":"MENU","menu_id":"A"}}]}
    then  CALL_ROUTE_CYCLE
  )");
}

TEST(SetCallHandling, RefusesToCloseACircle) {
  run_table(telephone_house(), R"(
    given NominateMainNumber {"number":"+442079460001"}

    case  the main number among its own members, or forwarded to
    when  SetCallHandling {"in_hours":{"kind":"HUNT","members":["+442079460002","+442079460001"]}}
    then  CALL_ROUTE_CYCLE
    when  SetCallHandling {"no_answer":{"kind":"FORWARD","number":"020 7946 0001"}}
    then  CALL_ROUTE_CYCLE

    case  a member that forwards to the main number, deep in the menus
    given ConfigurePhoneNumber {"number":"+442079460002","features":{"forward_busy":"+442079460001"}}
    when  SetCallHandling {"menus":[{"menu_id":"M","keys":[{"key":"1","treatment":{"kind":"HUNT","members":["+442079460002"]}}], \
                           "timeout":{"kind":"RECEPTION"},"invalid":{"kind":"RECEPTION"}}]}
    then  CALL_ROUTE_CYCLE

    case  two main numbers that lead to one another
    given NominateMainNumber {"number":"+442079460005","occupier_id":"BETA"}
    given SetCallHandling {"out_of_hours":{"kind":"FORWARD","number":"+442079460005"}}
    when  SetCallHandling {"occupier_id":"BETA","no_answer":{"kind":"FORWARD","number":"+442079460001"}}
    then  CALL_ROUTE_CYCLE
    given SetCallHandling {}
    when  SetCallHandling {"occupier_id":"BETA","no_answer":{"kind":"FORWARD","number":"+442079460001"}}
    then  CallHandlingSet
    when  SetCallHandling {"out_of_hours":{"kind":"FORWARD","number":"+442079460005"}}
    then  CALL_ROUTE_CYCLE

    case  no longer once the main number is out of use; and again when it is nominated again
    given ConfigurePhoneNumber {"number":"+442079460002","features":{"forward_busy":"+442079460001"}}
    given DeactivatePhoneNumber {"number":"+442079460001"}
    given ActivatePhoneNumber {"number":"+442079460001"}
    given SetCallHandling {"in_hours":{"kind":"HUNT","members":["+442079460002"]}}
    when  NominateMainNumber {"number":"+442079460001"}
    then  CALL_ROUTE_CYCLE
  )");
}

}  // namespace
}  // namespace tenure::test
