#include "adapters/http/api/commands/outcome.h"

#include <algorithm>

#include "adapters/http/api/json.h"
#include "adapters/http/api/problem.h"

namespace tenure::http {
namespace {

constexpr unsigned malformed_status = 400;
/// Another command of an atomic batch was refused or malformed.
constexpr unsigned dependency_status = 424;

class OutcomeWriter {
 public:
  OutcomeWriter(const Slice& slice, Verbosity verbosity, OutcomeCounts& counts, std::string& out)
      : slice_{slice}, verbosity_{verbosity}, counts_{counts}, out_{out} {}

  void malformed(const Slice::Entry& entry) {
    ++counts_.malformed;
    const auto& error = slice_.errors[entry.error];
    Json json = begin(entry, "malformed");
    json.key("status").number(malformed_status);
    json.key("code").text(error.code);
    if (!error.pointer.empty()) json.key("pointer").text(error.pointer);
    json.key("detail").text(error.message);
    end(json);
  }

  void not_applied(const Slice::Entry& entry, unsigned status, std::string_view code) {
    ++counts_.not_applied;
    Json json = begin(entry, "not_applied");
    json.key("status").number(status);
    json.key("code").text(code);
    end(json);
  }

  void answered(const Slice::Entry& entry, const eventstore::Answer& answer) {
    if (answer.repeated) ++counts_.repeated;
    switch (answer.outcome) {
      case eventstore::Answer::Outcome::accepted:
        return accepted(entry, answer);
      case eventstore::Answer::Outcome::refused:
        return refused(entry, answer);
      case eventstore::Answer::Outcome::not_applied:
        return not_applied(entry, dependency_status, "NOT_APPLIED");
    }
  }

 private:
  void accepted(const Slice::Entry& entry, const eventstore::Answer& answer) {
    ++counts_.accepted;
    const auto last = answer.first_position.value + answer.event_count - 1;
    counts_.position = std::max(counts_.position, last);
    if (verbosity_ == Verbosity::minimal) return;
    Json json = begin(entry, "accepted");
    json.key("position").number(last);
    json.key("events").number(answer.event_count);
    if (answer.repeated) json.key("repeated").truth(true);
    end(json);
  }

  void refused(const Slice::Entry& entry, const eventstore::Answer& answer) {
    ++counts_.refused;
    Json json = begin(entry, "refused");
    json.key("status").number(status_of(answer.code));
    json.key("code").text(domain::name_of(answer.code));
    if (!answer.detail.empty()) json.key("detail").text(answer.detail);
    if (answer.repeated) json.key("repeated").truth(true);
    end(json);
  }

  [[nodiscard]] Json begin(const Slice::Entry& entry, std::string_view outcome) {
    Json json{out_};
    json.begin_object();
    json.key("line").number(entry.line);
    if (entry.id_size > 0) json.key("id").raw(quoted(slice_.id_of(entry)));
    json.key("outcome").raw(quoted(outcome));
    return json;
  }
  void end(Json& json) {
    json.end_object();
    out_ += '\n';
  }
  /// An identifier needs no escaping.
  std::string_view quoted(std::string_view identifier) {
    quoted_.assign(1, '"').append(identifier).append(1, '"');
    return quoted_;
  }

  const Slice& slice_;
  Verbosity verbosity_;
  OutcomeCounts& counts_;
  std::string& out_;
  std::string quoted_;
};

}  // namespace

std::size_t write_outcomes(const Slice& slice, const SubmitResult* result, std::size_t from,
                           std::size_t bytes_max, Verbosity verbosity, OutcomeCounts& counts,
                           std::string& out) {
  OutcomeWriter writer{slice, verbosity, counts, out};
  const auto start = out.size();
  for (; from < slice.entries.size() && out.size() - start < bytes_max; ++from) {
    const auto& entry = slice.entries[from];
    if (entry.in_batch == Slice::not_in_batch) {
      writer.malformed(entry);
    } else if (result == nullptr) {
      writer.not_applied(entry, dependency_status, "NOT_APPLIED");
    } else if (!*result) {
      const auto& kind = kind_of(code_of(result->error()));
      writer.not_applied(entry, kind.status, kind.code);
    } else {
      writer.answered(entry, (*result)->answers[entry.in_batch]);
    }
  }
  return from;
}

void write_counts(const OutcomeCounts& counts, std::string& out) {
  Json json{out};
  json.begin_object();
  json.key("accepted").number(counts.accepted);
  json.key("repeated").number(counts.repeated);
  json.key("refused").number(counts.refused);
  json.key("malformed").number(counts.malformed);
  json.key("not_applied").number(counts.not_applied);
  json.key("position").number(counts.position);
  json.end_object();
  out += '\n';
}

}  // namespace tenure::http
