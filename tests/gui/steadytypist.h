// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QList>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <chrono>

namespace pinweek::test {

/** Types a text into a field, a letter every 40 ms and never a pause, while the event loop runs. */
class SteadyTypist : public QObject
{
public:
    SteadyTypist(QWidget *field, const QString &text)
    {
        m_clock.start();
        connect(&m_timer, &QTimer::timeout, this, [this, field, text] {
            QTest::keyClick(field, text.at(m_at.size()).toLatin1());
            m_at.append(m_clock.elapsed());
            if (m_at.size() == text.size())
                m_timer.stop();
        });
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.start(40);
    }

    [[nodiscard]] bool isTyping() const { return m_timer.isActive(); }
    /** How many letters were typed by so long ago. */
    [[nodiscard]] qsizetype typedBefore(std::chrono::milliseconds age) const
    {
        const qint64 then = m_clock.elapsed() - age.count();
        return std::count_if(m_at.begin(), m_at.end(), [then](qint64 at) { return at <= then; });
    }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    QList<qint64> m_at; // of each letter, ms
};

} // namespace pinweek::test
