// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calendar/calendarview.h"
#include "model/timeslot.h"

#include <QAccessibleWidget>
#include <QHash>

namespace pinweek {

/** What one child of a calendar stands for. */
struct CalendarElement
{
    enum class Kind
    {
        Day,
        Card,
        More,
        Slot
    };
    Kind kind = Kind::Card;
    /** A card is found by its pin, and so is the week's "+n" by its first one; the rest by numbers
     * below 0. Never 0. */
    qint64 key = 0;
    int column = 0; // of the table
    int row = 0;
    QRect rect; // viewport px
    PinId pin;  // Card; More: the first, in the week
    SlotId slot;
    int count = 0;  // More: how many
    int minute = 0; // of the day; the week
    int place = -1; // as the month's focus counts

    [[nodiscard]] QAccessible::Role role() const;
};

/**
 * Week and month for screen readers: a table with a column for each day. In the week its cells are
 * the cards ("Tuesday 14:00, scheduled, Lemon cake"), "+n" marks and time slots, in order of day
 * and time; in the month the days, and after each day its pins and its "+n". An empty week has its
 * button. Children are found by their keys, so they outlive repaints.
 */
class CalendarAccessible final : public QAccessibleWidget, public QAccessibleTableInterface
{
public:
    explicit CalendarAccessible(CalendarView *view);
    ~CalendarAccessible() override;

    static void installFactory();
    // News for screen readers; nothing is worked out while none listens.
    /** There may be other elements, other words, or another one may have the focus: what really
     * is another is told, a little later. */
    static void announceChanges(CalendarView *view);
    static void announceFocus(CalendarView *view);
    static void announceSelection(CalendarView *view, PinId last);

    // For the children.
    [[nodiscard]] std::optional<CalendarElement> element(qint64 key) const;
    [[nodiscard]] QString spoken(const CalendarElement &element) const;
    [[nodiscard]] bool isFocused(const CalendarElement &element) const;
    [[nodiscard]] bool isSelected(const CalendarElement &element) const;
    void toFocus(const CalendarElement &element) const;
    void press(const CalendarElement &element) const;

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
    void modelChange(QAccessibleTableModelChangeEvent *event) override;

private:
    [[nodiscard]] CalendarView *view() const;
    [[nodiscard]] CalendarView::Shared &calendar() const;
    [[nodiscard]] QAccessibleInterface *interfaceFor(const CalendarElement &element) const;
    static int indexOf(const CalendarView *view, qint64 key);
    /** Of the child with this key, else of the view itself. */
    static void announce(CalendarView *view, QAccessible::Event kind, qint64 key);

    [[nodiscard]] static CalendarAccessible *of(CalendarView *view);
    void tellChanges();

    mutable QHash<qint64, QAccessible::Id> m_children;
    // What screen readers were told last.
    QList<qint64> m_toldKeys;
    QHash<qint64, QString> m_toldWords;
    qint64 m_toldFocus = 0;
    bool m_willTell = false;
};

} // namespace pinweek
