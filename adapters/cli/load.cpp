// load: commands from NDJSON, in order, some thousand lines a request, each line's outcome counted.

#include <fstream>
#include <iostream>

#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include "adapters/cli/open_engine.h"
#include "adapters/cli/subcommands.h"

namespace tenure::cli {
namespace {

/// Lines of one request together; well below what a server takes.
constexpr std::size_t request_bytes_max = std::size_t{4} * 1024 * 1024;
/// A line may be as long as a command can be, and a little.
constexpr std::size_t line_bytes_max = std::size_t{2} * 1024 * 1024;
constexpr std::size_t shown_errors_max = 10;

struct Totals {
  std::uint64_t lines = 0;
  std::uint64_t accepted = 0;
  /// Of the accepted and refused ones.
  std::uint64_t repeated = 0;
  std::uint64_t refused = 0;
  std::uint64_t malformed = 0;
  std::uint64_t not_applied = 0;
  /// Of the last event.
  std::uint64_t position = 0;
  std::vector<std::string> errors;
};

/// The lines of one request, and where they stand in the file.
struct Part {
  std::string text;
  std::vector<std::uint64_t> line_numbers;
};

std::string text_of(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string{std::string_view{value->as_string()}}
                                                : std::string{};
}

std::uint64_t number_of(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  boost::system::error_code error;
  return value == nullptr ? 0 : value->to_number<std::uint64_t>(error);
}

/// What adapters/http/api/commands/outcome.h writes with `return=minimal`: a line for each command that was not
/// accepted, and the counts at the end.
class OutcomeReader {
 public:
  OutcomeReader(const Part& part, Totals& totals) : part_{part}, totals_{totals} {}

  /// Takes in a piece of the reply; false where it cannot be understood.
  bool take(std::string_view piece) {
    rest_ += piece;
    std::size_t begin = 0;
    for (std::size_t end = 0; (end = rest_.find('\n', begin)) != std::string::npos; begin = end + 1) {
      if (!take_line(std::string_view{rest_}.substr(begin, end - begin))) return false;
    }
    rest_.erase(0, begin);
    return true;
  }
  [[nodiscard]] bool is_complete() const { return counted_ == part_.line_numbers.size(); }

 private:
  bool take_line(std::string_view line) {
    boost::system::error_code error;
    const auto document = boost::json::parse(line, error);
    if (error || !document.is_object()) return false;
    const auto& outcome = document.as_object();
    if (!outcome.contains("outcome")) {
      add_counts(outcome);
    } else if (totals_.errors.size() < shown_errors_max) {
      add_error(outcome);
    }
    return true;
  }

  void add_counts(const boost::json::object& counts) {
    const auto accepted = number_of(counts, "accepted");
    const auto refused = number_of(counts, "refused");
    const auto malformed = number_of(counts, "malformed");
    const auto not_applied = number_of(counts, "not_applied");
    counted_ = accepted + refused + malformed + not_applied;
    totals_.accepted += accepted;
    totals_.refused += refused;
    totals_.malformed += malformed;
    totals_.not_applied += not_applied;
    totals_.repeated += number_of(counts, "repeated");
    totals_.position = std::max(totals_.position, number_of(counts, "position"));
  }

  void add_error(const boost::json::object& outcome) {
    const auto line = number_of(outcome, "line");
    const auto where = line >= 1 && line <= part_.line_numbers.size() ? part_.line_numbers[line - 1] : 0;
    auto text = fmt::format("line {}: {}: {}", where, text_of(outcome, "outcome"), text_of(outcome, "code"));
    for (const auto* name : {"pointer", "detail"}) {
      if (const auto more = text_of(outcome, name); !more.empty()) text += " " + more;
    }
    totals_.errors.push_back(std::move(text));
  }

