// The schemas of answers that are not a read model's: commands' outcomes, events, problems, the operator's pages.
#pragma once

#include <boost/json/object.hpp>

namespace tenure::http::schemas {

// Each may add to the components what it refers to.
[[nodiscard]] boost::json::object accepted(boost::json::object& components);
/// What a command would come to.
[[nodiscard]] boost::json::object trial(boost::json::object& components);
/// Of a parked input's retry.
[[nodiscard]] boost::json::object retried(boost::json::object& components);
/// The body of a parked input's discard.
[[nodiscard]] boost::json::object discard_reason(boost::json::object& components);
[[nodiscard]] boost::json::object outcome(boost::json::object& components);
[[nodiscard]] boost::json::object event(boost::json::object& components);
[[nodiscard]] boost::json::object event_page(boost::json::object& components);
[[nodiscard]] boost::json::object stream_page(boost::json::object& components);
/// What led to a charge.
[[nodiscard]] boost::json::object charge_chain(boost::json::object& components);
/// A monthly report; what rows hold is said by its columns.
[[nodiscard]] boost::json::object report(boost::json::object& components);
[[nodiscard]] boost::json::object problem(boost::json::object& components);
[[nodiscard]] boost::json::object health(boost::json::object& components);
[[nodiscard]] boost::json::object readiness(boost::json::object& components);
[[nodiscard]] boost::json::object any(boost::json::object& components);
/// One line of NDJSON: the whole form of any command.
[[nodiscard]] boost::json::object command_line(boost::json::object& components);

}  // namespace tenure::http::schemas
