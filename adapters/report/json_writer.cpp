// A report as one JSON object.
//
//   {"title", "operator_id", "occupier_id", "occupier_name", "site_id", "site_name", "time_zone", "month", "position",
//    "recorded_at", "currency", "currency_exponent",
//    "columns":[{"key", "title", "kind", "exponent"?}],
//    "sections":[{<section columns>, "rows":[{<columns>}], "totals":{<columns>}}],
//    "totals":{<columns>}}
//
// A cell without a value is left out. Money is whole units of the column's exponent, durations are whole seconds,
// instants are local with their offset. "totals" at the end is what shows that the report is whole.

#include <chrono>
#include <utility>

#include "adapters/http/api/json.h"
#include "adapters/report/cell_text.h"
#include "adapters/report/formats.h"

namespace tenure::report {
namespace {

class JsonWriter final : public Writer {
 public:
  JsonWriter(Head head, Sink sink) : Writer{std::move(head), std::move(sink)} {}

 private:
  Written write_head() override {
    const auto& h = head();
    json_.begin_object();
    json_.key("title").text(h.title);
    json_.key("operator_id").text(h.operator_id);
    json_.key("occupier_id").text(h.occupier_id);
    json_.key("occupier_name").text(h.occupier_name);
    json_.key("site_id").text(h.site_id);
    json_.key("site_name").text(h.site_name);
    json_.key("time_zone").text(h.zone.name());
    json_.key("month").text(projections::billing::format_month(h.month));
    json_.key("position").number(h.position.value);
    json_.key("recorded_at").instant(h.recorded_at);
    json_.key("currency").text(h.currency);
    json_.key("currency_exponent").number(h.currency_exponent);
    json_.key("columns").begin_array();
    for (const auto& column : h.section_columns) write_column(column);
    for (const auto& column : h.columns) write_column(column);
    json_.end_array();
    json_.key("sections").begin_array();
    return {};
  }

  void write_column(const Column& column) {
    json_.begin_object();
    json_.key("key").text(column.key);
    json_.key("title").text(column.title);
    json_.key("kind").text(name_of(column.kind));
    if (column.kind == Kind::money) json_.key("exponent").number(head().exponent_of(column));
    json_.end_object();
  }

  Written write_section(std::span<const Cell> cells) override {
    json_.begin_object();
    write_members(cells, head().section_columns);
    json_.key("rows").begin_array();
    return {};
  }

  Written write_row(std::span<const Cell> cells) override {
    write_object(cells);
    return {};
  }

  Written write_section_totals(std::span<const Cell> totals) override {
    json_.end_array();
    json_.key("totals");
    write_object(totals);
    json_.end_object();
    return {};
  }

  Written write_totals(std::span<const Cell> totals) override {
    json_.end_array();
    json_.key("totals");
    write_object(totals);
    json_.end_object();
    return {};
  }

  void write_object(std::span<const Cell> cells) {
    json_.begin_object();
    write_members(cells, head().columns);
    json_.end_object();
  }

  void write_members(std::span<const Cell> cells, const std::vector<Column>& columns) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (std::holds_alternative<std::monostate>(cells[i])) continue;
      json_.key(columns[i].key);
      std::visit([this](const auto& value) { write(value); }, cells[i]);
    }
  }

  void write(std::monostate) {}
  void write(std::string_view text) { json_.text(text); }
  void write(domain::Date date) { json_.date(date); }
  void write(domain::Instant instant) {
    auto& out = json_.value_here();
    out += '"';
    write_local(instant, head().zone, Separator::machine, out);
    out += '"';
  }
  void write(Amount amount) { json_.number(amount.units); }
  void write(std::chrono::seconds duration) { json_.number(std::int64_t{duration.count()}); }
  void write(Count count) { json_.number(count.value); }

  http::Json json_{outlet().bytes()};
};

}  // namespace

std::unique_ptr<Writer> make_json_writer(Head head, Sink sink) {
  return std::make_unique<JsonWriter>(std::move(head), std::move(sink));
}

}  // namespace tenure::report
