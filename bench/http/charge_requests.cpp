#include "bench/http/charge_requests.h"

#include <array>
#include <cstring>

#include <fmt/format.h>

#include "bench/http/load.h"
#include "schemas/codec/json_writer.h"
#include "schemas/codec/validate.h"

namespace tenure::bench {
namespace {

const command::Command& as_command(std::span<const std::uint8_t> bytes) {
  return *flatbuffers::GetRoot<command::Command>(bytes.data());
}

void append_size_prefixed(std::span<const std::uint8_t> command, std::string& body) {
  const auto size = static_cast<std::uint32_t>(command.size());
  std::array<char, sizeof size> prefix{};
  std::memcpy(prefix.data(), &size, sizeof size);  // little endian, as FlatBuffers has it
  body.append(prefix.data(), prefix.size());
  body.append(reinterpret_cast<const char*>(command.data()), command.size());
}

}  // namespace

std::vector<std::string> single_requests(Charges& charges, std::size_t count) {
  const auto target = fmt::format("/v1/operators/{}/commands/AddCharge", operator_id);
  std::vector<std::string> requests;
  requests.reserve(count);
  std::string body;
  for (std::size_t i = 0; i < count; ++i) {
    const auto& command = as_command(charges.next());
    body.clear();
    codec::write_json(codec::command_plan(command.body_type()), codec::body_of(command), body);
    const auto headers = fmt::format("Idempotency-Key: {}\r\nTenure-Actor: {}\r\n", command.id()->c_str(),
                                     command.actor()->c_str());
    requests.push_back(post_request(target, "application/json", headers, body));
  }
  return requests;
}

std::vector<std::string> batch_requests(Charges& charges, BodyForm form, std::size_t requests,
                                        std::size_t commands_each) {
  const auto target = fmt::format("/v1/operators/{}/commands", operator_id);
  std::vector<std::string> all;
  for (std::size_t i = 0; i < requests; ++i) {
    std::string body;
    for (std::size_t n = 0; n < commands_each; ++n) {
      const auto command = charges.next();
      if (form == BodyForm::flatbuffers) {
        append_size_prefixed(command, body);
      } else {
        codec::write_command_json(as_command(command), body);
        body += '\n';
      }
    }
    const auto* type =
        form == BodyForm::flatbuffers ? "application/vnd.tenure.flatbuffers" : "application/x-ndjson";
    all.push_back(post_request(target, type, "Prefer: return=minimal\r\n", body));
  }
  return all;
}

}  // namespace tenure::bench
