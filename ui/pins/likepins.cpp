// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/likepins.h"

#include "media/thumbnailcache.h"
#include "store/accountstore.h"
#include "store/mediastore.h"
#include "store/store.h"
#include "ui/pins/picturecells.h"
#include "ui/widgets/localeformats.h"
#include "workspace/workspace.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace pinweek {

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
    m_cells = new PictureCells(this);
    addOwn();
    const Result<Account> account = m_workspace.store().accounts().account(m_pin.content.account);
    for (const Candidate &candidate : std::as_const(m_candidates)) {
        const QString when = candidate.createdAt && account
                                 ? momentText(*candidate.createdAt, account->zone)
                                 : tr("At Pinterest");
        add(candidate, when);
    }
    layout()->addWidget(m_cells);
    m_cells->show();
}

void LikePins::showOwn()
{
    PictureCells::setPicture(
        m_own, m_workspace.thumbnails().thumbnail(m_sha256, m_format,
                                                  PictureCells::pictureSize * devicePixelRatioF(),
                                                  0, m_pin.content.fit));
}

void LikePins::addOwn()
{
    m_own = m_cells->add(tr("Picture of your pin"), tr("Yours"));
    m_own->setObjectName(QStringLiteral("ownPictureLabel"));
    if (const auto asset = m_workspace.store().media().picture(m_pin.content)) {
        m_sha256 = asset->sha256;
        m_format = asset->format;
        showOwn();
    }
}

void LikePins::add(const Candidate &candidate, const QString &caption)
{
    QLabel *label = m_cells->add(tr("Picture at Pinterest"), caption,
                                 candidate.title + QLatin1Char('\n') + candidate.link);
    label->setObjectName(QStringLiteral("theirPictureLabel"));
    const QImage picture = QImage::fromData(candidate.picture);
    if (picture.isNull())
        label->setText(tr("No picture"));
    PictureCells::setPicture(label, picture);
    QPushButton *button = m_cells->addButton(tr("It is this one"),
                                             tr("It is this one: %1", "title or time").arg(caption));
    button->setObjectName(QStringLiteral("isThisOnePushButton"));
    connect(button, &QPushButton::clicked, this,
            [this, remoteId = candidate.remoteId] { emit chosen(remoteId); });
}

} // namespace pinweek
