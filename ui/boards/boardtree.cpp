// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/boards/boardtree.h"

#include "ui/boards/boardmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/drophint.h"
#include "workspace/workspace.h"

#include <QCursor>
#include <QDragEnterEvent>
#include <QPainter>
#include <QShortcut>
#include <QStyle>

namespace pinweek {

namespace {
constexpr int stripeWidth = 4; // px
constexpr int stripeHeight = 16;
constexpr int markSize = 14;
constexpr int indent = 16;
constexpr int lastWidth = 34; // columns of numbers
constexpr int nextWidth = 30;
constexpr int columnsHeight = 18;
constexpr int expandDelay = 600; // ms
} // namespace

BoardDelegate::BoardDelegate(ThemeManager &theme, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme)
{
}

void BoardDelegate::setDropRow(const QModelIndex &index)
{
    m_dropRow = index;
}

void BoardDelegate::paintGround(QPainter &painter, const QRect &row, const QModelIndex &index,
                                QStyle::State state) const
{
    const Theme &theme = m_theme.theme();
    const bool dropping = m_dropRow.isValid() && m_dropRow == index;
    const QRectF box = QRectF(row).adjusted(1, 1, -1, -1);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    if (dropping || state.testFlag(QStyle::State_Selected))
        painter.setBrush(theme.selection);
    else if (state.testFlag(QStyle::State_MouseOver))
        painter.setBrush(theme.hover());
    if (dropping || state.testFlag(QStyle::State_HasFocus))
        painter.setPen(QPen(theme.accent, 2));
    painter.drawRoundedRect(box, metrics::controlRadius, metrics::controlRadius);
    painter.restore();
}

QSize BoardDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, metrics::rowHeight};
}

void BoardDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const Theme &theme = m_theme.theme();
    const bool rtl = option.direction == Qt::RightToLeft;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QRect line = option.rect.adjusted(metrics::space1, 0, -metrics::space2, 0);
    if (rtl)
        line = option.rect.adjusted(metrics::space2, 0, -metrics::space1, 0);
    const auto take = [&line](int width, bool atLeft, int gap) {
        QRect part = line;
        if (atLeft) {
            part.setWidth(width);
            line.setLeft(part.right() + 1 + gap);
        } else {
            part.setLeft(line.right() - width + 1);
            line.setRight(part.left() - 1 - gap);
        }
        return part;
    };
    const auto centred = [](const QRect &in, int width, int height) {
        return QRect(in.center().x() - width / 2 + 1, in.center().y() - height / 2 + 1, width,
                     height);
    };
    const int colour = index.data(BoardModel::ColourRole).toInt();
    const QRect lead = take(stripeWidth, !rtl, metrics::space2);
    if (colour >= 0) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme.boardColour(colour));
        painter->drawRoundedRect(centred(lead, stripeWidth, stripeHeight), 2, 2);
    }
    const int days = index.data(BoardModel::LastPinRole).toInt();
    const int next = index.data(BoardModel::NextDaysRole).toInt();
    if (next >= 0) {
        const auto number = [&](int width, const QString &text, const QColor &ink) {
            painter->setFont(themeFont(TextStyle::Meta));
            painter->setPen(ink);
            painter->drawText(take(width, rtl, 0),
                              int(Qt::AlignVCenter | (rtl ? Qt::AlignLeft : Qt::AlignRight)), text);
        };
        number(lastWidth,
               days < 0 ? QStringLiteral("–") : tr("%1 d").arg(option.locale.toString(days)),
               theme.secondary);
        number(nextWidth, next == 0 ? QStringLiteral("–") : option.locale.toString(next),
               next == 0 ? theme.secondary : theme.text);
        take(0, rtl, metrics::space1);
    }
    if (const QVariant owner = index.data(BoardModel::AccountRole); owner.isValid())
        paintAvatar(*painter, centred(take(markSize, rtl, metrics::space1), markSize, markSize),
                    owner.value<AccountMark>(), theme);
    const auto mark = [&](BoardModel::Role role, const QString &icon) {
        if (index.data(role).toBool())
            themeIcon(icon, theme.secondary)
                .paint(painter, centred(take(markSize, rtl, metrics::space1), markSize, markSize));
    };
    mark(BoardModel::LocalRole, QStringLiteral("cloud-off"));
    mark(BoardModel::GroupRole, QStringLiteral("users"));
    mark(BoardModel::SecretRole, QStringLiteral("eye-off"));
    const bool isDefault = index.data(BoardModel::DefaultRole).toBool();
    painter->setFont(themeFont(TextStyle::Body, isDefault));
    painter->setPen(theme.text);
    painter->drawText(
        line, int(Qt::AlignVCenter | (rtl ? Qt::AlignRight : Qt::AlignLeft)),
        painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, line.width()));
    painter->restore();
}

