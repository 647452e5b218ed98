// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calendar/monthview.h"

#include <QAccessibleWidget>
#include <QHash>

namespace pinweek {

/**
 * The month for screen readers: a table whose cells are the days ("Tuesday 17 November, 3 of 10
 * pins"), and after each day its pins ("Tuesday 14:00, scheduled, Lemon cake") and its "+n".
 * Children are found by their day or pin, so they outlive repaints.
 */
class MonthAccessible final : public QAccessibleWidget, public QAccessibleTableInterface
{
public:
    enum class Kind
    {
        Day,
        Pin,
        More
    };
    /** What a child stands for. */
    struct Element
    {
        Kind kind = Kind::Day;
        int day = 0;
        int place = -1; // as the focus counts
        PinId pin;
        int count = 0; // More: how many
        QRect rect;    // viewport px
        qint64 key = 0;
    };

    explicit MonthAccessible(MonthView *view);
    ~MonthAccessible() override;

    static void installFactory();
    // News for screen readers; nothing is worked out while none listens.
    static void announceFocus(MonthView *view);
    static void announceSelection(MonthView *view, PinId last);

    static QList<Element> elementsOf(MonthView *view);
    static QString spoken(MonthView *view, const Element &element);
    static bool isFocused(MonthView *view, const Element &element);
    static bool isSelected(MonthView *view, const Element &element);
    static void toFocus(MonthView *view, const Element &element);
    static void press(MonthView *view, const Element &element);

    // QAccessibleInterface
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::Table; }
    [[nodiscard]] QString text(QAccessible::Text kind) const override;
    [[nodiscard]] int childCount() const override;
    [[nodiscard]] QAccessibleInterface *child(int index) const override;
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *child) const override;
    [[nodiscard]] QAccessibleInterface *childAt(int x, int y) const override;
    [[nodiscard]] QAccessibleInterface *focusChild() const override;
    void *interface_cast(QAccessible::InterfaceType type) override;

    // QAccessibleTableInterface
    [[nodiscard]] QAccessibleInterface *caption() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface *summary() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface *cellAt(int row, int column) const override;
    [[nodiscard]] int selectedCellCount() const override;
    [[nodiscard]] QList<QAccessibleInterface *> selectedCells() const override;
    [[nodiscard]] QString columnDescription(int column) const override;
    [[nodiscard]] QString rowDescription(int) const override { return {}; }
    [[nodiscard]] int columnCount() const override;
    [[nodiscard]] int rowCount() const override;
    [[nodiscard]] int selectedColumnCount() const override { return 0; }
    [[nodiscard]] int selectedRowCount() const override { return 0; }
    [[nodiscard]] QList<int> selectedColumns() const override { return {}; }
    [[nodiscard]] QList<int> selectedRows() const override { return {}; }
    [[nodiscard]] bool isColumnSelected(int) const override { return false; }
    [[nodiscard]] bool isRowSelected(int) const override { return false; }
    bool selectRow(int) override { return false; }
    bool selectColumn(int) override { return false; }
    bool unselectRow(int) override { return false; }
    bool unselectColumn(int) override { return false; }
    void modelChange(QAccessibleTableModelChangeEvent *) override {}

private:
    [[nodiscard]] MonthView *view() const;
    [[nodiscard]] QAccessibleInterface *interfaceFor(const Element &element) const;

    mutable QHash<qint64, QAccessible::Id> m_children;
};

} // namespace pinweek
