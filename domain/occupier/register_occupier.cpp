// RegisterOccupier: registers an organisation that rents.
//
// Refuses, in this order: ALREADY_EXISTS, BAD_EMAIL (of the first contact whose e-mail is none).

#include <memory>

#include "domain/decide.h"
#include "domain/kernel/email.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {
namespace {

std::unique_ptr<event::ContactT> contact_of(const command::Contact& given) {
  auto contact = std::make_unique<event::ContactT>();
  contact->name = text(given.name());
  contact->email = text(given.email());
  contact->phone = text(given.phone());
  contact->purpose = text(given.purpose());
  return contact;
}

}  // namespace

Target target(const command::RegisterOccupier& command) {
  return {StreamKind::occupier, text(command.occupier_id())};
}

Decision decide(const command::RegisterOccupier& command, const World& world) {
  if (world.occupier(text(command.occupier_id())) != nullptr) return refuse(Code::ALREADY_EXISTS);

  event::OccupierRegisteredT registered;
  registered.occupier_id = text(command.occupier_id());
  registered.name = text(command.name());
  registered.billing_reference = text(command.billing_reference());
  registered.vat_number = text(command.vat_number());
  if (command.contacts() != nullptr) {
    for (const auto* given : *command.contacts()) {
      if (given->email() != nullptr && !is_email(text(given->email()))) return refuse(Code::BAD_EMAIL);
      registered.contacts.push_back(contact_of(*given));
    }
  }
  return record(std::move(registered));
}

}  // namespace tenure::domain
