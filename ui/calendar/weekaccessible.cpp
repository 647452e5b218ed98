// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/weekaccessible.h"

#include "calendar/timetext.h"
#include "calendar/weekview_p.h"

#include <QLocale>
#include <QPointer>

#include <algorithm>
#include <tuple>

namespace pinweek {

namespace {

/** One card, "+n" or time slot. */
class CellAccessible final : public QAccessibleInterface,
                             public QAccessibleTableCellInterface,
                             public QAccessibleActionInterface
{
public:
    CellAccessible(WeekView *view, const WeekAccessible::Key &key) : m_view(view), m_key(key) {}

    [[nodiscard]] WeekAccessible::Key key() const { return m_key; }
    [[nodiscard]] std::optional<WeekAccessible::Element> element() const
    {
        if (!m_view)
            return std::nullopt;
        const auto all = WeekAccessible::elementsOf(m_view);
        const auto found = std::find_if(all.begin(), all.end(), [this](const auto &one) {
            return WeekAccessible::keyOf(one) == m_key;
        });
        return found == all.end() ? std::nullopt : std::optional(*found);
    }

    [[nodiscard]] bool isValid() const override { return element().has_value(); }
    [[nodiscard]] QObject *object() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface *parent() const override
    {
        return QAccessible::queryAccessibleInterface(m_view.data());
    }
    [[nodiscard]] QAccessibleInterface *child(int) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::Cell; }
    void setText(QAccessible::Text, const QString &) override {}
    [[nodiscard]] QWindow *window() const override
    {
        return m_view ? m_view->window()->windowHandle() : nullptr;
    }

    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        const auto one = element();
        return one && kind == QAccessible::Name ? WeekAccessible::spoken(m_view, *one) : QString();
    }

    [[nodiscard]] QRect rect() const override
    {
        const auto one = element();
        return one ? QRect(m_view->viewport()->mapToGlobal(one->rect.topLeft()), one->rect.size())
                   : QRect();
    }

    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state;
        const auto one = element();
        if (!one) {
            state.invalid = true;
            return state;
        }
        state.focusable = true;
        state.selectable = one->more == 0 && one->pin.isValid();
        state.selected = isSelected();
        state.focused = m_view->hasFocus() && WeekAccessible::isFocused(m_view, *one);
        state.hasPopup = one->more > 0;
        state.offscreen = !m_view->viewport()->rect().intersects(one->rect);
        return state;
    }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::TableCellInterface)
            return static_cast<QAccessibleTableCellInterface *>(this);
        if (type == QAccessible::ActionInterface)
            return static_cast<QAccessibleActionInterface *>(this);
        return nullptr;
    }

    // QAccessibleTableCellInterface
    [[nodiscard]] bool isSelected() const override
    {
        return m_view && WeekAccessible::isSelected(m_view, m_key.first);
    }
    [[nodiscard]] QList<QAccessibleInterface *> columnHeaderCells() const override { return {}; }
    [[nodiscard]] QList<QAccessibleInterface *> rowHeaderCells() const override { return {}; }
    [[nodiscard]] int columnIndex() const override
    {
        const auto one = element();
        return one ? one->day : -1;
    }
    [[nodiscard]] int rowIndex() const override
    {
        const auto one = element();
        return one ? one->row : -1;
    }
    [[nodiscard]] int columnExtent() const override { return 1; }
    [[nodiscard]] int rowExtent() const override { return 1; }
    [[nodiscard]] QAccessibleInterface *table() const override { return parent(); }

    // QAccessibleActionInterface
    [[nodiscard]] QStringList actionNames() const override
    {
        return {pressAction(), setFocusAction()};
    }
    void doAction(const QString &name) override
    {
        const auto one = element();
        if (one && name == pressAction())
            WeekAccessible::press(m_view, *one);
        else if (one && name == setFocusAction())
            WeekAccessible::toFocus(m_view, *one);
    }
    [[nodiscard]] QStringList keyBindingsForAction(const QString &) const override { return {}; }

private:
    QPointer<WeekView> m_view;
    WeekAccessible::Key m_key;
};

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *view = qobject_cast<WeekView *>(object);
    return view ? new WeekAccessible(view) : nullptr;
}

} // namespace

WeekAccessible::WeekAccessible(WeekView *view) : QAccessibleWidget(view, QAccessible::Table) {}

WeekAccessible::~WeekAccessible()
{
    for (const QAccessible::Id id : std::as_const(m_children))
        QAccessible::deleteAccessibleInterface(id);
}

