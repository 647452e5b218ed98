// SPDX-License-Identifier: GPL-3.0-or-later
// Shows the week alone over a filled workspace and writes it as a picture, to be looked at:
//   weekshot OUT.png [--scene week|crowded|empty|drag|refused|many] [--dark|--contrast] [--zoom
//   40|88|176] [--size 1160x820] [--rtl] [--paint N] [--view week|month|list|links] [--search TEXT]
#include "calendar/monthview.h"
#include "calendar/weekview.h"
#include "core/settings.h"
#include "gui/filledweek.h"
#include "list/listview.h"
#include "list/pinlistmodel.h"
#include "pins/pinmime.h"
#include "planner/sloteditor.h"
#include "support/await.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDragMoveEvent>
#include <QElapsedTimer>
#include <QMimeData>
#include <QTest>

#include <algorithm>
#include <functional>

using namespace pinweek;
using namespace pinweek::test;

namespace {

void hover(WeekView &view, const QMimeData *data, QPoint pos)
{
    QDragEnterEvent enter(pos, Qt::CopyAction | Qt::MoveAction, data, Qt::LeftButton,
                          Qt::NoModifier);
    QApplication::sendEvent(view.viewport(), &enter);
    QDragMoveEvent move(pos, Qt::CopyAction | Qt::MoveAction, data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(view.viewport(), &move);
}

void measure(WeekView &view, int times)
{
    QPixmap target(view.viewport()->size() * view.devicePixelRatioF());
    target.setDevicePixelRatio(view.devicePixelRatioF());
    QList<double> taken;
    for (int i = 0; i < times; ++i) {
        QElapsedTimer timer;
        timer.start();
        view.viewport()->render(&target);
        taken.append(double(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(taken.begin(), taken.end());
    qInfo("paint ms: p50 %.2f p99 %.2f first-sorted-max %.2f", taken[taken.size() / 2],
          taken[taken.size() * 99 / 100], taken.last());
}

/** Month or list in place of the week. */
template<typename View>
void shoot(View &view, QSize size, const PinFilter &filter, const std::function<bool()> &isComplete,
           const QString &path)
{
    view.setZone("Etc/UTC");
    view.setAccount(filter.account);
    view.setFilter(filter);
    view.resize(size);
    view.show();
    view.setFocus();
    if (!QTest::qWaitForWindowActive(&view) || !waitUntil(isComplete, 20000))
        qWarning("the view is not complete");
    view.grab().save(path);
}

void shootOther(WeekScene &scene, const QString &kind, QSize size, const PinFilter &filter,
                const QString &path)
{
    if (kind == QLatin1String("month")) {
        MonthView view(scene.workspace(), scene.theme());
        view.setDay(scene.monday.addDays(2));
        shoot(
            view, size, filter, [&view] { return view.isComplete(); }, path);
        return;
    }
    ListView view(scene.workspace(), scene.theme());
    view.setGrouped(kind == QLatin1String("links"));
    QElapsedTimer since;
    since.start();
    // The list's pictures have no end that could be told: they are made within a second.
    shoot(
        view, size, filter, [&] { return view.model().isWhole() && since.hasExpired(1500); }, path);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addPositionalArgument(QStringLiteral("out"), QStringLiteral("PNG to write"));
    const auto option = [&parser](const char *name, const char *value) {
        parser.addOption({QString::fromLatin1(name), QString(), QString::fromLatin1(value)});
    };
    option("scene", "name");
    option("zoom", "px");
    option("size", "WxH");
    option("paint", "times");
    option("view", "kind");
    option("search", "text");
    parser.addOptions({{QStringLiteral("dark"), QString()},
                       {QStringLiteral("contrast"), QString()},
                       {QStringLiteral("rtl"), QString()}});
    parser.process(app);
    const QString name = parser.value(QStringLiteral("scene"));

    WeekScene scene;
    if (parser.isSet(QStringLiteral("dark")))
        scene.workspace().settings().setTheme(ThemeChoice::Dark);
    if (parser.isSet(QStringLiteral("contrast")))
        scene.workspace().settings().setTheme(ThemeChoice::HighContrast);
    if (parser.isSet(QStringLiteral("rtl")))
        QApplication::setLayoutDirection(Qt::RightToLeft);
    if (name == QLatin1String("crowded")) {
        scene.workspace().settings().setWindow(QTime(0, 0), QTime(0, 0));
        crowd(scene);
    } else if (name != QLatin1String("empty")) {
        fillWeek(scene);
    }

    if (name.startsWith(QLatin1String("slot"))) {
        must(await<int>([&](QObject *context, auto done) {
            scene.workspace().slotEditor().makeWeek(scene.account, {}, 5, context, done);
        }));
    }

    const QStringList size = parser.value(QStringLiteral("size")).split(QLatin1Char('x'));
    const QSize shown =
        size.size() == 2 ? QSize(size[0].toInt(), size[1].toInt()) : QSize(1160, 860);
    PinFilter filter;
    filter.account = scene.account;
    filter.text = parser.value(QStringLiteral("search"));
    const QString kind = parser.value(QStringLiteral("view"));
    if (!kind.isEmpty() && kind != QLatin1String("week")) {
        shootOther(scene, kind, shown, filter, parser.positionalArguments().value(0));
        return 0;
    }
    WeekView view(scene.workspace(), scene.theme());
    view.setSlotAccount(scene.account);
    view.setZone("Etc/UTC");
    view.setFilter(filter.narrows() ? filter : PinFilter());
    view.setWeek(scene.monday);
    if (parser.isSet(QStringLiteral("zoom")))
        view.setHourHeight(parser.value(QStringLiteral("zoom")).toInt());
    view.resize(shown);
    view.show();
    view.setFocus();
    if (!QTest::qWaitForWindowActive(&view) ||
        !waitUntil([&view] { return view.isComplete(); }, 20000))
        qWarning("the week is not complete");

    QMimeData data;
    if (name == QLatin1String("drag") || name == QLatin1String("many")) {
        QList<QUrl> urls;
        for (const QString &path : demoPictures().mid(0, name == QLatin1String("many") ? 3 : 1))
            urls.append(QUrl::fromLocalFile(path));
        data.setUrls(urls);
        hover(view, &data, view.pointOf(scene.at(5, QTime(12, 15))));
    } else if (name == QLatin1String("refused")) {
        data.setUrls({QUrl::fromLocalFile(QStringLiteral("/etc/hostname.txt"))});
        hover(view, &data, view.pointOf(scene.at(5, QTime(12, 15))));
    } else if (name == QLatin1String("slotedit")) {
        view.setSlotEditing(true);
        QTest::mouseMove(view.viewport(), view.pointOf(scene.at(2, QTime(15, 30))));
    } else if (name == QLatin1String("slotdrag")) {
        data.setUrls({QUrl::fromLocalFile(demoPictures().first())});
        hover(view, &data, view.pointOf(scene.at(5, QTime(14, 2))));
    } else if (name == QLatin1String("slots")) {
        QTest::mouseMove(view.viewport(), view.pointOf(scene.at(5, QTime(14, 0))) + QPoint(30, 10));
    } else if (name == QLatin1String("week")) {
        const auto rows = scene.pins().due({}, scene.at(1, QTime(13, 0)).resolve().utc,
                                           scene.at(1, QTime(14, 0)).resolve().utc);
        view.setSelection({rows->first().id});
        QTest::mouseMove(view.viewport(), view.pointOf(scene.at(2, QTime(15, 30))));
    }
    if (!waitUntil([&view] { return view.isComplete(); }, 20000))
        qWarning("the week is not complete");
    view.grab().save(parser.positionalArguments().value(0));
    if (parser.isSet(QStringLiteral("paint")))
        measure(view, parser.value(QStringLiteral("paint")).toInt());
    return 0;
}
