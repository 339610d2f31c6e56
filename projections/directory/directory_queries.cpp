#include "projections/directory/directory.h"
#include "projections/directory/directory_keys.h"
#include "projections/runtime/row_reader.h"

namespace tenure::projections::directory {
namespace {

template <class Row>
Result<Page<Row>> page_of(const View& view, const Key& prefix, const PageRequest& page) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  return read_page<Row>(**rows, prefix, page);
}

template <class Row>
Result<std::optional<Row>> row_of(const View& view, const Key& key) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  return find<Row>(**rows, key);
}

}  // namespace

std::string_view name_of(domain::ContractStatus status) {
  switch (status) {
    case domain::ContractStatus::draft:
      return "DRAFT";
    case domain::ContractStatus::upcoming:
      return "UPCOMING";
    case domain::ContractStatus::active:
      return "ACTIVE";
    case domain::ContractStatus::ended:
      return "ENDED";
    case domain::ContractStatus::terminated:
      return "TERMINATED";
    case domain::ContractStatus::notice_given:
      return "NOTICE_GIVEN";
    case domain::ContractStatus::renewed:
      return "RENEWED";
    case domain::ContractStatus::discarded:
      return "DISCARDED";
  }
  return "UNKNOWN";
}

Result<Page<Occupier>> occupiers(const View& view, std::string_view operator_id, const PageRequest& page) {
  return page_of<Occupier>(view, occupiers_of(operator_id), page);
}

Result<std::optional<Occupier>> occupier(const View& view, std::string_view operator_id,
                                         std::string_view occupier_id) {
  return row_of<Occupier>(view, occupiers_of(operator_id).text(occupier_id));
}

Result<Page<Contract>> contracts_of_occupier(const View& view, std::string_view operator_id,
                                             std::string_view occupier_id, const PageRequest& page) {
  return page_of<Contract>(view, contracts_of(operator_id, occupier_id), page);
}

Result<std::optional<Contract>> contract(const View& view, std::string_view operator_id,
                                         std::string_view contract_id) {
  const auto found = row_of<HeldBy>(view, held_by_key(operator_id, contract_id));
  if (!found) return std::unexpected{found.error()};
  const auto& held_by = *found;
  if (!held_by) return std::nullopt;
  return row_of<Contract>(view, contracts_of(operator_id, held_by->occupier_id).text(contract_id));
}

Result<std::optional<Occupier>> occupier_by_external_id(const View& view, std::string_view operator_id,
                                                        const ExternalId& external_id) {
  const auto held_by = row_of<HeldBy>(
      view, external_id_key(operator_id, external_id.system, external_id.site_id, external_id.external_id));
  if (!held_by) return std::unexpected{held_by.error()};
  if (!*held_by) return std::optional<Occupier>{};
  return occupier(view, operator_id, (*held_by)->occupier_id);
}

Result<Page<Contract>> contracts_of_site(const View& view, std::string_view operator_id,
                                         std::string_view site_id, const ContractFilter& filter,
                                         const PageRequest& page) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  const std::uint32_t before = filter.ends_before ? end_in_key(filter.ends_before) : UINT32_MAX;
  return read_page<Contract>(
      **rows, ends_of(operator_id, site_id), page,
      [&](std::string_view key_rest, std::string_view value, Contract& contract) {
        KeyParts parts{key_rest};
        const auto end = parts.number32();
        const auto contract_id = parts.text();
        HeldBy held_by;
        if (!parts.complete() || !domain::from_archive(value, held_by)) return Keep::damaged;
        if (end >= before) return Keep::no;
        auto found = find<Contract>(**rows, contracts_of(operator_id, held_by.occupier_id).text(contract_id));
        if (!found || !*found) return Keep::damaged;
        contract = *std::move(*found);
        return !filter.status || contract.status == *filter.status ? Keep::yes : Keep::no;
      });
}

Result<Page<Service>> services_of_occupier(const View& view, std::string_view operator_id,
                                           std::string_view occupier_id, const PageRequest& page) {
  return page_of<Service>(view, services_of(operator_id, occupier_id), page);
}

Result<Page<User>> users_of_occupier(const View& view, std::string_view operator_id,
                                     std::string_view occupier_id, const PageRequest& page) {
  return page_of<User>(view, users_of(operator_id, occupier_id), page);
}

Result<std::optional<User>> user(const View& view, std::string_view operator_id, std::string_view user_id) {
  const auto found = row_of<HeldBy>(view, user_of_key(operator_id, user_id));
  if (!found) return std::unexpected{found.error()};
  const auto& held_by = *found;
  if (!held_by) return std::nullopt;
  return row_of<User>(view, users_of(operator_id, held_by->occupier_id).text(user_id));
}

Result<Page<Site>> sites(const View& view, std::string_view operator_id, const PageRequest& page) {
  return page_of<Site>(view, sites_of(operator_id), page);
}

Result<std::optional<Site>> site(const View& view, std::string_view operator_id, std::string_view site_id) {
  return row_of<Site>(view, sites_of(operator_id).text(site_id));
}

Result<Page<Space>> spaces_of_site(const View& view, std::string_view operator_id, std::string_view site_id,
                                   const PageRequest& page) {
  return page_of<Space>(view, spaces_of(operator_id, site_id), page);
}

Result<Page<Door>> doors_of_site(const View& view, std::string_view operator_id, std::string_view site_id,
                                 const PageRequest& page) {
  return page_of<Door>(view, doors_of(operator_id, site_id), page);
}

Result<Page<Product>> products(const View& view, std::string_view operator_id, const PageRequest& page) {
  return page_of<Product>(view, products_of(operator_id), page);
}

Result<std::optional<Product>> product(const View& view, std::string_view operator_id,
                                       std::string_view product_id) {
  return row_of<Product>(view, products_of(operator_id).text(product_id));
}

}  // namespace tenure::projections::directory
