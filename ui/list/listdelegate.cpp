// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/list/listdelegate.h"

#include "media/thumbnailcache.h"
#include "ui/boards/boardpicker.h"
#include "ui/list/pinlistmodel.h"
#include "ui/theme/iconengine.h"
#include "ui/theme/theme.h"
#include "ui/widgets/picturecount.h"
#include "workspace/workspace.h"

#include <QDateTimeEdit>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>

namespace pinweek {

namespace {

constexpr int padding = 8;
constexpr int icon = 16;
constexpr int swatch = 10;
constexpr int leastLetter = 2; // px: of a long text only what may fit is laid out
constexpr QSize picture{26, 36};
constexpr qreal cutOpacity = 0.4;

QString addPinText()
{
    return ListDelegate::tr("+ Pin for this link");
}

/** The rest of a cell after something at its beginning. */
QRect after(const QRect &rect, int width, Qt::LayoutDirection direction)
{
    return direction == Qt::RightToLeft ? rect.adjusted(0, 0, -width, 0)
                                        : rect.adjusted(width, 0, 0, 0);
}

QRect atStart(const QRect &rect, QSize size, Qt::LayoutDirection direction)
{
    const int top = rect.top() + (rect.height() - size.height()) / 2;
    const int left = direction == Qt::RightToLeft ? rect.right() + 1 - size.width() : rect.left();
    return {QPoint(left, top), size};
}

} // namespace

ListDelegate::ListDelegate(Workspace &workspace, ThemeManager &theme, PinListModel &model,
                           QObject *parent)
    : QStyledItemDelegate(parent), m_workspace(workspace), m_theme(theme), m_model(model)
{
    const auto takeFonts = [this] {
        m_body = paintedFont(TextStyle::Body);
        m_bold = paintedFont(TextStyle::Body, true);
        m_lines.clear();
    };
    takeFonts();
    connect(&theme, &ThemeManager::themeChanged, this, takeFonts);
}

// --- painting

void ListDelegate::paintGround(QPainter &painter, const QStyleOptionViewItem &option,
                               const QModelIndex &index) const
{
    const Theme &theme = m_theme.theme();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter.fillRect(option.rect, selected                         ? theme.selection
                                  : m_model.groupLink(index.row()) ? theme.window
                                                                   : theme.surface);
    painter.fillRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1,
                     theme.hairline);
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter.setPen(QPen(theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(option.rect.adjusted(1, 1, -1, -2));
    }
}

void ListDelegate::paintIcon(QPainter &painter, const QString &name, const QColor &colour,
                             const QRect &rect) const
{
    const qreal ratio = painter.device()->devicePixelRatio();
    painter.drawPixmap(rect, renderIcon(name, colour, rect.size() * ratio));
}

void ListDelegate::paintPicture(QPainter &painter, const QRect &rect,
                                const QModelIndex &index) const
{
    const Theme &theme = m_theme.theme();
    const QRect place(rect.center() - QPoint(picture.width() / 2, picture.height() / 2 - 1),
                      picture);
    const auto asset = m_model.picture(index.row());
    const qreal ratio = painter.device()->devicePixelRatio();
    QImage image;
    if (asset)
        image = m_workspace.thumbnails().thumbnail(asset->sha256, asset->format, picture * ratio,
                                                   metrics::thumbnailRadius * ratio,
                                                   m_model.fit(index.row()));
    if (image.isNull()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.past);
        painter.drawRoundedRect(place, metrics::thumbnailRadius, metrics::thumbnailRadius);
        painter.setRenderHint(QPainter::Antialiasing, false);
        const bool broken = asset && m_workspace.thumbnails().isBroken(asset->sha256);
        if (!asset || broken)
            paintIcon(
                painter, broken ? QStringLiteral("image-off") : QStringLiteral("image"),
                theme.secondary,
                QRect(place.center() - QPoint(icon / 2 - 1, icon / 2 - 1), QSize(icon, icon)));
        return;
    }
    painter.drawImage(QRectF(place), image); // its own pixels: nothing is scaled
    if (const auto pin = m_model.pin(index.row()); pin && pin->content.isCarousel())
        paintPictureCount(painter, place, int(pin->content.pictures.size()), theme,
                          painter.layoutDirection() == Qt::RightToLeft);
    if (const auto video = m_model.video(index.row()))
        paintVideoLength(painter, place, video->duration, theme,
                         painter.layoutDirection() == Qt::RightToLeft);
}

