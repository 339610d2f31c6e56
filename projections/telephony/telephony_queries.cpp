#include "projections/runtime/row_reader.h"
#include "projections/telephony/telephony.h"
#include "projections/telephony/telephony_keys.h"

namespace tenure::projections::telephony {

std::string_view name_of(NumberChange change) {
  switch (change) {
    case NumberChange::provisioned:
      return "PROVISIONED";
    case NumberChange::allocated:
      return "ALLOCATED";
    case NumberChange::activation_requested:
      return "ACTIVATION_REQUESTED";
    case NumberChange::activated:
      return "ACTIVATED";
    case NumberChange::assigned:
      return "ASSIGNED";
    case NumberChange::unassigned:
      return "UNASSIGNED";
    case NumberChange::released:
      return "RELEASED";
    case NumberChange::cooled_down:
      return "COOLED_DOWN";
    case NumberChange::configured:
      return "CONFIGURED";
    case NumberChange::made_main:
      return "MADE_MAIN";
    case NumberChange::deactivated:
      return "DEACTIVATED";
    case NumberChange::ported_out:
      return "PORTED_OUT";
  }
  return "UNKNOWN";
}

Result<std::optional<Number>> number(const View& view, std::string_view operator_id, std::string_view e164) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  return find<Number>(**rows, number_key(operator_id, e164));
}

Result<Page<Number>> numbers_of_site(const View& view, std::string_view operator_id, std::string_view site_id,
                                     std::optional<domain::NumberStatus> status, const PageRequest& page) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  return read_page<Number>(
      **rows, status ? status_key(operator_id, site_id, *status) : site_key(operator_id, site_id), page);
}

Result<Page<Number>> numbers_of_occupier(const View& view, std::string_view operator_id,
                                         std::string_view occupier_id, const PageRequest& page) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  return read_page<Number>(**rows, holder_key(operator_id, occupier_id), page);
}

Result<Page<NumberEvent>> history_of_number(const View& view, std::string_view operator_id,
                                            std::string_view e164, const PageRequest& page) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  return read_page<NumberEvent>(**rows, history_key(operator_id, e164), page);
}

Result<Page<DirectoryEntry>> directory_of_site(const View& view, std::string_view operator_id,
                                               std::string_view site_id, const PageRequest& page) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  auto entries =
      read_page<DirectoryEntry>(**rows, listed_key(operator_id, site_id), page,
                                [](std::string_view key, std::string_view value, DirectoryEntry& entry) {
                                  Listed listed;
                                  KeyParts parts{key};
                                  entry.number = parts.text();
                                  if (!parts.complete() || !domain::from_archive(value, listed))
                                    return Keep::damaged;
                                  entry.user_id = std::move(listed.user_id);
                                  entry.extension = std::move(listed.extension);
                                  entry.occupier_id = std::move(listed.occupier_id);
                                  return Keep::yes;
                                });
  if (!entries) return entries;
  for (auto& entry : entries->items) {
    const auto user = find<UserName>(**rows, user_key(operator_id, entry.user_id));
    if (!user) return std::unexpected{user.error()};
    const auto occupier = find<OccupierName>(**rows, occupier_key(operator_id, entry.occupier_id));
    if (!occupier) return std::unexpected{occupier.error()};
    if (const auto& named = *user) {
      entry.given_name = named->given_name;
      entry.family_name = named->family_name;
    }
    if (const auto& named = *occupier) entry.occupier_name = named->name;
  }
  return entries;
}

}  // namespace tenure::projections::telephony
