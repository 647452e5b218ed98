// SPDX-License-Identifier: GPL-3.0-or-later
#include "pins/pinmime.h"

#include <QBuffer>
#include <QImage>
#include <QMimeData>
#include <QStringEncoder>
#include <QTest>
#include <QUrl>

using namespace pinweek;
using Kind = DroppedContent::Kind;

class TestPinMime : public QObject
{
    Q_OBJECT

    static QByteArray utf16(QStringView text)
    {
        QStringEncoder encode(QStringEncoder::Utf16LE);
        return encode(text);
    }

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

    void addressesOfImagesAreFoundInWhatBrowsersGive_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("page");
        const QString html = QStringLiteral("text/html");
        const auto row = [](const char *name, const QString &type, const QByteArray &bytes,
                            const char *address, const char *page = "") {
            QTest::newRow(name) << type << bytes << QString::fromLatin1(address)
                                << QString::fromLatin1(page);
        };
        row("an address alone", QStringLiteral("text/uri-list"), "https://example.com/x.png\r\n",
            "https://example.com/x.png");
        row("Firefox: address and title", QStringLiteral("text/x-moz-url"),
            utf16(u"https://example.com/x.png\nA picture"), "https://example.com/x.png");
        row("an image", html,
            "<meta charset=utf-8><img alt=\"a > b\" src=\"http://e.example/a.jpg\">",
            "http://e.example/a.jpg");
        row("single quotes, none, upper case", html, "<IMG SRC=http://e.example/a.jpg>",
            "http://e.example/a.jpg");
        row("entities", html, "<img src=\"https://e.example/a?w=1&amp;h=2\">",
            "https://e.example/a?w=1&h=2");
        row("an image that is a link", html,
            "<a href=\"https://k.example/soup\"><img src=\"https://e.example/a.jpg\"></a>",
            "https://e.example/a.jpg", "https://k.example/soup");
        row("a page that says where it is, and a relative address", html,
            "Version:0.9\r\nSourceURL:https://k.example/soups/1\r\n<html><img src='../i/a.jpg'>",
            "https://k.example/i/a.jpg", "https://k.example/soups/1");
        row("UTF-16", html, utf16(u"<img src=\"https://e.example/ü.jpg\">"),
            "https://e.example/%C3%BC.jpg");
        row("a text that is an address", QStringLiteral("text/plain"), " https://e.example/a.jpg\n",
            "https://e.example/a.jpg");
        row("a file", html, "<img src=\"file:///etc/passwd\">", "");
        row("a script", html, "<img src='javascript:alert(1)'>", "");
        row("no image", html, "<p>words</p>", "");
        row("words with an address", QStringLiteral("text/plain"), "see https://e.example/a.jpg",
            "");
        row("ftp", QStringLiteral("text/uri-list"), "ftp://e.example/a.jpg", "");
    }
    void addressesOfImagesAreFoundInWhatBrowsersGive()
    {
        QFETCH(QString, type);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, address);
        QFETCH(QString, page);
        QMimeData data;
        data.setData(type, bytes);
        const DroppedContent content = pinmime::decode(&data, m_workspace);
        QCOMPARE(content.kind, address.isEmpty() ? Kind::Nothing : Kind::Address);
        QCOMPARE(content.address.toString(QUrl::FullyEncoded), address);
        QCOMPARE(content.page.toString(), page);
    }

    void theTargetOfADraggedLinkIsThePage()
    {
        QMimeData data;
        data.setHtml(QStringLiteral("<img src=\"https://e.example/a.jpg\">"));
        data.setUrls({QUrl(QStringLiteral("https://k.example/soup"))});
        const DroppedContent content = pinmime::decode(&data, m_workspace);
        QCOMPARE(content.address, QUrl(QStringLiteral("https://e.example/a.jpg")));
        QCOMPARE(content.page, QUrl(QStringLiteral("https://k.example/soup")));
    }

    void aDataAddressIsTheImageItself()
    {
        QMimeData data;
        data.setHtml(QStringLiteral("<img src=\"data:image/png;base64,Ynl0ZXM=\">"));
        const DroppedContent content = pinmime::decode(&data, m_workspace);
        QCOMPARE(content.kind, Kind::ImageData);
        QCOMPARE(content.image, QByteArray("bytes"));
        QCOMPARE(content.name, QStringLiteral("image"));
    }

    void picturesOfPhonesAndDesignToolsAreTakenAsTheyAre_data()
    {
        QTest::addColumn<QString>("type");
        for (const char *type : {"image/heic", "image/heif", "image/avif", "image/webp"})
            QTest::newRow(type) << QString::fromLatin1(type);
    }

    void picturesOfPhonesAndDesignToolsAreTakenAsTheyAre()
    {
        QFETCH(QString, type);
        QMimeData data;
        data.setData(type, "bytes");
        QCOMPARE(pinmime::peek(&data, m_workspace).kind, Kind::ImageData);
        QCOMPARE(pinmime::decode(&data, m_workspace).image, QByteArray("bytes"));
    }

    void bytesComeBeforeAnAddressAndKeepThePage()
    {
        QMimeData data;
        data.setData(QStringLiteral("image/png"), "bytes");
        data.setHtml(QStringLiteral("<a href=\"https://k.example/\">"
                                    "<img src=\"https://e.example/a.png\"></a>"));
        const DroppedContent content = pinmime::decode(&data, m_workspace);
        QCOMPARE(content.kind, Kind::ImageData);
        QCOMPARE(content.name, QStringLiteral("a.png"));
        QCOMPARE(content.page, QUrl(QStringLiteral("https://k.example/")));
    }

    void anImageWhoseBytesNeverComeIsLoadedByItsAddress()
    {
        QMimeData data;
        data.setData(QStringLiteral("image/png"), "");
        data.setHtml(QStringLiteral("<img src=\"https://e.example/a.png\">"));
        QCOMPARE(pinmime::decode(&data, m_workspace).kind, Kind::Address);
    }

    void cutPinsAreTold()
    {
        const auto data = pinmime::encode({{4}}, PinId{4}, 0, m_workspace, true);
        QVERIFY(pinmime::decode(data.get(), m_workspace).cut);
        QVERIFY(
            !pinmime::decode(pinmime::encode({{4}}, PinId{4}, 0, m_workspace).get(), m_workspace)
                 .cut);
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
