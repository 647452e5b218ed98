// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sha256.h"
#include "oauth/tokenkeeper.h"
#include "pinterest/client.h"
#include "pinterest/videoupload.h"
#include "sandbox/server.h"
#include "support/await.h"
#include "support/manualclock.h"
#include "support/rawpeer.h"
#include "support/testimages.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

using namespace pinweek;
using namespace pinweek::pinterest;
using namespace pinweek::test;

namespace {

const QString uploads = SandboxServer::uploadPath();

QByteArray videoBytes(int size)
{
    QByteArray bytes("\0\0\0\x18"
                     "ftypmp42",
                     12);
    for (int i = 0; bytes.size() < size; ++i)
        bytes += QByteArray::number(i) + "\r\n--pinweek";
    return bytes.left(size);
}

/** The states of the threads that upload, a letter each: "S" waits for something. */
QByteArray uploadThreads()
{
    QByteArray states;
    const QDir tasks(QStringLiteral("/proc/self/task"));
    for (const QString &task : tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile stat(tasks.filePath(task + QStringLiteral("/stat")));
        if (!stat.open(QIODevice::ReadOnly))
            continue;
        const QByteArray line = stat.readAll();
        const QByteArray name("(upload) ");
        if (const qsizetype at = line.indexOf(name); at >= 0)
            states += line.at(at + name.size());
    }
    return states;
}

} // namespace

/** A video's way to where it was registered. */
class TestVideoUpload : public QObject
{
    Q_OBJECT

private:
    ManualClock m_clock;
    QTemporaryDir m_directory;
    std::unique_ptr<SandboxServer> m_pinterest;
    std::unique_ptr<FixedToken> m_token;
    std::unique_ptr<Client> m_client;
    QString m_path;
    qint64 m_bytes = 0;

    QString file(const QByteArray &bytes)
    {
        QFile file(m_directory.filePath(QStringLiteral("My secret holiday.mp4")));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("can't write the video");
        m_bytes = bytes.size();
        return file.fileName();
    }

    MediaRegistration registration()
    {
        return must(await<MediaRegistration>([this](QObject *c, Done<MediaRegistration> done) {
            m_client->registerMedia(c, std::move(done));
        }));
    }

    Result<void> upload(const MediaRegistration &to, const QString &format = QStringLiteral("mp4"))
    {
        std::unique_ptr<VideoUpload> upload;
        return await<void>([&](QObject *context, Done<void> done) {
            upload = std::make_unique<VideoUpload>(to, m_path, format, m_bytes, context,
                                                   std::move(done));
        });
    }

