// parked: input that could not be applied, and what people decide about it.

#include <algorithm>
#include <array>

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "adapters/cli/json_text.h"
#include "adapters/cli/parked_api.h"
#include "adapters/cli/subcommands.h"
#include "schemas/codec/value_check.h"

namespace tenure::cli {
namespace {

using boost::json::array;
using boost::json::object;

/// As much of a value as a screen shows.
constexpr std::size_t shown_bytes_max = 4'000;

ExitCode fail(const ClientError& error, Console& console) {
  console.error(error.message, error.next);
  return ExitCode::failed;
}

/// What is text to a terminal; anything else could move its cursor.
std::string shown_bytes(std::string_view bytes) {
  const auto is_text = codec::is_clean_text(bytes);
  if (is_text && bytes.size() <= shown_bytes_max) return std::string{bytes};
  return fmt::format("({} bytes{}; --bytes writes the value as it is)", bytes.size(),
                     is_text ? "" : " that are no text");
}

std::string one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  std::ranges::replace(text, '\t', ' ');
  return text;
}

/// The lists' columns: what is wrong with what, and what became of it.
std::string table_of(const array& items, std::string_view status) {
  const bool is_resolved = status != "PARKED";
  std::vector<std::string> heads{"PARKED ID", "PARKED AT", "CODE", "TYPE", "RECORD"};
  if (is_resolved) {
    heads.insert(heads.end(), {"RESOLVED AT", "BY", "WHY"});
  } else {
    heads.emplace_back("DETAIL");
  }
  std::vector<std::vector<std::string>> rows{heads};
  for (const auto& item : items) {
    const auto& input = item.as_object();
    const auto number = [&](std::string_view name) {
      const auto* const value = input.if_contains(name);
      return value == nullptr ? std::string{} : boost::json::serialize(*value);
    };
    std::vector<std::string> row{
        text_of(input, "parked_id"), text_of(input, "parked_at"), text_of(input, "code"),
        text_of(input, "type"),
        fmt::format("{}:{}:{}", text_of(input, "topic"), number("partition"), number("offset"))};
    if (is_resolved) {
      const auto* const found = input.if_contains("resolution");
      const auto resolution = found != nullptr && found->is_object() ? found->as_object() : object{};
      for (const auto* name : {"recorded_at", "actor", "reason"})
        row.push_back(one_line(text_of(resolution, name)));
    } else {
      row.push_back(one_line(text_of(input, "detail")));
    }
    rows.push_back(std::move(row));
  }
  return table_text(rows);
}

/// The input for people: names and values, then the record.
std::string page_of(object input) {
  const auto key = shown_bytes(bytes_of(input, "key"));
  const auto value = shown_bytes(bytes_of(input, "value"));
  std::vector<std::vector<std::string>> headers{{"HEADER", "VALUE"}};
  if (const auto* const found = input.if_contains("headers"); found != nullptr && found->is_array()) {
    for (const auto& header : found->as_array()) {
      const auto& each = header.as_object();
      headers.push_back({one_line(text_of(each, "name")), one_line(shown_bytes(bytes_of(each, "value")))});
    }
  }
  for (const auto* name : {"key", "value", "headers"}) input.erase(name);
  if (!key.empty()) input["key"] = one_line(key);
  auto text = columns_text(input);
  if (headers.size() > 1) text += "\n" + table_text(headers);
  if (!value.empty()) text += "\n" + value + (value.ends_with('\n') ? "" : "\n");
  return text;
}

/// Says what became of inputs, line by line, and counts.
class Report {
 public:
  Report(Format format, Console& console) : format_{format}, console_{console} {}

  void add(const std::string& parked_id, const Decided& decided) {
    const bool is_done = decided.code.empty();
    ++(is_done ? retried_ : refused_);
    if (format_ == Format::table) {
      console_.print(
          is_done ? fmt::format("{}  retried, up to position {}", parked_id, decided.position)
                  : fmt::format("{}  refused: {}: {}", parked_id, decided.code, one_line(decided.why)));
    } else {
      object line{{"parked_id", parked_id}, {"outcome", is_done ? "retried" : "refused"}};
      if (is_done) {
        line["position"] = decided.position;
      } else {
        line["code"] = decided.code;
        line["detail"] = decided.why;
      }
      console_.print(boost::json::serialize(line));
    }
    console_.flush();
  }
  void sum_up() {
    console_.print(format_ == Format::table
                       ? fmt::format("{} retried, {} refused", grouped(retried_), grouped(refused_))
                       : boost::json::serialize(object{{"retried", retried_}, {"refused", refused_}}));
  }
  [[nodiscard]] ExitCode exit_code() const { return refused_ > 0 ? ExitCode::found_wrong : ExitCode::ok; }

