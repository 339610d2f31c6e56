#include "eventstore/commit.h"

#include <cstring>

#include <fmt/format.h>

#include "domain/kernel/rejection.h"
#include "domain/kernel/text.h"
#include "eventstore/commit_format.h"
#include "eventstore/commit_storage.h"
#include "eventstore/ingest_offsets.h"
#include "schemas/codec/type_plan.h"

namespace tenure::eventstore {
namespace {

using Checked = std::expected<void, std::string>;

// One commit holds far fewer; the verifier wants a limit.
constexpr std::uint32_t commit_tables_max = 1U << 30;

template <class... Parts>
[[nodiscard]] std::unexpected<std::string> damaged(fmt::format_string<Parts...> text, Parts&&... parts) {
  return std::unexpected(fmt::format(text, std::forward<Parts>(parts)...));
}

Checked check_header(const CommitHeader& header, std::string_view body) {
  if (header.magic != commit_magic) {
    return damaged("magic is {:08x}, expected {:08x}", header.magic, commit_magic);
  }
  if (header.version != commit_format_version) {
    return damaged("format is {}, this program reads {}", header.version, commit_format_version);
  }
  if (header.zero != 0) return damaged("reserved bytes are {:04x}, expected zero", header.zero);
  const auto checksum = checksum_of({header.chain_high, header.chain_low}, body);
  if (header.checksum != checksum) {
    return damaged("checksum is {:016x}, expected {:016x}", checksum, header.checksum);
  }
  return {};
}

Checked check_event(const stored::Commit& body, std::uint32_t index, std::uint32_t begin,
                    std::uint32_t size) {
  const auto* const bytes = body.events()->data() + begin;
  flatbuffers::Verifier verifier{bytes, size};
  if (!verifier.VerifyBuffer<event::Event>(nullptr)) return damaged("event {} is not an event", index);
  const auto& event = *flatbuffers::GetRoot<event::Event>(bytes);
  // The verifier lets a body of a type it does not know pass unseen.
  if (codec::find_event_plan(event.body_type()) == nullptr) {
    return damaged("event {} is of type {}, which this program does not know", index,
                   static_cast<unsigned>(event.body_type()));
  }
  if (event.position() != body.first_position() + index) {
    return damaged("event {} has position {}, expected {}", index, event.position(),
                   body.first_position() + index);
  }
  return {};
}

// Events must lie one after another without gaps, and be as many as there are starts.
Checked check_events(const stored::Commit& body) {
  const auto& events = *body.events();
  std::uint64_t end = 0;
  for (std::uint32_t index = 0; index < body.starts()->size(); ++index) {
    const std::uint64_t begin = body.starts()->Get(index);
    if (begin != end + event_header_bytes || begin > events.size()) {
      return damaged("event {} starts at {}, expected {}", index, begin, end + event_header_bytes);
    }
    std::uint32_t size = 0;
    std::memcpy(&size, events.data() + begin - sizeof size, sizeof size);
    if (size > events.size() - begin || size % event_alignment != 0) {
      return damaged("event {} has a size of {}, {} bytes are left", index, size, events.size() - begin);
    }
    if (auto event = check_event(body, index, static_cast<std::uint32_t>(begin), size); !event) return event;
    end = begin + size;
  }
  if (end != events.size()) return damaged("{} bytes of events, {} belong to one", events.size(), end);
  return {};
}

Checked check_answers(const stored::Commit& body) {
  std::uint64_t next = 0;
  for (const auto* accepted : *body.accepted()) {
    if (accepted->first_event() != next || accepted->event_count() == 0) {
      return damaged("an answer begins at event {}, expected {}", accepted->first_event(), next);
    }
    next += accepted->event_count();
  }
  if (next != body.starts()->size()) {
    return damaged("answers hold {} events, the commit {}", next, body.starts()->size());
  }
  if (body.refused() == nullptr) return {};
  for (const auto* refused : *body.refused()) {
    if (refused->after_accepted() > body.accepted()->size()) return damaged("a refusal is out of order");
    if (!domain::parse_code(domain::text(refused->code()))) {
      return damaged("a refusal has the code {}, which this program does not know",
                     domain::text(refused->code()));
    }
  }
  return {};
}

Checked check_marks(const stored::Commit& body) {
  if (body.ingested() == nullptr) return {};
  for (const auto* mark : *body.ingested()) {
    const auto size = mark->topic()->size();
    if (size == 0 || size > IngestOffsets::topic_bytes_max) {
      return damaged("the topic of a mark has {} bytes, expected 1 to {}", size,
                     IngestOffsets::topic_bytes_max);
    }
  }
  return {};
}

Checked check_body(const stored::Commit& body) {
  if (body.first_position() == 0 || body.number() == 0) {
    return damaged("first position {} and number {} must be above zero", body.first_position(),
                   body.number());
  }
  if (auto events = check_events(body); !events) return events;
  if (auto answers = check_answers(body); !answers) return answers;
  return check_marks(body);
}

}  // namespace

CommitBytes::CommitBytes(std::string_view value)
    : bytes_{std::make_unique_for_overwrite<std::uint8_t[]>(value.size())}, size_{value.size()} {
  // Plain new aligns for every scalar and for commit_alignment.
  static_assert(__STDCPP_DEFAULT_NEW_ALIGNMENT__ >= commit_alignment);
  std::memcpy(bytes_.get(), value.data(), size_);
}

Commit::Commit() : storage_{std::make_unique<Storage>()} {}
Commit::~Commit() = default;

std::expected<std::shared_ptr<const Commit>, std::string> Commit::open(CommitBytes value) {
  const auto bytes = value.view();
  if (bytes.size() < commit_header_bytes) return damaged("{} bytes are too few for a commit", bytes.size());
  std::shared_ptr<Commit> commit{new Commit};
  commit->storage_->read = std::move(value);  // the bytes stay where they are
  CommitHeader header;
  std::memcpy(&header, bytes.data(), sizeof header);
  const auto body = bytes.substr(commit_header_bytes);
  if (auto good = check_header(header, body); !good) return std::unexpected(std::move(good.error()));

  const auto* const begin = reinterpret_cast<const std::uint8_t*>(body.data());
  flatbuffers::Verifier::Options limits;
  limits.max_tables = commit_tables_max;
  flatbuffers::Verifier verifier{begin, body.size(), limits};
  if (!verifier.VerifyBuffer<stored::Commit>(nullptr)) return damaged("the body is not a commit");
  commit->body_ = flatbuffers::GetRoot<stored::Commit>(begin);
  commit->chain_ = {header.chain_high, header.chain_low};
  if (auto good = check_body(*commit->body_); !good) return std::unexpected(std::move(good.error()));
  return commit;
}

bool Commit::continues(ChainHash previous) const {
  return chain_after(previous, bytes().substr(commit_header_bytes)) == chain_;
}

std::span<const std::uint8_t> Commit::event_bytes(Position position) const {
  const auto start =
      body_->starts()->Get(static_cast<std::uint32_t>(position.value - body_->first_position()));
  const auto* const at = body_->events()->data() + start;
  std::uint32_t size = 0;
  std::memcpy(&size, at - sizeof size, sizeof size);
  return {at, size};
}

std::string_view Commit::bytes() const { return storage_->bytes(); }

}  // namespace tenure::eventstore
