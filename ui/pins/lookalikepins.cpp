// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/lookalikepins.h"

#include "core/walltime.h"
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

#include <algorithm>
#include <utility>

namespace pinweek {

namespace {
constexpr int shown = 2; // beside the own one: as many as fit in a row
}

LookAlikePins::LookAlikePins(Workspace &workspace, QWidget *parent)
    : QWidget(parent), m_workspace(workspace)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    hide();
    connect(&workspace.thumbnails(), &ThumbnailCache::ready, this, &LookAlikePins::drawPictures);
    connect(&workspace.lookAlikes(), &LookAlikes::hashesMade, this, &LookAlikePins::lookAgain);
}

void LookAlikePins::setPicture(PinId pin, const PinContent &content)
{
    QList<MediaId> shown = shownMedia(content);
    for (const CarouselPicture &each : content.pictures)
        shown.append(each.media);
    if (pin == m_pin && shown == m_shown)
        return;
    m_pin = pin;
    m_shown = shown;
    m_own = shown.isEmpty()
                ? QList<MediaAsset>()
                : m_workspace.store().media().pictures(content).value_or(QList<MediaAsset>());
    show({});
    ask();
}

void LookAlikePins::lookAgain()
{
    ask();
}

void LookAlikePins::ask()
{
    const int question = ++m_question;
    if (m_own.isEmpty())
        return;
    m_workspace.lookAlikes().find(m_own, this,
                                  [this, question](const Result<QList<LookAlike>> &found) {
                                      if (question == m_question && found)
                                          show(*found);
                                  });
}

void LookAlikePins::show(const QList<LookAlike> &found)
{
    QList<LookAlike> others;
    std::copy_if(found.cbegin(), found.cend(), std::back_inserter(others),
                 [this](const LookAlike &each) { return each.pin.id != m_pin; });
    if (others.size() > shown)
        others.resize(shown);
    const auto isSame = [](const LookAlike &a, const LookAlike &b) {
        return a.pin.id == b.pin.id && a.pin.dueAt == b.pin.dueAt &&
               a.pin.publishedAt == b.pin.publishedAt && a.media == b.media && a.own == b.own;
    };
    if (std::equal(others.cbegin(), others.cend(), m_found.cbegin(), m_found.cend(), isSame))
        return;
    m_found = others;
    build();
    emit changed();
}

void LookAlikePins::build()
{
    delete std::exchange(m_cells, nullptr);
    m_pictures.clear();
    setVisible(!m_found.isEmpty());
    if (m_found.isEmpty())
        return;
    m_cells = new PictureCells(this);
    QLabel *own = m_cells->add(tr("Picture of this pin"), tr("This pin"));
    // They are nearly always like one and the same of its pictures.
    m_pictures.append({own, m_found.first().own});
    for (const LookAlike &each : std::as_const(m_found)) {
        const QString caption = captionOf(each.pin);
        QLabel *label = m_cells->add(tr("Picture that looks like it"), caption,
                                     each.pin.content.title);
        label->setObjectName(QStringLiteral("lookAlikePictureLabel"));
        m_pictures.append({label, each.media});
        QPushButton *open = m_cells->addButton(tr("Show it"),
                                               tr("Show it: %1", "title or time").arg(caption));
        open->setObjectName(QStringLiteral("showLookAlikePushButton"));
        connect(
            open, &QPushButton::clicked, this, [this, pin = each.pin.id] { emit pinWanted(pin); },
            Qt::QueuedConnection); // the button goes with what it shows
    }
    layout()->addWidget(m_cells);
    m_cells->show();
    drawPictures();
}

void LookAlikePins::drawPictures()
{
    for (const auto &[label, media] : std::as_const(m_pictures))
        PictureCells::setPicture(label, m_workspace.thumbnails().thumbnail(
                                            media.sha256, media.format,
                                            PictureCells::pictureSize * devicePixelRatioF()));
}

QString LookAlikePins::captionOf(const Pin &pin) const
{
    const Result<Account> account = m_workspace.store().accounts().account(pin.content.account);
    const QByteArray zone = account && !account->zone.isEmpty() ? account->zone : systemZone();
    if (pin.publishedAt)
        return tr("Published %1").arg(momentText(*pin.publishedAt, zone));
    return pin.dueAt ? tr("Planned %1").arg(momentText(*pin.dueAt, zone)) : tr("Planned");
}

} // namespace pinweek
