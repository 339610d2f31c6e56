#include <gtest/gtest.h>

#include "domain/decide.h"
#include "tests/domain/let_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

constexpr std::string_view stock = R"(
    default ProvisionPhoneNumber {"site_id":"LON","kind":"GEOGRAPHIC"}
    given ProvisionPhoneNumber {"number":"+442079460001"}
    given ProvisionPhoneNumber {"number":"+442079460002","site_id":"OXF"}
)";

std::string house_with_stock() { return std::string{let_house} + std::string{stock}; }

TEST(ProvisionPhoneNumber, KeepsTheE164Form) {
  run_table(let_house, R"(
    default ProvisionPhoneNumber {"site_id":"LON","kind":"GEOGRAPHIC"}

    case  E.164
    when  ProvisionPhoneNumber {"number":"+442079460001"}
    then  NumberProvisioned {"number":"+442079460001","site_id":"LON","kind":"GEOGRAPHIC"}

    case  with spaces
    when  ProvisionPhoneNumber {"number":"+44 20 7946 0001"}
    then  NumberProvisioned {"number":"+442079460001"}

    case  national to the site
    when  ProvisionPhoneNumber {"number":"020 7946 0001"}
    then  NumberProvisioned {"number":"+442079460001"}

    case  of another country
    when  ProvisionPhoneNumber {"number":"+33 6 12 34 56 78","kind":"MOBILE"}
    then  NumberProvisioned {"number":"+33612345678","kind":"MOBILE"}
  )");
}

TEST(ProvisionPhoneNumber, RefusesInThisOrder) {
  run_table(house_with_stock(), R"(
    case  1 the site is unknown
    when  ProvisionPhoneNumber {"number":"nonsense","site_id":"NOWHERE"}
    then  UNKNOWN_SITE

    case  1 the site is unknown, the number taken
    when  ProvisionPhoneNumber {"number":"+442079460001","site_id":"NOWHERE"}
    then  UNKNOWN_SITE

    case  2 not a number
    when  ProvisionPhoneNumber {"number":"nonsense"}
    then  BAD_NUMBER
    when  ProvisionPhoneNumber {"number":"+44"}
    then  BAD_NUMBER

    case  3 taken, at whatever site and however it is written
    when  ProvisionPhoneNumber {"number":"+442079460001"}
    then  ALREADY_EXISTS
    when  ProvisionPhoneNumber {"number":"020 7946 0001","site_id":"OXF"}
    then  ALREADY_EXISTS
  )");
}

TEST(ProvisionPhoneNumber, IsAddressedToTheNumberAsGiven) {
  flatbuffers::FlatBufferBuilder builder;
  command::ProvisionPhoneNumberT command;
  command.number = "+442079460001";
  command.site_id = "LON";
  builder.Finish(command::ProvisionPhoneNumber::Pack(builder, &command));
  const auto stream =
      domain::target(*flatbuffers::GetRoot<command::ProvisionPhoneNumber>(builder.GetBufferPointer()));
  EXPECT_EQ(stream.kind, domain::StreamKind::phone_number);
  EXPECT_EQ(stream.id, "+442079460001");
}

TEST(AllocatePhoneNumber, ReservesANumber) {
  run_table(house_with_stock(), R"(
    case  under a contract in force
    when  AllocatePhoneNumber {"number":"+442079460001","occupier_id":"ACME"}
    then  NumberAllocated {"number":"+442079460001","site_id":"LON","occupier_id":"ACME","on":"2026-01-05"}

    case  under a contract that is still to come
    when  AllocatePhoneNumber {"number":"+442079460002","occupier_id":"ACME"}
    then  NumberAllocated {"number":"+442079460002","site_id":"OXF"}
  )");
}

TEST(AllocatePhoneNumber, RefusesInThisOrder) {
  run_table(house_with_stock(), R"(
    given AllocatePhoneNumber {"number":"+442079460002","occupier_id":"ACME"}

    case  1 the number is unknown
    when  AllocatePhoneNumber {"number":"+442079460009","occupier_id":"NOBODY"}
    then  UNKNOWN_PHONE_NUMBER

    case  1 only the stored form names a number
    when  AllocatePhoneNumber {"number":"02079460001","occupier_id":"ACME"}
    then  UNKNOWN_PHONE_NUMBER

    case  2 the occupier is unknown
    when  AllocatePhoneNumber {"number":"+442079460002","occupier_id":"NOBODY"}
    then  UNKNOWN_OCCUPIER

    case  3 no contract at the number's site, and the number is not available
    when  AllocatePhoneNumber {"number":"+442079460002","occupier_id":"BETA"}
    then  NO_CONTRACT

    case  3 a draft is no contract
    when  AllocatePhoneNumber {"number":"+442079460001","occupier_id":"GAMMA"}
    then  NO_CONTRACT

    case  4 the number is not available, not even to its holder
    when  AllocatePhoneNumber {"number":"+442079460002","occupier_id":"ACME"}
    then  INVALID_TRANSITION
  )");
}

}  // namespace
}  // namespace tenure::test
