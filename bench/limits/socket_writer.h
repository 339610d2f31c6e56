// Writes bytes to sockets, as fast as they are read: what a server of streams cannot be faster than.
//
// Is:       a process of its own with one thread; plain sockets, every byte already in memory.
// Promises: each of its connections gets the same number of bytes, in pieces of 64 KiB turn about.
// Fails:    ends, and with it the scenario.
// Why:      the reading side is the same as for the thing, so that only the writing side is compared.
#pragma once

#include <span>
#include <string>

namespace tenure::bench {

/// CONNECTIONS BYTES: prints its port, takes so many connections, writes so many bytes to each, closes them, and
/// begins anew, until it is killed; a role for child.h.
int write_to_sockets(std::span<const std::string> arguments);

}  // namespace tenure::bench
