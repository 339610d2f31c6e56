// backup and restore: a consistent copy of a data folder, and the way back.

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "adapters/cli/open_engine.h"
#include "adapters/cli/subcommands.h"
#include "eventstore/store.h"

namespace tenure::cli {
namespace {

constexpr std::string_view backup_target = "/v1/admin/backup";

ExitCode backup_by_server(const BackupOptions& options, Console& console) {
  auto client = detail::connect_http(options.url);
  if (!client) {
    console.error(client.error().message, client.error().next);
    return ExitCode::usage;
  }
  Call call;
  call.method = Call::Method::POST;
  call.target = backup_target;
  call.headers = {{"Content-Type", "application/json"}};
  // The server may have another working directory.
  call.body =
      boost::json::serialize(boost::json::object{{"to", std::filesystem::absolute(options.to).string()}});
  const auto reply = (*client)->exchange(call);
  if (!reply) {
    console.error(reply.error().message, reply.error().next);
    return ExitCode::failed;
  }
  if (!reply->is_success()) {
    console.error(fmt::format("the server made no backup: {}", problem_text(*reply)));
    return ExitCode::failed;
  }
  return ExitCode::ok;
}

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
  const auto code = options.data.empty() ? backup_by_server(options, console) : backup_here(options, console);
  if (code == ExitCode::ok) {
    console.print(fmt::format("backup written to {}", options.to.string()));
    console.note(fmt::format("`tenure restore {} --data DIR` checks it and makes a data folder of it",
                             options.to.string()));
  }
  return code;
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
