#include "eventstore/greatest_ids.h"

#include <algorithm>

#include <boost/unordered/unordered_flat_map.hpp>

#include "eventstore/bytes.h"
#include "eventstore/key_hash.h"

namespace tenure::eventstore {
namespace {

constexpr std::size_t shape_length_max = 16;

bool is_digit(char character) { return character >= '0' && character <= '9'; }

std::uint64_t shape_of(std::uint64_t group_hash, std::string_view id) {
  const auto end = std::find_if(id.begin(), id.end(), is_digit);
  const auto length = static_cast<std::size_t>(end - id.begin());
  return hash_bytes(id.substr(0, std::min(length, shape_length_max)), group_hash);
}

bool greater(std::string_view left, std::string_view right) {
  return left.size() != right.size() ? left.size() > right.size() : left > right;
}

}  // namespace

// Two shapes with the same hash share one greatest id, which is then above both: the answer stays true.
struct GreatestIds::Shapes {
  boost::unordered_flat_map<std::uint64_t, std::string> greatest;
};

GreatestIds::GreatestIds() : shapes_{std::make_unique<Shapes>()} {}
GreatestIds::~GreatestIds() = default;
GreatestIds::GreatestIds(const GreatestIds& other)
    : shapes_{std::make_unique<Shapes>(*other.shapes_)}, overflowed_{other.overflowed_} {}

void GreatestIds::note(std::uint64_t group_hash, std::string_view id) {
  note_shape(shape_of(group_hash, id), id);
}

void GreatestIds::note_shape(std::uint64_t shape, std::string_view id) {
  auto& greatest = shapes_->greatest;
  const auto found = greatest.find(shape);
  if (found != greatest.end()) {
    if (greater(id, found->second)) found->second.assign(id);
  } else if (greatest.size() < shapes_max) {
    greatest.emplace(shape, id);
  } else {
    overflowed_ = true;
  }
}

bool GreatestIds::certainly_new(std::uint64_t group_hash, std::string_view id) const {
  const auto found = shapes_->greatest.find(shape_of(group_hash, id));
  return found == shapes_->greatest.end() ? !overflowed_ : greater(id, found->second);
}

void GreatestIds::save(std::string& out) const {
  put_little_endian(out, static_cast<std::uint32_t>(overflowed_ ? 1 : 0));
  put_little_endian(out, static_cast<std::uint32_t>(shapes_->greatest.size()));
  for (const auto& [shape, id] : shapes_->greatest) {
    put_little_endian(out, shape);
    put_little_endian(out, static_cast<std::uint32_t>(id.size()));
    out.append(id);
  }
}

bool GreatestIds::load(std::string_view bytes) {
  BytesReader in{bytes};
  if (in.number<std::uint32_t>() != 0) overflowed_ = true;
  for (auto left = in.number<std::uint32_t>(); in.good() && left > 0; --left) {
    const auto shape = in.number<std::uint64_t>();
    note_shape(shape, in.text(in.number<std::uint32_t>()));
  }
  return in.complete();
}

}  // namespace tenure::eventstore
