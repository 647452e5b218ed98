// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/likepins.h"

#include "media/thumbnailcache.h"
#include "store/accountstore.h"
#include "store/mediastore.h"
#include "store/store.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/localeformats.h"
#include "workspace/workspace.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace pinweek {

namespace {

constexpr QSize pictureSize{104, 130}; // px
constexpr int columns = 3;

void showPicture(QLabel *label, const QImage &picture)
{
    if (picture.isNull())
        return;
    const qreal ratio = label->devicePixelRatioF();
    QPixmap pixmap = QPixmap::fromImage(
        picture.scaled(pictureSize * ratio, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    pixmap.setDevicePixelRatio(ratio);
    label->setPixmap(pixmap);
}

} // namespace

LikePins::LikePins(Workspace &workspace, QWidget *parent) : QWidget(parent), m_workspace(workspace)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    hide();
    connect(&workspace.thumbnails(), &ThumbnailCache::ready, this, [this](const QString &sha256) {
        if (m_own && sha256 == m_sha256)
            showOwn();
    });
}

bool LikePins::isUnclear(const Pin &pin)
{
    return pin.status == PinStatus::Blocked && mayBeAtPinterest(pin);
}

void LikePins::setPin(const Pin &pin)
{
    const QList<Candidate> candidates =
        isUnclear(pin)
            ? m_workspace.store().checks().candidates(pin.id).value_or(QList<Candidate>())
            : QList<Candidate>();
    if (m_cells && m_pin.id == pin.id && m_candidates == candidates)
        return;
    m_pin = pin;
    m_candidates = candidates;
    build();
}

void LikePins::build()
{
    delete m_cells;
    m_cells = nullptr;
    m_own = nullptr;
    setVisible(!m_candidates.isEmpty());
    if (m_candidates.isEmpty())
        return;
    m_cells = new QWidget(this);
    m_grid = new QGridLayout(m_cells);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(metrics::space3);
    m_grid->setVerticalSpacing(metrics::space1);
    m_grid->setColumnStretch(columns, 1);
    add(0, {}, tr("Yours"), nullptr);
    const Result<Account> account = m_workspace.store().accounts().account(m_pin.content.account);
    int place = 0;
    for (const Candidate &candidate : std::as_const(m_candidates)) {
        const QString when = candidate.createdAt && account
                                 ? momentText(*candidate.createdAt, account->zone)
                                 : tr("At Pinterest");
        add(++place, QImage::fromData(candidate.picture), when, &candidate);
    }
    layout()->addWidget(m_cells);
    m_cells->show();
}

void LikePins::showOwn()
{
    showPicture(m_own, m_workspace.thumbnails().thumbnail(m_sha256, m_format,
                                                          pictureSize * devicePixelRatioF()));
}

void LikePins::add(int place, const QImage &picture, const QString &caption,
                   const Candidate *candidate)
{
    const int row = place / columns * 3;
    const int column = place % columns;
    auto *label = new QLabel(m_cells);
    label->setObjectName(candidate ? QStringLiteral("theirPictureLabel")
                                   : QStringLiteral("ownPictureLabel"));
    label->setMinimumSize(pictureSize);
    label->setAlignment(Qt::AlignCenter);
    label->setAccessibleName(candidate ? tr("Picture at Pinterest") : tr("Picture of your pin"));
    m_grid->addWidget(label, row, column);
    m_grid->addWidget(metaLabel(caption, QStringLiteral("pictureCaptionLabel"), m_cells), row + 1,
                      column);
    if (!candidate) {
        m_own = label;
        if (const Result<MediaAsset> asset =
                m_workspace.store().media().asset(m_pin.content.media)) {
            m_sha256 = asset->sha256;
            m_format = asset->format;
            showOwn();
        }
        return;
    }
    if (picture.isNull())
        label->setText(tr("No picture"));
    showPicture(label, picture);
    label->setToolTip(candidate->title + QLatin1Char('\n') + candidate->link);
    auto *button = new QPushButton(tr("It is this one"), m_cells);
    button->setObjectName(QStringLiteral("isThisOnePushButton"));
    button->setAccessibleName(tr("It is this one: %1", "title or time").arg(caption));
    connect(button, &QPushButton::clicked, this,
            [this, remoteId = candidate->remoteId] { emit chosen(remoteId); });
    m_grid->addWidget(button, row + 2, column);
}

} // namespace pinweek
