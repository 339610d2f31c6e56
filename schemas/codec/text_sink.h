// For the codec's own files: text appended to a string, quickly.
//
// What it is: writes into room behind the string's end; the string has what was written once the sink is gone.
// What it promises: amortised growth as the string's own; what stood in the string stays.
// What can go wrong: memory.
// Why: an event is a hundred appends of a few bytes; each of std::string's checks, copies and ends the string anew.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace tenure::codec {

class TextSink {
 public:
  /// The string is not to be touched while the sink is there. `room`: bytes that will be written, about.
  explicit TextSink(std::string& out, std::size_t room = room_at_first) : out_(out), used_(out.size()) {
    resize(room);
  }
  ~TextSink() { out_.resize(used_); }
  TextSink(const TextSink&) = delete;
  TextSink& operator=(const TextSink&) = delete;

  void push_back(char byte) {
    if (used_ == room_) grow(1);
    at_[used_++] = byte;
  }
  void append(std::string_view text) {
    if (room_ - used_ < text.size()) grow(text.size());
    std::memcpy(at_ + used_, text.data(), text.size());
    used_ += text.size();
  }
  void pop_back() { --used_; }
  /// The string's size as it will be.
  [[nodiscard]] std::size_t size() const { return used_; }

 private:
  static constexpr std::size_t room_at_first = 512;

  void grow(std::size_t bytes) { resize(std::max(bytes, room_at_first)); }
  void resize(std::size_t bytes) {
    out_.resize(used_ + bytes);
    at_ = out_.data();
    room_ = out_.size();
  }

  std::string& out_;
  char* at_ = nullptr;
  std::size_t used_;
  std::size_t room_ = 0;
};

}  // namespace tenure::codec
