// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <cstddef>
#include <cstdint>

// Each program of this folder reads what strangers wrote, as the program does with such bytes, and
// ends itself where it finds what may never be. libFuzzer gives it the bytes, or mutations.cpp.

/** Of libFuzzer; 0: go on. */
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace pinweek::fuzz {

/** What has to hold, whatever the bytes are. */
inline void require(bool holds, const char *what)
{
    if (!holds)
        qFatal("%s", what);
}

inline QByteArray bytesOf(const std::uint8_t *data, std::size_t size)
{
    return {reinterpret_cast<const char *>(data), qsizetype(size)};
}

} // namespace pinweek::fuzz
