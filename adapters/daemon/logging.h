// The server's log: one line for each thing that an operator should know, on standard error.
//
// What it is: a few functions over spdlog; text for people, or one JSON object a line for collectors.
// What it promises: a line is whole whatever its message holds; it never holds personal data or secrets, because
//   nothing that a client sent is ever passed here but ids.
// Threads: any, after `start_log`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tenure::daemon {

enum class LogFormat : std::uint8_t { text, json };
enum class LogLevel : std::uint8_t { debug, info, warning, error };

struct LogOptions {
  LogFormat format = LogFormat::text;
  LogLevel level = LogLevel::info;
};

void start_log(const LogOptions& options);
void log_debug(std::string_view message);
void log_info(std::string_view message);
void log_warning(std::string_view message);
void log_error(std::string_view message);
/// Writes out what is buffered.
void end_log();

/// A JSON object of one log line, as the JSON format writes it; time in RFC 3339.
void append_json_line(std::string_view time, std::string_view level, std::string_view message,
                      std::string& out);

}  // namespace tenure::daemon
