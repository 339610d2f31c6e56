#include "eventstore/ingest_offsets.h"

#include "domain/kernel/text.h"
#include "eventstore/bytes.h"

namespace tenure::eventstore {

std::optional<std::uint64_t> IngestOffsets::next(std::string_view topic, std::uint32_t partition) const {
  const auto partitions = topics_.find(topic);
  if (partitions == topics_.end()) return std::nullopt;
  const auto found = partitions->second.find(partition);
  return found == partitions->second.end() ? std::nullopt : std::optional{found->second};
}

void IngestOffsets::set(std::string_view topic, std::uint32_t partition, std::uint64_t next) {
  auto partitions = topics_.find(topic);
  if (partitions == topics_.end()) partitions = topics_.emplace(topic, decltype(partitions->second){}).first;
  partitions->second.insert_or_assign(partition, next);
}

void IngestOffsets::add(const flatbuffers::Vector<flatbuffers::Offset<stored::IngestMark>>& marks) {
  for (const auto* mark : marks) set(domain::text(mark->topic()), mark->partition(), mark->next_offset());
}

void IngestOffsets::save(std::string& out) const {
  for (const auto& [topic, partitions] : topics_) {
    for (const auto& [partition, next] : partitions) {
      put_little_endian(out, static_cast<std::uint32_t>(topic.size()));
      out.append(topic);
      put_little_endian(out, partition);
      put_little_endian(out, next);
    }
  }
}

bool IngestOffsets::load(std::string_view bytes) {
  BytesReader in{bytes};
  while (in.good() && !in.complete()) {
    const auto topic = in.text(in.number<std::uint32_t>());
    const auto partition = in.number<std::uint32_t>();
    const auto next = in.number<std::uint64_t>();
    if (in.good()) set(topic, partition, next);
  }
  return in.complete();
}

}  // namespace tenure::eventstore
