// SPDX-License-Identifier: GPL-3.0-or-later
// What is measured of month, list and search inside a process; tests/benchmarks/run calls it.
//
//   bench_views DIR ROUNDS [PART]   in a workspace that bench_pinweek filled; PART is week, month,
//                                   search, list or typing: that one alone, as for a profile
//
// Prints one JSON line: for each measurement its milliseconds, one number a round; and the "cards"
// of the coming week, which "zoom", "drag" and "filter week" are measured in. "search" ends with
// its first results, all others with the repainted view.
#include "calendar/monthview.h"
#include "calendar/weekview.h"
#include "list/listview.h"
#include "list/pinlistmodel.h"
#include "mainwindow.h"
#include "pins/pinmime.h"
#include "store/accountstore.h"
#include "store/pinsearch.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "theme/theme.h"
#include "workspace/workspace.h"

#include <QApplication>
#include <QDir>
#include <QDragEnterEvent>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QMimeData>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>

using namespace pinweek;

namespace {

constexpr int patience = 20000; // ms

double measured(const std::function<void()> &what)
{
    QElapsedTimer timer;
    timer.start();
    what();
    return double(timer.nsecsElapsed()) / 1e6;
}

class ViewsBench
{
public:
    ViewsBench(Workspace &workspace, int rounds)
        : m_workspace(workspace), m_theme(workspace.settings()), m_rounds(rounds)
    {
        const auto accounts = workspace.store().accounts().accounts();
        for (const Account &account : accounts.value_or(QList<Account>())) {
            if (account.environment != Environment::Local)
                m_account = account.id;
        }
    }

    /** @param part  empty: all of them */
    QJsonObject run(const QString &part)
    {
        const auto wanted = [&part](QLatin1String name) { return part.isEmpty() || part == name; };
        if (wanted(QLatin1String("week")))
            week();
        if (wanted(QLatin1String("month")))
            month();
        if (wanted(QLatin1String("search")))
            search();
        if (wanted(QLatin1String("list")))
            list();
        if (wanted(QLatin1String("typing")))
            typing();
        return m_result;
    }

private:
    template<typename View>
    void show(View &view, int height = 900)
    {
        view.resize(1440, height);
        view.show();
        if (!QTest::qWaitForWindowExposed(&view))
            qFatal("the window was not shown");
    }

    void repeat(const char *name, const std::function<double(int)> &round)
    {
        QJsonArray times;
        for (int i = 0; i < m_rounds; ++i)
            times.append(round(i));
        m_result.insert(QString::fromLatin1(name), times);
    }

    [[nodiscard]] PinFilter typed(int i) const
    {
        static const QStringList words{QStringLiteral("p"),      QStringLiteral("pi"),
                                       QStringLiteral("pin"),    QStringLiteral("pin 1"),
                                       QStringLiteral("pin 12"), QStringLiteral("example")};
        PinFilter filter;
        filter.account = m_account;
        filter.text = words[i % words.size()];
        return filter;
    }

    void month()
    {
        MonthView view(m_workspace, m_theme);
        view.setZone("Etc/UTC");
        view.setAccount(m_account);
        show(view);
        const QDate today = QDate::currentDate();
        repeat("month", [&](int i) {
            const double ms = measured([&] {
                view.setDay(today.addMonths(i % 2));
                view.viewport()->repaint();
            });
            QTest::qWait(1);
            return ms;
        });
        repeat("filter month", [&](int i) {
            return measured([&] {
                view.setFilter(typed(i));
                view.viewport()->repaint();
            });
        });
    }

    void week()
    {
        WeekView view(m_workspace, m_theme);
        view.setZone("Etc/UTC");
        view.setAccount(m_account);
        const QDate today = QDateTime::currentDateTimeUtc().date();
        view.setWeek(today.addDays(8 - today.dayOfWeek()));
        view.setHourHeight(88);
        show(view, 1240); // high enough for the whole day at 88 px an hour
        const auto complete = [&view] {
            if (!QTest::qWaitFor([&view] { return view.isComplete(); }, patience))
                qFatal("the week's pictures never came");
        };
        complete();
        m_result.insert(QStringLiteral("cards"), int(view.pins().size()));
        repeat("filter week", [&](int i) {
            return measured([&] {
                view.setFilter(typed(i));
                view.viewport()->repaint();
            });
        });
        view.setFilter({});
        zoom(view, complete);
        drag(view);
    }

    void zoom(WeekView &view, const std::function<void()> &complete)
    {
        constexpr std::array steps{40, 88, 176, 88};
        repeat("zoom", [&](int i) {
            const double ms = measured([&] {
                view.setHourHeight(steps[size_t(i) % steps.size()]);
                view.viewport()->repaint();
            });
            complete(); // other sizes have other pictures
            return ms;
        });
        view.setHourHeight(88);
        complete();
    }

