// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

namespace pinweek::heifwire {

/**
 * What pinweek-heif answers on its standard output: this head, `profileBytes` of an ICC profile,
 * and, asked for the picture, `width` × `height` pixels of four values each (red, green, blue,
 * alpha), line after line without a gap. A value is a byte, or a word in the machine's order where
 * `bitsPerValue` is 16. Both sides are of one build and run on one machine.
 */
struct Head
{
    static constexpr std::uint32_t rightMagic = 0x3146'4850; // "PHF1"

    std::uint32_t magic = rightMagic;
    std::uint32_t width = 0; // px, as the picture is seen: turned, mirrored and cut by the file
    std::uint32_t height = 0;
    std::uint32_t bitsPerValue = 8;
    std::uint32_t hasAlpha = 0;
    std::uint32_t isPremultiplied = 0;
    /** Code of the transfer function, ITU-T H.273 table 3; 2: not said. */
    std::uint32_t transfer = 2;
    /** x and y of red, green, blue and white; all 0: not said. */
    std::array<float, 8> primaries{};
    std::uint32_t profileBytes = 0;
};

/** Exit codes of pinweek-heif. */
enum Exit : int
{
    Read = 0,
    Damaged = 1,  // whatever libheif says against the file
    Misused = 2,  // by its arguments, or nobody reads
    TooLarge = 3, // for the limit given
};

} // namespace pinweek::heifwire
