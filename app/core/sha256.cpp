// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sha256.h"

#include <QCryptographicHash>
#include <QLibrary>

#include <cstddef>

namespace pinweek {

namespace {

constexpr qsizetype digestBytes = 32;

/** The part of libcrypto's EVP interface that is used; see its manual, EVP_DigestInit(3). */
struct OpenSsl
{
    using Context = struct EvpMdContext;
    Context *(*make)() = nullptr;
    void (*release)(Context *) = nullptr;
    const void *(*sha256)() = nullptr;
    int (*begin)(Context *, const void *, void *) = nullptr;
    int (*update)(Context *, const void *, std::size_t) = nullptr;
    int (*end)(Context *, unsigned char *, unsigned int *) = nullptr;

    OpenSsl()
    {
        QLibrary library(QStringLiteral("crypto"), 3);
        isThere =
            take(library, make, "EVP_MD_CTX_new") && take(library, release, "EVP_MD_CTX_free") &&
            take(library, sha256, "EVP_sha256") && take(library, begin, "EVP_DigestInit_ex") &&
            take(library, update, "EVP_DigestUpdate") && take(library, end, "EVP_DigestFinal_ex");
    }

    template<typename Function>
    static bool take(QLibrary &library, Function &function, const char *name)
    {
        function = reinterpret_cast<Function>(library.resolve(name));
        return function != nullptr;
    }

    bool isThere = false;
};

const OpenSsl &openSsl()
{
    static const OpenSsl functions;
    return functions;
}

} // namespace

struct Sha256::Private
{
    OpenSsl::Context *context = nullptr;
    bool failed = false;
    QCryptographicHash qt{QCryptographicHash::Sha256}; // without a context
};

Sha256::Sha256() : d(std::make_unique<Private>())
{
    const OpenSsl &ssl = openSsl();
    if (!ssl.isThere)
        return;
    d->context = ssl.make();
    if (d->context && ssl.begin(d->context, ssl.sha256(), nullptr) != 1) {
        ssl.release(d->context);
        d->context = nullptr;
    }
}

Sha256::~Sha256()
{
    if (d->context)
        openSsl().release(d->context);
}

void Sha256::add(QByteArrayView bytes)
{
    if (d->context)
        d->failed |=
            openSsl().update(d->context, bytes.constData(), std::size_t(bytes.size())) != 1;
    else
        d->qt.addData(bytes);
}

QByteArray Sha256::hex()
{
    if (!d->context)
        return d->qt.result().toHex();
    QByteArray digest(digestBytes, Qt::Uninitialized);
    d->failed |=
        openSsl().end(d->context, reinterpret_cast<unsigned char *>(digest.data()), nullptr) != 1;
    return d->failed ? QByteArray() : digest.toHex();
}

QByteArray sha256Hex(const QByteArray &bytes)
{
    Sha256 hash;
    hash.add(bytes);
    const QByteArray hex = hash.hex();
    return hex.isEmpty() ? QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex()
                         : hex;
}

} // namespace pinweek
