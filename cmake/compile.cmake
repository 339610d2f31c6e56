# How every target of the project is compiled: warnings as errors, optional sanitizers, ccache, mold.

set(TENURE_SANITIZE "" CACHE STRING "Sanitizers, e.g. address,undefined or thread")

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  # A precompiled header is cached too; its time stamp is not part of what it says.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      CCACHE_NOHASHDIR=1 CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} ${CCACHE_PROGRAM})
endif()

find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM)
  add_link_options(-fuse-ld=mold)
endif()

add_library(tenure_compile INTERFACE)
target_compile_options(tenure_compile INTERFACE
  -Wall -Wextra -Wconversion -Wshadow -Werror -fno-omit-frame-pointer -fpch-preprocess)
# At -O2, g++ 12 sees an overlap in "text" + std::string that cannot be (GCC bug 105651).
target_compile_options(tenure_compile INTERFACE $<$<CONFIG:Release>:-Wno-restrict>)
target_include_directories(tenure_compile INTERFACE ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)

if(TENURE_SANITIZE)
  add_compile_options(-fsanitize=${TENURE_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${TENURE_SANITIZE})
  # What the sanitizers put in confuses these warnings, in the code of the standard library and of FlatBuffers too (GCC
  # manual, -fsanitize); the other builds keep them.
  target_compile_options(tenure_compile INTERFACE -Wno-maybe-uninitialized -Wno-stringop-overread)
  if(TENURE_SANITIZE MATCHES thread)
    # ThreadSanitizer does not know fences. Asio's are not what orders its handlers, its mutexes are; a fence of our own
    # stays an error (-Wtsan).
    add_compile_definitions(BOOST_ASIO_DISABLE_FENCED_BLOCK)
  endif()
endif()

# Under a sanitizer a random story costs three to ten times as much: fewer are told, and every test may take longer.
set(property_runs 100)
set(TENURE_TIMEOUT_FACTOR 1)
if(TENURE_SANITIZE)
  set(property_runs 20)
  set(TENURE_TIMEOUT_FACTOR 4)
endif()
set(TENURE_PROPERTY_RUNS ${property_runs} CACHE STRING "Random cases that each property tries")

# tenure_library(NAME SOURCES... ) declares one folder's library with the project's rules.
function(tenure_library name)
  if(NOT ARGN)
    file(WRITE ${CMAKE_BINARY_DIR}/empty.cpp "")
    set(ARGN ${CMAKE_BINARY_DIR}/empty.cpp)
  endif()
  add_library(${name} STATIC ${ARGN})
  target_link_libraries(${name} PUBLIC tenure_compile)
endfunction()

# tenure_test(NAME FILES... [LIBS libs...]): one GoogleTest binary, one ctest entry; the label is the subset.
function(tenure_test name)
  cmake_parse_arguments(ARG "" "LABEL;TIMEOUT" "SOURCES;LIBS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE tenure_compile ${ARG_LIBS} GTest::gtest GTest::gtest_main GTest::gmock)
  if(NOT ARG_LABEL)
    set(ARG_LABEL fast)
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  add_test(NAME ${name} COMMAND ${name})
  # Properties draw from one seed here, so that a red test is red for everybody; RC_PARAMS in a shell draws anew.
  math(EXPR timeout "${ARG_TIMEOUT} * ${TENURE_TIMEOUT_FACTOR}")
  set_tests_properties(${name} PROPERTIES
    LABELS ${ARG_LABEL} TIMEOUT ${timeout}
    ENVIRONMENT "RC_PARAMS=seed=20261123 max_success=${TENURE_PROPERTY_RUNS}")
  if(TENURE_SANITIZE MATCHES thread)
    set_property(TEST ${name} APPEND PROPERTY ENVIRONMENT
      "TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/cmake/tsan.suppressions")
  endif()
endfunction()
