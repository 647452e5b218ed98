// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>

namespace pinweek {

/**
 * When to store what is being typed: once the typing rests, and while it doesn't rest, each time
 * that half a second's worth of it waits. So with half a second more for the write, a crash or a
 * power cut loses no more than a second of it. Main thread.
 */
class TypingPause : public QObject
{
    Q_OBJECT

public:
    /** @param rest  without a key, until a run of typing counts as ended; less than a second */
    explicit TypingPause(std::chrono::milliseconds rest, QObject *parent = nullptr);

    /** A key was pressed. */
    void typed();
    /** The run of typing ends here: it is stored by another way, or not at all. */
    void stop();
    /** A run of typing goes on. */
    [[nodiscard]] bool isRunning() const { return m_rest.isActive(); }

signals:
    /** Store what was typed; the run of typing goes on where isRunning(). */
    void due();

private:
    QTimer m_rest;
    QTimer m_limit; // from the first key that due() wasn't emitted for
};

} // namespace pinweek
