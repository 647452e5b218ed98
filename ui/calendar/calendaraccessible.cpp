// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/calendaraccessible.h"

#include "calendar/calendarview_p.h"

#include <QPointer>

#include <algorithm>
#include <utility>

namespace pinweek {

namespace {

constexpr int daysAWeek = 7;

/** One element of a calendar. */
class ElementAccessible final : public QAccessibleInterface,
                                public QAccessibleTableCellInterface,
                                public QAccessibleActionInterface
{
public:
    ElementAccessible(CalendarView *view, qint64 key) : m_view(view), m_key(key) {}

    [[nodiscard]] qint64 key() const { return m_key; }
    [[nodiscard]] CalendarAccessible *calendar() const
    {
        return static_cast<CalendarAccessible *>(
            QAccessible::queryAccessibleInterface(m_view.data()));
    }
    [[nodiscard]] std::optional<CalendarElement> element() const
    {
        return m_view ? calendar()->element(m_key) : std::nullopt;
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
        return one ? one->role() : QAccessible::Cell;
    }
    void setText(QAccessible::Text, const QString &) override {}
    [[nodiscard]] QWindow *window() const override
    {
        return m_view ? m_view->window()->windowHandle() : nullptr;
    }

    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        const auto one = element();
        return one && kind == QAccessible::Name ? calendar()->spoken(*one) : QString();
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
        state.selectable = one->kind == CalendarElement::Kind::Card;
        state.selected = calendar()->isSelected(*one);
        state.focused = m_view->hasFocus() && calendar()->isFocused(*one);
        state.hasPopup = one->kind == CalendarElement::Kind::More;
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
        const auto one = element();
        return one && calendar()->isSelected(*one);
    }
    [[nodiscard]] QList<QAccessibleInterface *> columnHeaderCells() const override { return {}; }
    [[nodiscard]] QList<QAccessibleInterface *> rowHeaderCells() const override { return {}; }
    [[nodiscard]] int columnIndex() const override
    {
        const auto one = element();
        return one ? one->column : -1;
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
            calendar()->press(*one);
        else if (one && name == setFocusAction())
            calendar()->toFocus(*one);
    }
    [[nodiscard]] QStringList keyBindingsForAction(const QString &) const override { return {}; }

private:
    QPointer<CalendarView> m_view;
    qint64 m_key;
};

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *view = qobject_cast<CalendarView *>(object);
    return view ? new CalendarAccessible(view) : nullptr;
}

} // namespace

/** A month's pins and "+n" lie inside cells, which are its days. */
QAccessible::Role CalendarElement::role() const
{
    if (place < 0)
        return QAccessible::Cell;
    return kind == Kind::More ? QAccessible::Button : QAccessible::ListItem;
}

CalendarAccessible::CalendarAccessible(CalendarView *view)
    : QAccessibleWidget(view, QAccessible::Table)
{
}

CalendarAccessible::~CalendarAccessible()
{
    for (const QAccessible::Id id : std::as_const(m_children))
        QAccessible::deleteAccessibleInterface(id);
}

void CalendarAccessible::installFactory()
{
    static const bool installed = (QAccessible::installFactory(makeInterface), true);
    Q_UNUSED(installed)
}

CalendarView *CalendarAccessible::view() const
{
    return static_cast<CalendarView *>(object());
}

CalendarView::Shared &CalendarAccessible::calendar() const
{
    return view()->shared();
}

// --- for the children

std::optional<CalendarElement> CalendarAccessible::element(qint64 key) const
{
    for (const CalendarElement &each : calendar().elements()) {
        if (each.key == key)
            return each;
    }
    return std::nullopt;
}

QString CalendarAccessible::spoken(const CalendarElement &element) const
{
    return calendar().spoken(element);
}

bool CalendarAccessible::isFocused(const CalendarElement &element) const
{
    return element.key == calendar().focusKey();
}

bool CalendarAccessible::isSelected(const CalendarElement &element) const
{
    return element.kind == CalendarElement::Kind::Card &&
           calendar().selection.contains(element.pin);
}

void CalendarAccessible::toFocus(const CalendarElement &element) const
{
    view()->setFocus(Qt::OtherFocusReason);
    calendar().focusElement(element);
}

void CalendarAccessible::press(const CalendarElement &element) const
{
    toFocus(element);
    calendar().pressElement(element);
}

// --- the table

QAccessibleInterface *CalendarAccessible::interfaceFor(const CalendarElement &element) const
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

QString CalendarAccessible::text(QAccessible::Text kind) const
{
    return kind == QAccessible::Name ? calendar().spokenTitle() : QAccessibleWidget::text(kind);
}

int CalendarAccessible::childCount() const
{
    const qsizetype count = calendar().elements().size();
    return count == 0 && calendar().emptyButtonShown() ? 1 : int(count);
}

QAccessibleInterface *CalendarAccessible::child(int index) const
{
    const auto elements = calendar().elements();
    QWidget *button = elements.isEmpty() ? calendar().emptyButtonShown() : nullptr;
    if (button && index == 0)
        return QAccessible::queryAccessibleInterface(button);
    return index >= 0 && index < elements.size() ? interfaceFor(elements[index]) : nullptr;
}

int CalendarAccessible::indexOf(const CalendarView *view, qint64 key)
{
    const auto elements = view->shared().elements();
    const auto found = std::find_if(elements.begin(), elements.end(),
                                    [key](const CalendarElement &each) { return each.key == key; });
    return found == elements.end() ? -1 : int(found - elements.begin());
}

