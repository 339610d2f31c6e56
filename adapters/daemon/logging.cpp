#include "adapters/daemon/logging.h"

#include <chrono>
#include <memory>

#include <spdlog/formatter.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "schemas/codec/json_writer.h"
#include "schemas/codec/text_time.h"

namespace tenure::daemon {
namespace {

constexpr std::string_view text_pattern = "%Y-%m-%dT%H:%M:%S.%eZ %-7l %v";

std::string_view view(spdlog::string_view_t text) { return {text.data(), text.size()}; }

class JsonLines final : public spdlog::formatter {
 public:
  void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& out) override {
    const auto since_epoch = message.time.time_since_epoch();
    std::string time;
    codec::write_instant(std::chrono::duration_cast<std::chrono::microseconds>(since_epoch).count(), time);
    std::string line;
    append_json_line(time, view(spdlog::level::to_string_view(message.level)), view(message.payload), line);
    out.append(line.data(), line.data() + line.size());
  }
  [[nodiscard]] std::unique_ptr<spdlog::formatter> clone() const override {
    return std::make_unique<JsonLines>();
  }
};

spdlog::level::level_enum spdlog_level(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return spdlog::level::debug;
    case LogLevel::info:
      return spdlog::level::info;
    case LogLevel::warning:
      return spdlog::level::warn;
    case LogLevel::error:
      return spdlog::level::err;
  }
  return spdlog::level::info;
}

void write(spdlog::level::level_enum level, std::string_view message) {
  // As a string view, so that braces in a message are text.
  spdlog::default_logger_raw()->log(level, spdlog::string_view_t{message.data(), message.size()});
}

}  // namespace

void start_log(const LogOptions& options) {
  auto logger = std::make_shared<spdlog::logger>("tenure", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  if (options.format == LogFormat::json) {
    logger->set_formatter(std::make_unique<JsonLines>());
  } else {
    logger->set_pattern(std::string{text_pattern}, spdlog::pattern_time_type::utc);
  }
  logger->set_level(spdlog_level(options.level));
  logger->flush_on(spdlog::level::info);
  spdlog::set_default_logger(std::move(logger));
}

void log_debug(std::string_view message) { write(spdlog::level::debug, message); }
void log_info(std::string_view message) { write(spdlog::level::info, message); }
void log_warning(std::string_view message) { write(spdlog::level::warn, message); }
void log_error(std::string_view message) { write(spdlog::level::err, message); }
void end_log() { spdlog::shutdown(); }

void append_json_line(std::string_view time, std::string_view level, std::string_view message,
                      std::string& out) {
  out += R"({"time":)";
  codec::write_json_text(time, out);
  out += R"(,"level":)";
  codec::write_json_text(level, out);
  out += R"(,"message":)";
  codec::write_json_text(message, out);
  out += "}\n";
}

}  // namespace tenure::daemon