    /** A card that goes over the week, as the window system tells it. */
    void drag(WeekView &view)
    {
        const QList<PinId> pins = view.pins();
        if (pins.isEmpty())
            qFatal("there is no card to drag");
        QWidget *target = view.viewport();
        const auto data = pinmime::encode({pins.first()}, pins.first(), 8, m_workspace.directory());
        QDragEnterEvent enter(target->rect().center(), Qt::CopyAction | Qt::MoveAction, data.get(),
                              Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(target, &enter);
        repeat("drag", [&](int i) {
            // Neither at a side, where it would turn the week, nor at an edge, where it would
            // scroll.
            const QPoint to(200 + i * 37 % (target->width() - 400),
                            200 + i * 53 % (target->height() - 400));
            return measured([&] {
                QDragMoveEvent move(to, Qt::CopyAction | Qt::MoveAction, data.get(), Qt::LeftButton,
                                    Qt::NoModifier);
                QApplication::sendEvent(target, &move);
                target->repaint();
            });
        });
        QDragLeaveEvent leave;
        QApplication::sendEvent(target, &leave);
    }

    void search()
    {
        PinSearch search(m_workspace.store());
        QSignalSpy found(&search, &PinSearch::found);
        repeat("search", [&](int i) {
            found.clear();
            const double ms = measured([&] {
                search.find({typed(i)});
                if (!found.wait(patience))
                    qFatal("no answer");
            });
            while (!found.last().at(1).toBool()) {
                if (!found.wait(patience))
                    qFatal("no whole answer");
            }
            return ms;
        });
    }

    void list()
    {
        ListView view(m_workspace, m_theme);
        view.setZone("Etc/UTC");
        view.setAccount(m_account);
        show(view);
        auto *table = view.findChild<QTableView *>();
        const auto whole = [&] {
            if (!QTest::qWaitFor([&] { return view.model().isWhole(); }, patience))
                qFatal("the list never came");
        };
        whole();
        repeat("list scroll", [&](int i) {
            QScrollBar *bar = table->verticalScrollBar();
            return measured([&] {
                // Far away: another page has to be read.
                bar->setValue(int((qint64(i) * 7919 * 44) % qMax(1, bar->maximum())));
                table->viewport()->repaint();
            });
        });
        QSignalSpy listed(&view.model(), &PinListModel::listed);
        repeat("list sort", [&](int i) {
            listed.clear();
            const double ms = measured([&] {
                view.model().sort(int(i % 2 ? PinColumn::Time : PinColumn::Title),
                                  Qt::AscendingOrder);
                if (!listed.wait(patience))
                    qFatal("the list was never sorted");
                table->viewport()->repaint();
            });
            whole();
            return ms;
        });
    }

    /** Of each letter of a title and of a link, in the window with its week and composer: how long
     * it takes until it is painted, or, if that is longer, any turn of the event loop until the
     * next, such as that in which what was stored comes back. */
    void typing()
    {
        MainWindow window(m_workspace, m_theme);
        window.resize(1440, 900);
        window.show();
        if (!QTest::qWaitForWindowActive(&window))
            qFatal("the window was not shown");
        window.complete();
        auto *week = window.findChild<WeekView *>();
        if (!QTest::qWaitFor([&] { return week->isComplete() && !week->pins().isEmpty(); },
                             patience))
            qFatal("the week never came");
        const QList<Pin> pins =
            m_workspace.store().pins().pins(week->pins()).value_or(QList<Pin>());
        const auto editable = std::find_if(pins.begin(), pins.end(),
                                           [](const Pin &pin) { return isEditable(pin.status); });
        if (editable == pins.end())
            qFatal("there is no pin to write in");
        week->setSelection({editable->id});
        typeInto("key in title", *window.findChild<QLineEdit *>(QStringLiteral("titleLineEdit")));
        typeInto("key in link", *window.findChild<QLineEdit *>(QStringLiteral("linkLineEdit")));
        window.commit();
    }

    void typeInto(const char *name, QLineEdit &field)
    {
        constexpr int runs = 4;
        constexpr int letters = 80; // beside the address no more than a title may have
        constexpr int pause = 40;   // ms between two letters
        QJsonArray times;
        for (int i = 0; i < runs * letters; ++i) {
            if (i % letters == 0) {
                field.setFocus();
                field.selectAll();
                QTest::keyClicks(&field, QStringLiteral("https://example.com/"));
                QTest::qWait(1000); // until it is stored
            }
            QElapsedTimer sinceKey;
            sinceKey.start();
            double longest = measured([&] {
                QTest::keyClick(&field, Qt::Key_A);
                field.window()->repaint();
            });
            while (sinceKey.elapsed() < pause) {
                longest = std::max(longest, measured([] { QCoreApplication::processEvents(); }));
                QThread::usleep(200);
            }
            times.append(longest);
        }
        m_result.insert(QString::fromLatin1(name), times);
    }

    Workspace &m_workspace;
    ThemeManager m_theme;
    AccountId m_account;
    const int m_rounds;
    QJsonObject m_result;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() != 3 && arguments.size() != 4) {
        std::fprintf(stderr, "usage: bench_views DIR ROUNDS [week|month|search|list|typing]\n");
        return 2;
    }
    WorkspaceOptions options;
    options.directory = arguments[1];
    options.origin = QStringLiteral("bench");
    options.vault = std::make_unique<MemoryVault>();
    const auto workspace = Workspace::open(std::move(options));
    if (!workspace) {
        std::fprintf(stderr, "bench_views: %s\n", qPrintable(workspace.error().detail));
        return 1;
    }
    ViewsBench bench(**workspace, arguments[2].toInt());
    std::printf(
        "%s\n",
        QJsonDocument(bench.run(arguments.value(3))).toJson(QJsonDocument::Compact).constData());
    return 0;
}
