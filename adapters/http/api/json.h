// Writing JSON into a string, member by member.
//
// What it is: an appender that knows where commas go. Texts, dates and instants look as the codec writes them.
// What it promises: well-formed as long as begin and end pair up; no allocation but the growth of the string.
// Why this way: answers are written once and sent; a document tree in between would cost more than the answer.
#pragma once

#include <concepts>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "domain/kernel/calendar.h"
#include "schemas/codec/base64.h"
#include "schemas/codec/json_writer.h"
#include "schemas/codec/text_time.h"

namespace tenure::http {

class Json {
 public:
  explicit Json(std::string& out) : out_{out} {}

  Json& begin_object() { return open('{'); }
  Json& end_object() { return close('}'); }
  Json& begin_array() { return open('['); }
  Json& end_array() { return close(']'); }

  /// A name that needs no escaping.
  Json& key(std::string_view name) {
    separate();
    out_ += '"';
    out_ += name;
    out_ += "\":";
    needs_comma_ = false;
    return *this;
  }
  Json& text(std::string_view value) {
    separate();
    codec::write_json_text(value, out_);
    return *this;
  }
  template <std::integral Number>
  Json& number(Number value) {
    static_assert(!std::same_as<Number, bool>);
    separate();
    const fmt::format_int digits{value};
    out_.append(digits.data(), digits.size());
    return *this;
  }
  Json& truth(std::same_as<bool> auto value) {
    separate();
    out_ += value ? "true" : "false";
    return *this;
  }
  Json& date(domain::Date value) {
    separate();
    out_ += '"';
    codec::write_date(value.days(), out_);
    out_ += '"';
    return *this;
  }
  Json& instant(domain::Instant value) {
    separate();
    out_ += '"';
    codec::write_instant(value.microseconds(), out_);
    out_ += '"';
    return *this;
  }
  /// Bytes as the codec writes them.
  Json& base64(std::string_view bytes) {
    separate();
    codec::TextSink sink{out_};
    sink.push_back('"');
    codec::write_base64({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, sink);
    sink.push_back('"');
    return *this;
  }
  /// JSON that is there already.
  Json& raw(std::string_view value) {
    separate();
    out_ += value;
    return *this;
  }
  /// For a value that somebody else appends next.
  std::string& value_here() {
    separate();
    return out_;
  }

 private:
  Json& open(char bracket) {
    separate();
    out_ += bracket;
    needs_comma_ = false;
    return *this;
  }
  Json& close(char bracket) {
    out_ += bracket;
    needs_comma_ = true;
    return *this;
  }
  void separate() {
    if (needs_comma_) out_ += ',';
    needs_comma_ = true;
  }

  std::string& out_;
  bool needs_comma_ = false;
};

}  // namespace tenure::http
