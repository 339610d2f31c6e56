#include "bench/model_log.h"

#include "bench/appender.h"
#include "bench/mixed_workload.h"
#include "bench/workload.h"

namespace tenure::bench {
namespace {

constexpr Load load{8'192, 1'024};
constexpr std::size_t operators_at_once = 4;

}  // namespace

std::uint64_t fill_model_log(eventstore::Partition& partition, std::uint64_t events) {
  add_estate(partition);
  MixedMonths months;
  Charges charges{1};
  std::uint64_t operators = 0;
  // Turn about, so that both halves are spread over the whole log.
  while (partition.committed().value < events) {
    const auto before = partition.committed().value;
    CommandBlock block;
    months.add_to(block, operators_at_once);
    operators += operators_at_once;
    (void)append(partition, block, load);
    (void)append_made(partition, charges, partition.committed().value - before, load);
  }
  return operators;
}

}  // namespace tenure::bench
