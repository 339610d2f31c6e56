#include "projections/parked_input/parked_input_model.h"

#include "domain/kernel/text.h"
#include "projections/parked_input/parked_input.h"
#include "projections/parked_input/parked_input_keys.h"
#include "projections/parked_input/self_description.h"

namespace tenure::projections::parked_input {
namespace {

using domain::copy;
using domain::text;

std::string copy_of(const flatbuffers::Vector<std::uint8_t>* bytes) {
  if (bytes == nullptr) return {};
  return {bytes->begin(), bytes->end()};
}

class ParkedInputModel final : public Model {
 public:
  [[nodiscard]] std::string_view name() const override { return model_name; }
  [[nodiscard]] std::uint32_t version() const override { return 1; }

  void apply(const event::Event& event, RowWriter& rows) override {
    switch (event.body_type()) {
      case event::EventBody::InputParked:
        return apply(event, *event.body_as_InputParked(), rows);
      case event::EventBody::ParkedInputResolved:
        return apply(event, *event.body_as_ParkedInputResolved(), rows);
      default:
        return;
    }
  }

 private:
  static void apply(const event::Event& event, const event::InputParked& body, RowWriter& rows) {
    Original original{copy_of(body.key()), copy_of(body.value()), {}};
    if (body.headers() != nullptr) {
      for (const auto* header : *body.headers()) {
        original.headers.push_back({copy(header->name()), copy_of(header->value())});
      }
    }
    Input input;
    input.parked_id = text(body.parked_id());
    input.code = text(body.code());
    input.detail = text(body.detail());
    input.topic = text(body.topic());
    input.partition = body.partition();
    input.offset = body.offset();
    input.key_start = original.key.substr(0, key_start_bytes_max);
    auto said = describe_itself(body);
    input.type = std::move(said.type);
    input.source = std::move(said.source);
    input.command_source = text(body.command_source());
    input.command_id = text(body.command_id());
    input.value_bytes = original.value.size();
    input.position = {event.position()};
    input.parked_at = domain::Instant{event.recorded_at()};
    const auto operator_id = text(event.operator_id());
    rows.write(original_key(operator_id, input.parked_id), original);
    write(operator_id, input, rows);
  }

  static void apply(const event::Event& event, const event::ParkedInputResolved& body, RowWriter& rows) {
    const auto operator_id = text(event.operator_id());
    Input input;
    if (!rows.read(input_key(operator_id, text(body.parked_id())), input)) {
      throw BrokenFold{"an input is resolved that was not parked"};
    }
    rows.erase(status_key(operator_id, input.status).position(input.position));
    input.status = body.resolution() == ParkedInputResolution::RETRIED ? ParkedInputStatus::retried
                                                                       : ParkedInputStatus::discarded;
    input.resolution =
        Resolution{copy(event.actor()),      copy(event.reason()), copy(event.source()),
                   copy(event.command_id()), {event.position()},   domain::Instant{event.recorded_at()}};
    write(operator_id, input, rows);
  }

  static void write(std::string_view operator_id, const Input& input, RowWriter& rows) {
    rows.write(input_key(operator_id, input.parked_id), input);
    rows.write(status_key(operator_id, input.status).position(input.position), input);
  }
};

}  // namespace

std::unique_ptr<Model> make_model() { return std::make_unique<ParkedInputModel>(); }

}  // namespace tenure::projections::parked_input
