# SPDX-License-Identifier: GPL-3.0-or-later
include(PinweekSanitizers)

# No test within one process outlives it, so none has to wait for the disk; those that kill programs do (e2e).
find_library(PINWEEK_NO_SYNC eatmydata)

# pinweek_describe_test(tst_x LEVEL unit [TIMEOUT 60] [ENVIRONMENT NAME=value…])
# What every test of ctest needs, however it is started: a time limit, which PINWEEK_TEST_TIME_FACTOR multiplies; the
# level as its label; the environment. In a build with sanitizers also where their reports go.
function(pinweek_describe_test name)
    cmake_parse_arguments(T "" "LEVEL;TIMEOUT" "ENVIRONMENT" ${ARGN})
    if(NOT T_TIMEOUT)
        set(T_TIMEOUT 120)
    endif()
    set(preload "")
    if(PINWEEK_NO_SYNC AND NOT PINWEEK_SANITIZE AND T_LEVEL MATCHES "^(unit|integration|gui)$")
        set(preload "LD_PRELOAD=${PINWEEK_NO_SYNC}")
    endif()
    math(EXPR timeout "${T_TIMEOUT} * ${PINWEEK_TEST_TIME_FACTOR}")
    # Qt Test ends a function after five minutes by itself.
    math(EXPR function_timeout "300000 * ${PINWEEK_TEST_TIME_FACTOR}")
    set_tests_properties(${name} PROPERTIES
        TIMEOUT ${timeout}
        COST ${timeout} # the longest first, so that none is left alone at the end
        LABELS ${T_LEVEL}
        FIXTURES_REQUIRED "${PINWEEK_SANITIZER_FIXTURE}"
        ENVIRONMENT "TZ=UTC;LC_ALL=C.UTF-8;PINWEEK_TEST_TIME_FACTOR=${PINWEEK_TEST_TIME_FACTOR};${preload};QTEST_FUNCTION_TIMEOUT=${function_timeout};${PINWEEK_SANITIZER_ENVIRONMENT};${T_ENVIRONMENT}")
endfunction()

# pinweek_test(NAME tst_x LEVEL unit SOURCES a.cpp LIBS lib [TIMEOUT 60])
# Declares one Qt Test program, run without a display, with its own runtime directory.
function(pinweek_test)
    cmake_parse_arguments(T "" "NAME;LEVEL;TIMEOUT" "SOURCES;LIBS" ${ARGN})
    add_executable(${T_NAME} ${T_SOURCES})
    target_link_libraries(${T_NAME} PRIVATE pinweek_options ${T_LIBS} Qt6::Test)
    # Precompiled headers hold for one set of macros only: Qt Test defines one that differs by folder, Widgets one more.
    set(kind app)
    if(T_LIBS MATCHES "pinweek_(ui|guisupport|weekscene)")
        set(kind ui)
    endif()
    set(headers pinweek_${T_LEVEL}_${kind}_headers)
    if(NOT TARGET ${headers})
        file(CONFIGURE OUTPUT headers.cpp CONTENT "// Holds precompiled headers of the tests in this folder.\n")
        add_library(${headers} OBJECT "${CMAKE_CURRENT_BINARY_DIR}/headers.cpp")
        target_link_libraries(${headers} PRIVATE pinweek_options pinweek_${kind} Qt6::Test)
        if(kind STREQUAL ui)
            target_precompile_headers(${headers} PRIVATE ${PINWEEK_WIDGET_HEADERS} ${PINWEEK_TEST_HEADERS})
        else()
            target_precompile_headers(${headers} PRIVATE ${PINWEEK_APP_HEADERS} ${PINWEEK_TEST_HEADERS})
        endif()
    endif()
    target_precompile_headers(${T_NAME} REUSE_FROM ${headers})
    add_test(NAME ${T_NAME} COMMAND ${T_NAME})
    pinweek_describe_test(${T_NAME} LEVEL ${T_LEVEL} TIMEOUT ${T_TIMEOUT}
        ENVIRONMENT QT_QPA_PLATFORM=offscreen QT_LOGGING_RULES=qt.qpa.*=false)
endfunction()
