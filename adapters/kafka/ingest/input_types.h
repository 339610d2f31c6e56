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
  enum class IfUnknown : std::uint8_t { refuse, record } if_unknown;
};

/// Set by ingest, never by a sender.
inline constexpr std::string_view if_unknown_field = "if_unknown";

inline constexpr std::array<InputType, 3> booking_types{{
    {"tenure.booking.confirmed.v1", "RecordBooking", InputType::IfUnknown::refuse},
    {"tenure.booking.changed.v1", "ChangeBooking", InputType::IfUnknown::record},
    {"tenure.booking.cancelled.v1", "CancelBooking", InputType::IfUnknown::record},
}};

}  // namespace tenure::kafka
