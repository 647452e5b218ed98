// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sha256.h"
#include "sandbox/server.h"
#include "support/manualclock.h"
#include "support/testhttp.h"
#include "support/testimages.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTcpSocket>
#include <QTest>

#include <memory>

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;

namespace {

using Fields = QList<QPair<QByteArray, QByteArray>>;

const QByteArray boundary("a-boundary-of-the-test");

/** Begins as an MP4 does; the rest has what looks like parts of a form. */
QByteArray video()
{
    return QByteArray("\0\0\0\x18"
                      "ftypmp42",
                      12) +
           "\r\n--a-boundary\r\n--" + QByteArray(200'000, 'v') + "\r\n";
}

QByteArray part(const QByteArray &name, const QByteArray &value)
{
    return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" +
           value + "\r\n";
}

QByteArray filePart(const QByteArray &bytes)
{
    return "--" + boundary +
           "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.mp4\"\r\n"
           "Content-Type: video/mp4\r\n\r\n" +
           bytes + "\r\n";
}

QByteArray formOf(const Fields &fields, const QByteArray &file)
{
    QByteArray form;
    for (const auto &[name, value] : fields)
        form += part(name, value);
    return form + filePart(file) + "--" + boundary + "--\r\n";
}

} // namespace

/** How the stand-in takes videos: as strict as Pinterest's storage. */
class TestSandboxVideo : public QObject
{
    Q_OBJECT

private:
    ManualClock m_clock;
    std::unique_ptr<SandboxServer> m_pinterest;
    std::unique_ptr<TestHttp> m_http;
    QString m_board;
    QString m_media;
    QUrl m_address;
    Fields m_fields;

    [[nodiscard]] QUrl api(const QString &path) const { return at(m_pinterest->apiBase(), path); }

    void registerOne()
    {
        const HttpAnswer answer =
            m_http->post(api(QStringLiteral("/media")),
                         {{QStringLiteral("media_type"), QStringLiteral("video")}});
        QCOMPARE(answer.status, 201);
        m_media = answer.json().value(QStringLiteral("media_id")).toString();
        m_address = QUrl(answer.json().value(QStringLiteral("upload_url")).toString());
        const QJsonObject parameters =
            answer.json().value(QStringLiteral("upload_parameters")).toObject();
        m_fields.clear();
        for (auto one = parameters.begin(); one != parameters.end(); ++one)
            m_fields.append({one.key().toLatin1(), one->toString().toLatin1()});
    }

    HttpAnswer upload(const QByteArray &form, const Fields &headers = {})
    {
        Fields all{{"Content-Type", "multipart/form-data; boundary=" + boundary}};
        all += headers;
        const QString token = std::exchange(m_http->token, QString());
        HttpAnswer answer = m_http->send("POST", m_address, all, form);
        m_http->token = token;
        return answer;
    }

    QString status()
    {
        return m_http->get(api(QStringLiteral("/media/") + m_media))
            .json()
            .value(QStringLiteral("status"))
            .toString();
    }

    HttpAnswer createPin(QJsonObject source = {})
    {
        QJsonObject media{
            {QStringLiteral("source_type"), QStringLiteral("video_id")},
            {QStringLiteral("media_id"), m_media},
            {QStringLiteral("cover_image_content_type"), QStringLiteral("image/jpeg")},
            {QStringLiteral("cover_image_data"), QString::fromLatin1(jpegFile().toBase64())}};
        for (auto one = source.begin(); one != source.end(); ++one) {
            if (one->isNull())
                media.remove(one.key());
            else
                media.insert(one.key(), *one);
        }
        return m_http->post(
            api(QStringLiteral("/pins")),
            {{QStringLiteral("board_id"), m_board}, {QStringLiteral("media_source"), media}});
    }

private slots:
    void init()
    {
        m_pinterest = std::make_unique<SandboxServer>(nullptr, &m_clock);
        QVERIFY(m_pinterest->start());
        m_http = std::make_unique<TestHttp>();
        m_http->token = m_pinterest->accessToken();
        m_board = m_pinterest->addBoard(QStringLiteral("Soups"));
        registerOne();
    }
    void cleanup()
    {
        m_http.reset();
        m_pinterest.reset();
    }

