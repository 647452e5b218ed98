// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QTimer>

#include <functional>

class QAbstractItemView;
class QModelIndex;

namespace pinweek {

/**
 * Tells screen readers when a row that is seen in a list, table or tree has other words than
 * before, as when its pin was published: views tell them only that some data changed. Nothing is
 * looked at while no screen reader listens.
 */
class RowSpeech : public QObject
{
    Q_OBJECT

public:
    /** What is the same row wherever it lies; empty: a row that is not told about. */
    using KeyOf = std::function<QString(const QModelIndex &)>;

    /** @param column  whose accessible text is told */
    RowSpeech(QAbstractItemView *view, KeyOf keyOf, int column = 0);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void lookSoon();
    void look();
    void tell(const QModelIndex &index) const;

    QAbstractItemView *m_view;
    KeyOf m_keyOf;
    int m_column;
    QTimer m_soon;                  // many changes, one look
    QHash<QString, QString> m_told; // of the rows that were seen last: key -> words
};

} // namespace pinweek
