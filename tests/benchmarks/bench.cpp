// SPDX-License-Identifier: GPL-3.0-or-later
// What is measured inside a process; tests/benchmarks/run calls it and makes the table.
//
//   bench_pinweek fill DIR PINS
//       makes a workspace: 300 pins a week, photographs in the library; from 1,000 pins on this
//       week and the coming one are whole, whatever day it is
//
//   bench_pinweek crowd DIR
//       puts the 300 pins of the coming week between 8:00 and 20:00
//
//   bench_pinweek switch DIR ROUNDS WEEKS
//       goes from week to week, up to WEEKS before and after the coming one; each time until the
//       week is painted
//
//   bench_pinweek paint DIR ROUNDS
//       paints the 300 cards of the coming week
//
//   bench_pinweek notice DIR ROUNDS
//       from a stored change until another process has been told
//
//   bench_pinweek listen DIR
//       that other process: prints a time for each change
//
// Prints one JSON line: milliseconds in "ms", one number a round.
#include "calendar/weekview.h"
#include "core/clock.h"
#include "core/settings.h"
#include "media/thumbnailcache.h"
#include "model/mediaasset.h"
#include "paintclock.h"
#include "planner/pineditor.h"
#include "store/accountstore.h"
#include "store/mediastore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "support/testworkspace.h"
#include "theme/theme.h"
#include "workspace/workspace.h"

#include <QAccessible>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMainWindow>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <cstdio>

using namespace pinweek;

namespace {

constexpr int patience = 30000; // ms

int failed(const QString &why)
{
    std::fprintf(stderr, "bench_pinweek: %s\n", qPrintable(why));
    return 1;
}

void print(const QJsonObject &object)
{
    std::printf("%s\n", QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
}

QJsonArray toJson(const std::vector<double> &values)
{
    QJsonArray array;
    for (const double value : values)
        array.append(value);
    return array;
}

/** The Monday after today, in the zone of the filled workspace (UTC). */
QDate comingMonday()
{
    const QDate today = QDateTime::currentDateTimeUtc().date();
    return today.addDays(8 - today.dayOfWeek());
}

/** Photographs for the rows that fillWorkspace() made, so that cards have pictures. */
QString addPhotographs(const QString &directory)
{
    const QDir photos(QStringLiteral(PINWEEK_DEMO_PICTURES));
    const QStringList names = photos.entryList({QStringLiteral("*.jpg")}, QDir::Files, QDir::Name);
    if (names.isEmpty())
        return QStringLiteral("no pictures in %1").arg(photos.path());
    const SystemClock clock;
    const auto store = Store::open(directory, clock, QStringLiteral("bench"));
    if (!store)
        return store.error().detail;
    for (qint64 id = 1;; ++id) {
        const Result<MediaAsset> asset = (*store)->media().asset(MediaId{id});
        if (!asset)
            return id > 1 ? QString() : asset.error().detail;
        const QString path =
            QDir(directory).filePath(mediaRelativePath(asset->sha256, asset->format));
        QDir().mkpath(QFileInfo(path).path());
        if (!QFile::copy(photos.filePath(names.at(int(id) % names.size())), path))
            return QStringLiteral("%1 could not be written").arg(path);
    }
}

int fill(const QString &directory, int pins)
{
    // On a Monday the coming week ends in 14 days; it begins in one at the end of a Sunday, and this
    // one began seven before.
    const UtcTime now = SystemClock().now();
    const Result<test::FilledWorkspace> filled =
        test::fillWorkspace(directory, pins, now, now + std::chrono::hours(84));
    if (!filled)
        return failed(filled.error().detail);
    const QString problem = addPhotographs(directory);
    return problem.isEmpty() ? 0 : failed(problem);
}

/** 43 cards a day, 1000 s apart: at 88 px an hour each has its own place. */
QString moveIntoDaytime(QSqlDatabase &db)
{
    constexpr int cardsADay = 43;
    constexpr int secondsApart = 1000;
    const qint64 monday = QDateTime(comingMonday(), {0, 0}, Qt::UTC).toSecsSinceEpoch();
    QSqlQuery ids(db);
    ids.prepare(
        QStringLiteral("SELECT id FROM pin WHERE due_at >= ? AND due_at < ? ORDER BY due_at"));
    ids.addBindValue(monday);
    ids.addBindValue(monday + 7 * 24 * 3600);
    if (!ids.exec())
        return ids.lastError().text();
    QList<qint64> pins;
    while (ids.next())
        pins.append(ids.value(0).toLongLong());
    if (pins.size() != 300)
        return QStringLiteral("%1 pins in the coming week, not 300").arg(pins.size());
    QSqlQuery move(db);
    move.prepare(QStringLiteral("UPDATE pin SET due_at = ?, wall_time = ? WHERE id = ?"));
    for (int i = 0; i < pins.size(); ++i) {
        const qint64 due =
            monday + i / cardsADay * 24 * 3600 + 8 * 3600 + i % cardsADay * secondsApart;
        move.addBindValue(due);
        move.addBindValue(QDateTime::fromSecsSinceEpoch(due, Qt::UTC)
                              .toString(QStringLiteral("yyyy-MM-dd'T'HH:mm:ss")));
        move.addBindValue(pins.at(i));
        if (!move.exec())
            return move.lastError().text();
    }
    return {};
}

int crowd(const QString &directory)
{
    QString problem;
    {
        QSqlDatabase db =
            QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("crowd"));
        db.setDatabaseName(QDir(directory).filePath(QStringLiteral("pinweek.db")));
        if (!db.open() || !db.transaction())
            problem = db.lastError().text();
        else if (problem = moveIntoDaytime(db); problem.isEmpty() && !db.commit())
            problem = db.lastError().text();
    }
    QSqlDatabase::removeDatabase(QStringLiteral("crowd"));
    return problem.isEmpty() ? 0 : failed(problem);
}

/** The week in a window on the screen, driven from the event loop. */
class Bench : public QObject
{
public:
    Bench(bench::PaintClock &application, Workspace &workspace)
        : m_application(application)
        , m_theme(workspace.settings())
        , m_week(new WeekView(workspace, m_theme))
    {
        m_week->setZone("Etc/UTC");
        m_window.setCentralWidget(m_week);
        m_limit.setSingleShot(true);
        connect(&m_limit, &QTimer::timeout, this, [] { QCoreApplication::exit(124); });
        m_limit.start(patience);
    }

