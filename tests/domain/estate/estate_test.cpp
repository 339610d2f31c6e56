// Legal entities, sites, spaces, doors, products and prices.

#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "domain/estate/currency.h"
#include "domain/estate/space_calendar.h"
#include "domain/states.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

constexpr std::string_view estate = R"(
  default RegisterLegalEntity {"legal_entity_id":"LE2","name":"House Ltd","country":"GB","currency":"GBP", \
                               "invoice_prefix":"H","rounding":"HALF_UP","tax_rounding":"LINE"}
  default RegisterSite {"site_id":"OXF","legal_entity_id":"LE","name":"A house","time_zone":"Europe/London", \
                        "country":"GB"}
  default AddSpace {"site_id":"LON","space_id":"NEW","name":"A space","kind":"OFFICE","bookable":true}
  default AddDoor {"site_id":"LON","door_id":"NEW","name":"A door"}
  default DefineProduct {"product_id":"TEA","name":"Tea","kind":"GENERIC","tax_code":"STD"}
  default SetPrice {"site_id":"LON","product_id":"COFFEE","unit_price":250,"per":"UNIT","from":"2026-01-01"}

  given RegisterLegalEntity {"legal_entity_id":"LE"}
  given RegisterLegalEntity {"legal_entity_id":"LE-JP","currency":"JPY","rounding":"HALF_EVEN"}
  given RegisterSite {"site_id":"LON"}
  given RegisterSite {"site_id":"CAM"}
  given AddSpace {"space_id":"FLOOR","kind":"FLOOR"}
  given AddSpace {"space_id":"CAM-FLOOR","site_id":"CAM","kind":"FLOOR"}
  given AddDoor {"door_id":"FRONT"}
  given DefineProduct {"product_id":"COFFEE"}
)";

TEST(RegisterLegalEntity, RecordsTheExponentOfItsCurrency) {
  run_table(estate, R"(
    case  hundredths
    when  RegisterLegalEntity {"vat_number":"GB123"}
    then  LegalEntityRegistered {"legal_entity_id":"LE2","name":"House Ltd","country":"GB","currency":"GBP", \
            "currency_exponent":2,"vat_number":"GB123","invoice_prefix":"H","rounding":"HALF_UP","tax_rounding":"LINE"}
    case  none
    when  RegisterLegalEntity {"currency":"JPY","tax_rounding":"CATEGORY"}
    then  LegalEntityRegistered {"currency":"JPY","currency_exponent":0,"vat_number":null,"tax_rounding":"CATEGORY"}
    case  thousandths
    when  RegisterLegalEntity {"currency":"KWD"}
    then  LegalEntityRegistered {"currency":"KWD","currency_exponent":3}
    case  what the client says is recorded
    when  RegisterLegalEntity {"currency":"XXL","currency_exponent":4}
    then  LegalEntityRegistered {"currency":"XXL","currency_exponent":4}
  )");
}

TEST(RegisterLegalEntity, RefusesInThisOrder) {
  run_table(estate, R"(
    case  the id is taken, and the currency unknown
    when  RegisterLegalEntity {"legal_entity_id":"LE","currency":"XXL"}
    then  ALREADY_EXISTS
    case  the currency is unknown
    when  RegisterLegalEntity {"currency":"XXL"}
    then  BAD_CURRENCY
  )");
}

TEST(CurrencyExponent, IsThatOfIso4217) {
  EXPECT_EQ(domain::currency_exponent("EUR"), 2);
  EXPECT_EQ(domain::currency_exponent("USD"), 2);
  EXPECT_EQ(domain::currency_exponent("KRW"), 0);
  EXPECT_EQ(domain::currency_exponent("BHD"), 3);
  EXPECT_EQ(domain::currency_exponent("CLF"), 4);
  EXPECT_EQ(domain::currency_exponent("XAU"), std::nullopt);
  EXPECT_EQ(domain::currency_exponent("gbp"), std::nullopt);
  EXPECT_EQ(domain::currency_exponent(""), std::nullopt);
}

