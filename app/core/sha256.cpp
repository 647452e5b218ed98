// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sha256.h"

#include <QCryptographicHash>
#include <QLibrary>

#include <cstddef>

namespace pinweek {

namespace {

using OneShot = unsigned char *(*)(const unsigned char *, std::size_t, unsigned char *);

constexpr qsizetype digestBytes = 32;

OneShot fromOpenSsl()
{
    static const auto function = [] {
        QLibrary library(QStringLiteral("crypto"), 3);
        return reinterpret_cast<OneShot>(library.resolve("SHA256"));
    }();
    return function;
}

} // namespace

QByteArray sha256Hex(const QByteArray &bytes)
{
    if (const OneShot hash = fromOpenSsl()) {
        QByteArray digest(digestBytes, Qt::Uninitialized);
        if (hash(reinterpret_cast<const unsigned char *>(bytes.constData()),
                 std::size_t(bytes.size()), reinterpret_cast<unsigned char *>(digest.data())))
            return digest.toHex();
    }
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

} // namespace pinweek
