// Asking read models: what all queries share.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/http/api/parameters.h"
#include "adapters/http/api/problem.h"
#include "adapters/http/api/queries/resource.h"
#include "adapters/http/api/route.h"

namespace tenure::http {

/// One model or two; the second may be empty.
using ModelNames = std::array<std::string_view, 2>;
/// Goes on with the view that a call asked for.
using WithView = std::move_only_function<void(Call call, projections::View view)>;

/// Waits for the position that the client asked for, makes the view of the models, and goes on with it; or answers why
/// there is none.
void ask_view(Context& context, Call call, ModelNames models, WithView go_on);
/// The same, asks, and answers as JSON with the position used.
void run_query(Context& context, Call call, const Query& query);

/// The answer to a query that failed.
[[nodiscard]] Response problem(const projections::QueryError& error);
/// UNKNOWN_RESOURCE, with the position.
[[nodiscard]] Response unknown_as_of(projections::Position position);

/// The page that a call asks for.
[[nodiscard]] projections::PageRequest page_of(const Call& call);

/// A parameter's value; nothing where it is absent.
[[nodiscard]] inline std::optional<std::string> text_if_given(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional{std::string{text}};
}
/// A number may come without its plus sign, which some clients cannot put into an address.
[[nodiscard]] std::string e164(std::string_view number);

/// Appends a page, or hands the error on.
template <class T>
[[nodiscard]] projections::Result<Found> write_found(const projections::Result<projections::Page<T>>& page,
                                                     std::string& out) {
  if (!page) return std::unexpected{page.error()};
  write_page(*page, out);
  return Found::yes;
}
/// Appends one resource, if it is there.
template <class T>
[[nodiscard]] projections::Result<Found> write_found(const projections::Result<std::optional<T>>& resource,
                                                     std::string& out) {
  if (!resource) return std::unexpected{resource.error()};
  const auto& found = *resource;
  if (!found) return Found::no;
  Json json{out};
  write_value(*found, json);
  return Found::yes;
}

}  // namespace tenure::http
