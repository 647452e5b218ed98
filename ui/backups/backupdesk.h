// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/restore.h"
#include "core/result.h"

#include <QObject>
#include <QString>

#include <memory>

class QWidget;

namespace pinweek {

class BackgroundJob;
class Workspace;

/**
 * Backing up and restoring from the window: asks where, shows how far it is, says how it went. One
 * at a time. Main thread.
 */
class BackupDesk : public QObject
{
    Q_OBJECT

public:
    BackupDesk(Workspace &workspace, QWidget *window);
    /** Calls off what is under way. */
    ~BackupDesk() override;

    /** Asks for the file to make. */
    void askToBackUp();
    /** Asks for a backup; then as restore(). */
    void askToRestore();

    void backUp(const QString &file);
    /** Looks into the file, asks whether it is the one, and unpacks it. */
    void restore(const QString &file);

signals:
    /** For the window's message line. */
    void message(const QString &text);
    /** The backup is unpacked in this directory: a new start of the program has to put it in the
     * place of the workspace. */
    void restartWanted(const QString &staged);

private:
    void ask(const QString &file, const BackupManifest &manifest);
    void unpack(const QString &file);
    BackgroundJob *newJob(const QString &title, const QString &what);
    void ended();
    void say(const QString &title, const Error &error);

    Workspace &m_workspace;
    QWidget *m_window;
    BackgroundJob *m_job = nullptr;
};

/** "Sunday, 29 November 2026, 14:37", in the system's zone. */
QString backupTimeText(const BackupManifest &manifest);

} // namespace pinweek
