// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/writer/keywordmenu.h"

#include <QMouseEvent>

namespace pinweek {

KeywordMenu::KeywordMenu(const QStringList &keywords, QWidget *parent) : QMenu(parent)
{
    setObjectName(QStringLiteral("keywordMenu"));
    setAttribute(Qt::WA_DeleteOnClose);
    if (keywords.isEmpty())
        addAction(tr("No words recur in your pins yet"))->setEnabled(false);
    for (const QString &keyword : keywords) {
        QString shown = keyword;
        shown.replace(QLatin1Char('&'), QStringLiteral("&&"));
        QAction *action = addAction(shown);
        connect(action, &QAction::triggered, this, [this, keyword] { emit chosen(keyword); });
    }
}

void KeywordMenu::mouseReleaseEvent(QMouseEvent *event)
{
    QAction *action = actionAt(event->position().toPoint());
    if (!action || !action->isEnabled() || actions().size() == 1) {
        QMenu::mouseReleaseEvent(event);
        return;
    }
    action->trigger();
    removeAction(action);
    action->deleteLater();
}

} // namespace pinweek
