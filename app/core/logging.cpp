// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/logging.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QMutex>
#include <QRegularExpression>

#include <algorithm>
#include <cstdio>
#include <iterator>

namespace pinweek {

Q_LOGGING_CATEGORY(logCore, "pinweek.core", QtInfoMsg)
Q_LOGGING_CATEGORY(logStore, "pinweek.store", QtInfoMsg)
Q_LOGGING_CATEGORY(logMedia, "pinweek.media", QtInfoMsg)
Q_LOGGING_CATEGORY(logLinks, "pinweek.links", QtInfoMsg)
Q_LOGGING_CATEGORY(logOAuth, "pinweek.oauth", QtInfoMsg)
Q_LOGGING_CATEGORY(logHttp, "pinweek.http", QtInfoMsg)
Q_LOGGING_CATEGORY(logPlanner, "pinweek.planner", QtInfoMsg)
Q_LOGGING_CATEGORY(logPublisher, "pinweek.publisher", QtInfoMsg)
Q_LOGGING_CATEGORY(logWorkspace, "pinweek.workspace", QtInfoMsg)
Q_LOGGING_CATEGORY(logUi, "pinweek.ui", QtInfoMsg)

namespace {

/** How every token of Pinterest begins (pinterest-api.md). */
constexpr const char *tokenStarts[] = {"pina_", "pina.", "pinc_", "pinc.", "pinr_", "pinr."};
constexpr qint64 largestLog = 2 * 1024 * 1024;

// The message handler of Qt is one per process, so its state is too.
struct LogFile
{
    QMutex mutex;
    QString path;
    QtMessageHandler previous = nullptr;
};

LogFile &logFile()
{
    static LogFile file;
    return file;
}

void writeMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    LogFile &log = logFile();
    const QString clean = withoutTokens(message);
    if (log.previous)
        log.previous(type, context, clean);
    const QMutexLocker lock(&log.mutex);
    QFile file(log.path);
    if (file.size() > largestLog) {
        QFile::remove(log.path + QLatin1String(".1"));
        QFile::rename(log.path, log.path + QLatin1String(".1"));
    }
    if (!file.open(QIODevice::Append))
        return;
    static const char *const levels[] = {"debug", "warning", "critical", "fatal", "info"};
    const QString line = QStringLiteral("%1 %2 %3: %4\n")
                             .arg(QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs),
                                  QLatin1String(levels[type]),
                                  QLatin1String(context.category ? context.category : ""), clean);
    file.write(line.toUtf8());
}

} // namespace

void logToDirectory(const QString &directory, LogAlso also)
{
    QDir().mkpath(directory);
    LogFile &log = logFile();
    const QMutexLocker lock(&log.mutex);
    const bool first = log.path.isEmpty();
    log.path = QDir(directory).filePath(QStringLiteral("pinweek.log"));
    if (!first)
        return;
    const QtMessageHandler previous = qInstallMessageHandler(writeMessage);
    log.previous = also == LogAlso::Terminal ? previous : nullptr;
}

QString withoutTokens(const QString &text)
{
    // Nearly no line has one, and the first lines come before the first paint: only then are the
    // pages of the regular expressions needed.
    const bool mayHave =
        std::any_of(std::begin(tokenStarts), std::end(tokenStarts),
                    [&text](const char *start) { return text.contains(QLatin1String(start)); });
    if (!mayHave)
        return text;
    static const QRegularExpression token(QStringLiteral("\\bpin[acr][._][A-Za-z0-9._~+/=-]+"));
    QString clean = text;
    clean.replace(token, QStringLiteral("pin*_[removed]"));
    return clean;
}

} // namespace pinweek
