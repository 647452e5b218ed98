// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/walltime.h"

#include <QTest>

using namespace pinweek;

class TestWallTime : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void resolves_data()
    {
        QTest::addColumn<QString>("wall");
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<int>("pick");
        QTest::addColumn<QString>("utc");
        QTest::addColumn<int>("kind");
        const int unique = int(WallTimeKind::Unique);
        const int gap = int(WallTimeKind::Gap);
        const int repeated = int(WallTimeKind::Repeated);
        QTest::newRow("plain Berlin winter") << "2026-11-17T14:30:00" << QByteArray("Europe/Berlin")
                                             << 0 << "2026-11-17T13:30:00Z" << unique;
        QTest::newRow("gap Berlin") << "2026-03-29T02:30:00" << QByteArray("Europe/Berlin") << 0
                                    << "2026-03-29T01:00:00Z" << gap;
        QTest::newRow("repeated Berlin, first")
            << "2026-10-25T02:30:00" << QByteArray("Europe/Berlin") << 0 << "2026-10-25T00:30:00Z"
            << repeated;
        QTest::newRow("repeated Berlin, second")
            << "2026-10-25T02:30:00" << QByteArray("Europe/Berlin") << 1 << "2026-10-25T01:30:00Z"
            << repeated;
        QTest::newRow("gap New York") << "2026-03-08T02:15:00" << QByteArray("America/New_York")
                                      << 0 << "2026-03-08T07:00:00Z" << gap;
        QTest::newRow("half-hour repeat Lord Howe")
            << "2026-04-05T01:45:00" << QByteArray("Australia/Lord_Howe") << 1
            << "2026-04-04T15:15:00Z" << repeated;
        QTest::newRow("Kolkata") << "2026-06-01T09:00:00" << QByteArray("Asia/Kolkata") << 0
                                 << "2026-06-01T03:30:00Z" << unique;
    }

    void resolves()
    {
        QFETCH(QString, wall);
        QFETCH(QByteArray, zone);
        QFETCH(int, pick);
        QFETCH(QString, utc);
        QFETCH(int, kind);
        const QDateTime at = QDateTime::fromString(wall, Qt::ISODate);
        const WallTime time{at.date(), at.time(), zone, RepeatedHour(pick)};
        const ResolvedTime resolved = time.resolve();
        QCOMPARE(toIso(resolved.utc), utc);
        QCOMPARE(int(resolved.kind), kind);
        if (resolved.kind != WallTimeKind::Gap)
            QCOMPARE(WallTime::fromUtc(resolved.utc, zone), time);
    }

    void everyHourOfAYearComesBack_data()
    {
        QTest::addColumn<QByteArray>("zone");
        for (const char *zone :
             {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"})
            QTest::newRow(zone) << QByteArray(zone);
    }

    void everyHourOfAYearComesBack()
    {
        QFETCH(QByteArray, zone);
        const UtcTime start = *fromIsoUtc(QStringLiteral("2026-01-01T00:10:00Z"));
        for (int hour = 0; hour < 365 * 24; ++hour) {
            const UtcTime utc = start + std::chrono::hours(hour);
            QCOMPARE(WallTime::fromUtc(utc, zone).resolve().utc, utc);
        }
    }
};

QTEST_APPLESS_MAIN(TestWallTime)
#include "tst_walltime.moc"
