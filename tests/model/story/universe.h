// The small world in which the model's stories take place. Ids are beginnings of one another, so that keys which run
// into each other show.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace tenure::model::universe {

using namespace std::string_view_literals;

inline constexpr std::array operators{"OP"sv, "OP.2"sv};
inline constexpr std::array entities{"E1"sv, "E2"sv};
inline constexpr std::array sites{"LON"sv, "LON.2"sv};
inline constexpr std::array zones{"Europe/London"sv, "America/New_York"sv};
inline constexpr std::array occupiers{"A"sv, "A.B"sv, "AB"sv, "B"sv};
/// Floor F with offices FO (with desk FOD) and room FM; the other site has office O and room M.
inline constexpr std::array spaces{"F"sv, "FO"sv, "FOD"sv, "FM"sv, "O"sv, "M"sv};
inline constexpr std::array parents{""sv, "F"sv, "FO"sv, "F"sv, ""sv, ""sv};
/// At the first site; the rest is at the other.
inline constexpr std::size_t spaces_at_first = 4;
inline constexpr std::array doors{"D1"sv, "D2"sv, "D3"sv};
inline constexpr std::size_t doors_at_first = 2;
inline constexpr std::array lease_products{"L1"sv, "L2"sv, "L3"sv};
inline constexpr std::array booking_products{"R1"sv, "R2"sv, "R3"sv};
inline constexpr std::array service_products{"S1"sv, "S2"sv, "S3"sv};
inline constexpr std::array generic_products{"G1"sv, "G2"sv, "G3"sv};
inline constexpr std::array usage_products{"C1"sv, "C2"sv};
/// Each in the currency of the site at its place.
inline constexpr std::array tariffs{"T"sv, "T.2"sv};
inline constexpr std::array currencies{"GBP", "KWD"};
inline constexpr std::array numbers{"+442079460001"sv, "+442079460002"sv, "+442079460003"sv, "+12125550100"sv,
                                    "+12125550101"sv};
inline constexpr std::size_t numbers_at_first = 3;
inline constexpr std::array users{"U1"sv, "U2"sv, "U3"sv, "U4"sv};
inline constexpr std::array groups{"T1"sv, "T2"sv};
inline constexpr std::array credentials{"K"sv, "K1"sv, "K12"sv};
/// At the first site and at the other.
inline constexpr std::array networks{"W"sv, "W1"sv, "W.2"sv, "X"sv};
inline constexpr std::size_t networks_at_first = 3;
inline constexpr std::array network_kinds{"DEVICES"sv, "SECURE"sv, "SECURE"sv, "GUEST"sv};
/// The first two are one login.
inline constexpr std::array logins{"ada"sv, "ADA"sv, "ada.b"sv, "Bob"sv, "eve"sv};
/// As they are written, and in the one form, empty where there is none. The first three are one, the fifth is made up.
struct Mac {
  std::string_view written;
  std::string_view mac;
};
inline constexpr std::array macs{Mac{"00:1b:44:11:3a:b7", "00:1b:44:11:3a:b7"},
                                 Mac{"001B.4411.3AB7", "00:1b:44:11:3a:b7"},
                                 Mac{"001b44-113ab7", "00:1b:44:11:3a:b7"},
                                 Mac{"00-1B-44-11-3A-B8", "00:1b:44:11:3a:b8"},
                                 Mac{"021b44113ab7", "02:1b:44:11:3a:b7"},
                                 Mac{"printer", ""},
                                 Mac{"ff:ff:ff:ff:ff:ff", ""}};
/// How many of them are one device each.
inline constexpr std::size_t macs_good = 5;
/// Another system, and what it calls occupiers.
inline constexpr std::array systems{"crm"sv, "erp"sv};
inline constexpr std::array external_ids{"X1"sv, "X2"sv, "X/3"sv};
inline constexpr std::array extensions{"1"sv, "12"sv, "123"sv};

/// Values of parked records in base64, and what can be read in them.
struct InputRecord {
  std::string_view value;
  std::string_view type;
  std::string_view source;
  std::size_t bytes = 0;
};
inline constexpr std::array records{
    InputRecord{"e30=", "", "", 2},
    InputRecord{"eyJ0eXBlIjoiYS5iIiwic291cmNlIjoiL3gifQ==", "a.b", "/x", 28},
    InputRecord{"AP8=", "", "", 2},
};

/// Stories take place from here on, about four months long.
inline constexpr auto first_day = "2026-02-01"sv;
inline constexpr int days = 120;

}  // namespace tenure::model::universe
