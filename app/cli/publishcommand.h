// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/cli.h"
#include "core/clock.h"
#include "core/endsignals.h"
#include "core/id.h"
#include "model/pin.h"
#include "planner/folderwatch.h"

#include <QObject>
#include <QSet>

#include <chrono>
#include <memory>
#include <optional>

namespace pinweek {

struct LoggedEvent;
struct PublisherEvent;

struct PublishOptions
{
    std::chrono::seconds horizon{60};
    /** Accepted for scripts that say it: publishing until idle is what the command does. */
    bool untilIdle = true;
    /** Stay, and publish each pin when it is due, until a signal or the end of `length`. */
    bool watch = false;
    std::optional<std::chrono::seconds> length;
    /** Don't wait when another program publishes this workspace. */
    bool noWait = false;
    /** Late pins go out at once, whatever the workspace's rule. */
    bool catchUpNow = false;
};

/**
 * `pinweekctl publish`: works until nothing is due within the horizon, or, as a watch, until it is
 * told to end, and prints what happens.
 * A watch makes drafts of what comes into watched folders, too.
 * Beside an app that publishes already it sends nothing and prints that app's events; when that
 * one ends or dies it publishes itself (protocols.md 1.F).
 */
class PublishCommand : public QObject
{
    Q_OBJECT

public:
    PublishCommand(Cli &cli, const PublishOptions &options, AccountId only);
    void start();

private:
    void happened(const PublisherEvent &event);
    void observe();
    void takeOver();
    void tellOthersEvents();
    void tellOthersEvent(const LoggedEvent &logged);
    void print(const char *event, PinId pin, const QString &message, std::optional<UtcTime> next);
    void checkEnd();
    /** SIGINT, SIGTERM or the end of a watch: nothing more is begun, what is being sent gets its
     * answer. */
    void endEarly();
    void sayPaused();
    void sayClock();
    void tellLeft();
    /** Watched folders are this program's as long as it is the one that publishes. */
    void watchFolders();
    [[nodiscard]] QList<Pin> waiting() const;
    [[nodiscard]] QList<Pin> underWay() const;
    [[nodiscard]] bool isStillToCome(const Pin &pin, bool isConnected) const;
    [[nodiscard]] QList<Pin> unclear() const;
    [[nodiscard]] bool isLookedFor(const Pin &pin, bool isConnected) const;

    Cli &m_cli;
    PublishOptions m_options;
    AccountId m_only;
    EndSignals m_signals;
    bool m_ended = false;
    bool m_observing = false;
    bool m_connectNeeded = false;
    int m_published = 0;
    QSet<PinId> m_left;
    /** Number of the last event of the log that was looked at. */
    qint64 m_told = 0;
    /** Who publishes in our place. */
    QString m_other;
    bool m_saidPaused = false;
    bool m_saidClock = false;
    std::unique_ptr<FolderWatch> m_folders;
};

} // namespace pinweek
