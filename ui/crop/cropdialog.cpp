// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/crop/cropdialog.h"

#include "media/fittedpicture.h"
#include "store/store.h"
#include "text/texts.h"
#include "ui/crop/cropcanvas.h"
#include "ui/crop/fitpanel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"
#include "workspace/workspace.h"

#include <QFutureWatcher>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QShortcut>
#include <QtConcurrent>
#include <QToolButton>
#include <QVBoxLayout>

namespace pinweek {

namespace {

constexpr QSize dialogSize{900, 660};
constexpr int sideWidth = 236;
constexpr int readWidth = 1600; // px: sharp on a large screen, and drawn without a stutter
constexpr int mostColours = 5;

QToolButton *tool(const char *name, const QString &icon, const QString &spoken, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(QString::fromLatin1(name));
    button->setIcon(themeIcon(icon));
    button->setAccessibleName(spoken);
    button->setToolTip(spoken);
    button->setMinimumSize(metrics::controlHeight, metrics::controlHeight);
    return button;
}

} // namespace

CropDialog::CropDialog(Workspace &workspace, ThemeManager &theme, const PinPicture &picture,
                       QWidget *parent)
    : QDialog(parent), m_picture(picture), m_states{settledFit(picture.fit)}
{
    setObjectName(QStringLiteral("cropDialog"));
    setWindowTitle(tr("Crop picture"));
    resize(dialogSize.boundedTo(screen()->availableSize()));
    auto *columns = new QHBoxLayout;
    columns->setSpacing(metrics::space4);
    columns->addWidget(buildCanvas(theme), 1);
    columns->addWidget(buildSide());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space4, metrics::space4, metrics::space4, metrics::space4);
    layout->setSpacing(metrics::space3);
    layout->addLayout(columns, 1);
    layout->addWidget(buildButtons());

    connect(m_canvas, &CropCanvas::changed, this, &CropDialog::showSize);
    connect(m_canvas, &CropCanvas::edited, this, &CropDialog::take);
    connect(m_canvas, &CropCanvas::zoomChanged, this, &CropDialog::showZoom);
    connect(m_panel, &FitPanel::chosen, this, &CropDialog::wished);
    const auto undo = [this] { goTo(m_at - 1); };
    const auto redo = [this] { goTo(m_at + 1); };
    connect(m_undo, &QToolButton::clicked, this, undo);
    connect(m_redo, &QToolButton::clicked, this, redo);
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Z), this), &QShortcut::activated, this,
            undo);
    for (const QKeySequence &keys :
         {QKeySequence(Qt::CTRL | Qt::Key_Y), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z)})
        connect(new QShortcut(keys, this), &QShortcut::activated, this, redo);
    showFit(fit());
    showZoom();
    m_canvas->setFocus();
    read(workspace);
}

QWidget *CropDialog::buildCanvas(ThemeManager &theme)
{
    m_canvas = new CropCanvas(theme, this);
    m_canvas->setWords(tr("Reading the picture…"));
    return m_canvas;
}

QWidget *CropDialog::buildSide()
{
    auto *side = new QWidget(this);
    side->setFixedWidth(sideWidth);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::space1);
    m_panel = new FitPanel(FitPanel::Shapes::WithFree, side);
    m_panel->setObjectName(QStringLiteral("fitPanel"));
    column->addWidget(m_panel);
    column->addSpacing(metrics::space3);
    auto *heading = new QLabel(tr("Sent as"), side);
    heading->setObjectName(QStringLiteral("sizeHeadingLabel"));
    setTextStyle(heading, TextStyle::Body, true);
    column->addWidget(heading);
    m_size = bodyLabel({}, QStringLiteral("sizeLabel"), side);
    column->addWidget(m_size);
    m_advice = metaLabel({}, QStringLiteral("sizeAdviceLabel"), side);
    m_advice->setWordWrap(true);
    column->addWidget(m_advice);
    column->addStretch(1);
    m_focusHelp = metaLabel(tr("The cross marks what has to be seen: other shapes are cropped "
                               "around it. Drag it, or move it with Alt and the arrow keys."),
                            QStringLiteral("focusHelpLabel"), side);
    m_focusHelp->setWordWrap(true);
    column->addWidget(m_focusHelp);
    return side;
}

