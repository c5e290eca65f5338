# Compiler options that every target of the project shares.
add_library(penumbra_options INTERFACE)
# Warnings are errors on the compilers that the project is developed with; on a newer one its own false alarms must not stop a
# user's build, so there they are only shown.
set(warnings_as_errors OFF)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" OR CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  set(warnings_as_errors ON)
endif()
option(PENUMBRA_WERROR "Treat warnings as errors" ${warnings_as_errors})
target_compile_options(penumbra_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Woverloaded-virtual
  -Wimplicit-fallthrough $<$<BOOL:${PENUMBRA_WERROR}>:-Werror>
  # Designated initialisers leave out members that have defaults, on purpose.
  -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 and 14 report these from inside their own headers after inlining; clang and the sanitizers watch instead.
  target_compile_options(penumbra_options INTERFACE -Wno-restrict -Wno-maybe-uninitialized -Wno-array-bounds
    -Wno-stringop-overflow -Wno-stringop-overread)
  # The compiler looks for garbage of its own from 256 MB on instead of 128: 4 % less time, at most 40 MB more a file.
  target_compile_options(penumbra_options INTERFACE --param=ggc-min-heapsize=262144)
endif()
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  # libstdc++ 12's own std::stable_sort calls std::get_temporary_buffer, which clang reports at our call.
  target_compile_options(penumbra_options INTERFACE -Wno-deprecated-declarations)
endif()
if(PENUMBRA_SANITIZE)
  add_compile_options(-fsanitize=${PENUMBRA_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${PENUMBRA_SANITIZE})
endif()
find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # SLOPPINESS: what ccache asks for before it keeps objects that a precompiled header went into (its manual, "Precompiled
  # headers"). DEPEND: it takes the headers from the compiler's own list instead of preprocessing each file once more, a
  # twentieth of a build that finds nothing in the cache.
  set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_DEPEND=1 ${CCACHE})
endif()

# The tests are some seventy programs, and the system's own linker takes a tenth of a whole build for them.
find_program(MOLD mold)
option(PENUMBRA_MOLD "Link with mold where it is installed" ON)
if(PENUMBRA_MOLD AND MOLD AND (CMAKE_CXX_COMPILER_ID MATCHES "Clang" OR CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 12.1))
  add_link_options(-fuse-ld=mold)
endif()
