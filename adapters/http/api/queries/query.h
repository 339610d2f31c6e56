// Asking read models: what all queries share.
#pragma once

#include "adapters/http/api/parameters.h"
#include "adapters/http/api/problem.h"
#include "adapters/http/api/queries/resource.h"
#include "adapters/http/api/route.h"

namespace tenure::http {

/// Waits for the position that the client asked for, makes the view, asks, and answers with the position used.
void run_query(Context& context, Call call, const Query& query);

/// The page that a call asks for.
[[nodiscard]] projections::PageRequest page_of(const Call& call);

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