QWidget *CropDialog::buildButtons()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::space2);
    m_undo = tool("undoToolButton", QStringLiteral("undo-2"), tr("Undo (Ctrl+Z)"), bar);
    m_redo = tool("redoToolButton", QStringLiteral("redo-2"), tr("Redo (Ctrl+Y)"), bar);
    m_reset = new QPushButton(tr("&Reset"), bar);
    m_reset->setObjectName(QStringLiteral("resetPushButton"));
    m_reset->setToolTip(tr("Send the picture as it is"));
    m_reset->setAutoDefault(false);
    connect(m_reset, &QPushButton::clicked, this, [this] { take(PictureFit(), {}); });
    m_zoomOut = tool("zoomOutToolButton", QStringLiteral("zoom-out"), tr("Zoom out (−)"), bar);
    m_zoomIn = tool("zoomInToolButton", QStringLiteral("zoom-in"), tr("Zoom in (+)"), bar);
    m_zoomLabel = metaLabel({}, QStringLiteral("zoomLabel"), bar);
    m_zoomLabel->setAlignment(Qt::AlignCenter);
    m_zoomLabel->setMinimumWidth(m_zoomLabel->fontMetrics().horizontalAdvance(tr("%1 %").arg(800)));
    connect(m_zoomOut, &QToolButton::clicked, this,
            [this] { m_canvas->setZoom(m_canvas->zoom() / CropCanvas::zoomStep); });
    connect(m_zoomIn, &QToolButton::clicked, this,
            [this] { m_canvas->setZoom(m_canvas->zoom() * CropCanvas::zoomStep); });
    auto *cancel = new QPushButton(tr("Cancel"), bar);
    cancel->setObjectName(QStringLiteral("cancelPushButton"));
    cancel->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    m_apply = new QPushButton(tr("&Apply"), bar);
    m_apply->setObjectName(QStringLiteral("applyPushButton"));
    setPrimary(m_apply);
    m_apply->setDefault(true);
    m_apply->setEnabled(false);
    connect(m_apply, &QPushButton::clicked, this, &QDialog::accept);
    row->addWidget(m_undo);
    row->addWidget(m_redo);
    row->addWidget(m_reset);
    row->addStretch(1);
    row->addWidget(m_zoomOut);
    row->addWidget(m_zoomLabel);
    row->addWidget(m_zoomIn);
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(m_apply);
    return bar;
}

void CropDialog::read(Workspace &workspace)
{
    auto *watcher = new QFutureWatcher<Result<QImage>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this,
            [this, watcher] { pictureRead(watcher->result()); });
    watcher->setFuture(QtConcurrent::run(readLibraryPicture, m_picture.asset,
                                         workspace.store().workspace(), readWidth));
}

void CropDialog::pictureRead(const Result<QImage> &picture)
{
    if (!picture) {
        m_canvas->setWords(errorText(picture.error()));
        return;
    }
    m_canvas->setPicture(*picture, m_picture.asset.size);
    m_panel->setColours(paletteOf(*picture, mostColours));
    m_apply->setEnabled(true);
    showFit(fit());
    showZoom();
}

/** Another shape keeps what was chosen to be seen: the focus, or what the frame is around. */
void CropDialog::wished()
{
    const PictureFit &now = fit();
    const FitWish wish = m_panel->wish();
    if (wish.kind == FitKind::Crop && wish.shape == FitShape::Free) {
        PictureFit freed = now.kind == FitKind::Crop
                               ? now
                               : cropAround(FitShape::Free, m_picture.asset.size, now.focus);
        freed.shape = FitShape::Free;
        take(freed, {});
        return;
    }
    take(wishedFit(wish, now, m_picture.asset.size), {});
}

void CropDialog::take(const PictureFit &wanted, const QString &joinKey)
{
    const PictureFit settled = settledFit(wanted);
    if (settled == fit())
        return;
    const bool joins = !joinKey.isEmpty() && joinKey == m_joinKey && m_at > 0;
    m_states.resize(m_at + 1);
    if (joins)
        m_states[m_at] = settled;
    else
        m_states.append(settled);
    goTo(m_states.size() - 1);
    m_joinKey = joinKey;
}

void CropDialog::goTo(qsizetype state)
{
    if (state < 0 || state >= m_states.size())
        return;
    m_at = state;
    m_joinKey.clear();
    showFit(fit());
}

void CropDialog::showFit(const PictureFit &shown)
{
    m_canvas->setFit(shown);
    m_panel->showFit(shown);
    m_focusHelp->setVisible(shown.kind != FitKind::Pad);
    m_undo->setEnabled(m_at > 0);
    m_redo->setEnabled(m_at + 1 < m_states.size());
    m_reset->setEnabled(shown != PictureFit());
    showSize(shown);
}

void CropDialog::showSize(const PictureFit &shown)
{
    const QSize size = fittedSize(shown, m_picture.asset.size);
    m_size->setText(tr("%1 × %2 px").arg(size.width()).arg(size.height()));
    const QString advice = pictureSizeText(size);
    m_advice->setText(advice);
    m_advice->setVisible(!advice.isEmpty());
    setTone(m_advice, isPictureSmall(size) ? Tone::Warning : Tone::Secondary);
}

void CropDialog::showZoom()
{
    m_zoomLabel->setText(tr("%1 %").arg(qRound(m_canvas->zoom() * 100)));
    m_zoomOut->setEnabled(m_canvas->zoom() > 1);
    m_zoomIn->setEnabled(m_canvas->zoom() < CropCanvas::mostZoom);
}

} // namespace pinweek
