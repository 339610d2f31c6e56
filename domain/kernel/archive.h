// Writes and reads the state of an aggregate, or a row of a read model, as bytes.
//
// What it is: a small binary archive for values that are derived from the log and can be made again.
// What it promises: equal values give equal bytes; reading back gives an equal value.
// What can go wrong: bytes of another layout or cut short; the reader says so and the caller derives the value
//   anew.
// Why this way: these bytes never leave the machine and are thrown away when a layout changes, so they carry no
//   schema; what is kept for ever (commands, events, commits) is FlatBuffers.
//
// A type takes part by naming its fields once:
//   template <class Self> static auto fields(Self& self) { return std::tie(self.a, self.b); }
#pragma once

#include <cstdint>
#include <cstring>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace tenure::domain {

template <class T>
concept HasFields = requires(T& value) { T::fields(value); };
template <class T>
concept PlainValue = std::is_trivially_copyable_v<T> && !HasFields<T> && !std::is_pointer_v<T>;

class ArchiveWriter {
 public:
  explicit ArchiveWriter(std::string& out) : out_{out} {}

  template <PlainValue T>
  void put(const T& value) {
    static_assert(std::has_unique_object_representations_v<T>, "padding would make equal values differ");
    out_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  template <HasFields T>
  void put(const T& value) {
    std::apply([this](const auto&... field) { (this->put(field), ...); }, T::fields(value));
  }
  void put(const std::string& value) {
    put_size(value.size());
    out_.append(value);
  }
  template <class T>
  void put(const std::optional<T>& value) {
    out_.push_back(value.has_value() ? '\1' : '\0');
    if (value) put(*value);
  }
  template <class T>
  void put(const std::vector<T>& values) {
    put_size(values.size());
    for (const auto& value : values) put(value);
  }
  template <class T, class Less>
  void put(const std::set<T, Less>& values) {
    put_size(values.size());
    for (const auto& value : values) put(value);
  }
  template <class Key, class T, class Less>
  void put(const std::map<Key, T, Less>& values) {
    put_size(values.size());
    for (const auto& [key, value] : values) {
      put(key);
      put(value);
    }
  }

 private:
  // LEB128: seven bits a byte, the low ones first.
  void put_size(std::uint64_t size) {
    while (size >= 0x80) {
      out_.push_back(static_cast<char>(size | 0x80));
      size >>= 7;
    }
    out_.push_back(static_cast<char>(size));
  }

  std::string& out_;
};

class ArchiveReader {
 public:
  explicit ArchiveReader(std::string_view in) : in_{in} {}

  /// Whether all that was read so far was there.
  [[nodiscard]] bool good() const { return good_; }
  /// Whether all was there and nothing is left over.
  [[nodiscard]] bool complete() const { return good_ && in_.empty(); }

  template <PlainValue T>
  void get(T& value) {
    if (!take(sizeof value)) return;
    std::memcpy(&value, taken_.data(), sizeof value);
  }
  template <HasFields T>
  void get(T& value) {
    std::apply([this](auto&... field) { (this->get(field), ...); }, T::fields(value));
  }
  void get(std::string& value) {
    if (take(get_size())) value.assign(taken_);
  }
  template <class T>
  void get(std::optional<T>& value) {
    value.reset();
    if (!take(1) || taken_.front() == '\0') return;
    get(value.emplace());
  }
  template <class T>
  void get(std::vector<T>& values) {
    values.clear();
    for (auto left = get_size(); good_ && left > 0; --left) get(values.emplace_back());
  }
  template <class T, class Less>
  void get(std::set<T, Less>& values) {
    values.clear();
    for (auto left = get_size(); good_ && left > 0; --left) {
      T value{};
      get(value);
      values.insert(values.end(), std::move(value));
    }
  }
  template <class Key, class T, class Less>
  void get(std::map<Key, T, Less>& values) {
    values.clear();
    for (auto left = get_size(); good_ && left > 0; --left) {
      Key key{};
      get(key);
      get(values.emplace_hint(values.end(), std::move(key), T{})->second);
    }
  }

 private:
  bool take(std::uint64_t size) {
    if (!good_ || size > in_.size()) {
      good_ = false;
      return false;
    }
    taken_ = in_.substr(0, size);
    in_.remove_prefix(size);
    return true;
  }
  std::uint64_t get_size() {
    std::uint64_t size = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (!take(1)) return 0;
      const auto byte = static_cast<std::uint8_t>(taken_.front());
      size |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if ((byte & 0x80) == 0) return size;
    }
    good_ = false;
    return 0;
  }

  std::string_view in_;
  std::string_view taken_;
  bool good_ = true;
};

template <class T>
[[nodiscard]] std::string to_archive(const T& value) {
  std::string out;
  ArchiveWriter{out}.put(value);
  return out;
}

/// Whether the bytes were exactly one value of this layout; `value` is undefined where they were not.
template <class T>
[[nodiscard]] bool from_archive(std::string_view bytes, T& value) {
  ArchiveReader reader{bytes};
  reader.get(value);
  return reader.complete();
}

}  // namespace tenure::domain
