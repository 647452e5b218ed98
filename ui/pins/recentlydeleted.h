// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/mediaasset.h"
#include "store/pinstore.h"

#include <QAbstractTableModel>
#include <QDialog>
#include <QHash>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTreeView;

namespace pinweek {

class Workspace;
struct EditOutcome;

/** Pins removed in the last 30 days, the last removed first, read in pages of 200 as the view asks
 * for more. */
class RecentlyDeletedModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        TitleColumn, // with the thumbnail
        BoardColumn,
        StatusColumn,
        DeletedColumn,
        ColumnCount
    };

    explicit RecentlyDeletedModel(Workspace &workspace, QObject *parent = nullptr);
    [[nodiscard]] PinId pin(int row) const;
    [[nodiscard]] int rowOf(PinId pin) const;
    /** Reads again, as many rows as there were. */
    void reload();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    /** AccessibleTextRole of the title: the whole row in words. */
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

private:
    [[nodiscard]] QList<RemovedPin> read(int limit, int offset) const;
    void readNames(const QList<RemovedPin> &pins);
    [[nodiscard]] QString text(const RemovedPin &removed, int column) const;
    [[nodiscard]] QVariant picture(const Pin &pin) const;

    Workspace &m_workspace;
    QList<RemovedPin> m_pins;
    MediaAssets m_media;
    QHash<BoardId, QString> m_boards;
    bool m_hasMore = false;
};

/**
 * What was deleted in the last 30 days, to be brought back (interaction.md 14). Stays open and up
 * to date while pins come and go; Enter or a double click brings the selected ones back.
 */
class RecentlyDeletedDialog : public QDialog
{
    Q_OBJECT

public:
    explicit RecentlyDeletedDialog(Workspace &workspace, QWidget *parent = nullptr);

private:
    void build();
    void showState();
    void restore();
    void restored(const QList<PinId> &wanted, const EditOutcome &outcome);
    [[nodiscard]] QList<PinId> selectedPins() const;
    void select(const QList<PinId> &pins, int row);

    Workspace &m_workspace;
    RecentlyDeletedModel m_model;
    QStackedWidget *m_pages;
    QTreeView *m_list;
    QLabel *m_message;
    QPushButton *m_restore;
    QPushButton *m_close;
    /** What is selected survives that the rows are read again. */
    QList<PinId> m_selected;
    int m_row = 0;
};

} // namespace pinweek
