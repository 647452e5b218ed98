// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/dailybackup.h"

#include "backup/backup.h"
#include "core/backgroundjob.h"
#include "core/durablefile.h"
#include "core/logging.h"
#include "core/settings.h"
#include "core/walltime.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr std::chrono::milliseconds afterFailure = 1h;
/** A timer stands still while the computer sleeps, so that it never waits for a whole day. */
constexpr std::chrono::milliseconds longestWait = 6h;

QDate today(const Clock &clock)
{
    return WallTime::fromUtc(clock.now(), systemZone()).date;
}

std::chrono::milliseconds untilTomorrow(const Clock &clock)
{
    const WallTime now = WallTime::fromUtc(clock.now(), systemZone());
    const std::chrono::milliseconds left(now.time.msecsTo(QTime(23, 59, 59)) + 61'000);
    return std::min(left, longestWait);
}

/** On the job's thread. */
Result<void> makeBackup(const BackupRequest &request, int kept, const BackgroundJob::GoOn &goOn)
{
    const QString folder = QFileInfo(request.file).absolutePath();
    if (const Result<void> made = makeDirectoryDurably(folder); !made)
        return made;
    if (const Result<BackupManifest> written = writeBackup(request, goOn); !written)
        return fail(written.error());
    for (const QString &old : DailyBackup::backups(folder).mid(kept)) {
        if (!QFile::remove(old))
            qCWarning(logCore).noquote() << "an old backup stays:" << old;
    }
    return {};
}

} // namespace

DailyBackup::DailyBackup(QString workspace, Settings &settings, const Clock &clock, QObject *parent)
    : QObject(parent), m_workspace(std::move(workspace)), m_settings(settings), m_clock(clock)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &DailyBackup::look);
}

DailyBackup::~DailyBackup() = default;

void DailyBackup::start(std::chrono::milliseconds delay)
{
    m_timer.start(delay);
    // Switched on, or sent to another folder.
    connect(&m_settings, &Settings::changed, this, [this] {
        if (!m_job && m_timer.isActive() && m_timer.remainingTime() > 60'000)
            m_timer.start(60s);
    });
}

QString DailyBackup::folder(const Settings &settings, const QString &workspace)
{
    const QString chosen = settings.backupFolder();
    return QDir(workspace).absoluteFilePath(chosen.isEmpty() ? u"backups"_s : chosen);
}

QStringList DailyBackup::backups(const QString &folder)
{
    static const QRegularExpression form(u"\\Apinweek-\\d{4}-\\d{2}-\\d{2}\\.zip\\z"_s);
    const QDir dir(folder);
    QStringList paths;
    for (const QString &name : dir.entryList(QDir::Files, QDir::Name | QDir::Reversed)) {
        if (form.match(name).hasMatch())
            paths.append(dir.absoluteFilePath(name));
    }
    return paths;
}

void DailyBackup::look()
{
    if (m_job)
        return;
    const QString file =
        QDir(folder(m_settings, m_workspace))
            .filePath(u"pinweek-%1.zip"_s.arg(today(m_clock).toString(Qt::ISODate)));
    if (!m_settings.dailyBackups() || QFile::exists(file)) {
        lookAgain(untilTomorrow(m_clock));
        return;
    }
    m_job = std::make_unique<BackgroundJob>();
    const BackupRequest request{m_workspace, file, false, m_clock.now()};
    m_job->run<void>(
        [request, kept = m_settings.backupsKept()](const BackgroundJob::GoOn &goOn) {
            return makeBackup(request, kept, goOn);
        },
        [this, file](const Result<void> &result) { ended(file, result); });
}

void DailyBackup::ended(const QString &file, const Result<void> &result)
{
    m_job.release()->deleteLater(); // we are called by it
    if (result) {
        m_saidFailure = false;
        lookAgain(untilTomorrow(m_clock));
        emit made(file);
        return;
    }
    qCWarning(logCore).noquote() << "no backup of today:" << result.error().detail;
    lookAgain(afterFailure);
    if (!std::exchange(m_saidFailure, true))
        emit failed(result.error());
}

void DailyBackup::lookAgain(std::chrono::milliseconds in)
{
    m_timer.start(in);
}

} // namespace pinweek
