// The CloudEvents that other systems may send, and the commands that they become.
//
// Why a table: it is what records are interpreted by and what the AsyncAPI document is generated from.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace tenure::kafka {

struct InputType {
  /// The CloudEvent's type. Its data are the fields of the command, but for `if_unknown_field`.
  std::string_view event;
  /// The command's name.
  std::string_view command;
  /// What becomes of one about something that is not known yet.
  enum class IfUnknown : std::uint8_t { refuse, record } if_unknown = IfUnknown::refuse;
  /// What becomes of one that says what is recorded already.
  enum class IfRecorded : std::uint8_t { park, pass_over } if_recorded = IfRecorded::park;
};

/// Set by ingest, never by a sender.
inline constexpr std::string_view if_unknown_field = "if_unknown";

inline constexpr std::array<InputType, 3> booking_types{{
    {.event = "tenure.booking.confirmed.v1", .command = "RecordBooking"},
    {.event = "tenure.booking.changed.v1",
     .command = "ChangeBooking",
     .if_unknown = InputType::IfUnknown::record},
    {.event = "tenure.booking.cancelled.v1",
     .command = "CancelBooking",
     .if_unknown = InputType::IfUnknown::record},
}};

/// A switch that sends its records again under other CloudEvents ids means the same usage.
inline constexpr std::array<InputType, 1> usage_types{{
    {.event = "tenure.usage.recorded.v1",
     .command = "RecordUsage",
     .if_recorded = InputType::IfRecorded::pass_over},
}};

}  // namespace tenure::kafka
