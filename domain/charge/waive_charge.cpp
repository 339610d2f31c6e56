// WaiveCharge: lets an occupier off a charge in full, on the site's business day.
//
// Refuses, in this order: UNKNOWN_CHARGE, ALREADY_REVERSED (or waived).
//
// It is a reversal that says so. What is waived is not raised again: an automatic charge's days stay let off.
// A charge that is on an invoice will have its refusal, ALREADY_INVOICED, between the two.

#include "domain/charge/reversal.h"
#include "domain/decide.h"
#include "domain/kernel/text.h"

namespace tenure::domain {

Target target(const command::WaiveCharge& command) { return {StreamKind::charge, text(command.charge_id())}; }

Decision decide(const command::WaiveCharge& command, const World& world) {
  return take_back(text(command.charge_id()), world, text(command.waiver_reason()), ReversalKind::WAIVED);
}

}  // namespace tenure::domain
