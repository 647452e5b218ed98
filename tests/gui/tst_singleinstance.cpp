// SPDX-License-Identifier: GPL-3.0-or-later
#include "guiworkspace.h"
#include "ui/singleinstance.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocalServer>
#include <QLocalSocket>
#include <QSignalSpy>

#include <unistd.h>

using namespace pinweek;
using Role = SingleInstance::Role;

namespace {
constexpr std::chrono::seconds limit{5};
}

class TestSingleInstance : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void aSecondStartRaisesTheFirst();
    void theSameDirectoryByAnotherPathIsTheSameWorkspace();
    void anotherWorkspaceHasItsOwnWindow();
    void aStaleSocketIsTakenOver();
    void afterTheFirstEndedTheNextIsFirst();
    void onlyTheUserReachesTheSocket();
    void aStrangerWithLongTextIsCutOff();
    void aFirstThatDoesNotAnswerEndsTheWait();
    void aFileInsteadOfADirectoryIsRefused();
    void aNewDirectoryIsPrivate();

private:
    QString socketPath() const;

    QTemporaryDir m_runtime;
    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestSingleInstance::initTestCase()
{
    QVERIFY(m_runtime.isValid());
    QVERIFY(QFile::setPermissions(m_runtime.path(),
                                  QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    qputenv("XDG_RUNTIME_DIR", m_runtime.path().toUtf8());
}

void TestSingleInstance::init()
{
    test::failOnWarnings();
    m_directory = std::make_unique<QTemporaryDir>();
}

QString TestSingleInstance::socketPath() const
{
    const QFileInfoList found = QDir(m_runtime.path()).entryInfoList(QDir::System | QDir::Files);
    return found.isEmpty() ? QString() : found.first().filePath();
}

void TestSingleInstance::aSecondStartRaisesTheFirst()
{
    SingleInstance first(m_directory->path());
    QVERIFY(first.start() == Role::First);
    QSignalSpy raised(&first, &SingleInstance::raiseWanted);

    SingleInstance second(m_directory->path());
    QVERIFY(second.start() == Role::Second);
    std::optional<Result<void>> heard;
    second.askToRaise("token-4711", limit, this,
                      [&](const Result<void> &result) { heard = result; });
    QTRY_VERIFY(heard.has_value());
    QVERIFY(heard->has_value());
    QCOMPARE(raised.size(), 1);
    QCOMPARE(raised.first().first().toByteArray(), QByteArray("token-4711"));
}

void TestSingleInstance::theSameDirectoryByAnotherPathIsTheSameWorkspace()
{
    SingleInstance first(m_directory->path());
    QVERIFY(first.start() == Role::First);
    QTemporaryDir elsewhere;
    const QString link = elsewhere.filePath(QStringLiteral("link"));
    QVERIFY(QFile::link(m_directory->path(), link));
    SingleInstance second(link);
    QVERIFY(second.start() == Role::Second);
    std::optional<Result<void>> heard;
    second.askToRaise({}, limit, this, [&](const Result<void> &result) { heard = result; });
    QTRY_VERIFY(heard.has_value() && heard->has_value());
}

void TestSingleInstance::anotherWorkspaceHasItsOwnWindow()
{
    SingleInstance first(m_directory->path());
    QVERIFY(first.start() == Role::First);
    QTemporaryDir elsewhere;
    SingleInstance other(elsewhere.path());
    QVERIFY(other.start() == Role::First);
}

void TestSingleInstance::aStaleSocketIsTakenOver()
{
    QString path;
    {
        SingleInstance first(m_directory->path());
        QVERIFY(first.start() == Role::First);
        path = socketPath();
        QVERIFY(!path.isEmpty());
    }
    // What a crash leaves: a socket file that nobody listens at.
    QFile::remove(path);
    QFile stale(path);
    QVERIFY(stale.open(QIODevice::WriteOnly));
    stale.close();

    SingleInstance next(m_directory->path());
    QVERIFY(next.start() == Role::First);
    QSignalSpy raised(&next, &SingleInstance::raiseWanted);
    SingleInstance second(m_directory->path());
    QVERIFY(second.start() == Role::Second);
    second.askToRaise({}, limit, this, {});
    QTRY_COMPARE(raised.size(), 1);
}

void TestSingleInstance::afterTheFirstEndedTheNextIsFirst()
{
    {
        SingleInstance first(m_directory->path());
        QVERIFY(first.start() == Role::First);
    }
    SingleInstance next(m_directory->path());
    QVERIFY(next.start() == Role::First);
}

void TestSingleInstance::onlyTheUserReachesTheSocket()
{
    SingleInstance first(m_directory->path());
    QVERIFY(first.start() == Role::First);
    const QFile::Permissions others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!socketPath().isEmpty());
    QVERIFY(!(QFileInfo(socketPath()).permissions() & others));
}

void TestSingleInstance::aStrangerWithLongTextIsCutOff()
{
    SingleInstance first(m_directory->path());
    QVERIFY(first.start() == Role::First);
    QSignalSpy raised(&first, &SingleInstance::raiseWanted);
    QLocalSocket stranger;
    stranger.connectToServer(socketPath());
    QTRY_COMPARE(stranger.state(), QLocalSocket::ConnectedState);
    stranger.write(QByteArray(64 * 1024, 'x'));
    QTRY_COMPARE(stranger.state(), QLocalSocket::UnconnectedState);
    QVERIFY(raised.isEmpty());
}

void TestSingleInstance::aFirstThatDoesNotAnswerEndsTheWait()
{
    SingleInstance first(m_directory->path());
    QVERIFY(first.start() == Role::First);
    // A hung first: its socket is there, but what listens says nothing.
    const QString path = socketPath();
    QLocalServer::removeServer(path);
    QLocalServer silent;
    QVERIFY(silent.listen(path));
    SingleInstance second(m_directory->path());
    QVERIFY(second.start() == Role::Second);
    std::optional<Result<void>> heard;
    second.askToRaise({}, std::chrono::milliseconds(300), this,
                      [&](const Result<void> &result) { heard = result; });
    QTRY_VERIFY(heard.has_value());
    QVERIFY(!heard->has_value());
    QVERIFY(heard->error().kind == ErrorKind::Interrupted);
}

void TestSingleInstance::aFileInsteadOfADirectoryIsRefused()
{
    const QString path = m_directory->filePath(QStringLiteral("file"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    SingleInstance instance(path);
    const Result<Role> role = instance.start();
    QVERIFY(!role);
    QVERIFY(role.error().kind == ErrorKind::Storage);
    QVERIFY(role.error().detail.contains(path));
}

void TestSingleInstance::aNewDirectoryIsPrivate()
{
    const QString path = m_directory->filePath(QStringLiteral("new/workspace"));
    SingleInstance instance(path);
    QVERIFY(instance.start() == Role::First);
    const QFile::Permissions others =
        QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther;
    QVERIFY(!(QFileInfo(path).permissions() & others));
}

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_singleinstance.moc"
