// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "publisher/sendguard.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QString>

#include <chrono>
#include <optional>

namespace pinweek {

class LinkChecks;
class Settings;

/**
 * Looks at the links of pins once more shortly before they go out (LinkRule): a broken one is then
 * known to "Needs you", or keeps its pin from going out. Nothing is looked at where the account's
 * Pinterest is on this computer. Main thread; the publisher runs it.
 */
class LinkGuard : public QObject, public SendGuard
{
    Q_OBJECT

public:
    /** So long before its time a pin's link is looked at. */
    static constexpr std::chrono::minutes ahead{10};

    /** @param checks  null: never */
    LinkGuard(Store &store, const Settings &settings, LinkChecks *checks);

    /** Begins with what is due by then; `broken` comes for what must not go out. */
    void look(UtcTime now);

    /** A pin of the last look waits for what is being found of its link. */
    [[nodiscard]] bool isWaiting() const { return m_isWaiting; }
    /** Its link is being looked at, and must be good. */
    [[nodiscard]] bool holdsPin(PinId pin, UtcTime now) const override;
    /** When the next link is to be looked at. */
    [[nodiscard]] std::optional<UtcTime> nextRelease(UtcTime now) const override;
    void storeChanged(const ChangeSet &changes) override;

signals:
    /** Something that was being looked at no longer is. */
    void checked();
    void broken(pinweek::PinId pin, qint64 revision, const pinweek::Error &error);

private:
    [[nodiscard]] bool isAtWork() const;
    void lookAt(const Pin &pin, UtcTime now);

    Store &m_store;
    const Settings &m_settings;
    LinkChecks *m_checks;
    /** Whether there is an account whose links are looked at; nullopt: not known. */
    mutable std::optional<bool> m_hasAccount;
    QSet<PinId> m_held;
    /** Pins that were said to have a broken link, by their revision then. */
    QHash<PinId, qint64> m_told;
    bool m_isWaiting = false;
    /** When looking at a link began last: what can't be kept is not asked for again and again. */
    QHash<QString, UtcTime> m_askedAt;
};

} // namespace pinweek
