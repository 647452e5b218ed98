// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/pinlink.h"

#include <QTest>

using namespace pinweek;

class TestPinLink : public QObject
{
    Q_OBJECT

private slots:
    void theIdIsFoundInWhatPeoplePaste_data();
    void theIdIsFoundInWhatPeoplePaste();
};

void TestPinLink::theIdIsFoundInWhatPeoplePaste_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("id"); // empty: it is no pin's link
    const auto row = [](const char *text, const char *id) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(id);
    };
    row("813744226420795884", "813744226420795884");
    row("https://www.pinterest.com/pin/813744226420795884/", "813744226420795884");
    row("  https://www.pinterest.com/pin/813744226420795884  ", "813744226420795884");
    row("https://www.pinterest.de/pin/lemon-cake--813744226420795884/", "813744226420795884");
    row("https://www.pinterest.co.uk/pin/12/?nic_v3=1", "12");
    row("pinterest.com/pin/12", "12");
    row("https://pinterest.com/pin/12/feedback/", "12");
    row("https://www.pinterest.com/anna/recipes/", "");
    row("https://www.pinterest.com/pin/create/", "");
    row("https://pin.it/abc123", "");
    row("https://example.com/pin/12/", "");
    row("https://pinterest.com.example.org/pin/12/", "");
    row("https://notpinterest.com/pin/12/", "");
    row("soup", "");
}

void TestPinLink::theIdIsFoundInWhatPeoplePaste()
{
    QFETCH(QString, text);
    QFETCH(QString, id);
    QCOMPARE(pinIdOfLink(text).value_or(QString()), id);
}

QTEST_GUILESS_MAIN(TestPinLink)
#include "tst_pinlink.moc"
