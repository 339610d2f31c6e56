#include <random>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "projections/directory/directory.h"
#include "tests/model/check/ask.h"
#include "tests/model/story/universe.h"

namespace tenure::model {
namespace {

namespace real = projections::directory;
using projections::PageRequest;
using projections::View;

std::string day(std::optional<domain::Date> date) { return date ? day_text(date->days()) : ""; }
template <class Row>
std::string stamp(const Row& row) {
  return fmt::format("since {} {}", row.position.value, time_text(row.recorded_at.microseconds()));
}

std::string line_for(const real::Occupier& one) {
  std::string ids;
  for (const auto& id : one.external_ids)
    ids += fmt::format("{}/{}/{} ", id.system, id.site_id, id.external_id);
  return fmt::format("{} {} {} {} {}{}", one.occupier_id, one.name, one.billing_reference, one.vat_number,
                     ids, stamp(one));
}
std::string line_for(const real::Contract& one) {
  std::string lines;
  for (const auto& line : one.lines) {
    lines += fmt::format("{} {} {} {} [{}, {}) ", line.line_id, line.product_id, line.space_id,
                         line.monthly_price.value(), day(line.from), day(line.to));
    for (const auto& step : line.steps) {
      lines += fmt::format("{} from {} ", step.monthly_price.value(), day(step.from));
    }
  }
  const auto months = [](std::optional<std::uint16_t> number) {
    return number ? fmt::format("{}", *number) : std::string{"none"};
  };
  const auto notice = one.notice_given_on ? fmt::format("{} {} {}", day(one.notice_given_on),
                                                        one.override_reason, one.approved_by)
                                          : std::string{};
  return fmt::format(
      "{} of {} at {} {} [{}, {}) {} day {} {} {} {}deposit {} reason {} months {} {} {} notice {} then {} "
      "before {} {}",
      one.contract_id, one.occupier_id, one.site_id, real::name_of(one.status), day(one.starts_on),
      day(one.ends_on), one.currency, one.billing_day, EnumNameBillingMode(one.billing),
      EnumNameProration(one.proration), lines, one.deposit ? fmt::format("{}", one.deposit->value()) : "none",
      one.termination_reason, months(one.notice_months), months(one.minimum_term_months),
      months(one.auto_renew_months), notice, one.successor_id, one.predecessor_id, stamp(one));
}
std::string line_for(const real::Service& one) {
  return fmt::format(
      "{} under {} of {} at {} {} x {} [{}, {}) {} per {} numbers {} mbps {} hunt {} ivr {} minutes {} "
      "suspended {} {}",
      one.service_id, one.contract_id, one.occupier_id, one.site_id, one.product_id, one.quantity,
      day(one.from), day(one.to), one.unit_price.value(), EnumNamePricePer(one.per), one.phone_numbers,
      one.bandwidth_mbps, one.hunt_groups, one.ivr, one.call_minutes, day(one.suspended_from), stamp(one));
}
std::string line_for(const real::User& one) {
  std::string invitations;
  for (const auto& each : one.invitations) {
    invitations +=
        fmt::format("{} {} ", EnumNameInvitationTarget(each.to), time_text(each.recorded_at.microseconds()));
  }
  return fmt::format("{} of {} at {}: {} {} {} {} active {} invited {}wifi {} {} {}", one.user_id,
                     one.occupier_id, fmt::join(one.site_ids, " "), one.given_name, one.family_name,
                     one.email, EnumNameUserRole(one.role), one.active, invitations, one.wifi_login,
                     one.wifi_enabled, stamp(one));
}
std::string line_for(const real::Site& one) {
  return fmt::format("{} of {} {} {} {} {} {} day {} {}", one.site_id, one.legal_entity_id, one.name,
                     one.time_zone, one.country, one.currency, one.currency_exponent,
                     one.business_day ? day(one.business_day) : "none", stamp(one));
}
std::string line_for(const real::Space& one) {
  return fmt::format("{} at {} {} {} in {} for {} bookable {}", one.space_id, one.site_id, one.name,
                     EnumNameSpaceKind(one.kind), one.parent_space_id,
                     one.capacity ? fmt::format("{}", *one.capacity) : "any", one.bookable);
}
std::string line_for(const real::Door& one) {
  return fmt::format("{} at {} {}", one.door_id, one.site_id, one.name);
}
std::string line_for(const real::Product& one) {
  return fmt::format("{} {} {} {} {}", one.product_id, one.name, EnumNameProductKind(one.kind), one.tax_code,
                     one.revenue_account);
}
constexpr auto as_line = [](const auto& item) { return line_for(item); };

/// A question for a list: `query` takes the view and a page.
template <class Query, class Expect>
void ask_list(std::string text, Query query, Expect expect, std::vector<Question>& questions) {
  const auto seed = questions.size();
  questions.push_back({std::move(text),
                       [=](const View& view) {
                         return pages(
                             seed, [&](const PageRequest& page) { return query(view, page); }, as_line);
                       },
                       expect});
}

}  // namespace

void ask_directory(const Subject& subject, std::vector<Question>& questions) {
  const auto op = subject.operator_id;
  ask_list(
      "occupiers of " + op,
      [=](const View& view, const PageRequest& page) { return real::occupiers(view, op, page); },
      directory::occupiers, questions);
  ask_list(
      "sites of " + op,
      [=](const View& view, const PageRequest& page) { return real::sites(view, op, page); },
      directory::sites, questions);
  ask_list(
      "products of " + op,
      [=](const View& view, const PageRequest& page) { return real::products(view, op, page); },
      directory::products, questions);
  for (const auto& id : subject.occupiers) {
    const auto about = fmt::format(" {} {}", op, id);
    questions.push_back({"occupier" + about,
                         [=](const View& view) { return one(real::occupier(view, op, id), as_line); },
                         [=](const History& history) { return directory::occupier(history, id); }});
    ask_list(
        "contracts of occupier" + about,
        [=](const View& view, const PageRequest& page) {
          return real::contracts_of_occupier(view, op, id, page);
        },
        [=](const History& history) { return directory::contracts_of_occupier(history, id); }, questions);
    ask_list(
        "services of occupier" + about,
        [=](const View& view, const PageRequest& page) {
          return real::services_of_occupier(view, op, id, page);
        },
        [=](const History& history) { return directory::services_of_occupier(history, id); }, questions);
    ask_list(
        "users of occupier" + about,
        [=](const View& view, const PageRequest& page) {
          return real::users_of_occupier(view, op, id, page);
        },
        [=](const History& history) { return directory::users_of_occupier(history, id); }, questions);
  }
  for (const auto& id : subject.users) {
    questions.push_back({fmt::format("user {} {}", op, id),
                         [=](const View& view) { return one(real::user(view, op, id), as_line); },
                         [=](const History& history) { return directory::user(history, id); }});
  }
  for (const auto& id : subject.contracts) {
    questions.push_back({fmt::format("contract {} {}", op, id),
                         [=](const View& view) { return one(real::contract(view, op, id), as_line); },
                         [=](const History& history) { return directory::contract(history, id); }});
  }
  for (const auto& id : subject.sites) {
    const auto about = fmt::format(" {} {}", op, id);
    questions.push_back({"site" + about,
                         [=](const View& view) { return one(real::site(view, op, id), as_line); },
                         [=](const History& history) { return directory::site(history, id); }});
    ask_list(
        "contracts of site" + about,
        [=](const View& view, const PageRequest& page) {
          return real::contracts_of_site(view, op, id, {}, page);
        },
        [=](const History& history) { return directory::contracts_of_site(history, id, {}, {}); }, questions);
    ask_list(
        "active contracts of site" + about,
        [=](const View& view, const PageRequest& page) {
          const auto before = domain::Date{day_from(universe::first_day) + 60};
          return real::contracts_of_site(view, op, id, {domain::ContractStatus::active, before}, page);
        },
        [=](const History& history) {
          return directory::contracts_of_site(history, id, "ACTIVE",
                                              day_text(day_from(universe::first_day) + 60));
        },
        questions);
    for (const auto external_id : universe::external_ids) {
      const real::ExternalId wanted{std::string{universe::systems[0]}, id, std::string{external_id}};
      questions.push_back(
          {fmt::format("external id {} {}", external_id, about),
           [=](const View& view) { return one(real::occupier_by_external_id(view, op, wanted), as_line); },
           [=](const History& history) {
             return directory::occupier_by_external_id(history, wanted.system, wanted.site_id,
                                                       wanted.external_id);
           }});
    }
    ask_list(
        "spaces of site" + about,
        [=](const View& view, const PageRequest& page) { return real::spaces_of_site(view, op, id, page); },
        [=](const History& history) { return directory::spaces_of_site(history, id); }, questions);
    ask_list(
        "doors of site" + about,
        [=](const View& view, const PageRequest& page) { return real::doors_of_site(view, op, id, page); },
        [=](const History& history) { return directory::doors_of_site(history, id); }, questions);
  }
}

namespace {

template <class Map>
std::vector<std::string> some_of(const Map& map, std::mt19937_64& random) {
  std::vector<std::string> ids{"nothing"};
  for (const auto& [id, thing] : map) {
    if (random() % 3 == 0) ids.push_back(id);
  }
  return ids;
}
template <class List>
std::vector<std::string> with_stranger(const List& list) {
  std::vector<std::string> ids{list.begin(), list.end()};
  ids.emplace_back("nobody");
  return ids;
}

}  // namespace

Subject subject_of(const Log& log, const std::string& operator_id, std::uint64_t seed) {
  std::mt19937_64 random{seed};
  const auto& business = log.business(operator_id);
  const Time start = day_from(universe::first_day) * microseconds_per_day;
  std::vector<Time> times;
  for (int left = 3; left > 0; --left) {
    times.push_back(start +
                    static_cast<Time>(random() % (universe::days * 48)) * (microseconds_per_hour / 2));
  }
  return {operator_id,
          with_stranger(universe::entities),
          with_stranger(universe::occupiers),
          with_stranger(universe::sites),
          with_stranger(universe::numbers),
          with_stranger(universe::users),
          with_stranger(universe::doors),
          with_stranger(universe::credentials),
          some_of(business.charges, random),
          some_of(business.contracts, random),
          some_of(business.parked, random),
          times};
}

std::vector<Question> all_questions(const Subject& subject) {
  std::vector<Question> questions;
  ask_billing(subject, questions);
  ask_ledger(subject, questions);
  ask_telephony(subject, questions);
  ask_access(subject, questions);
  ask_wifi(subject, questions);
  ask_directory(subject, questions);
  ask_parked_input(subject, questions);
  return questions;
}

}  // namespace tenure::model
