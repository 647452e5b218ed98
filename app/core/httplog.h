// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QElapsedTimer>

namespace pinweek {

/**
 * One line in the log for one HTTP exchange: number, verb, status or "no answer", milliseconds and
 * Pinterest's request id. Never an address, a header or a body, since each of them can hold a
 * secret. Any thread.
 */
class HttpLog
{
public:
    explicit HttpLog(QByteArray verb);
    /** @param status HTTP status, 0 for no complete answer. @param requestId `x-pinterest-rid`, may
     * be empty */
    void finished(int status, const QByteArray &requestId) const;

private:
    QByteArray m_verb;
    QElapsedTimer m_timer;
    quint64 m_number;
};

} // namespace pinweek
