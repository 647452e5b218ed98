// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/monthaccessible.h"

#include "calendar/monthview_p.h"

#include <QLocale>
#include <QPointer>

#include <algorithm>

namespace pinweek {

namespace {

/** A day, a pin, or a "+n". */
class ElementAccessible final : public QAccessibleInterface,
                                public QAccessibleTableCellInterface,
                                public QAccessibleActionInterface
{
public:
    ElementAccessible(MonthView *view, qint64 key) : m_view(view), m_key(key) {}

    [[nodiscard]] qint64 key() const { return m_key; }
    [[nodiscard]] std::optional<MonthAccessible::Element> element() const
    {
        if (!m_view)
            return std::nullopt;
        const auto all = MonthAccessible::elementsOf(m_view);
        const auto found = std::find_if(all.begin(), all.end(),
                                        [this](const auto &one) { return one.key == m_key; });
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
    [[nodiscard]] QAccessible::Role role() const override
    {
        const auto one = element();
        if (one && one->kind == MonthAccessible::Kind::More)
            return QAccessible::Button;
        return one && one->kind == MonthAccessible::Kind::Pin ? QAccessible::ListItem
                                                              : QAccessible::Cell;
    }
    void setText(QAccessible::Text, const QString &) override {}
    [[nodiscard]] QWindow *window() const override
    {
        return m_view ? m_view->window()->windowHandle() : nullptr;
    }
    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        const auto one = element();
        return one && kind == QAccessible::Name ? MonthAccessible::spoken(m_view, *one) : QString();
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
        state.selectable = one->kind == MonthAccessible::Kind::Pin;
        state.selected = MonthAccessible::isSelected(m_view, *one);
        state.focused = m_view->hasFocus() && MonthAccessible::isFocused(m_view, *one);
        state.hasPopup = one->kind == MonthAccessible::Kind::More;
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
        const auto one = element();
        return one && MonthAccessible::isSelected(m_view, *one);
    }
    [[nodiscard]] QList<QAccessibleInterface *> columnHeaderCells() const override { return {}; }
    [[nodiscard]] QList<QAccessibleInterface *> rowHeaderCells() const override { return {}; }
    [[nodiscard]] int columnIndex() const override
    {
        const auto one = element();
        return one ? one->day % MonthGrid::daysAWeek : -1;
    }
    [[nodiscard]] int rowIndex() const override
    {
        const auto one = element();
        return one ? one->day / MonthGrid::daysAWeek : -1;
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
            MonthAccessible::press(m_view, *one);
        else if (one && name == setFocusAction())
            MonthAccessible::toFocus(m_view, *one);
    }
    [[nodiscard]] QStringList keyBindingsForAction(const QString &) const override { return {}; }

private:
    QPointer<MonthView> m_view;
    qint64 m_key;
};

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *view = qobject_cast<MonthView *>(object);
    return view ? new MonthAccessible(view) : nullptr;
}

} // namespace

MonthAccessible::MonthAccessible(MonthView *view) : QAccessibleWidget(view, QAccessible::Table) {}

MonthAccessible::~MonthAccessible()
{
    for (const QAccessible::Id id : std::as_const(m_children))
        QAccessible::deleteAccessibleInterface(id);
}

void MonthAccessible::installFactory()
{
    static const bool installed = (QAccessible::installFactory(makeInterface), true);
    Q_UNUSED(installed)
}

MonthView *MonthAccessible::view() const
{
    return static_cast<MonthView *>(object());
}

QList<MonthAccessible::Element> MonthAccessible::elementsOf(MonthView *view)
{
    MonthView::Private &d = *view->d;
    d.ensureReady();
    QList<Element> elements;
    for (int day = 0; day < d.days.size(); ++day) {
        const qint64 date = d.grid.dateOf(day).toJulianDay();
        const MonthView::Private::Day &cell = d.days[day];
        elements += {Kind::Day, day, -1, {}, 0, d.grid.rectOf(day), -2 * date};
        for (int place = 0; place < cell.tiles.size(); ++place) {
            const MonthView::Private::Tile &tile = cell.tiles[place];
            const PinWindow::Row *row = d.window.row(tile.pin);
            if (row && d.filter.matches(row->pin))
                elements += {Kind::Pin, day, place, tile.pin, 0, tile.rect, tile.pin.value};
        }
        if (cell.more > 0)
            elements += {Kind::More,           day,          int(cell.tiles.size()), {}, cell.more,
                         d.grid.moreRect(day), -2 * date - 1};
    }
    return elements;
}

QString MonthAccessible::spoken(MonthView *view, const Element &element)
{
    switch (element.kind) {
    case Kind::Pin:
        return view->d->spokenTile(element.pin);
    case Kind::More:
        //: Read out by a screen reader: pins of a day that have no picture there.
        return MonthView::tr("%n more", nullptr, element.count);
    case Kind::Day:
        break;
    }
    return view->d->spokenDay(element.day);
}

bool MonthAccessible::isFocused(MonthView *view, const Element &element)
{
    const MonthView::Private &d = *view->d;
    return d.grid.dayOf(d.focus.date) == element.day && d.focus.place == element.place;
}

