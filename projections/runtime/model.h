// A read model: a fold of events into rows.
//
// What it promises: `apply` is a pure function of the events so far: equal events give equal rows, live or rebuilt,
//   on any machine. It sees every event of the partition once, in order, and ignores what it has no rows for.
// What can go wrong: an event that can not be (BrokenFold), or storage that fails (StorageFault); the model stops.
// Why this way: rows live only in the RowWriter, so a model holds no state of its own that a crash could lose.
#pragma once

#include <cstdint>
#include <string_view>

#include "projections/runtime/row_writer.h"
#include "schemas/events/event_generated.h"

namespace tenure::projections {

class Model {
 public:
  virtual ~Model() = default;
  [[nodiscard]] virtual std::string_view name() const = 0;
  /// Raised with every change of rows, keys or fold; the model is then built anew beside the one that serves.
  [[nodiscard]] virtual std::uint32_t version() const = 0;
  virtual void apply(const event::Event& event, RowWriter& rows) = 0;
};

}  // namespace tenure::projections
