// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/backups/backupdesk.h"

#include "backup/dailybackup.h"
#include "core/backgroundjob.h"
#include "core/settings.h"
#include "core/walltime.h"
#include "text/texts.h"
#include "ui/backups/jobdialog.h"
#include "workspace/workspace.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QStandardPaths>

#include <utility>

namespace pinweek {

namespace {

QFileDialog *newFileDialog(const char *name, const QString &title, const QString &folder,
                           QWidget *window)
{
    auto *dialog = new QFileDialog(window, title, folder);
    dialog->setObjectName(QString::fromLatin1(name));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilters({BackupDesk::tr("Backups (*.zip)"), BackupDesk::tr("All files (*)")});
    return dialog;
}

QString documents()
{
    return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
}

} // namespace

QString backupTimeText(const BackupManifest &manifest)
{
    const WallTime at = WallTime::fromUtc(manifest.madeAt, systemZone());
    const QLocale locale;
    return BackupDesk::tr("%1, %2", "a date, a time of day")
        .arg(locale.toString(at.date, QLocale::LongFormat),
             locale.toString(at.time, QLocale::ShortFormat));
}

BackupDesk::BackupDesk(Workspace &workspace, QWidget *window)
    : QObject(window), m_workspace(workspace), m_window(window)
{
}

BackupDesk::~BackupDesk()
{
    delete std::exchange(m_job, nullptr);
}

void BackupDesk::askToBackUp()
{
    if (m_job)
        return;
    QFileDialog *dialog = newFileDialog("backUpFileDialog", tr("Back up"), documents(), m_window);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(QStringLiteral("zip"));
    dialog->selectFile(suggestedBackupName(m_workspace.clock().now()));
    connect(dialog, &QFileDialog::fileSelected, this, &BackupDesk::backUp);
    dialog->open();
}

void BackupDesk::askToRestore()
{
    if (m_job)
        return;
    // The daily ones, where there are some: who lost something wants the newest.
    const QString daily = DailyBackup::folder(m_workspace.settings(), m_workspace.directory());
    QFileDialog *dialog =
        newFileDialog("restoreFileDialog", tr("Restore a backup"),
                      DailyBackup::backups(daily).isEmpty() ? documents() : daily, m_window);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &BackupDesk::restore);
    dialog->open();
}

BackgroundJob *BackupDesk::newJob(const QString &title, const QString &what)
{
    m_job = new BackgroundJob(this);
    (new JobDialog(*m_job, JobDialog::Unit::Bytes, title, what, m_window))->open();
    return m_job;
}

/** The job is what calls us, so it goes a turn later; its dialog goes with it. */
void BackupDesk::ended()
{
    std::exchange(m_job, nullptr)->deleteLater();
}

void BackupDesk::say(const QString &title, const Error &error)
{
    if (error.kind == ErrorKind::Cancelled) {
        emit message(tr("Cancelled. Nothing was changed."));
        return;
    }
    auto *box =
        new QMessageBox(QMessageBox::Warning, title, errorText(error), QMessageBox::Ok, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("backupProblemMessageBox"));
    box->setTextFormat(Qt::PlainText);
    box->open();
}

void BackupDesk::backUp(const QString &file)
{
    if (m_job)
        return;
    const BackupRequest request{m_workspace.directory(), file, true, m_workspace.clock().now()};
    m_workspace.settings().flush();
    newJob(tr("Back up"), tr("Backing up your plan with its pictures…"))
        ->run<BackupManifest>(
            [request](const BackgroundJob::GoOn &goOn) { return writeBackup(request, goOn); },
            [this, file](const Result<BackupManifest> &written) {
                ended();
                if (written)
                    emit message(
                        tr("Backed up %n pin(s) to “%1” (%2).", nullptr, int(written->pins))
                            .arg(QFileInfo(file).fileName(),
                                 QLocale().formattedDataSize(QFileInfo(file).size(), 1,
                                                             QLocale::DataSizeSIFormat)));
                else
                    say(tr("Back up"), written.error());
            });
}

void BackupDesk::restore(const QString &file)
{
    if (m_job)
        return;
    newJob(tr("Restore a backup"), tr("Looking into the backup…"))
        ->run<BackupManifest>([file](const BackgroundJob::GoOn &) { return readManifest(file); },
                              [this, file](const Result<BackupManifest> &manifest) {
                                  const bool isWanted = !m_job->isCancelled();
                                  ended();
                                  if (!manifest)
                                      say(tr("Restore a backup"), manifest.error());
                                  else if (isWanted)
                                      ask(file, *manifest);
                              });
}

void BackupDesk::ask(const QString &file, const BackupManifest &manifest)
{
    auto *box = new QMessageBox(QMessageBox::Question, tr("Restore a backup"),
                                tr("Go back to the plan of %1?").arg(backupTimeText(manifest)),
                                QMessageBox::Cancel, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("restoreMessageBox"));
    box->setTextFormat(Qt::PlainText);
    const QString holds =
        manifest.pictures
            ? tr("The backup holds %n pin(s) with their pictures.", nullptr, int(manifest.pins))
            : tr("The backup holds %n pin(s); your pictures stay as they are.", nullptr,
                 int(manifest.pins));
    box->setInformativeText(
        holds + QStringLiteral("\n\n") +
        tr("Your plan of today is not lost: it is kept in a folder beside the restored one. "
           "Pinweek starts again with publishing paused. When you resume, it looks on Pinterest "
           "for what was due since the backup, so that no pin goes out twice."));
    QPushButton *go = box->addButton(tr("&Restore"), QMessageBox::AcceptRole);
    go->setObjectName(QStringLiteral("confirmRestorePushButton"));
    box->setDefaultButton(QMessageBox::Cancel);
    connect(go, &QPushButton::clicked, this, [this, file] { unpack(file); });
    box->open();
}

void BackupDesk::unpack(const QString &file)
{
    if (m_job)
        return;
    newJob(tr("Restore a backup"), tr("Unpacking and checking the backup…"))
        ->run<StagedRestore>(
            [file, into = m_workspace.directory()](const BackgroundJob::GoOn &goOn) {
                return stageRestore(file, into, goOn);
            },
            [this](const Result<StagedRestore> &staged) {
                ended();
                if (staged)
                    emit restartWanted(staged->directory);
                else
                    say(tr("Restore a backup"), staged.error());
            });
}

} // namespace pinweek
