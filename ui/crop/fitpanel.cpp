// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/crop/fitpanel.h"

#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QButtonGroup>
#include <QColorDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLinearGradient>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace pinweek {

namespace {

constexpr int asItIs = 100;    // beyond those of the shapes
constexpr int swatchSide = 20; // px
constexpr int swatchColumns = 5;
constexpr quint32 white = 0xFFFFFF;
constexpr quint32 black = 0x000000;

QPushButton *choice(const QString &text, const char *name, const QString &spoken, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(QString::fromLatin1(name));
    button->setAccessibleName(spoken);
    button->setToolTip(spoken);
    button->setCheckable(true);
    button->setAutoDefault(false); // Enter is for what goes on
    button->setProperty("compact", true);
    return button;
}

QIcon swatchIcon(std::optional<quint32> colour)
{
    QPixmap picture(swatchSide * 2, swatchSide * 2);
    picture.setDevicePixelRatio(2);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF place(0.5, 0.5, swatchSide - 1, swatchSide - 1);
    painter.setPen(QColor(128, 128, 128));
    if (colour) {
        painter.setBrush(QColor::fromRgb(*colour));
    } else {
        // Soft, as the picture is behind itself.
        QLinearGradient soft(place.topLeft(), place.bottomRight());
        soft.setColorAt(0, QColor(0xF0, 0xC8, 0x8C));
        soft.setColorAt(0.5, QColor(0xC8, 0x8C, 0xA8));
        soft.setColorAt(1, QColor(0x6C, 0x8C, 0xC8));
        painter.setBrush(soft);
    }
    painter.drawRoundedRect(place, metrics::thumbnailRadius, metrics::thumbnailRadius);
    return picture;
}

QLabel *heading(const QString &text, const char *name, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setObjectName(QString::fromLatin1(name));
    setTextStyle(label, TextStyle::Body, true);
    return label;
}

} // namespace

FitPanel::FitPanel(Shapes shapes, QWidget *parent)
    : QWidget(parent)
    , m_shapes(new QButtonGroup(this))
    , m_kinds(new QButtonGroup(this))
    , m_grounds(new QButtonGroup(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::space1);
    buildShapes(shapes);
    buildGround();
    connect(m_shapes, &QButtonGroup::idClicked, this, [this](int id) {
        if (id == asItIs) {
            m_wish.kind = FitKind::Original;
        } else {
            m_wish.shape = FitShape(id);
            const bool isPad = m_kinds->checkedId() == int(FitKind::Pad);
            m_wish.kind = isPad && m_wish.shape != FitShape::Free ? FitKind::Pad : FitKind::Crop;
        }
        choose();
    });
    connect(m_kinds, &QButtonGroup::idClicked, this, [this](int id) {
        m_wish.kind = FitKind(id);
        if (m_shapes->checkedId() == asItIs ||
            (m_wish.kind == FitKind::Pad && m_wish.shape == FitShape::Free))
            m_wish.shape = FitShape::Tall;
        choose();
    });
    connect(m_grounds, &QButtonGroup::buttonClicked, this, [this](QAbstractButton *button) {
        m_wish.colour = m_colours.value(button);
        choose();
    });
    showWish();
}

void FitPanel::buildShapes(Shapes shapes)
{
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->addWidget(heading(tr("Shape"), "shapeLabel", this));
    QPushButton *original =
        choice(tr("As it is"), "originalShapePushButton", tr("The whole picture as it is"), this);
    m_shapes->addButton(original, asItIs);
    column->addWidget(original);
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::space1);
    const auto add = [&](FitShape shape, const QString &text, const char *name,
                         const QString &spoken) {
        QPushButton *button = choice(text, name, spoken, this);
        button->setMinimumWidth(0);
        m_shapes->addButton(button, int(shape));
        row->addWidget(button, 1);
    };
    add(FitShape::Tall, fitShapeName(FitShape::Tall), "tallShapePushButton",
        tr("2:3, the shape that Pinterest recommends"));
    add(FitShape::Square, fitShapeName(FitShape::Square), "squareShapePushButton",
        tr("1:1, a square"));
    add(FitShape::Story, fitShapeName(FitShape::Story), "storyShapePushButton",
        tr("9:16, as tall as a telephone"));
    if (shapes == Shapes::WithFree)
        add(FitShape::Free, tr("Free"), "freeShapePushButton", tr("A crop of any shape"));
    column->addLayout(row);
    column->addSpacing(metrics::space3);

    column->addWidget(heading(tr("How"), "kindLabel", this));
    auto *kinds = new QHBoxLayout;
    kinds->setSpacing(metrics::space1);
    QPushButton *crop = choice(tr("Crop"), "cropPushButton", tr("Cut off what does not fit"), this);
    QPushButton *pad = choice(tr("Fit inside"), "padPushButton",
                              tr("Show all of it, with a background around it"), this);
    m_kinds->addButton(crop, int(FitKind::Crop));
    m_kinds->addButton(pad, int(FitKind::Pad));
    kinds->addWidget(crop, 1);
    kinds->addWidget(pad, 1);
    column->addLayout(kinds);
}

