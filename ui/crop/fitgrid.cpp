// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/crop/fitgrid.h"

#include "media/thumbnailcache.h"
#include "text/texts.h"
#include "ui/theme/theme.h"
#include "workspace/workspace.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>

namespace pinweek {

namespace {

constexpr QSize box{128, 168}; // px: where a picture is
constexpr int lineHeight = 18;
constexpr QSize cell{box.width() + 2 * metrics::space2,
                     box.height() + 2 * lineHeight + 2 * metrics::space2 + metrics::space1};

} // namespace

class FitGrid::Model : public QAbstractListModel
{
public:
    Model(const QList<PinPicture> &pictures, QObject *parent)
        : QAbstractListModel(parent), m_pictures(pictures)
    {
    }

    [[nodiscard]] const QList<PinPicture> &pictures() const { return m_pictures; }

    void setFit(int row, const PictureFit &fit)
    {
        m_pictures[row].fit = fit;
        emit dataChanged(index(row), index(row));
    }

    void setWish(const FitWish &wish)
    {
        for (PinPicture &picture : m_pictures)
            picture.fit = wishedFit(wish, picture.fit, picture.asset.size);
        if (!m_pictures.isEmpty())
            emit dataChanged(index(0), index(rowCount() - 1));
    }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_pictures.size());
    }

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        if (!index.isValid())
            return {};
        const PinPicture &picture = m_pictures.at(index.row());
        switch (role) {
        case Qt::DisplayRole:
            return title(picture);
        case Qt::AccessibleTextRole:
        case Qt::ToolTipRole:
            return spoken(picture);
        default:
            return {};
        }
    }

    [[nodiscard]] static QString title(const PinPicture &picture)
    {
        const QString words = picture.title.simplified();
        return words.isEmpty() ? FitGrid::tr("Untitled") : words;
    }

    [[nodiscard]] static QSize sizeOf(const PinPicture &picture)
    {
        return fittedSize(picture.fit, picture.asset.size);
    }

private:
    [[nodiscard]] static QString spoken(const PinPicture &picture)
    {
        const QSize size = sizeOf(picture);
        const QString fit = fitText(picture.fit);
        return FitGrid::tr("%1, %2, %3 by %4 pixels")
            .arg(title(picture), fit.isEmpty() ? FitGrid::tr("as it is") : fit)
            .arg(size.width())
            .arg(size.height());
    }

    QList<PinPicture> m_pictures;
};

namespace {

class FitDelegate : public QStyledItemDelegate
{
public:
    FitDelegate(Workspace &workspace, ThemeManager &theme, const FitGrid &grid, QObject *parent)
        : QStyledItemDelegate(parent), m_workspace(workspace), m_theme(theme), m_grid(grid)
    {
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return cell;
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const Theme &theme = m_theme.theme();
        const PinPicture &picture = m_grid.pictures().at(index.row());
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const bool isCurrent = option.state.testFlag(QStyle::State_Selected);
        if (isCurrent || option.state.testFlag(QStyle::State_MouseOver)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(isCurrent ? theme.selection : theme.hover());
            painter->drawRoundedRect(option.rect, metrics::cardRadius, metrics::cardRadius);
        }
        if (isCurrent && option.widget && option.widget->hasFocus()) {
            painter->setBrush(Qt::NoBrush);
            painter->setPen(QPen(theme.accent, 2));
            painter->drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), metrics::cardRadius,
                                     metrics::cardRadius);
        }
        const QRect place(option.rect.topLeft() + QPoint(metrics::space2, metrics::space2), box);
        paintPicture(*painter, place, picture);
        paintWords(*painter, place, picture);
        painter->restore();
    }

