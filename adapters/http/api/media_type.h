// Media types: what bodies are, what clients accept.
#pragma once

#include <string_view>

namespace tenure::http {

inline constexpr std::string_view json_media_type = "application/json";
inline constexpr std::string_view ndjson_media_type = "application/x-ndjson";
inline constexpr std::string_view flatbuffers_media_type = "application/vnd.tenure.flatbuffers";
inline constexpr std::string_view event_stream_media_type = "text/event-stream";
inline constexpr std::string_view metrics_media_type = "text/plain; version=0.0.4; charset=utf-8";

/// Whether a Content-Type names the media type; its parameters and the case of letters do not matter.
[[nodiscard]] bool is_media_type(std::string_view content_type, std::string_view media_type);
/// Whether an Accept header takes the media type; an absent header takes all. Weights are not looked at but q=0.
[[nodiscard]] bool accepts(std::string_view accept, std::string_view media_type);
/// Whether an Accept header names the media type itself.
[[nodiscard]] bool asks_for(std::string_view accept, std::string_view media_type);

}  // namespace tenure::http