void FitPanel::buildGround()
{
    auto *column = static_cast<QVBoxLayout *>(layout());
    m_ground = new QWidget(this);
    auto *inner = new QVBoxLayout(m_ground);
    inner->setContentsMargins(0, metrics::space3, 0, 0);
    inner->setSpacing(metrics::space1);
    inner->addWidget(heading(tr("Background"), "groundLabel", m_ground));
    m_swatches = new QGridLayout;
    m_swatches->setSpacing(metrics::space1);
    m_swatches->setColumnStretch(swatchColumns, 1);
    inner->addLayout(m_swatches);
    auto *other = new QPushButton(tr("Other colour…"), m_ground);
    other->setObjectName(QStringLiteral("otherColourPushButton"));
    other->setAutoDefault(false);
    connect(other, &QPushButton::clicked, this, &FitPanel::askColour);
    inner->addWidget(other);
    column->addWidget(m_ground);
    setColours({});
}

void FitPanel::addSwatch(const QString &spoken, std::optional<quint32> colour)
{
    const auto number = int(m_colours.size());
    auto *button = new QToolButton(m_ground);
    button->setObjectName(QStringLiteral("ground%1ToolButton").arg(number));
    button->setAccessibleName(spoken);
    button->setToolTip(spoken);
    button->setCheckable(true);
    button->setIcon(swatchIcon(colour));
    button->setIconSize({swatchSide, swatchSide});
    m_colours.insert(button, colour);
    m_grounds->addButton(button);
    m_swatches->addWidget(button, number / swatchColumns, number % swatchColumns);
}

void FitPanel::setColours(const QList<QRgb> &colours)
{
    for (QAbstractButton *button : m_grounds->buttons()) {
        m_grounds->removeButton(button);
        delete button;
    }
    m_colours.clear();
    addSwatch(tr("The picture, blurred"), std::nullopt);
    addSwatch(tr("White"), white);
    addSwatch(tr("Black"), black);
    for (const QRgb rgb : colours) {
        const quint32 colour = rgb & 0xFFFFFFU;
        if (colour != white && colour != black)
            addSwatch(tr("%1, a colour of the picture").arg(QColor::fromRgb(colour).name()),
                      colour);
    }
    showWish();
}

void FitPanel::showFit(const PictureFit &fit)
{
    m_wish.kind = fit.kind;
    if (fit.changes())
        m_wish.shape = fit.shape;
    if (fit.kind == FitKind::Pad)
        m_wish.colour = fit.blurred ? std::nullopt : std::optional(fit.colour);
    showWish();
}

FitWish FitPanel::wish() const
{
    return m_wish;
}

void FitPanel::choose()
{
    showWish();
    emit chosen();
}

/** The buttons say what is wished. */
void FitPanel::showWish()
{
    const bool isOriginal = m_wish.kind == FitKind::Original;
    if (QAbstractButton *shape = m_shapes->button(isOriginal ? asItIs : int(m_wish.shape)))
        shape->setChecked(true);
    // Of a picture as it is neither is so.
    m_kinds->setExclusive(!isOriginal);
    for (QAbstractButton *button : m_kinds->buttons())
        button->setChecked(!isOriginal && m_kinds->id(button) == int(m_wish.kind));
    m_ground->setVisible(m_wish.kind == FitKind::Pad);
    if (m_wish.kind != FitKind::Pad)
        return;
    const QList<QAbstractButton *> buttons = m_grounds->buttons();
    const auto its = std::find_if(buttons.begin(), buttons.end(), [this](QAbstractButton *button) {
        return m_colours.value(button) == m_wish.colour;
    });
    if (its != buttons.end()) {
        (*its)->setChecked(true);
        return;
    }
    addSwatch(QColor::fromRgb(m_wish.colour.value_or(white)).name(), m_wish.colour);
    m_grounds->buttons().constLast()->setChecked(true);
}

void FitPanel::takeColour(const QColor &colour)
{
    m_wish.colour = colour.rgb() & 0xFFFFFFU;
    choose();
}

void FitPanel::askColour()
{
    auto *dialog = new QColorDialog(QColor::fromRgb(m_wish.colour.value_or(white)), this);
    dialog->setObjectName(QStringLiteral("groundColorDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Background"));
    connect(dialog, &QColorDialog::colorSelected, this, &FitPanel::takeColour);
    dialog->open();
}

} // namespace pinweek
