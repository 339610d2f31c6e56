#include "tests/model/reference/lines.h"

#include <algorithm>

namespace tenure::model {

std::vector<Wish> wishes_of(const Fields& command, std::string_view field, Days open) {
  std::vector<Wish> wishes;
  for (const auto& given : objects_of(command, field)) {
    Wish wish;
    wish.line.id = text_of(given, "line_id");
    wish.line.product = text_of(given, "product_id");
    wish.line.space = text_of(given, "space_id");
    wish.line.price = *number_of(given, "monthly_price");
    wish.line.from = day_of(given, "from").value_or(open.from);
    wish.line.to = day_of(given, "to");
    wish.has_end = wish.line.to.has_value();
    if (!wish.has_end && open.to != far_away) wish.line.to = open.to;
    wish.days = {wish.line.from, wish.line.to.value_or(far_away)};
    wishes.push_back(std::move(wish));
  }
  return wishes;
}

Code unknown_in(const Business& business, const std::vector<Wish>& wishes) {
  for (const auto& wish : wishes) {
    if (!business.products.contains(wish.line.product)) return "UNKNOWN_PRODUCT";
  }
  for (const auto& wish : wishes) {
    if (!wish.line.space.empty() && !business.spaces.contains(wish.line.space)) return "UNKNOWN_SPACE";
  }
  return {};
}

Code bad_period_in(const std::vector<Wish>& wishes) {
  for (const auto& wish : wishes) {
    if (wish.has_end && wish.days.to <= wish.days.from) return "BAD_PERIOD";
  }
  return {};
}

Code bad_ids_in(const std::vector<Wish>& wishes) {
  std::set<std::string> ids;
  for (const auto& wish : wishes) {
    if (!ids.insert(wish.line.id).second || wish.line.id.contains(':')) return "BAD_LINES";
  }
  return {};
}

Code wrong_kind_in(const Business& business, const std::vector<Wish>& wishes) {
  for (const auto& wish : wishes) {
    if (business.products.at(wish.line.product) != "LEASE") return "WRONG_PRODUCT_KIND";
  }
  return {};
}

Code outside(const Business& business, const std::vector<Wish>& wishes, Days contract,
             const std::string& site) {
  for (const auto& [line, has_end, days] : wishes) {
    if (days.from < contract.from || days.from >= contract.to || days.to > contract.to) {
      return "OUTSIDE_CONTRACT";
    }
    if (!line.space.empty() && business.spaces.at(line.space).site != site) return "OUTSIDE_CONTRACT";
  }
  return {};
}

bool any_taken(const Business& business, const std::vector<Wish>& wishes) {
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    const auto& [line, has_end, days] = wishes[i];
    if (line.space.empty()) continue;
    if (is_taken(business, line.space, days)) return true;
    for (std::size_t j = i + 1; j < wishes.size(); ++j) {
      const auto& other = wishes[j];
      if (other.line.space.empty() || !related(business, line.space, other.line.space)) continue;
      if (std::max(days.from, other.days.from) < std::min(days.to, other.days.to)) return true;
    }
  }
  return false;
}

Fields fields_of(const Line& line) {
  Fields fields{{"line_id", line.id}, {"product_id", line.product}};
  put_text(fields, "space_id", line.space);
  fields["monthly_price"] = line.price;
  fields["from"] = day_text(line.from);
  if (line.to) fields["to"] = day_text(*line.to);
  return fields;
}

void draft(Business& business, const std::string& id, const Contract& contract, const Fields& terms) {
  std::vector<std::string> streams{"contract/" + id, "occupier/" + contract.occupier};
  boost::json::array lines;
  for (const auto& line : contract.lines) {
    streams.push_back("space/" + line.space);
    lines.push_back(fields_of(line));
  }
  auto data = terms;
  data["lines"] = lines;
  business.contracts[id] = contract;
  business.contracts_by_creation.push_back(id);
  business.note("ContractCreated", data, streams);
}

boost::json::array spaces_of(const Contract& contract, std::vector<std::string>& streams) {
  boost::json::array spaces;
  std::set<std::string> seen;
  for (const auto& line : contract.lines) {
    if (line.space.empty() || !seen.insert(line.space).second) continue;
    spaces.emplace_back(line.space);
    streams.push_back("space/" + line.space);
  }
  return spaces;
}

}  // namespace tenure::model
