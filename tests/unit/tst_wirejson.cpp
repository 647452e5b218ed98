// SPDX-License-Identifier: GPL-3.0-or-later
#include "pinterest/client.h"
#include "pinterest/wirejson.h"

#include <QJsonDocument>
#include <QTest>

using namespace pinweek;
using namespace pinweek::pinterest;

namespace {
QJsonObject json(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}
} // namespace

class TestWireJson : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }
    void boardNeedsIdAndNameOnly();
    void boardWithoutARequiredFieldIsAServerError_data();
    void boardWithoutARequiredFieldIsAServerError();
    void optionalFieldOfAWrongTypeCountsAsMissing();
    void pinTimeWithoutZoneIsUtc_data();
    void pinTimeWithoutZoneIsUtc();
    void pinImageIsTheLargestNamed_data();
    void pinImageIsTheLargestNamed();
    void accountIsKeyedByIdElseUsername();
    void sectionNeedsIdAndName();
    void pageWithoutItemsIsAServerError();
    void oneBadItemSpoilsThePage();
    void bookmarkMayBeNullOrAbsent();
    void answerThatIsNoObjectIsAServerError_data();
    void answerThatIsNoObjectIsAServerError();
    void errorBodyMayBeAnything_data();
    void errorBodyMayBeAnything();
    void pinCreateHasOnlyTheNamesThatAreFilled();
    void pinCreateKeepsTextAndImageWhole();
    void carouselHasItsItemsInOrderWithTheTextsThatAreFilled();
    void boardCreateLeavesOutEmptyDescription();
};

void TestWireJson::boardNeedsIdAndNameOnly()
{
    const auto board =
        readBoard(json(R"({"id":"123456789012345678","name":"Soups","new_field":1})"));
    QVERIFY(board);
    QCOMPARE(board->id, QStringLiteral("123456789012345678"));
    QCOMPARE(board->name, QStringLiteral("Soups"));
    QCOMPARE(board->pinCount, -1);
    const auto full = readBoard(json(R"({"id":"1","name":"n","description":"d","privacy":"SECRET",
        "owner":{"username":"ann"},"collaborator_count":2,"pin_count":7})"));
    QVERIFY(full);
    QCOMPARE(full->owner, QStringLiteral("ann"));
    QCOMPARE(full->privacy, QStringLiteral("SECRET"));
    QCOMPARE(full->collaboratorCount, 2);
    QCOMPARE(full->pinCount, 7);
}

void TestWireJson::boardWithoutARequiredFieldIsAServerError_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("no id") << QByteArray(R"({"name":"n"})");
    QTest::newRow("no name") << QByteArray(R"({"id":"1"})");
    QTest::newRow("id is a number") << QByteArray(R"({"id":1,"name":"n"})");
    QTest::newRow("id is not digits") << QByteArray(R"({"id":"../1","name":"n"})");
    QTest::newRow("id is null") << QByteArray(R"({"id":null,"name":"n"})");
    QTest::newRow("name is a list") << QByteArray(R"({"id":"1","name":["n"]})");
    QTest::newRow("empty") << QByteArray("{}");
}

void TestWireJson::boardWithoutARequiredFieldIsAServerError()
{
    QFETCH(QByteArray, body);
    const auto board = readBoard(json(body));
    QVERIFY(!board);
    QCOMPARE(board.error().kind, ErrorKind::Server);
}

void TestWireJson::optionalFieldOfAWrongTypeCountsAsMissing()
{
    const auto board = readBoard(json(
        R"({"id":"1","name":"n","description":3,"owner":"x","pin_count":"9","collaborator_count":-4})"));
    QVERIFY(board);
    QVERIFY(board->description.isEmpty());
    QVERIFY(board->owner.isEmpty());
    QCOMPARE(board->pinCount, -1);
    QCOMPARE(board->collaboratorCount, 0);
}

void TestWireJson::pinTimeWithoutZoneIsUtc_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("utc");
    QTest::newRow("no zone") << "2022-02-14T20:16:42"
                             << "2022-02-14T20:16:42Z";
    QTest::newRow("Z") << "2022-02-14T20:16:42Z"
                       << "2022-02-14T20:16:42Z";
    QTest::newRow("offset") << "2022-02-14T20:16:42+02:00"
                            << "2022-02-14T18:16:42Z";
    QTest::newRow("fraction") << "2022-02-14T20:16:42.987"
                              << "2022-02-14T20:16:42Z";
    QTest::newRow("nonsense") << "yesterday"
                              << "";
    QTest::newRow("empty") << ""
                           << "";
}

