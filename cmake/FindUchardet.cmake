# SPDX-License-Identifier: GPL-3.0-or-later
# uchardet, which has no package file for CMake in Debian 12: Uchardet::Uchardet.
find_path(UCHARDET_INCLUDE_DIR uchardet/uchardet.h)
find_library(UCHARDET_LIBRARY NAMES uchardet)
mark_as_advanced(UCHARDET_INCLUDE_DIR UCHARDET_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Uchardet REQUIRED_VARS UCHARDET_LIBRARY UCHARDET_INCLUDE_DIR)

if(Uchardet_FOUND AND NOT TARGET Uchardet::Uchardet)
    add_library(Uchardet::Uchardet UNKNOWN IMPORTED)
    set_target_properties(Uchardet::Uchardet PROPERTIES
        IMPORTED_LOCATION "${UCHARDET_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${UCHARDET_INCLUDE_DIR}")
endif()
