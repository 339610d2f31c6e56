// The schema as JSON Schema 2020-12, the dialect of OpenAPI 3.1, for the documents that are generated from it.
//
// Promises: everything json_reader.h refuses for its form, this refuses too, except what JSON Schema cannot say: that
// a date exists, and lengths in bytes (maxLength counts characters, so it is the looser bound). Personal fields carry
// "x-personal": true. Nested tables are written in place.
#pragma once

#include <string_view>

#include <boost/json/object.hpp>

#include "schemas/codec/type_plan.h"

namespace tenure::codec {

[[nodiscard]] boost::json::object json_schema(const TypePlan& plan);

/// Where OpenAPI and AsyncAPI keep the schemas that they refer to: {"$ref": "#/components/schemas/NAME"}.
[[nodiscard]] boost::json::object reference_to(std::string_view component);

/// The whole form of any command or event: its envelope with "type", the name of a body, and "data", any of the bodies.
/// Each body's schema goes to the components under its name, unless there is one already.
[[nodiscard]] boost::json::object command_schema(boost::json::object& components);
[[nodiscard]] boost::json::object event_schema(boost::json::object& components);

}  // namespace tenure::codec
