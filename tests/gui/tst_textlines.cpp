// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/textlines.h"
#include "theme/theme.h"

#include <QImage>
#include <QPainter>
#include <QTest>

using namespace pinweek;

namespace {

constexpr QSize canvasSize(400, 60);
constexpr QRect place(100, 10, 200, 40);

/** Where there is ink, px of the canvas; empty: nowhere. */
QRect inkOf(const QImage &canvas)
{
    QRect ink;
    for (int y = 0; y < canvas.height(); ++y) {
        for (int x = 0; x < canvas.width(); ++x) {
            if (canvas.pixelColor(x, y).lightness() < 128)
                ink |= QRect(x, y, 1, 1);
        }
    }
    return ink;
}

} // namespace

class TestTextLines : public QObject
{
    Q_OBJECT

private slots:
    void wordsBeginAtTheLeadingSideOfTheirPlace_data()
    {
        QTest::addColumn<bool>("rightToLeft");
        QTest::addColumn<QString>("words");
        for (const bool rightToLeft : {false, true}) {
            const char *way = rightToLeft ? "right to left" : "left to right";
            QTest::addRow("a time, %s", way) << rightToLeft << QStringLiteral("10:15");
            QTest::addRow("a title, %s", way) << rightToLeft << QStringLiteral("Lemon cake");
            QTest::addRow("elided, %s", way)
                << rightToLeft << QStringLiteral("Lemon cake in one bowl for a long afternoon");
        }
    }

    void wordsBeginAtTheLeadingSideOfTheirPlace()
    {
        QFETCH(bool, rightToLeft);
        QFETCH(QString, words);
        for (const int lines : {1, 2}) {
            QImage canvas(canvasSize, QImage::Format_RGB32);
            canvas.fill(Qt::white);
            TextLines texts;
            texts.setRightToLeft(rightToLeft);
            QPainter painter(&canvas);
            painter.setPen(Qt::black);
            // Its width is asked for first, as a card does: that must not change where it is drawn.
            QVERIFY(texts.advance(words, paintedFont(TextStyle::Body)) > 20);
            if (lines == 1)
                texts.draw(painter, place, words, paintedFont(TextStyle::Body));
            else
                texts.drawTwo(painter, place, words, paintedFont(TextStyle::Body));
            painter.end();
            const QRect ink = inkOf(canvas);
            QVERIFY2(!ink.isEmpty(), "nothing was drawn");
            QVERIFY(place.adjusted(-2, -2, 2, 2).contains(ink));
            if (rightToLeft)
                QVERIFY(place.right() - ink.right() < 12);
            else
                QVERIFY(ink.left() - place.left() < 12);
        }
    }
};

QTEST_MAIN(TestTextLines)
#include "tst_textlines.moc"