BoardColumns::BoardColumns(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("boardColumns"));
    setFixedHeight(columnsHeight);
    setToolTip(tr("Pins planned in the next 7 days, and days since the last pin"));
}

void BoardColumns::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(themeFont(TextStyle::Meta));
    painter.setPen(palette().color(QPalette::PlaceholderText));
    QRect line = rect().adjusted(0, 0, -metrics::space2, 0);
    const auto word = [&](int width, const QString &text) {
        const QRect place(line.right() - width + 1, line.top(), width, line.height());
        line.setRight(place.left() - 1);
        painter.drawText(
            QStyle::visualRect(layoutDirection(), rect(), place),
            int(Qt::AlignVCenter |
                (layoutDirection() == Qt::RightToLeft ? Qt::AlignLeft : Qt::AlignRight)),
            text);
    };
    //: Above the days since the last pin on a board; at most 5 letters.
    word(lastWidth, tr("Last"));
    //: Above the number of pins in the next seven days.
    word(line.width() / 2, tr("Next 7 d"));
}

BoardTree::BoardTree(ThemeManager &theme, Workspace &workspace, QWidget *parent)
    : QTreeView(parent)
    , m_workspace(workspace)
    , m_delegate(new BoardDelegate(theme, this))
    , m_hint(new DropHint(theme, this))
{
    setObjectName(QStringLiteral("boardTree"));
    setAccessibleName(tr("Boards"));
    setHeaderHidden(true);
    setFrameShape(QFrame::NoFrame);
    setIndentation(indent);
    setUniformRowHeights(true);
    setMouseTracking(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setTextElideMode(Qt::ElideRight);
    setAcceptDrops(true);
    setAutoScroll(true);
    setAutoExpandDelay(expandDelay); // a drag that waits over a board opens its sections
    setItemDelegate(m_delegate);
    using RowSignal = void (BoardTree::*)(const QModelIndex &);
    const auto onKey = [this](const QKeySequence &keys, RowSignal wish) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, wish] {
            if (currentIndex().data(BoardModel::BoardIdRole).toLongLong() > 0)
                emit(this->*wish)(currentIndex());
        });
    };
    onKey(Qt::Key_F2, &BoardTree::renameWanted);
    onKey(QKeySequence::Delete, &BoardTree::deleteWanted);
    connect(&theme, &ThemeManager::themeChanged, viewport(), qOverload<>(&QWidget::update));
}

/** "All boards" is no place for a pin. */
QModelIndex BoardTree::rowFor(QDropEvent *event) const
{
    const QModelIndex row = indexAt(event->position().toPoint());
    return row.data(BoardModel::BoardIdRole).toLongLong() > 0 ? row : QModelIndex();
}

void BoardTree::setDropRow(const QModelIndex &index)
{
    m_delegate->setDropRow(index);
    viewport()->update();
}

/** Files from outside are copied: a Move would let the other program delete them (interaction.md
 * 8). */
