#include "adapters/http/api/commands/location.h"

#include <string_view>

#include "adapters/http/api/target.h"
#include "domain/kernel/text.h"

namespace tenure::http {
namespace {

void write(const command::Command& command, std::string_view collection, const flatbuffers::String* id,
           std::string& out) {
  out += "/v1/operators/";
  write_segment(domain::text(command.operator_id()), out);
  out += '/';
  out += collection;
  out += '/';
  write_segment(domain::text(id), out);
}

}  // namespace

void write_location(const command::Command& command, std::string& out) {
  using command::CommandBody;
  switch (command.body_type()) {
    case CommandBody::RegisterSite:
      return write(command, "sites", command.body_as_RegisterSite()->site_id(), out);
    case CommandBody::RegisterOccupier:
      return write(command, "occupiers", command.body_as_RegisterOccupier()->occupier_id(), out);
    case CommandBody::CreateContract:
      return write(command, "contracts", command.body_as_CreateContract()->contract_id(), out);
    case CommandBody::AddCharge:
      return write(command, "charges", command.body_as_AddCharge()->charge_id(), out);
    default:
      return;
  }
}

}  // namespace tenure::http
