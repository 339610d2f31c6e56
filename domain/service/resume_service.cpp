// ResumeService: resumes a suspended service; its days from then on are charged again.
//
// Refuses, in this order:
//   UNKNOWN_SERVICE,
//   INVALID_TRANSITION  it has ceased, or is not suspended
//   BAD_PERIOD          before its first day or its last change, or after both the site's business day and its first day
//   TOO_LARGE
//
// Records ServiceResumed and repairs.

#include "domain/decide.h"
#include "domain/draft.h"
#include "domain/kernel/text.h"
#include "domain/policy/recurring_charges.h"
#include "domain/service/service_terms.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::ResumeService& command) {
  return {StreamKind::service, text(command.service_id())};
}

Decision decide(const command::ResumeService& command, const World& world) {
  const auto* service = world.service(text(command.service_id()));
  if (service == nullptr) return refuse(Code::UNKNOWN_SERVICE);
  if (service->to) return refuse(Code::INVALID_TRANSITION, "the service has ceased");
  if (!service->is_suspended()) return refuse(Code::INVALID_TRANSITION, "the service is not suspended");
  if (auto why = why_not_then(world, *service, Date{command.effective_on()})) {
    return std::unexpected(*std::move(why));
  }

  Draft draft{world};
  event::ServiceResumedT done;
  done.service_id = text(command.service_id());
  done.contract_id = service->contract_id;
  done.occupier_id = service->occupier_id;
  done.site_id = service->site_id;
  done.effective_on = command.effective_on();
  draft.record(std::move(done));

  repair_service(draft, text(command.service_id()));
  return draft.finish();
}

}  // namespace tenure::domain
