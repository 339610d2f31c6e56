#include "adapters/kafka/client/handle.h"

#include <algorithm>
#include <array>
#include <future>
#include <optional>
#include <thread>

#include <fmt/format.h>
#include <librdkafka/rdkafka.h>

#include "eventstore/thread_name.h"

namespace tenure::kafka {
namespace {

using Kind = KafkaError::Kind;

constexpr std::size_t error_text_bytes = 512;

/// Somebody took the name over.
constexpr std::array fenced_codes{RD_KAFKA_RESP_ERR__FENCED, RD_KAFKA_RESP_ERR_PRODUCER_FENCED,
                                  RD_KAFKA_RESP_ERR_INVALID_PRODUCER_EPOCH,
                                  RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID};
/// Time alone mends none of these.
constexpr std::array configuration_codes{
    RD_KAFKA_RESP_ERR__INVALID_ARG,
    RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC,
    RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION,
    RD_KAFKA_RESP_ERR__AUTHENTICATION,
    RD_KAFKA_RESP_ERR__SSL,
    RD_KAFKA_RESP_ERR__UNSUPPORTED_FEATURE,
    RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED,
    RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED,
    RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED,
    RD_KAFKA_RESP_ERR_TRANSACTIONAL_ID_AUTHORIZATION_FAILED,
    RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED,
    RD_KAFKA_RESP_ERR_INVALID_TRANSACTION_TIMEOUT,
    RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART,
    RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE,
};
/// The brokers are away or busy with themselves.
constexpr std::array retriable_codes{
    RD_KAFKA_RESP_ERR__TIMED_OUT,
    RD_KAFKA_RESP_ERR__TRANSPORT,
    RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN,
    RD_KAFKA_RESP_ERR__RESOLVE,
    RD_KAFKA_RESP_ERR__QUEUE_FULL,
    RD_KAFKA_RESP_ERR__WAIT_COORD,
    RD_KAFKA_RESP_ERR__IN_PROGRESS,
    RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE,
    RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION,
    RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT,
    RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS,
    RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE,
    RD_KAFKA_RESP_ERR_NOT_COORDINATOR,
    RD_KAFKA_RESP_ERR_CONCURRENT_TRANSACTIONS,
};

template <std::size_t count>
bool is_one_of(rd_kafka_resp_err_t code, const std::array<rd_kafka_resp_err_t, count>& codes) {
  return std::ranges::find(codes, code) != codes.end();
}

/// What the code alone says; none where it depends on what was tried.
std::optional<Kind> kind_of(rd_kafka_resp_err_t code) {
  if (is_one_of(code, fenced_codes)) return Kind::fenced;
  if (is_one_of(code, configuration_codes)) return Kind::configuration;
  if (code == RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET || code == RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE) {
    return Kind::out_of_range;
  }
  return std::nullopt;
}

/// A fatal error's own code hides behind "_FATAL".
rd_kafka_resp_err_t cause_of(rd_kafka_s* client, rd_kafka_resp_err_t code) {
  if (code != RD_KAFKA_RESP_ERR__FATAL || client == nullptr) return code;
  std::array<char, error_text_bytes> text;
  const auto cause = rd_kafka_fatal_error(client, text.data(), text.size());
  return cause == RD_KAFKA_RESP_ERR_NO_ERROR ? code : cause;
}

KafkaError made_of(Kind kind, rd_kafka_resp_err_t code, std::string_view text, std::string_view doing,
                   const Monitor& monitor) {
  auto message = fmt::format("cannot {}: {} ({})", doing, text, rd_kafka_err2name(code));
  const auto trouble = monitor.trouble();
  if (!trouble.message.empty() && kind != Kind::fenced) message += "; " + trouble.message;
  // Waiting for brokers that refuse the client would not end.
  if (kind == Kind::retriable && trouble.kind == Kind::configuration) kind = Kind::configuration;
  return {kind, rd_kafka_err2name(code), std::move(message)};
}

void on_log(const rd_kafka_t* client, int, const char* facility, const char* text) {
  auto& monitor = *static_cast<Monitor*>(rd_kafka_opaque(client));
  monitor.log(fmt::format("kafka: {}: {}", facility, text));
  // A broker that wants TLS hangs up on who speaks without. It is told here and to nobody else; one that is being stopped
  // looks the same for a moment.
  if (std::string_view{text}.find("incorrect security.protocol") != std::string_view::npos) {
    monitor.set_trouble(
        {Kind::retriable, rd_kafka_err2name(RD_KAFKA_RESP_ERR__TRANSPORT),
         "the brokers hang up on the first request; check the Kafka property security.protocol"});
  }
}

/// From this version on SCRAM is as RFC 5802 has it; brokers of Kafka 4 insist on that (librdkafka's pull request 4895).
constexpr int strict_scram_version = 0x020601ff;

/// What to do where the brokers, or the client, refuse the other; the reason alone does not name the settings.
std::string_view advice_on(rd_kafka_resp_err_t code, std::string_view reason) {
  switch (code) {
    case RD_KAFKA_RESP_ERR__AUTHENTICATION:
      if (rd_kafka_version() < strict_scram_version && reason.find("SCRAM") != reason.npos) {
        return "; check the Kafka properties sasl.mechanism, sasl.username and sasl.password, and the "
               "brokers' "
               "version: those of Kafka 4 refuse SCRAM of librdkafka before 2.6.1, also with the right "
               "password; there, use certificates or PLAIN over TLS";
      }
      return "; check the Kafka properties sasl.mechanism, sasl.username and sasl.password";
    case RD_KAFKA_RESP_ERR__SSL:
      return "; check the Kafka properties ssl.ca.location, which has to hold the authority that signed the "
             "brokers' certificates, and ssl.certificate.location and ssl.key.location, where the brokers "
             "ask for a certificate";
    default:
      return "";
  }
}

/// With TLS 1.3 a broker says after the handshake that it does not like the client's certificate: librdkafka takes that for
/// a broken connection, and only the text tells.
rd_kafka_resp_err_t code_of(int number, std::string_view reason) {
  if (reason.find("SSL alert number") != reason.npos) return RD_KAFKA_RESP_ERR__SSL;
  return static_cast<rd_kafka_resp_err_t>(number);
}

void on_error(rd_kafka_t*, int number, const char* reason, void* opaque) {
  const auto code = code_of(number, reason);
  const auto* const name = rd_kafka_err2name(code);
  const auto kind = kind_of(code) == Kind::configuration ? Kind::configuration : Kind::retriable;
  static_cast<Monitor*>(opaque)->set_trouble(
      {kind, name, fmt::format("{}: {}{}", name, reason, advice_on(code, reason))});
}

}  // namespace

void Monitor::set_trouble(KafkaError trouble) {
  const std::lock_guard lock{mutex_};
  if (!trouble_.message.empty() && trouble.code == rd_kafka_err2name(RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN)) {
    return;
  }
  trouble_ = std::move(trouble);
}
void Monitor::forget_trouble() {
  const std::lock_guard lock{mutex_};
  trouble_ = no_trouble;
}
KafkaError Monitor::trouble() const {
  const std::lock_guard lock{mutex_};
  return trouble_;
}

void ConfigurationDeleter::operator()(rd_kafka_conf_s* configuration) const {
  rd_kafka_conf_destroy(configuration);
}

std::expected<Configuration, KafkaError> configure(const KafkaOptions& options, const Settings& defaults,
                                                   const Settings& fixed, Monitor& monitor) {
  if (auto good = check(options); !good) return std::unexpected(std::move(good.error()));
  Configuration configuration{rd_kafka_conf_new()};
  std::array<char, error_text_bytes> text;
  std::string refused;
  const auto set = [&](std::string_view name, std::string_view value) {
    const auto result = rd_kafka_conf_set(configuration.get(), std::string{name}.c_str(),
                                          std::string{value}.c_str(), text.data(), text.size());
    // The value may be a password.
    if (result != RD_KAFKA_CONF_OK && refused.empty()) refused = name;
  };
  set("bootstrap.servers", options.bootstrap_servers);
  set("client.id", "tenure");
  set("socket.nagle.disable", "true");
  set("log.connection.close", "false");
  set("reconnect.backoff.max.ms", "2000");
  for (const auto& [name, value] : defaults) set(name, value);
  for (const auto& [name, value] : options.properties) set(name, value);
  for (const auto& [name, value] : fixed) set(name, value);
  if (!refused.empty()) {
    return std::unexpected(KafkaError{
        Kind::configuration, "_INVALID_ARG",
        fmt::format("the property {} is not known or has a value that librdkafka cannot use", refused)});
  }
  rd_kafka_conf_set_opaque(configuration.get(), &monitor);
  rd_kafka_conf_set_log_cb(configuration.get(), on_log);
  rd_kafka_conf_set_error_cb(configuration.get(), on_error);
  return configuration;
}

KafkaError error_of(rd_kafka_s* client, rd_kafka_error_s* error, std::string_view doing,
                    const Monitor& monitor) {
  const auto code = cause_of(client, rd_kafka_error_code(error));
  auto kind = Kind::fatal;
  if (const auto known = kind_of(code)) {
    kind = *known;
  } else if (rd_kafka_error_is_fatal(error) != 0) {
    kind = Kind::fatal;
  } else if (rd_kafka_error_txn_requires_abort(error) != 0) {
    kind = Kind::abort;
  } else if (rd_kafka_error_is_retriable(error) != 0 || is_one_of(code, retriable_codes)) {
    kind = Kind::retriable;
  }
  auto made = made_of(kind, code, rd_kafka_error_string(error), doing, monitor);
  rd_kafka_error_destroy(error);
  return made;
}

KafkaError error_of(rd_kafka_s* client, int code, std::string_view doing, const Monitor& monitor) {
  const auto cause = cause_of(client, static_cast<rd_kafka_resp_err_t>(code));
  auto kind = kind_of(cause).value_or(is_one_of(cause, retriable_codes) ? Kind::retriable : Kind::fatal);
  // The transaction has failed in the background.
  if (cause == RD_KAFKA_RESP_ERR__STATE) kind = Kind::abort;
  return made_of(kind, cause, rd_kafka_err2str(cause), doing, monitor);
}

bool leave_within(std::chrono::milliseconds patience, std::function<void()> leave) {
  std::packaged_task<void()> task{[leave = std::move(leave)] {
    eventstore::name_this_thread("kafka-leave");
    leave();
  }};
  const auto left = task.get_future();
  std::thread thread{std::move(task)};
  const auto in_time = left.wait_for(patience) == std::future_status::ready;
  if (in_time) {
    thread.join();
  } else {
    thread.detach();
  }
  return in_time;
}

}  // namespace tenure::kafka