bool MonthAccessible::isSelected(MonthView *view, const Element &element)
{
    return element.kind == Kind::Pin && view->d->selection.contains(element.pin);
}

void MonthAccessible::toFocus(MonthView *view, const Element &element)
{
    static_cast<QWidget *>(view)->setFocus(Qt::OtherFocusReason);
    view->d->setFocus(view->d->grid.dateOf(element.day), element.place);
}

void MonthAccessible::press(MonthView *view, const Element &element)
{
    toFocus(view, element);
    view->d->openFocus();
}

QAccessibleInterface *MonthAccessible::interfaceFor(const Element &element) const
{
    const auto known = m_children.constFind(element.key);
    if (known != m_children.constEnd()) {
        if (QAccessibleInterface *interface = QAccessible::accessibleInterface(*known))
            return interface;
    }
    auto *interface = new ElementAccessible(view(), element.key);
    m_children.insert(element.key, QAccessible::registerAccessibleInterface(interface));
    return interface;
}

QString MonthAccessible::text(QAccessible::Text kind) const
{
    if (kind != QAccessible::Name)
        return QAccessibleWidget::text(kind);
    const QDate month = view()->month();
    return QStringLiteral("%1 %2")
        .arg(QLocale().standaloneMonthName(month.month()))
        .arg(month.year());
}

int MonthAccessible::childCount() const
{
    return int(elementsOf(view()).size());
}

QAccessibleInterface *MonthAccessible::child(int index) const
{
    const auto elements = elementsOf(view());
    return index >= 0 && index < elements.size() ? interfaceFor(elements[index]) : nullptr;
}

int MonthAccessible::indexOfChild(const QAccessibleInterface *child) const
{
    const auto *one = dynamic_cast<const ElementAccessible *>(child);
    if (!one)
        return -1;
    const auto elements = elementsOf(view());
    const auto found = std::find_if(elements.begin(), elements.end(),
                                    [one](const Element &each) { return each.key == one->key(); });
    return found == elements.end() ? -1 : int(found - elements.begin());
}

QAccessibleInterface *MonthAccessible::childAt(int x, int y) const
{
    const QPoint pos = view()->viewport()->mapFromGlobal(QPoint(x, y));
    const auto elements = elementsOf(view());
    // A day's pins come after it, and lie upon it.
    for (auto it = elements.rbegin(); it != elements.rend(); ++it) {
        if (it->rect.contains(pos))
            return interfaceFor(*it);
    }
    return nullptr;
}

QAccessibleInterface *MonthAccessible::focusChild() const
{
    if (view()->hasFocus()) {
        for (const Element &element : elementsOf(view())) {
            if (isFocused(view(), element))
                return interfaceFor(element);
        }
    }
    return QAccessibleWidget::focusChild();
}

void *MonthAccessible::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TableInterface)
        return static_cast<QAccessibleTableInterface *>(this);
    return QAccessibleWidget::interface_cast(type);
}

QAccessibleInterface *MonthAccessible::cellAt(int row, int column) const
{
    for (const Element &element : elementsOf(view())) {
        if (element.kind == Kind::Day && element.day == row * MonthGrid::daysAWeek + column)
            return interfaceFor(element);
    }
    return nullptr;
}

int MonthAccessible::selectedCellCount() const
{
    return int(selectedCells().size());
}

QList<QAccessibleInterface *> MonthAccessible::selectedCells() const
{
    QList<QAccessibleInterface *> cells;
    for (const Element &element : elementsOf(view())) {
        if (isSelected(view(), element))
            cells.append(interfaceFor(element));
    }
    return cells;
}

QString MonthAccessible::columnDescription(int column) const
{
    if (column < 0 || column >= MonthGrid::daysAWeek)
        return {};
    return QLocale().standaloneDayName(view()->d->grid.dateOf(column).dayOfWeek());
}

int MonthAccessible::columnCount() const
{
    return MonthGrid::daysAWeek;
}

int MonthAccessible::rowCount() const
{
    return view()->d->grid.weeks();
}

void MonthAccessible::announceFocus(MonthView *view)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleEvent event(view, QAccessible::Focus);
    const auto elements = elementsOf(view);
    for (qsizetype i = 0; i < elements.size(); ++i) {
        if (isFocused(view, elements[i]))
            event.setChild(int(i));
    }
    QAccessible::updateAccessibility(&event);
}

void MonthAccessible::announceSelection(MonthView *view, PinId last)
{
    if (!QAccessible::isActive())
        return;
    const auto elements = elementsOf(view);
    const auto found = std::find_if(elements.begin(), elements.end(), [last](const Element &each) {
        return each.kind == Kind::Pin && each.pin == last;
    });
    QAccessibleEvent event(view, found == elements.end() ? QAccessible::SelectionWithin
                                                         : QAccessible::Selection);
    if (found != elements.end())
        event.setChild(int(found - elements.begin()));
    QAccessible::updateAccessibility(&event);
}

} // namespace pinweek
