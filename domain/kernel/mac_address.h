// The MAC address of one device, in the one form it is kept in.
//
// Is:       six bytes, read from the forms in which people and equipment write them.
// Promises: equal addresses get equal texts: small letters with colons. Reading that text again gives the same address.
// Fails:    nullopt for what is no address of one device: malformed, all zeros, or a group address (broadcast is one);
//           the caller refuses with BAD_MAC.
// Why:      equipment of one maker writes aa:bb:cc:dd:ee:ff, of another aabb.ccdd.eeff; a device registered in one form
//           must be found by the other. Mixed forms ("aa:bb-cc...") are refused: they are slips, not a way to write.
//
// Source of the two bits: IEEE 802-2014, 8.2: of the first byte the lowest bit marks a group, the second lowest an
// address that is administered locally, which is what a device sets that makes its address up.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tenure::domain {

class MacAddress {
 public:
  static constexpr std::size_t bytes_count = 6;

  /// `aa:bb:cc:dd:ee:ff`, `aa-bb-cc-dd-ee-ff`, `aabb.ccdd.eeff`, `aabbcc-ddeeff` or `aabbccddeeff`, in either case.
  [[nodiscard]] static std::optional<MacAddress> parse(std::string_view text);

  /// Small letters with colons.
  [[nodiscard]] std::string text() const;
  /// Whether the device, or somebody on the spot, made the address up; it may change.
  [[nodiscard]] bool is_randomised() const { return (bytes_[0] & local_bit) != 0; }

  friend constexpr bool operator==(const MacAddress&, const MacAddress&) = default;

 private:
  using Bytes = std::array<std::uint8_t, bytes_count>;
  static constexpr std::uint8_t group_bit = 0x01;
  static constexpr std::uint8_t local_bit = 0x02;

  explicit MacAddress(const Bytes& bytes) : bytes_{bytes} {}

  Bytes bytes_;
};

}  // namespace tenure::domain
