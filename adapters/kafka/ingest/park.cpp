#include "adapters/kafka/ingest/park.h"

#include <algorithm>
#include <span>
#include <string>

#include <fmt/format.h>

#include "adapters/kafka/ingest/identity.h"
#include "schemas/codec/validate.h"
#include "schemas/codec/value_check.h"
#include "schemas/commands/command_generated.h"

namespace tenure::kafka {
namespace {

// As schemas/commands/parked_input.fbs has them; a test parks the largest.
constexpr std::size_t key_bytes_max = 64 * 1024;
constexpr std::size_t value_bytes_max = 1024 * 1024;
constexpr std::size_t header_bytes_max = 8 * 1024;
constexpr std::size_t header_name_bytes_max = 200;
constexpr std::size_t headers_max = 100;
constexpr std::size_t code_bytes_max = 64;
constexpr std::size_t detail_bytes_max = 1'000;
/// What a command may have in all, but for its frame and its short texts.
constexpr std::size_t parts_bytes_max = codec::command_bytes_max - 16 * 1024;
/// What the frame takes of a header.
constexpr std::size_t header_frame_bytes = 32;
constexpr std::string_view unreadable_name = "(unreadable)";

using Builder = flatbuffers::FlatBufferBuilder;
using Bytes = flatbuffers::Offset<flatbuffers::Vector<std::uint8_t>>;
using Text = flatbuffers::Offset<flatbuffers::String>;

/// Takes from one store of room, and remembers that it did not suffice.
class Room {
 public:
  [[nodiscard]] std::string_view fit(std::string_view bytes, std::size_t most) {
    const auto size = std::min({bytes.size(), most, left_});
    is_cut_ |= size < bytes.size();
    left_ -= size;
    return bytes.substr(0, size);
  }
  [[nodiscard]] bool take(std::size_t size) {
    is_cut_ |= size > left_;
    if (size > left_) return false;
    left_ -= size;
    return true;
  }
  void leave_out() { is_cut_ = true; }
  [[nodiscard]] bool is_cut() const { return is_cut_; }

 private:
  std::size_t left_ = parts_bytes_max;
  bool is_cut_ = false;
};

Bytes bytes_in(Builder& builder, std::string_view bytes) {
  if (bytes.empty()) return {};
  return builder.CreateVector(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

Text text_in(Builder& builder, std::string_view text) {
  return text.empty() ? Text{} : builder.CreateString(text.data(), text.size());
}

std::string_view name_of(std::string_view name, Room& room) {
  if (!name.empty() && name.size() <= header_name_bytes_max && codec::is_clean_text(name)) return name;
  room.leave_out();
  return unreadable_name;
}

std::vector<flatbuffers::Offset<command::ParkedInputHeader>> headers_in(Builder& builder,
                                                                        const KeptRecord& record,
                                                                        Room& room) {
  std::vector<flatbuffers::Offset<command::ParkedInputHeader>> headers;
  for (const auto& [given, value] : record.headers) {
    if (headers.size() == headers_max) {
      room.leave_out();
      break;
    }
    const auto name = name_of(given, room);
    if (!room.take(name.size() + header_frame_bytes)) break;
    const auto name_text = builder.CreateString(name.data(), name.size());
    const auto bytes = bytes_in(builder, room.fit(value, header_bytes_max));
    headers.push_back(command::CreateParkedInputHeader(builder, name_text, bytes));
  }
  return headers;
}

// Cut between two characters.
std::string short_text(std::string text, std::size_t most) {
  constexpr unsigned char continues_mask = 0xC0;
  constexpr unsigned char continues = 0x80;
  if (text.size() > most) {
    while (most > 0 && (static_cast<unsigned char>(text[most]) & continues_mask) == continues) --most;
    text.resize(most);
  }
  return codec::is_clean_text(text) ? text : std::string{};
}

std::string detail_of(const KeptRecord& record, const Reason& reason, bool is_cut) {
  if (!is_cut) return short_text(reason.detail, detail_bytes_max);
  const auto size = record.value ? record.value->size() : 0;
  const auto note =
      fmt::format("; the record is too large to be kept whole, its value has {} bytes: see the topic", size);
  return short_text(reason.detail, detail_bytes_max - note.size()) + note;
}

}  // namespace

KeptRecord::KeptRecord(const InputRecord& record)
    : topic{record.topic}, partition{record.partition}, offset{record.offset} {
  if (record.key) key = *record.key;
  if (record.value) value = *record.value;
  for (const auto& [name, text] : record.headers) headers.emplace_back(name, text);
}

std::size_t KeptRecord::bytes() const {
  std::size_t bytes = (key ? key->size() : 0) + (value ? value->size() : 0);
  for (const auto& [name, text] : headers) bytes += name.size() + text.size();
  return bytes;
}

std::vector<std::uint8_t> park_command(const KeptRecord& record, const Meaning& meaning,
                                       const Reason& reason) {
  Builder builder{record.bytes() + 4 * 1024};
  const auto place = place_id_of(record.topic, record.partition, record.offset);
  const auto is_named =
      !meaning.id.empty() && !meaning.source.empty() && reason.known_by == Reason::KnownBy::command;
  Room room;
  const auto key = bytes_in(builder, room.fit(record.key.value_or(std::string{}), key_bytes_max));
  const auto given_headers = headers_in(builder, record, room);
  const auto headers = given_headers.empty() ? 0 : builder.CreateVector(given_headers);
  const auto value = bytes_in(builder, room.fit(record.value.value_or(std::string{}), value_bytes_max));
  const auto parked_id = text_in(builder, is_named ? parked_id_of(meaning.source, meaning.id) : place);
  const auto topic = text_in(builder, record.topic);
  const auto code = text_in(builder, short_text(reason.code, code_bytes_max));
  const auto detail = text_in(builder, detail_of(record, reason, room.is_cut()));
  const auto source = text_in(builder, meaning.source);
  const auto id = text_in(builder, meaning.id);
  const auto body = command::CreateParkInput(
      builder, parked_id, topic, static_cast<std::uint32_t>(record.partition),
      static_cast<std::uint64_t>(record.offset), key, value, headers, code, detail, source, id);
  const auto command_id =
      text_in(builder, reason.ids_taken == 0 ? place : parked_id_of(place, std::to_string(reason.ids_taken)));
  const auto operator_id = text_in(builder, meaning.operator_id);
  const auto sender = text_in(builder, park_source);
  const auto actor = text_in(builder, park_source);
  command::CommandBuilder command{builder};
  command.add_id(command_id);
  command.add_operator_id(operator_id);
  command.add_source(sender);
  command.add_actor(actor);
  command.add_body_type(command::CommandBody::ParkInput);
  command.add_body(body.Union());
  builder.Finish(command.Finish());
  return {builder.GetBufferPointer(), builder.GetBufferPointer() + builder.GetSize()};
}

}  // namespace tenure::kafka
