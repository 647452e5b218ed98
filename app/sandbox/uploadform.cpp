// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/uploadform.h"

#include <algorithm>

namespace pinweek::sandbox {

namespace {

constexpr qsizetype fileBegin = 8;
constexpr qsizetype largestPartHead = 8 * 1024;
constexpr qsizetype largestText = 20 * 1024; // as the storage has it for all fields but the file

/** The value of a parameter such as name="…"; quotes are asked for only around what needs them. */
QByteArray parameterOf(const QByteArray &header, const QByteArray &name)
{
    for (const QByteArray &part : header.split(';').mid(1)) {
        const QByteArray text = part.trimmed();
        if (!text.toLower().startsWith(name + '='))
            continue;
        QByteArray value = text.mid(name.size() + 1);
        if (value.size() >= 2 && value.startsWith('"') && value.endsWith('"'))
            value = value.mid(1, value.size() - 2);
        return value;
    }
    return {};
}

QByteArray headerOf(const QByteArray &head, const QByteArray &name)
{
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).trimmed().toLower() == name)
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

} // namespace

UploadForm::UploadForm(const QByteArray &contentType)
{
    const QByteArray boundary = parameterOf(contentType, "boundary");
    if (boundary.isEmpty() || boundary.size() > 70)
        wrong("the form has no usable boundary");
    m_delimiter = "\r\n--" + boundary;
    // The first one has no line break before it.
    m_buffer = "\r\n";
}

void UploadForm::take(QByteArrayView piece)
{
    if (m_step == Step::Wrong)
        return;
    m_buffer.append(piece);
    while (goOn()) {
    }
}

QByteArray UploadForm::problem() const
{
    if (!m_problem.isEmpty())
        return m_problem;
    return m_step == Step::Ended ? QByteArray() : QByteArray("the form ends too early");
}

bool UploadForm::isVideo() const
{
    // The type of the file's first box (ISO/IEC 14496-12), after its length.
    static const QList<QByteArray> types{"ftyp", "moov", "mdat", "wide", "free", "skip"};
    return types.contains(m_fileBegin.mid(4, 4));
}

/** False: more bytes are needed, or it is over. */
bool UploadForm::goOn()
{
    switch (m_step) {
    case Step::Begin:
        if (m_buffer.size() < m_delimiter.size())
            return false;
        if (!m_buffer.startsWith(m_delimiter))
            return wrong("the form does not begin with its boundary");
        take(m_delimiter.size());
        m_step = Step::AfterDelimiter;
        return true;
    case Step::AfterDelimiter:
        return readDelimiter();
    case Step::Head:
        return readPartHead();
    case Step::Text:
        return readText();
    case Step::File:
        return readFile();
    case Step::Ended:
        if (m_buffer.trimmed().isEmpty())
            return false;
        return wrong("something follows the end of the form");
    case Step::Wrong:
        break;
    }
    return false;
}

bool UploadForm::readDelimiter()
{
    if (m_buffer.size() < 2)
        return false;
    if (m_buffer.startsWith("--"))
        m_step = Step::Ended;
    else if (!m_buffer.startsWith("\r\n"))
        return wrong("a boundary is followed by something else than a line break");
    else if (m_hasFile)
        return wrong("the file has to be the last part");
    else
        m_step = Step::Head;
    take(2);
    return true;
}

bool UploadForm::readPartHead()
{
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return m_buffer.size() > largestPartHead ? wrong("the head of a part is too long") : false;
    const QByteArray head = m_buffer.left(end);
    take(end + 4);
    const QByteArray disposition = headerOf(head, "content-disposition");
    m_name = parameterOf(disposition, "name");
    if (!disposition.startsWith("form-data") || m_name.isEmpty())
        return wrong("a part has no name");
    const bool isRepeated =
        std::any_of(m_fields.begin(), m_fields.end(),
                    [this](const auto &field) { return field.first == m_name; });
    if (isRepeated)
        return wrong("a part is given twice");
    if (m_name == "file") {
        m_hasFile = true;
        m_fileName = parameterOf(disposition, "filename");
        m_fileType = headerOf(head, "content-type");
        m_step = Step::File;
    } else if (!parameterOf(disposition, "filename").isEmpty()) {
        return wrong("a text part has a file name");
    } else {
        m_step = Step::Text;
    }
    return true;
}

bool UploadForm::readText()
{
    const qsizetype end = m_buffer.indexOf(m_delimiter);
    if (end < 0)
        return m_buffer.size() > largestText ? wrong("a text part is too long") : false;
    m_fields.append({m_name, m_buffer.left(end)});
    take(end + m_delimiter.size());
    m_step = Step::AfterDelimiter;
    return true;
}

bool UploadForm::readFile()
{
    const qsizetype end = m_buffer.indexOf(m_delimiter);
    // What may be the beginning of the delimiter stays.
    const qsizetype known =
        end >= 0 ? end : std::max<qsizetype>(0, m_buffer.size() - m_delimiter.size());
    m_hash.add(QByteArrayView(m_buffer.constData(), known));
    if (m_fileBegin.size() < fileBegin)
        m_fileBegin += m_buffer.left(std::min(known, fileBegin - m_fileBegin.size()));
    m_fileBytes += known;
    take(end >= 0 ? end + m_delimiter.size() : known);
    if (end < 0)
        return false;
    m_step = Step::AfterDelimiter;
    return true;
}

bool UploadForm::wrong(const QByteArray &why)
{
    m_step = Step::Wrong;
    m_problem = why;
    m_buffer.clear();
    return false;
}

void UploadForm::take(qsizetype count)
{
    m_buffer.remove(0, count);
}

} // namespace pinweek::sandbox
