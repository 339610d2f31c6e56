#include "projections/runtime/view.h"

#include <fmt/format.h>

#include "projections/runtime/view_pinned.h"

namespace tenure::projections {

View::View(std::unique_ptr<Pinned> pinned) : pinned_{std::move(pinned)} {}
View::View(View&&) noexcept = default;
View& View::operator=(View&&) noexcept = default;
View::~View() = default;

Position View::position() const { return pinned_->position; }

Result<const RowReader*> View::rows(std::string_view model) const {
  for (const auto& [name, reader] : pinned_->models) {
    if (name == model) return &reader;
  }
  return std::unexpected{
      QueryError{QueryError::Kind::not_serving, fmt::format("the view has no read model {}", model)}};
}

}  // namespace tenure::projections
