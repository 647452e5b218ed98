// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sparebytes.h"

#include <mutex>
#include <utility>

namespace pinweek::sparebytes {

namespace {

// Smaller ones the heap keeps by itself; see keepMemorySmall().
constexpr qsizetype largeFrom = 128 * 1024;

struct Shelf
{
    std::mutex mutex;
    QByteArray kept;

    QByteArray exchange(QByteArray bytes)
    {
        const std::lock_guard lock(mutex);
        return std::exchange(kept, std::move(bytes));
    }
};

Shelf &shelf()
{
    static Shelf one;
    return one;
}

} // namespace

QByteArray take(qsizetype size)
{
    if (size < largeFrom)
        return {size, Qt::Uninitialized};
    QByteArray bytes = shelf().exchange({});
    if (bytes.capacity() < size || bytes.capacity() / 2 > size)
        return {size, Qt::Uninitialized};
    bytes.resize(size);
    return bytes;
}

void give(QByteArray bytes)
{
    if (bytes.isDetached() && bytes.capacity() >= largeFrom)
        shelf().exchange(std::move(bytes));
}

void clear()
{
    shelf().exchange({});
}

} // namespace pinweek::sparebytes
