#include <gtest/gtest.h>

#include "tests/domain/scenario.h"
#include "tests/domain/telephony/telephone_house.h"

namespace tenure::test {
namespace {

TEST(ConfigurePhoneNumber, SetsAllFeaturesAnew) {
  run_table(telephone_house(), R"(
    case  all of them, numbers as they are dialled in the site's country
    when  ConfigurePhoneNumber {"number":"+442079460001","features":{"display_name":"Front desk","voicemail":true, \
          "forward_always":"020 7946 0002","forward_busy":"+33 6 12 34 56 78","forward_no_answer":"0800 123 4567", \
          "do_not_disturb":true,"call_waiting":true,"caller_id":"(020) 7946-0099"}}
    then  NumberConfigured {"number":"+442079460001","site_id":"LON","occupier_id":"ACME", \
          "features":{"display_name":"Front desk","voicemail":true,"forward_always":"+442079460002", \
          "forward_busy":"+33612345678","forward_no_answer":"+448001234567","do_not_disturb":true, \
          "call_waiting":true,"caller_id":"+442079460099"}}

    case  what is not named is off
    given ConfigurePhoneNumber {"number":"+442079460001","features":{"voicemail":true,"forward_always":"020 7946 0002"}}
    when  ConfigurePhoneNumber {"number":"+442079460001"}
    then  NumberConfigured {"features":{"voicemail":false,"do_not_disturb":false,"call_waiting":false}}
    when  ConfigurePhoneNumber {"number":"+442079460002","features":{"forward_always":"020 7946 0001"}}
    then  NumberConfigured

    case  an assigned number, a main number
    given AssignPhoneNumber {"number":"+442079460001","user_id":"U1"}
    given NominateMainNumber {"number":"+442079460002"}
    when  ConfigurePhoneNumber {"number":"+442079460001","features":{"voicemail":true}}
    then  NumberConfigured
    when  ConfigurePhoneNumber {"number":"+442079460002","features":{"display_name":"Acme"}}
    then  NumberConfigured
  )");
}

TEST(ConfigurePhoneNumber, RefusesInThisOrder) {
  run_table(telephone_house(), R"(
    case  1 the number is unknown
    when  ConfigurePhoneNumber {"number":"+442079460009","features":{"forward_always":"nonsense"}}
    then  UNKNOWN_PHONE_NUMBER

    case  2 it is not active
    when  ConfigurePhoneNumber {"number":"+442079460004","features":{"forward_always":"nonsense"}}
    then  NUMBER_NOT_ACTIVE
    when  ConfigurePhoneNumber {"number":"+442079460006"}
    then  NUMBER_NOT_ACTIVE
    when  ConfigurePhoneNumber {"number":"+442079460007"}
    then  NUMBER_NOT_ACTIVE

    case  3 not a number, whichever it is
    when  ConfigurePhoneNumber {"number":"+442079460001","features":{"forward_always":"nonsense","forward_busy":"+442079460001"}}
    then  BAD_NUMBER
    when  ConfigurePhoneNumber {"number":"+442079460001","features":{"forward_busy":"123"}}
    then  BAD_NUMBER
    when  ConfigurePhoneNumber {"number":"+442079460001","features":{"forward_no_answer":""}}
    then  BAD_NUMBER
    when  ConfigurePhoneNumber {"number":"+442079460001","features":{"caller_id":"Acme"}}
    then  BAD_NUMBER

    case  4 calls would come back to the number itself
    when  ConfigurePhoneNumber {"number":"+442079460001","features":{"forward_always":"020 7946 0001"}}
    then  CALL_ROUTE_CYCLE
    when  ConfigurePhoneNumber {"number":"+442079460001","features":{"forward_busy":"+442079460001"}}
    then  CALL_ROUTE_CYCLE
    when  ConfigurePhoneNumber {"number":"+442079460001","features":{"forward_no_answer":"+442079460001"}}
    then  CALL_ROUTE_CYCLE
    when  ConfigurePhoneNumber {"number":"+442079460001","features":{"caller_id":"+442079460001"}}
    then  NumberConfigured
  )");
}

TEST(ConfigurePhoneNumber, RefusesToCloseACircle) {
  run_table(telephone_house(), R"(
    case  over others, of another occupier too, each by another way
    given ConfigurePhoneNumber {"number":"+442079460001","features":{"forward_busy":"+442079460005"}}
    given ConfigurePhoneNumber {"number":"+442079460005","features":{"forward_no_answer":"+442079460002"}}
    when  ConfigurePhoneNumber {"number":"+442079460002","features":{"forward_always":"+442079460001"}}
    then  CALL_ROUTE_CYCLE
    when  ConfigurePhoneNumber {"number":"+442079460002","features":{"forward_always":"+442079460003"}}
    then  NumberConfigured

    case  two ways to the same number are no circle
    given ConfigurePhoneNumber {"number":"+442079460001","features":{"forward_busy":"+442079460003"}}
    when  ConfigurePhoneNumber {"number":"+442079460002","features":{"forward_always":"+442079460001", \
                                "forward_no_answer":"+442079460003"}}
    then  NumberConfigured

    case  over a main number, which leads to what its call handling does
    given NominateMainNumber {"number":"+442079460001"}
    given SetCallHandling {"in_hours":{"kind":"HUNT","members":["+442079460002"]}}
    when  ConfigurePhoneNumber {"number":"+442079460002","features":{"forward_no_answer":"+442079460001"}}
    then  CALL_ROUTE_CYCLE

    case  the main number's own features count beside its call handling
    given NominateMainNumber {"number":"+442079460001"}
    given SetCallHandling {"in_hours":{"kind":"FORWARD","number":"+442079460002"}}
    given ConfigurePhoneNumber {"number":"+442079460003","features":{"forward_always":"+442079460001"}}
    when  ConfigurePhoneNumber {"number":"+442079460001","features":{"forward_always":"+442079460003"}}
    then  CALL_ROUTE_CYCLE
    when  ConfigurePhoneNumber {"number":"+442079460001","features":{"voicemail":true}}
    then  NumberConfigured
    when  ConfigurePhoneNumber {"number":"+442079460002","features":{"forward_always":"+442079460001"}}
    then  CALL_ROUTE_CYCLE

    case  over a number that was outside the stock when others began to lead to it
    given ConfigurePhoneNumber {"number":"+442079460001","features":{"forward_always":"+442079460010"}}
    given ProvisionPhoneNumber {"number":"+442079460010"}
    given AllocatePhoneNumber {"number":"+442079460010"}
    given ActivatePhoneNumber {"number":"+442079460010"}
    when  ConfigurePhoneNumber {"number":"+442079460010","features":{"forward_always":"+442079460001"}}
    then  CALL_ROUTE_CYCLE
  )");
}

TEST(ConfigurePhoneNumber, ReadsNumbersAsTheyAreDialledInTheSitesCountry) {
  run_table(let_house, R"(
    default RegisterSite {"legal_entity_id":"LE","name":"A house","time_zone":"Europe/London"}
    default ProvisionPhoneNumber {"kind":"GEOGRAPHIC"}
    default AllocatePhoneNumber {"occupier_id":"ACME"}

    case  Great Britain
    given RegisterSite {"site_id":"X","country":"GB"}
    when  ProvisionPhoneNumber {"site_id":"X","number":"0161 496 0018"}
    then  NumberProvisioned {"number":"+441614960018"}

    case  the United States
    given RegisterSite {"site_id":"X","country":"US"}
    when  ProvisionPhoneNumber {"site_id":"X","number":"(212) 555-0100"}
    then  NumberProvisioned {"number":"+12125550100"}

    case  Germany
    given RegisterSite {"site_id":"X","country":"DE"}
    when  ProvisionPhoneNumber {"site_id":"X","number":"030 123456"}
    then  NumberProvisioned {"number":"+4930123456"}

    case  France
    given RegisterSite {"site_id":"X","country":"FR"}
    when  ProvisionPhoneNumber {"site_id":"X","number":"01 99 00 12 34"}
    then  NumberProvisioned {"number":"+33199001234"}

    case  Australia
    given RegisterSite {"site_id":"X","country":"AU"}
    when  ProvisionPhoneNumber {"site_id":"X","number":"(02) 5550 1234"}
    then  NumberProvisioned {"number":"+61255501234"}

    case  Samoa, without a trunk prefix
    given RegisterSite {"site_id":"X","country":"WS"}
    when  ProvisionPhoneNumber {"site_id":"X","number":"22 123"}
    then  NumberProvisioned {"number":"+68522123"}

    case  Japan
    given RegisterSite {"site_id":"X","country":"JP"}
    when  ProvisionPhoneNumber {"site_id":"X","number":"03-1234-5678"}
    then  NumberProvisioned {"number":"+81312345678"}
  )");
}

/// The features of a number at a site of the country, given to it as its occupier dials.
void forwards_as_dialled(std::string_view country, std::string_view dialled, std::string_view e164) {
  SCOPED_TRACE(country);
  Scenario scenario;
  prepare(scenario, let_house);
  const auto line = [](std::string_view type, std::string_view data) {
    return std::string{type} + " " + std::string{data};
  };
  scenario.set_default(
      R"(CreateContract {"occupier_id":"ACME","site_id":"X","starts_on":"2026-01-01","currency":"GBP",)"
      R"("billing_day":1,"billing":"IN_ADVANCE","proration":"ACTUAL_DAYS",)"
      R"("lines":[{"line_id":"L1","product_id":"OFFICE","monthly_price":100000}]})");
  scenario.given(
      line("RegisterSite", R"({"site_id":"X","legal_entity_id":"LE","name":"X","time_zone":"Europe/London",)"
                           R"("country":")" +
                               std::string{country} + R"("})"));
  scenario.given(R"(
    CreateContract {"contract_id":"ACME-X"}
    SignContract {"contract_id":"ACME-X"}
    OpenBusinessDay {"site_id":"X","date":"2026-01-05"}
    SetPrice {"site_id":"X","product_id":"VOICE","unit_price":1000,"per":"MONTH"}
    ActivateService {"service_id":"VX","contract_id":"ACME-X","product_id":"VOICE","quantity":1,"from":"2026-01-05","entitlements":{"phone_numbers":1}}
    ProvisionPhoneNumber {"number":"+442079460001","site_id":"X","kind":"GEOGRAPHIC"}
    AllocatePhoneNumber {"number":"+442079460001","occupier_id":"ACME"}
    ActivatePhoneNumber {"number":"+442079460001"}
  )");
  const auto configured = scenario.given(
      line("ConfigurePhoneNumber",
           R"({"number":"+442079460001","features":{"forward_always":")" + std::string{dialled} + R"("}})"));
  ASSERT_EQ(configured.size(), 1U);
  EXPECT_NE(configured[0].data_json().find("\"forward_always\":\"" + std::string{e164} + "\""),
            std::string::npos)
      << configured[0].data_json();
}

TEST(ConfigurePhoneNumber, ForwardsToNumbersAsTheyAreDialledThere) {
  forwards_as_dialled("GB", "07700 900123", "+447700900123");
  forwards_as_dialled("US", "212-555-0100", "+12125550100");
  forwards_as_dialled("DE", "0151 12345678", "+4915112345678");
  forwards_as_dialled("FR", "06 12 34 56 78", "+33612345678");
  forwards_as_dialled("AU", "0491 570 156", "+61491570156");
  forwards_as_dialled("WS", "72 12345", "+6857212345");
  forwards_as_dialled("JP", "090-1234-5678", "+819012345678");
}

}  // namespace
}  // namespace tenure::test
