// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace pinweek {

/** A drawing of resources/icons as the build recorded it (theme/iconpictures/main.cpp). */
struct IconPicture
{
    const char *name;     // of its file, without ".svg"
    bool hasOwnColours;   // else its strokes are black, and stand for any colour
    QByteArrayView bytes; // of a QPicture, 24 x 24 units
};

/** All of them, sorted by name. */
extern const IconPicture iconPictures[];
extern const qsizetype iconPictureCount;

} // namespace pinweek
