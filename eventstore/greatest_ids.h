// The greatest id seen so far, by group and shape: what makes time-ordered ids cheap.
//
// What it is: within a group (an operator's commands from one source, or its streams of one kind) ids are sorted into
//   shapes by the characters before their first digit ("CH-000123" has the shape "CH-", a UUIDv7 the empty one). Of
//   each shape the greatest id is kept, the longer one of two being the greater, then the one later in byte order.
// What it promises: an id above the greatest of its shape was never seen; nothing has to be looked up for it.
//   Bounded: shapes beyond `shapes_max` are not kept, and no id of a shape that is not kept is then called new.
// Why this way: clients are told to send ids that rise; their look-ups then cost the same whatever the history. A shape
//   keeps, say, the keys of automatic charges from hiding a client's own charges.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace tenure::eventstore {

class GreatestIds {
 public:
  static constexpr std::size_t shapes_max = 4'096;

  GreatestIds();
  ~GreatestIds();
  GreatestIds(const GreatestIds& other);
  GreatestIds& operator=(const GreatestIds&) = delete;

  void note(std::uint64_t group_hash, std::string_view id);
  /// Whether the id was never noted. False says nothing.
  [[nodiscard]] bool certainly_new(std::uint64_t group_hash, std::string_view id) const;

  /// Appends all of it; `load` adds what was saved and answers whether the bytes were whole.
  void save(std::string& out) const;
  [[nodiscard]] bool load(std::string_view bytes);

 private:
  struct Shapes;
  void note_shape(std::uint64_t shape, std::string_view id);

  std::unique_ptr<Shapes> shapes_;
  bool overflowed_ = false;
};

}  // namespace tenure::eventstore
