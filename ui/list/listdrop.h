// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/drops/paneldrop.h"

#include <QObject>

class QDropEvent;
class QWidget;

namespace pinweek {

class DropHint;
class ThemeManager;
class Workspace;

/** Images that are dropped on the list: it has no places of time, so they go to the next free ones.
 * Cards are refused, since the list's order is that of a column. */
class ListDrop : public QObject
{
    Q_OBJECT

public:
    ListDrop(Workspace &workspace, ThemeManager &theme, QWidget *list);

signals:
    void imagesDropped(const pinweek::DroppedContent &content);
    void refused(const QString &why);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void enter(QDropEvent &event);
    bool answer(QDropEvent &event);
    void drop(QDropEvent &event);

    Workspace &m_workspace;
    QWidget *m_list;
    DropHint *m_hint;
    PanelDrag m_drag;
};

} // namespace pinweek
