// Runs the tables that scenario.h describes.

#include <algorithm>
#include <cctype>
#include <optional>
#include <utility>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "domain/kernel/calendar.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

namespace json = boost::json;

struct Line {
  std::size_t number;
  std::string word;
  std::string rest;
};

struct Case {
  std::string name;
  std::vector<Line> lines;
};

struct Table {
  std::vector<Line> background;
  std::vector<Case> cases;
};

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return std::string{text.substr(first, text.find_last_not_of(" \t") - first + 1)};
}

std::pair<std::string, std::string> first_word(std::string_view text) {
  const auto end = text.find(' ');
  if (end == std::string_view::npos) return {std::string{text}, {}};
  return {std::string{text.substr(0, end)}, trimmed(text.substr(end))};
}

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  std::string joined;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = text.find('\n');
    auto line = trimmed(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (joined.empty() && (line.empty() || line.front() == '#')) continue;
    joined += line;
    if (joined.ends_with('\\')) {
      joined.pop_back();
      continue;
    }
    auto [word, rest] = first_word(joined);
    lines.push_back({number, std::move(word), std::move(rest)});
    joined.clear();
  }
  return lines;
}

Table parse_table(std::string_view text) {
  Table table;
  for (auto& line : lines_of(text)) {
    if (line.word == "case") {
      table.cases.push_back({line.rest, {}});
    } else if (table.cases.empty()) {
      table.background.push_back(std::move(line));
    } else {
      table.cases.back().lines.push_back(std::move(line));
    }
  }
  return table;
}

std::string describe(const Applied& outcome) {
  if (!outcome) {
    return fmt::format("refused {} ({})", domain::name_of(outcome.error().code), outcome.error().detail);
  }
  std::string all = "recorded";
  for (const auto& event : *outcome) {
    all += fmt::format("\n    {} {}", domain::name_of(event.event().body_type()), event.data_json());
  }
  return all;
}

/// Why the event is not the one that was expected; empty where it is.
std::string difference(const RecordedEvent& event, std::string_view type, const json::object& expected) {
  if (domain::name_of(event.event().body_type()) != type) {
    return fmt::format("is {}", domain::name_of(event.event().body_type()));
  }
  const auto data = json::parse(event.data_json()).as_object();
  for (const auto& [name, value] : expected) {
    const auto* found = data.if_contains(name);
    if (value.is_null() && found == nullptr) continue;
    if (found == nullptr) return fmt::format("has no {}", std::string_view{name});
    if (*found != value) {
      return fmt::format("{} is {}", std::string_view{name}, json::serialize(*found));
    }
  }
  return {};
}

struct Expected {
  std::string type;
  json::object fields;
};

Expected parse_expected(const std::string& rest) {
  auto [type, fields] = first_word(rest);
  return {type, fields.empty() ? json::object{} : json::parse(fields).as_object()};
}

bool is_code(std::string_view word) { return domain::parse_code(word).has_value(); }

/// What one `when` came to, and how much of it the `then` lines have looked at.
class Outcome {
 public:
  explicit Outcome(Applied applied) : applied_{std::move(applied)} {}

  void then(const std::string& rest) {
    const auto [word, detail] = first_word(rest);
    if (is_code(word)) return then_refused(word, detail);
    exact_ = true;
    if (!accepted()) return;
    if (next_ >= applied_->size()) return fail("there is no such event: " + rest);
    const auto [type, fields] = parse_expected(rest);
    const auto why = difference((*applied_)[next_++], type, fields);
    if (!why.empty()) fail(fmt::format("expected {}, but event {} {}", rest, next_, why));
  }

  void among(const std::string& rest) {
    looked_at_ = true;
    if (!accepted()) return;
    const auto [type, fields] = parse_expected(rest);
    if (!find(type, fields)) fail("not among the events: " + rest);
  }

