// Random valid values of any command or event, by walking its plan; the same seed gives the same value.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "schemas/codec/json_reader.h"
#include "schemas/codec/type_plan.h"

namespace tenure::codec {

/// Whether fields that may be left out are all there, none of them, or each by chance.
enum class Fill { ALL, LEAST, BY_CHANCE };

class Sampler {
 public:
  explicit Sampler(std::uint64_t seed) : random_(seed) {}

  boost::json::object object(const TypePlan& plan, Fill fill);
  /// One value, or one entry of a list.
  boost::json::value value(const FieldPlan& field, Fill fill);

  std::uint64_t below(std::uint64_t limit) { return random_() % limit; }

 private:
  std::string text(const FieldPlan& field);
  std::string base64(const FieldPlan& field);
  boost::json::value number(const FieldPlan& field);
  boost::json::value list(const FieldPlan& field, Fill fill);

  std::mt19937_64 random_;
};

/// A field somewhere inside a command, and where it is in the JSON.
struct Place {
  const FieldPlan* field;
  std::string pointer;
  /// The first entry of the field's list rather than the field.
  bool is_entry;
};

/// Every field of a command, those of its tables and of the first entries of its lists included.
std::vector<Place> places_of(command::CommandBody type);

/// An envelope in which everything is said.
Envelope sample_envelope();

/// A finished command from JSON that must be good; the test fails otherwise. The bytes are aligned for FlatBuffers.
std::vector<std::uint8_t> command_bytes(command::CommandBody type, const boost::json::object& data,
                                        const Envelope& envelope = sample_envelope());

}  // namespace tenure::codec
