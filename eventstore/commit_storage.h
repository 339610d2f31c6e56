// Where the bytes of a commit are kept: those it was built in, or a copy of what was read. For commit.cpp and
// commit_builder.cpp alone.
#pragma once

#include <optional>
#include <string_view>

#include <flatbuffers/flatbuffers.h>

#include "eventstore/commit.h"

namespace tenure::eventstore {

struct Commit::Storage {
  flatbuffers::DetachedBuffer built;
  std::optional<CommitBytes> read;

  [[nodiscard]] std::string_view bytes() const {
    return read ? read->view() : std::string_view{reinterpret_cast<const char*>(built.data()), built.size()};
  }
};

}  // namespace tenure::eventstore
