#include <fmt/format.h>

#include "projections/wifi/wifi.h"
#include "tests/model/check/ask.h"
#include "tests/model/story/universe.h"

namespace tenure::model {
namespace {

namespace real = projections::wifi;
using projections::PageRequest;
using projections::View;

std::string line_for(const real::Network& one) {
  return fmt::format("{} at {} {} {} vlan {}", one.network_id, one.site_id, one.ssid,
                     EnumNameNetworkKind(one.kind), one.vlan ? fmt::format("{}", *one.vlan) : "none");
}
std::string line_for(const real::Device& one) {
  return fmt::format("{}/{} of {} in {} {} randomised {} since {} {}", one.site_id, one.mac, one.occupier_id,
                     one.network_id, one.name, one.randomised, one.position.value,
                     time_text(one.recorded_at.microseconds()));
}
constexpr auto as_line = [](const auto& item) { return line_for(item); };

Lines lines_for(const real::DeviceVerdict& verdict) {
  Lines lines{std::string{domain::name_of(verdict.reason)}};
  if (verdict.device) lines.push_back(line_for(*verdict.device));
  if (verdict.network) lines.push_back(line_for(*verdict.network));
  return lines;
}
Lines lines_for(const real::AccountVerdict& verdict) {
  std::string text{domain::name_of(verdict.reason)};
  if (!verdict.user_id.empty()) text += fmt::format(" {} of {}", verdict.user_id, verdict.occupier_id);
  Lines lines{std::move(text)};
  if (verdict.network) lines.push_back(line_for(*verdict.network));
  return lines;
}
template <class Verdict>
Answered answered(const projections::Result<Verdict>& verdict) {
  if (!verdict) return std::unexpected(verdict.error());
  return lines_for(*verdict);
}

}  // namespace

void ask_wifi(const Subject& subject, std::vector<Question>& questions) {
  const auto op = subject.operator_id;
  for (const auto& site : subject.sites) {
    const auto seed = questions.size();
    questions.push_back(
        {fmt::format("networks of {} {}", op, site),
         [=](const View& view) {
           return pages(
               seed, [&](const PageRequest& page) { return real::networks_of_site(view, op, site, page); },
               as_line);
         },
         [=](const History& history) { return wifi::networks_of_site(history, site); }});
    for (const auto& [written, mac] : universe::macs) {
      if (mac.empty()) continue;
      const auto address = domain::MacAddress::parse(written).value();
      questions.push_back(
          {fmt::format("device {} {} at {}", op, written, site),
           [=](const View& view) { return answered(real::device(view, op, site, address)); },
           [=](const History& history) { return wifi::device(history, site, std::string{mac}); }});
    }
    for (const auto login : universe::logins) {
      questions.push_back(
          {fmt::format("account {} {} at {}", op, login, site),
           [=](const View& view) { return answered(real::account(view, op, site, login)); },
           [=](const History& history) { return wifi::account(history, site, std::string{login}); }});
    }
  }
  for (const auto& occupier : subject.occupiers) {
    const auto seed = questions.size();
    questions.push_back(
        {fmt::format("devices of {} {}", op, occupier),
         [=](const View& view) {
           return pages(
               seed,
               [&](const PageRequest& page) { return real::devices_of_occupier(view, op, occupier, page); },
               as_line);
         },
         [=](const History& history) { return wifi::devices_of_occupier(history, occupier); }});
  }
}

}  // namespace tenure::model
