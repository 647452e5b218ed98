# SPDX-License-Identifier: GPL-3.0-or-later
# How tests run in a build with sanitizers (PINWEEK_SANITIZE): sets PINWEEK_SANITIZER_ENVIRONMENT, what the programs must
# find in their environment, and PINWEEK_SANITIZER_FIXTURE, what each test requires. Both are empty in other builds.
#
# Reports go to files, because a test does not always see the output or the exit code of a program that it started. After
# the last test, the test `sanitizer_reports` prints them and fails if there are any. UndefinedBehaviorSanitizer, beside
# AddressSanitizer, writes to the error output all the same.
set(PINWEEK_SANITIZER_ENVIRONMENT "")
set(PINWEEK_SANITIZER_FIXTURE "")
if(NOT PINWEEK_SANITIZE)
    return()
endif()

set(reports "${PROJECT_BINARY_DIR}/sanitizer-reports")
set(to_files "log_path=${reports}/report:log_exe_name=1")
set(PINWEEK_SANITIZER_FIXTURE sanitizer_reports)
list(APPEND PINWEEK_SANITIZER_ENVIRONMENT
    "ASAN_OPTIONS=${to_files}:detect_stack_use_after_return=1:check_initialization_order=1"
    "LSAN_OPTIONS=suppressions=${CMAKE_CURRENT_LIST_DIR}/leaks.supp:print_suppressions=0"
    "UBSAN_OPTIONS=${to_files}:print_stacktrace=1"
    "TSAN_OPTIONS=${to_files}:second_deadlock_stack=1:history_size=7:die_after_fork=0:suppressions=${PROJECT_SOURCE_DIR}/tests/support/tsan.supp")

set(script "${CMAKE_CURRENT_LIST_DIR}/SanitizerReports.cmake")
add_test(NAME sanitizer_no_old_reports COMMAND "${CMAKE_COMMAND}" -DREPORTS=${reports} -DCLEAR=ON -P "${script}")
add_test(NAME sanitizer_reports COMMAND "${CMAKE_COMMAND}" -DREPORTS=${reports} -P "${script}")
set_tests_properties(sanitizer_no_old_reports PROPERTIES FIXTURES_SETUP sanitizer_reports)
set_tests_properties(sanitizer_reports PROPERTIES FIXTURES_CLEANUP sanitizer_reports)
