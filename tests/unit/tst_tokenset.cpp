// SPDX-License-Identifier: GPL-3.0-or-later
#include "oauth/tokenrequest.h"
#include "oauth/tokenset.h"

#include <QTest>

using namespace pinweek;

class TestTokenSet : public QObject
{
    Q_OBJECT

private slots:
    void secretsSurviveTheirJson();
    void brokenJsonIsNoSecrets_data();
    void brokenJsonIsNoSecrets();
    void refreshEndComesFromEitherField_data();
    void refreshEndComesFromEitherField();
    void scopesAreSplitAtCommaOrSpace();
};

void TestTokenSet::secretsSurviveTheirJson()
{
    AccountSecrets secrets;
    secrets.tokens = {QStringLiteral("a \"ü\""),
                      QStringLiteral("r"),
                      fromEpoch(1794906000),
                      fromEpoch(1799999999),
                      {QStringLiteral("pins:read"), QStringLiteral("boards:read")}};
    secrets.appSecret = QStringLiteral("s");
    QCOMPARE(AccountSecrets::fromJson(secrets.toJson()), std::optional(secrets));
    AccountSecrets pasted;
    pasted.tokens.accessToken = QStringLiteral("a");
    QCOMPARE(AccountSecrets::fromJson(pasted.toJson()), std::optional(pasted));
}

void TestTokenSet::brokenJsonIsNoSecrets_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut") << QByteArray(R"({"access_token":"a)");
    QTest::newRow("list") << QByteArray("[]");
    QTest::newRow("no token") << QByteArray(R"({"app_secret":"s"})");
    QTest::newRow("wrong type") << QByteArray(R"({"access_token":5})");
}

void TestTokenSet::brokenJsonIsNoSecrets()
{
    QFETCH(QByteArray, json);
    QCOMPARE(AccountSecrets::fromJson(json), std::optional<AccountSecrets>());
}

void TestTokenSet::refreshEndComesFromEitherField_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<qint64>("end"); // 0: not known
    QTest::newRow("seconds") << QByteArray(R"("refresh_token_expires_in":100)") << qint64(1100);
    QTest::newRow("moment") << QByteArray(R"("refresh_token_expires_at":5000)") << qint64(5000);
    QTest::newRow("both")
        << QByteArray(R"("refresh_token_expires_in":100,"refresh_token_expires_at":5000)")
        << qint64(1100);
    QTest::newRow("neither") << QByteArray(R"("x":1)") << qint64(0);
    QTest::newRow("nonsense")
        << QByteArray(R"("refresh_token_expires_in":1e300,"refresh_token_expires_at":-4)")
        << qint64(0);
}

void TestTokenSet::refreshEndComesFromEitherField()
{
    QFETCH(QByteArray, fields);
    QFETCH(qint64, end);
    const auto tokens =
        readTokens(R"({"access_token":"a","refresh_token":"r","expires_in":50,)" + fields + '}',
                   fromEpoch(1000));
    QVERIFY(tokens);
    QCOMPARE(tokens->accessEndsAt, std::optional(fromEpoch(1050)));
    QCOMPARE(tokens->refreshEndsAt ? toEpoch(*tokens->refreshEndsAt) : 0, end);
}

void TestTokenSet::scopesAreSplitAtCommaOrSpace()
{
    const QStringList both{QStringLiteral("pins:read"), QStringLiteral("boards:read")};
    for (const char *separator : {",", " ", ", "}) {
        const auto tokens =
            readTokens(QByteArray(R"({"access_token":"a","expires_in":5,"scope":"pins:read)") +
                           separator + R"(boards:read"})",
                       fromEpoch(0));
        QCOMPARE(tokens->scopes, both);
    }
}

QTEST_GUILESS_MAIN(TestTokenSet)
#include "tst_tokenset.moc"
