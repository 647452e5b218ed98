// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "planner/pineditor.h"
#include "ui/pins/pinmime.h"

#include <QObject>

namespace pinweek {

class DropDesk;
class PinVerbs;
class Workspace;

/**
 * Cut, copy and paste: cards between weeks, views and windows of one workspace, and images, files
 * and addresses of images from other programs. Pasting does what dropping at that place does. Main
 * thread.
 */
class PinClipboard : public QObject
{
    Q_OBJECT

public:
    PinClipboard(Workspace &workspace, DropDesk &desk, PinVerbs &verbs, QObject *parent);

    /** Also as text, title and link, for other programs. */
    void copy(const QList<PinId> &pins);
    /** They stay where they are until they are pasted, once. */
    void cut(const QList<PinId> &pins);
    /** At the target's time, several keep their intervals; without a time to Unscheduled. */
    void paste(const DropTarget &target);
    /** Onto a board or section: pins get it, images become drafts of it. */
    void pasteOnBoard(const DropTarget &target);

    /** In the fields of this form the keys for cut and copy are the pin's as long as no text is
     * marked: a click on a card puts the cursor there. */
    void shareKeysWith(QWidget *form);

signals:
    /** What is painted as on its way; empty when it was pasted or something else was copied. */
    void cutChanged(const QList<pinweek::PinId> &pins);
    /** Several of which one has no time: each at the next free time from there on. */
    void nextFreeWanted(const QList<pinweek::PinId> &pins, const pinweek::WallTime &from,
                        bool copy);
    void message(const QString &text, bool undoable);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void put(const QList<PinId> &pins, bool cut);
    /** What is on the clipboard, after saying what can't be pasted; nothing then. */
    [[nodiscard]] DroppedContent usable();
    [[nodiscard]] QList<Pin> read(const QList<PinId> &pins) const;
    void pastePins(const DroppedContent &content, const std::optional<WallTime> &at);
    void follow();

    Workspace &m_workspace;
    DropDesk &m_desk;
    PinVerbs &m_verbs;
    bool m_showsCut = false;
};

} // namespace pinweek
