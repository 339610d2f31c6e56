#include "bench/mixed_workload.h"

#include <cstring>

#include <fmt/format.h>

#include "adapters/cli/sample/month.h"
#include "bench/settings.h"
#include "bench/workload.h"
#include "schemas/codec/json_reader.h"

namespace tenure::bench {
namespace {

constexpr std::string_view operator_template = "month-00000000";

}  // namespace

std::string month_operator(std::uint64_t number) { return fmt::format("month-{:08}", number); }

MixedMonths::MixedMonths() {
  const codec::Envelope defaults{.id = {},
                                 .operator_id = operator_template,
                                 .source = "bench",
                                 .actor = "generator",
                                 .reason = {},
                                 .expected_version = {}};
  codec::CommandReader reader;
  flatbuffers::FlatBufferBuilder builder;
  for (const auto& line : cli::sample::month()) {
    if (const auto read = reader.read(line, defaults, builder); !read) {
      fail(fmt::format("the sample month has a line that cannot be read: {} at {}", read.error().message,
                       read.error().pointer));
    }
    const auto command = month_.add({builder.GetBufferPointer(), builder.GetSize()});
    operator_at_.push_back(place_of(operator_template, command));
  }
}

void MixedMonths::add_to(CommandBlock& block, std::size_t operators) {
  const auto first = operators_;
  operators_ += operators;
  for (std::size_t number = 0; number < month_.size(); ++number) {
    for (std::size_t i = 0; i < operators; ++i) {
      const auto command = block.add(month_[number]);
      const auto name = month_operator(first + i);
      std::memcpy(command.data() + operator_at_[number], name.data(), name.size());
    }
  }
}

}  // namespace tenure::bench
