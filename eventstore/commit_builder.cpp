#include "eventstore/commit_builder.h"

#include <algorithm>
#include <cstring>

#include "eventstore/commit_format.h"
#include "eventstore/commit_storage.h"
#include "eventstore/invariant.h"

namespace tenure::eventstore {
namespace {

// Root, table, vectors' lengths, padding and header.
constexpr std::size_t frame_bytes = 256;
// A refusal's table, its texts aside.
constexpr std::size_t refusal_bytes = 128;
// A mark's table, its topic aside.
constexpr std::size_t mark_bytes = 64;

std::size_t bytes_of(const CommitParts& parts) {
  std::size_t bytes =
      frame_bytes + parts.events.size() + parts.starts.size_bytes() + parts.accepted.size_bytes();
  for (const auto& refused : parts.refused) {
    bytes += refusal_bytes + refused.operator_id.size() + refused.source.size() + refused.command_id.size() +
             refused.detail.size();
  }
  for (const auto& mark : parts.ingested) bytes += mark_bytes + mark.topic.size();
  return bytes;
}

flatbuffers::Offset<stored::Refused> build_refused(flatbuffers::FlatBufferBuilder& builder,
                                                   const RefusedCommand& refused) {
  const auto code = domain::name_of(refused.code);
  const auto operator_id = builder.CreateString(refused.operator_id);
  const auto source = builder.CreateString(refused.source);
  const auto command_id = builder.CreateString(refused.command_id);
  const auto code_text = builder.CreateString(code.data(), code.size());
  const auto detail = refused.detail.empty() ? flatbuffers::Offset<flatbuffers::String>{}
                                             : builder.CreateString(refused.detail);
  return stored::CreateRefused(builder, operator_id, source, command_id, refused.content.high,
                               refused.content.low, code_text, detail, refused.after_accepted);
}

flatbuffers::Offset<flatbuffers::Vector<flatbuffers::Offset<stored::Refused>>> build_refusals(
    flatbuffers::FlatBufferBuilder& builder, std::span<const RefusedCommand> refused) {
  if (refused.empty()) return {};
  std::vector<flatbuffers::Offset<stored::Refused>> tables;
  tables.reserve(refused.size());
  for (const auto& one : refused) tables.push_back(build_refused(builder, one));
  return builder.CreateVector(tables);
}

flatbuffers::Offset<flatbuffers::Vector<flatbuffers::Offset<stored::IngestMark>>> build_marks(
    flatbuffers::FlatBufferBuilder& builder, std::span<const IngestMark> ingested) {
  if (ingested.empty()) return {};
  std::vector<flatbuffers::Offset<stored::IngestMark>> tables;
  tables.reserve(ingested.size());
  for (const auto& mark : ingested) {
    const auto topic = builder.CreateString(mark.topic);
    tables.push_back(stored::CreateIngestMark(builder, topic, mark.partition, mark.next));
  }
  return builder.CreateVector(tables);
}

void build_body(flatbuffers::FlatBufferBuilder& builder, const CommitParts& parts) {
  const auto ingested = build_marks(builder, parts.ingested);
  const auto refused = build_refusals(builder, parts.refused);
  const auto accepted = builder.CreateVectorOfStructs(parts.accepted.data(), parts.accepted.size());
  const auto starts = builder.CreateVector(parts.starts.data(), parts.starts.size());
  builder.ForceVectorAlignment(std::max<std::size_t>(parts.events.size(), 1), 1, commit_alignment);
  std::uint8_t* into = nullptr;
  const auto events = builder.CreateUninitializedVector(parts.events.size(), 1, &into);
  if (!parts.events.empty()) std::memcpy(into, parts.events.data(), parts.events.size());
  builder.Finish(stored::CreateCommit(builder, parts.first_position.value, parts.number.value, events, starts,
                                      accepted, refused, ingested));
}

}  // namespace

CommitPtr CommitBuilder::build(const CommitParts& parts, ChainHash previous) {
  flatbuffers::FlatBufferBuilder builder{bytes_of(parts), nullptr, false, commit_alignment};
  build_body(builder, parts);
  const std::string_view body{reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize()};
  require(body.size() % commit_alignment == 0, "a body that is a multiple of 16 bytes", "another size");

  CommitHeader header;
  const auto chain = chain_after(previous, body);
  header.chain_high = chain.high;
  header.chain_low = chain.low;
  header.checksum = checksum_of(chain, body);
  builder.PushFlatBuffer(reinterpret_cast<const std::uint8_t*>(&header), sizeof header);

  std::shared_ptr<Commit> commit{new Commit};
  commit->storage_->built = builder.Release();
  commit->body_ = flatbuffers::GetRoot<stored::Commit>(commit->storage_->built.data() + commit_header_bytes);
  commit->chain_ = chain;
  return commit;
}

}  // namespace tenure::eventstore
