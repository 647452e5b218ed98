// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/carousels.h"

#include "planner/imageintake.h"
#include "store/mediastore.h"
#include "store/pinstore.h"
#include "store/store.h"

#include <QPointer>

namespace pinweek {

namespace {

QString noRoom()
{
    return Carousels::tr("A carousel has at most %n picture(s). Remove one first.", nullptr,
                         mostPictures);
}

/** A line for those beyond the fifth; nothing where all had room. */
QStringList leftOut(qsizetype count)
{
    if (count <= 0)
        return {};
    return {Carousels::tr("A carousel has at most five pictures: %n more left out.", nullptr,
                          int(count))};
}

/** Those that a carousel can have. */
QList<CarouselPicture> picturesFrom(const QList<MediaAsset> &assets)
{
    QList<CarouselPicture> pictures;
    for (const MediaAsset &asset : assets) {
        if (!asset.isVideo())
            pictures.append({asset.id});
    }
    return pictures;
}

/** A line for each of the others. */
QStringList videosLeftOut(const QList<MediaAsset> &assets)
{
    QStringList lines;
    for (const MediaAsset &asset : assets) {
        if (asset.isVideo())
            lines.append(Carousels::tr("“%1” is a video; a carousel has pictures only.")
                             .arg(asset.fileName));
    }
    return lines;
}

Error onlyVideos(const QList<MediaAsset> &assets)
{
    return {ErrorKind::Media, videosLeftOut(assets).join(QLatin1Char('\n'))};
}

} // namespace

Carousels::Carousels(PinEditor &editor, Store &store, QObject *parent)
    : QObject(parent), m_editor(editor), m_store(store)
{
}

void Carousels::change(PinId pin, const QString &step, const Change &wanted,
                       const QStringList &refused, QObject *context, Done<EditOutcome> done,
                       int triesLeft)
{
    const Result<Pin> seen = m_store.pins().pin(pin);
    const Result<PinContent> content =
        seen ? wanted(*seen) : Result<PinContent>(fail(seen.error()));
    if (!content) {
        deliver<EditOutcome>(context, std::move(done), fail(content.error()));
        return;
    }
    m_editor.edit(*seen, *content, step, {}, context,
                  [this, pin, step, wanted, refused, triesLeft, guard = QPointer<QObject>(context),
                   done = std::move(done)](const Result<EditOutcome> &result) mutable {
                      const bool isStale = !result && result.error().kind == ErrorKind::Conflict;
                      if (isStale && triesLeft > 1) {
                          change(pin, step, wanted, refused, guard, std::move(done), triesLeft - 1);
                          return;
                      }
                      if (!result) {
                          done(fail(result.error()));
                          return;
                      }
                      EditOutcome outcome = *result;
                      outcome.refused = refused;
                      done(std::move(outcome));
                  });
}

void Carousels::add(PinId pin, const QList<IntakeItem> &items, QObject *context,
                    Done<EditOutcome> done)
{
    const Result<Pin> seen = m_store.pins().pin(pin);
    const Result<MediaAsset> first = m_store.media().asset(seen ? seen->content.media : MediaId());
    if (first && first->isVideo()) {
        deliver<EditOutcome>(
            context, std::move(done),
            fail(ErrorKind::Rejected, tr("A pin with a video has no further pictures.")));
        return;
    }
    const qsizetype room = seen ? mostPictures - picturesOf(seen->content).size() : 0;
    if (!seen || room < 1) {
        deliver<EditOutcome>(context, std::move(done),
                             seen ? fail(ErrorKind::Rejected, noRoom()) : fail(seen.error()));
        return;
    }
    m_editor.takeImages(items.mid(0, room), context,
                        [this, pin, beyond = leftOut(items.size() - room),
                         guard = QPointer<QObject>(context),
                         done = std::move(done)](const Result<IntakeResult> &taken) mutable {
                            if (!taken) {
                                done(fail(taken.error()));
                                return;
                            }
                            const QList<CarouselPicture> more = picturesFrom(taken->assets);
                            if (more.isEmpty()) {
                                done(fail(onlyVideos(taken->assets)));
                                return;
                            }
                            change(
                                pin, tr("Add %n picture(s)", nullptr, int(more.size())),
                                [more](const Pin &now) -> Result<PinContent> {
                                    PinContent content = now.content;
                                    const QList<CarouselPicture> all = picturesOf(content) + more;
                                    if (all.size() > mostPictures)
                                        return fail(ErrorKind::Rejected, noRoom());
                                    setPictures(content, all);
                                    return content;
                                },
                                taken->refused + videosLeftOut(taken->assets) + beyond, guard,
                                std::move(done));
                        });
}

void Carousels::replace(PinId pin, int place, const IntakeItem &item, QObject *context,
                        Done<EditOutcome> done)
{
    m_editor.takeImages({item}, context,
                        [this, pin, place, guard = QPointer<QObject>(context),
                         done = std::move(done)](const Result<IntakeResult> &taken) mutable {
                            if (!taken) {
                                done(fail(taken.error()));
                                return;
                            }
                            if (taken->assets.constFirst().isVideo()) {
                                done(fail(onlyVideos(taken->assets)));
                                return;
                            }
                            change(
                                pin, tr("Replace picture"),
                                [place, media = taken->assets.constFirst().id](
                                    const Pin &now) -> Result<PinContent> {
                                    PinContent content = now.content;
                                    QList<CarouselPicture> pictures = picturesOf(content);
                                    if (place >= pictures.size())
                                        return fail(ErrorKind::Rejected,
                                                    tr("That picture is no longer there."));
                                    pictures[place].media = media;
                                    pictures[place].fit = {};
                                    setPictures(content, pictures);
                                    return content;
                                },
                                {}, guard, std::move(done));
                        });
}

void Carousels::make(const PinContent &content, const QList<IntakeItem> &items, QObject *context,
                     Done<EditOutcome> done)
{
    m_editor.takeImages(
        items.mid(0, mostPictures), context,
        [this, content, beyond = leftOut(items.size() - mostPictures),
         guard = QPointer<QObject>(context),
         done = std::move(done)](const Result<IntakeResult> &taken) mutable {
            if (!taken) {
                done(fail(taken.error()));
                return;
            }
            PinContent whole = content;
            const QList<CarouselPicture> pictures = picturesFrom(taken->assets);
            if (pictures.isEmpty()) {
                done(fail(onlyVideos(taken->assets)));
                return;
            }
            setPictures(whole, pictures);
            m_editor.addPins(
                {whole}, guard,
                [done = std::move(done), refused = taken->refused + videosLeftOut(taken->assets) +
                                                   beyond](const Result<EditOutcome> &made) {
                    if (!made) {
                        done(fail(made.error()));
                        return;
                    }
                    EditOutcome outcome = *made;
                    outcome.refused = refused;
                    done(std::move(outcome));
                });
        });
}

void Carousels::split(PinId pin, QObject *context, Done<EditOutcome> done)
{
    const Result<Pin> seen = m_store.pins().pin(pin);
    if (!seen || !seen->content.isCarousel() || !isEditable(seen->status)) {
        deliver<EditOutcome>(
            context, std::move(done),
            seen ? fail(ErrorKind::Rejected, tr("This pin can't be taken apart any more."))
                 : fail(seen.error()));
        return;
    }
    PinStep step;
    step.name = tr("Make pins of the pictures");
    PinChange first;
    first.id = pin;
    first.expectedRevision = seen->revision;
    first.content = seen->content;
    setPictures(first.content, seen->content.pictures.mid(0, 1));
    first.status = seen->status;
    step.changes.append(first);
    for (const CarouselPicture &picture : seen->content.pictures.mid(1)) {
        PinChange other;
        other.content = first.content;
        other.content.locked = false;
        other.content.planned.reset();
        other.content.media = picture.media;
        other.content.fit = picture.fit;
        other.content.altText.clear(); // it speaks of another picture
        const auto own = [](QString &text, const QString &ofPicture) {
            if (!ofPicture.trimmed().isEmpty())
                text = ofPicture;
        };
        own(other.content.title, picture.title);
        own(other.content.description, picture.description);
        own(other.content.link, picture.link);
        step.changes.append(other);
    }
    m_store.pins().apply(step, context,
                         [done = std::move(done)](const Result<StepOutcome> &stored) {
                             if (!stored) {
                                 done(fail(stored.error()));
                                 return;
                             }
                             EditOutcome outcome;
                             outcome.pins = stored->pins;
                             done(std::move(outcome));
                         });
}

} // namespace pinweek
