// ConfigurePhoneNumber: sets how an active number behaves, all of it anew; what is not named is off.
//
// Refuses, in this order: UNKNOWN_PHONE_NUMBER, NUMBER_NOT_ACTIVE, BAD_NUMBER (one to forward to, or the caller id),
// CALL_ROUTE_CYCLE (calls would come back to the number, or be led on too far).

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "domain/decide.h"
#include "domain/kernel/invariant.h"
#include "domain/kernel/phone_number.h"
#include "domain/kernel/text.h"
#include "domain/states.h"
#include "domain/telephony/call_graph.h"

namespace tenure::domain {
namespace {

/// In E.164 with the site's country; empty where none is given, nothing where one is no number.
std::optional<std::string> e164_of(const flatbuffers::String* given, std::string_view country) {
  return given == nullptr ? std::string{} : to_e164(text(given), country);
}

/// The features as they are recorded, or nothing where one of the numbers is none.
std::unique_ptr<event::NumberFeaturesT> features_of(const command::NumberFeatures& given,
                                                    std::string_view country) {
  const auto always = e164_of(given.forward_always(), country);
  const auto busy = e164_of(given.forward_busy(), country);
  const auto no_answer = e164_of(given.forward_no_answer(), country);
  const auto caller_id = e164_of(given.caller_id(), country);
  if (!always || !busy || !no_answer || !caller_id) return nullptr;

  auto features = std::make_unique<event::NumberFeaturesT>();
  features->display_name = text(given.display_name());
  features->voicemail = given.voicemail().value_or(false);
  features->forward_always = *always;
  features->forward_busy = *busy;
  features->forward_no_answer = *no_answer;
  features->do_not_disturb = given.do_not_disturb().value_or(false);
  features->call_waiting = given.call_waiting().value_or(false);
  features->caller_id = *caller_id;
  return features;
}

/// What the number would lead to: what it forwards to then, and as a main number what it does now.
NumberSet ways_with(const World& world, const PhoneNumber& number, const event::NumberFeaturesT& features) {
  NumberSet ways;
  for (const auto* to : {&features.forward_always, &features.forward_busy, &features.forward_no_answer}) {
    if (!to->empty()) ways.insert(*to);
  }
  if (number.main != 0) ways.merge(handled_ways(world, number.site_id, number.occupier_id));
  return ways;
}

}  // namespace

Target target(const command::ConfigurePhoneNumber& command) {
  return {StreamKind::phone_number, text(command.number())};
}

Decision decide(const command::ConfigurePhoneNumber& command, const World& world) {
  const auto number_id = text(command.number());
  const auto* number = world.phone_number(number_id);
  if (number == nullptr) return refuse(Code::UNKNOWN_PHONE_NUMBER);
  if (number->status != NumberStatus::active) return refuse(Code::NUMBER_NOT_ACTIVE);
  const auto& site = existing(world.site(number->site_id), "the site of a number");
  auto features = features_of(*command.features(), site.country);
  if (features == nullptr) return refuse(Code::BAD_NUMBER);
  if (const auto refusal = follow(world, number_id, ways_with(world, *number, *features))) {
    return std::unexpected{*refusal};
  }

  event::NumberConfiguredT configured;
  configured.number = number_id;
  configured.site_id = number->site_id;
  configured.occupier_id = number->occupier_id;
  configured.features = std::move(features);
  return record(std::move(configured));
}

}  // namespace tenure::domain
