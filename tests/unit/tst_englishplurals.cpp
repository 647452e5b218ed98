// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/englishplurals.h"

#include <QCoreApplication>
#include <QTest>

using namespace pinweek;

class TestEnglishPlurals : public QObject
{
    Q_OBJECT

private slots:
    void aNumberGetsItsForm_data();
    void aNumberGetsItsForm();
    void textsWithoutANumberStay();
};

void TestEnglishPlurals::aNumberGetsItsForm_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << 0 << QStringLiteral("0 pins, “%1”");
    QTest::newRow("one") << 1 << QStringLiteral("1 pin, “%1”");
    QTest::newRow("two") << 2 << QStringLiteral("2 pins, “%1”");
    QTest::newRow("many") << 101 << QStringLiteral("101 pins, “%1”");
}

void TestEnglishPlurals::aNumberGetsItsForm()
{
    QFETCH(int, number);
    EnglishPlurals plurals;
    QVERIFY(QCoreApplication::installTranslator(&plurals));
    QTEST(QCoreApplication::translate("Test", "%n pin(s), “%1”", nullptr, number), "text");
}

void TestEnglishPlurals::textsWithoutANumberStay()
{
    EnglishPlurals plurals;
    QVERIFY(QCoreApplication::installTranslator(&plurals));
    QCOMPARE(QCoreApplication::translate("Test", "Pin(s)"), QStringLiteral("Pin(s)"));
    QCOMPARE(QCoreApplication::translate("Test", "%n left", nullptr, 2), QStringLiteral("2 left"));
}

QTEST_GUILESS_MAIN(TestEnglishPlurals)
#include "tst_englishplurals.moc"