TEST(RegisterSite, CopiesWhatChargesNeed) {
  run_table(estate, R"(
    case  of the legal entity
    when  RegisterSite {"legal_entity_id":"LE-JP","time_zone":"Asia/Tokyo","country":"JP","number_cooldown_days":0}
    then  SiteRegistered {"site_id":"OXF","legal_entity_id":"LE-JP","name":"A house","time_zone":"Asia/Tokyo", \
            "country":"JP","number_cooldown_days":0,"currency":"JPY","currency_exponent":0,"rounding":"HALF_EVEN"}
    case  a number rests 30 days unless the site says otherwise
    when  RegisterSite {}
    then  SiteRegistered {"number_cooldown_days":30,"currency":"GBP","currency_exponent":2,"rounding":"HALF_UP"}
    case  hours are recorded as given; two stretches of a day may meet
    when  RegisterSite {"opening_hours":[{"weekday":2,"opens_minute":780,"closes_minute":1440}, \
                                         {"weekday":2,"opens_minute":480,"closes_minute":780}, \
                                         {"weekday":1,"opens_minute":480,"closes_minute":1080}]}
    then  SiteRegistered {"opening_hours":[{"weekday":2,"opens_minute":780,"closes_minute":1440}, \
                                           {"weekday":2,"opens_minute":480,"closes_minute":780}, \
                                           {"weekday":1,"opens_minute":480,"closes_minute":1080}]}
  )");
}

TEST(RegisterSite, RefusesInThisOrder) {
  run_table(estate, R"(
    default RegisterSite {"site_id":"OXF","legal_entity_id":"LE","name":"A house","time_zone":"Europe/London", \
            "country":"GB","opening_hours":[{"weekday":1,"opens_minute":600,"closes_minute":600}]}

    case  the id is taken, and all below
    when  RegisterSite {"site_id":"LON","legal_entity_id":"NONE","time_zone":"Europe/Atlantis"}
    then  ALREADY_EXISTS
    case  no such legal entity, and all below
    when  RegisterSite {"legal_entity_id":"NONE","time_zone":"Europe/Atlantis"}
    then  UNKNOWN_LEGAL_ENTITY
    case  no such zone, and all below
    when  RegisterSite {"time_zone":"Europe/Atlantis"}
    then  BAD_TIME_ZONE
    case  hours that are over before they begin
    when  RegisterSite {}
    then  BAD_HOURS
    case  hours of a day that overlap, whatever their order
    when  RegisterSite {"opening_hours":[{"weekday":3,"opens_minute":600,"closes_minute":700}, \
                                         {"weekday":4,"opens_minute":500,"closes_minute":600}, \
                                         {"weekday":3,"opens_minute":500,"closes_minute":601}]}
    then  BAD_HOURS
  )");
}

TEST(AddSpace, AddsASpaceInsideAnother) {
  run_table(estate, R"(
    case  on its own
    when  AddSpace {"space_id":"ROOM"}
    then  SpaceAdded {"site_id":"LON","space_id":"ROOM","name":"A space","kind":"OFFICE","parent_space_id":null, \
                      "capacity":null,"bookable":true}
    case  inside another
    when  AddSpace {"space_id":"ROOM","parent_space_id":"FLOOR","capacity":6,"bookable":false}
    then  SpaceAdded {"parent_space_id":"FLOOR","capacity":6,"bookable":false}
  )");
}

TEST(AddSpace, RefusesInThisOrder) {
  run_table(estate, R"(
    case  the id is taken, and all below
    when  AddSpace {"space_id":"FLOOR","site_id":"NONE","parent_space_id":"FLOOR"}
    then  ALREADY_EXISTS
    case  no such site, and all below
    when  AddSpace {"site_id":"NONE","parent_space_id":"NONE"}
    then  UNKNOWN_SITE
    case  no such parent
    when  AddSpace {"parent_space_id":"NONE"}
    then  UNKNOWN_SPACE
    case  the parent is at another site
    when  AddSpace {"parent_space_id":"CAM-FLOOR"}
    then  BAD_PARENT another site
    case  the parent is itself
    when  AddSpace {"parent_space_id":"NEW"}
    then  BAD_PARENT itself
  )");
}

