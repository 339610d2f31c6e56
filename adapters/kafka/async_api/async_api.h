// The AsyncAPI 3.0 document: every topic, what lies in it and which way it goes.
//
// What it is: generated from what the relay and the ingest go by: the schemas of events and commands, the table of input
//   types, the names of topics and headers.
// What it promises: every reference in it resolves; what the relay publishes, and what the ingest does not park for its
//   form, is as its schemas say, as far as JSON Schema can say it (see schemas/codec/json_schema.h).
// What can go wrong: nothing.
// Sources: AsyncAPI 3.0.0, its Kafka bindings 0.5.0.
#pragma once

#include <string>
#include <string_view>

#include "adapters/kafka/relay/charge_format.h"

namespace tenure::kafka {

/// JSON, compact. Addresses are "<prefix>.events" and so on.
[[nodiscard]] std::string async_api(std::string_view topic_prefix, ChargeFormat charges = ChargeFormat::json);

}  // namespace tenure::kafka
