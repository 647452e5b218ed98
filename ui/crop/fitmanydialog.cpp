// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/crop/fitmanydialog.h"

#include "text/texts.h"
#include "ui/crop/cropdialog.h"
#include "ui/crop/fitgrid.h"
#include "ui/crop/fitpanel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace pinweek {

namespace {

constexpr QSize dialogSize{900, 640};
constexpr int sideWidth = 236;

} // namespace

FitManyDialog::FitManyDialog(Workspace &workspace, ThemeManager &theme,
                             const QList<PinPicture> &pictures, int left, QWidget *parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_theme(theme)
    , m_before(pictures)
    , m_panel(new FitPanel(FitPanel::Shapes::Fixed, this))
    , m_grid(new FitGrid(workspace, theme, pictures, this))
{
    setObjectName(QStringLiteral("fitManyDialog"));
    setWindowTitle(tr("Fit pictures"));
    resize(dialogSize.boundedTo(screen()->availableSize()));
    m_panel->setObjectName(QStringLiteral("fitPanel"));
    auto *side = new QWidget(this);
    side->setFixedWidth(sideWidth);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::space3);
    column->addWidget(m_panel);
    m_small = metaLabel({}, QStringLiteral("smallPicturesLabel"), side);
    m_small->setWordWrap(true);
    setTone(m_small, Tone::Warning);
    column->addWidget(m_small);
    if (left > 0) {
        auto *stay = metaLabel(
            tr("%n pin(s) can't be changed any more, and stay as they are.", nullptr, left),
            QStringLiteral("leftOutLabel"), side);
        stay->setWordWrap(true);
        column->addWidget(stay);
    }
    column->addStretch(1);
    auto *help = metaLabel(tr("Each picture is cropped around its own focus point. A double click "
                              "or F2 opens one, to choose what has to be seen."),
                           QStringLiteral("focusHelpLabel"), side);
    help->setWordWrap(true);
    column->addWidget(help);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->setObjectName(QStringLiteral("fitManyButtonBox"));
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("cancelPushButton"));
    m_apply = buttons->addButton(tr("&Fit %n picture(s)", nullptr, int(pictures.size())),
                                 QDialogButtonBox::AcceptRole);
    m_apply->setObjectName(QStringLiteral("applyPushButton"));
    setPrimary(m_apply);
    m_apply->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *columns = new QHBoxLayout;
    columns->setSpacing(metrics::space4);
    columns->addWidget(m_grid, 1);
    columns->addWidget(side);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space4, metrics::space4, metrics::space4, metrics::space4);
    layout->setSpacing(metrics::space3);
    layout->addLayout(columns, 1);
    layout->addWidget(buttons);

    connect(m_panel, &FitPanel::chosen, this, [this] {
        m_grid->setWish(m_panel->wish());
        showState();
    });
    connect(m_grid, &FitGrid::editWanted, this, &FitManyDialog::editOne);
    PictureFit first;
    first.kind = FitKind::Crop;
    m_panel->showFit(first);
    m_grid->setWish(m_panel->wish());
    m_grid->setCurrentIndex(m_grid->model()->index(0, 0));
    m_grid->setFocus();
    showState();
}

void FitManyDialog::editOne(int row)
{
    auto *dialog = new CropDialog(m_workspace, m_theme, m_grid->pictures().at(row), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, row] {
        m_grid->setFit(row, dialog->fit());
        showState();
    });
    dialog->open();
}

void FitManyDialog::showState()
{
    const QList<PinPicture> &now = m_grid->pictures();
    const auto small = std::count_if(now.begin(), now.end(), [](const PinPicture &picture) {
        return isPictureSmall(fittedSize(picture.fit, picture.asset.size));
    });
    m_small->setText(
        tr("%n picture(s) would be small: 1000 pixels of width look best.", nullptr, int(small)));
    m_small->setVisible(small > 0);
    m_apply->setEnabled(!fits().isEmpty());
}

QList<PlacedFit> FitManyDialog::fits() const
{
    QList<PlacedFit> fits;
    const QList<PinPicture> &now = m_grid->pictures();
    for (qsizetype i = 0; i < now.size(); ++i) {
        const PinPicture &picture = now.at(i);
        if (picture.fit != m_before.at(i).fit)
            fits.append({picture.pin, picture.place, picture.asset.id, picture.fit});
    }
    return fits;
}

} // namespace pinweek
