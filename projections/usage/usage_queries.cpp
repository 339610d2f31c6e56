#include <limits>
#include <memory>
#include <tuple>

#include "projections/runtime/row_reader.h"
#include "projections/usage/usage.h"
#include "projections/usage/usage_keys.h"

namespace tenure::projections::usage {
namespace {

Month month_in(KeyParts& parts) { return {static_cast<std::int32_t>(parts.number32())}; }

/// The prefix of the scan, as far as the filter fixes the key from its front.
Key prefix_of(std::string_view operator_id, std::string_view occupier_id, const UsageFilter& filter) {
  auto prefix = usage_of(operator_id, occupier_id);
  if (!filter.month) return prefix;
  prefix.number32(static_cast<std::uint32_t>(filter.month->index));
  if (!filter.site_id) return prefix;
  prefix.text(*filter.site_id);
  if (filter.number) prefix.text(*filter.number);
  return prefix;
}

// What the filter fixes is in the prefix of the scan, not in the rest of the key.
bool read_usage(std::string_view key_rest, std::string_view value, const UsageFilter& filter, Usage& usage) {
  KeyParts parts{key_rest};
  const bool fixes_site = filter.month && filter.site_id;
  if (!filter.month) (void)month_in(parts);
  usage.site_id = fixes_site ? std::string_view{*filter.site_id} : parts.text();
  usage.number = fixes_site && filter.number ? std::string_view{*filter.number} : parts.text();
  usage.starts_at = parts.instant();
  usage.meter_id = parts.text();
  usage.usage_id = parts.text();
  return parts.complete() && domain::from_archive(value, usage);
}

bool matches(const UsageFilter& filter, const Usage& usage) {
  return (!filter.site_id || usage.site_id == *filter.site_id) &&
         (!filter.number || usage.number == *filter.number);
}

}  // namespace

Result<Page<Usage>> usage_of_occupier(const View& view, std::string_view operator_id,
                                      std::string_view occupier_id, const UsageFilter& filter,
                                      const PageRequest& page) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  return read_page<Usage>(**rows, prefix_of(operator_id, occupier_id, filter), page,
                          [&](std::string_view key, std::string_view value, Usage& usage) {
                            if (!read_usage(key, value, filter, usage)) return Keep::damaged;
                            return matches(filter, usage) ? Keep::yes : Keep::no;
                          });
}

Result<void> for_each_usage(const View& view, std::string_view operator_id, std::string_view occupier_id,
                            Month month, std::string_view site_id,
                            const std::function<bool(const Usage&)>& visit) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  const UsageFilter filter{.month = month, .site_id = std::string{site_id}, .number = {}};
  const auto prefix = prefix_of(operator_id, occupier_id, filter);
  const auto cursor = (*rows)->scan(prefix, {});
  Usage usage;
  for (; cursor->valid(); cursor->next()) {
    const auto key = cursor->key();
    if (!read_usage(key.substr(prefix.size()), cursor->value(), filter, usage)) {
      return std::unexpected{damaged_row(key)};
    }
    if (!visit(usage)) return {};
  }
  if (auto fault = cursor->fault()) return std::unexpected{std::move(*fault)};
  return {};
}

Result<Page<MonthOfUsage>> months_of_occupier(const View& view, std::string_view operator_id,
                                              std::string_view occupier_id, const PageRequest& page) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  return read_page<MonthOfUsage>(
      **rows, months_of(operator_id, occupier_id), page,
      [](std::string_view key, std::string_view value, MonthOfUsage& month) {
        KeyParts parts{key};
        month.month = month_in(parts);
        month.site_id = parts.text();
        return parts.complete() && domain::from_archive(value, month) ? Keep::yes : Keep::damaged;
      });
}

Result<std::optional<MonthOfUsage>> month_of_occupier(const View& view, std::string_view operator_id,
                                                      std::string_view occupier_id, Month month,
                                                      std::string_view site_id) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  auto found = find<MonthOfUsage>(**rows, month_key(operator_id, occupier_id, month, site_id));
  if (!found) return found;
  if (auto& sums = *found) {
    sums->month = month;
    sums->site_id = site_id;
  }
  return found;
}

std::optional<domain::RatedCall> rated_call(const Usage& usage) {
  const auto& rating = usage.rating;
  if (!rating) return std::nullopt;
  return domain::RatedCall{usage.starts_at, rating->billed_seconds, rating->connection_fee,
                           rating->per_minute, rating->use_allowance};
}

// Calls that start together and cost alike have their turns by their ids, as the keys sort.
std::uint64_t AllowanceEnd::seconds_of(const Usage& usage) const {
  const auto one = rated_call(usage);
  if (!one || one->use_allowance == 0) return 0;
  const auto turn = std::tie(*one, usage.meter_id, usage.usage_id);
  const auto last = std::tie(call, meter_id, usage_id);
  if (turn > last) return 0;
  return turn == last ? seconds : one->billed_seconds;
}

std::uint64_t AllowanceSearch::seconds_of(const Usage& usage) const {
  if (state == State::found) return end.seconds_of(usage);
  return usage.rating && usage.rating->use_allowance != 0 ? usage.rating->billed_seconds : 0;
}

Result<void> search_on(const View& view, std::string_view operator_id, std::string_view occupier_id,
                       Month month, std::string_view site_id, std::size_t calls_max,
                       AllowanceSearch& search) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  const auto prefix = turns_of(operator_id, occupier_id, month, site_id);
  const auto cursor = (*rows)->scan(prefix, search.cursor);
  if (cursor->valid() && !search.cursor.empty() && cursor->key() == search.cursor) cursor->next();
  for (std::size_t read = 0; cursor->valid(); cursor->next()) {
    const auto key = cursor->key();
    KeyParts parts{key.substr(prefix.size())};
    const auto call = turn_in(parts);
    const auto meter_id = parts.text();
    const auto usage_id = parts.text();
    if (!parts.complete()) return std::unexpected{damaged_row(key)};
    if (call.use_allowance != 0) {
      if (call.billed_seconds > search.seconds_left) {
        search.end = {call, std::string{meter_id}, std::string{usage_id}, search.seconds_left};
        search.state = AllowanceSearch::State::found;
        return {};
      }
      search.seconds_left -= call.billed_seconds;
    }
    if (++read == calls_max) {
      search.cursor = key;
      return {};
    }
  }
  if (auto fault = cursor->fault()) return std::unexpected{std::move(*fault)};
  search.state = AllowanceSearch::State::never_ends;
  return {};
}

Result<std::optional<AllowanceEnd>> allowance_end(const View& view, std::string_view operator_id,
                                                  std::string_view occupier_id, Month month,
                                                  std::string_view site_id, std::uint64_t allowance_seconds) {
  AllowanceSearch search{.seconds_left = allowance_seconds};
  if (const auto searched = search_on(view, operator_id, occupier_id, month, site_id,
                                      std::numeric_limits<std::size_t>::max(), search);
      !searched) {
    return std::unexpected{searched.error()};
  }
  if (search.state == AllowanceSearch::State::never_ends) return std::nullopt;
  return std::move(search.end);
}

}  // namespace tenure::projections::usage
