// SPDX-License-Identifier: GPL-3.0-or-later
// What is measured of month, list and search inside a process; tests/benchmarks/run calls it.
//
//   bench_views DIR ROUNDS   in a workspace that bench_pinweek filled
//
// Prints one JSON line: for each measurement its milliseconds, one number a round. "month" and
// "filter …" end with the repainted view, "search" with its first results, "list …" with the
// painted rows.
#include "calendar/monthview.h"
#include "calendar/weekview.h"
#include "list/listview.h"
#include "list/pinlistmodel.h"
#include "store/accountstore.h"
#include "store/pinsearch.h"
#include "store/store.h"
#include "theme/theme.h"
#include "workspace/workspace.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

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

    QJsonObject run()
    {
        month();
        week();
        search();
        list();
        return m_result;
    }

private:
    template<typename View>
    void show(View &view)
    {
        view.resize(1440, 900);
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
        show(view);
        if (!QTest::qWaitFor([&] { return view.isComplete(); }, patience))
            qFatal("the week's pictures never came");
        repeat("filter week", [&](int i) {
            return measured([&] {
                view.setFilter(typed(i));
                view.viewport()->repaint();
            });
        });
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
    if (arguments.size() != 3) {
        std::fprintf(stderr, "usage: bench_views DIR ROUNDS\n");
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
    std::printf("%s\n", QJsonDocument(bench.run()).toJson(QJsonDocument::Compact).constData());
    return 0;
}
