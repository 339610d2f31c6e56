// What each subcommand was asked to do; surface.cpp fills these from the command line, environment and file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "adapters/cli/client.h"
#include "adapters/daemon/kafka_link.h"

namespace tenure::cli {

enum class Refusals : std::uint8_t { fail, allow };

struct LoadOptions {
  Place place;
  /// "-" is standard input.
  std::string file;
  std::string actor;
  /// What commands that are refused, though understood, mean for the exit code.
  Refusals refusals = Refusals::fail;
  /// Lines of one request.
  std::size_t batch_lines = 4096;
};

enum class Follow : std::uint8_t { no, yes };

struct EventsOptions {
  Place place;
  std::uint64_t after = 0;
  /// None: all there are.
  std::optional<std::uint64_t> limit;
  std::string type;
  std::string stream;
  Follow follow = Follow::no;
};

enum class Format : std::uint8_t { json, table, raw };

struct QueryOptions {
  Place place;
  std::string path;
  /// A position or a time.
  std::string as_of;
  Format format = Format::json;
  /// Of lists, in this order; none: all.
  std::vector<std::string> columns;
};

enum class Overwrite : std::uint8_t { no, yes };

struct ReportOptions {
  Place place;
  /// services or usage.
  std::string name;
  std::string occupier_id;
  std::string site_id;
  /// YYYY-MM.
  std::string month;
  /// A position or a time.
  std::string as_of;
  /// json, csv or pdf.
  std::string format = "json";
  /// Empty: standard output.
  std::filesystem::path out;
  Overwrite overwrite = Overwrite::no;
  /// Of usage: what a row is.
  enum class Rows : std::uint8_t { calls, numbers } rows = Rows::calls;
};

struct ListParkedOptions {
  Place place;
  /// PARKED, RETRIED or DISCARDED.
  std::string status = "PARKED";
  Format format = Format::table;
};

enum class Shown : std::uint8_t { all, value_alone };

struct ShowParkedOptions {
  Place place;
  std::string parked_id;
  Shown shown = Shown::all;
  Format format = Format::table;
};

enum class Inputs : std::uint8_t { one, all };

struct RetryParkedOptions {
  Place place;
  Inputs inputs = Inputs::one;
  /// Of one.
  std::string parked_id;
  /// Of all: only those that were parked with this code; empty: whatever the code.
  std::string reason_code;
  std::string actor;
  Format format = Format::table;
};

struct DiscardParkedOptions {
  Place place;
  std::string parked_id;
  std::string reason;
  std::string actor;
};

/// Up to where: nothing is all there is.
struct UpTo {
  std::optional<std::uint64_t> position;
  std::string time;
};

struct ReplayOptions {
  std::filesystem::path data;
  UpTo to;
  /// Empty: all.
  std::string model;
};

struct VerifyOptions {
  std::filesystem::path data;
};

struct BackupOptions {
  std::filesystem::path data;
  std::filesystem::path to;
};

struct RestoreOptions {
  std::filesystem::path from;
  std::filesystem::path data;
};

struct InspectOptions {
  std::filesystem::path data;
  std::string operator_id;
  std::string stream;
  std::uint64_t position = 0;
  std::size_t partition = 0;
};

struct ResetRelayOptions {
  std::filesystem::path data;
  daemon::KafkaLinkOptions kafka;
  std::size_t partition = 0;
  /// The first position that is published from then on.
  std::uint64_t from = 1;
};

struct CommandsOptions {
  Format format = Format::table;
  /// Empty: all.
  std::string type;
};

}  // namespace tenure::cli