void TestWireJson::pinTimeWithoutZoneIsUtc()
{
    QFETCH(QString, text);
    QFETCH(QString, utc);
    const auto pin = readPin(
        {{QStringLiteral("id"), QStringLiteral("5")}, {QStringLiteral("created_at"), text}});
    QVERIFY(pin);
    QCOMPARE(pin->createdAt ? toIso(*pin->createdAt) : QString(), utc);
}

void TestWireJson::pinImageIsTheLargestNamed_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("url");
    QTest::newRow("by size")
        << QByteArray(
               R"({"id":"1","media":{"images":{"150x150":{"url":"s"},"1200x":{"url":"l"}}}})")
        << "l";
    QTest::newRow("originals")
        << QByteArray(
               R"({"id":"1","media":{"images":{"1200x":{"url":"l"},"originals":{"url":"o"}}}})")
        << "o";
    QTest::newRow("several images")
        << QByteArray(R"({"id":"1","media":{"items":[{"images":{"600x":{"url":"m"}}}]}})") << "m";
    QTest::newRow("none") << QByteArray(R"({"id":"1","media":{"items":[]}})") << "";
    QTest::newRow("wrong types") << QByteArray(R"({"id":"1","media":{"images":[1,2]}})") << "";
}

void TestWireJson::pinImageIsTheLargestNamed()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, url);
    const auto pin = readPin(json(body));
    QVERIFY(pin);
    QCOMPARE(pin->imageUrl, url);
}

void TestWireJson::accountIsKeyedByIdElseUsername()
{
    QCOMPARE(readAccount(json(R"({"id":"7","username":"ann"})"))->key(), QStringLiteral("7"));
    QCOMPARE(readAccount(json(R"({"username":"ann","board_count":null})"))->key(),
             QStringLiteral("ann"));
    QCOMPARE(readAccount(json(R"({"about":"x"})")).error().kind, ErrorKind::Server);
}

void TestWireJson::sectionNeedsIdAndName()
{
    QCOMPARE(readSection(json(R"({"id":"7","name":"Winter"})"))->name, QStringLiteral("Winter"));
    QCOMPARE(readSection(json(R"({"name":"Winter"})")).error().kind, ErrorKind::Server);
    QCOMPARE(readSection(json(R"({"id":"7"})")).error().kind, ErrorKind::Server);
}

void TestWireJson::pageWithoutItemsIsAServerError()
{
    QCOMPARE(readPage<RemoteBoard>(json(R"({"bookmark":null})"), readBoard).error().kind,
             ErrorKind::Server);
    QCOMPARE(readPage<RemoteBoard>(json(R"({"items":{}})"), readBoard).error().kind,
             ErrorKind::Server);
}

void TestWireJson::oneBadItemSpoilsThePage()
{
    const auto page =
        readPage<RemoteBoard>(json(R"({"items":[{"id":"1","name":"a"},17]})"), readBoard);
    QCOMPARE(page.error().kind, ErrorKind::Server);
}

void TestWireJson::bookmarkMayBeNullOrAbsent()
{
    QCOMPARE(readPage<RemoteBoard>(json(R"({"items":[],"bookmark":null})"), readBoard)->bookmark,
             QString());
    QCOMPARE(readPage<RemoteBoard>(json(R"({"items":[]})"), readBoard)->bookmark, QString());
    QCOMPARE(readPage<RemoteBoard>(json(R"({"items":[],"bookmark":"a+b="})"), readBoard)->bookmark,
             QStringLiteral("a+b="));
}

void TestWireJson::answerThatIsNoObjectIsAServerError_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("web page") << QByteArray("<html>Sorry</html>");
    QTest::newRow("list") << QByteArray("[]");
    QTest::newRow("cut") << QByteArray(R"({"id":"1)");
    QTest::newRow("very deep") << QByteArray(100000, '[');
}

void TestWireJson::answerThatIsNoObjectIsAServerError()
{
    QFETCH(QByteArray, body);
    QCOMPARE(readObject(body).error().kind, ErrorKind::Server);
}

void TestWireJson::errorBodyMayBeAnything_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("message");
    QTest::newRow("as described") << QByteArray(R"({"code":29,"message":"No."})") << 29 << "No.";
    QTest::newRow("empty") << QByteArray() << 0 << "";
    QTest::newRow("web page") << QByteArray("<html>") << 0 << "";
    QTest::newRow("wrong types") << QByteArray(R"({"code":"29","message":5})") << 0 << "";
}

void TestWireJson::errorBodyMayBeAnything()
{
    QFETCH(QByteArray, body);
    QFETCH(int, code);
    QFETCH(QString, message);
    const ApiError error = readApiError(body);
    QCOMPARE(error.code, code);
    QCOMPARE(error.message, message);
}

