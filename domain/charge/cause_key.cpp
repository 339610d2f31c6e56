#include "domain/charge/cause_key.h"

#include <fmt/format.h>

namespace tenure::domain {

std::string lease_cause(std::string_view contract_id, std::string_view line_id, Period period) {
  return fmt::format("lease:{}:{}:{}:{}", contract_id, line_id, format_date(period.from),
                     format_date(period.to));
}

std::string service_cause(std::string_view service_id, Period period) {
  return fmt::format("service:{}:{}:{}", service_id, format_date(period.from), format_date(period.to));
}

std::string booking_cause(std::string_view booking_id, std::uint32_t revision) {
  return fmt::format("booking:{}:{}", booking_id, revision);
}

std::string usage_cause(std::string_view site_id, std::string_view occupier_id, Date month,
                        std::uint32_t revision) {
  return fmt::format("usage:{}/{}:{}:{}", site_id, occupier_id, format_month(month), revision);
}

std::string numbered_cause(std::string_view key, std::size_t number) {
  return fmt::format("{}:{}", key, number);
}

bool is_cause_key(std::string_view charge_id) {
  return charge_id.starts_with("lease:") || charge_id.starts_with("service:") ||
         charge_id.starts_with("booking:") || charge_id.starts_with("usage:");
}

}  // namespace tenure::domain
