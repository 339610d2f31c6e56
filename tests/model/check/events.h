// Whether an event says what the reference's fact says, and whether a state holds what the reference's lists hold.
//
// Promises: every field is looked at; nothing of the domain's folds is used to say what is expected.
// Fails:    with the difference in words, empty where there is none.
#pragma once

#include <string>

#include "domain/aggregate.h"
#include "schemas/events/event_generated.h"
#include "tests/model/reference/log.h"

namespace tenure::model {

[[nodiscard]] std::string difference(const event::Event& event, const Recorded& expected);

/// The state as text, in the words of the reference.
[[nodiscard]] std::string text_of(const domain::Aggregate& aggregate);
/// What the reference knows of the stream, in the same words.
[[nodiscard]] std::string state_text(const Business& business, const std::string& stream);

}  // namespace tenure::model