private:
    void paintPicture(QPainter &painter, const QRect &place, const PinPicture &picture) const
    {
        const Theme &theme = m_theme.theme();
        const QSize size = fittedSize(picture.fit, picture.asset.size);
        QRect image({}, size.isEmpty() ? box
                                       : size.scaled(box, Qt::KeepAspectRatio).expandedTo({1, 1}));
        image.moveCenter(place.center());
        const qreal ratio = painter.device()->devicePixelRatioF();
        ThumbnailCache &thumbnails = m_workspace.thumbnails();
        const QImage shown = thumbnails.thumbnail(picture.asset.sha256, picture.asset.format,
                                                  (QSizeF(image.size()) * ratio).toSize(),
                                                  metrics::thumbnailRadius * ratio, picture.fit);
        if (shown.isNull()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.past);
            painter.drawRoundedRect(image, metrics::thumbnailRadius, metrics::thumbnailRadius);
            if (thumbnails.isBroken(picture.asset.sha256)) {
                QRect mark(0, 0, 20, 20);
                mark.moveCenter(image.center());
                themeIcon(QStringLiteral("image-off"), theme.needsYou).paint(&painter, mark);
            }
            return;
        }
        painter.drawImage(QRectF(image), shown);
        // A white ground ends somewhere on a white surface too.
        painter.setBrush(Qt::NoBrush);
        painter.setPen(theme.hairline);
        painter.drawRoundedRect(QRectF(image).adjusted(0.5, 0.5, -0.5, -0.5),
                                metrics::thumbnailRadius, metrics::thumbnailRadius);
    }

    void paintWords(QPainter &painter, const QRect &place, const PinPicture &picture) const
    {
        const Theme &theme = m_theme.theme();
        QRect line(place.left(), place.bottom() + 1 + metrics::space1, place.width(), lineHeight);
        const auto write = [&](const QString &words, const QColor &colour) {
            painter.setPen(colour);
            painter.drawText(line, int(Qt::AlignCenter),
                             painter.fontMetrics().elidedText(words, Qt::ElideRight, line.width()));
            line.translate(0, lineHeight);
        };
        painter.setFont(themeFont(TextStyle::Body));
        const QString title = picture.title.simplified();
        write(title.isEmpty() ? FitGrid::tr("Untitled") : title, theme.text);
        const QSize size = fittedSize(picture.fit, picture.asset.size);
        painter.setFont(themeFont(TextStyle::Meta));
        write(FitGrid::tr("%1 × %2 px").arg(size.width()).arg(size.height()),
              isPictureSmall(size) ? theme.retrying : theme.secondary);
    }

    Workspace &m_workspace;
    ThemeManager &m_theme;
    const FitGrid &m_grid;
};

} // namespace

FitGrid::FitGrid(Workspace &workspace, ThemeManager &theme, const QList<PinPicture> &pictures,
                 QWidget *parent)
    : QListView(parent), m_model(new Model(pictures, this))
{
    setObjectName(QStringLiteral("fitGrid"));
    setAccessibleName(tr("Pictures as they will be sent"));
    setModel(m_model);
    setItemDelegate(new FitDelegate(workspace, theme, *this, this));
    setViewMode(QListView::IconMode);
    setMovement(QListView::Static);
    setResizeMode(QListView::Adjust);
    setUniformItemSizes(true);
    setSpacing(metrics::space1);
    setMouseTracking(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalScrollBar()->setSingleStep(lineHeight * 2);
    connect(&workspace.thumbnails(), &ThumbnailCache::ready, viewport(),
            [this] { viewport()->update(); });
    connect(&theme, &ThemeManager::themeChanged, viewport(), [this] { viewport()->update(); });
    connect(this, &QListView::doubleClicked, this,
            [this](const QModelIndex &index) { emit editWanted(index.row()); });
}

const QList<PinPicture> &FitGrid::pictures() const
{
    return m_model->pictures();
}

void FitGrid::setFit(int row, const PictureFit &fit)
{
    m_model->setFit(row, fit);
}

void FitGrid::setWish(const FitWish &wish)
{
    m_model->setWish(wish);
}

void FitGrid::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool isPlain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (event->key() == Qt::Key_F2 && currentIndex().isValid())
        emit editWanted(currentIndex().row());
    else if (isEnter && isPlain)
        event->ignore(); // for the dialog: what goes on
    else
        QListView::keyPressEvent(event);
}

} // namespace pinweek
