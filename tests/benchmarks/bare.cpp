// SPDX-License-Identifier: GPL-3.0-or-later
// The yardstick: a QMainWindow of the size of Pinweek's with nothing in it. Prints "painted" after
// its first paint event; then stays, unless --quit is given.
#include "paintclock.h"

#include <QMainWindow>
#include <QTimer>

#include <cstdio>

int main(int argc, char **argv)
{
    pinweek::bench::PaintClock application(argc, argv);
    QMainWindow window;
    window.setWindowTitle(QStringLiteral("Bare"));
    window.resize(1440, 900);
    application.watch(&window);
    application.painted = [&application] {
        application.watch(nullptr);
        // After this frame is on the screen, as Pinweek says it.
        QTimer::singleShot(0, &application, [] {
            std::fputs("painted\n", stdout);
            std::fflush(stdout);
            if (QCoreApplication::arguments().contains(QStringLiteral("--quit")))
                QCoreApplication::quit();
        });
    };
    window.show();
    return QApplication::exec();
}
