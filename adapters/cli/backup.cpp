// backup and restore: a consistent copy of a data folder, and the way back.

#include <fmt/format.h>

#include "adapters/cli/open_engine.h"
#include "adapters/cli/subcommands.h"
#include "adapters/daemon/control.h"
#include "eventstore/store.h"

namespace tenure::cli {
namespace {

ExitCode backup_here(const BackupOptions& options, Console& console) {
  auto engine = open_engine(options.data, console);
  if (!engine) {
    console.error(engine.error().message, engine.error().next);
    return ExitCode::failed;
  }
  if (const auto made = (*engine)->store().backup(options.to); !made) {
    console.error(made.error());
    return ExitCode::failed;
  }
  return ExitCode::ok;
}

}  // namespace

ExitCode backup(const BackupOptions& options, Console& console) {
  const auto asked = daemon::ask_for_backup(options.data, options.to);
  if (!asked) {
    console.error(fmt::format("the server made no backup: {}", asked.error()));
    return ExitCode::failed;
  }
  if (*asked == daemon::AskedServer::no_server) {
    if (const auto code = backup_here(options, console); code != ExitCode::ok) return code;
  }
  console.print(fmt::format("backup written to {}", options.to.string()));
  console.note(fmt::format("`tenure restore {} --data DIR` checks it and makes a data folder of it",
                           options.to.string()));
  return ExitCode::ok;
}

ExitCode restore(const RestoreOptions& options, Console& console) {
  if (const auto done = eventstore::restore(options.from, options.data); !done) {
    console.error(done.error());
    return ExitCode::failed;
  }
  console.print(fmt::format("restored to {}; `tenure serve --data {}` serves it", options.data.string(),
                            options.data.string()));
  return ExitCode::ok;
}

}  // namespace tenure::cli