int CalendarAccessible::indexOfChild(const QAccessibleInterface *child) const
{
    if (!child)
        return -1;
    if (QWidget *button = calendar().emptyButtonShown(); button && child->object() == button)
        return 0;
    const auto *one = dynamic_cast<const ElementAccessible *>(child);
    return one ? indexOf(view(), one->key()) : -1;
}

QAccessibleInterface *CalendarAccessible::childAt(int x, int y) const
{
    const QPoint pos = view()->viewport()->mapFromGlobal(QPoint(x, y));
    const auto elements = calendar().elements();
    // What comes later lies above: a day's pins upon it, a card upon the end of a slot.
    for (auto it = elements.rbegin(); it != elements.rend(); ++it) {
        if (it->rect.contains(pos))
            return interfaceFor(*it);
    }
    return nullptr;
}

QAccessibleInterface *CalendarAccessible::focusChild() const
{
    const int index = view()->hasFocus() ? indexOf(view(), calendar().focusKey()) : -1;
    return index < 0 ? QAccessibleWidget::focusChild() : child(index);
}

void *CalendarAccessible::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TableInterface)
        return static_cast<QAccessibleTableInterface *>(this);
    return QAccessibleWidget::interface_cast(type);
}

QAccessibleInterface *CalendarAccessible::cellAt(int row, int column) const
{
    for (const CalendarElement &element : calendar().elements()) {
        if (element.column == column && element.row == row)
            return interfaceFor(element);
    }
    return nullptr;
}

int CalendarAccessible::selectedCellCount() const
{
    return int(selectedCells().size());
}

QList<QAccessibleInterface *> CalendarAccessible::selectedCells() const
{
    QList<QAccessibleInterface *> cells;
    for (const CalendarElement &element : calendar().elements()) {
        if (isSelected(element))
            cells.append(interfaceFor(element));
    }
    return cells;
}

QString CalendarAccessible::columnDescription(int column) const
{
    return column >= 0 && column < daysAWeek ? calendar().spokenColumn(column) : QString();
}

int CalendarAccessible::columnCount() const
{
    return daysAWeek;
}

int CalendarAccessible::rowCount() const
{
    int rows = 0;
    for (const CalendarElement &element : calendar().elements())
        rows = qMax(rows, element.row + 1);
    return rows;
}

/** Interfaces of what is no longer there go. */
void CalendarAccessible::modelChange(QAccessibleTableModelChangeEvent *event)
{
    Q_UNUSED(event)
    QSet<qint64> there;
    for (const CalendarElement &element : calendar().elements())
        there.insert(element.key);
    m_children.removeIf([&there](const auto &child) {
        if (there.contains(child.key()))
            return false;
        QAccessible::deleteAccessibleInterface(child.value());
        return true;
    });
}

// --- news

void CalendarAccessible::announce(CalendarView *view, QAccessible::Event kind, qint64 key)
{
    QAccessibleEvent event(view, kind);
    if (const int index = indexOf(view, key); index >= 0)
        event.setChild(index);
    QAccessible::updateAccessibility(&event);
}

CalendarAccessible *CalendarAccessible::of(CalendarView *view)
{
    return static_cast<CalendarAccessible *>(QAccessible::queryAccessibleInterface(view));
}

void CalendarAccessible::announceChanges(CalendarView *view)
{
    if (!QAccessible::isActive() || std::exchange(of(view)->m_willTell, true))
        return;
    // Not now: who asked for an element may be the reason why they were looked at again, and
    // children that are gone are deleted.
    QMetaObject::invokeMethod(
        view, [view] { of(view)->tellChanges(); }, Qt::QueuedConnection);
}

void CalendarAccessible::tellChanges()
{
    m_willTell = false;
    const QList<qint64> keysBefore = std::exchange(m_toldKeys, {});
    const QHash<qint64, QString> wordsBefore = std::exchange(m_toldWords, {});
    if (!view()->isVisible())
        return; // nothing is read for nobody
    QList<qint64> others;
    for (const CalendarElement &element : calendar().elements()) {
        const QString words = calendar().spoken(element);
        const auto before = wordsBefore.constFind(element.key);
        if (before != wordsBefore.constEnd() && *before != words)
            others += element.key;
        m_toldKeys += element.key;
        m_toldWords.insert(element.key, words);
    }
    if (m_toldKeys != keysBefore) {
        QAccessibleTableModelChangeEvent event(view(),
                                               QAccessibleTableModelChangeEvent::ModelReset);
        QAccessible::updateAccessibility(&event);
    }
    for (const qint64 key : std::as_const(others))
        announce(view(), QAccessible::NameChanged, key);
    if (view()->hasFocus() && m_toldFocus != calendar().focusKey())
        announceFocus(view());
}

void CalendarAccessible::announceFocus(CalendarView *view)
{
    if (!QAccessible::isActive())
        return;
    of(view)->m_toldFocus = view->shared().focusKey();
    announce(view, QAccessible::Focus, view->shared().focusKey());
}

void CalendarAccessible::announceSelection(CalendarView *view, PinId last)
{
    if (!QAccessible::isActive())
        return;
    const bool there = indexOf(view, last.value) >= 0;
    announce(view, there ? QAccessible::Selection : QAccessible::SelectionWithin, last.value);
}

} // namespace pinweek
