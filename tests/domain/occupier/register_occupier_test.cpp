#include <gtest/gtest.h>

#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

TEST(RegisterOccupier, RegistersOnce) {
  run_table(R"(
    default RegisterOccupier {"occupier_id":"ACME","name":"Acme Ltd"}

    case  with all there is to say
    when  RegisterOccupier {"billing_reference":"PO-1","vat_number":"GB1", \
            "contacts":[{"name":"Ada Byron","email":"ada@example.org","phone":"+442079460000","purpose":"billing"}, \
                        {"name":"Bob"}]}
    then  OccupierRegistered {"occupier_id":"ACME","name":"Acme Ltd","billing_reference":"PO-1","vat_number":"GB1", \
            "contacts":[{"name":"Ada Byron","email":"ada@example.org","phone":"+442079460000","purpose":"billing"}, \
                        {"name":"Bob"}]}
    case  with its name alone
    when  RegisterOccupier {}
    then  OccupierRegistered {"occupier_id":"ACME","name":"Acme Ltd","billing_reference":null,"vat_number":null}
    case  the id is taken
    given RegisterOccupier {}
    when  RegisterOccupier {"name":"Another Acme"}
    then  ALREADY_EXISTS
    when  RegisterOccupier {"contacts":[{"name":"Bob","email":"bob"}]}
    then  ALREADY_EXISTS
    case  a contact whose e-mail is none
    when  RegisterOccupier {"contacts":[{"name":"Ada","email":"ada@example.org"},{"name":"Bob","email":"bob"}]}
    then  BAD_EMAIL
  )");
}

}  // namespace
}  // namespace tenure::test
