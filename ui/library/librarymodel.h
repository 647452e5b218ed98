// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "planner/libraryfiles.h"
#include "store/librarysearch.h"
#include "ui/widgets/steadyrows.h"

#include <QAbstractListModel>
#include <QTimer>

namespace pinweek {

class Workspace;

/** The pictures of the media library, read by a worker as many as the view asks for. */
class LibraryModel : public SteadyRows<QAbstractListModel>
{
    Q_OBJECT

public:
    enum Role
    {
        MediaIdRole = Qt::UserRole, // qint64
    };

    explicit LibraryModel(Workspace &workspace, QObject *parent = nullptr);

    /** Reads anew; read() comes. */
    void setQuery(const LibraryQuery &query);
    [[nodiscard]] const LibraryQuery &query() const { return m_query; }
    /** What was found at a look at the files: marked from now on. */
    void setFaults(const QHash<MediaId, LibraryFault> &faults);
    [[nodiscard]] std::optional<LibraryFault> fault(MediaId media) const;
    [[nodiscard]] QList<MediaId> faulty() const { return m_faults.keys(); }

    /** How many there are in all, read or not. */
    [[nodiscard]] int total() const { return m_total; }
    [[nodiscard]] qint64 bytes() const { return m_bytes; }
    [[nodiscard]] const LibraryPicture &picture(int row) const { return m_pictures.at(row); }
    [[nodiscard]] int rowOf(MediaId media) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    /** DisplayRole: the file's name; AccessibleTextRole, ToolTipRole: "cake.jpg, used in 3 pins".
     */
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    /** All pictures of the query, not only those that were asked for. */
    void readAll();

signals:
    /** It is as the store has it. */
    void read();
    void failed(const pinweek::Error &error);
    /** Pictures came into the library, or left it. */
    void mediaChanged();

private:
    void ask();
    void take(const LibraryPage &page);
    [[nodiscard]] QString spoken(const LibraryPicture &picture) const;

    LibrarySearch m_search;
    LibraryQuery m_query;
    QHash<MediaId, LibraryFault> m_faults;
    QList<LibraryPicture> m_pictures;
    int m_total = 0;
    qint64 m_bytes = 0;
    int m_wanted;
    bool m_anew = true; // another list is asked for, not the same again
    QTimer m_soon;      // many changes of the store, one look
};

} // namespace pinweek
