// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/filenames.h"

#include <QTest>

using namespace pinweek;

class TestFileNames : public QObject
{
    Q_OBJECT

private slots:
    void titlesLeaveOutWhatCamerasAndProgramsPutThere_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("title");
        const auto row = [](const char *name, const char *title) {
            QTest::newRow(name) << QString::fromUtf8(name) << QString::fromUtf8(title);
        };
        row("lemon-cake.jpg", "Lemon cake");
        row("/home/ann/Pictures/lemon_cake.final.JPEG", "Lemon cake final");
        row("IMG_2041.jpg", "");
        row("IMG_2041_lemon-cake.jpg", "Lemon cake");
        row("IMG 12.jpg", "");
        row("DSC00012 lemon tart.png", "Lemon tart");
        row("DSC_0042 (1).jpg", "");
        row("PXL_20240512_101530123.jpg", "");
        row("2024-05-12 10.15.30 pumpkin soup.jpg", "Pumpkin soup");
        row("20240512 pumpkin soup.jpg", "Pumpkin soup");
        row("a3f9c2e1b4d5f6.jpg", "");
        row("3f2504e0-4f89-11d3-9a0c-0305e82c3301.webp", "");
        row("lemon-cake-a3f9c2e1.jpg", "Lemon cake");
        row("lemon-cake-1000x1500.jpg", "Lemon cake");
        row("LEMON CAKE.jpg", "Lemon cake");
        row("12 soups.jpg", "12 soups");
        row("christmas 2026.jpg", "Christmas 2026");
        row("photo 01.jpg", "Photo 01");
        row("07.jpg", "");
        row("Käsekuchen mit Äpfeln.jpg", "Käsekuchen mit Äpfeln");
        row("décadé.jpg", "Décadé");
        row("facade-decade.jpg", "Facade decade");
        row("日本の庭.jpg", "日本の庭");
        row("🍋.jpg", "");
        row("no suffix", "No suffix");
        row("", "");
        row(".jpg", "");
    }
    void titlesLeaveOutWhatCamerasAndProgramsPutThere()
    {
        QFETCH(QString, name);
        QFETCH(QString, title);
        QCOMPARE(titleFromFileName(name), title);
    }

    void aLongNameIsCutBetweenWords()
    {
        const QString title =
            titleFromFileName(QStringLiteral("🍋 lemon-").repeated(20) + QStringLiteral(".jpg"));
        QVERIFY(title.toUcs4().size() <= 100);
        const QString last = title.section(QLatin1Char(' '), -1);
        QVERIFY2(last == QStringLiteral("lemon") || last == QStringLiteral("🍋"), qPrintable(last));
        QCOMPARE(titleFromFileName(QString(300, QLatin1Char('m'))).size(), 100);
    }

    void numbersCountAndFoldersStayTogether()
    {
        QStringList paths{QStringLiteral("/b/photo 1.jpg"), QStringLiteral("/a/photo 10.jpg"),
                          QStringLiteral("/a/Photo 2.jpg"), QStringLiteral("/a/photo 1.jpg"),
                          QStringLiteral("/a 10/x.jpg"),    QStringLiteral("/a 9/x.jpg")};
        sortNaturally(paths);
        QCOMPARE(paths, (QStringList{QStringLiteral("/a/photo 1.jpg"),
                                     QStringLiteral("/a/Photo 2.jpg"),
                                     QStringLiteral("/a/photo 10.jpg"),
                                     QStringLiteral("/a 9/x.jpg"), QStringLiteral("/a 10/x.jpg"),
                                     QStringLiteral("/b/photo 1.jpg")}));
    }
};

QTEST_APPLESS_MAIN(TestFileNames)
#include "tst_filenames.moc"
