#include "adapters/cli/open_engine.h"

#include <fmt/format.h>

#include "adapters/cli/console.h"

namespace tenure::cli {
namespace {

std::expected<std::unique_ptr<daemon::Engine>, OpenFailure> open(const std::filesystem::path& folder,
                                                                 Console& console) {
  daemon::EngineOptions options;
  options.store.folder = folder;
  const auto progress = std::make_shared<Progress>(console, "events");
  options.store.partition.progress = [progress](std::string_view what, std::uint64_t done,
                                                std::uint64_t total) { progress->update(what, done, total); };
  options.store.partition.notice = [&console](std::string_view line) { console.note(line); };
  auto engine = daemon::Engine::open(std::move(options));
  if (!engine) {
    auto& fault = engine.error();
    return std::unexpected(OpenFailure{{std::move(fault.message), std::move(fault.next)}, fault.damaged_at});
  }
  return std::move(*engine);
}

}  // namespace

std::expected<std::unique_ptr<daemon::Engine>, OpenFailure> open_engine(const std::filesystem::path& folder,
                                                                        Console& console) {
  std::error_code error;
  if (!std::filesystem::exists(folder / "store.json", error)) {
    return std::unexpected(
        OpenFailure{{fmt::format("{} is not a data folder", folder.string()),
                     "give the folder that `tenure serve --data` or `tenure load --data` made"}});
  }
  return open(folder, console);
}

std::expected<std::unique_ptr<daemon::Engine>, OpenFailure> open_or_make_engine(
    const std::filesystem::path& folder, Console& console) {
  return open(folder, console);
}

}  // namespace tenure::cli