  void without(const std::string& rest) {
    looked_at_ = true;
    if (!accepted()) return;
    const auto [type, fields] = parse_expected(rest);
    if (find(type, fields)) fail("there is such an event: " + rest);
  }

  void count(const std::string& rest) {
    looked_at_ = true;
    if (!accepted()) return;
    if (rest != std::to_string(applied_->size())) fail(fmt::format("{} events", applied_->size()));
  }

  /// All events were named, if any was.
  void finish() const {
    if (exact_ && applied_ && next_ < applied_->size()) fail("more events than expected");
    if (!exact_ && !looked_at_) fail("nothing says what is expected");
  }

 private:
  void then_refused(const std::string& code, const std::string& detail) {
    looked_at_ = true;
    if (applied_) return fail("expected to be refused with " + code);
    const auto& refusal = applied_.error();
    if (domain::name_of(refusal.code) != code) return fail("expected to be refused with " + code);
    if (refusal.detail.find(detail) == std::string::npos) fail("expected in the detail: " + detail);
  }

  [[nodiscard]] bool accepted() {
    if (applied_) return true;
    fail("expected to be accepted");
    return false;
  }
  [[nodiscard]] bool find(const std::string& type, const json::object& fields) const {
    return std::ranges::any_of(
        *applied_, [&](const RecordedEvent& event) { return difference(event, type, fields).empty(); });
  }
  void fail(const std::string& what) const { ADD_FAILURE() << what << "\n  " << describe(applied_); }

  Applied applied_;
  std::size_t next_ = 0;
  bool exact_ = false;
  bool looked_at_ = false;
};

void given(Scenario& scenario, const Line& line) {
  const auto [word, rest] = first_word(line.rest);
  if (word != "days") {
    scenario.given(line.rest);
    return;
  }
  const auto [site, last] = first_word(rest);
  const auto day = domain::parse_date(last);
  ASSERT_TRUE(day) << "not a date: " << last;
  scenario.open_days(site, *day);
}

void run_lines(Scenario& scenario, const std::vector<Line>& lines) {
  std::optional<Outcome> outcome;
  for (const auto& line : lines) {
    SCOPED_TRACE(fmt::format("line {}: {} {}", line.number, line.word, line.rest));
    if (line.word == "then" || line.word == "among" || line.word == "without" || line.word == "events") {
      ASSERT_TRUE(outcome) << "nothing was sent";
      if (line.word == "then") outcome->then(line.rest);
      if (line.word == "among") outcome->among(line.rest);
      if (line.word == "without") outcome->without(line.rest);
      if (line.word == "events") outcome->count(line.rest);
      continue;
    }
    if (outcome) outcome->finish();
    outcome.reset();
    if (line.word == "default") {
      scenario.set_default(line.rest);
    } else if (line.word == "given") {
      given(scenario, line);
    } else if (line.word == "when") {
      outcome.emplace(scenario.send(line.rest));
    } else if (line.word == "at") {
      const auto instant = domain::parse_instant(line.rest);
      ASSERT_TRUE(instant) << "not an instant";
      scenario.world().set_recorded_at(*instant);
    } else {
      FAIL() << "no such step";
    }
  }
  if (outcome) outcome->finish();
}

}  // namespace

void prepare(Scenario& scenario, std::string_view background) {
  run_lines(scenario, parse_table(background).background);
}

void run_table(std::string_view table) { run_table({}, table); }

void run_table(std::string_view background, std::string_view text) {
  const auto before = parse_table(background);
  const auto table = parse_table(text);
  ASSERT_TRUE(before.cases.empty()) << "a background has no cases";
  ASSERT_FALSE(table.cases.empty()) << "a table without a case tests nothing";
  for (const auto& one : table.cases) {
    SCOPED_TRACE("case " + one.name);
    Scenario scenario;
    run_lines(scenario, before.background);
    run_lines(scenario, table.background);
    run_lines(scenario, one.lines);
  }
}

}  // namespace tenure::test
