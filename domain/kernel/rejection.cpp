#include "domain/kernel/rejection.h"

#include <array>

namespace tenure::domain {
namespace {

struct Row {
  std::string_view name;
  RejectionClass kind;
  std::string_view meaning;
};

constexpr auto rows = std::to_array<Row>({
#define X(code, kind, text) {#code, RejectionClass::kind, text},
    TENURE_REJECTIONS(X)
#undef X
});

const Row& row_of(Code code) { return rows.at(static_cast<std::size_t>(code)); }

}  // namespace

std::string_view name_of(Code code) { return row_of(code).name; }
std::string_view meaning_of(Code code) { return row_of(code).meaning; }
RejectionClass class_of(Code code) { return row_of(code).kind; }

std::optional<Code> parse_code(std::string_view name) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].name == name) return static_cast<Code>(i);
  }
  return std::nullopt;
}

}  // namespace tenure::domain
