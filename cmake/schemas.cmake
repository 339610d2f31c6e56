# From schemas/*.fbs to C++ headers, the embedded binary schemas, and the lists of all commands and events.

set(TENURE_GENERATED ${CMAKE_BINARY_DIR}/generated)

# tenure_flatbuffers(OUT_FILES fbs...): the C++ header of each schema, under generated/schemas/.
function(tenure_flatbuffers out_files)
  set(headers)
  file(GLOB_RECURSE all_schemas CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/schemas/*.fbs)
  list(FILTER all_schemas EXCLUDE REGEX "/released/")
  foreach(schema ${ARGN})
    get_filename_component(folder ${schema} DIRECTORY)
    get_filename_component(stem ${schema} NAME_WE)
    set(header ${TENURE_GENERATED}/schemas/${folder}/${stem}_generated.h)
    add_custom_command(
      OUTPUT ${header}
      COMMAND ${FLATC} --cpp --cpp-std c++17 --scoped-enums --gen-object-api --keep-prefix --no-warnings
              -o ${TENURE_GENERATED}/schemas/${folder} ${CMAKE_SOURCE_DIR}/schemas/${schema}
      DEPENDS ${all_schemas}
      COMMENT "flatc ${schema}" VERBATIM)
    list(APPEND headers ${header})
  endforeach()
  set(${out_files} ${headers} PARENT_SCOPE)
endfunction()

# tenure_binary_schema(OUT_FILE fbs): the schema as data in a header, comments and attributes included.
function(tenure_binary_schema out_file schema)
  get_filename_component(folder ${schema} DIRECTORY)
  get_filename_component(stem ${schema} NAME_WE)
  file(GLOB_RECURSE all_schemas CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/schemas/*.fbs)
  list(FILTER all_schemas EXCLUDE REGEX "/released/")
  set(header ${TENURE_GENERATED}/schemas/${folder}/${stem}_bfbs_generated.h)
  add_custom_command(
    OUTPUT ${header}
    # flatc writes a plain header too, which must not get in the way of the one above: hence a folder aside.
    COMMAND ${FLATC} --cpp --schema --binary --bfbs-comments --bfbs-builtins --bfbs-gen-embed --no-warnings
            -o ${TENURE_GENERATED}/binary/${folder} ${CMAKE_SOURCE_DIR}/schemas/${schema}
    COMMAND ${CMAKE_COMMAND} -E copy ${TENURE_GENERATED}/binary/${folder}/${stem}_bfbs_generated.h ${header}
    DEPENDS ${all_schemas}
    COMMENT "flatc --schema ${schema}" VERBATIM)
  set(${out_file} ${header} PARENT_SCOPE)
endfunction()

# tenure_registry(SCHEMA UNION MACRO OUT): writes `#define MACRO(X) X(First) X(Second) ...` from a union, when configuring.
function(tenure_registry schema union macro out)
  set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/schemas/${schema})
  file(READ ${CMAKE_SOURCE_DIR}/schemas/${schema} text)
  if(NOT text MATCHES "union ${union} {([^}]*)}")
    message(FATAL_ERROR "${schema} has no union ${union}")
  endif()
  string(REGEX MATCHALL "[A-Za-z0-9]+ *= *[0-9]+" entries "${CMAKE_MATCH_1}")
  set(lines "// Written from schemas/${schema}.\n#pragma once\n\n#define ${macro}(X)")
  foreach(entry ${entries})
    string(REGEX REPLACE " *=.*" "" name "${entry}")
    string(APPEND lines " \\\n  X(${name})")
  endforeach()
  file(GENERATE OUTPUT ${TENURE_GENERATED}/${out} CONTENT "${lines}\n")
endfunction()
