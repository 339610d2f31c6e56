// Finds the end of an HTTP/1.1 answer in what a socket gives.
//
// Is:       as much of RFC 9112 as answers to keep-alive requests need: Content-Length, chunked, and no body.
// Promises: takes bytes in pieces of any size.
// Fails:    `malformed` for anything else.
// Why:      not a parser for the world; the server under test is ours, and what it sends is compared with its status.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tenure::bench {

class AnswerReader {
 public:
  enum class Progress : std::uint8_t { more, whole, malformed };

  /// Where the next bytes are to be read to; `take` says how many came.
  [[nodiscard]] char* room(std::size_t bytes);
  [[nodiscard]] Progress take(std::size_t bytes);

  [[nodiscard]] unsigned status() const { return status_; }
  [[nodiscard]] std::string_view body() const {
    return std::string_view{bytes_}.substr(body_at_, used_ - body_at_);
  }
  /// Forgets the answer; the next one begins.
  void next();

 private:
  [[nodiscard]] Progress read_head(std::size_t head_bytes);

  std::string bytes_;
  std::size_t used_ = 0;
  std::size_t body_at_ = 0;
  std::size_t body_bytes_ = 0;
  bool chunked_ = false;
  unsigned status_ = 0;
};

}  // namespace tenure::bench
