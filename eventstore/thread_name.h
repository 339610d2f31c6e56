// Names a thread, so that profilers and debuggers can tell the partition's threads apart.
#pragma once

#include <pthread.h>

namespace tenure::eventstore {

/// At most 15 characters, which is what the system keeps.
inline void name_this_thread(const char* name) {
  static_cast<void>(::pthread_setname_np(::pthread_self(), name));
}

}  // namespace tenure::eventstore
