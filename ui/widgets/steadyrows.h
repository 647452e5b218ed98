// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QHash>
#include <QList>

#include <algorithm>
#include <numeric>
#include <type_traits>

namespace pinweek {

/**
 * A model whose rows become others without a reset: rows that stay are the same ones to the views,
 * so that the keyboard's focus, the selection and what a screen reader holds go on with them.
 *
 *     class Pins : public SteadyRows<QAbstractListModel> { ... turnInto(m_pins, read, keyOf); };
 */
template<class Base>
class SteadyRows : public Base
{
public:
    using Base::Base;

protected:
    /**
     * Removes, sorts and inserts until `rows` is `wanted`, and tells of it step by step. Rows with
     * equal keys are the same row; what they hold is taken from `wanted`, and that it is something
     * else is told only by the caller (dataChanged).
     *
     * @param keyOf   gives a row's key; keys are unique and can be hashed
     * @param offset  rows under `parent` that lie before these
     * @return false, with nothing done, where so much is another that a reset is quicker
     */
    template<class Row, class KeyOf>
    bool turnInto(QList<Row> &rows, const QList<Row> &wanted, KeyOf keyOf,
                  const QModelIndex &parent = {}, int offset = 0)
    {
        using Key = std::decay_t<decltype(keyOf(wanted.first()))>;
        QHash<Key, int> places; // among the wanted
        places.reserve(wanted.size());
        for (int row = 0; row < wanted.size(); ++row)
            places.insert(keyOf(wanted[row]), row);
        QList<int> kept; // where each row that stays belongs
        kept.reserve(rows.size());
        const QList<Run> gone = runs(int(rows.size()), [&](int row) {
            const int place = places.value(keyOf(rows[row]), -1);
            if (place >= 0)
                kept += place;
            return place < 0;
        });
        QList<bool> isKept(wanted.size());
        for (const int place : std::as_const(kept))
            isKept[place] = true;
        const QList<Run> come = runs(int(wanted.size()), [&](int row) { return !isKept[row]; });
        if (gone.size() + come.size() > mostRuns)
            return false;

        for (auto run = gone.crbegin(); run != gone.crend(); ++run) {
            Base::beginRemoveRows(parent, offset + run->first, offset + run->last);
            rows.remove(run->first, run->last - run->first + 1);
            Base::endRemoveRows();
        }
        if (!std::is_sorted(kept.cbegin(), kept.cend())) {
            sortRows(rows, kept, parent, offset);
            std::sort(kept.begin(), kept.end());
        }
        for (qsizetype i = 0; i < kept.size(); ++i)
            rows[i] = wanted[kept[i]];
        for (const Run &run : come) {
            Base::beginInsertRows(parent, offset + run.first, offset + run.last);
            rows.insert(run.first, run.last - run.first + 1, Row());
            std::copy(wanted.cbegin() + run.first, wanted.cbegin() + run.last + 1,
                      rows.begin() + run.first);
            Base::endInsertRows();
        }
        return true;
    }

private:
    static constexpr qsizetype mostRuns = 100;

    /** Rows that lie together. */
    struct Run
    {
        int first;
        int last;
    };

    template<class Fits>
    static QList<Run> runs(int count, Fits fits)
    {
        QList<Run> found;
        for (int row = 0; row < count; ++row) {
            if (!fits(row))
                continue;
            if (!found.isEmpty() && found.last().last == row - 1)
                found.last().last = row;
            else
                found += Run{row, row};
        }
        return found;
    }

    template<class Row>
    void sortRows(QList<Row> &rows, const QList<int> &belongs, const QModelIndex &parent,
                  int offset)
    {
        QList<int> order(rows.size()); // new row -> old row
        std::iota(order.begin(), order.end(), 0);
        std::sort(order.begin(), order.end(),
                  [&belongs](int a, int b) { return belongs[a] < belongs[b]; });
        QList<int> places(rows.size()); // old row -> new row
        QList<Row> sorted;
        sorted.reserve(rows.size());
        for (int row = 0; row < order.size(); ++row) {
            places[order[row]] = row;
            sorted += rows[order[row]];
        }
        const QList<QPersistentModelIndex> parents{parent};
        emit this->layoutAboutToBeChanged(parents, QAbstractItemModel::VerticalSortHint);
        const QModelIndexList held = this->persistentIndexList();
        QModelIndexList moved;
        moved.reserve(held.size());
        for (const QModelIndex &index : held) {
            const int row = index.row() - offset;
            const bool ours = index.parent() == parent && row >= 0 && row < places.size();
            moved +=
                ours ? this->createIndex(offset + places[row], index.column(), index.internalId())
                     : index;
        }
        rows = sorted;
        this->changePersistentIndexList(held, moved);
        emit this->layoutChanged(parents, QAbstractItemModel::VerticalSortHint);
    }
};

} // namespace pinweek
