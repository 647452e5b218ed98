// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/httplog.h"

#include "core/logging.h"

#include <atomic>

namespace pinweek {

namespace {

quint64 nextNumber()
{
    static std::atomic<quint64> last{0};
    return ++last;
}

/** A request id is the server's text: only what looks like an id goes into the log. */
QByteArray harmless(const QByteArray &id)
{
    QByteArray clean;
    for (const char c : id.left(64)) {
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-')
            clean += c;
    }
    return clean;
}

} // namespace

HttpLog::HttpLog(QByteArray verb) : m_verb(std::move(verb)), m_number(nextNumber())
{
    m_timer.start();
}

void HttpLog::finished(int status, const QByteArray &requestId) const
{
    const QByteArray outcome = status > 0 ? QByteArray::number(status) : QByteArray("no answer");
    const QByteArray id = harmless(requestId);
    qCInfo(logHttp, "#%llu %s %s %lld ms%s%s", m_number, m_verb.constData(), outcome.constData(),
           static_cast<long long>(m_timer.elapsed()), id.isEmpty() ? "" : " rid ", id.constData());
}

} // namespace pinweek
