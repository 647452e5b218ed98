// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>

#include <functional>
#include <vector>

namespace pinweek::bench {

/** An application that times the paint events of one widget. */
class PaintClock : public QApplication
{
public:
    using QApplication::QApplication;

    /** From now on this widget's paint events are timed; null: none. */
    void watch(QObject *widget) { m_widget = widget; }
    /** Called after each timed paint event. */
    std::function<void()> painted;
    /** Milliseconds of each timed paint event. */
    std::vector<double> times;

    bool notify(QObject *receiver, QEvent *event) override
    {
        if (receiver != m_widget || event->type() != QEvent::Paint)
            return QApplication::notify(receiver, event);
        QElapsedTimer timer;
        timer.start();
        const bool handled = QApplication::notify(receiver, event);
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
        if (painted)
            painted();
        return handled;
    }

private:
    QObject *m_widget = nullptr;
};

} // namespace pinweek::bench
