// Made-up reports of any length: a function of the number of rows and nothing else.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "adapters/report/source.h"

namespace tenure::test {

/// A usage report's head; one section for each extension.
[[nodiscard]] report::Head sample_head();

/// Names in ten scripts; combining marks, right to left, and what stands outside the basic plane among them.
[[nodiscard]] const std::vector<std::string>& sample_names();

/// Calls of users with those names, two hundred an extension.
class SampleCalls final : public report::Source {
 public:
  explicit SampleCalls(std::int64_t rows) : rows_{rows} {}
  [[nodiscard]] report::Step write_some(report::Writer& writer) override;

 private:
  [[nodiscard]] report::Written write_row(report::Writer& writer);
  [[nodiscard]] report::Written end_section(report::Writer& writer);
  [[nodiscard]] report::Written end(report::Writer& writer);

  std::int64_t rows_;
  std::int64_t next_ = 0;
  std::int64_t section_rows_ = 0;
};

/// The whole report in memory.
[[nodiscard]] std::string written(report::Format format, std::int64_t rows);

/// A report of one section without a name, with these rows.
[[nodiscard]] std::string written(report::Format format, std::vector<report::Column> columns,
                                  const std::vector<std::vector<report::Cell>>& rows);

}  // namespace tenure::test
