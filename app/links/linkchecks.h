// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"
#include "links/linkdoctor.h"

#include <QStringList>

namespace pinweek {

class Store;

/**
 * Looks at links and keeps what was found in the workspace, so that it is known after a restart and
 * to other programs. A link that is asked for twice is looked at once. Main thread.
 */
class LinkChecks : public QObject
{
    Q_OBJECT

public:
    LinkChecks(Store &store, const Clock &clock, const LinkLimits &limits,
               QObject *parent = nullptr);

    /** Whether links of the account's pins are ever looked at without a person's wish: not where
     * its Pinterest is on this computer (the demo, a test), from where nothing else may be asked.
     */
    [[nodiscard]] bool looksByItself(AccountId account) const;
    /** What was found the last time; nullopt: nobody has looked. */
    [[nodiscard]] std::optional<LinkReport> report(const QString &link) const;
    [[nodiscard]] bool isChecking(const QString &link) const;
    /** How many are being looked at or wait for it. */
    [[nodiscard]] int left() const { return int(m_asked.size()); }

    /** `changed` follows, and again when it is done. What is no web address is left out. */
    void check(const QString &link);
    /** What is under way is left as it was. */
    void cancel();
    /** The one that looks, for others who look too: no host is asked by two at once. */
    [[nodiscard]] LinkDoctor &doctor() { return m_doctor; }

signals:
    /** It is being looked at, or no longer. Reports that are kept are told by the store before. */
    void changed(const QString &link);

private:
    void finished(const QString &link, const Result<LinkReport> &found);
    void done(const QString &link);

    Store &m_store;
    LinkDoctor m_doctor;
    QSet<QString> m_asked;
};

} // namespace pinweek
