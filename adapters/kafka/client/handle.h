// What producer and consumer share: how a librdkafka client is configured, watched and taken leave of.
//
// For the folder's own files. librdkafka's types are only named here; its header is included in .cpp files.
#pragma once

#include <chrono>
#include <expected>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/kafka/client/error.h"
#include "adapters/kafka/client/options.h"

struct rd_kafka_s;
struct rd_kafka_conf_s;
struct rd_kafka_error_s;

namespace tenure::kafka {

/// What librdkafka says while it works. Outlives the client: its threads write here to the last.
class Monitor {
 public:
  explicit Monitor(std::function<void(std::string_view)> notice) : notice_{std::move(notice)} {}

  void log(std::string_view line) const {
    if (notice_) notice_(line);
  }
  /// Why the client cannot work at the moment, as far as it is known. That no broker is up says less than what is known
  /// of one of them, and is not taken then.
  void set_trouble(KafkaError trouble);
  void forget_trouble();
  /// Without a message where there is none.
  [[nodiscard]] KafkaError trouble() const;

 private:
  static inline const KafkaError no_trouble{KafkaError::Kind::retriable, {}, {}};

  std::function<void(std::string_view)> notice_;
  mutable std::mutex mutex_;
  KafkaError trouble_ = no_trouble;
};

struct ConfigurationDeleter {
  void operator()(rd_kafka_conf_s* configuration) const;
};
using Configuration = std::unique_ptr<rd_kafka_conf_s, ConfigurationDeleter>;

using Settings = std::vector<std::pair<std::string_view, std::string>>;

/// The options' properties over `defaults`, under `fixed`. `monitor` becomes the callbacks' opaque pointer.
[[nodiscard]] std::expected<Configuration, KafkaError> configure(const KafkaOptions& options,
                                                                 const Settings& defaults,
                                                                 const Settings& fixed, Monitor& monitor);

/// Takes the error over. `doing` says what was tried: "commit the transaction". Where the brokers refuse the client, whatever
/// waits for them fails of that: an error of configuration.
[[nodiscard]] KafkaError error_of(rd_kafka_s* client, rd_kafka_error_s* error, std::string_view doing,
                                  const Monitor& monitor);
/// The same from a plain code (rd_kafka_resp_err_t).
[[nodiscard]] KafkaError error_of(rd_kafka_s* client, int code, std::string_view doing,
                                  const Monitor& monitor);

/// Runs `leave` on a thread of its own and waits for it so long; a client that hangs is left behind with what it owns.
/// False where it was.
[[nodiscard]] bool leave_within(std::chrono::milliseconds patience, std::function<void()> leave);

}  // namespace tenure::kafka
