#include "bench/http/answer_reader.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <string>

namespace tenure::bench {
namespace {

constexpr std::string_view end_of_head = "\r\n\r\n";
constexpr std::string_view last_chunk = "0\r\n\r\n";

/// The value of a header, or nothing. Names are matched in lower case.
std::string_view header(std::string_view head, std::string_view name) {
  for (std::size_t at = head.find("\r\n"); at != head.npos; at = head.find("\r\n", at + 2)) {
    const auto line = head.substr(at + 2, head.find("\r\n", at + 2) - at - 2);
    if (line.size() <= name.size() || line[name.size()] != ':') continue;
    const bool same = std::ranges::equal(line.substr(0, name.size()), name, [](char left, char right) {
      return std::tolower(static_cast<unsigned char>(left)) == right;
    });
    if (!same) continue;
    auto value = line.substr(name.size() + 1);
    while (value.starts_with(' ')) value.remove_prefix(1);
    return value;
  }
  return {};
}

template <class Number>
bool parse(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

char* AnswerReader::room(std::size_t bytes) {
  if (bytes_.size() < used_ + bytes) bytes_.resize(std::max(2 * bytes_.size(), used_ + bytes));
  return bytes_.data() + used_;
}

AnswerReader::Progress AnswerReader::take(std::size_t bytes) {
  used_ += bytes;
  const auto seen = std::string_view{bytes_}.substr(0, used_);
  if (body_at_ == 0) {
    const auto head_end = seen.find(end_of_head);
    if (head_end == seen.npos) return Progress::more;
    if (const auto progress = read_head(head_end + end_of_head.size()); progress != Progress::more)
      return progress;
  }
  if (chunked_) {
    // After the last chunk the server is silent until the next request, so the end is at the end of what came.
    const auto content = body();
    const bool ended =
        content.ends_with(last_chunk) &&
        (content.size() == last_chunk.size() || content[content.size() - last_chunk.size() - 1] == '\n');
    return ended ? Progress::whole : Progress::more;
  }
  if (used_ - body_at_ < body_bytes_) return Progress::more;
  return used_ - body_at_ == body_bytes_ ? Progress::whole : Progress::malformed;
}

AnswerReader::Progress AnswerReader::read_head(std::size_t head_bytes) {
  const auto head = std::string_view{bytes_}.substr(0, head_bytes);
  if (!head.starts_with("HTTP/1.1 ") || !parse(head.substr(9, 3), status_)) return Progress::malformed;
  body_at_ = head_bytes;
  chunked_ = header(head, "transfer-encoding") == "chunked";
  body_bytes_ = 0;
  const auto length = header(head, "content-length");
  if (!length.empty() && !parse(length, body_bytes_)) return Progress::malformed;
  return Progress::more;
}

void AnswerReader::next() {
  used_ = 0;
  body_at_ = 0;
  body_bytes_ = 0;
  chunked_ = false;
  status_ = 0;
}

}  // namespace tenure::bench