void WeekAccessible::installFactory()
{
    static const bool installed = (QAccessible::installFactory(makeInterface), true);
    Q_UNUSED(installed)
}

WeekView *WeekAccessible::view() const
{
    return static_cast<WeekView *>(object());
}

QList<WeekAccessible::Element> WeekAccessible::elementsOf(WeekView *view)
{
    WeekView::Private &d = *view->d;
    d.ensureReady();
    QList<Element> elements;
    for (const WeekLayout::Card &card : d.layout.cards) {
        if (const PinWindow::Row *row = d.window.row(card.pin); row && !d.isLeftOut(row->pin))
            elements.append({card.pin, {}, 0, card.day, 0, card.minute, d.toViewport(card.rect)});
    }
    for (const WeekLayout::More &more : d.layout.more) {
        elements.append({more.pins.first(),
                         {},
                         int(more.pins.size()),
                         more.day,
                         0,
                         more.minute,
                         d.toViewport(more.rect)});
    }
    for (const WeekSlot &slot : d.weekSlots) {
        if (d.isShown(slot)) {
            elements.append({{},
                             slot.slot.id,
                             0,
                             slot.day,
                             0,
                             minuteOf(slot.at.time),
                             d.toViewport(slot.rect)});
        }
    }
    std::stable_sort(elements.begin(), elements.end(), [](const Element &a, const Element &b) {
        return std::tie(a.day, a.minute) < std::tie(b.day, b.minute);
    });
    for (qsizetype i = 1; i < elements.size(); ++i) {
        if (elements[i].day == elements[i - 1].day)
            elements[i].row = elements[i - 1].row + 1;
    }
    return elements;
}

QString WeekAccessible::spoken(WeekView *view, const Element &element)
{
    WeekView::Private &d = *view->d;
    if (element.slot.isValid()) {
        const WeekSlot *slot = d.slotOf(element.slot);
        return slot ? d.spoken(*slot) : QString();
    }
    if (element.more > 0) {
        //: Read out by a screen reader: day and time, number of pins that are not shown there.
        return WeekView::tr("%1, %n more", nullptr, element.more)
            .arg(spokenDayClock(d.grid.dateOf(element.day), timeOfMinute(element.minute)));
    }
    const PinWindow::Row *row = d.window.row(element.pin);
    return row ? d.spoken(*row) : QString();
}

WeekAccessible::Key WeekAccessible::focusKey(WeekView *view)
{
    const WeekSlot *slot = view->d->focusedSlot();
    return {view->d->focus.pin, slot ? slot->slot.id : SlotId()};
}

bool WeekAccessible::isFocused(WeekView *view, const Element &element)
{
    return focusKey(view) == keyOf(element);
}

bool WeekAccessible::isSelected(WeekView *view, PinId pin)
{
    return pin.isValid() && view->d->selection.contains(pin);
}

void WeekAccessible::toFocus(WeekView *view, const Element &element)
{
    view->setFocus(Qt::OtherFocusReason);
    if (element.slot.isValid())
        view->d->setFocusCell(view->d->grid.dateOf(element.day), element.minute);
    else
        view->d->setFocusPin(element.pin);
}

void WeekAccessible::press(WeekView *view, const Element &element)
{
    toFocus(view, element);
    if (element.slot.isValid() && view->d->editingSlots)
        return;
    if (element.more == 0) {
        view->d->openFocus();
        return;
    }
    for (const WeekLayout::More &more : view->d->layout.more) {
        if (more.pins.first() == element.pin)
            return view->d->showMore(more);
    }
}

QAccessibleInterface *WeekAccessible::interfaceFor(const Element &element) const
{
    const auto known = m_children.constFind(keyOf(element));
    if (known != m_children.constEnd()) {
        if (QAccessibleInterface *interface = QAccessible::accessibleInterface(*known))
            return interface;
    }
    auto *interface = new CellAccessible(view(), keyOf(element));
    m_children.insert(keyOf(element), QAccessible::registerAccessibleInterface(interface));
    return interface;
}

QAccessible::Role WeekAccessible::role() const
{
    return QAccessible::Table;
}

QString WeekAccessible::text(QAccessible::Text kind) const
{
    if (kind != QAccessible::Name)
        return QAccessibleWidget::text(kind);
    const QDate first = view()->firstDay();
    return WeekView::tr("Week of %1 %2 %3")
        .arg(first.day())
        .arg(QLocale().monthName(first.month()))
        .arg(first.year());
}

int WeekAccessible::childCount() const
{
    const qsizetype count = elementsOf(view()).size();
    return count == 0 && view()->d->isEmptyStateShown() ? 1 : int(count);
}

