// The schema as JSON Schema 2020-12, the dialect of OpenAPI 3.1, for the documents that are generated from it.
//
// Promises: everything json_reader.h refuses for its form, this refuses too, except what JSON Schema cannot say: that
// a date exists, and lengths in bytes (maxLength counts characters, so it is the looser bound). Personal fields carry
// "x-personal": true. Nested tables are written in place.
#pragma once

#include <boost/json/object.hpp>

#include "schemas/codec/type_plan.h"

namespace tenure::codec {

[[nodiscard]] boost::json::object json_schema(const TypePlan& plan);

}  // namespace tenure::codec
