// sample: the sample month as NDJSON.

#include "adapters/cli/sample/month.h"
#include "adapters/cli/subcommands.h"

namespace tenure::cli {

ExitCode write_sample(Console& console) {
  for (const auto& line : sample::month()) console.print(line);
  return ExitCode::ok;
}

}  // namespace tenure::cli
