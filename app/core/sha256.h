// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace pinweek {

/**
 * SHA-256 of all bytes, as 64 lower-case hexadecimal digits. By OpenSSL's library where it is
 * there, which uses the processor's own instructions and is several times as fast as Qt's code:
 * pictures are hashed whenever they are taken in or sent. It is loaded by the first call, so that
 * a start without pictures does without; Qt loads the same one for TLS. Any thread.
 */
QByteArray sha256Hex(const QByteArray &bytes);

} // namespace pinweek
