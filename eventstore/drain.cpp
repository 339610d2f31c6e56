#include "eventstore/drain.h"

namespace tenure::eventstore {
namespace {

// A buffer that one huge drain has grown is not kept for the small ones that follow.
constexpr std::size_t events_bytes_kept_max = 32 * mebibyte;

}  // namespace

void Drain::clear() {
  if (events.capacity() > events_bytes_kept_max) events = {};
  events.clear();
  starts.clear();
  accepted.clear();
  refused.clear();
  ingested.clear();
  pending.clear();
  commands = 0;
  closed = {};
  states.clear();
  commit.reset();
  failed = false;
  last = false;
}

}  // namespace tenure::eventstore
