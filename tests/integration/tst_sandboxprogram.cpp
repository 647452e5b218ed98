// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/await.h"
#include "support/testhttp.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTest>

using namespace pinweek::test;

namespace {

QJsonObject ready(QProcess &program, const QStringList &arguments)
{
    program.start(QStringLiteral(PINWEEK_SANDBOX_PROGRAM), arguments);
    QByteArray line;
    if (!waitUntil([&] { return (line += program.readAllStandardOutput()).contains('\n'); }))
        return {};
    return QJsonDocument::fromJson(line).object();
}

QString text(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString();
}

} // namespace

class TestSandboxProgram : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void saysWhereItIsAndServesItsSeed()
    {
        QProcess program;
        const QJsonObject line =
            ready(program, {QStringLiteral("--seed"), QStringLiteral("demo"),
                            QStringLiteral("--access-token"), QStringLiteral("pina_given"),
                            QStringLiteral("--exit-with-stdin")});
        QVERIFY(text(line, "api_base").endsWith(QStringLiteral("/v5")));
        QVERIFY(!line.contains(QStringLiteral("access_token")));
        TestHttp http;
        http.token = QStringLiteral("pina_given");
        const QUrl base(text(line, "api_base"));
        QCOMPARE(base.port(), line.value(QStringLiteral("port")).toInt());
        const HttpAnswer boards = http.get(at(base, QStringLiteral("/boards")));
        QCOMPARE(boards.json().value(QStringLiteral("items")).toArray().size(), 8);
        QCOMPARE(http.get(QUrl(text(line, "authorize_url"))).status, 400);
        QCOMPARE(http.get(QUrl(text(line, "token_url"))).status, 405);

        program.closeWriteChannel();
        QTRY_COMPARE(program.state(), QProcess::NotRunning);
        QCOMPARE(program.exitCode(), 0);
    }

    void makesUpATokenAndPrintsItOnlyWhenAsked()
    {
        QProcess program;
        const QJsonObject line =
            ready(program, {QStringLiteral("--print-token"), QStringLiteral("--scopes"),
                            QStringLiteral("boards:read"), QStringLiteral("--exit-with-stdin")});
        TestHttp http;
        http.token = text(line, "access_token");
        QVERIFY(!http.token.isEmpty());
        const QUrl base(text(line, "api_base"));
        QCOMPARE(http.get(at(base, QStringLiteral("/boards"))).status, 200);
        QCOMPARE(http.get(at(base, QStringLiteral("/user_account"))).code(), 3);
        program.closeWriteChannel();
        QTRY_COMPARE(program.state(), QProcess::NotRunning);
    }

    void allowsTheAppItWasGivenWithoutAsking()
    {
        QProcess program;
        const QJsonObject line = ready(
            program,
            {QStringLiteral("--auto-allow"), QStringLiteral("--app-id"), QStringLiteral("7"),
             QStringLiteral("--app-secret"), QStringLiteral("s3"), QStringLiteral("--redirect-uri"),
             QStringLiteral("http://localhost:9/cb"), QStringLiteral("--exit-with-stdin")});
        TestHttp http;
        const QString query = QStringLiteral(
            "?client_id=7&redirect_uri=http%3A%2F%2Flocalhost%3A9%2Fcb&response_type=code"
            "&scope=boards:read&state=s");
        const HttpAnswer answer = http.get(QUrl(text(line, "authorize_url") + query));
        QCOMPARE(answer.status, 302);
        QVERIFY(answer.header("Location").startsWith("http://localhost:9/cb?code="));
        program.closeWriteChannel();
        QTRY_COMPARE(program.state(), QProcess::NotRunning);
    }

    void endsWithTheProcessItWasGiven()
    {
        QProcess parent;
        parent.start(QStringLiteral("cat"), QStringList());
        QVERIFY(parent.waitForStarted());
        QProcess program;
        const QJsonObject line =
            ready(program, {QStringLiteral("--parent-pid"), QString::number(parent.processId())});
        QVERIFY(line.contains(QStringLiteral("port")));
        parent.closeWriteChannel();
        QTRY_COMPARE(program.state(), QProcess::NotRunning);
        QCOMPARE(program.exitCode(), 0);
    }

    void refusesWhatItCannotDo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("names");
        const auto row = [](const char *arguments, int code, const char *names) {
            QTest::newRow(arguments) << QString::fromLatin1(arguments).split(QLatin1Char(' '))
                                     << code << QString::fromLatin1(names);
        };
        row("--port x", 2, "--port");
        row("--port 70000", 2, "--port");
        row("--seed large", 2, "--seed");
        row("--latency -1", 2, "--latency");
        row("--scopes analytics:read", 2, "analytics:read");
        row("--colour red", 2, "colour");
        row("leftover", 2, "leftover");
        row("--parent-pid 999999999", 1, "999999999");
    }

    void refusesWhatItCannotDo()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        QFETCH(QString, names);
        expectFailure(arguments, exitCode, names);
    }

    void saysThatAPortIsTaken()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        const QString port = QString::number(other.serverPort());
        expectFailure({QStringLiteral("--port"), port}, 1, port);
    }

private:
    static void expectFailure(const QStringList &arguments, int exitCode, const QString &names)
    {
        QProcess program;
        program.start(QStringLiteral(PINWEEK_SANDBOX_PROGRAM), arguments);
        QTRY_COMPARE(program.state(), QProcess::NotRunning);
        QCOMPARE(program.exitCode(), exitCode);
        QVERIFY(program.readAllStandardOutput().isEmpty());
        const QString said = QString::fromLocal8Bit(program.readAllStandardError());
        QVERIFY2(said.contains(names), qPrintable(said));
        QCOMPARE(said.count(QLatin1Char('\n')), 1);
    }
};

QTEST_GUILESS_MAIN(TestSandboxProgram)
#include "tst_sandboxprogram.moc"
