// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/embeddedtitle.h"

#include <QFile>
#include <QXmlStreamReader>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

constexpr qint64 lookedInto = 1024 * 1024; // bytes
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

} // namespace

QString xmpTitle(const QByteArray &bytes)
{
    constexpr QByteArrayView begin("<x:xmpmeta");
    constexpr QByteArrayView end("</x:xmpmeta>");
    const qsizetype from = bytes.indexOf(begin);
    const qsizetype to = from < 0 ? -1 : bytes.indexOf(end, from);
    if (to < 0)
        return {};
    QXmlStreamReader xml(bytes.mid(from, to + end.size() - from));
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == "title"_L1 &&
            xml.namespaceUri() == dublinCore)
            return readTitle(xml);
    }
    return {};
}

QString embeddedTitle(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? xmpTitle(file.read(lookedInto)) : QString();
}

} // namespace pinweek
