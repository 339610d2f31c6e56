// A client that keeps one connection and waits for each answer. Nothing of the server's own code is in it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tenure::test {

struct HttpAnswer {
  unsigned status = 0;
  std::string body;
};

class BlockingClient {
 public:
  explicit BlockingClient(unsigned short port);
  ~BlockingClient();

  using Headers = std::vector<std::pair<std::string, std::string>>;
  /// Nothing where the connection could not be made or broke before the whole answer was there.
  [[nodiscard]] std::optional<HttpAnswer> get(std::string_view target);
  [[nodiscard]] std::optional<HttpAnswer> post(std::string_view target, std::string_view content_type,
                                               std::string body, const Headers& headers = {});

 private:
  struct Connection;
  std::unique_ptr<Connection> connection_;
};

}  // namespace tenure::test
