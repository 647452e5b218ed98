// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace pinweek::sparebytes {

/**
 * One large block of memory that was let go of, for who wants one of about its size right after:
 * pin after pin a picture is read, sent and dropped, and pages that are new to the program cost
 * more than reading the file into them. Any thread.
 */

/** That many bytes with any content. */
QByteArray take(qsizetype size);
/** Kept if nobody else has a part in it and it is large; another one is freed for it. */
void give(QByteArray bytes);
/** Frees what is kept: nothing like it is wanted soon. */
void clear();

} // namespace pinweek::sparebytes