    MediaStatus statusOf(const QString &id)
    {
        return must(await<RemoteMedia>([&](QObject *c, Done<RemoteMedia> done) {
                   m_client->media(id, c, std::move(done));
               }))
            .status;
    }

private slots:
    void init()
    {
        m_pinterest = std::make_unique<SandboxServer>(nullptr, &m_clock);
        QVERIFY(m_pinterest->start());
        m_token = std::make_unique<FixedToken>(m_pinterest->accessToken());
        m_client = std::make_unique<Client>(m_pinterest->apiBase(), *m_token, m_clock);
        m_path = file(videoBytes(700'000));
    }
    void cleanup()
    {
        m_client.reset();
        m_pinterest.reset();
    }

    void aFileArrivesByteForByte_data()
    {
        QTest::addColumn<int>("size");
        // About the sizes of pieces, and one byte.
        for (const int size : {12, 13, 98'303, 98'304, 98'305, 1'048'576, 9'000'001})
            QTest::addRow("%d", size) << size;
    }
    void aFileArrivesByteForByte()
    {
        QFETCH(int, size);
        m_path = file(videoBytes(size));
        const MediaRegistration to = registration();
        QCOMPARE(statusOf(to.id), MediaStatus::Registered);
        QVERIFY(upload(to));
        const sandbox::Media media = m_pinterest->media().constFirst();
        QCOMPARE(media.bytes, size);
        QCOMPARE(media.sha256, sha256Hex(videoBytes(size)));
        QCOMPARE(media.uploads, 1);
        QCOMPARE(statusOf(to.id), MediaStatus::Processing);
        QCOMPARE(statusOf(to.id), MediaStatus::Succeeded);
    }

    void neitherTokenNorNameGoesAlong_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("type");
        QTest::newRow("mp4") << "mp4" << QByteArray("video.mp4") << QByteArray("video/mp4");
        QTest::newRow("mov") << "mov" << QByteArray("video.mov") << QByteArray("video/quicktime");
        QTest::newRow("m4v") << "m4v" << QByteArray("video.m4v") << QByteArray("video/x-m4v");
        QTest::newRow("other") << "../\"x" << QByteArray("video.mp4") << QByteArray("video/mp4");
    }
    void neitherTokenNorNameGoesAlong()
    {
        QFETCH(QString, format);
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, type);
        QVERIFY(upload(registration(), format));
        const RecordedRequest request = m_pinterest->requests("POST", uploads).constLast();
        QVERIFY(request.complete);
        QCOMPARE(request.header("Authorization"), QByteArray());
        QCOMPARE(request.header("Transfer-Encoding"), QByteArray());
        QCOMPARE(request.header("Content-Length").toLongLong(), request.bodySize);
        QVERIFY(request.header("Content-Type").startsWith("multipart/form-data; boundary="));
        QCOMPARE(m_pinterest->media().constFirst().fileName, name);
        QCOMPARE(m_pinterest->media().constFirst().fileType, type);
    }

    void progressRisesToTheEnd()
    {
        m_path = file(videoBytes(20'000'000));
        m_pinterest->setUploadPace({1'000'000, 20});
        const MediaRegistration to = registration();
        Awaited<void> answer;
        VideoUpload upload(to, m_path, QStringLiteral("mp4"), m_bytes, this, answer.done());
        QSignalSpy progress(&upload, &VideoUpload::progressed);
        QVERIFY(answer.wait());
        QVERIFY(progress.size() >= 2);
        qint64 last = 0;
        for (const auto &one : progress) {
            QVERIFY(one.at(0).toLongLong() > last);
            last = one.at(0).toLongLong();
            QVERIFY(one.at(1).toLongLong() > 20'000'000);
            QVERIFY(last <= one.at(1).toLongLong());
        }
    }

    void oneThatIsGivenUpIsSilent()
    {
        m_path = file(videoBytes(20'000'000));
        m_pinterest->setUploadPace({100'000, 20});
        const MediaRegistration to = registration();
        Awaited<void> answer;
        auto upload = std::make_unique<VideoUpload>(to, m_path, QStringLiteral("mp4"), m_bytes,
                                                    this, answer.done());
        QSignalSpy progress(upload.get(), &VideoUpload::progressed);
        QVERIFY(progress.wait());
        upload.reset();
        // The next one is taken, so the first one's connection is over.
        m_pinterest->setUploadPace({});
        m_path = file(videoBytes(1000));
        QVERIFY(this->upload(registration()));
        QCOMPARE(answer.count(), 0);
        QCOMPARE(m_pinterest->media().constFirst().uploads, 0);
    }

    void answersSayWhatHappened_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<int>("httpStatus");
        QTest::addColumn<QString>("code");
        QTest::newRow("refused") << "403" << ErrorKind::Rejected << 403 << "AccessDenied";
        QTest::newRow("expired") << "expired" << ErrorKind::Rejected << 403 << "AccessDenied";
        QTest::newRow("broken") << "500" << ErrorKind::Server << 500 << "InternalError";
        QTest::newRow("busy") << "503" << ErrorKind::Server << 503 << "InternalError";
        QTest::newRow("redirect") << "307" << ErrorKind::Server << 307 << "AccessDenied";
        QTest::newRow("cut") << "cut" << ErrorKind::Offline << 0 << "";
        QTest::newRow("lost answer") << "lost" << ErrorKind::Offline << 0 << "";
        QTest::newRow("file gone") << "gone" << ErrorKind::Storage << 0 << "";
    }
    void answersSayWhatHappened()
    {
        QFETCH(QString, fault);
        QFETCH(ErrorKind, kind);
        QFETCH(int, httpStatus);
        QFETCH(QString, code);
        RawPeer elsewhere;
        if (fault == QLatin1String("expired"))
            m_pinterest->setMediaCourse({1, {}, false, true, std::chrono::seconds(-1)});
        else if (fault == QLatin1String("cut"))
            m_pinterest->cutNextBodyAfter(300'000, uploads);
        else if (fault == QLatin1String("lost"))
            m_pinterest->dropNextAfterCommit("POST", uploads);
        else if (fault == QLatin1String("gone"))
            QVERIFY(QFile::remove(m_path));
        else
            m_pinterest->answerNextWith("POST", uploads, fault.toInt(),
                                        {{"Location", elsewhere.apiBase().toEncoded()}});
        const MediaRegistration to = registration();
        const Result<void> result = upload(to);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, kind);
        QCOMPARE(result.error().httpStatus, httpStatus);
        QCOMPARE(result.error().apiMessage, code);
        // One request at most, and to nobody else.
        QVERIFY(m_pinterest->postCount(uploads) <= 1);
        QCOMPARE(elsewhere.requestCount(), 0);
        const bool hasArrived = fault == QLatin1String("lost");
        QCOMPARE(statusOf(to.id), hasArrived ? MediaStatus::Processing : MediaStatus::Registered);
    }

    void aFileThatShrinksIsNotSentAsAnother()
    {
        m_path = file(videoBytes(20'000'000));
        m_pinterest->setUploadPace({100'000, 20});
        const MediaRegistration to = registration();
        Awaited<void> answer;
        VideoUpload upload(to, m_path, QStringLiteral("mp4"), m_bytes, this, answer.done());
        QSignalSpy progress(&upload, &VideoUpload::progressed);
        QVERIFY(progress.wait());
        QVERIFY(QFile::resize(m_path, 1000));
        QCOMPARE(answer.error().kind, ErrorKind::Storage);
        QCOMPARE(m_pinterest->media().constFirst().uploads, 0);
    }

    void aFileOfAnotherSizeIsNotSent()
    {
        m_bytes += 1;
        const Result<void> result = upload(registration());
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Storage);
        QCOMPARE(m_pinterest->postCount(uploads), 0);
    }

    // A pipe that nobody writes to is a disk that does not answer.
    void aDiskThatHangsHoldsNobodyUp()
    {
        const QString hanging = m_directory.filePath(QStringLiteral("hanging.mp4"));
        QCOMPARE(::mkfifo(QFile::encodeName(hanging).constData(), 0600), 0);
        const MediaRegistration to = registration();
        QTRY_COMPARE(uploadThreads(), QByteArray());
        Awaited<void> answer;
        auto upload = std::make_unique<VideoUpload>(to, hanging, QStringLiteral("mp4"), 1000, this,
                                                    answer.done());
        QTRY_COMPARE(uploadThreads(), QByteArray("S"));
        upload.reset(); // does not wait for it
        QCOMPARE(uploadThreads(), QByteArray("S"));
        m_path = file(videoBytes(1000));
        QVERIFY(this->upload(registration()));
        // The disk answers at last, when nobody wants to know.
        const int writer = ::open(QFile::encodeName(hanging).constData(), O_WRONLY | O_CLOEXEC);
        QVERIFY(writer >= 0);
        ::close(writer);
        QTRY_COMPARE(uploadThreads(), QByteArray());
        QCOMPARE(answer.count(), 0);
    }

    void anAddressThatIsNotSecureGetsNothing()
    {
        MediaRegistration to = registration();
        to.uploadUrl = QUrl(QStringLiteral("http://uploads.example/video"));
        const Result<void> result = upload(to);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Server);
    }

    void fieldsThatWouldBreakTheFormAreNotSent()
    {
        MediaRegistration to = registration();
        to.parameters.emplaceBack("a\"\r\nx", "value");
        QVERIFY(!upload(to));
        QCOMPARE(m_pinterest->postCount(uploads), 0);
    }

    void registrationsAreReadStrictly_data()
    {
        QTest::addColumn<QString>("missing");
        QTest::addColumn<QJsonValue>("instead");
        QTest::newRow("no id") << "media_id" << QJsonValue(QJsonValue::Undefined);
        QTest::newRow("id as number") << "media_id" << QJsonValue(12);
        QTest::newRow("no address") << "upload_url" << QJsonValue(QJsonValue::Undefined);
        QTest::newRow("no fields") << "upload_parameters" << QJsonValue(QJsonObject());
        QTest::newRow("a field that is a number")
            << "upload_parameters" << QJsonValue(QJsonObject{{QStringLiteral("key"), 12}});
        QTest::newRow("a field that is null")
            << "upload_parameters"
            << QJsonValue(QJsonObject{{QStringLiteral("key"), QStringLiteral("x")},
                                      {QStringLiteral("policy"), QJsonValue()}});
        QTest::newRow("no object") << "" << QJsonValue();
    }
    void registrationsAreReadStrictly()
    {
        QFETCH(QString, missing);
        QFETCH(QJsonValue, instead);
        QJsonObject registration{
            {QStringLiteral("media_id"), QStringLiteral("12")},
            {QStringLiteral("media_type"), QStringLiteral("video")},
            {QStringLiteral("upload_url"), QStringLiteral("https://uploads.example/")},
            {QStringLiteral("upload_parameters"),
             QJsonObject{{QStringLiteral("key"), QStringLiteral("x")}}}};
        registration.insert(missing, instead);
        const QByteArray body =
            missing.isEmpty() ? QByteArray("<html>") : QJsonDocument(registration).toJson();
        m_pinterest->answerNextWith("POST", QStringLiteral("/v5/media"), 201, {}, body);
        const auto answer =
            await<MediaRegistration>([this](QObject *c, Done<MediaRegistration> done) {
                m_client->registerMedia(c, std::move(done));
            });
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Server);
        QCOMPARE(m_pinterest->postCount(QStringLiteral("/v5/media")), 1);
    }

    void anUploadThatIsNotKnownIsNotFound()
    {
        const auto answer = await<RemoteMedia>([this](QObject *c, Done<RemoteMedia> done) {
            m_client->media(QStringLiteral("123"), c, std::move(done));
        });
        QCOMPARE(answer.error().kind, ErrorKind::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestVideoUpload)
#include "tst_videoupload.moc"
