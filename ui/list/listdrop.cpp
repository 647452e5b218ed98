// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/list/listdrop.h"

#include "ui/pins/pinmime.h"
#include "ui/widgets/drophint.h"
#include "workspace/workspace.h"

#include <QDragEnterEvent>
#include <QWidget>

namespace pinweek {

ListDrop::ListDrop(Workspace &workspace, ThemeManager &theme, QWidget *list)
    : QObject(list), m_workspace(workspace), m_list(list), m_hint(new DropHint(theme, list))
{
    list->setAcceptDrops(true);
    list->installEventFilter(this);
}

bool ListDrop::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::DragEnter:
        enter(*static_cast<QDropEvent *>(event));
        return true;
    case QEvent::DragMove:
        answer(*static_cast<QDropEvent *>(event));
        return true;
    case QEvent::DragLeave:
        m_hint->hide();
        return true;
    case QEvent::Drop:
        drop(*static_cast<QDropEvent *>(event));
        return true;
    default:
        return QObject::eventFilter(watched, event);
    }
}

void ListDrop::enter(QDropEvent &event)
{
    m_drag = lookAtDrag(event.mimeData(), m_workspace);
    if (m_drag.isOurs() && m_drag.refusal.isEmpty())
        m_drag.refusal = tr("Cards can't be dropped on the list. Change the time in its cell.");
    answer(event);
    // Also what will be refused enters, so that it can be said why; moves then decide.
    event.setDropAction(m_drag.isOurs() ? Qt::MoveAction : Qt::CopyAction);
    event.accept();
}

bool ListDrop::answer(QDropEvent &event)
{
    const QPoint pos = event.position().toPoint();
    if (!m_drag.refusal.isEmpty()) {
        m_hint->showAt(pos, m_drag.refusal, true);
        event.ignore();
        return false;
    }
    const int count =
        m_drag.content.kind == DroppedContent::Kind::Files ? int(m_drag.content.paths.size()) : 1;
    m_hint->showAt(pos, tr("%n new pin(s) at the next free times", nullptr, count), false);
    // A Move would let the other program delete the user's file (interaction.md 8).
    event.setDropAction(Qt::CopyAction);
    event.accept();
    return true;
}

void ListDrop::drop(QDropEvent &event)
{
    const bool fits = answer(event);
    m_hint->hide();
    if (!fits) {
        emit refused(m_drag.refusal);
        return;
    }
    // Of images only the kind was looked at so far.
    const DroppedContent content = m_drag.content.kind == DroppedContent::Kind::Files
                                       ? m_drag.content
                                       : pinmime::decode(event.mimeData(), m_workspace.directory());
    if (content.kind == DroppedContent::Kind::Nothing)
        emit refused(tr("The image could not be read."));
    else
        emit imagesDropped(content);
}

} // namespace pinweek
