// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/web/pagepins.h"

#include "media/imageimport.h"
#include "planner/imageintake.h"
#include "web/pagevisit.h"
#include "workspace/workspace.h"

namespace pinweek {

PagePins::PagePins(Workspace &workspace, QObject *parent)
    : QObject(parent), m_workspace(workspace), m_get({.whole = std::chrono::minutes(5)})
{
}

void PagePins::add(const QList<PagePin> &pins, const TypedSite &site, const DropTarget &target,
                   Done<EditOutcome> done)
{
    begin({pins, site, target, std::move(done), {}, {}, 0});
}

void PagePins::takeIn(const QList<PagePin> &pins, const TypedSite &site, Done<TakenPictures> done)
{
    begin({pins, site, {}, {}, std::move(done), {}, 0});
}

void PagePins::begin(const Batch &batch)
{
    m_waiting.append(std::make_shared<Batch>(batch));
    if (!m_batch)
        next();
}

void PagePins::next()
{
    if (m_waiting.isEmpty())
        return;
    const std::shared_ptr<Batch> batch = m_waiting.takeFirst();
    m_batch = batch;
    m_get.setSite(batch->site);
    const QList<PagePin> pins = batch->pins;
    for (const PagePin &pin : pins)
        batch->left += pin.file.isEmpty() ? 1 : 0;
    if (batch->left == 0) {
        takeFiles(batch);
        return;
    }
    emit progress(int(pins.size()) - batch->left, int(pins.size()));
    for (qsizetype i = 0; i < pins.size(); ++i) {
        if (!pins.at(i).file.isEmpty())
            continue;
        const WebQuestion question{pins.at(i).image, "image/*", largestFileBytes, false,
                                   tr("“%1”").arg(nameOfImage(pins.at(i).image))};
        m_get.get(question, this, [this, batch, i](const Result<WebAnswer> &answer) {
            if (batch != m_batch)
                return;
            if (answer)
                batch->pins[i].file = answer->bytes;
            else
                batch->refused.append(answer.error().detail);
            loaded(batch);
        });
    }
}

void PagePins::cancel()
{
    if (!m_batch)
        return;
    QList<std::shared_ptr<Batch>> all = std::exchange(m_waiting, {});
    all.prepend(m_batch);
    m_batch.reset();
    m_get.cancel();
    for (const std::shared_ptr<Batch> &batch : std::as_const(all))
        end(batch, fail(ErrorKind::Cancelled, QStringLiteral("Stopped.")));
}

void PagePins::loaded(const std::shared_ptr<Batch> &batch)
{
    const int total = int(batch->pins.size());
    emit progress(total - --batch->left, total);
    if (batch->left == 0)
        takeFiles(batch);
}

/** Each by itself, so that it is known which of them was refused. */
void PagePins::takeFiles(const std::shared_ptr<Batch> &batch)
{
    batch->pins.removeIf([](const PagePin &pin) { return pin.file.isEmpty(); });
    if (batch->pins.isEmpty()) {
        end(batch, fail(ErrorKind::Media, batch->refused.join(QLatin1Char('\n'))));
        return;
    }
    auto assets = std::make_shared<QList<MediaAsset>>(batch->pins.size());
    batch->left = int(batch->pins.size());
    for (qsizetype i = 0; i < batch->pins.size(); ++i) {
        const PagePin &pin = batch->pins.at(i);
        m_workspace.editor().takeImages(
            {{{}, pin.file, nameOfImage(pin.image)}}, this,
            [this, batch, assets, i](const Result<IntakeResult> &taken) {
                if (batch != m_batch)
                    return;
                if (taken && !taken->assets.isEmpty())
                    (*assets)[i] = taken->assets.first();
                else
                    batch->refused.append(taken ? taken->refused.join(QLatin1Char('\n'))
                                                : taken.error().detail);
                if (--batch->left == 0)
                    make(batch, *assets);
            });
    }
}

void PagePins::make(const std::shared_ptr<Batch> &batch, const QList<MediaAsset> &assets)
{
    const DropTarget &target = batch->target;
    QList<PinContent> contents;
    QStringList names;
    for (qsizetype i = 0; i < assets.size(); ++i) {
        if (!assets.at(i).id.isValid())
            continue;
        const PagePin &pin = batch->pins.at(i);
        PinContent content;
        content.account = target.account;
        content.board = target.board;
        content.section = target.section;
        content.media = assets.at(i).id;
        content.title = pin.title;
        content.description = pin.description;
        content.link = pin.link;
        content.altText = pin.altText;
        contents.append(content);
        names.append(nameOfImage(pin.image));
    }
    if (contents.isEmpty()) {
        end(batch, fail(ErrorKind::Media, batch->refused.join(QLatin1Char('\n'))));
        return;
    }
    if (batch->taken) {
        m_batch.reset();
        std::exchange(batch->taken, {})(TakenPictures{contents, names, batch->refused});
        if (!m_batch) // who was told may have wished for more
            next();
        return;
    }
    PinEditor &editor = m_workspace.editor();
    const auto done = [this, batch](const Result<EditOutcome> &result) { end(batch, result); };
    const bool nextFree = target.nextSlots || (target.at && contents.size() > 1);
    if (!nextFree) {
        contents.first().planned = target.at;
        editor.addPins(contents, this, done);
        return;
    }
    const std::optional<UtcTime> from =
        target.at ? std::optional(target.at->resolve().utc) : std::nullopt;
    editor.addPinsToNextSlots(contents, from, this,
                              [this, batch, contents](const Result<EditOutcome> &result) {
                                  if (!result && result.error().kind == ErrorKind::Rejected)
                                      keepUnscheduled(batch, contents);
                                  else
                                      end(batch, result);
                              });
}

/** There is no free time for all of them: they are not lost for it. */
void PagePins::keepUnscheduled(const std::shared_ptr<Batch> &batch, QList<PinContent> contents)
{
    batch->refused.append(
        tr("There are not enough free times for all of them: they are in Unscheduled."));
    m_workspace.editor().addPins(
        contents, this, [this, batch](const Result<EditOutcome> &result) { end(batch, result); });
}

void PagePins::end(const std::shared_ptr<Batch> &batch, Result<EditOutcome> result)
{
    const bool wasUnderWay = m_batch == batch;
    if (wasUnderWay)
        m_batch.reset();
    if (result)
        result->refused = batch->refused;
    if (batch->taken && !result)
        std::exchange(batch->taken, {})(fail(result.error()));
    if (batch->done)
        std::exchange(batch->done, {})(std::move(result));
    if (wasUnderWay && !m_batch) // who was told may have wished for more
        next();
}

} // namespace pinweek
