// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/plannedlink.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

namespace pinweek {

class LinkSurvey;

/** The links of the plan, as a LinkSurvey has them. */
class LinksModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        StateColumn, // icon and word
        AddressColumn,
        PinsColumn,
        FirstColumn, // when the first of its pins is due
        FoundColumn, // where it leads, in words
        RichPinColumn,
        ColumnCount
    };
    enum Role
    {
        SortRole = Qt::UserRole, // what a column is sorted by
    };

    /** @param zone  IANA id, for the times */
    LinksModel(LinkSurvey &survey, QByteArray zone, QObject *parent = nullptr);

    [[nodiscard]] const LinkRow &row(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    /** AccessibleTextRole of the state: the whole row in words. */
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] QString textOf(const LinkRow &row, int column) const;
    [[nodiscard]] QVariant sortKeyOf(const LinkRow &row, int column) const;
    [[nodiscard]] QString stateText(const LinkRow &row) const;

    LinkSurvey &m_survey;
    QByteArray m_zone;
    int m_count = 0; // of rows that the views know of
};

/** Those of them that are to be seen, sorted. */
class ShownLinks : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    enum class Shown
    {
        All,
        Problems, // broken, or to be looked at
        RichPins, // the page gives no complete rich pin
    };

    explicit ShownLinks(LinksModel &links, QObject *parent = nullptr);
    void setShown(Shown shown);
    [[nodiscard]] const LinkRow &row(const QModelIndex &index) const;
    [[nodiscard]] static bool isShown(const LinkRow &row, Shown shown);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    LinksModel &m_links;
    Shown m_shown = Shown::All;
};

} // namespace pinweek
