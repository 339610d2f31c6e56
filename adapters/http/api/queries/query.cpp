#include "adapters/http/api/queries/query.h"

#include <algorithm>
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

void answer(ReadModels& models, Call call, const Query& query) {
  const auto view = query.second_model.empty() ? models.at(as_of(call), {query.model})
                                               : models.at(as_of(call), {query.model, query.second_model});
  if (!view) return call.answer(problem(code_of(view.error().kind), view.error().message));
  Response response{.content_type = json_media_type,
                    .headers = fmt::format("Tenure-Position: {}\r\n", view->position().value)};
  const auto found = query.answer(*view, call, response.body);
  if (!found) return call.answer(problem(code_of(found.error().kind), found.error().message));
  if (*found == Found::no) {
    auto missing = problem(ProblemCode::UNKNOWN_RESOURCE);
    missing.headers += response.headers;
    return call.answer(std::move(missing));
  }
  call.answer(std::move(response));
}

/// A call that waits for a position.
struct Waiting : std::enable_shared_from_this<Waiting> {
  Waiting(ReadModels& the_models, const Query& the_query, std::chrono::milliseconds patience, Call the_call)
      : models{the_models},
        query{the_query},
        give_up_at{std::chrono::steady_clock::now() + patience},
        call{std::move(the_call)} {}

  void look() {
    const eventstore::Position position{
        domain::existing(call.number(parameters::min_position), "the position that the call waits for")};
    const auto reached = query.second_model.empty()
                             ? models.wait_until(position, {}, {query.model})
                             : models.wait_until(position, {}, {query.model, query.second_model});
    if (reached == Reached::reached) return answer(models, std::move(call), query);
    if (reached == Reached::stopped) return call.answer(problem(ProblemCode::NOT_SERVING));
    if (std::chrono::steady_clock::now() >= give_up_at) {
      return call.answer(problem(ProblemCode::MIN_POSITION_NOT_REACHED));
    }
    call.request.loop->post_after(look_again, [self = shared_from_this()] { self->look(); });
    look_again = std::min(look_again * 2, look_again_last);
  }

  ReadModels& models;
  const Query& query;
  std::chrono::steady_clock::time_point give_up_at;
  std::chrono::milliseconds look_again = look_again_first;
  Call call;
};

}  // namespace

void run_query(Context& context, Call call, const Query& query) {
  if (!accepts(call.request.header("Accept"), json_media_type)) {
    return call.answer(problem(ProblemCode::NOT_ACCEPTABLE, "answers come as application/json"));
  }
  if (!call.value(parameters::as_of).empty() && !call.value(parameters::as_of_time).empty()) {
    return call.answer(problem(ProblemCode::BAD_PARAMETER, "give as_of or as_of_time, not both"));
  }
  auto& models = context.engine.models_of(call.operator_id());
  if (!call.number(parameters::min_position)) return answer(models, std::move(call), query);
  std::make_shared<Waiting>(models, query, context.options.min_position_patience, std::move(call))->look();
}

projections::PageRequest page_of(const Call& call) {
  projections::PageRequest page{.cursor = std::string{call.value(parameters::cursor)}};
  if (const auto limit = call.number(parameters::limit)) page.limit = static_cast<std::size_t>(*limit);
  return page;
}

}  // namespace tenure::http