void ListDelegate::paintGroup(QPainter &painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const
{
    const Theme &theme = m_theme.theme();
    paintGround(painter, option, index);
    QRect rest = option.rect.adjusted(padding, 0, -padding, 0);
    paintIcon(painter, QStringLiteral("link"), theme.secondary,
              atStart(rest, {icon, icon}, option.direction));
    rest = after(rest, icon + padding, option.direction);
    painter.setFont(themeFont(TextStyle::Body, true));
    painter.setPen(theme.text);
    const QString words = index.data(Qt::DisplayRole).toString();
    painter.drawText(rest, int(Qt::AlignVCenter | Qt::AlignLeft),
                     QFontMetrics(painter.font()).elidedText(words, Qt::ElideRight, rest.width()));
    painter.setPen(theme.accent);
    painter.drawText(addPinRect(option.rect, words, option.direction), int(Qt::AlignCenter),
                     addPinText());
}

QRect ListDelegate::addPinRect(const QRect &row, const QString &words,
                               Qt::LayoutDirection direction)
{
    const QFontMetrics bold(themeFont(TextStyle::Body, true));
    const int offset = 2 * padding + icon + bold.horizontalAdvance(words) + padding;
    const int width = bold.horizontalAdvance(addPinText()) + 2 * padding;
    const int left =
        direction == Qt::RightToLeft ? row.right() + 1 - offset - width : row.left() + offset;
    return {left, row.top(), width, row.height()};
}

void ListDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const Theme &theme = m_theme.theme();
    painter->save();
    painter->setLayoutDirection(option.direction);
    if (m_model.groupLink(index.row())) {
        paintGroup(*painter, option, index);
        painter->restore();
        return;
    }
    paintGround(*painter, option, index);
    if (m_cutPins.contains(m_model.pinId(index.row())))
        painter->setOpacity(cutOpacity);
    const auto column = PinColumn(index.column());
    if (column == PinColumn::Picture) {
        paintPicture(*painter, option.rect, index);
        painter->restore();
        return;
    }
    QRect rest = option.rect.adjusted(padding, 0, -padding, -1);
    const QVariant status = index.data(PinListModel::StatusRole);
    QColor colour = theme.text;
    if (column == PinColumn::State && status.isValid()) {
        const auto state = PinStatus(status.toInt());
        paintIcon(*painter, index.data(PinListModel::StateIconRole).toString(),
                  theme.statusColour(state), atStart(rest, {icon, icon}, option.direction));
        rest = after(rest, icon + 6, option.direction);
        colour = theme.statusColour(state);
    }
    if (const QVariant own = index.data(PinListModel::ColourRole); own.isValid()) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme.boardColour(own.toInt()));
        painter->drawRoundedRect(atStart(rest, {swatch, swatch}, option.direction), 3, 3);
        painter->setRenderHint(QPainter::Antialiasing, false);
        rest = after(rest, swatch + 6, option.direction);
    }
    QString words = index.data(Qt::DisplayRole).toString();
    const bool faint = words.isEmpty() || column == PinColumn::Link ||
                       column == PinColumn::Description || column == PinColumn::AltText;
    if (words.isEmpty() && column == PinColumn::Title)
        words = tr("Untitled");
    if (words.isEmpty() && column == PinColumn::Time)
        words = tr("Unscheduled");
    painter->setPen(faint ? theme.secondary : colour);
    m_lines.setRightToLeft(option.direction == Qt::RightToLeft);
    m_lines.draw(*painter, rest, words.left(rest.width() / leastLetter + 1),
                 column == PinColumn::Title ? m_bold : m_body);
    painter->restore();
}

