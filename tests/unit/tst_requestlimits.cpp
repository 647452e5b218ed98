// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/requestlimits.h"

#include "core/settings.h"

#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace pinweek;
using namespace std::chrono_literals;
using enum RequestCategory;

class TestRequestLimits : public QObject
{
    Q_OBJECT

private:
    const UtcTime m_now = *fromIsoUtc(QStringLiteral("2026-11-17T10:00:07Z"));

    static RequestLimits writesOnly(int perMinute, int perDay)
    {
        RequestLimits limits;
        limits.write = {perMinute, perDay};
        return limits;
    }

private slots:
    void withoutLimitsNothingWaits()
    {
        RequestBudget budget({});
        budget.add(Write, m_now, 10000);
        QCOMPARE(budget.next(Write, m_now), m_now);
    }

    void aFullMinuteLetsGoWhenItsWindowHasPassed()
    {
        RequestBudget budget(writesOnly(3, 0));
        budget.add(Write, m_now, 2);
        QCOMPARE(budget.next(Write, m_now), m_now);
        budget.add(Write, m_now);
        // The window began at 10:00:00 and lasts ten seconds.
        QCOMPARE(budget.next(Write, m_now), m_now + 63s);
        QCOMPARE(budget.next(Write, m_now + 62s), m_now + 63s);
        QCOMPARE(budget.next(Write, m_now + 63s), m_now + 63s);
        QCOMPARE(budget.next(Read, m_now), m_now); // another category
    }

    void aFullDayLetsGoADayLater()
    {
        RequestBudget budget(writesOnly(0, 300));
        budget.add(Write, m_now - 3h, 1);
        budget.add(Write, m_now - 2h, 299);
        QCOMPARE(budget.next(Write, m_now), m_now - 3h - 7s + 10s + 24h);
        QCOMPARE(budget.today(Write, m_now), 300);
        QCOMPARE(budget.today(Write, m_now + 21h + 30min), 299);
    }

    void anAppsDayIsSharedAndAnAccountsMinuteIsNot()
    {
        RequestBudget budget(writesOnly(3, 300));
        budget.add(Write, m_now - 1h, 100);
        budget.addOfApp(Write, m_now, 199);
        QCOMPARE(budget.next(Write, m_now), m_now);
        QCOMPARE(budget.today(Write, m_now), 299);
        budget.addOfApp(Write, m_now, 1);
        QVERIFY(budget.next(Write, m_now) > m_now + 22h);
    }

    void allCategoriesTogetherHaveADayOfTheirOwn()
    {
        RequestLimits limits = writesOnly(0, 300);
        limits.allPerDay = 1000;
        RequestBudget budget(limits);
        budget.add(Read, m_now, 990);
        budget.add(Analytics, m_now, 10);
        QVERIFY(budget.next(Write, m_now) > m_now + 23h);
    }

    void whatPinterestSaysWinsOverTheCounts()
    {
        RequestBudget budget(standardLimits());
        budget.hold(Write, m_now + 5min);
        QCOMPARE(budget.next(Write, m_now), m_now + 5min);
        QCOMPARE(budget.next(Read, m_now), m_now);
    }

    void aClockThatWasSetBackIsNotHeldByWhatIsToCome()
    {
        RequestBudget budget(writesOnly(1, 1));
        budget.add(Write, m_now + 365 * 24h);
        QCOMPARE(budget.next(Write, m_now), m_now);
    }

    void noMinuteAndNoDayEverHasMore()
    {
        std::mt19937 random(20261117);
        RequestBudget budget(writesOnly(7, 40));
        QList<UtcTime> made;
        UtcTime at = m_now;
        for (int i = 0; i < 400; ++i) {
            at = budget.next(Write, at + std::chrono::seconds(random() % 40));
            budget.add(Write, at);
            made += at;
        }
        for (int i = 0; i < made.size(); ++i) {
            if (i >= 7)
                QVERIFY(made[i] - made[i - 7] > 60s);
            if (i >= 40)
                QVERIFY(made[i] - made[i - 40] > 24h);
        }
    }

    void limitsAreSettingsOfTheAccountElseOfTheWorkspaceElseAsUsual()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("settings.ini"));
        {
            QSettings all(file, QSettings::IniFormat);
            all.setValue(QStringLiteral("limits/org_write_per_minute"), 5);
        }
        Settings settings(file);
        const AccountId one{1};
        const AccountId other{2};
        RequestLimits expected = trialLimits();
        expected.write.perMinute = 5;
        QCOMPARE(settings.requestLimits(one, trialLimits()), expected);
        RequestLimits own = standardLimits();
        own.analytics.perDay = 17;
        settings.setRequestLimits(one, own);
        QCOMPARE(settings.requestLimits(one, trialLimits()), own);
        QCOMPARE(settings.requestLimits(other, trialLimits()), expected);
    }
};

QTEST_GUILESS_MAIN(TestRequestLimits)
#include "tst_requestlimits.moc"