 private:
  Format format_;
  Console& console_;
  std::uint64_t retried_ = 0;
  std::uint64_t refused_ = 0;
};

/// What is to be retried, oldest first.
std::expected<std::vector<std::string>, ClientError> chosen(Client& client,
                                                            const RetryParkedOptions& options) {
  if (options.inputs == Inputs::one) return std::vector{options.parked_id};
  const auto all = parked_inputs(client, options.place.operator_id, "PARKED");
  if (!all) return std::unexpected(all.error());
  std::vector<std::string> ids;
  for (const auto& item : *all) {
    const auto& input = item.as_object();
    if (options.reason_code.empty() || text_of(input, "code") == options.reason_code) {
      ids.push_back(text_of(input, "parked_id"));
    }
  }
  return ids;
}

}  // namespace

ExitCode list_parked(const ListParkedOptions& options, Console& console) {
  auto client = connect(options.place, console);
  if (!client) return fail(client.error(), console);
  auto items = parked_inputs(**client, options.place.operator_id, options.status);
  if (!items) return fail(items.error(), console);
  if (options.format == Format::raw) {
    console.print(boost::json::serialize(object{{"items", std::move(*items)}}));
  } else if (options.format == Format::json) {
    console.write(indented_text(object{{"items", std::move(*items)}}));
  } else {
    console.write(table_of(*items, options.status));
  }
  return ExitCode::ok;
}

ExitCode show_parked(const ShowParkedOptions& options, Console& console) {
  auto client = connect(options.place, console);
  if (!client) return fail(client.error(), console);
  auto input = parked_input(**client, options.place.operator_id, options.parked_id);
  if (!input) return fail(input.error(), console);
  auto& found = *input;
  if (!found) {
    console.error(
        fmt::format("no parked input of {} has this id", options.place.operator_id),
        "`tenure parked list` shows those there are; input of nobody known is --operator unattributed");
    return ExitCode::found_wrong;
  }
  if (options.shown == Shown::value_alone) {
    console.write(bytes_of(*found, "value"));
  } else if (options.format == Format::raw) {
    console.print(boost::json::serialize(*found));
  } else {
    console.write(options.format == Format::json ? indented_text(*found) : page_of(std::move(*found)));
  }
  return ExitCode::ok;
}

ExitCode retry_parked(const RetryParkedOptions& options, Console& console) {
  auto client = connect(options.place, console);
  if (!client) return fail(client.error(), console);
  const auto ids = chosen(**client, options);
  if (!ids) return fail(ids.error(), console);
  Report report{options.format, console};
  for (const auto& id : *ids) {
    const auto decided =
        decide_parked(**client, options.place.operator_id,
                      {.parked_id = id, .decision = Decision::retry, .actor = options.actor});
    if (!decided) return fail(decided.error(), console);
    report.add(id, *decided);
  }
  if (options.inputs == Inputs::all) report.sum_up();
  return report.exit_code();
}

ExitCode discard_parked(const DiscardParkedOptions& options, Console& console) {
  auto client = connect(options.place, console);
  if (!client) return fail(client.error(), console);
  const auto decided = decide_parked(**client, options.place.operator_id,
                                     {.parked_id = options.parked_id,
                                      .decision = Decision::discard,
                                      .reason = options.reason,
                                      .actor = options.actor});
  if (!decided) return fail(decided.error(), console);
  if (!decided->code.empty()) {
    console.error(fmt::format("{}: {}", decided->code, decided->why));
    return ExitCode::found_wrong;
  }
  console.print(fmt::format("{}  discarded", options.parked_id));
  return ExitCode::ok;
}

}  // namespace tenure::cli
