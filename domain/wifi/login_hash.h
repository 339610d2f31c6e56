// The name of a Wi-Fi login's stream.
//
// Is:       XXH3-128 (seed 0) of the login in small ASCII letters, as 32 hexadecimal digits.
// Promises: logins that differ in ASCII capitals only have one name. It never changes: it is part of events and streams.
// Fails:    never. Two logins with one hash would keep each other out; by chance alone that takes some 2^64 logins.
// Why:      streams are named in the clear and a login is personal, so the stream has the hash and the event has the
//           login. It hides the login from a glance, not from somebody who tries names: what is erased later is the
//           login. Letters outside ASCII count as they are, because how they fold depends on language and Unicode
//           version, and the hash has to last.
#pragma once

#include <string>
#include <string_view>

namespace tenure::domain {

[[nodiscard]] std::string login_hash(std::string_view login);

}  // namespace tenure::domain
