// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/videopolicy.h"

#include <QTest>

using namespace pinweek;
using namespace std::chrono_literals;

class TestVideoPolicy : public QObject
{
    Q_OBJECT

private slots:
    void uploadsBeginByTheirSize()
    {
        QCOMPARE(uploadAhead(0), std::chrono::seconds(30min));
        QCOMPARE(uploadAhead(250'000), std::chrono::seconds(30min) + 1s);
        const std::chrono::seconds largest = uploadAhead(2LL * 1024 * 1024 * 1024);
        QVERIFY(largest > 2h && largest < uploadMostAhead);
        QCOMPARE(uploadAhead(1LL << 60), std::chrono::seconds(uploadMostAhead));
    }

    void anUploadNeedsLessThanItIsBegunAhead()
    {
        QCOMPARE(uploadNeeds(0), std::chrono::seconds(2min));
        QCOMPARE(uploadNeeds(-1), std::chrono::seconds(2min));
        QCOMPARE(uploadNeeds(25'000'000), std::chrono::seconds(2min) + 100s);
        for (const qint64 bytes : {0LL, 1'000'000LL, 2LL * 1024 * 1024 * 1024})
            QVERIFY(uploadNeeds(bytes) < uploadAhead(bytes));
    }

    void pollsComeAtTwoFourEightThenEveryFifteenSeconds()
    {
        QCOMPARE(pollAfter(0), std::optional(2s));
        QCOMPARE(pollAfter(1), std::optional(4s));
        QCOMPARE(pollAfter(2), std::optional(8s));
        QCOMPARE(pollAfter(3), std::optional(15s));
        std::chrono::seconds all{0};
        int polls = 0;
        while (const auto wait = pollAfter(polls)) {
            all += *wait;
            ++polls;
        }
        QVERIFY(all <= 15min && all > 14min);
        QVERIFY(!pollAfter(polls + 1));
    }
};

QTEST_APPLESS_MAIN(TestVideoPolicy)
#include "tst_videopolicy.moc"
