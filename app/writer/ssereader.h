// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace pinweek {

/**
 * Reads server-sent events from bytes as they come, in pieces of any size. Only the data of events
 * matters here: their names and ids are passed over, as are comments.
 * Source: HTML Living Standard 9.2.6.
 */
class SseReader
{
public:
    /** The data of the events that these bytes complete; several lines of one are joined by \n. */
    QList<QByteArray> add(QByteArrayView bytes);
    /** What is left once no more comes: an event that lacks its blank line. */
    QList<QByteArray> end();

private:
    void line(const QByteArray &text, QList<QByteArray> &events);

    QByteArray m_line;
    QByteArray m_data;
    bool m_hasData = false;
    bool m_isFirst = true;    // a byte order mark may stand before the first line
    bool m_wasReturn = false; // \r ended a line; a \n that follows belongs to it
};

} // namespace pinweek
