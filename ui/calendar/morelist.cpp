// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/morelist.h"

#include "calendar/cardpainter.h"
#include "theme/theme.h"

#include <QApplication>
#include <QListWidget>
#include <QMouseEvent>
#include <QScreen>
#include <QVBoxLayout>

namespace pinweek {

namespace {

constexpr int listWidth = 240;
constexpr int mostRowsShown = 10;
constexpr int pinRole = Qt::UserRole; // qint64: PinId

} // namespace

MoreList::MoreList(ThemeManager &theme, QWidget *parent)
    : QFrame(parent, Qt::Popup), m_theme(theme), m_list(new QListWidget(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("moreFrame"));
    setStyleSheet(QStringLiteral("#moreFrame { background: %1; border: 1px solid %2; }")
                      .arg(m_theme.theme().surface.name(), m_theme.theme().controlEdge.name()));
    m_list->setObjectName(QStringLiteral("moreListWidget"));
    m_list->setAccessibleName(tr("More pins at this time"));
    m_list->setIconSize(QSize(16, 16));
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->viewport()->installEventFilter(this);
    connect(m_list, &QListWidget::itemActivated, this, &MoreList::choose);
    auto *box = new QVBoxLayout(this);
    box->setContentsMargins(metrics::space1, metrics::space1, metrics::space1, metrics::space1);
    box->addWidget(m_list);
}

void MoreList::setCard(const CardContent &content, const QString &spoken)
{
    const Theme &theme = m_theme.theme();
    QListWidgetItem *item = itemOf(content.pin);
    if (!item) {
        item = new QListWidgetItem(m_list);
        item->setData(pinRole, content.pin.value);
    }
    QString words = content.title.isEmpty() ? tr("Untitled") : content.title.simplified();
    if (content.isUploading) // before the title, which may be cut
        words = QStringLiteral("%1 · %2").arg(content.notice, words);
    item->setText(QStringLiteral("%1  %2").arg(content.time, words));
    item->setIcon(themeIcon(stateIconName(content),
                            content.missed ? theme.retrying : theme.statusColour(content.status)));
    item->setData(Qt::AccessibleTextRole, spoken);
    item->setToolTip(spoken);
}

bool MoreList::holds(PinId pin) const
{
    return itemOf(pin) != nullptr;
}

QListWidgetItem *MoreList::itemOf(PinId pin) const
{
    for (int row = 0; row < m_list->count(); ++row) {
        if (pinOf(m_list->item(row)) == pin)
            return m_list->item(row);
    }
    return nullptr;
}

void MoreList::showAt(QPoint globalPos)
{
    const int rows = qMin(m_list->count(), mostRowsShown);
    const QSize size(listWidth, rows * metrics::rowHeight + 2 * metrics::space2);
    const QRect screen = parentWidget()->screen()->availableGeometry();
    const int x = qBound(screen.left(), globalPos.x(), screen.right() - size.width());
    const int y =
        qBound(screen.top(), globalPos.y() + metrics::space1, screen.bottom() - size.height());
    setGeometry(QRect(QPoint(x, y), size));
    show();
    m_list->setCurrentRow(0);
    m_list->setFocus(Qt::PopupFocusReason);
}

PinId MoreList::pinOf(const QListWidgetItem *item)
{
    return {item ? item->data(pinRole).toLongLong() : 0};
}

void MoreList::choose(QListWidgetItem *item)
{
    const PinId pin = pinOf(item);
    close();
    if (pin.isValid())
        emit chosen(pin);
}

bool MoreList::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonPress) {
        m_pressedAt = static_cast<QMouseEvent *>(event)->position().toPoint();
    } else if (event->type() == QEvent::MouseMove && m_pressedAt) {
        const QPoint pos = static_cast<QMouseEvent *>(event)->position().toPoint();
        const PinId pin = pinOf(m_list->itemAt(*m_pressedAt));
        if (pin.isValid() &&
            (pos - *m_pressedAt).manhattanLength() >= QApplication::startDragDistance()) {
            m_pressedAt.reset();
            close();
            emit dragged(pin);
            return true;
        }
    } else if (event->type() == QEvent::MouseButtonRelease && m_pressedAt) {
        QListWidgetItem *item = m_list->itemAt(*m_pressedAt);
        m_pressedAt.reset();
        if (item) {
            choose(item);
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace pinweek
