// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sha256.h"

#include <nettle/sha2.h>

#include <cstddef>

namespace pinweek {

namespace {

const uint8_t *dataOf(QByteArrayView bytes)
{
    return reinterpret_cast<const uint8_t *>(bytes.data());
}

} // namespace

struct Sha256::Private
{
    sha256_ctx context;
};

Sha256::Sha256() : d(std::make_unique<Private>())
{
    sha256_init(&d->context);
}

Sha256::~Sha256() = default;

void Sha256::add(QByteArrayView bytes)
{
    sha256_update(&d->context, std::size_t(bytes.size()), dataOf(bytes));
}

QByteArray Sha256::hex()
{
    QByteArray digest(SHA256_DIGEST_SIZE, Qt::Uninitialized);
    sha256_digest(&d->context, SHA256_DIGEST_SIZE, reinterpret_cast<uint8_t *>(digest.data()));
    return digest.toHex();
}

QByteArray sha256Hex(const QByteArray &bytes)
{
    Sha256 hash;
    hash.add(bytes);
    return hash.hex();
}

} // namespace pinweek
