// ParkInput: puts a record of an input topic aside that could not be applied.
//
// Refuses, in this order: ALREADY_EXISTS (the record is parked, or was, whatever became of it).

#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {
namespace {

std::vector<std::uint8_t> copy(const flatbuffers::Vector<std::uint8_t>* bytes) {
  if (bytes == nullptr) return {};
  return {bytes->begin(), bytes->end()};
}

std::unique_ptr<event::ParkedInputHeaderT> header_of(const command::ParkedInputHeader& given) {
  auto header = std::make_unique<event::ParkedInputHeaderT>();
  header->name = text(given.name());
  header->value = copy(given.value());
  return header;
}

}  // namespace

Target target(const command::ParkInput& command) {
  return {StreamKind::parked_input, text(command.parked_id())};
}

Decision decide(const command::ParkInput& command, const World& world) {
  if (world.parked_input(text(command.parked_id())) != nullptr) return refuse(Code::ALREADY_EXISTS);

  event::InputParkedT parked;
  parked.parked_id = text(command.parked_id());
  parked.topic = text(command.topic());
  parked.partition = command.partition();
  parked.offset = command.offset();
  parked.key = copy(command.key());
  parked.value = copy(command.value());
  if (command.headers() != nullptr) {
    for (const auto* given : *command.headers()) parked.headers.push_back(header_of(*given));
  }
  parked.code = text(command.code());
  parked.detail = text(command.detail());
  parked.command_source = text(command.command_source());
  parked.command_id = text(command.command_id());
  return record(std::move(parked));
}

}  // namespace tenure::domain
