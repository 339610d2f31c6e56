#include <map>

#include <fmt/format.h>

#include "tests/model/reference/answers.h"
#include "tests/model/reference/numbers_now.h"

namespace tenure::model::telephony {
std::map<std::string, NumberNow> numbers_now(const History& history) {
  static const std::map<std::string, std::string> statuses{
      {"NumberProvisioned", "AVAILABLE"},       {"NumberAllocated", "RESERVED"},
      {"NumberActivationRequested", "PENDING"}, {"NumberActivated", "ACTIVE"},
      {"NumberReleased", "COOLDOWN"},           {"NumberCooledDown", "AVAILABLE"},
      {"NumberDeactivated", "RESERVED"},        {"NumberPortedOut", "PORTED_OUT"}};
  std::map<std::string, NumberNow> numbers;
  for (const auto* record : history.of({})) {
    const auto& type = record->fact.type;
    if (!type.starts_with("Number") && type != "MainNumberNominated") continue;
    const auto& data = record->fact.data;
    auto& number = numbers[text_of(data, "number")];
    number.last = record;
    if (const auto found = statuses.find(type); found != statuses.end()) number.status = found->second;
    if (type == "NumberProvisioned") {
      number.site = text_of(data, "site_id");
      number.kind = text_of(data, "kind");
    }
    const bool is_left = type == "NumberReleased" || type == "NumberPortedOut";
    const bool is_held = !is_left && type != "NumberCooledDown";
    if (type == "MainNumberNominated") number.is_main = true;
    if (is_left || type == "NumberDeactivated") number.is_main = false;
    if (type == "NumberConfigured") number.features = data.at("features").as_object();
    if (is_left) number.features.clear();
    number.occupier = is_held ? text_of(data, "occupier_id") : std::string{};
    number.rests_until = type == "NumberReleased" ? text_of(data, "cooldown_until") : std::string{};
    if (type == "NumberAssigned") {
      number.user = text_of(data, "user_id");
      number.extension = text_of(data, "extension");
    }
    if (type == "NumberUnassigned") number.user = number.extension = {};
  }
  return numbers;
}

namespace {

std::string features_text(const Fields& features) {
  return fmt::format("{}|{}|{}|{}|{}|{}|{}|{}", text_of(features, "display_name"),
                     flag_of(features, "voicemail") ? 1 : 0, text_of(features, "forward_always"),
                     text_of(features, "forward_busy"), text_of(features, "forward_no_answer"),
                     flag_of(features, "do_not_disturb") ? 1 : 0, flag_of(features, "call_waiting") ? 1 : 0,
                     text_of(features, "caller_id"));
}

std::string line_for(const std::string& id, const NumberNow& number) {
  return fmt::format("{} at {} {} {} of {} for {} as {} until {} main {} features {} since {} {}", id,
                     number.site, number.kind, number.status, number.occupier, number.user, number.extension,
                     number.rests_until, number.is_main ? 1 : 0, features_text(number.features),
                     number.last->position, time_text(number.last->recorded_at));
}

/// The newest fact's value of a field about a person or occupier.
std::string told(const History& history, std::string_view type, std::string_view key, const std::string& id,
                 std::string_view field) {
  const auto found = history.of(type, key, id);
  return found.empty() ? std::string{} : text_of(found.back()->fact.data, field);
}

}  // namespace

Lines number(const History& history, const std::string& number) {
  const auto all = numbers_now(history);
  const auto found = all.find(number);
  return found == all.end() ? Lines{} : Lines{line_for(number, found->second)};
}

Lines numbers_of_site(const History& history, const std::string& site, const std::string& status) {
  Lines lines;
  for (const auto& [id, number] : numbers_now(history)) {
    if (number.site != site || (!status.empty() && number.status != status)) continue;
    lines.push_back(line_for(id, number));
  }
  return lines;
}

Lines numbers_of_occupier(const History& history, const std::string& occupier) {
  Lines lines;
  for (const auto& [id, number] : numbers_now(history)) {
    if (number.occupier == occupier) lines.push_back(line_for(id, number));
  }
  return lines;
}

Lines history_of_number(const History& history, const std::string& number) {
  static const std::map<std::string, std::string> words{{"NumberProvisioned", "PROVISIONED"},
                                                        {"NumberAllocated", "ALLOCATED"},
                                                        {"NumberActivationRequested", "ACTIVATION_REQUESTED"},
                                                        {"NumberActivated", "ACTIVATED"},
                                                        {"NumberAssigned", "ASSIGNED"},
                                                        {"NumberUnassigned", "UNASSIGNED"},
                                                        {"NumberReleased", "RELEASED"},
                                                        {"NumberCooledDown", "COOLED_DOWN"},
                                                        {"NumberConfigured", "CONFIGURED"},
                                                        {"MainNumberNominated", "MADE_MAIN"},
                                                        {"NumberDeactivated", "DEACTIVATED"},
                                                        {"NumberPortedOut", "PORTED_OUT"}};
  Lines lines;
  for (const auto* record : history.of({}, "number", number)) {
    // Others name it too.
    if (!words.contains(record->fact.type)) continue;
    const auto& data = record->fact.data;
    lines.push_back(fmt::format("{} {} {} {} {} {}", record->position, time_text(record->recorded_at),
                                words.at(record->fact.type), text_of(data, "occupier_id"),
                                text_of(data, "user_id"), text_of(data, "extension")));
  }
  return lines;
}

Lines directory_of_site(const History& history, const std::string& site) {
  Lines lines;
  for (const auto& [id, number] : numbers_now(history)) {
    if (number.site != site || (number.user.empty() && !number.is_main)) continue;
    lines.push_back(fmt::format("{} {} {} {} {} {} {}", id, number.extension, number.user,
                                told(history, "UserAdded", "user_id", number.user, "given_name"),
                                told(history, "UserAdded", "user_id", number.user, "family_name"),
                                number.occupier,
                                told(history, "OccupierRegistered", "occupier_id", number.occupier, "name")));
  }
  return lines;
}

}  // namespace tenure::model::telephony
