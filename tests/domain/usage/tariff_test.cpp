#include <gtest/gtest.h>

#include "tests/domain/let_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

constexpr std::string_view tariffs = R"(
  default DefineTariff {"tariff_id":"STANDARD","currency":"GBP","from":"2026-01-01", \
                        "rates":[{"prefix":"44","connection_fee":0,"per_minute":2000000,"initial_seconds":1, \
                                  "increment_seconds":1}]}
  default SetSiteTariff {"site_id":"LON","tariff_id":"STANDARD","product_id":"CALLS","from":"2026-01-01"}
  given DefineProduct {"product_id":"CALLS","kind":"USAGE"}
)";

std::string house_with_tariffs() { return std::string{let_house} + std::string{tariffs}; }

TEST(DefineTariff, RecordsRatesByPrefix) {
  run_table(house_with_tariffs(), R"(
    case  in the order of the prefixes; included minutes are used where nothing is said
    when  DefineTariff {"rates":[{"prefix":"447","connection_fee":1,"per_minute":2,"initial_seconds":60, \
                                  "increment_seconds":6,"use_allowance":false}, \
                                 {"connection_fee":3,"per_minute":4,"initial_seconds":1, \
                                  "increment_seconds":1}]}
    then  TariffDefined {"tariff_id":"STANDARD","currency":"GBP","from":"2026-01-01", \
                         "rates":[{"connection_fee":3,"per_minute":4,"initial_seconds":1, \
                                   "increment_seconds":1,"use_allowance":true}, \
                                  {"prefix":"447","connection_fee":1,"per_minute":2,"initial_seconds":60, \
                                   "increment_seconds":6,"use_allowance":false}]}

    case  a later version, and the same date again
    given DefineTariff {}
    when  DefineTariff {"from":"2026-02-01"}
    then  TariffDefined {"from":"2026-02-01"}
    when  DefineTariff {"from":"2026-02-01"}
    then  TariffDefined {"from":"2026-02-01"}
  )");
}

TEST(DefineTariff, RefusesInThisOrder) {
  run_table(house_with_tariffs(), R"(
    case  1 in another currency than before
    given DefineTariff {}
    when  DefineTariff {"currency":"EUR","rates":[]}
    then  CURRENCY_MISMATCH

    case  2 no rates
    when  DefineTariff {"rates":[]}
    then  BAD_TARIFF

    case  2 a prefix with a plus
    when  DefineTariff {"rates":[{"prefix":"+44","connection_fee":0,"per_minute":0,"initial_seconds":1, \
                                  "increment_seconds":1}]}
    then  BAD_TARIFF +44

    case  2 a prefix twice
    when  DefineTariff {"rates":[{"prefix":"44","connection_fee":0,"per_minute":0,"initial_seconds":1, \
                                  "increment_seconds":1}, \
                                 {"prefix":"44","connection_fee":1,"per_minute":0,"initial_seconds":1, \
                                  "increment_seconds":1}]}
    then  BAD_TARIFF 44
  )");
}

TEST(SetSiteTariff, RecordsWhatItSays) {
  run_table(house_with_tariffs(), R"(
    given DefineTariff {}

    case  from a date on
    when  SetSiteTariff {}
    then  SiteTariffSet {"site_id":"LON","tariff_id":"STANDARD","product_id":"CALLS","from":"2026-01-01"}
  )");
}

TEST(SetSiteTariff, RefusesInThisOrder) {
  run_table(house_with_tariffs(), R"(
    given DefineTariff {}
    given DefineTariff {"tariff_id":"EURO","currency":"EUR"}

    case  1 no such site
    when  SetSiteTariff {"site_id":"NOWHERE","tariff_id":"NONE","product_id":"NONE"}
    then  UNKNOWN_SITE

    case  2 no such tariff
    when  SetSiteTariff {"tariff_id":"NONE","product_id":"NONE"}
    then  UNKNOWN_TARIFF

    case  3 no such product
    when  SetSiteTariff {"tariff_id":"EURO","product_id":"NONE"}
    then  UNKNOWN_PRODUCT

    case  4 a product that is not usage
    when  SetSiteTariff {"tariff_id":"EURO","product_id":"TEA"}
    then  WRONG_PRODUCT_KIND

    case  5 in another currency than the site's
    when  SetSiteTariff {"tariff_id":"EURO"}
    then  CURRENCY_MISMATCH
  )");
}

}  // namespace
}  // namespace tenure::test
