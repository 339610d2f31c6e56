// ReverseCharge: takes a charge back in full, on the site's business day.
//
// Refuses, in this order: UNKNOWN_CHARGE, ALREADY_REVERSED.
//
// An automatic charge can be taken back too; its cause key stays used, so it is not raised again.
// A charge that is on an invoice will have its refusal, ALREADY_INVOICED, between the two.

#include "domain/charge/reversal.h"
#include "domain/decide.h"
#include "domain/kernel/text.h"

namespace tenure::domain {

Target target(const command::ReverseCharge& command) {
  return {StreamKind::charge, text(command.charge_id())};
}

Decision decide(const command::ReverseCharge& command, const World& world) {
  return take_back(text(command.charge_id()), world, text(command.reversal_reason()), ReversalKind::REVERSED);
}

}  // namespace tenure::domain
