// Streams: the ordered events of one aggregate.
//
// What it is: the kinds of aggregates, the name of a stream, and the streams that one event belongs to.
// What it promises: the numbers and names of the kinds never change; they are part of the format.
// What can go wrong: a text that names no stream; `parse_stream` answers nothing.
// Why this way: an event is folded into every aggregate on whose stream it is, and each such aggregate can be
//   folded anew from its own stream alone. The first stream of an event is its home.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tenure::domain {

// X(number, State, accessor, "name in streams")
#define TENURE_AGGREGATES(X)                          \
  X(1, LegalEntity, legal_entity, "legal-entity")     \
  X(2, Site, site, "site")                            \
  X(3, Space, space, "space")                         \
  X(4, Door, door, "door")                            \
  X(5, Product, product, "product")                   \
  X(6, Network, network, "network")                   \
  X(10, Occupier, occupier, "occupier")               \
  X(11, ExternalId, external_id, "external-id")       \
  X(20, Contract, contract, "contract")               \
  X(30, Service, service, "service")                  \
  X(40, User, user, "user")                           \
  X(50, WifiLogin, wifi_login, "wifi-login")          \
  X(51, WifiDevice, wifi_device, "wifi-device")       \
  X(60, AccessGroup, access_group, "access-group")    \
  X(61, Credential, credential, "credential")         \
  X(80, PhoneNumber, phone_number, "number")          \
  X(81, Extension, extension, "extension")            \
  X(82, CallHandling, call_handling, "call-handling") \
  X(100, Booking, booking, "booking")                 \
  X(110, Charge, charge, "charge")                    \
  X(120, Usage, usage, "usage")                       \
  X(121, Tariff, tariff, "tariff")                    \
  X(122, UsageMonth, usage_month, "usage-month")      \
  X(130, ParkedInput, parked_input, "parked-input")

enum class StreamKind : std::uint8_t {
#define X(number, State, accessor, name) accessor = number,
  TENURE_AGGREGATES(X)
#undef X
};

[[nodiscard]] std::string_view name_of(StreamKind kind);

/// The text form: kind "/" id, e.g. "number/+442079460001", "extension/LON1/2041".
[[nodiscard]] std::string stream_text(StreamKind kind, std::string_view id);

struct StreamName {
  StreamKind kind;
  std::string_view id;
};
/// The parts of a text form; the id points into it.
[[nodiscard]] std::optional<StreamName> parse_stream(std::string_view stream);

/// The streams of one event, the home first; owns its texts, and keeps its memory when cleared.
class StreamList {
 public:
  /// Adds a stream once; an empty id is no stream.
  void add(StreamKind kind, std::string_view id) { add(kind, id, {}, {}); }
  /// Adds a stream whose id is made of two parts with a separator between them.
  void add(StreamKind kind, std::string_view first, std::string_view separator, std::string_view second);

  void clear();
  [[nodiscard]] std::size_t size() const { return spans_.size(); }
  [[nodiscard]] StreamName operator[](std::size_t index) const {
    const auto& span = spans_[index];
    return {span.kind, std::string_view{texts_}.substr(span.begin, span.size)};
  }

 private:
  struct Span {
    StreamKind kind;
    std::uint32_t begin;
    std::uint32_t size;
  };
  std::vector<Span> spans_;
  std::string texts_;
};

}  // namespace tenure::domain
