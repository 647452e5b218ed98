// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/monthdrop.h"
#include "calendar/monthview_p.h"

#include <QPainter>

namespace pinweek {

namespace {

constexpr QSize dragPictureSize{48, 72};

} // namespace

QPixmap MonthView::Private::dragPicture(const PinWindow::Row &row)
{
    const qreal ratio = q->devicePixelRatioF();
    QPixmap picture(dragPictureSize * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    tiles.paint(painter, QRect({1, 1}, dragPictureSize - QSize(2, 2)), contentOf(row), {});
    return picture;
}

void MonthView::Private::replan()
{
    const auto day = grid.dayAt(drag.pos);
    const bool copy = isOurDrag() && drag.modifiers.testFlag(Qt::ControlModifier);
    if (drag.day == day && day && drag.copied == copy)
        return;
    drag.day = day;
    drag.copied = copy;
    if (!drag.refusal.isEmpty() || !day) {
        drag.plan = {};
        drag.plan.why = day ? drag.refusal : tr("Drop it on a day.");
        return;
    }
    const MonthDropScene scene{
        workspace.clock().now(), window.zone(), copy,
        [this](QDate date) { return freeTime(date); }};
    drag.plan = planMonthDrop(drag.content, drag.pins, scene, grid.dateOf(*day));
    previewSlots();
}

void MonthView::Private::previewSlots()
{
    if (drag.plan.nextFree)
        slotPreview.ask(newContents(drag.pins), drag.plan.at.resolve().utc, window.zone());
    else
        slotPreview.clear();
}

} // namespace pinweek
