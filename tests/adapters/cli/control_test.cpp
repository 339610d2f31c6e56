// The control socket: a backup is asked for and answered; what is not one is refused; a dead server's socket is no hurdle.

#include "adapters/daemon/control.h"

#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "tests/adapters/cli/scratch_folder.h"

namespace tenure::daemon {
namespace {

using test::ScratchFolder;

std::expected<void, std::string> nothing_to_say(const std::filesystem::path&) { return {}; }

/// What a client of one's own is answered.
std::string answer_to(const std::filesystem::path& data, const std::string& request) {
  const int client = socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const auto path = (data / "control.socket").string();
  std::memcpy(address.sun_path, path.data(), path.size());
  EXPECT_EQ(connect(client, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  EXPECT_EQ(write(client, request.data(), request.size()), static_cast<ssize_t>(request.size()));
  std::string answer(256, '\0');
  const auto got = read(client, answer.data(), answer.size());
  close(client);
  answer.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
  return answer;
}

TEST(Control, AServerIsAskedAndAnswers) {
  const ScratchFolder scratch;
  std::filesystem::path asked_for;
  const auto control = Control::start(scratch.path(""), [&](const std::filesystem::path& to) {
    asked_for = to;
    return std::expected<void, std::string>{};
  });
  ASSERT_TRUE(control) << control.error();
  EXPECT_EQ(ask_for_backup(scratch.path(""), "/copy of it/1"), AskedServer::done);
  EXPECT_EQ(asked_for, "/copy of it/1");
}

TEST(Control, WhatFailsIsSaid) {
  const ScratchFolder scratch;
  const auto control = Control::start(scratch.path(""), [](const std::filesystem::path&) {
    return std::expected<void, std::string>{std::unexpected{std::string{"the disk is full"}}};
  });
  ASSERT_TRUE(control);
  const auto asked = ask_for_backup(scratch.path(""), "/copy");
  ASSERT_FALSE(asked);
  EXPECT_EQ(asked.error(), "the disk is full");
}

TEST(Control, NobodyThereIsNoServer) {
  const ScratchFolder scratch;
  EXPECT_EQ(ask_for_backup(scratch.path(""), "/copy"), AskedServer::no_server);
  EXPECT_EQ(ask_for_backup(scratch.path("none"), "/copy"), AskedServer::no_server);
  {
    ASSERT_TRUE(Control::start(scratch.path(""), nothing_to_say));
  }
  EXPECT_EQ(ask_for_backup(scratch.path(""), "/copy"), AskedServer::no_server);
}

TEST(Control, ASocketThatADeadServerLeftIsReplaced) {
  const ScratchFolder scratch;
  scratch.write("control.socket", "");
  EXPECT_EQ(ask_for_backup(scratch.path(""), "/copy"), AskedServer::no_server);
  const auto control = Control::start(scratch.path(""), nothing_to_say);
  ASSERT_TRUE(control) << control.error();
  EXPECT_EQ(ask_for_backup(scratch.path(""), "/copy"), AskedServer::done);
}

TEST(Control, AFolderWithALongPathWorksToo) {
  const ScratchFolder scratch;
  const auto folder = scratch.path(std::string(150, 'x'));
  std::filesystem::create_directory(folder);
  const auto control = Control::start(folder, nothing_to_say);
  ASSERT_TRUE(control) << control.error();
  EXPECT_EQ(ask_for_backup(folder, "/copy"), AskedServer::done);
}

TEST(Control, OnlyItsOwnerMayUseIt) {
  const ScratchFolder scratch;
  const auto control = Control::start(scratch.path(""), nothing_to_say);
  ASSERT_TRUE(control);
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(scratch.path("control.socket")).permissions(),
            perms::owner_read | perms::owner_write);
}

TEST(Control, OtherRequestsAreRefused) {
  const ScratchFolder scratch;
  const auto control = Control::start(scratch.path(""), nothing_to_say);
  ASSERT_TRUE(control);
  EXPECT_EQ(answer_to(scratch.path(""), "stop\n"), "failed: this server knows only `backup`\n");
  EXPECT_EQ(answer_to(scratch.path(""), "backup here\n"), "failed: the folder must be absolute\n");
}

TEST(Control, AFolderThatIsNotThereIsSaid) {
  const ScratchFolder scratch;
  const auto control = Control::start(scratch.path("none"), nothing_to_say);
  ASSERT_FALSE(control);
  EXPECT_NE(control.error().find("No such file"), std::string::npos);
}

}  // namespace
}  // namespace tenure::daemon
