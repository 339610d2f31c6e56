#include "projections/parked_input/parked_input.h"
#include "projections/parked_input/parked_input_keys.h"
#include "projections/runtime/row_reader.h"

namespace tenure::projections::parked_input {

Result<Page<Input>> inputs(const View& view, std::string_view operator_id, ParkedInputStatus status,
                           const PageRequest& page) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  return read_page<Input>(**rows, status_key(operator_id, status), page);
}

Result<std::optional<Input>> input(const View& view, std::string_view operator_id,
                                   std::string_view parked_id) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  return find<Input>(**rows, input_key(operator_id, parked_id));
}

Result<std::optional<Original>> original(const View& view, std::string_view operator_id,
                                         std::string_view parked_id) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  return find<Original>(**rows, original_key(operator_id, parked_id));
}

}  // namespace tenure::projections::parked_input
