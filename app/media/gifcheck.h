// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace pinweek {

enum class GifState
{
    Whole,
    CutOff,
    Damaged,
};

struct GifCheck
{
    GifState state = GifState::Damaged;
    int frames = 0;
};

/** Walks a GIF: every block up to the trailer is complete. Many real files lack the trailer itself,
 * some have rubbish behind their frames. Nothing is decoded. Any thread. */
GifCheck checkGif(const QByteArray &bytes);

} // namespace pinweek