QAccessibleInterface *WeekAccessible::child(int index) const
{
    const auto elements = elementsOf(view());
    if (elements.isEmpty() && index == 0 && view()->d->isEmptyStateShown())
        return QAccessible::queryAccessibleInterface(view()->d->emptyButton);
    return index >= 0 && index < elements.size() ? interfaceFor(elements[index]) : nullptr;
}

int WeekAccessible::indexOf(WeekView *view, const Key &key)
{
    const auto elements = elementsOf(view);
    for (qsizetype i = 0; i < elements.size(); ++i) {
        if (keyOf(elements[i]) == key)
            return int(i);
    }
    return -1;
}

int WeekAccessible::indexOfChild(const QAccessibleInterface *child) const
{
    if (!child)
        return -1;
    if (view()->d->emptyButton && child->object() == view()->d->emptyButton)
        return 0;
    const auto *cell = dynamic_cast<const CellAccessible *>(child);
    return cell ? indexOf(view(), cell->key()) : -1;
}

QAccessibleInterface *WeekAccessible::childAt(int x, int y) const
{
    const QPoint pos = view()->viewport()->mapFromGlobal(QPoint(x, y));
    for (const Element &element : elementsOf(view())) {
        if (element.rect.contains(pos))
            return interfaceFor(element);
    }
    return nullptr;
}

QAccessibleInterface *WeekAccessible::focusChild() const
{
    const int index = view()->hasFocus() ? indexOf(view(), focusKey(view())) : -1;
    return index < 0 ? QAccessibleWidget::focusChild() : child(index);
}

void *WeekAccessible::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TableInterface)
        return static_cast<QAccessibleTableInterface *>(this);
    return QAccessibleWidget::interface_cast(type);
}

QAccessibleInterface *WeekAccessible::cellAt(int row, int column) const
{
    for (const Element &element : elementsOf(view())) {
        if (element.day == column && element.row == row)
            return interfaceFor(element);
    }
    return nullptr;
}

int WeekAccessible::selectedCellCount() const
{
    return int(selectedCells().size());
}

QList<QAccessibleInterface *> WeekAccessible::selectedCells() const
{
    QList<QAccessibleInterface *> cells;
    for (const Element &element : elementsOf(view())) {
        if (element.more == 0 && isSelected(view(), element.pin))
            cells.append(interfaceFor(element));
    }
    return cells;
}

QString WeekAccessible::columnDescription(int column) const
{
    return column >= 0 && column < WeekGrid::days ? view()->d->daySpoken(column) : QString();
}

int WeekAccessible::columnCount() const
{
    return WeekGrid::days;
}

int WeekAccessible::rowCount() const
{
    int rows = 0;
    for (const Element &element : elementsOf(view()))
        rows = qMax(rows, element.row + 1);
    return rows;
}

/** Interfaces of pins and slots that are no longer there go. */
void WeekAccessible::modelChange(QAccessibleTableModelChangeEvent *event)
{
    Q_UNUSED(event)
    QSet<Key> there;
    for (const Element &element : elementsOf(view()))
        there.insert(keyOf(element));
    m_children.removeIf([&there](const auto &child) {
        if (there.contains(child.key()))
            return false;
        QAccessible::deleteAccessibleInterface(child.value());
        return true;
    });
}

void WeekAccessible::announceReset(WeekView *view)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleTableModelChangeEvent event(view, QAccessibleTableModelChangeEvent::ModelReset);
    QAccessible::updateAccessibility(&event);
}

void WeekAccessible::announceFocus(WeekView *view)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleEvent event(view, QAccessible::Focus);
    if (const int index = indexOf(view, focusKey(view)); index >= 0)
        event.setChild(index);
    QAccessible::updateAccessibility(&event);
}

void WeekAccessible::announceSelection(WeekView *view, PinId last)
{
    if (!QAccessible::isActive())
        return;
    const int index = indexOf(view, {last, {}});
    QAccessibleEvent event(view, index < 0 ? QAccessible::SelectionWithin : QAccessible::Selection);
    if (index >= 0)
        event.setChild(index);
    QAccessible::updateAccessibility(&event);
}

void WeekAccessible::announceCard(WeekView *view, PinId pin)
{
    if (!QAccessible::isActive())
        return;
    const int index = indexOf(view, {pin, {}});
    if (index < 0)
        return;
    QAccessibleEvent event(view, QAccessible::NameChanged);
    event.setChild(index);
    QAccessible::updateAccessibility(&event);
}

} // namespace pinweek
