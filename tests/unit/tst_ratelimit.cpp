// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serverwait.h"
#include "core/transport.h"
#include "pinterest/answererror.h"

#include <QTest>

using namespace pinweek;
using namespace pinweek::pinterest;

class TestRateLimit : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }
    void waitIsTheFirstUsableOfTheServersWishes_data();
    void waitIsTheFirstUsableOfTheServersWishes();
    void momentsAreCountedFromTheServersOwnTime();
    void onlyHttpDatesAreHttpDates();
    void statusAndCodeGiveTheKind_data();
    void statusAndCodeGiveTheKind();
    void everyThingTheServerSaidIsInTheError();
};

namespace {
const UtcTime now = *fromIsoUtc(QStringLiteral("2026-11-17T09:00:00Z")); // 1794906000
constexpr int none = -1;
} // namespace

void TestRateLimit::waitIsTheFirstUsableOfTheServersWishes_data()
{
    QTest::addColumn<QByteArray>("retryAfter");
    QTest::addColumn<QByteArray>("reset");
    QTest::addColumn<int>("seconds");
    const auto row = [](const char *name, const char *retryAfter, const char *reset, int seconds) {
        QTest::newRow(name) << QByteArray(retryAfter) << QByteArray(reset) << seconds;
    };
    row("nothing", "", "", none);
    row("seconds", "120", "", 120);
    row("seconds before reset", "120", "7", 120);
    row("several values", "120, 60", "", 120);
    row("with a window", "90;w=60", "", 90);
    row("spaces", "  33 ", "", 33);
    row("shorter than 5 s", "1", "", 5);
    row("zero", "0", "", 5);
    row("longer than a day", "999999", "", 86400);
    row("longer than any number", "99999999999999999999999999", "", 86400);
    row("date", "Tue, 17 Nov 2026 09:10:00 GMT", "", 600);
    row("date in the past", "Tue, 17 Nov 2026 08:00:00 GMT", "", 5);
    row("date far away", "Fri, 17 Nov 2028 08:00:00 GMT", "", 86400);
    row("nonsense, reset is a delay", "soon", "45", 45);
    row("negative is nonsense", "-4", "45", 45);
    row("reset is a delay", "", "45", 45);
    row("reset is a time", "", "1794906300", 300);
    row("reset is a time in the past", "", "1794900000", 5);
    row("reset with a fraction", "", "45.9", 45);
    row("largest delay", "", "1000000000", 86400);
    row("both nonsense", "soon", "later", none);
}

void TestRateLimit::waitIsTheFirstUsableOfTheServersWishes()
{
    QFETCH(QByteArray, retryAfter);
    QFETCH(QByteArray, reset);
    QFETCH(int, seconds);
    const auto wait = serverWait(retryAfter, reset, now);
    QCOMPARE(wait ? int(wait->count()) : none, seconds);
}

/** A clock that is an hour slow would else make an hour of a minute. */
void TestRateLimit::momentsAreCountedFromTheServersOwnTime()
{
    const auto wait = [](const QList<std::pair<QByteArray, QByteArray>> &headers) {
        return serverWait(HttpAnswer{429, {}, headers}, now - std::chrono::hours(1));
    };
    const std::pair<QByteArray, QByteArray> date{"Date", "Tue, 17 Nov 2026 09:00:00 GMT"};
    const auto minute = std::optional(std::chrono::seconds(60));
    QCOMPARE(wait({date, {"Retry-After", "Tue, 17 Nov 2026 09:01:00 GMT"}}), minute);
    QCOMPARE(wait({date, {"X-RateLimit-Reset", "1794906060"}}), minute);
    QCOMPARE(wait({date, {"Retry-After", "60"}}), minute);
    QCOMPARE(wait({{"Retry-After", "Tue, 17 Nov 2026 08:01:00 GMT"}}), minute);
    QVERIFY(!wait({date}));
}

void TestRateLimit::onlyHttpDatesAreHttpDates()
{
    QCOMPARE(parseHttpDate("Tue, 17 Nov 2026 09:00:00 GMT"), std::optional(now));
    QVERIFY(!parseHttpDate("2026-11-17T09:00:00Z"));
    QVERIFY(!parseHttpDate("Tue, 17 Nov 2026 25:00:00 GMT"));
    QVERIFY(!parseHttpDate(""));
}

void TestRateLimit::statusAndCodeGiveTheKind_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<Delivery>("delivery");
    const auto row = [](int status, const char *body, ErrorKind kind, Delivery delivery) {
        QTest::addRow("%d %s", status, body) << status << QByteArray(body) << kind << delivery;
    };
    const auto answered = Delivery::Answered;
    const auto open = Delivery::MaybeSent;
    row(300, "", ErrorKind::Server, open);
    row(307, "", ErrorKind::Server, open);
    row(400, R"({"code":1,"message":"bad"})", ErrorKind::Rejected, answered);
    row(401, R"({"code":2,"message":"no"})", ErrorKind::Unauthorized, answered);
    row(401, R"({"code":7,"message":"no"})", ErrorKind::Forbidden, answered);
    row(401, "", ErrorKind::Unauthorized, answered);
    row(401, R"({"code":3,"message":"scope"})", ErrorKind::Forbidden, answered);
    row(403, R"({"code":29,"message":"trial"})", ErrorKind::AccessTier, answered);
    row(403, R"({"code":403,"message":"no"})", ErrorKind::Forbidden, answered);
    row(403, "<html>", ErrorKind::Forbidden, answered);
    row(404, R"({"code":40,"message":"gone"})", ErrorKind::NotFound, answered);
    row(405, "", ErrorKind::Rejected, answered);
    row(407, "", ErrorKind::Offline, Delivery::NotSent);
    row(408, "", ErrorKind::Server, open);
    row(409, "", ErrorKind::Conflict, answered);
    row(413, "", ErrorKind::Rejected, answered);
    row(422, "", ErrorKind::Rejected, answered);
    row(429, R"({"code":8,"message":"slow down"})", ErrorKind::RateLimited, answered);
    row(429, R"({"code":8,"message":"Looks like SPAM"})", ErrorKind::Spam, answered);
    row(429, R"({"code":8,"message":"x","message_detail":"spam filter"})", ErrorKind::Spam,
        answered);
    row(500, "", ErrorKind::Server, open);
    row(503, "", ErrorKind::Server, open);
    row(599, "", ErrorKind::Server, open);
}

void TestRateLimit::statusAndCodeGiveTheKind()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(ErrorKind, kind);
    QFETCH(Delivery, delivery);
    const Error write = errorOfAnswer({status, body, {}}, true, now);
    QCOMPARE(write.kind, kind);
    QCOMPARE(write.delivery, delivery);
    QCOMPARE(write.httpStatus, status);
    QCOMPARE(errorOfAnswer({status, body, {}}, false, now).delivery, Delivery::NotSent);
}

void TestRateLimit::everyThingTheServerSaidIsInTheError()
{
    const Error error = errorOfAnswer({429,
                                       R"({"code":8,"message":"slow","message_detail":"down"})",
                                       {{"Retry-After", "77"}, {"X-Pinterest-RID", "12345"}}},
                                      true, now);
    QCOMPARE(error.retryAfter, std::optional(std::chrono::seconds(77)));
    QCOMPARE(error.apiCode, 8);
    QCOMPARE(error.apiMessage, QStringLiteral("slow down"));
    QCOMPARE(error.requestId, QStringLiteral("12345"));
}

QTEST_GUILESS_MAIN(TestRateLimit)
#include "tst_ratelimit.moc"
