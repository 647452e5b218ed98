// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/libraryrows.h"

#include <QObject>

#include <memory>

namespace pinweek {

class Store;

/**
 * Looks through the media library on the store's search thread, so that a window is never held up.
 * One question is under way: a newer one drops the older. Main thread.
 *
 * Errors of the database (Storage) are logged too.
 */
class LibrarySearch : public QObject
{
    Q_OBJECT

public:
    explicit LibrarySearch(Store &store, QObject *parent = nullptr);
    ~LibrarySearch() override;

    /** found() comes with the first `limit` pictures. */
    void find(const LibraryQuery &query, int limit);

signals:
    void found(const pinweek::LibraryPage &page);
    /** The database can't be read; found() does not come. */
    void failed(const pinweek::Error &error);

private:
    Store &m_store;
    std::shared_ptr<std::atomic<int>> m_newest = std::make_shared<std::atomic<int>>(0);
};

} // namespace pinweek
