// Requests and responses as the API's handlers see them: no socket, no Beast, no thread of their own.
//
// What it is: the seam between transport (adapters/http/*.cpp) and meaning (adapters/http/api/).
// What it promises: a handler answers by calling `Respond` once, now or later, on the request's loop. A body that is
//   too long for memory is a BodyStream, which is asked for its next piece only when the last one was written.
// What can go wrong: nobody may be there any more when an answer comes; the transport drops it.
// Threads: everything of one request happens on one loop, which is one thread.
// Why this way: handlers can be tested without sockets, and slow clients cost a handler nothing.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tenure::http {

using Task = std::move_only_function<void()>;

/// One thread's queue of work. Kept alive by whoever may still post to it.
class Loop {
 public:
  virtual ~Loop() = default;
  /// Runs the task on the loop's thread after everything that is ready there now. Any thread; a closed loop drops it.
  virtual void post(Task task) = 0;
  /// The same, but not before `delay` has passed.
  virtual void post_after(std::chrono::milliseconds delay, Task task) = 0;
  /// Loops are numbered from 0.
  [[nodiscard]] virtual std::size_t index() const = 0;
};

enum class Method : std::uint8_t { GET, HEAD, POST, OTHER };

struct Header {
  std::string_view name;
  std::string_view value;
};

/// A request's body: one block of memory, counted against the server's budget for bodies while it lives.
class Body {
 public:
  Body() = default;
  Body(std::unique_ptr<std::uint8_t[]> block, std::size_t size, std::shared_ptr<void> budget)
      : block_{std::move(block)}, size_{size}, budget_{std::move(budget)} {}
  [[nodiscard]] std::span<const std::uint8_t> bytes() const { return {block_.get(), size_}; }
  [[nodiscard]] std::string_view text() const { return {reinterpret_cast<const char*>(block_.get()), size_}; }

 private:
  std::unique_ptr<std::uint8_t[]> block_;
  std::size_t size_ = 0;
  std::shared_ptr<void> budget_;
};

/// The views are valid until `Respond` was called; the body for as long as it is kept.
struct Request {
  Method method = Method::GET;
  /// Path and query as they came, percent-encoded.
  std::string_view target;
  std::span<const Header> headers;
  Body body;
  std::shared_ptr<Loop> loop;

  /// The value of a header, by its name in any case; empty where it is absent. The first one where it is repeated.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

/// Produces a body piece by piece.
class BodyStream {
 public:
  enum class Step : std::uint8_t {
    more,     ///< ask again as soon as this piece is written
    waiting,  ///< ask again when `wake` was called or `patience` has passed
    finished,
    failed,  ///< break the connection, so that nobody takes the part for the whole
  };
  struct Pull {
    Step step = Step::finished;
    std::chrono::milliseconds patience{};
  };

  virtual ~BodyStream() = default;
  /// Appends the next piece to `out`, or nothing. `wake` may be kept and called from any thread, more than once and
  /// late; it holds what it needs.
  [[nodiscard]] virtual Pull pull(std::string& out, const std::function<void()>& wake) = 0;
  /// Whether the server ends it when it shuts down, rather than waiting for its end.
  [[nodiscard]] virtual bool is_endless() const { return false; }
};

struct Response {
  unsigned status = 200;
  std::string_view content_type = {};  ///< a constant; empty: there is no body
  /// Further headers, each "Name: value\r\n".
  std::string headers = {};
  std::string body = {};
  /// Instead of `body`, where it is set.
  std::unique_ptr<BodyStream> stream = {};
};

/// Called once, on the request's loop.
using Respond = std::move_only_function<void(Response)>;

}  // namespace tenure::http
