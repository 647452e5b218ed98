// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/linkreport.h"
#include "model/pin.h"
#include "model/plannedlink.h"

#include <QList>

#include <optional>

namespace pinweek {

class Database;
struct StoreCore;

/** A planned or just published pin whose link was found broken. */
struct BrokenLink
{
    Pin pin;
    LinkReport report;
};

/** What is known of links from looks at them. A change is told as ChangeSet::links. */
class LinkStore
{
public:
    explicit LinkStore(StoreCore &core);

    /** Of exactly this link, without spaces around; nullopt: nobody has looked. */
    [[nodiscard]] Result<std::optional<LinkReport>> report(const QString &link) const;
    /** Scheduled pins due within a day, and pins that were published within the last one, whose
     * link was broken when it was looked at last, by time; not those that a person accepted. At
     * most 50.
     */
    [[nodiscard]] Result<QList<BrokenLink>> broken(UtcTime now) const;

    /** What the page of exactly this link said of itself; nullopt: nobody has read it. */
    [[nodiscard]] Result<std::optional<PageFacts>> page(const QString &link) const;
    /** The pins to come with one of these links, by time; at most 200. */
    [[nodiscard]] Result<QList<PinId>> pinsOf(const QStringList &links) const;

    /** In the place of what was known of the link. A verdict like the one that a person accepted
     * stays accepted. The oldest of 5,000 go. */
    void keep(const LinkReport &report, QObject *context, Done<void> done);
    /** The same of links that lead to one page, with what this said: nothing is known of the page
     * any more where it could not be read. */
    void keep(const QList<LinkReport> &reports, const std::optional<PageFacts> &page,
              QObject *context, Done<void> done);
    /** A person knows of it: nothing more is said until the verdict is another one. */
    void accept(const QString &link, QObject *context, Done<void> done);

private:
    StoreCore &m_core;
};

/** For a test of its indexes. */
QString brokenLinksSql();

/** The links of all pins that are still to go out, with what is known of them. For the reader of
 * any thread; 200 ms for 100,000 pins. */
QList<PlannedLink> readPlannedLinks(Database &db);

} // namespace pinweek
