// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/rowspeech.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QEvent>
#include <QScrollBar>
#include <QTreeView>

#include <utility>

namespace pinweek {

RowSpeech::RowSpeech(QAbstractItemView *view, KeyOf keyOf, int column)
    : QObject(view), m_view(view), m_keyOf(std::move(keyOf)), m_column(column)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &RowSpeech::look);
    const QAbstractItemModel *model = view->model();
    connect(model, &QAbstractItemModel::dataChanged, this, &RowSpeech::lookSoon);
    connect(model, &QAbstractItemModel::rowsInserted, this, &RowSpeech::lookSoon);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &RowSpeech::lookSoon);
    connect(model, &QAbstractItemModel::layoutChanged, this, &RowSpeech::lookSoon);
    connect(model, &QAbstractItemModel::modelReset, this, &RowSpeech::lookSoon);
    connect(view->verticalScrollBar(), &QScrollBar::valueChanged, this, &RowSpeech::lookSoon);
    view->installEventFilter(this);
}

/** What comes into sight has to be known before it changes. */
bool RowSpeech::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show || event->type() == QEvent::Resize)
        lookSoon();
    return QObject::eventFilter(watched, event);
}

void RowSpeech::lookSoon()
{
    if (QAccessible::isActive())
        m_soon.start();
}

void RowSpeech::look()
{
    const QHash<QString, QString> before = std::exchange(m_told, {});
    if (!m_view->isVisible())
        return;
    const QRect seen = m_view->viewport()->rect();
    const auto *tree = qobject_cast<const QTreeView *>(m_view);
    QModelIndex index = m_view->indexAt(seen.topLeft());
    if (!index.isValid()) // a gap
        index = m_view->model()->index(0, m_column, m_view->rootIndex());
    while (index.isValid()) {
        index = index.siblingAtColumn(m_column);
        const QRect place = m_view->visualRect(index);
        if (place.top() > seen.bottom())
            break;
        const QString key = m_keyOf(index);
        if (!key.isEmpty() && place.bottom() >= seen.top()) {
            const QString words = index.data(Qt::AccessibleTextRole).toString();
            m_told.insert(key, words);
            if (const auto known = before.constFind(key);
                known != before.constEnd() && *known != words)
                tell(index);
        }
        index = tree ? tree->indexBelow(index) : index.siblingAtRow(index.row() + 1);
    }
}

void RowSpeech::tell(const QModelIndex &index) const
{
    QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(m_view);
    const QPoint place = m_view->viewport()->mapToGlobal(m_view->visualRect(index).center());
    QAccessibleInterface *row = spoken ? spoken->childAt(place.x(), place.y()) : nullptr;
    if (!row)
        return;
    QAccessibleEvent event(row, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&event);
}

} // namespace pinweek
