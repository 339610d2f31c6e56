// Hostile bytes: nothing that is not a command may be read as one, and nothing may be read outside the buffer.
#include <cstring>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "schemas/codec/content_hash.h"
#include "schemas/codec/json_writer.h"
#include "schemas/codec/validate.h"
#include "tests/schemas/sample.h"

namespace tenure::codec {
namespace {

using command::CommandBody;

// Reads from a heap copy of exactly these bytes, so that a sanitizer sees a step outside; what is accepted must also
// survive everything that is done with commands.
bool read_and_use(const std::vector<std::uint8_t>& bytes) {
  const std::vector<std::uint8_t> copy(bytes.begin(), bytes.end());
  const auto command = read_command(copy);
  if (!command) {
    EXPECT_FALSE(command.error().code.empty());
    return false;
  }
  std::string text;
  write_command_json(**command, text);
  EXPECT_TRUE(parse_json(text)) << text;
  (void)content_hash(**command);
  return true;
}

std::vector<std::uint8_t> sample_bytes(CommandBody type, std::uint64_t seed) {
  Sampler sampler(seed);
  return command_bytes(type, sampler.object(command_plan(type), Fill::ALL));
}

TEST(MalformedBinary, NothingAndNonsenseAreRefused) {
  EXPECT_FALSE(read_and_use({}));
  EXPECT_FALSE(read_and_use({0}));
  EXPECT_FALSE(read_and_use(std::vector<std::uint8_t>(64, 0)));
  EXPECT_FALSE(read_and_use(std::vector<std::uint8_t>(64, 0xff)));
  const std::vector<std::uint8_t> huge(command_bytes_max + 1);
  const auto read = read_command(huge);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, fault::TOO_LONG);
}

TEST(MalformedBinary, EveryTruncationIsRefused) {
  for (const CommandBody type : command_types()) {
    std::vector<std::uint8_t> bytes = sample_bytes(type, 1);
    ASSERT_TRUE(read_and_use(bytes));
    const std::size_t size = bytes.size();
    // The last bytes may be padding behind the last text's zero.
    for (std::size_t length = size - 4; length > 0; length = length > 600 ? length - 37 : length - 1) {
      bytes.resize(length);
      EXPECT_FALSE(read_and_use(bytes)) << command_plan(type).name << " cut to " << length << " of " << size;
    }
  }
}

TEST(MalformedBinary, RandomFlipsNeverCrash) {
  for (const CommandBody type : command_types()) {
    const std::vector<std::uint8_t> good = sample_bytes(type, 2);
    const bool holds = rc::check(std::string(command_plan(type).name), [&](std::uint64_t seed) {
      Sampler sampler(seed);
      for (int round = 0; round < 20; ++round) {
        std::vector<std::uint8_t> bytes = good;
        for (std::uint64_t flips = 1 + sampler.below(4); flips > 0; --flips) {
          bytes[sampler.below(bytes.size())] ^= static_cast<std::uint8_t>(1u << sampler.below(8));
        }
        (void)read_and_use(bytes);
      }
    });
    EXPECT_TRUE(holds);
  }
}

TEST(MalformedBinary, EveryByteReplacedNeverCrashes) {
  for (const CommandBody type : {CommandBody::AddCharge, CommandBody::CreateContract, CommandBody::AddUser,
                                 CommandBody::RegisterSite}) {
    const std::vector<std::uint8_t> good = sample_bytes(type, 3);
    for (std::size_t at = 0; at < good.size(); ++at) {
      for (const int value : {0x00, 0x01, 0x7f, 0x80, 0xff}) {
        std::vector<std::uint8_t> bytes = good;
        bytes[at] = static_cast<std::uint8_t>(value);
        (void)read_and_use(bytes);
      }
    }
  }
}

TEST(MalformedBinary, ABodyOfAnUnknownTypeIsRefused) {
  flatbuffers::FlatBufferBuilder builder;
  for (const int type : {0, 99, 255}) {
    builder.Clear();
    const auto body = command::CreateSignContractDirect(builder, "C-1");
    builder.Finish(command::CreateCommandDirect(builder, "1", "operator-1", "api", "jane", nullptr,
                                                flatbuffers::nullopt, static_cast<CommandBody>(type),
                                                body.Union()));
    const auto read = read_command({builder.GetBufferPointer(), builder.GetSize()});
    ASSERT_FALSE(read) << type;
    EXPECT_EQ(read.error().code, fault::UNKNOWN_VALUE);
    EXPECT_EQ(read.error().pointer, "/type");
  }
}

TEST(MalformedBinary, ABodyOfAnotherTypeIsRefused) {
  flatbuffers::FlatBufferBuilder builder;
  const auto body = command::CreateSignContractDirect(builder, "C-1");
  builder.Finish(command::CreateCommandDirect(builder, "1", "operator-1", "api", "jane", nullptr,
                                              flatbuffers::nullopt, CommandBody::AddCharge, body.Union()));
  const auto read = read_command({builder.GetBufferPointer(), builder.GetSize()});
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, fault::MALFORMED_BINARY);
}

}  // namespace
}  // namespace tenure::codec
