#include "adapters/report/monthly_head.h"

#include "domain/kernel/zone.h"
#include "projections/directory/directory.h"

namespace tenure::report {

using projections::QueryError;
using projections::Result;

Result<std::optional<Head>> head_of(const projections::View& view, const Subject& subject) {
  const auto occupier = projections::directory::occupier(view, subject.operator_id, subject.occupier_id);
  if (!occupier) return std::unexpected{occupier.error()};
  const auto site = projections::directory::site(view, subject.operator_id, subject.site_id);
  if (!site) return std::unexpected{site.error()};
  if (!*occupier || !*site) return std::nullopt;
  const auto zone = domain::find_zone((*site)->time_zone);
  // A site is only registered with a zone that is in the tables.
  if (!zone) {
    return std::unexpected{
        QueryError{QueryError::Kind::storage, "the zone tables of this machine lack the site's time zone"}};
  }
  return Head{.title = {},
              .operator_id = subject.operator_id,
              .occupier_id = subject.occupier_id,
              .occupier_name = (*occupier)->name,
              .site_id = subject.site_id,
              .site_name = (*site)->name,
              .zone = *zone,
              .month = subject.month,
              .position = view.position(),
              .recorded_at = subject.recorded_at,
              .currency = (*site)->currency,
              .currency_exponent = (*site)->currency_exponent,
              .section_columns = {},
              .columns = {}};
}

}  // namespace tenure::report
