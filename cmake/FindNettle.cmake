# SPDX-License-Identifier: GPL-3.0-or-later
# GNU Nettle, which comes without a package file of CMake's own: Nettle::Nettle.
find_path(NETTLE_INCLUDE_DIR nettle/sha2.h)
# One hash of the whole library is used: linked in, it costs the start no search for 400 symbols of the others.
find_library(NETTLE_LIBRARY NAMES libnettle.a nettle)
mark_as_advanced(NETTLE_INCLUDE_DIR NETTLE_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Nettle REQUIRED_VARS NETTLE_LIBRARY NETTLE_INCLUDE_DIR)

if(Nettle_FOUND AND NOT TARGET Nettle::Nettle)
    add_library(Nettle::Nettle UNKNOWN IMPORTED)
    set_target_properties(Nettle::Nettle PROPERTIES
        IMPORTED_LOCATION "${NETTLE_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${NETTLE_INCLUDE_DIR}")
endif()
