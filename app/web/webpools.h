// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QThreadPool;

namespace pinweek {

// Workers for what strangers send. Not Qt's global pool, which Qt's own painting waits for: a page
// that takes long must not hold the window up, nor what is published meanwhile. Any thread.

/** Reads one page at a time. */
QThreadPool &pagePool();
/** Looks at a picture's size, or decodes it; a HEIC or AVIF waits for another process. */
QThreadPool &pagePicturePool();

} // namespace pinweek
