// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/steppin.h"

#include <algorithm>

namespace pinweek {

namespace {

bool exists(Database &db, const QString &sql, qint64 id, qint64 parent = 0)
{
    Query query(db, sql);
    query.bind(id);
    if (parent)
        query.bind(parent);
    return query.next();
}

QString mediaSql()
{
    return QStringLiteral("SELECT 1 FROM media_asset WHERE id = ? AND erased = 0");
}

QString pictureSql()
{
    return mediaSql() + QStringLiteral(" AND kind <> 'video'");
}

/** What the history says of a change; empty: nothing worth a line (typing). */
QString historyDetail(const StepPin &pin, const QString &step)
{
    if (!pin.before.pin.id.isValid())
        return QStringLiteral("added: %1").arg(step);
    if (pin.before.removedAt.has_value() != pin.after.removedAt.has_value())
        return (pin.after.removedAt ? QStringLiteral("deleted: %1")
                                    : QStringLiteral("brought back: %1"))
            .arg(step);
    if (pin.before.pin.status != pin.after.pin.status)
        return step;
    if (pin.before.pin.dueAt != pin.after.pin.dueAt) {
        const auto text = [](const std::optional<UtcTime> &at) {
            return at ? toIso(*at) : QStringLiteral("no time");
        };
        return QStringLiteral("moved from %1 to %2: %3")
            .arg(text(pin.before.pin.dueAt), text(pin.after.pin.dueAt), step);
    }
    return {};
}

} // namespace

bool boardFits(Database &db, const PinContent &content)
{
    return !content.board.isValid() ||
           exists(db, QStringLiteral("SELECT 1 FROM board WHERE id = ? AND account_id = ?"),
                  content.board.value, content.account.value);
}

bool sectionFits(Database &db, const PinContent &content)
{
    return !content.section.isValid() ||
           (content.board.isValid() &&
            exists(db, QStringLiteral("SELECT 1 FROM board_section WHERE id = ? AND board_id = ?"),
                   content.section.value, content.board.value));
}

bool mediaFits(Database &db, const PinContent &content)
{
    const QList<CarouselPicture> pictures = picturesOf(content);
    return std::all_of(pictures.begin(), pictures.end(), [&db](const CarouselPicture &picture) {
        return exists(db, mediaSql(), picture.media.value);
    });
}

bool carouselFits(Database &db, const PinContent &content)
{
    return std::none_of(content.pictures.begin(), content.pictures.end(),
                        [&db](const CarouselPicture &picture) {
                            return exists(db, mediaSql() + QStringLiteral(" AND kind = 'video'"),
                                          picture.media.value);
                        });
}

bool coverFits(Database &db, const PinContent &content)
{
    return !content.cover.isValid() ||
           (!content.isCarousel() &&
            exists(db, mediaSql() + QStringLiteral(" AND kind = 'video'"), content.media.value) &&
            exists(db, pictureSql(), content.cover.value));
}

bool hasFrameOfFormerVideo(Database &db, const StepPin &pin)
{
    const PinContent &before = pin.before.pin.content;
    const PinContent &after = pin.after.pin.content;
    return before.media.isValid() && before.media != after.media && before.cover == after.cover &&
           exists(db, mediaSql() + QStringLiteral(" AND kind = 'still'"), after.cover.value);
}

bool campaignFits(Database &db, const PinContent &content)
{
    return !content.campaign.isValid() ||
           exists(db, QStringLiteral("SELECT 1 FROM campaign WHERE id = ?"),
                  content.campaign.value);
}

void tellHistory(Database &db, const StepPin &pin, const QString &step, UtcTime now,
                 const QString &origin)
{
    const QString detail = historyDetail(pin, step);
    if (detail.isEmpty())
        return;
    const PinStatus from =
        pin.before.pin.id.isValid() ? pin.before.pin.status : pin.after.pin.status;
    addHistory(db, pin.after.pin.id, now, from, pin.after.pin.status, origin, detail);
}

bool storeStepPin(Database &db, StepPin &pin, UtcTime now)
{
    PinRow &after = pin.after;
    if (!pin.before.pin.id.isValid()) {
        after.pin.id = insertPin(db, after);
        after.pin.revision = 1;
        return after.pin.id.isValid();
    }
    PinRow from = pin.before;
    const bool oneMove =
        from.pin.status == after.pin.status || canMove(from.pin.status, after.pin.status);
    if (!oneMove) {
        // Undo only: what failed or was blocked before an edit goes there by way of scheduled.
        PinRow between = after;
        between.pin.status = PinStatus::Scheduled;
        if (!updatePin(db, from, between, now))
            return false;
        from.pin.revision += 1;
        from.pin.status = PinStatus::Scheduled;
    }
    if (!updatePin(db, from, after, now))
        return false;
    after.pin.revision = from.pin.revision + 1;
    return true;
}

} // namespace pinweek