    void aVideoIsTakenProcessedAndBecomesAPin()
    {
        sandbox::MediaCourse course;
        course.looks = 2;
        m_pinterest->setMediaCourse(course);
        QCOMPARE(status(), QStringLiteral("registered"));
        QVERIFY(m_address.port() != int(m_pinterest->port()));
        const HttpAnswer taken = upload(formOf(m_fields, video()));
        QCOMPARE(taken.status, 204);
        QCOMPARE(createPin().status, 400);
        QCOMPARE(status(), QStringLiteral("processing"));
        QCOMPARE(status(), QStringLiteral("processing"));
        QCOMPARE(status(), QStringLiteral("succeeded"));
        const sandbox::Media media = m_pinterest->media().constFirst();
        QCOMPARE(media.sha256, sha256Hex(video()));
        QCOMPARE(media.bytes, video().size());
        QCOMPARE(media.fileName, QByteArray("a.mp4"));

        const HttpAnswer made = createPin();
        QCOMPARE(made.status, 201);
        const QJsonObject shown = made.json().value(QStringLiteral("media")).toObject();
        QCOMPARE(shown.value(QStringLiteral("media_type")).toString(), QStringLiteral("video"));
        const QString cover = shown.value(QStringLiteral("cover_image_url")).toString();
        QCOMPARE(m_http->get(QUrl(cover)).status, 200);
        QCOMPARE(made.json().value(QStringLiteral("creative_type")).toString(),
                 QStringLiteral("VIDEO"));
        QCOMPARE(m_pinterest->imageBytes(m_pinterest->pins().constFirst()), jpegFile());
        const auto listed = [this](const char *type) {
            return m_http
                ->get(api(QStringLiteral("/boards/%1/pins?creative_types=%2")
                              .arg(m_board, QLatin1String(type))))
                .json()
                .value(QStringLiteral("items"))
                .toArray()
                .size();
        };
        QCOMPARE(listed("VIDEO"), 1);
        QCOMPARE(listed("REGULAR"), 0);
    }

    void uploadsAreAsStrictAsTheStorage_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("status");
        for (const auto &[what, status] :
             std::initializer_list<std::pair<const char *, int>>{{"token", 400},
                                                                 {"missing field", 403},
                                                                 {"changed field", 403},
                                                                 {"extra field", 403},
                                                                 {"unknown key", 403},
                                                                 {"file first", 400},
                                                                 {"no file", 400},
                                                                 {"empty file", 400},
                                                                 {"no end", 400},
                                                                 {"no boundary", 400},
                                                                 {"no form", 412},
                                                                 {"expired", 403},
                                                                 {"twice", 400}})
            QTest::newRow(what) << QString::fromLatin1(what) << status;
    }
    void uploadsAreAsStrictAsTheStorage()
    {
        QFETCH(QString, what);
        QFETCH(int, status);
        Fields headers;
        Fields fields = m_fields;
        QByteArray form = formOf(fields, video());
        if (what == QLatin1String("token"))
            headers = {{"Authorization", "Bearer " + m_pinterest->accessToken().toLatin1()}};
        else if (what == QLatin1String("missing field"))
            form = formOf(fields.mid(1), video());
        else if (what == QLatin1String("twice"))
            form = formOf(fields + fields.mid(0, 1), video());
        else if (what == QLatin1String("extra field"))
            form = formOf(fields + Fields{{"acl", "public-read"}}, video());
        else if (what == QLatin1String("no file"))
            form = formOf(fields, {}).replace(filePart({}), {});
        else if (what == QLatin1String("empty file"))
            form = formOf(fields, {});
        else if (what == QLatin1String("no end"))
            form.chop(4);
        else if (what == QLatin1String("no boundary"))
            form.replace(boundary, "another");
        else if (what == QLatin1String("no form"))
            headers = {{"Content-Type", "video/mp4"}};
        else if (what == QLatin1String("expired"))
            m_clock.advance(61min);
        else if (what == QLatin1String("file first"))
            form = filePart(video()) + part(fields.at(0).first, fields.at(0).second) + "--" +
                   boundary + "--\r\n";
        for (auto &[name, value] : fields) {
            const bool isIt = (what == QLatin1String("unknown key") && name == "key") ||
                              (what == QLatin1String("changed field") && name == "policy");
            value += isIt ? "x" : "";
        }
        if (fields != m_fields)
            form = formOf(fields, video());
        const HttpAnswer answer = upload(form, headers);
        QCOMPARE(answer.status, status);
        QVERIFY(answer.body.contains("<Error><Code>"));
        QCOMPARE(m_pinterest->media().constFirst().uploads, 0);
        if (what != QLatin1String("expired")) // the token's too
            QCOMPARE(this->status(), QStringLiteral("registered"));
    }

