// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace pinweek {

/**
 * SIGINT and SIGTERM as a Qt signal in the main thread, so that the program can end what it began.
 * Only the first of each: a second one ends the process at once, for who can't wait. One such
 * object a process, alive until it ends.
 */
class EndSignals : public QObject
{
    Q_OBJECT

public:
    explicit EndSignals(QObject *parent = nullptr);

signals:
    void endWanted();
};

} // namespace pinweek
