// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/requestbody.h"
#include "core/sparebytes.h"

#include <QTest>

using namespace pinweek;

/** Memory of a picture that was sent serves the next one, and nobody who still has it loses it. */
class TestSpareBytes : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { sparebytes::clear(); }

    void bodysMemoryServesTheNextPicture()
    {
        QByteArray file = sparebytes::take(large);
        const void *where = file.constData();
        {
            const RequestBody body("before", std::move(file), "after");
            const RequestBody copy = body;
            QCOMPARE(copy.size(), body.size());
        }
        const QByteArray next = sparebytes::take(large - 1000);
        QCOMPARE(static_cast<const void *>(next.constData()), where);
        QCOMPARE(next.size(), large - 1000);
        QVERIFY(static_cast<const void *>(sparebytes::take(large).constData()) != where);
    }

    void whatSomebodyElseHasIsLeftToThem()
    {
        const QByteArray mine(large, 'm');
        sparebytes::give(mine);
        QByteArray other = sparebytes::take(large);
        other.fill('x');
        QCOMPARE(mine, QByteArray(large, 'm'));
    }

    void muchTooLargeOrTooSmallIsNotUsed_data()
    {
        QTest::addColumn<int>("given");
        QTest::newRow("too small") << large / 2;
        QTest::newRow("much too large") << large * 5;
        QTest::newRow("none") << 0;
    }

    void muchTooLargeOrTooSmallIsNotUsed()
    {
        QFETCH(int, given);
        sparebytes::give(QByteArray(given, 'g'));
        const QByteArray taken = sparebytes::take(large);
        QCOMPARE(taken.size(), large);
        QVERIFY(taken.capacity() < 2 * large);
    }

private:
    static constexpr int large = 1'000'000;
};

QTEST_APPLESS_MAIN(TestSpareBytes)
#include "tst_sparebytes.moc"
