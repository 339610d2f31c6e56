// Where the bytes of a commit are kept: those it was built in, or a copy of what was read. For commit.cpp and
// commit_builder.cpp alone.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

#include <flatbuffers/flatbuffers.h>

#include "eventstore/commit.h"
#include "eventstore/commit_format.h"

namespace tenure::eventstore {

struct Commit::Storage {
  flatbuffers::DetachedBuffer built;
  std::unique_ptr<std::uint8_t[]> read;
  std::size_t size = 0;

  // Plain new aligns for every scalar and for commit_alignment.
  static_assert(__STDCPP_DEFAULT_NEW_ALIGNMENT__ >= commit_alignment);

  [[nodiscard]] std::string_view copy(std::string_view value) {
    read = std::make_unique_for_overwrite<std::uint8_t[]>(value.size());
    size = value.size();
    std::memcpy(read.get(), value.data(), size);
    return bytes();
  }
  [[nodiscard]] std::string_view bytes() const {
    return {reinterpret_cast<const char*>(read ? read.get() : built.data()), size};
  }
};

}  // namespace tenure::eventstore