    /** One round: the next week, painted; then the event loop runs until its pictures are there. */
    void switchWeeks(int rounds, int weeksAround)
    {
        m_window.resize(1440, 900);
        m_rounds = rounds;
        m_weeksAround = weeksAround;
        m_week->setWeek(comingMonday());
        start([this] { switchOnce(); });
    }

    void paintCards(int rounds)
    {
        m_window.resize(1440, 1240); // high enough for the whole day at 88 px an hour
        m_week->setHourHeight(88);
        m_rounds = rounds;
        m_week->setWeek(comingMonday());
        start([this] { paintOnce(); });
    }

private:
    void start(const std::function<void()> &round)
    {
        m_round = round;
        m_window.show();
        whenComplete();
    }

    void whenComplete()
    {
        // Asked when idle: the view has no signal for it, and a window has no need of one.
        QTimer::singleShot(1, this, [this] {
            if (!m_week->isComplete() || !m_window.isVisible()) {
                whenComplete();
                return;
            }
            m_limit.start(patience);
            m_round();
        });
    }

    void switchOnce()
    {
        if (int(m_times.size()) == m_rounds) {
            end({{QStringLiteral("ms"), toJson(m_times)}});
            return;
        }
        // Forth and back through all weeks that have pins.
        m_direction =
            m_place + m_direction > m_weeksAround || m_place + m_direction < -m_weeksAround
                ? -m_direction
                : m_direction;
        m_place += m_direction;
        QElapsedTimer timer;
        timer.start();
        m_week->setWeek(comingMonday().addDays(7 * m_place));
        m_week->viewport()->repaint();
        m_times.push_back(double(timer.nsecsElapsed()) / 1e6);
        whenComplete();
    }

    void paintOnce()
    {
        if (m_application.times.empty())
            m_application.watch(m_week->viewport());
        if (int(m_application.times.size()) >= m_rounds) {
            m_application.watch(nullptr);
            const QAccessibleInterface *cards = QAccessible::queryAccessibleInterface(m_week);
            end({{QStringLiteral("ms"), toJson(m_application.times)},
                 {QStringLiteral("cards"), cards ? cards->childCount() : 0},
                 {QStringLiteral("ratio"), m_week->devicePixelRatioF()},
                 {QStringLiteral("width"), m_week->viewport()->width()},
                 {QStringLiteral("height"), m_week->viewport()->height()}});
            return;
        }
        m_week->viewport()->repaint();
        QTimer::singleShot(0, this, [this] { paintOnce(); });
    }

    void end(const QJsonObject &result)
    {
        print(result);
        QCoreApplication::quit();
    }

