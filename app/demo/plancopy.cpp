// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/plancopy.h"

#include "planner/imageintake.h"
#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/mediastore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "workspace/workspace.h"

#include <QDir>

#include <algorithm>
#include <utility>

namespace pinweek {

namespace {
constexpr int pageSize = 500;
}

Result<QList<PinId>> pinsMadeAfter(Workspace &workspace, PinId last)
{
    QList<PinId> made;
    for (int offset = 0;; offset += pageSize) {
        const Result<QList<Pin>> page =
            workspace.store().pins().list({}, {}, {}, {}, {}, pageSize, offset);
        if (!page)
            return fail(page.error());
        for (const Pin &pin : *page) {
            if (pin.id > last)
                made += pin.id;
        }
        if (page->size() < pageSize)
            break;
    }
    std::sort(made.begin(), made.end());
    return made;
}

PlanCopy::PlanCopy(Workspace &from, QObject *parent) : QObject(parent), m_from(from) {}

PlanCopy::~PlanCopy() = default;

void PlanCopy::run(const QList<PinId> &pins, const QString &directory, QObject *context,
                   Done<int> done)
{
    m_context = context;
    m_done = std::move(done);
    const Result<QList<Pin>> found = m_from.store().pins().pins(pins);
    if (!found)
        return finish(fail(found.error()));
    m_pins = *found;
    WorkspaceOptions options;
    options.directory = directory;
    options.origin = QStringLiteral("demo");
    options.vault = std::make_unique<MemoryVault>(); // nothing is asked of Pinterest
    options.clock = &m_from.clock();
    Result<std::unique_ptr<Workspace>> opened = Workspace::open(std::move(options));
    if (!opened)
        return finish(fail(opened.error()));
    m_to = std::move(*opened);
    takePictures();
}

QList<MediaId> PlanCopy::shownMedia() const
{
    QList<MediaId> media;
    for (const Pin &pin : m_pins) {
        for (const CarouselPicture &picture : picturesOf(pin.content))
            media.append(picture.media);
        if (pin.content.cover.isValid())
            media.append(pin.content.cover);
    }
    return media;
}

MediaId PlanCopy::takenAs(MediaId media) const
{
    const Result<MediaAsset> asset = m_from.store().media().asset(media);
    return asset ? m_media.value(asset->sha256) : MediaId();
}

void PlanCopy::takePictures()
{
    QList<IntakeItem> items;
    QSet<QString> seen;
    for (const MediaAsset &asset :
         m_from.store().media().assets(shownMedia()).value_or(QList<MediaAsset>())) {
        if (seen.contains(asset.sha256))
            continue;
        seen.insert(asset.sha256);
        const QString path =
            QDir(m_from.directory()).filePath(mediaRelativePath(asset.sha256, asset.format));
        if (QFile::exists(path))
            items.append({path, {}, asset.fileName, asset.kind == MediaKind::Still});
    }
    if (items.isEmpty())
        return storePins();
    m_intake = std::make_unique<ImageIntake>(m_to->store());
    m_intake->take(items, this, [this](const Result<IntakeResult> &taken) {
        if (!taken) {
            finish(fail(taken.error()));
            return;
        }
        for (const MediaAsset &asset : taken->assets)
            m_media.insert(asset.sha256, asset.id);
        storePins();
    });
}

PinContent PlanCopy::contentFor(const Pin &pin) const
{
    PinContent content = pin.content;
    content.account = {};
    content.board = {};
    content.section = {};
    content.campaign = {};
    content.utm.reset();
    QList<CarouselPicture> pictures = picturesOf(content);
    for (CarouselPicture &picture : pictures)
        picture.media = takenAs(picture.media);
    pictures.removeIf([](const CarouselPicture &picture) { return !picture.media.isValid(); });
    setPictures(content, pictures);
    content.cover = content.media.isValid() ? takenAs(pin.content.cover) : MediaId();
    if (pin.dueAt && *pin.dueAt <= m_from.clock().now())
        content.planned.reset();
    const auto accounts = m_to->store().accounts().accounts().value_or(QList<Account>());
    if (!accounts.isEmpty())
        content.account = accounts.first().id;
    const Result<Board> old = m_from.store().boards().board(pin.content.board);
    for (const Board &board :
         m_to->store().boards().boards(content.account).value_or(QList<Board>())) {
        if (old && board.name == old->name)
            content.board = board.id;
    }
    return content;
}

void PlanCopy::storePins()
{
    PinStep step;
    step.name = tr("Take %n pin(s) along from the demo", nullptr, int(m_pins.size()));
    for (const Pin &pin : std::as_const(m_pins)) {
        PinChange change;
        change.content = contentFor(pin);
        step.changes += change;
    }
    m_to->store().pins().apply(step, this, [this](const Result<StepOutcome> &stored) {
        finish(stored ? Result<int>(int(stored->pins.size())) : Result<int>(fail(stored.error())));
    });
}

void PlanCopy::finish(Result<int> result)
{
    if (m_done)
        deliver<int>(m_context, std::exchange(m_done, nullptr), std::move(result));
}

} // namespace pinweek
