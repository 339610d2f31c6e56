// inspect: what a data folder holds, one commit of it, one stream of it.

#include <fmt/format.h>

#include "adapters/cli/open_engine.h"
#include "adapters/cli/subcommands.h"
#include "domain/kernel/stream.h"
#include "projections/runtime/read_models.h"
#include "schemas/codec/json_writer.h"

namespace tenure::cli {
namespace {

constexpr std::size_t stream_page = 1000;

std::uint64_t bytes_below(const std::filesystem::path& folder) {
  std::uint64_t bytes = 0;
  std::error_code error;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{folder, error}) {
    if (entry.is_regular_file(error)) bytes += entry.file_size(error);
  }
  return bytes;
}

std::string chain_text(eventstore::ChainHash chain) {
  return fmt::format("{:016x}{:016x}", chain.high, chain.low);
}

void print_partition(daemon::Engine& engine, std::size_t index, Console& console) {
  const auto status = engine.partition(index).status();
  const auto events = status.committed.value;
  const auto bytes = bytes_below(engine.store().folder_of(index));
  console.print(fmt::format("partition {}", index));
  std::vector<std::vector<std::string>> rows{{"", ""}};
  rows.push_back({"  events", grouped(events)});
  rows.push_back({"  commits", grouped(status.commit.value)});
  rows.push_back({"  chain", chain_text(status.chain)});
  rows.push_back({"  last recorded at", events > 0 ? domain::format_instant(status.recorded_at) : "never"});
  rows.push_back({"  indexed up to", grouped(status.indexed_up_to)});
  rows.push_back({"  bytes on disk", grouped(bytes)});
  for (const auto& model : engine.models(index).status().models) {
    rows.push_back(
        {fmt::format("  read model {}", model.name),
         fmt::format("version {}, {} at position {}{}", model.version, name_of(model.state),
                     grouped(model.position.value), model.reason.empty() ? "" : ": " + model.reason)});
  }
  const auto text = table_text(rows);
  console.write(std::string_view{text}.substr(text.find('\n') + 1));
}

ExitCode with_engine(const InspectOptions& options, Console& console,
                     const std::function<ExitCode(daemon::Engine&)>& use) {
  auto engine = open_engine(options.data, console);
  if (!engine) {
    console.error(engine.error().message, engine.error().next);
    return ExitCode::failed;
  }
  return use(**engine);
}

ExitCode print_commit(eventstore::Partition& partition, eventstore::Position position, Console& console) {
  const auto commit = partition.commit_at(position);
  if (!commit) {
    console.error(fmt::format("position {}: {}", commit.error().position.value, commit.error().message),
                  "run `tenure verify`");
    return ExitCode::failed;
  }
  if (*commit == nullptr || position.value == 0) {
    console.error(
        fmt::format("no event has position {}; the last is {}", position.value, partition.committed().value));
    return ExitCode::found_wrong;
  }
  const auto& body = (*commit)->body();
  console.print(
      fmt::format("commit {}: positions {} to {}, {} bytes, {} commands accepted, {} refused, chain {}",
                  (*commit)->number().value, (*commit)->first().value, (*commit)->last().value,
                  grouped((*commit)->bytes().size()), body.accepted()->size(),
                  body.refused() == nullptr ? 0 : body.refused()->size(), chain_text((*commit)->chain())));
  std::string json;
  codec::write_event_json((*commit)->event_at(position), json);
  console.print(json);
  return ExitCode::ok;
}

ExitCode print_stream(eventstore::Partition& partition, const InspectOptions& options,
                      domain::StreamName stream, Console& console) {
  std::uint64_t version = 0;
  while (true) {
    const auto positions = partition.stream_positions(options.operator_id, stream, version, stream_page);
    if (!positions) {
      console.error(positions.error().message, "run `tenure verify`");
      return ExitCode::failed;
    }
    for (const auto position : *positions) {
      const auto commit = partition.commit_at(position);
      if (!commit || *commit == nullptr) {
        console.error(fmt::format("position {} cannot be read", position.value), "run `tenure verify`");
        return ExitCode::failed;
      }
      std::string json;
      codec::write_event_json((*commit)->event_at(position), json);
      console.print(json);
    }
    version += positions->size();
    if (positions->size() < stream_page) break;
  }
  if (version > 0) return ExitCode::ok;
  console.error(fmt::format("{} has no stream {}", options.operator_id, options.stream));
  return ExitCode::found_wrong;
}

}  // namespace

ExitCode inspect_folder(const InspectOptions& options, Console& console) {
  return with_engine(options, console, [&](daemon::Engine& engine) {
    console.print(fmt::format("store {} in {}", engine.store().id(), options.data.string()));
    for (std::size_t index = 0; index < engine.size(); ++index) print_partition(engine, index, console);
    return ExitCode::ok;
  });
}

ExitCode inspect_position(const InspectOptions& options, Console& console) {
  return with_engine(options, console, [&](daemon::Engine& engine) {
    if (options.partition >= engine.size()) {
      console.error(
          fmt::format("there is no partition {}; the folder has {}", options.partition, engine.size()));
      return ExitCode::usage;
    }
    return print_commit(engine.partition(options.partition), {options.position}, console);
  });
}

ExitCode inspect_stream(const InspectOptions& options, Console& console) {
  const auto stream = domain::parse_stream(options.stream);
  if (!stream) {
    console.error(fmt::format("\"{}\" is not a stream", options.stream),
                  "give kind and id, e.g. contract/CON-1");
    return ExitCode::usage;
  }
  return with_engine(options, console, [&](daemon::Engine& engine) {
    return print_stream(engine.partition_of(options.operator_id), options, *stream, console);
  });
}

}  // namespace tenure::cli
