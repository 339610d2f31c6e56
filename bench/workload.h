// The standard load: an operator with one site, 1,000 occupiers under active contracts, and charges for them.
//
// Is:       the commands that set the operator up, and a generator of AddCharge commands that are all accepted.
// Promises: the same seed gives the same bytes. Every id is a new UUIDv7 that rises with the one before it, as clients
//           are told to make them; occupiers are drawn evenly.
// Fails:    never; the estate's commands are checked by a test to be accepted whole.
// Why:      an AddCharge is built once and then copied with its ids patched in place, about 0.1 µs, so that the
//           generator never decides what is measured.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "bench/command_block.h"
#include "schemas/commands/command_generated.h"

namespace tenure::bench {

inline constexpr std::string_view operator_id = "bench";
inline constexpr std::string_view site_id = "LON";
inline constexpr std::string_view product_id = "coffee";
inline constexpr unsigned occupier_count = 1'000;
/// Twenty years of days beyond 2026-11-02 are never opened here; all charges are of this business day.
inline constexpr std::int32_t business_day = 20'759;

/// "OC-0000" to "OC-0999": always as long.
[[nodiscard]] std::string occupier_id(unsigned number);

/// Legal entity, site, product and price, occupiers, signed contracts, and the business day that starts them.
[[nodiscard]] CommandBlock estate();

/// A command in a buffer of its own, for what is not worth a template.
void add_command(CommandBlock& block, std::string_view id, command::CommandBodyUnion body);

/// UUIDv7 texts that rise, without a clock: 16 a millisecond from 2026-11-02 on.
class RisingIds {
 public:
  explicit RisingIds(std::uint64_t seed) : state_{seed} {}
  static constexpr std::size_t length = 36;
  /// Writes the next id; `out` has room for 36 characters.
  void next(std::span<std::uint8_t> out);
  [[nodiscard]] std::uint64_t random();

 private:
  std::uint64_t state_;
  std::uint64_t count_ = 0;
};

/// Makes AddCharge commands.
class Charges {
 public:
  /// Generators with different seeds make different ids.
  explicit Charges(std::uint64_t seed);
  void add_to(CommandBlock& block);
  [[nodiscard]] CommandBlock make(std::size_t count);
  /// The next command, valid until the next call.
  [[nodiscard]] std::span<const std::uint8_t> next();

 private:
  void patch(std::span<std::uint8_t> command);

  CommandBlock template_;
  RisingIds ids_;
  std::size_t id_at_ = 0;
  std::size_t charge_id_at_ = 0;
  std::size_t occupier_at_ = 0;
};

/// Where the text stands in the bytes, which hold it exactly once.
[[nodiscard]] std::size_t place_of(std::string_view text, std::span<const std::uint8_t> bytes);

}  // namespace tenure::bench
