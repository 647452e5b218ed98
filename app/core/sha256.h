// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <memory>

namespace pinweek {

/**
 * SHA-256 of bytes that come in pieces. By the Nettle library, which uses the processor's own
 * instructions and is several times as fast as Qt's code: pictures are hashed whenever they are
 * taken in or sent. One thread at a time.
 */
class Sha256
{
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256 &) = delete;
    Sha256 &operator=(const Sha256 &) = delete;

    void add(QByteArrayView bytes);
    /** 64 lower-case hexadecimal digits; what is added later is of another hash. */
    [[nodiscard]] QByteArray hex();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/** The same of bytes that are all there. Any thread. */
QByteArray sha256Hex(const QByteArray &bytes);

} // namespace pinweek
