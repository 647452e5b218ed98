// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calendar/weekview.h"

#include <QAccessibleWidget>
#include <QHash>

#include <utility>

namespace pinweek {

/**
 * The week for screen readers: a table with a column for each day, whose cells are the cards
 * ("Tuesday 14:00, scheduled, Lemon cake"), the "+n" marks and the time slots ("Tuesday 14:00, free
 * time slot"), in order of day and time; an empty week has its button. Children are found by their
 * pin or slot, so they outlive repaints.
 */
class WeekAccessible final : public QAccessibleWidget, public QAccessibleTableInterface
{
public:
    /** What a child stands for. */
    struct Element
    {
        /** The card, or the first pin of a "+n"; invalid for a time slot. */
        PinId pin;
        SlotId slot;
        int more = 0; // 0: a card
        int day = 0;
        int row = 0;    // within its day
        int minute = 0; // of the day
        QRect rect;     // viewport px
        friend bool operator==(const Element &, const Element &) = default;
    };
    /** What a child is found by: pins and slots have numbers of their own. */
    using Key = std::pair<PinId, SlotId>;
    static Key keyOf(const Element &element) { return {element.pin, element.slot}; }

    explicit WeekAccessible(WeekView *view);
    ~WeekAccessible() override;

    static void installFactory();
    // News for screen readers; nothing is worked out while none listens.
    static void announceReset(WeekView *view);
    static void announceFocus(WeekView *view);
    static void announceSelection(WeekView *view, PinId last);
    static void announceCard(WeekView *view, PinId pin);

    /** All of the visible week, scrolled away or not. */
    static QList<Element> elementsOf(WeekView *view);
    /** "Tuesday 14:00, scheduled, Lemon cake", or "Tuesday 14:00, 3 more". */
    static QString spoken(WeekView *view, const Element &element);
    static bool isFocused(WeekView *view, const Element &element);
    static bool isSelected(WeekView *view, PinId pin);
    /** Scrolls to it, takes the focus there, and does what Enter does. */
    static void press(WeekView *view, const Element &element);
    static void toFocus(WeekView *view, const Element &element);

    // QAccessibleInterface
    [[nodiscard]] QAccessible::Role role() const override;
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
    void modelChange(QAccessibleTableModelChangeEvent *event) override;

private:
    [[nodiscard]] WeekView *view() const;
    [[nodiscard]] QAccessibleInterface *interfaceFor(const Element &element) const;
    static int indexOf(WeekView *view, const Key &key);
    /** The card or slot where the keyboard is. */
    static Key focusKey(WeekView *view);

    mutable QHash<Key, QAccessible::Id> m_children;
};

} // namespace pinweek
