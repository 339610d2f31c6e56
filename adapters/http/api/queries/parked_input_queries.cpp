// Input that was put aside: by status, and one with the record as it came.

#include "adapters/http/api/queries/queries.h"
#include "adapters/http/api/queries/query.h"
#include "domain/kernel/rejection.h"
#include "projections/parked_input/parked_input.h"

namespace tenure::http {

namespace parked = projections::parked_input;

namespace {

/// One input with its record.
struct InputDetail : parked::Input {
  parked::Original original;
};

/// A refusal mostly says all with its code.
std::string detail_of(const parked::Input& input) {
  if (!input.detail.empty()) return input.detail;
  const auto code = domain::parse_code(input.code);
  return code ? std::string{domain::meaning_of(*code)} : std::string{};
}

std::optional<Base64> if_any(const std::string& bytes) {
  return bytes.empty() ? std::nullopt : std::optional{Base64{bytes}};
}

}  // namespace

template <>
struct Described<parked::Resolution> {
  static constexpr std::string_view name = "ParkedInputResolution";
  static auto members() {
    using T = parked::Resolution;
    return std::tuple{Member{"actor", &T::actor, "Who did it.", Shown::always, Privacy::personal},
                      Member{"reason", &T::reason, "Why.", Shown::if_there},
                      Member{"source", &T::source, "Of the command that did it."},
                      Member{"command_id", &T::command_id, "Of the command that did it."},
                      Member{"position", &T::position, "The event that says so."},
                      Member{"recorded_at", &T::recorded_at, ""}};
  }
};

template <>
struct Described<parked::Input> {
  static constexpr std::string_view name = "ParkedInput";
  /// Those that both forms have alike.
  static auto common_members() {
    using T = parked::Input;
    return std::tuple{
        Member{"parked_id", &T::parked_id, ""},
        Member{"status", &T::status, ""},
        Member{"code", &T::code,
               "Why it could not be applied: of a refusal, or of what is wrong with the record."},
        Member{"detail", detail_of, "What exactly, or what the code says.", Shown::if_there},
        Member{"topic", &T::topic, "Where it lies in Kafka."},
        Member{"partition", &T::partition, "Of the topic."},
        Member{"offset", &T::offset, ""},
        Member{"type", &T::type,
               "Of the event or command, as the record says it; absent where that cannot be read.",
               Shown::if_there},
        Member{"source", &T::source, "Who sent it, as the record says it.", Shown::if_there},
        Member{"command_source", &T::command_source,
               "What its command is known by, where that could be told.", Shown::if_there},
        Member{"command_id", &T::command_id, "", Shown::if_there},
        Member{"value_bytes", &T::value_bytes, "Of the record's value."},
        Member{"position", &T::position, "The event that parked it."},
        Member{"parked_at", &T::parked_at, ""},
        Member{"resolution", &T::resolution, "What resolved it; absent while it is parked."}};
  }
  static auto members() {
    return std::tuple_cat(
        common_members(),
        std::tuple{Member{"key", [](const parked::Input& input) { return if_any(input.key_start); },
                          "The record's key; of a long one the first 256 bytes. Absent where it has none.",
                          Shown::always, Privacy::personal}});
  }
};

template <>
struct Described<parked::Header> {
  static constexpr std::string_view name = "RecordHeader";
  static auto members() {
    using T = parked::Header;
    return std::tuple{Member{"name", &T::name, ""},
                      Member{"value", [](const T& header) { return if_any(header.value); },
                             "Absent where it has none or an empty one.", Shown::always, Privacy::personal}};
  }
};

template <>
struct Described<InputDetail> {
  static constexpr std::string_view name = "ParkedInputDetail";
  static auto members() {
    using T = InputDetail;
    return std::tuple_cat(
        Described<parked::Input>::common_members(),
        std::tuple{Member{"key", [](const T& input) { return if_any(input.original.key); },
                          "The record's key; absent where it has none or an empty one.", Shown::always,
                          Privacy::personal},
                   Member{"value", [](const T& input) { return if_any(input.original.value); },
                          "The record's value; absent where it has none or an empty one.", Shown::always,
                          Privacy::personal},
                   Member{"headers", [](const T& input) { return input.original.headers; },
                          "In the record's order; names may come more than once."}});
  }
};

namespace queries {

using projections::Result;
using projections::View;
using Components = boost::json::object;

Result<Found> parked_inputs(const View& view, const Call& call, std::string& out) {
  const auto status = parse_parked_input_status(call.value(parameters::parked_input_status));
  return write_found(parked::inputs(view, call.operator_id(),
                                    status.value_or(domain::ParkedInputStatus::parked), page_of(call)),
                     out);
}
boost::json::object parked_inputs_schema(Components& components) {
  return page_schema_of<parked::Input>(components);
}

Result<Found> parked_input(const View& view, const Call& call, std::string& out) {
  const auto parked_id = call.value(parameters::parked_id);
  auto input = parked::input(view, call.operator_id(), parked_id);
  if (!input) return std::unexpected{input.error()};
  auto original = parked::original(view, call.operator_id(), parked_id);
  if (!original) return std::unexpected{original.error()};
  std::optional<InputDetail> detail;
  auto& known = *input;
  auto& record = *original;
  if (known && record) detail.emplace(InputDetail{std::move(*known), std::move(*record)});
  return write_found(Result<std::optional<InputDetail>>{std::move(detail)}, out);
}
boost::json::object parked_input_schema(Components& components) { return schema_of<InputDetail>(components); }

}  // namespace queries
}  // namespace tenure::http
