#include "schemas/codec/content_hash.h"

#include <bit>
#include <cstring>

#define XXH_STATIC_LINKING_ONLY  // the state, so that it can live on the stack
#include <xxhash.h>

#include "schemas/codec/validate.h"
#include "schemas/codec/walk.h"

namespace tenure::codec {
namespace {

static_assert(std::endian::native == std::endian::little,
              "the canonical form is written as it lies in memory");

constexpr std::uint8_t content_form = 1;
constexpr std::size_t buffer_bytes = 1024;
constexpr std::uint16_t end_of_table = 0;

// Gathers the canonical form on the stack and hashes it at once; what does not fit is hashed piecewise.
class Canonical {
 public:
  template <typename Number>
  void add(Number number) noexcept {
    if (used_ + sizeof number > buffer_bytes) [[unlikely]]
      flush();
    std::memcpy(buffer_ + used_, &number, sizeof number);
    used_ += sizeof number;
  }

  void add_text(std::string_view text) noexcept {
    add(static_cast<std::uint32_t>(text.size()));
    if (used_ + text.size() > buffer_bytes) [[unlikely]]
      flush();
    if (text.size() > buffer_bytes) {
      update(text.data(), text.size());
    } else if (!text.empty()) {
      std::memcpy(buffer_ + used_, text.data(), text.size());
      used_ += text.size();
    }
  }

  [[nodiscard]] ContentHash finish() noexcept {
    if (!streaming_) return hash_of(XXH3_128bits(buffer_, used_));
    flush();
    return hash_of(XXH3_128bits_digest(&state_));
  }

 private:
  static ContentHash hash_of(XXH128_hash_t hash) noexcept { return {.high = hash.high64, .low = hash.low64}; }

  void flush() noexcept {
    update(buffer_, used_);
    used_ = 0;
  }

  void update(const void* bytes, std::size_t size) noexcept {
    if (!streaming_) {
      XXH3_128bits_reset(&state_);
      streaming_ = true;
    }
    XXH3_128bits_update(&state_, bytes, size);
  }

  unsigned char buffer_[buffer_bytes];
  std::size_t used_ = 0;
  bool streaming_ = false;
  XXH3_state_t state_;
};

void add_table(const TypePlan& plan, const flatbuffers::Table& table, Canonical& out) noexcept;

void add_list(const FieldPlan& field, const void* list, Canonical& out) noexcept {
  const std::uint32_t size = list_size(list);
  out.add(size);
  for (std::uint32_t index = 0; index < size; ++index) {
    if (field.kind == Kind::TEXT) {
      out.add_text(view(*static_cast<const TextList*>(list)->Get(index)));
    } else if (field.kind == Kind::TABLE) {
      add_table(*field.nested, *static_cast<const TableList*>(list)->Get(index), out);
    } else {
      out.add(number_in_list(field, list, index));
    }
  }
}

void add_scalar(const FieldPlan& field, const flatbuffers::Table& table, std::uint16_t tag,
                Canonical& out) noexcept {
  const std::uint8_t* at = table.GetAddressOf(field.vtable_offset);
  if (at == nullptr) return;
  const std::int64_t number = read_number(field.kind, at);
  if (!field.nullable && number == field.default_number) return;
  out.add(tag);
  out.add(number);
}

void add_table(const TypePlan& plan, const flatbuffers::Table& table, Canonical& out) noexcept {
  for (const FieldPlan& field : plan.fields) {
    const auto tag = static_cast<std::uint16_t>(field.id + 1);
    if (field.is_inline()) {
      add_scalar(field, table, tag, out);
    } else if (const void* target = target_of<void>(field, table)) {
      out.add(tag);
      if (field.shape == Shape::LIST) {
        add_list(field, target, out);
      } else if (field.kind == Kind::TEXT) {
        out.add_text(view(*static_cast<const flatbuffers::String*>(target)));
      } else if (field.kind == Kind::BYTES) {
        const auto& bytes = *static_cast<const ByteString*>(target);
        out.add_text({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
      } else {
        add_table(*field.nested, *static_cast<const flatbuffers::Table*>(target), out);
      }
    }
  }
  out.add(end_of_table);
}

}  // namespace

ContentHash content_hash(const command::Command& command) {
  Canonical out;
  const auto version = command.expected_version();
  out.add(content_form);
  out.add(static_cast<std::uint8_t>(command.body_type()));
  out.add(static_cast<std::uint8_t>(version.has_value() ? 1 : 0));
  if (version.has_value()) out.add(*version);
  add_table(command_plan(command.body_type()), body_of(command), out);
  return out.finish();
}

}  // namespace tenure::codec
