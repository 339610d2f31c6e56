// Reports as bodies: pulled from their source as fast as the client reads.
//
// What it is: the answer to a request for a report, which joins a report::Source and a report::Writer to a BodyStream.
// What it promises: never more in memory than a piece of the report and what its writer keeps. Between two turns of some
//   milliseconds, others have theirs on the loop. A client that goes away ends the report where it is.
// What can go wrong: a report that cannot begin is a fault, so that it can still be answered with a problem; one that
//   cannot go on breaks the connection, so that nobody takes the part for the whole.
// Threads: the loop's of the request; source and writer are used on it alone.
#pragma once

#include <expected>
#include <memory>
#include <string_view>

#include "adapters/http/api/message.h"
#include "adapters/report/source.h"

namespace tenure::http {

/// The answer, with the position of the report. CSV and PDF are for keeping: as a file they are called
/// "<name>-<occupier>-<site>-<month>.<format>".
[[nodiscard]] std::expected<Response, report::Fault> report_response(report::Format format,
                                                                     std::string_view name, report::Head head,
                                                                     std::unique_ptr<report::Source> source);

}  // namespace tenure::http
