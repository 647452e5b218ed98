// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/embeddedtitle.h"

#include "media/exifdata.h"
#include "media/heifimage.h"
#include "media/imagedecode.h"
#include "media/jpegsegments.h"
#include "media/localfile.h"

#include <QFile>
#include <QRegularExpression>
#include <QStringDecoder>
#include <QtEndian>
#include <QXmlStreamReader>

#include <algorithm>
#include <limits>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

constexpr qint64 mostRead = 64 * 1024 * 1024;  // bytes, of a whole file
constexpr qint64 readOfEnds = 2 * 1024 * 1024; // of each end of a larger one
constexpr qsizetype longestPacket = 1024 * 1024;
constexpr qsizetype longestText = 500;   // a title takes 100
constexpr qsizetype longestValue = 4096; // bytes
constexpr auto dublinCore = "http://purl.org/dc/elements/1.1/"_L1;

/** Of what is in dc:title, the text for any language, else the first. */
QString readTitle(QXmlStreamReader &xml)
{
    QString first;
    while (xml.readNext() != QXmlStreamReader::Invalid && !xml.atEnd()) {
        if (xml.isEndElement() && xml.name() == "title"_L1)
            break;
        if (!xml.isStartElement() || xml.name() != "li"_L1)
            continue;
        const bool isDefault = xml.attributes().value("xml:lang"_L1).compare("x-default"_L1) == 0;
        const QString text =
            xml.readElementText(QXmlStreamReader::IncludeChildElements).simplified();
        if (isDefault && !text.isEmpty())
            return text;
        if (first.isEmpty())
            first = text;
    }
    return first;
}

/** UTF-8 where it can be, else Latin-1, which old programs wrote. */
QString textOf(QByteArrayView bytes)
{
    bytes = bytes.first(std::min(bytes.size(), longestValue));
    if (const qsizetype end = bytes.indexOf('\0'); end >= 0)
        bytes = bytes.first(end);
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString text = utf8.decode(bytes);
    return utf8.hasError() ? QString::fromLatin1(bytes) : text;
}

/** What stands in pictures that nobody gave a title. */
bool isByTheMaker(const QString &title)
{
    static const QRegularExpression known(
        u"\\A(([\\w.]+ )*digital (still )?camera|sony dsc|dsc|dcim|samsung( camera pictures)?|"
        "exif_jpeg_picture|jpeg picture|screen ?shot( .*\\d.*)?|created by .*|processed with .*|"
        "default|untitled|ascii|binary comment|hdrpl|cof|maker:.*|\\W*)\\z"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    return known.match(title).hasMatch();
}

/** As one line; empty where nobody wrote it. */
QString asTitle(const QString &text)
{
    const QString title = oneLineName(text.left(longestText));
    return isByTheMaker(title) ? QString() : title;
}

/** Source: IPTC-NAA Information Interchange Model 4, dataset 2:05. */
QString objectName(QByteArrayView iptc)
{
    constexpr char mark = 0x1C;
    constexpr uchar application = 2;
    constexpr uchar name = 5;
    qsizetype at = 0;
    while (at + 5 <= iptc.size() && iptc.at(at) == mark) {
        const qsizetype length = qFromBigEndian<quint16>(iptc.data() + at + 3);
        if (length > iptc.size() - at - 5) // of an extended one too
            break;
        if (uchar(iptc.at(at + 1)) == application && uchar(iptc.at(at + 2)) == name)
            return textOf(iptc.sliced(at + 5, length));
        at += 5 + length;
    }
    return {};
}

/** The blocks that Photoshop puts into a JPEG. Source: Adobe Photoshop File Formats. */
QString titleOfBlocks(QByteArrayView blocks)
{
    constexpr quint16 iptcBlock = 0x0404;
    qsizetype at = 0;
    while (at + 7 <= blocks.size() && blocks.sliced(at, 4) == "8BIM") {
        const auto kind = qFromBigEndian<quint16>(blocks.data() + at + 4);
        const qsizetype nameBytes = 1 + uchar(blocks.at(at + 6));
        at += 6 + nameBytes + nameBytes % 2;
        if (at + 4 > blocks.size())
            break;
        const qsizetype length = qFromBigEndian<quint32>(blocks.data() + at);
        at += 4;
        if (length > blocks.size() - at)
            break;
        if (kind == iptcBlock)
            return objectName(blocks.sliced(at, length));
        at += length + length % 2;
    }
    return {};
}

QString iptcTitle(QByteArrayView jpeg)
{
    constexpr uchar photoshopMark = 0xED;
    constexpr QByteArrayView head("Photoshop 3.0\0", 14);
    QString title;
    forEachJpegSegment(jpeg, [&](uchar marker, QByteArrayView content) {
        if (marker == photoshopMark && content.startsWith(head))
            title = titleOfBlocks(content.sliced(head.size()));
        return title.isEmpty();
    });
    return title;
}

QString exifTitle(QByteArrayView exif)
{
    constexpr quint16 imageDescription = 0x010E;
    constexpr quint16 windowsTitle = 0x9C9B; // UTF-16, little-endian in any file
    QString described;
    QString titled;
    forEachExifEntry(exif, [&](const ExifEntry &entry) {
        if (entry.tag == imageDescription)
            described = textOf(entry.value);
        else if (entry.tag == windowsTitle)
            titled = QStringDecoder(QStringDecoder::Utf16LE)
                         .decode(entry.value.first(std::min(entry.value.size(), longestValue)));
        return true;
    });
    if (const qsizetype end = titled.indexOf(QChar(u'\0')); end >= 0)
        titled.truncate(end);
    titled = asTitle(titled);
    return titled.isEmpty() ? asTitle(described) : titled;
}

QString formatOf(const QByteArray &bytes)
{
    if (bytes.startsWith("\xFF\xD8"))
        return u"jpeg"_s;
    if (bytes.startsWith("\x89PNG"))
        return u"png"_s;
    if (bytes.startsWith("RIFF"))
        return u"webp"_s;
    return QString::fromLatin1(heifFormat(bytes));
}

} // namespace

QString xmpTitle(const QByteArray &bytes)
{
    constexpr QByteArrayView begin("<x:xmpmeta");
    constexpr QByteArrayView end("</x:xmpmeta>");
    const qsizetype from = bytes.indexOf(begin);
    const qsizetype to = from < 0 ? -1 : bytes.indexOf(end, from);
    if (to < 0 || to - from > longestPacket)
        return {};
    QXmlStreamReader xml(bytes.mid(from, to + end.size() - from));
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == "title"_L1 &&
            xml.namespaceUri() == dublinCore)
            return readTitle(xml);
    }
    return {};
}

QString titleIn(const QByteArray &bytes)
{
    QString title = asTitle(xmpTitle(bytes));
    const QString format = formatOf(bytes);
    if (title.isEmpty() && format == "jpeg"_L1)
        title = asTitle(iptcTitle(bytes));
    return title.isEmpty() ? exifTitle(exifOf(bytes, format)) : title;
}

QString embeddedTitle(const QString &path)
{
    const auto file = openLocalFile(path, path, std::numeric_limits<qint64>::max());
    if (!file)
        return {};
    if ((*file)->size() <= mostRead)
        return titleIn((*file)->readAll());
    const QString title = titleIn((*file)->read(readOfEnds));
    if (!title.isEmpty() || !(*file)->seek((*file)->size() - readOfEnds))
        return title;
    return asTitle(xmpTitle((*file)->read(readOfEnds)));
}

} // namespace pinweek
