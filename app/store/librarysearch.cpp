// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/librarysearch.h"

#include "core/logging.h"
#include "store/readthread.h"
#include "store/store.h"

#include <QPointer>

namespace pinweek {

LibrarySearch::LibrarySearch(Store &store, QObject *parent) : QObject(parent), m_store(store) {}

LibrarySearch::~LibrarySearch()
{
    ++*m_newest;
}

void LibrarySearch::find(const LibraryQuery &query, int limit)
{
    m_store.reads().post([query, limit, now = m_store.now(), newest = m_newest,
                          number = ++*m_newest, target = QPointer<LibrarySearch>(this),
                          // not the object itself: it may die before
                          receiver = &m_store](Database &db) {
        if (*newest != number)
            return;
        const Result<LibraryPage> page = db.read<LibraryPage>([&](Database &reader) {
            return Result<LibraryPage>(readLibrary(reader, query, now, limit, *newest, number));
        });
        if (!page)
            qCWarning(logStore).noquote() << "the library can't be read:" << page.error().detail;
        QMetaObject::invokeMethod(
            receiver,
            [target, newest, number, page] {
                if (!target || *newest != number)
                    return;
                if (page)
                    emit target->found(*page);
                else
                    emit target->failed(page.error());
            },
            Qt::QueuedConnection);
    });
}

} // namespace pinweek