  const Part& part_;
  Totals& totals_;
  std::string rest_;
  std::uint64_t counted_ = 0;
};

/// Sends a part and counts its outcomes.
std::expected<void, ClientError> send(Client& client, const LoadOptions& options, Part& part,
                                      Totals& totals) {
  if (part.line_numbers.empty()) return {};
  Call call;
  call.method = Call::Method::POST;
  call.target = operator_target(options.place.operator_id, "commands");
  call.headers = {{"Content-Type", "application/x-ndjson"}, {"Prefer", "return=minimal"}};
  if (!options.actor.empty()) call.headers.emplace_back("Tenure-Actor", options.actor);
  call.body = std::move(part.text);
  OutcomeReader outcomes{part, totals};
  bool understood = true;
  const auto reply = client.stream(call, [&](std::string_view piece) {
    understood = outcomes.take(piece);
    return understood;
  });
  if (!reply) return std::unexpected(reply.error());
  if (!reply->is_success()) return std::unexpected(ClientError{problem_text(*reply), ""});
  if (!understood || !outcomes.is_complete()) {
    return std::unexpected(ClientError{"not every command was answered",
                                       "load the file again: what was accepted is not done twice"});
  }
  part = {};
  return {};
}

std::expected<void, ClientError> load_lines(std::istream& in, std::uint64_t bytes_total, Client& client,
                                            const LoadOptions& options, Totals& totals, Console& console) {
  Progress progress{console, bytes_total > 0 ? "bytes" : "lines"};
  std::uint64_t bytes = 0;
  Part part;
  std::string line;
  while (std::getline(in, line)) {
    ++totals.lines;
    bytes += line.size() + 1;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    if (line.size() > line_bytes_max) {
      return std::unexpected(
          ClientError{fmt::format("line {} is longer than a command can be", totals.lines), ""});
    }
    part.text += line;
    part.text += '\n';
    part.line_numbers.push_back(totals.lines);
    if (part.line_numbers.size() < options.batch_lines && part.text.size() < request_bytes_max) continue;
    if (auto sent = send(client, options, part, totals); !sent) return sent;
    progress.update("loading", bytes_total > 0 ? bytes : totals.lines, bytes_total);
  }
  if (in.bad()) return std::unexpected(ClientError{"the file cannot be read to its end", ""});
  return send(client, options, part, totals);
}

std::expected<std::unique_ptr<Client>, ClientError> connect_or_make(const Place& place, Console& console) {
  if (place.data.empty()) return connect(place, console);
  return detail::make_local(place.data, console);
}

void report(const Totals& totals, Console& console) {
  for (const auto& error : totals.errors) console.note(error);
  const auto wrong = totals.refused + totals.malformed + totals.not_applied;
  if (wrong > totals.errors.size())
    console.note(fmt::format("... and {} more", grouped(wrong - totals.errors.size())));
  console.print(fmt::format("{} accepted, {} refused, {} malformed; {} were answered before",
                            grouped(totals.accepted), grouped(totals.refused), grouped(totals.malformed),
                            grouped(totals.repeated)));
  if (totals.position > 0) console.print(fmt::format("up to position {}", totals.position));
}

}  // namespace

ExitCode load(const LoadOptions& options, Console& console) {
  std::ifstream file;
  std::uint64_t bytes_total = 0;
  if (options.file != "-") {
    std::error_code error;
    if (!std::filesystem::is_regular_file(options.file, error)) {
      console.error(fmt::format("{} is not a file that can be read", options.file), "- is standard input");
      return ExitCode::usage;
    }
    bytes_total = std::filesystem::file_size(options.file, error);
    file.open(options.file, std::ios::binary);
    if (!file) {
      console.error(fmt::format("{} cannot be opened", options.file));
      return ExitCode::usage;
    }
  }
  auto client = connect_or_make(options.place, console);
  if (!client) {
    console.error(client.error().message, client.error().next);
    return ExitCode::failed;
  }
  Totals totals;
  const auto loaded =
      load_lines(options.file == "-" ? std::cin : file, bytes_total, **client, options, totals, console);
  report(totals, console);
  if (!loaded) {
    console.error(loaded.error().message, loaded.error().next);
    return ExitCode::failed;
  }
  if (totals.not_applied > 0) {
    console.error(fmt::format("{} commands were not applied", grouped(totals.not_applied)),
                  "load the file again: what was accepted is not done twice");
    return ExitCode::failed;
  }
  const bool refusals_matter = options.refusals == Refusals::fail && totals.refused > 0;
  return totals.malformed > 0 || refusals_matter ? ExitCode::found_wrong : ExitCode::ok;
}

}  // namespace tenure::cli
