# SPDX-License-Identifier: GPL-3.0-or-later
# pinweek_test(NAME tst_x LEVEL unit SOURCES a.cpp LIBS lib [TIMEOUT 60])
# Declares one Qt Test program, run without a display, with its own runtime directory.
function(pinweek_test)
    cmake_parse_arguments(T "" "NAME;LEVEL;TIMEOUT" "SOURCES;LIBS" ${ARGN})
    if(NOT T_TIMEOUT)
        set(T_TIMEOUT 120)
    endif()
    add_executable(${T_NAME} ${T_SOURCES})
    target_link_libraries(${T_NAME} PRIVATE pinweek_options ${T_LIBS} Qt6::Test)
    add_test(NAME ${T_NAME} COMMAND ${T_NAME})
    set_tests_properties(${T_NAME} PROPERTIES
        TIMEOUT ${T_TIMEOUT}
        LABELS ${T_LEVEL}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;TZ=UTC;LC_ALL=C.UTF-8;QT_LOGGING_RULES=qt.qpa.*=false")
endfunction()
