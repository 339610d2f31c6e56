// What another system calls an occupier: whose it is, so that no two occupiers share it.
#pragma once

#include <string>
#include <string_view>
#include <tuple>

#include <fmt/format.h>

#include "domain/kernel/stream.h"
#include "domain/kernel/text.h"
#include "schemas/events/occupier_generated.h"

namespace tenure::domain {

/// Its id is "system/site/external id"; without a site "system//external id".
struct ExternalId {
  /// Empty while it is nobody's.
  std::string occupier_id;

  bool operator==(const ExternalId&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.occupier_id);
  }
};

[[nodiscard]] inline std::string external_id_stream(std::string_view system, std::string_view site_id,
                                                    std::string_view external_id) {
  return fmt::format("{}/{}/{}", system, site_id, external_id);
}

inline void streams(const event::ExternalIdLinked& event, StreamList& out) {
  out.add(StreamKind::occupier, text(event.occupier_id()));
  out.add(StreamKind::external_id,
          external_id_stream(text(event.system()), text(event.site_id()), text(event.external_id())));
  if (event.previous_external_id() == nullptr) return;
  out.add(StreamKind::external_id, external_id_stream(text(event.system()), text(event.site_id()),
                                                      text(event.previous_external_id())));
}

inline void evolve(ExternalId& state, const event::ExternalIdLinked& event, std::string_view own_id) {
  const auto linked =
      external_id_stream(text(event.system()), text(event.site_id()), text(event.external_id()));
  if (own_id == linked) {
    state.occupier_id = text(event.occupier_id());
  } else {
    state.occupier_id.clear();
  }
}

}  // namespace tenure::domain
