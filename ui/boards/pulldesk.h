// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/board.h"

#include <QObject>

class QWidget;

namespace pinweek {

class PublishedPull;
class Workspace;

/** Brings published pins of a board in, from the window: says what that means, shows how far it
 * is, and what came. One board at a time. Main thread. */
class PullDesk : public QObject
{
    Q_OBJECT

public:
    PullDesk(Workspace &workspace, QWidget *window);

    /** It is at Pinterest, and the account is signed in. */
    [[nodiscard]] bool canPull(const Board &board) const;
    /** Asks first. */
    void ask(const Board &board);
    void pull(const Board &board);

signals:
    /** One sentence for the status bar. */
    void message(const QString &text);

private:
    Workspace &m_workspace;
    QWidget *m_window;
    PublishedPull *m_pull = nullptr;
};

} // namespace pinweek
