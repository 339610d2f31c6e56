// SetBillingReference: sets the reference that the occupier wants on its invoices; takes it away where none is given.
//
// Refuses, in this order: UNKNOWN_OCCUPIER.

#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::SetBillingReference& command) {
  return {StreamKind::occupier, text(command.occupier_id())};
}

Decision decide(const command::SetBillingReference& command, const World& world) {
  if (world.occupier(text(command.occupier_id())) == nullptr) return refuse(Code::UNKNOWN_OCCUPIER);

  event::BillingReferenceSetT set;
  set.occupier_id = text(command.occupier_id());
  set.billing_reference = text(command.billing_reference());
  return record(std::move(set));
}

}  // namespace tenure::domain
