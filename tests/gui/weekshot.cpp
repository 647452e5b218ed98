// SPDX-License-Identifier: GPL-3.0-or-later
// Shows the week alone over a filled workspace and writes it as a picture, to be looked at:
//   weekshot OUT.png [--scene week|crowded|empty|drag|refused|many] [--dark|--contrast] [--zoom
//   40|88|176] [--size 1160x820] [--rtl] [--paint N] [--view week|month|list|links] [--search TEXT]
#include "calendar/monthview.h"
#include "calendar/weekview.h"
#include "core/settings.h"
#include "gui/weekscene.h"
#include "list/listview.h"
#include "list/pinlistmodel.h"
#include "pins/pinmime.h"
#include "planner/sloteditor.h"
#include "support/await.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QDragMoveEvent>
#include <QElapsedTimer>
#include <QMimeData>
#include <QTest>

#include <algorithm>
#include <functional>

using namespace pinweek;
using namespace pinweek::test;

namespace {

QStringList pictures()
{
    const QDir dir(QStringLiteral(PINWEEK_DEMO_PICTURES));
    QStringList paths;
    for (const QString &name : dir.entryList({QStringLiteral("*.jpg")}, QDir::Files))
        paths.append(dir.filePath(name));
    return paths;
}

QString titleOf(const QString &path)
{
    QString title = QFileInfo(path).baseName().replace(QLatin1Char('-'), QLatin1Char(' '));
    title[0] = title[0].toUpper();
    return title;
}

void fillWeek(WeekScene &scene)
{
    const QStringList files = pictures();
    int next = 0;
    const auto add = [&](int day, QTime time, PinStatus status) {
        const QString path = files[next++ % files.size()];
        return scene.add(day, time, titleOf(path), status, path);
    };
    for (int day = 0; day < 7; ++day) {
        const PinStatus status = day == 0 ? PinStatus::Published : PinStatus::Scheduled;
        add(day, QTime(8, 30), day < 2 ? PinStatus::Published : status);
        add(day, QTime(10 + day % 3, 15), status);
        add(day, QTime(13, 30), status);
        add(day, QTime(16, 45), status);
    }
    add(1, QTime(11, 0), PinStatus::Publishing);
    add(1, QTime(12, 0), PinStatus::Failed);
    add(0, QTime(12, 0), PinStatus::Blocked);
    add(0, QTime(18, 0), PinStatus::Unconfirmed);
    add(2, QTime(21, 0), PinStatus::Scheduled);
    add(2, QTime(22, 0), PinStatus::Scheduled);
    for (int i = 0; i < 9; ++i)
        add(4, QTime(14 + i / 2, (i % 2) * 30 + 5), PinStatus::Scheduled);
    add(5, QTime(10, 15), PinStatus::Scheduled);
    add(5, QTime(10, 20), PinStatus::Scheduled);
    for (int i = 0; i < 5; ++i)
        add(6, QTime(11, i), PinStatus::Scheduled);
    PinContent draft =
        scene.content(3, QTime(9, 0), QStringLiteral("Storm clouds over the long road home"));
    draft.media = scene.addImage(files[4]);
    draft.board = {};
    draft.link.clear();
    scene.addContent(draft, PinStatus::Draft);
    draft.title.clear();
    draft.planned = scene.at(0, QTime(15, 0));
    scene.addContent(draft, PinStatus::Draft);
    PinContent sandbox = scene.content(3, QTime(17, 45), QStringLiteral("Trying the sandbox"));
    sandbox.account = scene.addAccount(Environment::Sandbox, QStringLiteral("trial"));
    sandbox.media = scene.addImage(files[7]);
    sandbox.board = {};
    sandbox.locked = true;
    scene.addContent(sandbox, PinStatus::Draft);
    PinContent tokyo = scene.content(3, QTime(19, 0), QStringLiteral("Planned in another zone"));
    tokyo.planned = WallTime{scene.monday.addDays(4), QTime(4, 0), "Asia/Tokyo"};
    tokyo.media = scene.addImage(files[9]);
    scene.addContent(tokyo, PinStatus::Scheduled);
}

void crowd(WeekScene &scene)
{
    const QStringList files = pictures();
    for (int i = 0; i < 300; ++i) {
        const QString path = files[i % files.size()];
        scene.add(i % 7, QTime(0, 0).addSecs((i / 7) * 33 * 60), titleOf(path),
                  PinStatus::Scheduled, path);
    }
}

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
    if (!QTest::qWaitForWindowActive(&view) || !QTest::qWaitFor(isComplete, 20000))
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
        !QTest::qWaitFor([&view] { return view.isComplete(); }, 20000))
        qWarning("the week is not complete");

    QMimeData data;
    if (name == QLatin1String("drag") || name == QLatin1String("many")) {
        QList<QUrl> urls;
        for (const QString &path : pictures().mid(0, name == QLatin1String("many") ? 3 : 1))
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
        data.setUrls({QUrl::fromLocalFile(pictures().first())});
        hover(view, &data, view.pointOf(scene.at(5, QTime(14, 2))));
    } else if (name == QLatin1String("slots")) {
        QTest::mouseMove(view.viewport(), view.pointOf(scene.at(5, QTime(14, 0))) + QPoint(30, 10));
    } else if (name == QLatin1String("week")) {
        const auto rows = scene.pins().due({}, scene.at(1, QTime(13, 0)).resolve().utc,
                                           scene.at(1, QTime(14, 0)).resolve().utc);
        view.setSelection({rows->first().id});
        QTest::mouseMove(view.viewport(), view.pointOf(scene.at(2, QTime(15, 30))));
    }
    if (!QTest::qWaitFor([&view] { return view.isComplete(); }, 20000))
        qWarning("the week is not complete");
    view.grab().save(parser.positionalArguments().value(0));
    if (parser.isSet(QStringLiteral("paint")))
        measure(view, parser.value(QStringLiteral("paint")).toInt());
    return 0;
}
