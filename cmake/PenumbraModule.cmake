# Code that neither reads lists nor searches them, and test code: g++ takes a third less time for it than with -O2 (with -O1 a
# fifth less). clang's -Og is its -O1 and saves little.
set(penumbra_quick_to_compile $<$<AND:$<CXX_COMPILER_ID:GNU>,$<NOT:$<CONFIG:Debug>>>:-Og>)

# penumbra_module(NAME [COLD] SOURCES a.cc b.cc [DEPENDS module...] [LIBS lib...])
#
# A module is one static library `penumbra_NAME` made of the files of src/NAME. DEPENDS names the modules whose headers it
# may include; private third-party libraries go to LIBS. tools/check_layers checks the includes against the layer map.
# COLD: no answer waits for its code, only for what it calls.
function(penumbra_module name)
  cmake_parse_arguments(ARG "COLD" "" "SOURCES;DEPENDS;LIBS" ${ARGN})
  add_library(penumbra_${name} STATIC ${ARG_SOURCES})
  target_include_directories(penumbra_${name} PUBLIC ${CMAKE_SOURCE_DIR}/include ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(penumbra_${name} PRIVATE penumbra_options ${ARG_LIBS})
  if(ARG_COLD)
    target_compile_options(penumbra_${name} PRIVATE ${penumbra_quick_to_compile})
  endif()
  foreach(dependency IN LISTS ARG_DEPENDS)
    target_link_libraries(penumbra_${name} PUBLIC penumbra_${dependency})
  endforeach()
endfunction()

# What every test includes, compiled once for all of them: it takes four seconds, a test without it half a second more.
# Only test code is compiled so; what it tests is compiled as in the program.
function(penumbra_test_options target)
  target_link_libraries(${target} PRIVATE penumbra_options GTest::gmock)
  # Without -fpch-preprocess ccache would take every object that a precompiled header went into for new.
  target_compile_options(${target} PRIVATE $<$<NOT:$<CONFIG:Debug>>:-O1> ${penumbra_quick_to_compile}
    $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
endfunction()
function(penumbra_test_headers)
  # A program that does nothing, because a library would be compiled with -fPIC and the tests are with -fPIE.
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/test_headers.cc CONTENT "int main() {}\n" @ONLY)
  add_executable(test_headers EXCLUDE_FROM_ALL ${CMAKE_BINARY_DIR}/test_headers.cc)
  penumbra_test_options(test_headers)
  target_precompile_headers(test_headers PRIVATE <gtest/gtest.h> <gmock/gmock.h> <string> <vector> <string_view>)
endfunction()

# penumbra_test(NAME SOURCES a_test.cc ... [DEPENDS module...] [LIBS lib...] [LABELS quick])
#
# One GoogleTest program per folder of tests/, run by CTest as `NAME`. The repository root is passed as PENUMBRA_SOURCE_DIR;
# tests that need ../shared/data look for it there and skip with a message where it is absent.
function(penumbra_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;LIBS;LABELS" ${ARGN})
  add_executable(${name}_test ${ARG_SOURCES})
  target_compile_definitions(${name}_test PRIVATE PENUMBRA_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  penumbra_test_options(${name}_test)
  target_link_libraries(${name}_test PRIVATE GTest::gtest_main ${ARG_LIBS})
  foreach(dependency IN LISTS ARG_DEPENDS)
    target_link_libraries(${name}_test PRIVATE penumbra_${dependency})
  endforeach()
  target_include_directories(${name}_test PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_precompile_headers(${name}_test REUSE_FROM test_headers)
  add_test(NAME ${name} COMMAND ${name}_test)
  set(labels ${ARG_LABELS})
  if(NOT labels)
    set(labels quick)
  endif()
  set_tests_properties(${name} PROPERTIES LABELS "${labels}" TIMEOUT 600)
endfunction()
