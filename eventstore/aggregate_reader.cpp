#include "eventstore/aggregate_reader.h"

#include <fmt/format.h>

#include "eventstore/bytes.h"
#include "eventstore/index_keys.h"

namespace tenure::eventstore {
namespace {

// Positions asked from the index at a time; long streams are folded piece by piece.
constexpr std::size_t positions_at_a_time = 4'096;

}  // namespace

void put_state(std::string& out, const domain::Aggregate& aggregate) {
  put_little_endian(out, domain::state_layout);
  aggregate.save(out);
}

std::unique_ptr<domain::Aggregate> parse_state(domain::StreamKind kind, std::string_view bytes) {
  BytesReader in{bytes};
  if (in.number<std::uint32_t>() != domain::state_layout || !in.good()) return nullptr;
  auto aggregate = domain::Aggregate::create(kind);
  if (!aggregate->load(bytes.substr(sizeof(std::uint32_t)))) return nullptr;
  return aggregate;
}

std::expected<AggregateReader::Loaded, ReadError> AggregateReader::load(std::string_view operator_id,
                                                                        domain::StreamName stream) const {
  Loaded loaded;
  // Most of what is asked for and not in memory is new: that costs no look-up in the database.
  if (!streams_.may_exist(operator_id, stream)) return loaded;
  rocksdb::PinnableSlice value;
  const auto status = storage_.db().Get({}, storage_.states(), state_key(operator_id, stream), &value);
  if (!status.ok() && !status.IsNotFound()) {
    return std::unexpected(ReadError{{}, "a saved state cannot be read: " + status.ToString()});
  }
  if (status.ok()) {
    loaded.aggregate = parse_state(stream.kind, {value.data(), value.size()});
    if (loaded.aggregate) {
      loaded.saved_version = loaded.aggregate->version();
      loaded.bytes = value.size();
    }
  }
  if (auto folded = fold_events(operator_id, stream, loaded); !folded) return std::unexpected(folded.error());
  return loaded;
}

std::expected<AggregateReader::Loaded, ReadError> AggregateReader::fold(std::string_view operator_id,
                                                                        domain::StreamName stream) const {
  Loaded loaded;
  if (auto folded = fold_events(operator_id, stream, loaded); !folded) return std::unexpected(folded.error());
  return loaded;
}

std::expected<void, ReadError> AggregateReader::fold_events(std::string_view operator_id,
                                                            domain::StreamName stream, Loaded& into) const {
  for (;;) {
    const auto version = into.aggregate ? into.aggregate->version() : 0;
    const auto positions = streams_.positions(operator_id, stream, version, positions_at_a_time);
    if (!positions) return std::unexpected(positions.error());
    for (const auto position : *positions) {
      if (auto folded = fold_one(position, stream, into); !folded) return folded;
    }
    if (positions->size() < positions_at_a_time) return {};
  }
}

std::expected<void, ReadError> AggregateReader::fold_one(Position position, domain::StreamName stream,
                                                         Loaded& into) const {
  const auto commit = find_commit_(position);
  if (!commit) return std::unexpected(commit.error());
  if (!*commit || !(*commit)->holds(position)) {
    return std::unexpected(ReadError{
        position,
        fmt::format("the stream index names position {}, which the log does not have", position.value)});
  }
  if (!into.aggregate) into.aggregate = domain::Aggregate::create(stream.kind);
  into.aggregate->fold((*commit)->event_at(position), stream.id);
  into.bytes += (*commit)->event_bytes(position).size();
  return {};
}

}  // namespace tenure::eventstore
