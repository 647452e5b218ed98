// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/pin.h"

#include <QObject>
#include <QStringList>

#include <atomic>
#include <memory>

namespace pinweek {

class Clock;
class Store;

/** Finds the words that one's own pins have, on the store's reading thread. One question is under
 * way: a newer one drops the older. Main thread. */
class KeywordFinder : public QObject
{
    Q_OBJECT

public:
    KeywordFinder(Store &store, const Clock &clock, QObject *parent = nullptr);
    ~KeywordFinder() override;

    /** found() follows. @param but  the pin that they are for, which is not asked itself */
    void find(AccountId account, BoardId board, PinId but);

signals:
    /** The fittest first, at most 40; none where the database can't be read. */
    void found(const QStringList &keywords);

private:
    Store &m_store;
    const Clock &m_clock;
    std::shared_ptr<std::atomic_int> m_newest = std::make_shared<std::atomic_int>(0);
};

} // namespace pinweek
