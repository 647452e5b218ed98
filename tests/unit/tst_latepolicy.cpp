// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/latepolicy.h"

#include <QTest>

using namespace pinweek;
using namespace std::chrono_literals;
using What = LateStep::What;

class TestLatePolicy : public QObject
{
    Q_OBJECT

private:
    const UtcTime m_now = *fromIsoUtc(QStringLiteral("2026-11-17T10:00:00Z"));

    [[nodiscard]] Pin late(qint64 id, std::chrono::seconds by, bool locked = false) const
    {
        Pin pin;
        pin.id = PinId{id};
        pin.revision = 7;
        pin.status = PinStatus::Scheduled;
        pin.dueAt = m_now - by;
        pin.content.locked = locked;
        return pin;
    }
    [[nodiscard]] QList<LateStep> steps(const QList<Pin> &pins, LatePolicy policy,
                                        const QList<UtcTime> &taken = {}) const
    {
        FreeTimes free({}, "Etc/UTC", taken);
        return stepsForLate(pins, LateCause::Away, {policy, 24h}, free, "Etc/UTC", m_now);
    }

private slots:
    void latePinsGoOutMinutesApartAndKeepWhatWasPlanned()
    {
        const auto made = steps({late(1, 3h), late(2, 2h), late(3, 1h)}, LatePolicy::Publish);
        QCOMPARE(made.size(), 3);
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(made[i].what, What::SendAt);
            QCOMPARE(made[i].pin, PinId{i + 1});
            QCOMPARE(made[i].expectedRevision, 7);
            QCOMPARE(made[i].cause, LateCause::Away);
            QCOMPARE(made[i].at, m_now + 2min * i);
            QVERIFY(!made[i].to);
        }
    }

    void aPinPlannedForThatMomentIsNotCrowded()
    {
        const auto made = steps({late(1, 3h)}, LatePolicy::Publish, {m_now + 1min});
        QCOMPARE(made.first().at, m_now + 3min);
    }

    void laterThanTheGreatestLatenessIsAskedAbout()
    {
        const auto made = steps({late(1, 24h + 1s), late(2, 24h)}, LatePolicy::Publish);
        QCOMPARE(made[0].what, What::Ask);
        QCOMPARE(made[1].what, What::SendAt);
        QCOMPARE(made[1].at, m_now); // the first one took no time
    }

    void aTimeThatWouldBeTooLateIsNotTaken()
    {
        QList<UtcTime> full;
        for (int i = 0; i < 10; ++i)
            full += m_now + 1h * i;
        // The next day has room, but that is more than 24 h late.
        const auto made = steps({late(1, 20h), late(2, 1h)}, LatePolicy::Publish, full);
        QCOMPARE(made[0].what, What::Ask);
        QCOMPARE(made[1].what, What::SendAt);
        QCOMPARE(made[1].at, *fromIsoUtc(QStringLiteral("2026-11-18T08:00:00Z")));
    }

    void nextFreePlansAnew()
    {
        const auto made = steps({late(1, 3h), late(2, 2h)}, LatePolicy::NextFree);
        QCOMPARE(made[0].what, What::MoveTo);
        QCOMPARE(made[0].to->time, QTime(10, 24)); // 72 min apart: ten in twelve hours
        QCOMPARE(made[1].to->time, QTime(11, 36));
        QCOMPARE(made[1].to->zone, QByteArray("Etc/UTC"));
    }

    void aLockedPinIsNeverMoved()
    {
        const auto made = steps({late(1, 3h, true), late(2, 3h)}, LatePolicy::NextFree);
        QCOMPARE(made[0].what, What::Ask);
        QCOMPARE(made[1].what, What::MoveTo);
        QCOMPARE(steps({late(1, 3h, true)}, LatePolicy::Publish).first().what, What::SendAt);
    }

    void askAndSkipTakeEach()
    {
        QCOMPARE(steps({late(1, 1h)}, LatePolicy::Ask).first().what, What::Ask);
        QCOMPARE(steps({late(1, 1h)}, LatePolicy::Skip).first().what, What::Skip);
        QCOMPARE(steps({late(1, 72h)}, LatePolicy::Skip).first().what, What::Skip);
    }

    void catchingUpSendsAllAtOnceHoweverLate()
    {
        const auto made = stepsToCatchUp({late(1, 100h), late(2, 1h)}, LateCause::Away, m_now);
        for (const LateStep &step : made) {
            QCOMPARE(step.what, What::SendAt);
            QCOMPARE(step.at, m_now);
        }
    }
};

QTEST_GUILESS_MAIN(TestLatePolicy)
#include "tst_latepolicy.moc"