void TestWireJson::pinCreateHasOnlyTheNamesThatAreFilled()
{
    PinCreate pin;
    pin.boardId = QStringLiteral("12");
    const QJsonObject least = json(encodePinCreate(pin, "x", "image/png").whole());
    QCOMPARE(least.keys(),
             QStringList({QStringLiteral("board_id"), QStringLiteral("media_source")}));
    pin.sectionId = QStringLiteral("13");
    pin.title = QStringLiteral("t");
    pin.description = QStringLiteral("d");
    pin.link = QStringLiteral("https://a.example/");
    pin.altText = QStringLiteral("a");
    const QJsonObject most = json(encodePinCreate(pin, "x", "image/png").whole());
    QCOMPARE(
        most.keys().join(u' '),
        QStringLiteral("alt_text board_id board_section_id description link media_source title"));
    QCOMPARE(most[QStringLiteral("media_source")].toObject().keys().join(u' '),
             QStringLiteral("content_type data source_type"));
}

void TestWireJson::pinCreateKeepsTextAndImageWhole()
{
    PinCreate pin;
    pin.boardId = QStringLiteral("12");
    pin.title = QStringLiteral("Süß \"quoted\" \\ \n \U0001F957 \u2028");
    QByteArray image;
    for (int i = 0; i < 100'000; ++i)
        image += char(i * 7 % 256);
    const QByteArray body = encodePinCreate(pin, image, "image/jpeg").whole();
    QJsonParseError error;
    const QJsonObject object = QJsonDocument::fromJson(body, &error).object();
    QCOMPARE(error.error, QJsonParseError::NoError);
    QCOMPARE(object[QStringLiteral("title")].toString(), pin.title);
    const QJsonObject media = object[QStringLiteral("media_source")].toObject();
    QCOMPARE(media[QStringLiteral("source_type")].toString(), QStringLiteral("image_base64"));
    QCOMPARE(media[QStringLiteral("content_type")].toString(), QStringLiteral("image/jpeg"));
    QCOMPARE(QByteArray::fromBase64(media[QStringLiteral("data")].toString().toLatin1()), image);
    QVERIFY(!body.contains("\n"));
}

void TestWireJson::carouselHasItsItemsInOrderWithTheTextsThatAreFilled()
{
    PinCreate pin;
    pin.boardId = QStringLiteral("12");
    pin.title = QStringLiteral("Soups");
    QByteArray large;
    for (int i = 0; i < 50'000; ++i)
        large += char(i * 11 % 256);
    const QList<CarouselItem> items{
        {"a", "image/jpeg"},
        {large, "image/jpeg", QStringLiteral("Second \"quoted\""), QStringLiteral("d"),
         QStringLiteral("https://a.example/2")},
        {"ccc", "image/png", {}, {}, QStringLiteral("https://a.example/3")}};
    const RequestBody body = encodePinCreate(pin, items);
    const QByteArray whole = body.whole();
    QCOMPARE(whole.size(), body.size());
    const QJsonObject object = json(whole);
    QCOMPARE(object.keys().join(u' '), QStringLiteral("board_id media_source title"));
    const QJsonObject media = object[QStringLiteral("media_source")].toObject();
    QCOMPARE(media.keys().join(u' '), QStringLiteral("items source_type"));
    QCOMPARE(media[QStringLiteral("source_type")].toString(),
             QStringLiteral("multiple_image_base64"));
    const QJsonArray sent = media[QStringLiteral("items")].toArray();
    QCOMPARE(sent.size(), 3);
    for (int i = 0; i < 3; ++i) {
        const QJsonObject item = sent.at(i).toObject();
        QCOMPARE(QByteArray::fromBase64(item[QStringLiteral("data")].toString().toLatin1()),
                 items.at(i).bytes);
        QCOMPARE(item[QStringLiteral("content_type")].toString().toLatin1(),
                 items.at(i).contentType);
    }
    QCOMPARE(sent.at(0).toObject().keys().join(u' '), QStringLiteral("content_type data"));
    QCOMPARE(sent.at(1).toObject()[QStringLiteral("title")].toString(), items.at(1).title);
    QCOMPARE(sent.at(1).toObject().keys().join(u' '),
             QStringLiteral("content_type data description link title"));
    QCOMPARE(sent.at(2).toObject().keys().join(u' '), QStringLiteral("content_type data link"));
}

void TestWireJson::boardCreateLeavesOutEmptyDescription()
{
    QCOMPARE(writeBoard({QStringLiteral("Soups"), {}, QStringLiteral("PUBLIC")}),
             QByteArray(R"({"name":"Soups","privacy":"PUBLIC"})"));
    QCOMPARE(writeSection(QStringLiteral("Winter")), QByteArray(R"({"name":"Winter"})"));
}

QTEST_GUILESS_MAIN(TestWireJson)
#include "tst_wirejson.moc"