// --- editing

QWidget *ListDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                                    const QModelIndex &index) const
{
    Q_UNUSED(option)
    const auto column = PinColumn(index.column());
    if (textOfColumn(column)) {
        auto *edit = new QLineEdit(parent);
        edit->setObjectName(QStringLiteral("cellLineEdit"));
        edit->setAccessibleName(
            m_model.headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString());
        edit->setFrame(false);
        return edit;
    }
    if (column == PinColumn::Time) {
        auto *edit = new QDateTimeEdit(parent);
        edit->setObjectName(QStringLiteral("cellDateTimeEdit"));
        edit->setAccessibleName(tr("Time"));
        edit->setCalendarPopup(true);
        edit->setFrame(false);
        return edit;
    }
    const std::optional<Pin> pin = m_model.pin(index.row());
    if (!pin)
        return nullptr;
    auto *picker = new BoardPicker(parent);
    picker->setObjectName(QStringLiteral("cellBoardPicker"));
    picker->setAccessibleName(tr("Board"));
    picker->setUp(m_workspace, m_theme);
    picker->setAccount(pin->content.account);
    picker->setChoice(pin->content.board, pin->content.section);
    connect(picker, &BoardPicker::picked, this,
            [this, id = pin->id, picker](BoardId board, SectionId section) {
                emit boardPicked(id, board, section);
                emit const_cast<ListDelegate *>(this)->closeEditor(picker);
            });
    QMetaObject::invokeMethod(picker, &BoardPicker::openPopup, Qt::QueuedConnection);
    return picker;
}

void ListDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    if (auto *line = qobject_cast<QLineEdit *>(editor)) {
        line->setText(index.data(Qt::EditRole).toString());
        line->selectAll();
    } else if (auto *edit = qobject_cast<QDateTimeEdit *>(editor)) {
        const std::optional<Pin> pin = m_model.pin(index.row());
        if (!pin)
            return;
        // Wall times of the shown zone, which no zone of Qt's may shift.
        WallTime at;
        if (pin->dueAt) {
            at = WallTime::fromUtc(*pin->dueAt, m_model.zone());
        } else {
            at = WallTime::fromUtc(m_workspace.clock().now(), m_model.zone());
            at.date = at.date.addDays(1);
            at.time = QTime(at.time.hour(), 0);
        }
        edit->setTimeSpec(Qt::UTC);
        edit->setDateTime(QDateTime(at.date, at.time, Qt::UTC));
    }
}

void ListDelegate::setModelData(QWidget *editor, QAbstractItemModel *model,
                                const QModelIndex &index) const
{
    Q_UNUSED(model)
    const PinId pin = m_model.pinId(index.row());
    if (auto *line = qobject_cast<QLineEdit *>(editor)) {
        const auto field = textOfColumn(PinColumn(index.column()));
        if (field && line->text() != index.data(Qt::EditRole).toString())
            emit textEntered({pin, *field, line->text()});
        return;
    }
    auto *edit = qobject_cast<QDateTimeEdit *>(editor);
    const std::optional<Pin> shown = m_model.pin(index.row());
    if (!edit || !shown)
        return;
    const WallTime at{edit->date(), QTime(edit->time().hour(), edit->time().minute()),
                      m_model.zone()};
    const bool same = shown->dueAt && WallTime::fromUtc(*shown->dueAt, m_model.zone()) == at;
    if (!same)
        emit timeEntered(pin, at);
}

void ListDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                        const QModelIndex &index) const
{
    Q_UNUSED(index)
    QRect rect = option.rect;
    // A time has to be read whole.
    rect.setWidth(qMax(rect.width(), editor->minimumSizeHint().width()));
    if (option.direction == Qt::RightToLeft)
        rect.moveRight(option.rect.right());
    editor->setGeometry(rect);
}

} // namespace pinweek
