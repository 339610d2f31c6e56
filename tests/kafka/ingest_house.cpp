#include "tests/kafka/ingest_house.h"

#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>

#include "domain/decide.h"
#include "domain/kernel/text.h"

namespace tenure::test {
namespace {

[[noreturn]] void stop(std::string_view what) {
  fmt::print(stderr, "the test cannot go on: {}\n", what);
  std::abort();
}

std::string text_of(const flatbuffers::Vector<std::uint8_t>* bytes) {
  if (bytes == nullptr) return {};
  return {bytes->begin(), bytes->end()};
}

Parked parked_of(const event::InputParked& event) {
  std::string headers;
  if (event.headers() != nullptr) {
    for (const auto* header : *event.headers()) {
      headers += fmt::format("{}={}\n", domain::text(header->name()), text_of(header->value()));
    }
  }
  return {.parked_id = std::string{domain::text(event.parked_id())},
          .place = fmt::format("{}:{}:{}", domain::text(event.topic()), event.partition(), event.offset()),
          .key = text_of(event.key()),
          .value = text_of(event.value()),
          .headers = std::move(headers),
          .code = std::string{domain::text(event.code())},
          .detail = std::string{domain::text(event.detail())},
          .source = std::string{domain::text(event.command_source())},
          .id = std::string{domain::text(event.command_id())}};
}

void tell(const event::Event& event, Told& told) {
  ++told.events[fmt::format("{} {} {}", domain::text(event.operator_id()), domain::name_of(event.body_type()),
                            domain::text(event.stream()))];
  if (const auto* parked = event.body_as_InputParked()) told.parked.push_back(parked_of(*parked));
}

}  // namespace

int Told::count(std::string_view beginning) const {
  int count = 0;
  for (const auto& [name, times] : events) {
    if (name.starts_with(beginning)) count += times;
  }
  return count;
}

std::unique_ptr<eventstore::Store> open_store(const eventstore::Options& options,
                                              std::optional<std::size_t> partitions) {
  auto store =
      eventstore::Store::open({.folder = options.folder, .partitions = partitions, .partition = options});
  if (!store) stop(store.error().message);
  return std::move(*store);
}

IngestHouse::IngestHouse(std::size_t partitions) : partitions_{partitions} { reopen(); }
IngestHouse::~IngestHouse() = default;

void IngestHouse::close() { store_.reset(); }
void IngestHouse::reopen() {
  close();
  auto options = small_options(folder(), clock_);
  if (change_) change_(options);
  store_ = open_store(options, partitions_);
}

eventstore::Answer IngestHouse::send(std::string_view operator_id, std::string_view id,
                                     std::string_view line) {
  auto answer =
      store_->partition_of(operator_id).submit_and_wait(batch_of(id, line, {.operator_id = operator_id}));
  if (!answer) stop(name_of(answer.error()));
  return std::move(answer->answers.at(0));
}

void IngestHouse::given_estate(std::string_view operator_id) {
  constexpr std::string_view lines[] = {
      R"(RegisterLegalEntity {"legal_entity_id":"LE","name":"House Ltd","country":"GB","currency":"GBP","invoice_prefix":"H","rounding":"HALF_UP","tax_rounding":"LINE"})",
      R"(RegisterSite {"site_id":"LON","legal_entity_id":"LE","name":"A house","time_zone":"Europe/London","country":"GB"})",
      R"(AddSpace {"space_id":"R-1","site_id":"LON","kind":"MEETING_ROOM","name":"A room","bookable":true})",
      R"(DefineProduct {"product_id":"DESK","name":"A desk","kind":"LEASE","tax_code":"STD"})",
      R"(DefineProduct {"product_id":"TEA","name":"Tea","kind":"GENERIC","tax_code":"STD"})",
      R"(DefineProduct {"product_id":"ROOM","name":"A room by the hour","kind":"BOOKING","tax_code":"STD"})",
      R"(SetPrice {"site_id":"LON","product_id":"TEA","unit_price":250,"per":"UNIT","from":"2025-01-01"})",
      R"(SetPrice {"site_id":"LON","product_id":"ROOM","unit_price":2000,"per":"HOUR","from":"2025-01-01"})",
      R"(RegisterOccupier {"occupier_id":"ACME","name":"Acme Ltd"})",
      R"(CreateContract {"contract_id":"C-1","occupier_id":"ACME","site_id":"LON","starts_on":"2026-01-01","currency":"GBP","billing_day":1,"billing":"IN_ADVANCE","proration":"ACTUAL_DAYS","lines":[{"line_id":"L1","product_id":"DESK","monthly_price":10000}]})",
      R"(SignContract {"contract_id":"C-1"})",
      R"(OpenBusinessDay {"site_id":"LON","date":"2026-01-01"})"};
  int number = 0;
  for (const auto line : lines) {
    const auto answer = send(operator_id, fmt::format("e-{:02}", ++number), line);
    if (answer.outcome != eventstore::Answer::Outcome::accepted) stop(line);
  }
}

Told IngestHouse::told() {
  Told told;
  for (std::size_t index = 0; index < store_->size(); ++index) {
    const auto subscription = store_->partition(index).subscribe({0});
    for (;;) {
      const auto commit = subscription->next();
      if (!commit) stop(commit.error().message);
      if (!*commit) break;
      // A commit of nothing but marks has no positions.
      for (auto position = (*commit)->first(); position <= (*commit)->last(); ++position.value) {
        tell((*commit)->event_at(position), told);
      }
    }
  }
  return told;
}

std::int64_t IngestHouse::mark(std::size_t partition, const std::string& topic, std::uint32_t number) {
  const auto mark = store_->partition(partition).ingest_offset(topic, number);
  return mark ? static_cast<std::int64_t>(*mark) : -1;
}

std::string operator_of(eventstore::Store& store, std::size_t partition) {
  for (int number = 0;; ++number) {
    auto name = fmt::format("OP-{}", number);
    if (store.index_of(name) == partition) return name;
  }
}

}  // namespace tenure::test
