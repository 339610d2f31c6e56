// A server that answers 204 to anything: as little as Beast can do for a request.
//
// Is:       a process of its own; one thread, a coroutine a connection, keep-alive.
// Promises: reads the whole request, header and body, so that the bytes on the wire are those of the thing it stands
//           beside; the answer is a status line and nothing else.
// Fails:    ends, and with it the scenario.
// Why:      what a request costs before anything is done with it.
#pragma once

#include <span>
#include <string>

namespace tenure::bench {

/// Prints its port in a line and serves until it is killed; a role for child.h.
int serve_no_content(std::span<const std::string> arguments);

}  // namespace tenure::bench
