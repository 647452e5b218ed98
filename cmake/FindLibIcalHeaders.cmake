# SPDX-License-Identifier: GPL-3.0-or-later
# The headers of libical, without the library, which is loaded at run time: LibIcal::Headers.
find_path(LIBICAL_INCLUDE_DIR libical/ical.h)
mark_as_advanced(LIBICAL_INCLUDE_DIR)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibIcalHeaders REQUIRED_VARS LIBICAL_INCLUDE_DIR)

if(LibIcalHeaders_FOUND AND NOT TARGET LibIcal::Headers)
    add_library(LibIcal::Headers INTERFACE IMPORTED)
    set_target_properties(LibIcal::Headers PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${LIBICAL_INCLUDE_DIR}")
endif()
