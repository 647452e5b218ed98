// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"
#include "planner/pineditor.h"

#include <QObject>

class QWidget;

namespace pinweek {

class Workspace;
struct RespacedPin;

/**
 * The verbs that choose times: schedule to next slots, shuffle, respace, one pin to many boards.
 * What moves several pins to times that cannot be seen beforehand is shown first. Main thread;
 * never blocks.
 */
class Planning : public QObject
{
    Q_OBJECT

public:
    /** @param window  parent of the dialogs */
    Planning(Workspace &workspace, QWidget *window);

    void scheduleToNextSlots(const QList<PinId> &pins);
    /** What a hand puts there, or copies of it: each at the next free time from there on. */
    void putOnNextSlots(const QList<PinId> &pins, const WallTime &from, bool copy);
    void shuffle(const QList<PinId> &pins);
    /** @param pins  empty: all that are to come of the account */
    void respace(AccountId account, const QList<PinId> &pins);
    void toManyBoards(PinId pin);

signals:
    /** What happened, or why not. `undoable`: offer Undo beside it. */
    void message(const QString &text, bool undoable);

private:
    void showRespaced(const QList<RespacedPin> &pins, bool several);
    void tellSlots(const Result<EditOutcome> &result, int asked);

    Workspace &m_workspace;
    QWidget *m_window;
};

} // namespace pinweek
