// Whom a subcommand talks to: a server over HTTP, or the same API in this process over a data folder.
//
// What it is: one request, one reply; and the reading of an endless reply piece by piece.
// What it promises: both kinds answer alike, because both are answered by adapters/http/api/. A request is sent again
//   once when a kept connection turned out to be closed; commands carry ids, so that is safe.
// What can go wrong: no server, a folder in use or damaged; ClientError says so and what to do. Whatever the API
//   answers, refusals included, is a Reply.
// Threads: one at a time.
#pragma once

#include <expected>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tenure::cli {

class Console;

struct ClientError {
  std::string message;
  std::string next;
};

struct Call {
  enum class Method : std::uint8_t { GET, POST };
  Method method = Method::GET;
  /// Path and query, percent-encoded.
  std::string target;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

struct Reply {
  unsigned status = 0;
  std::string content_type;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  [[nodiscard]] bool is_success() const { return status >= 200 && status < 300; }
  /// By its name in any case; empty where it is absent.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

/// Takes a piece of a body; false ends the reading.
using Sink = std::function<bool(std::string_view)>;

class Client {
 public:
  virtual ~Client() = default;
  [[nodiscard]] virtual std::expected<Reply, ClientError> exchange(const Call& call) = 0;
  /// The body of a successful reply goes to the sink as it comes, and is not in the Reply.
  [[nodiscard]] virtual std::expected<Reply, ClientError> stream(const Call& call, const Sink& sink) = 0;
};

/// Where the subcommands that ask or send find the engine.
struct Place {
  std::string url = "http://127.0.0.1:8080";
  /// Not empty: this folder in this process, and no server.
  std::filesystem::path data;
  std::string operator_id;
  /// Of `data`: where input of nobody known goes when it is retried; a server has its own.
  std::string default_operator = {};
};

[[nodiscard]] std::expected<std::unique_ptr<Client>, ClientError> connect(const Place& place,
                                                                          Console& console);

/// `text` as one segment of a path or value of a query.
[[nodiscard]] std::string percent_encoded(std::string_view text);
/// "/v1/operators/{operator}/{resource}".
[[nodiscard]] std::string operator_target(std::string_view operator_id, std::string_view resource);
/// "as_of=…" or "as_of_time=…", by whether it is a position or a time.
[[nodiscard]] std::string as_of_parameter(std::string_view as_of);

/// One sentence from a problem document, or from whatever else an unsuccessful reply holds.
[[nodiscard]] std::string problem_text(const Reply& reply);

namespace detail {
[[nodiscard]] std::expected<std::unique_ptr<Client>, ClientError> connect_http(std::string_view url);
[[nodiscard]] std::expected<std::unique_ptr<Client>, ClientError> open_local(
    const std::filesystem::path& folder, std::string default_operator, Console& console);
/// The same, but the folder is made where it is not there.
[[nodiscard]] std::expected<std::unique_ptr<Client>, ClientError> make_local(
    const std::filesystem::path& folder, Console& console);
}  // namespace detail

}  // namespace tenure::cli
