// The rules about lines of contracts, as the reference keeps them. Internal to this folder.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "tests/model/reference/rules.h"

namespace tenure::model {

struct Wish {
  Line line;
  bool has_end = false;
  Days days;
};

/// Lines as they are given; those that leave their days open have these.
[[nodiscard]] std::vector<Wish> wishes_of(const Fields& command, std::string_view field, Days open);
/// Each rule for all lines before the next.
[[nodiscard]] Code unknown_in(const Business& business, const std::vector<Wish>& wishes);
[[nodiscard]] Code bad_period_in(const std::vector<Wish>& wishes);
[[nodiscard]] Code bad_ids_in(const std::vector<Wish>& wishes);
[[nodiscard]] Code wrong_kind_in(const Business& business, const std::vector<Wish>& wishes);
[[nodiscard]] Code outside(const Business& business, const std::vector<Wish>& wishes, Days contract,
                           const std::string& site);
[[nodiscard]] bool any_taken(const Business& business, const std::vector<Wish>& wishes);
[[nodiscard]] Fields fields_of(const Line& line);

/// Adds the contract, in the words of the event, with its lines.
void draft(Business& business, const std::string& id, const Contract& contract, const Fields& terms);

/// The spaces of its lines, each once, and their streams behind those that are there.
[[nodiscard]] boost::json::array spaces_of(const Contract& contract, std::vector<std::string>& streams);

}  // namespace tenure::model
