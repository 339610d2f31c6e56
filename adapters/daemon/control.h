// The control socket: how a command on the same machine reaches the server that has a folder open.
//
// What it is: a Unix socket, `control.socket` in the data folder, that takes one line, "backup /absolute/folder", and
//   answers with one, "done" or "failed: " and a sentence.
// What it promises: whoever may write to the folder may use it, nobody else; one request at a time.
// What can go wrong: the socket cannot be made (the server does not start, and says why); a server that dies in the
//   middle (the caller is told that the outcome is unknown).
// Threads: one of its own, on which the handler runs.
// Why this way: a copy of everything must not be had over HTTP by whoever reaches the port; the rights to the folder
//   are the rights to its copy, and the file system keeps those already.
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace tenure::daemon {

class Control {
 public:
  /// Writes a backup to the folder; the error is a sentence.
  using MakeBackup = std::function<std::expected<void, std::string>(const std::filesystem::path&)>;

  /// The data folder must be held open by this process, so that a socket that is there already is a dead one's.
  [[nodiscard]] static std::expected<std::unique_ptr<Control>, std::string> start(
      const std::filesystem::path& data, MakeBackup make_backup);
  /// Finishes the request in hand.
  ~Control();

  Control(const Control&) = delete;
  Control& operator=(const Control&) = delete;

 private:
  struct Implementation;
  explicit Control(std::unique_ptr<Implementation> implementation);
  std::unique_ptr<Implementation> implementation_;
};

enum class AskedServer : std::uint8_t {
  done,
  no_server,  ///< nobody has the folder open, as far as the socket tells
};
/// Asks the server that has the folder open for a backup, and waits for it. The error is a sentence.
[[nodiscard]] std::expected<AskedServer, std::string> ask_for_backup(const std::filesystem::path& data,
                                                                     const std::filesystem::path& to);

}  // namespace tenure::daemon
