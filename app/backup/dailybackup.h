// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <memory>

namespace pinweek {

class BackgroundJob;
class Settings;

/**
 * Backs the plan up (without pictures) once a day while Pinweek runs, quietly, into
 * `pinweek-2026-11-29.zip` of the folder that the settings name; of these files the newest are
 * kept, as many as the settings say. A day for which there is a file is done, whichever program
 * made it. Main thread.
 */
class DailyBackup : public QObject
{
    Q_OBJECT

public:
    /** @param workspace  its directory. The others outlive this. */
    DailyBackup(QString workspace, Settings &settings, const Clock &clock,
                QObject *parent = nullptr);
    /** Calls off what is under way; nothing half-made stays. */
    ~DailyBackup() override;

    /** From now on; the first look comes after `delay`. */
    void start(std::chrono::milliseconds delay);
    /** Makes today's backup if there is none yet, and it is wanted. */
    void look();

    /** Where they go by the settings; absolute. */
    static QString folder(const Settings &settings, const QString &workspace);
    /** Those that there are, the newest first; absolute paths. */
    static QStringList backups(const QString &folder);

signals:
    void made(const QString &file);
    /** Once, until one came about again; tried again every hour meanwhile. */
    void failed(const pinweek::Error &error);

private:
    void ended(const QString &file, const Result<void> &result);
    void lookAgain(std::chrono::milliseconds in);

    const QString m_workspace;
    Settings &m_settings;
    const Clock &m_clock;
    QTimer m_timer;
    std::unique_ptr<BackgroundJob> m_job;
    bool m_saidFailure = false;
};

} // namespace pinweek
