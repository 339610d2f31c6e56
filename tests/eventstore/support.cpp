#include "tests/eventstore/support.h"

#include <cstdio>
#include <cstdlib>
#include <unistd.h>

#include <fmt/format.h>

#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "schemas/codec/json_reader.h"

namespace tenure::test {
namespace {

[[noreturn]] void stop(std::string_view what, std::string_view line) {
  fmt::print(stderr, "the test cannot go on: {}\n  {}\n", what, line);
  std::abort();
}

// The word up to the next space; `text` loses both.
std::string_view take_word(std::string_view& text) {
  const auto word = text.substr(0, text.find(' '));
  text.remove_prefix(std::min(text.size(), word.size() + 1));
  return word;
}

std::string line_of(const event::Event& event) {
  auto line = fmt::format("{} {}@{}", event.position(), domain::text(event.stream()), event.version());
  if (event.also_in() != nullptr) {
    for (const auto* also : *event.also_in()) {
      line += fmt::format(" {}@{}", domain::text(also->stream()), also->version());
    }
  }
  return line +
         fmt::format(" {} by {}", domain::name_of(event.body_type()), domain::text(event.command_id()));
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  auto name = (std::filesystem::temp_directory_path() / "tenure-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) stop("no temporary folder", name);
  path_ = name;
}
TemporaryFolder::~TemporaryFolder() {
  std::error_code error;
  std::filesystem::remove_all(path_, error);
}

flatbuffers::DetachedBuffer command(std::string_view id, std::string_view line, Sender sender) {
  auto rest = line;
  const auto type = codec::parse_command_type(take_word(rest));
  const auto data = codec::parse_json(rest.empty() ? "{}" : rest);
  if (!type || !data || !data->is_object()) stop("not a command", line);
  const codec::Envelope envelope{.id = id,
                                 .operator_id = sender.operator_id,
                                 .source = sender.source,
                                 .actor = "tester",
                                 .reason = std::nullopt,
                                 .expected_version = sender.expected_version};
  flatbuffers::FlatBufferBuilder builder;
  if (const auto built = codec::command_from_json(*type, data->as_object(), envelope, builder); !built) {
    stop(built.error().pointer + " " + built.error().message, line);
  }
  return builder.Release();
}

void add(eventstore::Batch& batch, std::string_view id, std::string_view line, Sender sender) {
  const auto bytes = command(id, line, sender);
  if (const auto added = batch.add({bytes.data(), bytes.size()}); !added) stop(added.error().message, line);
}

eventstore::Batch batch_of(std::string_view id, std::string_view line, Sender sender) {
  eventstore::Batch batch;
  add(batch, id, line, sender);
  return batch;
}

eventstore::Options small_options(const std::filesystem::path& folder, const eventstore::Clock& clock) {
  eventstore::Options options;
  options.folder = folder;
  options.clock = &clock;
  options.storage_bytes_max = 16 * eventstore::mebibyte;
  options.disk_free_min = 0;
  return options;
}

House::House() : options_{small_options(folder_.path(), clock_)} { reopen(); }
House::House(eventstore::Options options) : options_{std::move(options)} {
  options_.folder = folder_.path();
  options_.clock = &clock_;
  reopen();
}
House::~House() = default;

std::optional<eventstore::OpenError> House::try_reopen() {
  partition_.reset();
  auto opened = eventstore::Partition::open(options_);
  if (!opened) return std::move(opened.error());
  partition_ = std::move(*opened);
  return std::nullopt;
}

void House::reopen() {
  if (const auto error = try_reopen()) stop("it does not open", error->message);
}

eventstore::Answer House::send(std::string_view id, std::string_view line, Sender sender) {
  auto answer = partition_->submit_and_wait(batch_of(id, line, sender));
  if (!answer) stop(name_of(answer.error()), line);
  return std::move(answer->answers.at(0));
}

void House::given(std::string_view lines) {
  while (!lines.empty()) {
    auto line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(lines.size(), line.size() + 1));
    line.remove_prefix(std::min(line.size(), line.find_first_not_of(' ')));
    if (line.empty()) continue;
    const auto whole = line;
    const auto id = take_word(line);
    const auto answer = send(id, line);
    if (answer.outcome != eventstore::Answer::Outcome::accepted) stop(text_of(answer), whole);
  }
}

void House::given_estate() {
  given(R"(
    e-01 RegisterLegalEntity {"legal_entity_id":"LE","name":"House Ltd","country":"GB","currency":"GBP","invoice_prefix":"H","rounding":"HALF_UP","tax_rounding":"LINE"}
    e-02 RegisterSite {"site_id":"LON","legal_entity_id":"LE","name":"A house","time_zone":"Europe/London","country":"GB"}
    e-03 DefineProduct {"product_id":"DESK","name":"A desk","kind":"LEASE","tax_code":"STD"}
    e-04 DefineProduct {"product_id":"TEA","name":"Tea","kind":"GENERIC","tax_code":"STD"}
    e-05 SetPrice {"site_id":"LON","product_id":"TEA","unit_price":250,"per":"UNIT","from":"2025-01-01"}
    e-06 RegisterOccupier {"occupier_id":"ACME","name":"Acme Ltd"}
    e-07 CreateContract {"contract_id":"C-1","occupier_id":"ACME","site_id":"LON","starts_on":"2026-01-01","currency":"GBP","billing_day":1,"billing":"IN_ADVANCE","proration":"ACTUAL_DAYS","lines":[{"line_id":"L1","product_id":"DESK","monthly_price":10000}]}
    e-08 SignContract {"contract_id":"C-1"}
    e-09 OpenBusinessDay {"site_id":"LON","date":"2026-01-01"}
  )");
}

std::vector<std::string> House::events() {
  std::vector<std::string> lines;
  const auto subscription = partition_->subscribe({0});
  for (;;) {
    const auto before = subscription->position();
    const auto commit = subscription->next();
    if (!commit) stop("the log cannot be read", commit.error().message);
    if (!*commit) return lines;
    for (auto position = std::max((*commit)->first(), eventstore::Position{before.value + 1});
         position <= (*commit)->last(); ++position.value) {
      lines.push_back(line_of((*commit)->event_at(position)));
    }
  }
}

std::string text_of(const eventstore::Answer& answer) {
  std::string text = answer.repeated ? "again " : "";
  switch (answer.outcome) {
    case eventstore::Answer::Outcome::accepted:
      return text + fmt::format("accepted {}+{}", answer.first_position.value, answer.event_count);
    case eventstore::Answer::Outcome::not_applied:
      return text + "not applied";
    case eventstore::Answer::Outcome::refused:
      break;
  }
  text += fmt::format("refused {}", domain::name_of(answer.code));
  return answer.detail.empty() ? text : text + ": " + answer.detail;
}

}  // namespace tenure::test
