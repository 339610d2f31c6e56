// A lane: what a stretch of records is to one partition of the store, on its way there.
//
// What it is: a batch of commands and the mark that moves the topic's offset; and what has to be sent after an answer.
// What it promises: the mark moves only in a write in which everything is applied, applied before, superseded or parked.
//   Whatever is killed in between, the same records give the same commands again, and those have their answers.
// What can go wrong: an answer that cannot be; `take` says which. Nothing is marked then.
// Why in rounds: a refusal is known only with the answer. A batch in which all is accepted, the usual one, moves the
//   mark by itself; else what was refused is parked by the next one, which does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "adapters/kafka/ingest/interpret.h"
#include "adapters/kafka/ingest/park.h"
#include "eventstore/batch.h"

namespace tenure::kafka {

struct IngestCounts {
  std::uint64_t applied = 0;     ///< commands accepted for the first time
  std::uint64_t repeated = 0;    ///< records that were applied or parked before
  std::uint64_t superseded = 0;  ///< bookings' revisions that came after a later one
  std::uint64_t parked = 0;      ///< records put aside for the first time

  IngestCounts& operator+=(const IngestCounts& more);
  friend bool operator==(const IngestCounts&, const IngestCounts&) = default;
};

class Lane {
 public:
  /// How many bytes it holds of the record.
  std::size_t add(const InputRecord& record, Meaning meaning);
  [[nodiscard]] bool is_empty() const { return items_.empty(); }

  /// What is left to be sent, with the mark.
  [[nodiscard]] eventstore::Batch batch(const eventstore::IngestMark& mark);

  /// Takes the answer to the last batch: whether another one is needed. The error is for the operator.
  enum class Step : std::uint8_t { settled, again };
  [[nodiscard]] std::expected<Step, std::string> take(const eventstore::BatchAnswer& answer,
                                                      IngestCounts& counts);

 private:
  struct Item {
    KeptRecord record;
    Meaning meaning;
    /// It is to be parked.
    std::optional<Reason> reason;
    /// It is not to be sent again.
    enum class Need : std::uint8_t { some, none } need = Need::some;
  };

  static void park(Item& item, const codec::FieldError& error);
  static void settle_command(Item& item, const eventstore::Answer& answer, IngestCounts& counts);
  [[nodiscard]] static std::expected<void, std::string> settle_parking(Item& item,
                                                                       const eventstore::Answer& answer,
                                                                       IngestCounts& counts);

  std::vector<Item> items_;
};

}  // namespace tenure::kafka