TEST(AddSpace, RefusesWhatLiesTooDeep) {
  std::string table = "case as deep as it goes\n  given AddSpace {\"space_id\":\"D1\"}\n";
  for (std::size_t depth = 2; depth <= domain::space_depth_max; ++depth) {
    table += fmt::format("  given AddSpace {{\"space_id\":\"D{}\",\"parent_space_id\":\"D{}\"}}\n", depth,
                         depth - 1);
  }
  table += fmt::format(
      "  when AddSpace {{\"space_id\":\"TOO-DEEP\",\"parent_space_id\":\"D{}\"}}\n  then BAD_PARENT\n",
      domain::space_depth_max);
  run_table(estate, table);
}

TEST(AddDoor, AddsADoorOnce) {
  run_table(estate, R"(
    case  a new door
    when  AddDoor {}
    then  DoorAdded {"site_id":"LON","door_id":"NEW","name":"A door"}
    case  the id is taken, and there is no such site
    when  AddDoor {"door_id":"FRONT","site_id":"NONE"}
    then  ALREADY_EXISTS
    case  no such site
    when  AddDoor {"site_id":"NONE"}
    then  UNKNOWN_SITE
  )");
}

TEST(DefineProduct, DefinesAProductOnce) {
  run_table(estate, R"(
    case  a new product
    when  DefineProduct {"kind":"SERVICE","revenue_account":"4110"}
    then  ProductDefined {"product_id":"TEA","name":"Tea","kind":"SERVICE","tax_code":"STD","revenue_account":"4110"}
    case  the id is taken
    when  DefineProduct {"product_id":"COFFEE"}
    then  ALREADY_EXISTS
  )");
}

TEST(SetPrice, SetsAPriceFromADateOn) {
  run_table(estate, R"(
    case  a price
    when  SetPrice {}
    then  PriceSet {"site_id":"LON","product_id":"COFFEE","unit_price":250,"per":"UNIT","from":"2026-01-01"}
    case  no such site, and no such product
    when  SetPrice {"site_id":"NONE","product_id":"NONE"}
    then  UNKNOWN_SITE
    case  no such product
    when  SetPrice {"product_id":"NONE"}
    then  UNKNOWN_PRODUCT
  )");
}

TEST(SetPrice, HoldsUntilTheNextWhateverTheOrder) {
  Scenario scenario;
  scenario.set_default(
      R"(SetPrice {"site_id":"LON","product_id":"COFFEE","unit_price":250,"per":"UNIT","from":"2026-01-01"})");
  scenario.given(R"(
    RegisterLegalEntity {"legal_entity_id":"LE","name":"H","country":"GB","currency":"GBP","invoice_prefix":"H","rounding":"HALF_UP","tax_rounding":"LINE"}
    RegisterSite {"site_id":"LON","legal_entity_id":"LE","name":"A house","time_zone":"Europe/London","country":"GB"}
    DefineProduct {"product_id":"COFFEE","name":"Coffee","kind":"GENERIC","tax_code":"STD"}
    SetPrice {"from":"2026-03-01","unit_price":300}
    SetPrice {"from":"2026-01-01","unit_price":200}
    SetPrice {"from":"2026-02-01","unit_price":250}
    SetPrice {"from":"2026-02-01","unit_price":260}
  )");
  const auto price_on = [&](std::string_view day) {
    const auto* price = scenario.world().site("LON")->price_on("COFFEE", *domain::parse_date(day));
    return price == nullptr ? -1 : price->unit_price.value();
  };
  EXPECT_EQ(price_on("2025-12-31"), -1);
  EXPECT_EQ(price_on("2026-01-01"), 200);
  EXPECT_EQ(price_on("2026-01-31"), 200);
  EXPECT_EQ(price_on("2026-02-01"), 260) << "of two for one date the later one holds";
  EXPECT_EQ(price_on("2026-03-01"), 300);
  EXPECT_EQ(price_on("2030-01-01"), 300);
  EXPECT_EQ(scenario.world().site("LON")->price_on("TEA", *domain::parse_date("2026-03-01")), nullptr);
}

