// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walltime.h"
#include "model/pin.h"
#include "planner/textedits.h"
#include "ui/calendar/textlines.h"

#include <QSet>
#include <QStyledItemDelegate>

namespace pinweek {

class PinListModel;
class ThemeManager;
class Workspace;

/** Paints the list's cells and makes their editors; what was entered is a wish, since a list
 * changes no data. */
class ListDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    ListDelegate(Workspace &workspace, ThemeManager &theme, PinListModel &model,
                 QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model,
                      const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;

    /** These are painted as on their way elsewhere. */
    void setCutPins(const QSet<PinId> &pins) { m_cutPins = pins; }

    /** Where a group's row offers a pin for its address; in the coordinates of `row`. */
    [[nodiscard]] static QRect addPinRect(const QRect &row, const QString &words,
                                          Qt::LayoutDirection direction);

signals:
    void textEntered(const pinweek::TextEdit &edit) const;
    void timeEntered(pinweek::PinId pin, const pinweek::WallTime &at) const;
    void boardPicked(pinweek::PinId pin, pinweek::BoardId board, pinweek::SectionId section) const;

private:
    void paintGround(QPainter &painter, const QStyleOptionViewItem &option,
                     const QModelIndex &index) const;
    void paintPicture(QPainter &painter, const QRect &rect, const QModelIndex &index) const;
    void paintIcon(QPainter &painter, const QString &name, const QColor &colour,
                   const QRect &rect) const;
    void paintGroup(QPainter &painter, const QStyleOptionViewItem &option,
                    const QModelIndex &index) const;

    Workspace &m_workspace;
    ThemeManager &m_theme;
    PinListModel &m_model;
    QSet<PinId> m_cutPins;
    mutable TextLines m_lines;
    QFont m_body, m_bold;
};

} // namespace pinweek
