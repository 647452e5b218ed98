# SPDX-License-Identifier: GPL-3.0-or-later
# Little CMS, which comes without a package file of CMake's own: LittleCms::Headers. The library is loaded at run time.
find_path(LITTLECMS_INCLUDE_DIR lcms2.h)
mark_as_advanced(LITTLECMS_INCLUDE_DIR)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LittleCms REQUIRED_VARS LITTLECMS_INCLUDE_DIR)

if(LittleCms_FOUND AND NOT TARGET LittleCms::Headers)
    add_library(LittleCms::Headers INTERFACE IMPORTED)
    set_target_properties(LittleCms::Headers PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${LITTLECMS_INCLUDE_DIR}")
endif()
