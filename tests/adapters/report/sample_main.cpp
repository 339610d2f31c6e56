// Writes a made-up report to the standard output, and the most memory that took to the standard error.
// usage: report_sample json|csv|pdf ROWS
//
// A process of its own: so that tests can give it another environment, and measure it.

#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <sys/resource.h>

#include "tests/adapters/report/sample.h"

int main(int argc, char** argv) {
  using namespace tenure;
  const auto format = argc == 3 ? report::parse_format(argv[1]) : std::nullopt;
  if (!format) {
    std::fputs("usage: report_sample json|csv|pdf ROWS\n", stderr);
    return 2;
  }
  // As a program with a locale would.
  std::setlocale(LC_ALL, "");
  auto writer = report::open(*format, test::sample_head(), [](std::string_view piece) {
    const auto size = std::fwrite(piece.data(), 1, piece.size(), stdout);
    return size == piece.size() ? report::Flow::go_on : report::Flow::stop;
  });
  if (!writer) {
    std::fprintf(stderr, "%s\n", std::string{report::explain(writer.error())}.c_str());
    return 1;
  }
  test::SampleCalls calls{std::atoll(argv[2])};
  auto step = calls.write_some(**writer);
  while (step && *step == report::Progress::more) step = calls.write_some(**writer);
  if (!step || std::fflush(stdout) != 0) return 1;
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  std::fprintf(stderr, "%ld\n", used.ru_maxrss);
  return 0;
}
