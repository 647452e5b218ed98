// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/cli.h"
#include "core/clock.h"
#include "core/endsignals.h"
#include "core/id.h"
#include "model/pin.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <chrono>

namespace pinweek {

struct ChangeSet;
struct PublisherEvent;

struct PublishOptions
{
    std::chrono::seconds horizon{60};
    /** Accepted for scripts that say it: publishing until idle is what the command does. */
    bool untilIdle = true;
    /** Don't wait when another program publishes this workspace. */
    bool noWait = false;
};

/**
 * `pinweekctl publish`: works until nothing is due within the horizon, and prints what happens.
 * Beside an app that publishes already it sends nothing and prints that app's events
 * (protocols.md 1.F).
 */
class PublishCommand : public QObject
{
    Q_OBJECT

public:
    PublishCommand(Cli &cli, const PublishOptions &options, AccountId only);
    void start();

private:
    void happened(const PublisherEvent &event);
    void observe(const ChangeSet &changes);
    void takeOver();
    void lookAt(PinId id);
    void print(const char *event, PinId pin, const QString &message, std::optional<UtcTime> next);
    void checkEnd();
    /** SIGINT or SIGTERM: nothing more is begun, what is being sent gets its answer. */
    void endEarly();
    void tellLeft();
    [[nodiscard]] QList<Pin> waiting() const;
    [[nodiscard]] QList<Pin> underWay() const;
    [[nodiscard]] bool isStillToCome(const Pin &pin, bool isConnected) const;

    Cli &m_cli;
    PublishOptions m_options;
    AccountId m_only;
    EndSignals m_signals;
    bool m_ended = false;
    bool m_observing = false;
    bool m_connectNeeded = false;
    int m_published = 0;
    QSet<PinId> m_left;
    QHash<PinId, PinStatus> m_seen;
};

} // namespace pinweek
