#include "adapters/kafka/cloud_events/encode.h"

#include "schemas/codec/json_writer.h"

namespace tenure::kafka::cloud_events {

void add_binary_headers(const Attributes& attributes, std::string_view content_type,
                        std::vector<RecordHeader>& headers) {
  headers.push_back({"ce_specversion", "1.0"});
  headers.push_back({"ce_id", attributes.id});
  headers.push_back({"ce_source", attributes.source});
  headers.push_back({"ce_type", attributes.type});
  headers.push_back({"ce_subject", attributes.subject});
  headers.push_back({"ce_time", attributes.time});
  if (!attributes.dataschema.empty()) headers.push_back({"ce_dataschema", attributes.dataschema});
  headers.push_back({"content-type", content_type});
}

void write_structured(const Attributes& attributes, std::string_view data, std::string& out) {
  const auto text = [&out](std::string_view name, std::string_view value) {
    out += name;
    codec::write_json_text(value, out);
  };
  out += R"({"specversion":"1.0")";
  text(R"(,"id":)", attributes.id);
  text(R"(,"source":)", attributes.source);
  text(R"(,"type":)", attributes.type);
  text(R"(,"subject":)", attributes.subject);
  text(R"(,"time":)", attributes.time);
  out += R"(,"datacontenttype":"application/json","data":)";
  out += data;
  out += '}';
}

}  // namespace tenure::kafka::cloud_events