    bench::PaintClock &m_application;
    ThemeManager m_theme;
    QMainWindow m_window;
    WeekView *m_week; // of m_window
    QTimer m_limit;
    std::function<void()> m_round;
    std::vector<double> m_times;
    int m_rounds = 0;
    int m_weeksAround = 0;
    int m_place = 0;
    int m_direction = 1;
};

int measure(bench::PaintClock &application, const QString &directory, int rounds, int weeksAround)
{
    WorkspaceOptions options;
    options.directory = directory;
    options.origin = QStringLiteral("bench");
    options.vault = std::make_unique<MemoryVault>();
    Result<std::unique_ptr<Workspace>> workspace = Workspace::open(std::move(options));
    if (!workspace)
        return failed(workspace.error().detail);
    Bench bench(application, **workspace);
    if (weeksAround > 0)
        bench.switchWeeks(rounds, weeksAround);
    else
        bench.paintCards(rounds);
    return QApplication::exec();
}

/** Of the clock that all processes of the machine share. */
qint64 sharedNanoseconds()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

int listen(const QString &directory)
{
    const SystemClock clock;
    const auto store = Store::open(directory, clock, QStringLiteral("listener"));
    if (!store)
        return failed(store.error().detail);
    QObject::connect(store->get(), &Store::changed, store->get(), [](const ChangeSet &changes) {
        const qint64 now = sharedNanoseconds();
        for (const PinId pin : changes.pins)
            std::printf("%lld %lld\n", static_cast<long long>(pin.value),
                        static_cast<long long>(now));
        std::fflush(stdout);
    });
    std::printf("ready\n");
    std::fflush(stdout);
    return QCoreApplication::exec();
}

/** Makes one pin a round, and waits until the other process has said that it knows of it. */
class NoticeBench : public QObject
{
public:
    NoticeBench(Store &store, QProcess &listener, int rounds)
        : m_store(store), m_listener(listener), m_rounds(rounds)
    {
        m_account = store.accounts().accounts().value_or(QList<Account>()).value(0).id;
        connect(&listener, &QProcess::readyReadStandardOutput, this, &NoticeBench::heard);
        QTimer::singleShot(patience + rounds * 200, this, [] { QCoreApplication::exit(1); });
        next();
    }

private:
    void next()
    {
        if (int(m_times.size()) >= m_rounds) {
            print({{QStringLiteral("ms"), toJson(m_times)}});
            QCoreApplication::quit();
            return;
        }
        PinStep step;
        step.name = QStringLiteral("Add");
        PinChange change;
        change.content.account = m_account;
        change.content.title = QStringLiteral("Notice %1").arg(m_times.size());
        step.changes = {change};
        m_pin = {};
        m_storedAt = 0;
        m_store.pins().apply(step, this, [this](const Result<StepOutcome> &outcome) {
            // The listener may know before this thread does: the answer comes after the commit.
            m_storedAt = sharedNanoseconds();
            m_pin = outcome ? outcome->pins.first() : PinId();
            take();
        });
    }

    void heard()
    {
        while (m_listener.canReadLine()) {
            const QList<QByteArray> words = m_listener.readLine().trimmed().split(' ');
            if (words.size() == 2)
                m_heard.insert(PinId{words[0].toLongLong()}, words[1].toLongLong());
        }
        take();
    }

    void take()
    {
        if (!m_pin.isValid() || !m_heard.contains(m_pin))
            return;
        m_times.push_back(std::max(0.0, double(m_heard.value(m_pin) - m_storedAt) / 1e6));
        m_pin = {};
        // Not in step with the listener's own coalescing.
        QTimer::singleShot(5 + int(m_times.size() * 7 % 40), this, [this] { next(); });
    }

    Store &m_store;
    QProcess &m_listener;
    AccountId m_account;
    int m_rounds;
    PinId m_pin;
    qint64 m_storedAt = 0;
    QHash<PinId, qint64> m_heard;
    std::vector<double> m_times;
};

int notice(const QString &directory, int rounds)
{
    const SystemClock clock;
    const auto store = Store::open(directory, clock, QStringLiteral("bench"));
    if (!store)
        return failed(store.error().detail);
    QProcess listener;
    listener.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    listener.start(QCoreApplication::applicationFilePath(), {QStringLiteral("listen"), directory});
    if (!listener.waitForReadyRead(patience))
        return failed(QStringLiteral("the other process does not start"));
    NoticeBench bench(**store, listener, rounds);
    const int code = QCoreApplication::exec();
    listener.kill();
    listener.waitForFinished();
    return code;
}

} // namespace

int main(int argc, char **argv)
{
    bench::PaintClock application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QString what = arguments.value(1);
    const QString directory = arguments.value(2);
    const int number = arguments.value(3).toInt();
    if (what == QLatin1String("fill") && number > 0)
        return fill(directory, number);
    if (what == QLatin1String("crowd"))
        return crowd(directory);
    const int weeks = arguments.value(4).toInt();
    if (what == QLatin1String("switch") && number > 0 && weeks > 0)
        return measure(application, directory, number, weeks);
    if (what == QLatin1String("paint") && number > 0)
        return measure(application, directory, number, 0);
    if (what == QLatin1String("notice") && number > 0)
        return notice(directory, number);
    if (what == QLatin1String("listen"))
        return listen(directory);
    return failed(QStringLiteral("usage: fill DIR PINS | crowd DIR | switch DIR N WEEKS | "
                                 "paint DIR N | notice DIR N | listen DIR"));
}