TEST(RegisterNetwork, RegistersANetworkOnce) {
  run_table(estate, R"(
    default RegisterNetwork {"site_id":"LON","network_id":"N1","ssid":"House","kind":"SECURE"}
    case  a new network
    when  RegisterNetwork {"vlan":12}
    then  NetworkRegistered {"site_id":"LON","network_id":"N1","ssid":"House","kind":"SECURE","vlan":12}
    case  the id is taken, and there is no such site
    given RegisterNetwork {"kind":"GUEST"}
    when  RegisterNetwork {"site_id":"NONE"}
    then  ALREADY_EXISTS
    case  no such site
    when  RegisterNetwork {"site_id":"NONE"}
    then  UNKNOWN_SITE
  )");
}

TEST(DefineTaxCode, OnlyTheStandardCategoryHasARate) {
  run_table(estate, R"(
    default DefineTaxCode {"legal_entity_id":"LE","tax_code":"STD","category":"S","rate_bp":2000,"from":"2026-01-01"}
    case  a rate
    when  DefineTaxCode {}
    then  TaxCodeDefined {"legal_entity_id":"LE","tax_code":"STD","category":"S","rate_bp":2000,"from":"2026-01-01"}
    case  none
    when  DefineTaxCode {"category":"AE","rate_bp":0}
    then  TaxCodeDefined {"category":"AE","rate_bp":0}
    case  no such legal entity, and the category is wrong
    when  DefineTaxCode {"legal_entity_id":"NONE","category":"Z"}
    then  UNKNOWN_LEGAL_ENTITY
    case  each of the others with a rate
    when  DefineTaxCode {"category":"Z"}
    then  TAX_CATEGORY_INVALID
    when  DefineTaxCode {"category":"E"}
    then  TAX_CATEGORY_INVALID
    when  DefineTaxCode {"category":"AE"}
    then  TAX_CATEGORY_INVALID
    when  DefineTaxCode {"category":"O"}
    then  TAX_CATEGORY_INVALID
    case  the standard one without
    when  DefineTaxCode {"rate_bp":0}
    then  TAX_CATEGORY_INVALID
  )");
}

TEST(DefineTaxCode, HoldsUntilTheNextWhateverTheOrder) {
  Scenario scenario;
  prepare(scenario, estate);
  scenario.given(R"(
    DefineTaxCode {"legal_entity_id":"LE","tax_code":"STD","category":"S","rate_bp":2000,"from":"2026-03-01"}
    DefineTaxCode {"legal_entity_id":"LE","tax_code":"STD","category":"S","rate_bp":1750,"from":"2026-01-01"}
    DefineTaxCode {"legal_entity_id":"LE","tax_code":"STD","category":"E","rate_bp":0,"from":"2026-03-01"}
  )");
  const auto* entity = scenario.world().legal_entity("LE");
  const auto day = [](std::string_view text) { return *domain::parse_date(text); };
  EXPECT_EQ(entity->tax_on("STD", day("2025-12-31")), nullptr);
  EXPECT_EQ(entity->tax_on("NONE", day("2026-12-31")), nullptr);
  EXPECT_EQ(entity->tax_on("STD", day("2026-02-28"))->rate_bp, 1750u);
  EXPECT_EQ(entity->tax_on("STD", day("2026-03-01"))->category, TaxCategory::E) << "the later of two";
}

}  // namespace
}  // namespace tenure::test
