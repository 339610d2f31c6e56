// A client that sends exactly the bytes it is told to, and reads answers strictly.
//
// What it is: one blocking socket. Nothing waits for ever: a read that gets nothing within `patience` fails the test.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

namespace tenure::test {

struct Answer {
  unsigned status = 0;
  /// Names in small letters.
  std::map<std::string, std::string> headers;
  std::string body;

  [[nodiscard]] boost::json::value json() const;
  /// The body as NDJSON.
  [[nodiscard]] std::vector<boost::json::value> lines() const;
  /// The problem's code, or what is wrong with calling it a problem.
  [[nodiscard]] std::string code() const;
};

/// A text in JSON.
[[nodiscard]] inline std::string text(const boost::json::value& value) {
  return std::string{value.as_string()};
}

class RawClient {
 public:
  static constexpr std::chrono::seconds patience{20};

  /// `receive_buffer_bytes`: how much the system may take in for a client that does not read; 0: its default.
  explicit RawClient(std::uint16_t port, int receive_buffer_bytes = 0);
  ~RawClient();
  RawClient(RawClient&& other) noexcept;
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  /// Whether all was taken.
  bool send(std::string_view bytes);
  /// Tells the server that nothing more comes.
  void finish_sending();
  /// From now on the system may take in as much as it likes for this client.
  void read_fast();
  /// Ends the connection at once, so that the other side is reset.
  void vanish();

  /// The next whole answer, its body too; nothing if the connection ends before.
  [[nodiscard]] std::optional<Answer> read_answer();
  /// Status line and header alone.
  [[nodiscard]] std::optional<Answer> read_head();
  /// One chunk of a chunked body; nothing at its end or the connection's.
  [[nodiscard]] std::optional<std::string> read_chunk();
  /// Reads until the text was seen in chunks of a stream; all that was read so far.
  [[nodiscard]] std::optional<std::string> read_stream_until(std::string_view text);
  /// Whether the server ends the connection; reads and drops what still comes.
  [[nodiscard]] bool reads_end();

  /// Sends a request with a Host and a Content-Length.
  bool send_request(std::string_view method, std::string_view target, std::string_view headers = {},
                    std::string_view body = {});
  [[nodiscard]] std::optional<Answer> request(std::string_view method, std::string_view target,
                                              std::string_view headers = {}, std::string_view body = {});
  [[nodiscard]] std::optional<Answer> get(std::string_view target, std::string_view headers = {}) {
    return request("GET", target, headers);
  }
  [[nodiscard]] std::optional<Answer> post(std::string_view target, std::string_view body,
                                           std::string_view headers = "Content-Type: application/json\r\n") {
    return request("POST", target, headers, body);
  }

 private:
  enum class Chunk : std::uint8_t { more, last, broken };

  bool fill();
  Chunk take_chunk(std::string& out);
  [[nodiscard]] std::optional<std::string> take_line();
  [[nodiscard]] std::optional<std::string> take(std::size_t bytes);

  int socket_ = -1;
  std::string buffer_;
  std::string stream_;
};

}  // namespace tenure::test