bool BoardTree::answer(QDropEvent *event)
{
    const QPoint pos = event->position().toPoint();
    const bool copy = m_drag.isOurs() && event->modifiers().testFlag(Qt::ControlModifier);
    const QString why = m_drag.whyNot(copy);
    const QModelIndex row = why.isEmpty() ? rowFor(event) : QModelIndex();
    setDropRow(row);
    if (!row.isValid()) {
        if (why.isEmpty())
            m_hint->hide();
        else
            m_hint->showAt(pos, why, true);
        event->ignore();
        return false;
    }
    m_hint->showAt(pos, dropOnBoardText(m_drag, row.data().toString(), copy), false);
    event->setDropAction(m_drag.isOurs() && !copy ? Qt::MoveAction : Qt::CopyAction);
    event->accept();
    return true;
}

void BoardTree::endDrag()
{
    setDropRow({});
    m_hint->hide();
}

void BoardTree::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTreeView::selectionChanged(selected, deselected);
    viewport()->update();
}

void BoardTree::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    viewport()->update();
}

/** Of a row under the pointer the view would only paint the item anew. */
bool BoardTree::viewportEvent(QEvent *event)
{
    const bool isOverAnother = event->type() == QEvent::HoverMove ||
                               event->type() == QEvent::HoverEnter ||
                               event->type() == QEvent::HoverLeave;
    if (isOverAnother)
        viewport()->update();
    return QTreeView::viewportEvent(event);
}

void BoardTree::dragEnterEvent(QDragEnterEvent *event)
{
    m_drag = lookAtDrag(event->mimeData(), m_workspace);
    answer(event);
    // Also what will be refused enters, so that it can be said why; moves then decide.
    event->setDropAction(m_drag.isOurs() ? Qt::MoveAction : Qt::CopyAction);
    event->accept();
}

void BoardTree::dragMoveEvent(QDragMoveEvent *event)
{
    QTreeView::dragMoveEvent(event); // scrolls at the edges
    answer(event);
}

void BoardTree::dragLeaveEvent(QDragLeaveEvent *event)
{
    QTreeView::dragLeaveEvent(event);
    endDrag();
}

void BoardTree::dropEvent(QDropEvent *event)
{
    const bool copy = event->modifiers().testFlag(Qt::ControlModifier);
    const QModelIndex row = rowFor(event);
    const bool fits = answer(event);
    QDragLeaveEvent over; // ends the scrolling
    QTreeView::dragLeaveEvent(&over);
    endDrag();
    if (!fits)
        return;
    if (m_drag.isOurs())
        emit pinsDropped(m_drag.content.pins, row, copy);
    else
        emit imagesDropped(pinmime::decode(event->mimeData(), m_workspace.directory()), row);
}

/** The whole row's ground, and the arrow: item and branch would each have a ground of their own,
 * with a gap between them. */
void BoardTree::drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    QStyle::State state;
    if (selectionModel()->isSelected(index))
        state |= QStyle::State_Selected;
    if (viewport()->underMouse() && indexAt(viewport()->mapFromGlobal(QCursor::pos())) == index)
        state |= QStyle::State_MouseOver;
    if (hasFocus() && isActiveWindow() && currentIndex() == index)
        state |= QStyle::State_HasFocus;
    m_delegate->paintGround(*painter, {0, rect.top(), viewport()->width(), rect.height()}, index,
                            state);
    if (!model()->hasChildren(index))
        return;
    const bool rtl = layoutDirection() == Qt::RightToLeft;
    const QString name = isExpanded(index) ? QStringLiteral("chevron-down")
                         : rtl             ? QStringLiteral("chevron-left")
                                           : QStringLiteral("chevron-right");
    QRect place(0, 0, markSize, markSize);
    place.moveCenter(QPoint(rtl ? rect.left() + indent / 2 : rect.right() - indent / 2 + 1,
                            rect.center().y() + 1));
    themeIcon(name, palette().color(QPalette::PlaceholderText)).paint(painter, place);
}

} // namespace pinweek
