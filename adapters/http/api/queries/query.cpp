#include "adapters/http/api/queries/query.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "adapters/http/api/context.h"
#include "adapters/http/api/media_type.h"
#include "domain/kernel/invariant.h"
#include "projections/runtime/read_models.h"

namespace tenure::http {
namespace {

using projections::QueryError;
using projections::Reached;
using projections::ReadModels;

/// A position that is not reached yet is looked for again after this, and then less and less often.
constexpr std::chrono::milliseconds look_again_first{1};
constexpr std::chrono::milliseconds look_again_last{20};

ProblemCode code_of(QueryError::Kind kind) {
  switch (kind) {
    case QueryError::Kind::beyond_known:
      return ProblemCode::POSITION_BEYOND_KNOWN;
    case QueryError::Kind::trimmed:
      return ProblemCode::POSITION_TRIMMED;
    case QueryError::Kind::not_serving:
      return ProblemCode::NOT_SERVING;
    case QueryError::Kind::bad_cursor:
      return ProblemCode::BAD_CURSOR;
    case QueryError::Kind::too_wide:
      return ProblemCode::BAD_PARAMETER;
    case QueryError::Kind::storage:
      break;
  }
  return ProblemCode::STORAGE_FAILED;
}

projections::AsOf as_of(const Call& call) {
  if (const auto position = call.number(parameters::as_of)) return eventstore::Position{*position};
  if (const auto time = call.instant(parameters::as_of_time)) return *time;
  return projections::Latest{};
}

std::vector<PartError> missing_parts(const std::vector<const Parameter*>& parameters) {
  std::vector<PartError> errors;
  for (const auto* parameter : parameters) {
    errors.push_back({"parameter", std::string{parameter->name}, codec::fault::MISSING_FIELD,
                      "one of these must be given"});
  }
  return errors;
}

/// Calls `ask` with the names as a list.
template <class Ask>
auto with_names(const ModelNames& names, Ask ask) {
  return names[1].empty() ? ask({names[0]}) : ask({names[0], names[1]});
}

void make_view(ReadModels& models, Call call, const ModelNames& names, WithView& go_on) {
  auto view = with_names(names, [&](ReadModels::Names list) { return models.at(as_of(call), list); });
  if (!view) return call.answer(problem(view.error()));
  go_on(std::move(call), std::move(*view));
}

/// A call that waits for a position.
struct Waiting : std::enable_shared_from_this<Waiting> {
  Waiting(ReadModels& the_models, ModelNames the_names, WithView with_view,
          std::chrono::milliseconds patience, Call the_call)
      : models{the_models},
        names{the_names},
        go_on{std::move(with_view)},
        give_up_at{std::chrono::steady_clock::now() + patience},
        call{std::move(the_call)} {}

  void look() {
    const eventstore::Position position{
        domain::existing(call.number(parameters::min_position), "the position that the call waits for")};
    const auto reached =
        with_names(names, [&](ReadModels::Names list) { return models.wait_until(position, {}, list); });
    if (reached == Reached::reached) return make_view(models, std::move(call), names, go_on);
    if (reached == Reached::stopped) return call.answer(problem(ProblemCode::NOT_SERVING));
    if (std::chrono::steady_clock::now() >= give_up_at) {
      return call.answer(problem(ProblemCode::MIN_POSITION_NOT_REACHED));
    }
    call.request.loop->post_after(look_again, [self = shared_from_this()] { self->look(); });
    look_again = std::min(look_again * 2, look_again_last);
  }

  ReadModels& models;
  ModelNames names;
  WithView go_on;
  std::chrono::steady_clock::time_point give_up_at;
  std::chrono::milliseconds look_again = look_again_first;
  Call call;
};

std::string position_header(projections::Position position) {
  return fmt::format("Tenure-Position: {}\r\n", position.value);
}

void answer(const Query& query, Call call, const projections::View& view) {
  Response response{.content_type = json_media_type, .headers = position_header(view.position())};
  const auto found = query.answer(view, call, response.body);
  if (!found) return call.answer(problem(found.error()));
  if (*found == Found::no) return call.answer(unknown_as_of(view.position()));
  call.answer(std::move(response));
}

}  // namespace

Response problem(const QueryError& error) { return problem(code_of(error.kind), error.message); }

Response unknown_as_of(projections::Position position) {
  auto missing = problem(ProblemCode::UNKNOWN_RESOURCE);
  missing.headers += position_header(position);
  return missing;
}

void ask_view(Context& context, Call call, ModelNames models, WithView go_on) {
  if (!call.value(parameters::as_of).empty() && !call.value(parameters::as_of_time).empty()) {
    return call.answer(problem(ProblemCode::BAD_PARAMETER, "give as_of or as_of_time, not both"));
  }
  auto& of_operator = context.engine.models_of(call.operator_id());
  if (!call.number(parameters::min_position)) return make_view(of_operator, std::move(call), models, go_on);
  std::make_shared<Waiting>(of_operator, models, std::move(go_on), context.options.min_position_patience,
                            std::move(call))
      ->look();
}

void run_query(Context& context, Call call, const Query& query) {
  if (!accepts(call.request.header("Accept"), json_media_type)) {
    return call.answer(problem(ProblemCode::NOT_ACCEPTABLE, "answers come as application/json"));
  }
  const auto is_given = [&](const Parameter* parameter) { return !call.value(*parameter).empty(); };
  if (!query.one_of.empty() && std::ranges::none_of(query.one_of, is_given)) {
    return call.answer(problem(ProblemCode::BAD_PARAMETER, "name one or more of what the question is about",
                               missing_parts(query.one_of)));
  }
  ask_view(context, std::move(call), {query.model, query.second_model},
           [&query](Call asked, projections::View view) { answer(query, std::move(asked), view); });
}

projections::PageRequest page_of(const Call& call) {
  projections::PageRequest page{.cursor = std::string{call.value(parameters::cursor)}};
  if (const auto limit = call.number(parameters::limit)) page.limit = static_cast<std::size_t>(*limit);
  return page;
}

std::string e164(std::string_view number) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto lacks_plus = !number.empty() && std::ranges::all_of(number, is_digit);
  return (lacks_plus ? "+" : "") + std::string{number};
}

}  // namespace tenure::http
