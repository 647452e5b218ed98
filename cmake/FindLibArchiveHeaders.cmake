# SPDX-License-Identifier: GPL-3.0-or-later
# The headers of libarchive, without the library, which is loaded at run time: LibArchive::Headers.
find_path(LIBARCHIVE_INCLUDE_DIR archive.h)
mark_as_advanced(LIBARCHIVE_INCLUDE_DIR)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibArchiveHeaders REQUIRED_VARS LIBARCHIVE_INCLUDE_DIR)

if(LibArchiveHeaders_FOUND AND NOT TARGET LibArchive::Headers)
    add_library(LibArchive::Headers INTERFACE IMPORTED)
    set_target_properties(LibArchive::Headers PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${LIBARCHIVE_INCLUDE_DIR}")
endif()
