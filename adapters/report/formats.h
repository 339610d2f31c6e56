// The three formats, for writer.cpp; others go through `open`.
#pragma once

#include <expected>
#include <memory>

#include "adapters/report/writer.h"

namespace tenure::report {

[[nodiscard]] std::unique_ptr<Writer> make_json_writer(Head head, Sink sink);
[[nodiscard]] std::unique_ptr<Writer> make_csv_writer(Head head, Sink sink);
[[nodiscard]] std::expected<std::unique_ptr<Writer>, Fault> make_pdf_writer(Head head, Sink sink);

}  // namespace tenure::report
