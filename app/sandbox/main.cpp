// SPDX-License-Identifier: GPL-3.0-or-later
// pinterest-sandbox: the stand-in Pinterest as a program.
#include "sandbox/demodata.h"
#include "sandbox/server.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QSocketNotifier>

#include <cerrno>
#include <cstdio>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

using namespace pinweek;

constexpr int exitDone = 0;
constexpr int exitFailed = 1;
constexpr int exitUsage = 2;

struct Options
{
    quint16 port = 0;
    sandbox::Seed seed = sandbox::Seed::Empty;
    QString accessToken;
    QStringList scopes;
    QString appId;
    QString appSecret;
    QString redirectUri;
    bool autoAllow = false;
    bool printToken = false;
    bool exitWithStdin = false;
    int latency = 0;
    int parentPid = 0;
};

QCommandLineOption valueOption(const char *name, const char *text, const char *value,
                               const QString &standard = {})
{
    return {QString::fromLatin1(name), QString::fromLatin1(text), QString::fromLatin1(value),
            standard};
}

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(QStringLiteral(
        "A stand-in for Pinterest on 127.0.0.1: API v5, login pages, faults on demand.\n"
        "Prints one JSON line when it is ready. Exit codes: 0 ended, 1 failed, 2 usage."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        valueOption("port", "TCP port; 0 takes any free one.", "P", QStringLiteral("0")),
        valueOption("seed", "What it starts with: empty, demo or big.", "SEED",
                    QStringLiteral("empty")),
        valueOption("access-token", "Text of the first access token; made up when left out.", "T"),
        valueOption("scopes", "Comma-separated scopes of the first access token.", "LIST",
                    sandbox::usualScopes().join(QLatin1Char(','))),
        valueOption("app-id", "Id of the registered app.", "A", QStringLiteral("1500001")),
        valueOption("app-secret", "Secret of the registered app.", "S",
                    QStringLiteral("app-secret-of-the-stand-in")),
        valueOption("redirect-uri", "Redirect address of the app, compared literally.", "U",
                    QStringLiteral("http://localhost:8085/")),
        {QStringLiteral("auto-allow"), QStringLiteral("The login page allows without asking.")},
        valueOption("latency", "Milliseconds before each answer.", "MS", QStringLiteral("0")),
        {QStringLiteral("print-token"), QStringLiteral("Print the access token in the JSON line.")},
        valueOption("parent-pid", "End when this process ends.", "PID"),
        {QStringLiteral("exit-with-stdin"), QStringLiteral("End when standard input closes.")},
    });
}

int numberOf(const QCommandLineParser &parser, const char *name, int most, QStringList *problems)
{
    bool isNumber = false;
    const QString text = parser.value(QString::fromLatin1(name));
    const int number = text.toInt(&isNumber);
    if (!isNumber || number < 0 || number > most) {
        problems->append(QStringLiteral("--%1 must be a number from 0 to %2, not \"%3\"")
                             .arg(QString::fromLatin1(name))
                             .arg(most)
                             .arg(text));
    }
    return number;
}

Options readOptions(const QCommandLineParser &parser, QStringList *problems)
{
    Options options;
    options.port = quint16(numberOf(parser, "port", 65535, problems));
    options.latency = numberOf(parser, "latency", 3600 * 1000, problems);
    const auto seed = sandbox::seedFromName(parser.value(QStringLiteral("seed")));
    if (!seed)
        problems->append(QStringLiteral("--seed must be empty, demo or big"));
    options.seed = seed.value_or(sandbox::Seed::Empty);
    options.accessToken = parser.value(QStringLiteral("access-token"));
    options.scopes = parser.value(QStringLiteral("scopes")).split(QLatin1Char(','));
    for (const QString &scope : options.scopes) {
        if (!sandbox::allScopes().contains(scope))
            problems->append(QStringLiteral("--scopes: \"%1\" is no scope").arg(scope));
    }
    options.appId = parser.value(QStringLiteral("app-id"));
    options.appSecret = parser.value(QStringLiteral("app-secret"));
    options.redirectUri = parser.value(QStringLiteral("redirect-uri"));
    options.autoAllow = parser.isSet(QStringLiteral("auto-allow"));
    options.printToken = parser.isSet(QStringLiteral("print-token"));
    options.exitWithStdin = parser.isSet(QStringLiteral("exit-with-stdin"));
    if (parser.isSet(QStringLiteral("parent-pid")))
        options.parentPid = numberOf(parser, "parent-pid", 1 << 30, problems);
    if (!parser.positionalArguments().isEmpty()) {
        problems->append(
            QStringLiteral("unexpected argument \"%1\"").arg(parser.positionalArguments().first()));
    }
    return options;
}

void setUp(SandboxServer &server, const Options &options)
{
    sandbox::plant(server.state(), options.seed);
    server.setApp(options.appId, options.appSecret, options.redirectUri);
    server.setAccessToken(options.accessToken, options.scopes);
    server.setLatency(options.latency);
    if (options.autoAllow)
        server.setConsent(sandbox::Consent::Allow);
}

void printReady(const SandboxServer &server, bool withToken)
{
    QJsonObject ready{{QStringLiteral("port"), server.port()},
                      {QStringLiteral("api_base"), server.apiBase().toString()},
                      {QStringLiteral("authorize_url"), server.authorizeUrl().toString()},
                      {QStringLiteral("token_url"), server.tokenUrl().toString()},
                      {QStringLiteral("app_id"), server.appId()},
                      {QStringLiteral("username"), server.username()}};
    if (withToken)
        ready.insert(QStringLiteral("access_token"), server.accessToken());
    std::printf("%s\n", QJsonDocument(ready).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

// Woken by the kernel when the process ends, so nothing is polled. False when it isn't running.
bool endWithProcess(int pid, QObject *parent)
{
    const int handle = int(::syscall(SYS_pidfd_open, pid, 0));
    if (handle < 0)
        return false;
    auto *notifier = new QSocketNotifier(handle, QSocketNotifier::Read, parent);
    QObject::connect(notifier, &QSocketNotifier::activated, parent,
                     [] { QCoreApplication::quit(); });
    return true;
}

void endWithStdin(QObject *parent)
{
    auto *notifier = new QSocketNotifier(STDIN_FILENO, QSocketNotifier::Read, parent);
    QObject::connect(notifier, &QSocketNotifier::activated, parent, [] {
        char buffer[256];
        const ssize_t count = ::read(STDIN_FILENO, buffer, sizeof(buffer));
        if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR))
            QCoreApplication::quit();
    });
}

int failed(int code, const QString &why)
{
    std::fprintf(stderr, "pinterest-sandbox: %s\n", qPrintable(why));
    return code;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("pinterest-sandbox"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PINWEEK_VERSION));

    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(QCoreApplication::arguments()))
        return failed(exitUsage, parser.errorText());
    if (parser.isSet(QStringLiteral("help")))
        parser.showHelp(exitDone);
    if (parser.isSet(QStringLiteral("version")))
        parser.showVersion();
    QStringList problems;
    const Options options = readOptions(parser, &problems);
    if (!problems.isEmpty())
        return failed(exitUsage, problems.join(QStringLiteral("; ")));

    SandboxServer server;
    setUp(server, options);
    const Result<quint16> started = server.start(options.port);
    if (!started)
        return failed(exitFailed, started.error().detail);
    if (options.parentPid > 0 && !endWithProcess(options.parentPid, &application))
        return failed(exitFailed, QStringLiteral("there is no process %1").arg(options.parentPid));
    if (options.exitWithStdin)
        endWithStdin(&application);
    printReady(server, options.printToken);
    return QCoreApplication::exec();
}
