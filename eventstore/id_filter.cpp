#include "eventstore/id_filter.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "eventstore/bytes.h"

namespace tenure::eventstore {
namespace {

constexpr unsigned hash_bits = 64;
constexpr unsigned fingerprint_bits = 36;
constexpr std::size_t bucket_keys = 16;
constexpr unsigned bucket_bits_max = 28;
// So that a rest can be read as one word wherever it lies.
constexpr std::size_t padding = sizeof(std::uint64_t);

std::uint64_t fingerprint_of(std::uint64_t key_hash) { return key_hash >> (hash_bits - fingerprint_bits); }

}  // namespace

// Fingerprints in rising order.
class IdFilter::Cursor {
 public:
  explicit Cursor(const IdFilter& filter) : filter_{filter} { settle(); }
  [[nodiscard]] bool done() const { return index_ == filter_.keys_; }
  [[nodiscard]] std::uint64_t fingerprint() const {
    return bucket_ << filter_.rest_bits_ | filter_.rest_at(index_);
  }
  void next() {
    ++index_;
    settle();
  }

 private:
  void settle() {
    while (!done() && filter_.directory_[bucket_ + 1] <= index_) ++bucket_;
  }

  const IdFilter& filter_;
  std::uint64_t bucket_ = 0;
  std::size_t index_ = 0;
};

IdFilter::IdFilter(std::size_t keys)
    : keys_{keys},
      bucket_bits_{std::min(static_cast<unsigned>(std::bit_width(keys / bucket_keys)), bucket_bits_max)},
      rest_bits_{fingerprint_bits - bucket_bits_},
      rest_bytes_{(rest_bits_ + 7) / 8},
      directory_((std::size_t{1} << bucket_bits_) + 1),
      rests_(keys * rest_bytes_ + padding) {}

IdFilter IdFilter::of(std::vector<std::uint64_t> key_hashes) {
  std::ranges::sort(key_hashes);
  IdFilter filter{key_hashes.size()};
  for (const auto hash : key_hashes) filter.append(fingerprint_of(hash));
  filter.close();
  return filter;
}

IdFilter IdFilter::merged(const IdFilter& one, const IdFilter& other) {
  IdFilter filter{one.keys_ + other.keys_};
  Cursor left{one};
  Cursor right{other};
  while (!left.done() || !right.done()) {
    auto& least = right.done() || (!left.done() && left.fingerprint() <= right.fingerprint()) ? left : right;
    filter.append(least.fingerprint());
    least.next();
  }
  filter.close();
  return filter;
}

void IdFilter::append(std::uint64_t fingerprint) {
  for (const auto bucket = fingerprint >> rest_bits_; begun_ <= bucket; ++begun_) {
    directory_[begun_] = static_cast<std::uint32_t>(appended_);
  }
  const auto rest = fingerprint & ((std::uint64_t{1} << rest_bits_) - 1);
  std::memcpy(rests_.data() + appended_ * rest_bytes_, &rest, rest_bytes_);
  ++appended_;
}

void IdFilter::close() {
  for (; begun_ < directory_.size(); ++begun_) directory_[begun_] = static_cast<std::uint32_t>(keys_);
}

std::uint64_t IdFilter::rest_at(std::size_t index) const {
  static_assert(std::endian::native == std::endian::little);
  std::uint64_t rest = 0;
  std::memcpy(&rest, rests_.data() + index * rest_bytes_, sizeof rest);
  return rest & ((std::uint64_t{1} << (rest_bytes_ * 8)) - 1);
}

bool IdFilter::may_hold(std::uint64_t key_hash) const {
  const auto fingerprint = fingerprint_of(key_hash);
  const auto bucket = fingerprint >> rest_bits_;
  const auto rest = fingerprint & ((std::uint64_t{1} << rest_bits_) - 1);
  for (std::size_t index = directory_[bucket]; index < directory_[bucket + 1]; ++index) {
    if (rest_at(index) == rest) return true;
  }
  return false;
}

std::size_t IdFilter::memory() const { return directory_.size() * sizeof(std::uint32_t) + rests_.size(); }

std::string IdFilter::bytes() const {
  std::string out;
  out.reserve(sizeof(std::uint32_t) + memory());
  put_little_endian(out, static_cast<std::uint32_t>(keys_));
  for (const auto begin : directory_) put_little_endian(out, begin);
  out.append(reinterpret_cast<const char*>(rests_.data()), rests_.size() - padding);
  return out;
}

std::optional<IdFilter> IdFilter::load(std::string_view bytes) {
  BytesReader in{bytes};
  const auto keys = in.number<std::uint32_t>();
  if (!in.good() || keys > bytes.size()) return std::nullopt;
  IdFilter filter{keys};
  const auto directory_bytes = filter.directory_.size() * sizeof(std::uint32_t);
  const auto directory = in.text(directory_bytes);
  const auto rests = in.text(filter.rests_.size() - padding);
  if (!in.complete()) return std::nullopt;
  std::memcpy(filter.directory_.data(), directory.data(), directory_bytes);
  if (!rests.empty()) std::memcpy(filter.rests_.data(), rests.data(), rests.size());
  const bool in_order = filter.directory_.front() == 0 && filter.directory_.back() == keys &&
                        std::ranges::is_sorted(filter.directory_);
  return in_order ? std::optional{std::move(filter)} : std::nullopt;
}

}  // namespace tenure::eventstore
