// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/durablefile.h"
#include "support/photos.h"

#include <QDateTime>
#include <QDir>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace pinweek;
using namespace pinweek::test;

namespace {

/** The system stops every write of this process after so many bytes, as a full disk does. */
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
    Q_DISABLE_COPY_MOVE(FileSizeLimit)

private:
    rlimit m_before{};
};

} // namespace

class TestDurableFile : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void onlyOldFilesOfTheTemporaryNameAreClearedAway()
    {
        const QTemporaryDir folder;
        const auto file = [&folder](const QString &name, int secondsAgo) {
            const QString path = folder.filePath(QStringLiteral("media/ab/") + name);
            QVERIFY(writeFileDurably(path, "part"));
            QFile written(path);
            QVERIFY(written.open(QIODevice::ReadWrite));
            QVERIFY(written.setFileTime(QDateTime::currentDateTime().addSecs(-secondsAgo),
                                        QFileDevice::FileModificationTime));
        };
        file(QStringLiteral(".unfinished-aB3xYz"), 100);
        file(QStringLiteral(".unfinished-Recent"), 0);
        file(QStringLiteral(".unfinished-longer-name"), 100);
        file(QStringLiteral("unfinished-aB3xYz"), 100);
        file(QStringLiteral("photo.jpg"), 100);
        QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("media/ab/.unfinished-Folder")));
        std::atomic_bool stop = true;
        const auto before = std::chrono::system_clock::now() - std::chrono::seconds(50);
        QCOMPARE(removeUnfinishedFiles(folder.path(), before, stop), 0);
        stop = false;
        QCOMPARE(removeUnfinishedFiles(folder.path(), before, stop), 1);
        QStringList left =
            QDir(folder.filePath(QStringLiteral("media/ab")))
                .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
        left.sort();
        QCOMPARE(
            left,
            (QStringList{QStringLiteral(".unfinished-Folder"), QStringLiteral(".unfinished-Recent"),
                         QStringLiteral(".unfinished-longer-name"), QStringLiteral("photo.jpg"),
                         QStringLiteral("unfinished-aB3xYz")}));
        QCOMPARE(removeUnfinishedFiles(folder.filePath(QStringLiteral("none")), before, stop), 0);
    }

    void makesFolderAndFileForTheUserAlone()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("media/ab/file.jpg"));
        QVERIFY(writeFileDurably(path, "content"));
        QCOMPARE(readFile(path), QByteArray("content"));
        QCOMPARE(filesBelow(folder.path()), QStringList{path});
        struct stat info
        {
        };
        QCOMPARE(::stat(QFile::encodeName(folder.filePath(QStringLiteral("media/ab"))).constData(),
                        &info),
                 0);
        QCOMPARE(info.st_mode & 0777, mode_t(0700));
    }

    void replacesAnOlderFile()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("file"));
        QVERIFY(writeFileDurably(path, "a long first content"));
        QVERIFY(writeFileDurably(path, "second"));
        QCOMPARE(readFile(path), QByteArray("second"));
    }

    void aFailedWriteLeavesTheOldFileAndNothingElse()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("file"));
        QVERIFY(writeFileDurably(path, "old"));
        Result<void> written;
        {
            const FileSizeLimit limit(4096);
            written = writeFileDurably(path, QByteArray(100'000, 'x'));
        }
        QVERIFY(!written);
        QCOMPARE(written.error().kind, ErrorKind::Storage);
        QVERIFY2(written.error().detail.contains(path), qUtf8Printable(written.error().detail));
        QCOMPARE(filesBelow(folder.path()), QStringList{path});
        QCOMPARE(readFile(path), QByteArray("old"));
    }

    void aFileInTheWayOfTheFolderIsAStorageError()
    {
        const QTemporaryDir folder;
        QVERIFY(writeFile(folder.filePath(QStringLiteral("media")), "not a folder"));
        const Result<void> written =
            writeFileDurably(folder.filePath(QStringLiteral("media/ab/file")), "x");
        QVERIFY(!written);
        QCOMPARE(written.error().kind, ErrorKind::Storage);
    }
};

QTEST_APPLESS_MAIN(TestDurableFile)
#include "tst_durablefile.moc"
