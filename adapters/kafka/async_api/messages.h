// The messages of the AsyncAPI document, each as an object of its components. For the folder's own files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "adapters/kafka/ingest/input_types.h"
#include "adapters/kafka/relay/charge_format.h"

namespace tenure::kafka::messages {

struct Message {
  std::string name;
  boost::json::object document;
};

/// A record of <prefix>.events.
[[nodiscard]] Message event();
/// The records of <prefix>.charges.
[[nodiscard]] std::vector<Message> charges(ChargeFormat format);
/// A record that became parked input.
[[nodiscard]] Message parked();
/// The relay's cursor, and the claim beside it.
[[nodiscard]] std::vector<Message> relay();
/// A CloudEvent that ingest takes, in structured and in binary mode. `key` says what the record's key is.
[[nodiscard]] std::vector<Message> input(const InputType& type, std::string_view key);
/// A command as JSON, which goes by `schemas`, and as FlatBuffer. Their bodies' schemas go to `schemas`.
[[nodiscard]] std::vector<Message> command(boost::json::object& schemas);

}  // namespace tenure::kafka::messages
