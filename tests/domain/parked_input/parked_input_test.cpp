#include <gtest/gtest.h>

#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

constexpr std::string_view inputs = R"(
  default ParkInput {"parked_id":"P1","topic":"tenure.bookings","partition":2,"offset":41,"code":"NO_CONTRACT"}
  default ResolveParkedInput {"parked_id":"P1","resolution":"RETRIED"}
)";

TEST(ParkInput, KeepsTheRecordAsItCame) {
  run_table(std::string{inputs}, R"(
    case  all of it
    when  ParkInput {"key":"QjE=","value":"AAH/","headers":[{"name":"ce_id","value":"NQ=="},{"name":"ce_id"}], \
                     "detail":"none covers the day","command_source":"booking","command_id":"5"}
    then  InputParked {"parked_id":"P1","topic":"tenure.bookings","partition":2,"offset":41,"key":"QjE=", \
                       "value":"AAH/","headers":[{"name":"ce_id","value":"NQ=="},{"name":"ce_id"}], \
                       "code":"NO_CONTRACT","detail":"none covers the day","command_source":"booking","command_id":"5"}

    case  one that has nothing
    when  ParkInput {}
    then  InputParked {"key":null,"value":null,"headers":null,"detail":null,"command_source":null,"command_id":null}

    case  what is empty is as good as not there
    when  ParkInput {"key":"","value":"","headers":[{"name":"a","value":""}]}
    then  InputParked {"key":null,"value":null,"headers":[{"name":"a"}]}
  )");
}

TEST(ParkInput, IsRefusedForARecordThatIsOrWasParked) {
  run_table(std::string{inputs}, R"(
    given ParkInput {}

    case  parked
    when  ParkInput {"offset":42}
    then  ALREADY_EXISTS

    case  and resolved
    given ResolveParkedInput {}
    when  ParkInput {}
    then  ALREADY_EXISTS
  )");
}

TEST(ResolveParkedInput, SaysWhatBecameOfTheRecord) {
  run_table(std::string{inputs}, R"(
    given ParkInput {}

    case  retried
    when  ResolveParkedInput {}
    then  ParkedInputResolved {"parked_id":"P1","resolution":"RETRIED"}

    case  discarded
    when  ResolveParkedInput {"resolution":"DISCARDED"}
    then  ParkedInputResolved {"parked_id":"P1","resolution":"DISCARDED"}
  )");
}

TEST(ResolveParkedInput, RefusesInThisOrder) {
  run_table(std::string{inputs}, R"(
    case  1 the input is unknown
    when  ResolveParkedInput {}
    then  UNKNOWN_PARKED_INPUT

    case  2 it is resolved already
    given ParkInput {}
    given ResolveParkedInput {}
    when  ResolveParkedInput {"resolution":"DISCARDED"}
    then  INVALID_TRANSITION
    given ParkInput {"parked_id":"P2"}
    given ResolveParkedInput {"parked_id":"P2","resolution":"DISCARDED"}
    when  ResolveParkedInput {"parked_id":"P2"}
    then  INVALID_TRANSITION
  )");
}

}  // namespace
}  // namespace tenure::test
