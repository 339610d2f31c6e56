// Where calls go, and what of it occupiers are entitled to.

#include <algorithm>
#include <utility>

#include "domain/telephony/call_graph.h"
#include "projections/runtime/row_reader.h"
#include "projections/telephony/telephony.h"
#include "projections/telephony/telephony_keys.h"

namespace tenure::projections::telephony {
namespace {

domain::Line line_of(const Number& number) {
  return {.site_id = number.site_id,
          .occupier_id = number.occupier_id,
          .user_id = number.user_id,
          .extension = number.extension,
          .status = number.status,
          .main = number.main,
          .features = number.features};
}

/// Gathers what the rule reads: the numbers that a call may be led to, and the offices of main numbers among them.
class Gathering {
 public:
  Gathering(const RowReader& rows, std::string_view operator_id) : rows_{rows}, operator_id_{operator_id} {}

  [[nodiscard]] Result<domain::CallBook> from(std::string_view number) && {
    std::vector<std::string> to_visit{std::string{number}};
    while (!to_visit.empty()) {
      const auto at = std::move(to_visit.back());
      to_visit.pop_back();
      if (book_.lines.contains(at) || book_.lines.size() > domain::call_route_numbers_max) continue;
      auto led_to = add(at);
      if (!led_to) return std::unexpected{led_to.error()};
      std::ranges::move(*led_to, std::back_inserter(to_visit));
    }
    return std::move(book_);
  }

 private:
  /// Adds a number, where it is in the stock; what it leads to.
  [[nodiscard]] Result<std::vector<std::string>> add(const std::string& e164) {
    const auto row = find<Number>(rows_, number_key(operator_id_, e164));
    if (!row) return std::unexpected{row.error()};
    const auto& number = *row;
    if (!number) return std::vector<std::string>{};
    book_.lines.emplace(e164, line_of(*number));
    if (number->main == 0) return numbers_led_to(number->features);
    return add_office(e164, *number);
  }

  [[nodiscard]] Result<std::vector<std::string>> add_office(const std::string& main_number,
                                                            const Number& number) {
    const auto handling =
        find<CallHandling>(rows_, handling_key(operator_id_, number.site_id).text(number.occupier_id));
    if (!handling) return std::unexpected{handling.error()};
    const auto site = find<SiteZone>(rows_, zone_key(operator_id_, number.site_id));
    if (!site) return std::unexpected{site.error()};
    const auto zone = *site ? domain::find_zone((*site)->time_zone) : std::nullopt;
    if (!zone) {
      return std::unexpected{QueryError{
          QueryError::Kind::storage, "the site's time zone is not in this machine's tables; install tzdata"}};
    }
    const auto& office =
        book_.offices
            .emplace(main_number,
                     domain::CallBook::Office{*zone, *handling ? (*handling)->plan : std::nullopt})
            .first->second;
    return office.plan ? numbers_led_to(*office.plan) : std::vector<std::string>{};
  }

  const RowReader& rows_;
  std::string_view operator_id_;
  domain::CallBook book_;
};

std::uint32_t hunt_groups_of(const domain::CallPlan& plan) {
  std::uint32_t count = 0;
  const auto add = [&](const domain::CallTreatment& treatment) {
    if (treatment.kind == TreatmentKind::HUNT) ++count;
  };
  add(plan.in_hours);
  add(plan.out_of_hours);
  add(plan.no_answer);
  for (const auto& menu : plan.menus) {
    for (const auto& key : menu.keys) add(key.treatment);
    add(menu.timeout);
    add(menu.invalid);
  }
  return count;
}

}  // namespace

Result<std::optional<CallHandling>> call_handling(const View& view, std::string_view operator_id,
                                                  std::string_view occupier_id, std::string_view site_id) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  return find<CallHandling>(**rows, handling_key(operator_id, site_id).text(occupier_id));
}

Result<std::optional<std::vector<domain::RouteLeg>>> route(const View& view, std::string_view operator_id,
                                                           std::string_view e164, domain::Instant at) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  const auto book = Gathering{**rows, operator_id}.from(e164);
  if (!book) return std::unexpected{book.error()};
  std::optional<std::vector<domain::RouteLeg>> legs;
  if (book->lines.contains(e164)) legs = domain::route_of(*book, e164, at);
  return legs;
}

Result<Page<Entitlements>> entitlements_of_site(const View& view, std::string_view operator_id,
                                                std::string_view site_id, const PageRequest& page) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  auto entitlements =
      read_page<Entitlements>(**rows, entitled_key(operator_id, site_id), page,
                              [&](std::string_view key, std::string_view value, Entitlements& item) {
                                Entitled entitled;
                                KeyParts parts{key};
                                item.occupier_id = parts.text();
                                if (!parts.complete() || !domain::from_archive(value, entitled))
                                  return Keep::damaged;
                                item.site_id = site_id;
                                item.phone_numbers = entitled.phone_numbers;
                                item.active_numbers = entitled.active_numbers;
                                item.hunt_groups = entitled.hunt_groups;
                                item.bandwidth_mbps = entitled.bandwidth_mbps;
                                item.ivr = entitled.ivr > 0 ? 1 : 0;
                                return Keep::yes;
                              });
  if (!entitlements) return entitlements;
  for (auto& item : entitlements->items) {
    const auto handling =
        find<CallHandling>(**rows, handling_key(operator_id, site_id).text(item.occupier_id));
    if (!handling) return std::unexpected{handling.error()};
    if (!*handling || !(*handling)->plan) continue;
    item.used_hunt_groups = hunt_groups_of(*(*handling)->plan);
    item.uses_ivr = (*handling)->plan->menus.empty() ? 0 : 1;
  }
  return entitlements;
}

}  // namespace tenure::projections::telephony
