# SPDX-License-Identifier: GPL-3.0-or-later
# The headers of libxml2, without the library, which is loaded at run time: LibXml2::Headers.
find_path(LIBXML2_INCLUDE_DIR libxml/HTMLparser.h PATH_SUFFIXES libxml2)
mark_as_advanced(LIBXML2_INCLUDE_DIR)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibXml2Headers REQUIRED_VARS LIBXML2_INCLUDE_DIR)

if(LibXml2Headers_FOUND AND NOT TARGET LibXml2::Headers)
    add_library(LibXml2::Headers INTERFACE IMPORTED)
    set_target_properties(LibXml2::Headers PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${LIBXML2_INCLUDE_DIR}")
endif()
