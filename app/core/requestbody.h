// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <memory>

namespace pinweek {

class OpenFile;
class Sha256;

/**
 * The bytes of a request: a text, or a text around a file that is sent as standard Base64 (RFC
 * 4648, padded), or as it lies on the disk. The Base64 is made where it is read, a piece at a time:
 * the whole of it, a third longer than the file, is never in memory. A value; copies share their
 * bytes. Any thread.
 */
class RequestBody
{
public:
    RequestBody() = default;
    RequestBody(const RequestBody &) = default;
    RequestBody(RequestBody &&) = default;
    RequestBody &operator=(const RequestBody &) = default;
    RequestBody &operator=(RequestBody &&) = default;
    /** The last one of a file gives its memory to sparebytes. */
    ~RequestBody();
    RequestBody(QByteArray text) : m_before(std::move(text)) {} // what most bodies are
    /** @param fileSha256  of the file, hex, where it is known; else it is taken when it is asked
     * for */
    RequestBody(QByteArray before, QByteArray file, QByteArray after, QByteArray fileSha256 = {});
    /** A file as it is, which is read where the body is: however large, it takes no memory. */
    static RequestBody ofFile(std::shared_ptr<const OpenFile> file);

    /** These bytes and then those of `rest`, for several files. */
    [[nodiscard]] RequestBody followedBy(RequestBody rest) const;

    [[nodiscard]] qint64 size() const;
    [[nodiscard]] bool isEmpty() const { return size() == 0; }
    /** Copies what begins at `position` to `to`, at most `most` bytes; fewer only at the end, or
     * where a file on the disk has become shorter or can't be read.
     * @returns how many */
    qint64 read(qint64 position, char *to, qint64 most) const;
    /** Of what is sent, with the SHA-256 of a file in the place of its Base64: most often it is
     * known, since the file was just compared with it. 64 lower-case hexadecimal digits. */
    [[nodiscard]] QByteArray sha256() const;
    /** All of it; for bodies that are known to be small. */
    [[nodiscard]] QByteArray whole() const;

private:
    void addTo(Sha256 &hash) const;
    [[nodiscard]] qint64 base64Size() const;

    QByteArray m_before;
    QByteArray m_file;
    QByteArray m_after;
    QByteArray m_fileSha256;                   // empty: not known
    std::shared_ptr<const OpenFile> m_open;    // before `m_before`; null: none
    std::shared_ptr<const RequestBody> m_rest; // null: nothing more
};

} // namespace pinweek
