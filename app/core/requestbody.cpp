// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/requestbody.h"

#include "core/sha256.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace pinweek {

namespace {

// A group is three bytes of the file and four letters of the text.
constexpr qint64 groupBytes = 3;
constexpr qint64 groupLetters = 4;
constexpr qint64 hashedAtOnce = 16 * 1024; // bytes; stays in the processor's cache

using Letters = std::array<char, 2>;

/** The two letters of each twelve bits: half as many steps as with one letter at a time. */
constexpr std::array<Letters, 4096> pairsOfLetters()
{
    constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::array<Letters, 4096> pairs{};
    for (std::size_t bits = 0; bits < pairs.size(); ++bits)
        pairs[bits] = {alphabet[bits / 64], alphabet[bits % 64]};
    return pairs;
}

constexpr std::array<Letters, 4096> pairs = pairsOfLetters();

void encodeGroups(const char *from, qint64 groups, char *to)
{
    const auto *bytes = reinterpret_cast<const uchar *>(from);
    for (; groups > 0; --groups, bytes += groupBytes, to += groupLetters) {
        const uint bits = uint(bytes[0]) << 16 | uint(bytes[1]) << 8 | bytes[2];
        std::memcpy(to, pairs[bits >> 12].data(), 2);
        std::memcpy(to + 2, pairs[bits & 0xFFF].data(), 2);
    }
}

/** One group; the last is filled up with "=". */
std::array<char, groupLetters> encodedGroup(const QByteArray &file, qint64 group)
{
    std::array<char, groupBytes> bytes{};
    const qint64 count = std::min(groupBytes, file.size() - group * groupBytes);
    std::memcpy(bytes.data(), file.constData() + group * groupBytes, std::size_t(count));
    std::array<char, groupLetters> letters{};
    encodeGroups(bytes.data(), 1, letters.data());
    std::fill(letters.begin() + count + 1, letters.end(), '=');
    return letters;
}

/** Letters of the file's Base64 from `position` on; all `wanted` of them are there. */
void encode(const QByteArray &file, qint64 position, char *to, qint64 wanted)
{
    while (wanted > 0) {
        const qint64 group = position / groupLetters;
        const qint64 within = position % groupLetters;
        const qint64 full = std::min(wanted / groupLetters, file.size() / groupBytes - group);
        qint64 taken = full * groupLetters;
        if (within == 0 && full > 0) {
            encodeGroups(file.constData() + group * groupBytes, full, to);
        } else {
            const std::array<char, groupLetters> letters = encodedGroup(file, group);
            taken = std::min(groupLetters - within, wanted);
            std::memcpy(to, letters.data() + within, std::size_t(taken));
        }
        position += taken;
        to += taken;
        wanted -= taken;
    }
}

qint64 copy(const QByteArray &from, qint64 position, char *to, qint64 most)
{
    const qint64 count = std::min(most, from.size() - position);
    std::memcpy(to, from.constData() + position, std::size_t(count));
    return count;
}

} // namespace

RequestBody::RequestBody(QByteArray before, QByteArray file, QByteArray after)
    : m_before(std::move(before)), m_file(std::move(file)), m_after(std::move(after))
{
}

qint64 RequestBody::base64Size() const
{
    return (m_file.size() + groupBytes - 1) / groupBytes * groupLetters;
}

RequestBody RequestBody::followedBy(RequestBody rest) const
{
    RequestBody whole = *this;
    whole.m_rest = std::make_shared<const RequestBody>(m_rest ? m_rest->followedBy(std::move(rest))
                                                              : std::move(rest));
    return whole;
}

qint64 RequestBody::size() const
{
    return m_before.size() + base64Size() + m_after.size() + (m_rest ? m_rest->size() : 0);
}

qint64 RequestBody::read(qint64 position, char *to, qint64 most) const
{
    const qint64 count = std::clamp<qint64>(size() - position, 0, most);
    const qint64 fileAt = m_before.size();
    const qint64 afterAt = fileAt + base64Size();
    const qint64 restAt = afterAt + m_after.size();
    qint64 done = 0;
    while (done < count) {
        const qint64 at = position + done;
        const qint64 left = count - done;
        if (at < fileAt) {
            done += copy(m_before, at, to + done, left);
        } else if (at < afterAt) {
            const qint64 letters = std::min(left, afterAt - at);
            encode(m_file, at - fileAt, to + done, letters);
            done += letters;
        } else if (at < restAt) {
            done += copy(m_after, at - afterAt, to + done, left);
        } else {
            done += m_rest->read(at - restAt, to + done, left);
        }
    }
    return count;
}

QByteArray RequestBody::sha256() const
{
    Sha256 hash;
    std::array<char, hashedAtOnce> piece;
    qint64 position = 0;
    while (const qint64 count = read(position, piece.data(), hashedAtOnce)) {
        hash.add(QByteArrayView(piece.data(), count));
        position += count;
    }
    return hash.hex();
}

QByteArray RequestBody::whole() const
{
    QByteArray bytes(size(), Qt::Uninitialized);
    read(0, bytes.data(), bytes.size());
    return bytes;
}

} // namespace pinweek
