// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sha256.h"
#include "sandbox/http.h"

#include <QByteArray>
#include <QList>
#include <QPair>

namespace pinweek::sandbox {

/**
 * Reads multipart/form-data (RFC 7578) as it comes in: text parts, and at most one file, which is
 * only hashed, so that a video of 2 GB takes no memory. Strict: the file part is called "file" and
 * comes last, names are not repeated, and the closing delimiter is there.
 */
class UploadForm : public BodySink
{
public:
    /** @param contentType  the request's header, with the boundary */
    explicit UploadForm(const QByteArray &contentType);

    void take(QByteArrayView piece) override;

    /** Why it is no such form, in English; empty once it came whole and right. */
    [[nodiscard]] QByteArray problem() const;
    [[nodiscard]] const QList<QPair<QByteArray, QByteArray>> &fields() const { return m_fields; }
    [[nodiscard]] bool hasFile() const { return m_hasFile; }
    [[nodiscard]] QByteArray fileName() const { return m_fileName; }
    [[nodiscard]] QByteArray fileType() const { return m_fileType; }
    /** Its first bytes are those of an MP4, MOV or M4V file. */
    [[nodiscard]] bool isVideo() const;
    [[nodiscard]] qint64 fileBytes() const { return m_fileBytes; }
    /** Lower-case hex; once. */
    [[nodiscard]] QByteArray fileSha256() { return m_hash.hex(); }

private:
    enum class Step
    {
        Begin,
        Head,
        Text,
        File,
        AfterDelimiter,
        Ended,
        Wrong
    };
    bool goOn();
    bool readDelimiter();
    bool readPartHead();
    bool readText();
    bool readFile();
    bool wrong(const QByteArray &why);
    void take(qsizetype count);

    QByteArray m_delimiter; // with the line break before it
    QByteArray m_buffer;
    Step m_step = Step::Begin;
    QByteArray m_problem;
    QByteArray m_name; // of the text part that is being read
    QList<QPair<QByteArray, QByteArray>> m_fields;
    bool m_hasFile = false;
    QByteArray m_fileName;
    QByteArray m_fileType;
    QByteArray m_fileBegin; // at most 8 bytes
    qint64 m_fileBytes = 0;
    Sha256 m_hash;
};

} // namespace pinweek::sandbox
