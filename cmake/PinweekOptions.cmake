# SPDX-License-Identifier: GPL-3.0-or-later
# One INTERFACE target that every target of the project links: language level, warnings, strict Qt.
add_library(pinweek_options INTERFACE)
target_compile_features(pinweek_options INTERFACE cxx_std_20)
target_compile_options(pinweek_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough
    $<$<BOOL:${PINWEEK_WERROR}>:-Werror>)
# For ccache, which otherwise keeps nothing that was compiled with a precompiled header.
target_compile_options(pinweek_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
target_compile_definitions(pinweek_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH
    QT_DISABLE_DEPRECATED_BEFORE=0x060400
    PINWEEK_VERSION="${PROJECT_VERSION}")
target_include_directories(pinweek_options INTERFACE "${PROJECT_SOURCE_DIR}/app" "${PROJECT_SOURCE_DIR}")

if(PINWEEK_SANITIZE)
    target_compile_options(pinweek_options INTERFACE -fsanitize=${PINWEEK_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
    target_link_options(pinweek_options INTERFACE -fsanitize=${PINWEEK_SANITIZE})
endif()

if(PINWEEK_FUZZ)
    if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
        message(FATAL_ERROR "PINWEEK_FUZZ needs clang: cmake --preset fuzz")
    endif()
    target_compile_options(pinweek_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

find_program(PINWEEK_MOLD mold)
if(PINWEEK_MOLD)
    target_link_options(pinweek_options INTERFACE -fuse-ld=mold)
endif()
