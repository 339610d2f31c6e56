// GiveNotice: gives notice of a contract in force, which ends on the day and stays in force until then. Its spaces are
// free from that day on; what was charged beyond it is given back; a day that has come ends it at once. Notice for the
// agreed end keeps the contract from renewing itself.
//
// Refuses, in this order:
//   UNKNOWN_CONTRACT,
//   INVALID_TRANSITION  not active: not started, noticed or terminated already, over, or renewed by a successor
//   BAD_PERIOD          the end does not lie after the day on which notice is given, or lies before the contract's first
//                       day or after its agreed end
//   OVERRIDE_NOT_AUTHORISED  a reason without an approver, or the other way round
//   NOTICE_TOO_SHORT    the end lies before the notice's day and the agreed months; an override lets it pass
//   MIN_TERM            the end lies before the minimum term is over; an override lets it pass
//   TOO_LARGE

#include <optional>

#include <fmt/format.h>

#include "domain/decide.h"
#include "domain/draft.h"
#include "domain/kernel/text.h"
#include "domain/policy/contract_life.h"
#include "domain/states.h"

namespace tenure::domain {
namespace {

std::optional<Refusal> too_early(const Contract& contract, Date given_on, Date ends_on) {
  const auto after_notice = add_months_clamped(given_on, contract.notice_months);
  if (ends_on < after_notice) {
    return Refusal{Code::NOTICE_TOO_SHORT, fmt::format("the earliest end is {}", format_date(after_notice))};
  }
  const auto after_term = add_months_clamped(contract.starts_on, contract.minimum_term_months);
  if (ends_on < after_term) {
    return Refusal{Code::MIN_TERM, fmt::format("the earliest end is {}", format_date(after_term))};
  }
  return std::nullopt;
}

}  // namespace

Target target(const command::GiveNotice& command) {
  return {StreamKind::contract, text(command.contract_id())};
}

Decision decide(const command::GiveNotice& command, const World& world) {
  const auto contract_id = text(command.contract_id());
  const auto* contract = world.contract(contract_id);
  const Date given_on{command.given_on()};
  const Date ends_on{command.ends_on()};
  if (contract == nullptr) return refuse(Code::UNKNOWN_CONTRACT);
  if (contract->status != ContractStatus::active || contract->terminated != 0) {
    return refuse(Code::INVALID_TRANSITION, "notice is given of an active contract");
  }
  if (successor_of(world, *contract) != nullptr) {
    return refuse(Code::INVALID_TRANSITION, fmt::format("renewed by {}", contract->successor_id));
  }
  if (ends_on <= given_on) return refuse(Code::BAD_PERIOD, "ends_on must lie after given_on");
  if (ends_on < contract->starts_on) {
    return refuse(Code::BAD_PERIOD, "the day lies before the contract's first");
  }
  if (contract->ends_on && ends_on > *contract->ends_on) {
    return refuse(Code::BAD_PERIOD, "the contract ends before that anyway");
  }
  const auto reason = text(command.override_reason());
  const auto approver = text(command.approved_by());
  if (reason.empty() != approver.empty()) return refuse(Code::OVERRIDE_NOT_AUTHORISED);
  if (reason.empty()) {
    if (auto why = too_early(*contract, given_on, ends_on)) return std::unexpected(*std::move(why));
  }

  Draft draft{world};
  event::NoticeGivenT given;
  given.contract_id = contract_id;
  given.occupier_id = contract->occupier_id;
  given.site_id = contract->site_id;
  given.given_on = command.given_on();
  given.ends_on = command.ends_on();
  given.override_reason = reason;
  given.approved_by = approver;
  given.space_ids = contract->spaces();
  draft.record(std::move(given));
  settle_change(draft, contract_id);
  return draft.finish();
}

}  // namespace tenure::domain
