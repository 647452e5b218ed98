// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/networkwatch.h"
#include "core/result.h"
#include "links/linkdoctor.h"
#include "model/plannedlink.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QStringList>

#include <atomic>
#include <memory>

namespace pinweek {

class Clock;
class Store;

/**
 * All links of pins to come in one list: where each leads, and which rich pin its page gives. Both
 * come of one visit, by the link doctor's manners; each address is asked once, and what was found
 * is kept in the workspace. Main thread; the list is read by the store's reader, pages by workers.
 *
 * Without a network (where the system says so) what is left waits, and goes on by itself.
 */
class LinkSurvey : public QObject
{
    Q_OBJECT

public:
    /** @param doctor  shared with whoever else looks at links, so that no host is asked twice at
     * once */
    LinkSurvey(Store &store, LinkDoctor &doctor, const Clock &clock, QObject *parent = nullptr);
    /** What is under way is left. */
    ~LinkSurvey() override;

    /** Reads the list anew; loaded() or failed() follows. */
    void load();
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    [[nodiscard]] const QList<LinkRow> &rows() const { return m_rows; }
    /** -1: no link to come leads there. */
    [[nodiscard]] int rowOf(const QString &address) const { return m_places.value(address, -1); }

    /** Those that are no web addresses, or are being looked at already, are left out. */
    void check(const QStringList &addresses);
    void checkAll();
    /** What was found until then stays. */
    void cancel();
    [[nodiscard]] bool isBusy() const { return !m_left.isEmpty(); }
    /** It is being looked at, or waits for it. */
    [[nodiscard]] bool isLeft(const QString &address) const { return m_left.contains(address); }
    /** Since all were done the last time: how many are, and of how many. */
    [[nodiscard]] int done() const { return m_total - int(m_left.size()); }
    [[nodiscard]] int total() const { return m_total; }
    /** What is left waits for a network. */
    [[nodiscard]] bool isWaitingForNetwork() const { return m_isDown && isBusy(); }

public slots:
    /** What the system says of its network; asked once an address could not be reached. */
    void setNetworkDown(bool down);

signals:
    void loaded();
    void failed(const pinweek::Error &error);
    /** Its row has another state. */
    void rowChanged(int row);
    void progressed();
    /** All that was wished is done, or cancelled. */
    void finished();

private:
    void take(const QList<LinkRow> &rows);
    void ask(const QString &address);
    void looked(const QString &address, const Result<LinkLook> &found);
    void readPage(const QString &address, const LinkLook &look);
    void keep(const QString &address, const LinkReport &report,
              const std::optional<PageFacts> &page);
    void end(const QString &address);

    Store &m_store;
    QPointer<LinkDoctor> m_doctor; // may be gone first, where a program ends
    const Clock &m_clock;
    NetworkWatch m_network;
    QList<LinkRow> m_rows;
    QHash<QString, int> m_places; // by address
    QSet<QString> m_left;
    QSet<QString> m_asked; // those of m_left that the doctor has
    std::shared_ptr<std::atomic_bool> m_isLeaving = std::make_shared<std::atomic_bool>(false);
    std::shared_ptr<std::atomic_int> m_reading = std::make_shared<std::atomic_int>(0);
    int m_run = 0; // answers to an earlier one are too late
    int m_total = 0;
    bool m_isLoaded = false;
    bool m_isDown = false;
};

} // namespace pinweek
