// SPDX-License-Identifier: GPL-3.0-or-later
#include "pins/pinmime.h"

#include <QBuffer>
#include <QImage>
#include <QMimeData>
#include <QTest>
#include <QUrl>

using namespace pinweek;
using Kind = DroppedContent::Kind;

class TestPinMime : public QObject
{
    Q_OBJECT

private slots:
    void pinsKeepOrderGrabbedCardAndOffset()
    {
        const QList<PinId> pins{{7}, {3}, {12}};
        const auto data = pinmime::encode(pins, PinId{3}, 17, m_workspace);
        const DroppedContent content = pinmime::decode(data.get(), m_workspace);
        QCOMPARE(content.kind, Kind::Pins);
        QCOMPARE(content.pins, pins);
        QCOMPARE(content.grabbed, PinId{3});
        QCOMPARE(content.grabOffset, 17);
    }

    void pinsOfAnotherWorkspaceAreForeignAndBringNoIds()
    {
        const auto data = pinmime::encode({{7}}, PinId{7}, 0, QStringLiteral("/elsewhere"));
        const DroppedContent content = pinmime::decode(data.get(), m_workspace);
        QCOMPARE(content.kind, Kind::ForeignPins);
        QVERIFY(content.pins.isEmpty());
    }

    void garbageUnderOurTypeIsNothing_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("\xff\x00{", 3);
        QTest::newRow("no pins") << QByteArray(R"({"workspace":"/w","pins":[]})");
        QTest::newRow("negative and textual ids")
            << QByteArray(R"({"workspace":"/w","pins":["-1","abc",{}]})");
        QTest::newRow("array") << QByteArray("[1,2]");
    }
    void garbageUnderOurTypeIsNothing()
    {
        QFETCH(QByteArray, bytes);
        QMimeData data;
        data.setData(QStringLiteral("application/x-pinweek-pins"), bytes);
        QCOMPARE(pinmime::decode(&data, m_workspace).kind, Kind::Nothing);
    }

    void aGrabbedCardOutsideTheListBecomesTheFirst()
    {
        const auto data = pinmime::encode({{4}, {5}}, PinId{99}, -3, m_workspace);
        const DroppedContent content = pinmime::decode(data.get(), m_workspace);
        QCOMPARE(content.grabbed, PinId{4});
        QCOMPARE(content.grabOffset, 0);
    }

    void localFilesAreTakenOnceInOrderAndWebAddressesAreNot()
    {
        const QString odd = QStringLiteral("/pictures/a name\nwith 🍋.jpg");
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(odd), QUrl(QStringLiteral("https://example.com/x.png")),
                      QUrl::fromLocalFile(QStringLiteral("/pictures/b.png")),
                      QUrl::fromLocalFile(odd)});
        const DroppedContent content = pinmime::decode(&data, m_workspace);
        QCOMPARE(content.kind, Kind::Files);
        QCOMPARE(content.paths, (QStringList{odd, QStringLiteral("/pictures/b.png")}));
    }

    void onlyAWebAddressIsNothing()
    {
        QMimeData data;
        data.setUrls({QUrl(QStringLiteral("https://example.com/x.png"))});
        QCOMPARE(pinmime::decode(&data, m_workspace).kind, Kind::Nothing);
    }

    void encodedImageBytesComeThroughUnchangedWithTheAddressAsName()
    {
        QMimeData data;
        data.setUrls({QUrl(QStringLiteral("https://example.com/pictures/lemon.jpg?w=3"))});
        data.setData(QStringLiteral("image/jpeg"), "encoded as it was");
        const DroppedContent content = pinmime::decode(&data, m_workspace);
        QCOMPARE(content.kind, Kind::ImageData);
        QCOMPARE(content.image, QByteArray("encoded as it was"));
        QCOMPARE(content.name, QStringLiteral("lemon.jpg"));
    }

    void aPlainImageIsEncodedWithoutLoss()
    {
        QImage image(3, 5, QImage::Format_RGB32);
        image.fill(QColor(12, 200, 77));
        QMimeData data;
        data.setImageData(image);
        const DroppedContent content = pinmime::decode(&data, m_workspace);
        QCOMPARE(content.kind, Kind::ImageData);
        QCOMPARE(QImage::fromData(content.image).convertToFormat(QImage::Format_RGB32), image);
    }

    void peekNamesTheKindWithoutTheBytes()
    {
        QMimeData data;
        data.setData(QStringLiteral("image/png"), "bytes");
        const DroppedContent content = pinmime::peek(&data, m_workspace);
        QCOMPARE(content.kind, Kind::ImageData);
        QVERIFY(content.image.isEmpty());
    }

    void textAndNothingAreNothing()
    {
        QMimeData data;
        data.setText(QStringLiteral("hello"));
        QCOMPARE(pinmime::decode(&data, m_workspace).kind, Kind::Nothing);
        QCOMPARE(pinmime::decode(nullptr, m_workspace).kind, Kind::Nothing);
    }

private:
    const QString m_workspace = QStringLiteral("/w");
};

QTEST_MAIN(TestPinMime)
#include "tst_pinmime.moc"
