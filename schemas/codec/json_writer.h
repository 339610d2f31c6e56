// FlatBuffers to JSON: compact, one form for each content, the form that json_reader.h reads.
//
// Promises: fields in schema order; an absent text, list, table or "= null" scalar is left out, every other scalar is
// written; dates, instants and enumerations as text. Appends and allocates nothing but the growth of `out`.
// Fails: never; the table must have been verified, and its texts be UTF-8 (validate saw to it before it was stored).
// An enumeration's value that this version has no name for is written as its number.
#pragma once

#include <string>
#include <string_view>

#include <flatbuffers/flatbuffers.h>

#include "schemas/codec/type_plan.h"

namespace tenure::codec {

/// Appends a table as a JSON object.
void write_json(const TypePlan& plan, const flatbuffers::Table& table, std::string& out);

/// Appends {"position", "recorded_at", "operator_id", "stream", "version", "also_in": [...], "command_id", "source",
/// "actor", "reason"?, "type", "data"}; "also_in" is there even when empty.
void write_event_json(const event::Event& event, std::string& out);

/// Appends {"type", "id", "source", "actor", "reason"?, "expected_version"?, "data"}: the form that
/// command_from_document reads. The operator is not part of it.
void write_command_json(const command::Command& command, std::string& out);

/// Appends a text as a JSON string with its quotes.
void write_json_text(std::string_view text, std::string& out);

}  // namespace tenure::codec