    void aBodyOfUnknownLengthIsRefused()
    {
        QTcpSocket socket;
        socket.connectToHost(m_address.host(), quint16(m_address.port()));
        socket.write("POST " + m_address.path().toLatin1() +
                     " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
        QByteArray seen;
        QTRY_VERIFY((seen += socket.readAll()).contains("MissingContentLength"));
        QVERIFY(seen.startsWith("HTTP/1.1 411"));
    }

    void theCourseCanBeSet()
    {
        sandbox::MediaCourse course;
        course.looks = 0;
        course.lasts = 30s;
        m_pinterest->setMediaCourse(course);
        QCOMPARE(upload(formOf(m_fields, video())).status, 204);
        QCOMPARE(status(), QStringLiteral("processing"));
        m_clock.advance(30s);
        QCOMPARE(status(), QStringLiteral("succeeded"));
        course.fails = true;
        m_pinterest->setMediaCourse(course);
        QCOMPARE(status(), QStringLiteral("failed"));
        course.ends = false;
        m_pinterest->setMediaCourse(course);
        QCOMPARE(status(), QStringLiteral("processing"));
        m_pinterest->forgetMedia(m_media);
        QCOMPARE(m_http->get(api(QStringLiteral("/media/") + m_media)).status, 404);
        QCOMPARE(createPin().status, 404);
    }

    void aPictureInThePlaceOfTheVideoFails()
    {
        QCOMPARE(upload(formOf(m_fields, jpegFile())).status, 204);
        QCOMPARE(status(), QStringLiteral("processing"));
        QCOMPARE(status(), QStringLiteral("failed"));
        QCOMPARE(createPin().status, 400);
    }

    void aPinNeedsACoverAndStrictFields_data()
    {
        QTest::addColumn<QJsonObject>("change");
        QTest::newRow("no cover") << QJsonObject{
            {QStringLiteral("cover_image_data"), QJsonValue()}};
        QTest::newRow("no type") << QJsonObject{
            {QStringLiteral("cover_image_content_type"), QJsonValue()}};
        QTest::newRow("webp") << QJsonObject{
            {QStringLiteral("cover_image_content_type"), QStringLiteral("image/webp")}};
        QTest::newRow("no Base64")
            << QJsonObject{{QStringLiteral("cover_image_data"), QStringLiteral("data:image")}};
        QTest::newRow("name of an image's field")
            << QJsonObject{{QStringLiteral("content_type"), QStringLiteral("image/jpeg")}};
        QTest::newRow("id as number") << QJsonObject{{QStringLiteral("media_id"), 12}};
    }
    void aPinNeedsACoverAndStrictFields()
    {
        QFETCH(QJsonObject, change);
        sandbox::MediaCourse course;
        course.looks = 0;
        m_pinterest->setMediaCourse(course);
        QCOMPARE(upload(formOf(m_fields, video())).status, 204);
        QCOMPARE(createPin(change).status, 400);
        QCOMPARE(createPin().status, 201);
    }

    void registrationsAreListedInPages()
    {
        for (int i = 0; i < 4; ++i)
            registerOne();
        QStringList ids;
        QString bookmark;
        do {
            QString path = QStringLiteral("/media?page_size=2");
            if (!bookmark.isEmpty())
                path += QStringLiteral("&bookmark=") + bookmark;
            const QJsonObject page = m_http->get(api(path)).json();
            for (const QJsonValue &item : page.value(QStringLiteral("items")).toArray())
                ids.append(item[QLatin1String("media_id")].toString());
            bookmark = page.value(QStringLiteral("bookmark")).toString();
        } while (!bookmark.isEmpty());
        QCOMPARE(ids.size(), 5);
        QCOMPARE(ids.last(), m_media);
    }

    void faultsStrikeUploadsToo()
    {
        m_pinterest->cutNextBodyAfter(1000, SandboxServer::uploadPath());
        QCOMPARE(upload(formOf(m_fields, video())).status, 0);
        QVERIFY(!m_pinterest->requests("POST", SandboxServer::uploadPath()).constLast().complete);
        m_pinterest->answerNextWith("POST", SandboxServer::uploadPath(), 500);
        const HttpAnswer failed = upload(formOf(m_fields, video()));
        QCOMPARE(failed.status, 500);
        QVERIFY(failed.body.contains("<Code>InternalError</Code>"));
        m_pinterest->dropNextAfterCommit("POST", SandboxServer::uploadPath());
        QCOMPARE(upload(formOf(m_fields, video())).status, 0);
        QCOMPARE(m_pinterest->media().constFirst().uploads, 1);
        QCOMPARE(m_pinterest->postCount(SandboxServer::uploadPath()), 3);
    }
};

QTEST_GUILESS_MAIN(TestSandboxVideo)
#include "tst_sandboxvideo.moc"
