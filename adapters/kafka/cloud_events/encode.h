// CloudEvents 1.0 on their way to Kafka, in both modes of the Kafka protocol binding.
//
// What it promises: binary mode gives one `ce_` header for each attribute and `content-type`; structured mode gives one
//   JSON document, compact, attributes first. Sources: CloudEvents 1.0.2, its JSON format and its Kafka binding.
// What can go wrong: nothing; texts must be UTF-8, which they are once they were in a command.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/kafka/client/record.h"

namespace tenure::kafka::cloud_events {

inline constexpr std::string_view structured_content_type = "application/cloudevents+json; charset=UTF-8";

/// Views on what the caller holds.
struct Attributes {
  std::string_view id;
  /// A URI reference; unique together with the id.
  std::string_view source;
  std::string_view type;
  std::string_view subject;
  /// RFC 3339.
  std::string_view time;
  /// A URI that names the schema of the data; empty: none is named.
  std::string_view dataschema = {};
};

/// Appends the headers of binary mode; they view what `attributes` and `content_type` view.
void add_binary_headers(const Attributes& attributes, std::string_view content_type,
                        std::vector<RecordHeader>& headers);

/// Appends {"specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data"}; `data` is JSON, and no
/// schema is named.
void write_structured(const Attributes& attributes, std::string_view data, std::string& out);

}  // namespace tenure::kafka::cloud_events
