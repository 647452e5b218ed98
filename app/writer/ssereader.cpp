// SPDX-License-Identifier: GPL-3.0-or-later
#include "writer/ssereader.h"

#include <utility>

namespace pinweek {

QList<QByteArray> SseReader::add(QByteArrayView bytes)
{
    QList<QByteArray> events;
    for (const char c : bytes) {
        if (std::exchange(m_wasReturn, c == '\r') && c == '\n')
            continue;
        if (c == '\r' || c == '\n')
            line(std::exchange(m_line, {}), events);
        else
            m_line.append(c);
    }
    return events;
}

QList<QByteArray> SseReader::end()
{
    QList<QByteArray> events;
    if (!m_line.isEmpty())
        line(std::exchange(m_line, {}), events);
    line({}, events);
    return events;
}

void SseReader::line(const QByteArray &given, QList<QByteArray> &events)
{
    QByteArray text = given;
    if (std::exchange(m_isFirst, false) && text.startsWith("\xEF\xBB\xBF"))
        text.remove(0, 3);
    if (text.isEmpty()) {
        if (std::exchange(m_hasData, false))
            events.append(std::exchange(m_data, {}));
        return;
    }
    const qsizetype colon = text.indexOf(':');
    const QByteArray field = colon < 0 ? text : text.left(colon);
    if (field != "data")
        return;
    QByteArray value = colon < 0 ? QByteArray() : text.mid(colon + 1);
    if (value.startsWith(' '))
        value.remove(0, 1);
    m_data += std::exchange(m_hasData, true) ? '\n' + value : value;
}

} // namespace pinweek
