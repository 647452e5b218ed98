// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/requestbody.h"

#include "core/openfile.h"
#include "core/sha256.h"
#include "core/sparebytes.h"

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

void encodeOneByOne(const char *from, qint64 groups, char *to)
{
    const auto *bytes = reinterpret_cast<const uchar *>(from);
    for (; groups > 0; --groups, bytes += groupBytes, to += groupLetters) {
        const uint bits = uint(bytes[0]) << 16 | uint(bytes[1]) << 8 | bytes[2];
        std::memcpy(to, pairs[bits >> 12].data(), 2);
        std::memcpy(to + 2, pairs[bits & 0xFFF].data(), 2);
    }
}

#if defined(__GNUC__) && defined(__x86_64__)

/**
 * Eight groups in one step, with the instructions of AVX2. The letters are reckoned: those of a run
 * follow each other in ASCII, and each run begins so many places after the one before it.
 * @returns how many groups were encoded; a few are left over
 */
[[gnu::target("avx2")]] qint64 encodeEightByEight(const char *from, qint64 groups, char *to)
{
    using Half [[gnu::vector_size(16)]] = qint8;
    using Bytes [[gnu::vector_size(32)]] = qint8;
    using Letter [[gnu::vector_size(32)]] = quint8; // sums of it wrap
    using Words [[gnu::vector_size(32)]] = quint32;
    constexpr qint64 inHalf = 4;
    constexpr qint64 atOnce = 2 * inHalf;
    constexpr qint64 read = 10; // groups that the second load of 16 bytes touches; it uses 12 bytes
    qint64 done = 0;
    for (; groups - done >= read; done += atOnce) {
        Half first;
        Half second;
        std::memcpy(&first, from + done * groupBytes, sizeof first);
        std::memcpy(&second, from + (done + inHalf) * groupBytes, sizeof second);
        Bytes bytes = __builtin_shufflevector(first, second, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
                                              12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
                                              25, 26, 27, 28, 29, 30, 31);
        // Each group's last byte first, as the processor keeps numbers.
        bytes =
            __builtin_shufflevector(bytes, bytes, 2, 1, 0, 0, 5, 4, 3, 3, 8, 7, 6, 6, 11, 10, 9, 9,
                                    18, 17, 16, 16, 21, 20, 19, 19, 24, 23, 22, 22, 27, 26, 25, 25);
        const auto bits = reinterpret_cast<Words>(bytes);
        const Words numbers = (bits >> 18 & 0x3F) | (bits >> 4 & 0x3F00) | (bits << 10 & 0x3F0000) |
                              (bits << 24 & 0x3F000000);
        const auto number = reinterpret_cast<Bytes>(numbers);
        Letter letter = reinterpret_cast<Letter>(number) + quint8('A');
        letter += reinterpret_cast<Letter>(number > 25) & quint8('a' - ('Z' + 1));
        letter += reinterpret_cast<Letter>(number > 51) & quint8('0' - ('z' + 1));
        letter += reinterpret_cast<Letter>(number > 61) & quint8('+' - ('9' + 1));
        letter += reinterpret_cast<Letter>(number > 62) & quint8('/' - ('+' + 1));
        std::memcpy(to + done * groupLetters, &letter, sizeof letter);
    }
    return done;
}

bool canEightByEight()
{
    static const bool can = __builtin_cpu_supports("avx2");
    return can;
}

void encodeGroups(const char *from, qint64 groups, char *to)
{
    const qint64 done = canEightByEight() ? encodeEightByEight(from, groups, to) : 0;
    encodeOneByOne(from + done * groupBytes, groups - done, to + done * groupLetters);
}

#else

void encodeGroups(const char *from, qint64 groups, char *to)
{
    encodeOneByOne(from, groups, to);
}

#endif

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

RequestBody::RequestBody(QByteArray before, QByteArray file, QByteArray after,
                         QByteArray fileSha256)
    : m_before(std::move(before))
    , m_file(std::move(file))
    , m_after(std::move(after))
    , m_fileSha256(std::move(fileSha256))
{
}

RequestBody::~RequestBody()
{
    sparebytes::give(std::move(m_file));
}

RequestBody RequestBody::ofFile(std::shared_ptr<const OpenFile> file)
{
    RequestBody body;
    body.m_open = std::move(file);
    return body;
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
    return (m_open ? m_open->size() : 0) + m_before.size() + base64Size() + m_after.size() +
           (m_rest ? m_rest->size() : 0);
}

qint64 RequestBody::read(qint64 position, char *to, qint64 most) const
{
    const qint64 count = std::clamp<qint64>(size() - position, 0, most);
    const qint64 beforeAt = m_open ? m_open->size() : 0;
    const qint64 fileAt = beforeAt + m_before.size();
    const qint64 afterAt = fileAt + base64Size();
    const qint64 restAt = afterAt + m_after.size();
    qint64 done = 0;
    while (done < count) {
        const qint64 at = position + done;
        const qint64 left = count - done;
        if (at < beforeAt) {
            const qint64 wanted = std::min(left, beforeAt - at);
            const qint64 got = m_open->read(at, to + done, wanted);
            done += got;
            if (got < wanted)
                return done;
        } else if (at < fileAt) {
            done += copy(m_before, at - beforeAt, to + done, left);
        } else if (at < afterAt) {
            const qint64 letters = std::min(left, afterAt - at);
            encode(m_file, at - fileAt, to + done, letters);
            done += letters;
        } else if (at < restAt) {
            done += copy(m_after, at - afterAt, to + done, left);
        } else {
            const qint64 got = m_rest->read(at - restAt, to + done, left);
            done += got;
            if (got < left)
                return done;
        }
    }
    return count;
}

QByteArray RequestBody::sha256() const
{
    Sha256 hash;
    addTo(hash);
    return hash.hex();
}

void RequestBody::addTo(Sha256 &hash) const
{
    if (m_open) {
        std::array<char, hashedAtOnce> piece;
        qint64 position = 0;
        while (const qint64 count = m_open->read(position, piece.data(), hashedAtOnce)) {
            hash.add(QByteArrayView(piece.data(), count));
            position += count;
        }
    }
    hash.add(m_before);
    if (!m_file.isEmpty())
        hash.add(m_fileSha256.isEmpty() ? sha256Hex(m_file) : m_fileSha256);
    hash.add(m_after);
    if (m_rest)
        m_rest->addTo(hash);
}

QByteArray RequestBody::whole() const
{
    QByteArray bytes(size(), Qt::Uninitialized);
    read(0, bytes.data(), bytes.size());
    return bytes;
}

} // namespace pinweek
