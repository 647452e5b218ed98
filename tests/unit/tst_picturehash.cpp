// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/picturehash.h"

#include <QBuffer>
#include <QDir>
#include <QPainter>
#include <QTest>

#include <algorithm>
#include <functional>

using namespace pinweek;

namespace {

constexpr int width = 480; // px, as thumbnails are

/** Real photographs, each another one. */
QList<QImage> photographs()
{
    const QDir folder(QStringLiteral(PINWEEK_DEMO_PICTURES));
    QList<QImage> pictures;
    for (const QString &name : folder.entryList({QStringLiteral("*.jpg")}, QDir::Files))
        pictures.append(
            QImage(folder.filePath(name)).scaledToWidth(width, Qt::SmoothTransformation));
    return pictures;
}

QImage asJpeg(const QImage &image, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "JPEG", quality);
    return QImage::fromData(bytes);
}

/** Shares of width and height cut away. */
QImage cropped(const QImage &image, double left, double top, double right, double bottom)
{
    return image.copy(int(image.width() * left), int(image.height() * top),
                      int(image.width() * (1 - left - right)),
                      int(image.height() * (1 - top - bottom)));
}

/** Near enough by their hashes to be looked at, when `added` comes to `stored`. */
bool isNear(const QImage &added, const QImage &stored)
{
    const QList<quint64> asked = searchHashes(added);
    const quint64 hash = pictureHash(stored);
    return std::any_of(asked.begin(), asked.end(),
                       [hash](quint64 each) { return hashDistance(each, hash) <= nearHash; });
}

/** As the look-alike guard does it. */
bool isFound(const QImage &added, const QImage &stored)
{
    return isNear(added, stored) && looksAlike(added, stored);
}

} // namespace

class TestPictureHash : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_pictures = photographs();
        QVERIFY(m_pictures.size() >= 20);
    }

    void theSamePictureIsFound_data()
    {
        QTest::addColumn<std::function<QImage(const QImage &)>>("change");
        QTest::addColumn<int>("missed"); // at most, in percent
        using Change = std::function<QImage(const QImage &)>;
        QTest::newRow("half as large")
            << Change([](const QImage &i) { return i.scaledToWidth(i.width() / 2); }) << 0;
        QTest::newRow("coded badly") << Change([](const QImage &i) { return asJpeg(i, 40); }) << 5;
        QTest::newRow("a twentieth cut away")
            << Change([](const QImage &i) { return cropped(i, .025, .025, .025, .025); }) << 5;
        QTest::newRow("a tenth cut away")
            << Change([](const QImage &i) { return cropped(i, .05, .05, .05, .05); }) << 20;
        for (const QMarginsF &away : {QMarginsF(.1, 0, 0, 0), QMarginsF(0, 0, 0, .1)}) {
            QTest::addRow("a tenth cut from one side: %g %g %g %g", away.left(), away.top(),
                          away.right(), away.bottom())
                << Change([away](const QImage &i) {
                       return cropped(i, away.left(), away.top(), away.right(), away.bottom());
                   })
                << 15;
        }
        QTest::newRow("a little brighter") << Change([](const QImage &i) {
            QImage brighter = i;
            QPainter(&brighter).fillRect(i.rect(), QColor(255, 255, 255, 25));
            return brighter;
        }) << 10;
    }
    void theSamePictureIsFound()
    {
        QFETCH(std::function<QImage(const QImage &)>, change);
        QFETCH(int, missed);
        int changedFound = 0; // when it comes to the other one
        int otherFound = 0;
        for (const QImage &picture : std::as_const(m_pictures)) {
            const QImage changed = change(picture);
            const bool isAlike = looksAlike(picture, changed);
            QCOMPARE(looksAlike(changed, picture), isAlike);
            changedFound += isAlike && isNear(changed, picture) ? 1 : 0;
            otherFound += isAlike && isNear(picture, changed) ? 1 : 0;
        }
        for (const int found : {changedFound, otherFound})
            QVERIFY2(found * 100 >= m_pictures.size() * (100 - missed),
                     qPrintable(QString::number(found)));
    }

    void otherPicturesAreNot()
    {
        for (qsizetype i = 0; i < m_pictures.size(); ++i) {
            for (qsizetype j = i + 1; j < m_pictures.size(); ++j)
                QVERIFY2(!isFound(m_pictures[i], m_pictures[j]) &&
                             !isFound(m_pictures[j], m_pictures[i]),
                         qPrintable(QStringLiteral("%1 %2").arg(i).arg(j)));
        }
    }

    // A series has one photograph under many headlines: each is a pin of its own.
    void aBannerMakesItAnotherPicture()
    {
        int found = 0;
        for (const QImage &picture : std::as_const(m_pictures)) {
            QImage other = picture;
            QPainter(&other).fillRect(0, other.height() * 2 / 5, other.width(), other.height() / 5,
                                      Qt::white);
            found += isFound(picture, other) ? 1 : 0;
        }
        QVERIFY2(found * 100 <= m_pictures.size() * 10, qPrintable(QString::number(found)));
    }

    void plainAndMissingPicturesAreNoMatch()
    {
        QImage white(100, 150, QImage::Format_RGB32);
        white.fill(Qt::white);
        QImage black = white;
        black.fill(Qt::black);
        QVERIFY(looksAlike(white, white));
        QVERIFY(!looksAlike(white, black));
        QVERIFY(!looksAlike(white, m_pictures.first()));
        QVERIFY(!looksAlike(QImage(), white));
        QCOMPARE(pictureHash(QImage()), quint64(0));
        QImage clear(100, 150, QImage::Format_ARGB32);
        clear.fill(Qt::transparent);
        QVERIFY2(looksAlike(clear, white), "transparent is white at Pinterest");
        const QImage dot(1, 1, QImage::Format_RGB32);
        QVERIFY(!looksAlike(dot, m_pictures.first()));
    }

private:
    QList<QImage> m_pictures;
};

QTEST_GUILESS_MAIN(TestPictureHash)
#include "tst_picturehash.moc"
