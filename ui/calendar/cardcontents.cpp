// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/cardcontents.h"

#include "calendar/weekview.h"
#include "model/videoway.h"
#include "planner/pineditor.h"
#include "text/texts.h"
#include "text/timetext.h"
#include "text/videotexts.h"
#include "workspace/offhours.h"
#include "workspace/workspace.h"

namespace pinweek {

namespace {

QString noticeOf(const PinWindow::Row &row, const PinWindow &window, Workspace &workspace)
{
    const Pin &pin = row.pin;
    switch (pin.status) {
    case PinStatus::Draft:
        if (pin.isMissed(workspace.clock().now()))
            return WeekView::tr("Missed");
        return needsText(workspace.editor().missing(pin.content));
    case PinStatus::Failed:
    case PinStatus::Blocked:
    case PinStatus::Unconfirmed:
    case PinStatus::Publishing:
    case PinStatus::HandedOver:
        return statusText(pin, window.zone());
    case PinStatus::Scheduled:
        return videoText(pin);
    case PinStatus::Published:
        return {};
    }
    return {};
}

} // namespace

CardContent cardContent(const PinWindow::Row &row, PinWindow &window, Workspace &workspace,
                        const PinFilter &filter)
{
    const PinContent &pin = row.pin.content;
    CardContent content;
    content.pin = row.pin.id;
    content.revision = row.pin.revision;
    content.time = clockText(row.local.time);
    if (pin.planned && pin.planned->zone != row.local.zone &&
        (pin.planned->date != row.local.date || pin.planned->time != row.local.time))
        content.ownTime =
            QStringLiteral("%1 %2").arg(clockText(pin.planned->time), zoneName(pin.planned->zone));
    content.title = pin.title;
    content.status = row.pin.status;
    content.upload = row.pin.video;
    content.isUploading = isVideoUnderWay(row.pin);
    content.missed = row.pin.isMissed(workspace.clock().now());
    content.outline = !filter.matches(row.pin);
    if (!content.outline)
        content.notice = noticeOf(row, window, workspace);
    if (const auto asset = window.picture(pin)) {
        content.sha256 = asset->sha256;
        content.format = asset->format;
        content.fit = pin.fit;
    }
    const auto video = window.video(pin);
    content.video = video ? video->duration : std::chrono::milliseconds(0);
    content.boardColour = window.boardColour(pin.board);
    content.campaignColour = window.campaignColour(pin.campaign);
    content.account = window.accountMark(pin.account);
    content.sandbox = window.isSandbox(pin.account);
    content.locked = pin.locked;
    content.pictures = int(pin.pictures.size());
    content.offHours =
        row.pin.status == PinStatus::Scheduled && isPlannedForOffHours(workspace, pin);
    return content;
}

QString spokenCard(const PinWindow::Row &row, const CardContent &content, PinWindow &window)
{
    QString state = content.missed || content.notice.isEmpty()
                        ? statusText(row.pin.status).toLower()
                        : content.notice;
    if (content.missed)
        state = WeekView::tr("missed draft");
    else if (row.pin.status == PinStatus::Draft && !content.notice.isEmpty())
        state = WeekView::tr("draft, %1").arg(content.notice);
    if (const QString carousel = carouselText(row.pin.content); !carousel.isEmpty())
        state += QStringLiteral(", ") + carousel;
    if (const QString video = spokenVideo(window.video(row.pin.content)); !video.isEmpty())
        state += QStringLiteral(", ") + video;
    if (content.account)
        state += WeekView::tr(", account %1").arg(window.accountName(row.pin.content.account));
    if (content.sandbox)
        state += WeekView::tr(", sandbox");
    if (content.offHours)
        state += WeekView::tr(", this computer is usually off then");
    const QString title = content.title.isEmpty() ? WeekView::tr("untitled") : content.title;
    //: Read out by a screen reader: day and time, state, title.
    return WeekView::tr("%1, %2, %3")
        .arg(spokenDayClock(row.local.date, row.local.time), state, title);
}

} // namespace pinweek
