// Questions to the read models, with what the reference answers to the same.
//
// Promises: every query of the read models is among them, with ids that exist and some that do
//           not, and every page size from one item on.
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <string>
#include <vector>

#include "projections/runtime/query.h"
#include "projections/runtime/view.h"
#include "tests/model/reference/answers.h"

namespace tenure::model {

/// The answer of a read model, in the words of the reference; or why there is none.
using Answered = std::expected<Lines, projections::QueryError>;

struct Question {
  std::string text;
  std::function<Answered(const projections::View&)> ask;
  std::function<Lines(const History&)> expect;
};

/// What is asked about one operator.
struct Subject {
  std::string operator_id;
  std::vector<std::string> entities;
  std::vector<std::string> occupiers;
  std::vector<std::string> sites;
  std::vector<std::string> numbers;
  std::vector<std::string> users;
  std::vector<std::string> doors;
  std::vector<std::string> credentials;
  std::vector<std::string> charges;
  std::vector<std::string> contracts;
  std::vector<std::string> inputs;
  std::vector<Time> times;
};
[[nodiscard]] Subject subject_of(const Log& log, const std::string& operator_id, std::uint64_t seed);

void ask_billing(const Subject& subject, std::vector<Question>& questions);
void ask_ledger(const Subject& subject, std::vector<Question>& questions);
void ask_telephony(const Subject& subject, std::vector<Question>& questions);
void ask_calls(const Subject& subject, std::vector<Question>& questions);
void ask_access(const Subject& subject, std::vector<Question>& questions);
void ask_wifi(const Subject& subject, std::vector<Question>& questions);
void ask_directory(const Subject& subject, std::vector<Question>& questions);
void ask_parked_input(const Subject& subject, std::vector<Question>& questions);
[[nodiscard]] std::vector<Question> all_questions(const Subject& subject);

/// Asks for page after page and puts their items together, each as a line. Page sizes vary with `seed`.
template <class Query, class ToLine>
[[nodiscard]] Answered pages(std::size_t seed, Query query, ToLine to_line) {
  static constexpr std::size_t limits[] = {1, 2, 3, 100, 1000};
  Lines lines;
  projections::PageRequest page{.cursor = {}, .limit = limits[seed % 5]};
  do {
    auto answer = query(page);
    if (!answer) return std::unexpected(answer.error());
    for (const auto& item : answer->items) lines.push_back(to_line(item));
    page.cursor = answer->next_cursor;
  } while (!page.cursor.empty());
  return lines;
}
/// One item or none.
template <class Found, class ToLine>
[[nodiscard]] Answered one(const Found& answer, ToLine to_line) {
  if (!answer) return std::unexpected(answer.error());
  return *answer ? Lines{to_line(**answer)} : Lines{};
}

}  // namespace tenure::model
