// SPDX-License-Identifier: GPL-3.0-or-later
#include "guiworkspace.h"
#include "planner/pineditor.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "support/await.h"
#include "ui/boards/boardpanel.h"
#include "ui/boards/boardtree.h"
#include "ui/calendar/calendarviews.h"
#include "ui/calendar/weekview.h"
#include "ui/list/listview.h"
#include "ui/list/pinlistmodel.h"
#include "ui/pins/unscheduledpanel.h"

#include <QAccessible>
#include <QListView>
#include <QRegularExpression>
#include <QTableView>

using namespace pinweek;
using namespace pinweek::test;

namespace {

/** What a screen reader is told. Qt tells it only where one listens: CMakeLists.txt runs this on a
 * desktop with an accessibility bus. */
class Ear
{
public:
    Ear()
    {
        forget();
        QAccessible::installUpdateHandler(&Ear::hear);
    }
    ~Ear() { QAccessible::installUpdateHandler(nullptr); }
    Q_DISABLE_COPY_MOVE(Ear)

    static void forget() { s_heard.clear(); }
    /** Names of what was told of, in order. */
    static QStringList names(QAccessible::Event kind)
    {
        QStringList names;
        for (const auto &[type, name] : std::as_const(s_heard)) {
            if (type == kind)
                names += name;
        }
        return names;
    }

private:
    static void hear(QAccessibleEvent *event)
    {
        if (event->type() != QAccessible::Focus && event->type() != QAccessible::NameChanged)
            return;
        QAccessibleInterface *of = event->accessibleInterface();
        s_heard += {event->type(), of ? of->text(QAccessible::Name) : QString()};
    }

    static inline QList<std::pair<QAccessible::Event, QString>> s_heard;
};

QString focusedName(QWidget *widget)
{
    QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(widget);
    QAccessibleInterface *child = spoken ? spoken->focusChild() : nullptr;
    return child ? child->text(QAccessible::Name) : QString();
}

QStringList childNames(QWidget *widget)
{
    QStringList names;
    QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(widget);
    for (int i = 0; i < spoken->childCount(); ++i)
        names += spoken->child(i)->text(QAccessible::Name);
    return names;
}

bool holds(const QStringList &names, const QString &words)
{
    return !names.filter(QRegularExpression(words)).isEmpty();
}

} // namespace

/** The store goes on while the keyboard is in a view: what a screen reader is told of it. */
class TestSpeech : public QObject
{
    Q_OBJECT

private:
    PinContent content(const QString &title, int hour, int day = 1)
    {
        PinContent content = m_gui->readyContent(m_board, title);
        content.planned = WallTime{QDate(2026, 11, 17).addDays(day), QTime(hour, 0), "Etc/UTC"};
        return content;
    }
    PinContent timeless(const QString &title)
    {
        PinContent content = m_gui->readyContent(m_board, title);
        content.planned.reset();
        return content;
    }
    void move(PinId pin, int hour)
    {
        must(await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            m_gui->workspace->editor().move(
                {pin}, {WallTime{QDate(2026, 11, 18), QTime(hour, 0), "Etc/UTC"}}, c,
                std::move(done));
        }));
    }
    void retitle(PinId pin, const QString &title)
    {
        const Pin seen = m_gui->pin(pin);
        PinContent changed = seen.content;
        changed.title = title;
        must(await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            m_gui->workspace->editor().edit(seen, changed, QStringLiteral("Edit"), {}, c,
                                            std::move(done));
        }));
    }
    void settle(PinId pin, PinStatus status)
    {
        const AttemptId attempt = m_gui->claim(pin);
        PinStore &pins = m_gui->workspace->store().pins();
        const PinError error{ErrorKind::Offline, QStringLiteral("no way through")};
        must(await<void>([&](QObject *c, Done<void> done) {
            if (status == PinStatus::Published)
                pins.markPublished(attempt,
                                   {QString::number(810 + pin.value), m_gui->clock.now(), {}}, c,
                                   std::move(done));
            else if (status == PinStatus::Failed)
                pins.markFailed(attempt, error, m_gui->clock.now() + std::chrono::hours(1), c,
                                std::move(done));
            else
                pins.markBlocked(attempt, error, c, std::move(done));
        }));
    }
    void show(QWidget &window, QSize size)
    {
        window.resize(size);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
    }
    /** The shown view, with the keyboard on the pin. */
    QWidget *showOn(CalendarKind kind, PinId pin)
    {
        m_views = std::make_unique<CalendarViews>(*m_gui->workspace, *m_gui->theme);
        m_views->setZone("Etc/UTC");
        m_views->setAccount(m_gui->account.id, m_gui->account.id);
        m_views->week().setWeek(QDate(2026, 11, 16));
        m_views->setKind(kind);
        show(*m_views, {1300, 800});
        if (kind == CalendarKind::List &&
            !waitUntil([this, pin] { return m_views->list().model().rowOf(pin) >= 0; }))
            qFatal("the list is empty");
        m_views->focusPin(pin);
        return kind == CalendarKind::List
                   ? m_views->findChild<QTableView *>(QStringLiteral("pinTableView"))
                   : m_views->focusProxy();
    }
    static void addKinds()
    {
        QTest::addColumn<CalendarKind>("kind");
        QTest::newRow("week") << CalendarKind::Week;
        QTest::newRow("month") << CalendarKind::Month;
        QTest::newRow("list") << CalendarKind::List;
    }

    std::unique_ptr<GuiWorkspace> m_gui;
    std::unique_ptr<CalendarViews> m_views;
    Board m_board;

private slots:
    void initTestCase()
    {
        QTRY_VERIFY(QAccessible::isActive()); // the bus has been found
    }

    void init()
    {
        failOnWarnings();
        m_gui = std::make_unique<GuiWorkspace>();
        m_board = m_gui->addBoard(QStringLiteral("Recipes"));
    }

    void cleanup()
    {
        m_views.reset();
        m_gui.reset();
    }

    void whatHasTheFocusKeepsItWhileOthersComeAndGo_data() { addKinds(); }
    void whatHasTheFocusKeepsItWhileOthersComeAndGo()
    {
        QFETCH(const CalendarKind, kind);
        const PinId gone = m_gui->addScheduled(content(QStringLiteral("Lemon cake"), 10));
        const PinId pin = m_gui->addScheduled(content(QStringLiteral("Plum jam"), 12));
        const PinId last = m_gui->addScheduled(content(QStringLiteral("Fig tart"), 13));
        const Ear ear;
        QWidget *view = showOn(kind, pin);
        QVERIFY(holds(Ear::names(QAccessible::Focus), QStringLiteral("Plum jam")));
        QVERIFY(focusedName(view).contains(QStringLiteral("Plum jam")));
        Ear::forget();

        const auto shows = [view](const QString &title) { return holds(childNames(view), title); };
        m_gui->addScheduled(content(QStringLiteral("Rye bread"), 9)); // before it
        QTRY_VERIFY(shows(QStringLiteral("Rye bread")));
        QVERIFY(focusedName(view).contains(QStringLiteral("Plum jam")));
        must(await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            m_gui->workspace->editor().remove({gone}, c, std::move(done));
        }));
        QTRY_VERIFY(!shows(QStringLiteral("Lemon cake")));
        QVERIFY(focusedName(view).contains(QStringLiteral("Plum jam")));
        move(last, 11); // another order
        QTRY_VERIFY(holds(childNames(view), QStringLiteral("11:00")));
        QVERIFY(focusedName(view).contains(QStringLiteral("Plum jam")));
        move(pin, 10); // itself
        QTRY_VERIFY(holds(childNames(view), QStringLiteral("10:00")));
        QVERIFY(focusedName(view).contains(QStringLiteral("Plum jam")));
        QVERIFY(view->hasFocus());
        QCOMPARE(Ear::names(QAccessible::Focus), QStringList());
    }

    void aNewStateIsTold_data()
    {
        QTest::addColumn<CalendarKind>("kind");
        QTest::addColumn<PinStatus>("status");
        QTest::addColumn<QString>("word");
        const std::array kinds{std::pair("week", CalendarKind::Week),
                               std::pair("month", CalendarKind::Month),
                               std::pair("list", CalendarKind::List)};
        for (const auto &[name, kind] : kinds) {
            QTest::addRow("%s, published", name)
                << kind << PinStatus::Published << QStringLiteral("(?i)published");
            QTest::addRow("%s, failed", name)
                << kind << PinStatus::Failed << QStringLiteral("(?i)retrying");
            QTest::addRow("%s, blocked", name)
                << kind << PinStatus::Blocked << QStringLiteral("(?i)needs you");
        }
    }
    void aNewStateIsTold()
    {
        QFETCH(const CalendarKind, kind);
        QFETCH(const PinStatus, status);
        QFETCH(const QString, word);
        const PinId pin = m_gui->addScheduled(content(QStringLiteral("Plum jam"), 12));
        const PinId other = m_gui->addScheduled(content(QStringLiteral("Fig tart"), 13));
        const Ear ear;
        QWidget *view = showOn(kind, pin);
        QTRY_VERIFY(holds(childNames(view), QStringLiteral("Fig tart")));
        m_gui->waitForStore(); // what is shown has been looked at
        Ear::forget();
        settle(other, status); // not the one that has the focus
        QTRY_VERIFY(holds(Ear::names(QAccessible::NameChanged), word));
        Ear::forget();
        settle(pin, status);
        QTRY_VERIFY(holds(Ear::names(QAccessible::NameChanged), word));
        QVERIFY(focusedName(view).contains(QStringLiteral("Plum jam")));
        QCOMPARE(Ear::names(QAccessible::Focus), QStringList());
    }

    void nothingIsToldWhereNothingChanged_data() { addKinds(); }
    void nothingIsToldWhereNothingChanged()
    {
        QFETCH(const CalendarKind, kind);
        const PinId pin = m_gui->addScheduled(content(QStringLiteral("Plum jam"), 12));
        const PinId other = m_gui->addScheduled(content(QStringLiteral("Fig tart"), 13));
        const Ear ear;
        QWidget *view = showOn(kind, pin);
        QTRY_VERIFY(holds(childNames(view), QStringLiteral("Fig tart")));
        m_gui->waitForStore();
        Ear::forget();
        const Pin seen = m_gui->pin(other);
        PinContent noted = seen.content;
        noted.note = QStringLiteral("ask Ana"); // on no card
        must(await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            m_gui->workspace->editor().edit(seen, noted, QStringLiteral("Edit"), {}, c,
                                            std::move(done));
        }));
        settle(other, PinStatus::Published);
        QTRY_VERIFY(!Ear::names(QAccessible::NameChanged).isEmpty());
        QVERIFY(!holds(Ear::names(QAccessible::NameChanged), QStringLiteral("Plum jam")));
        QVERIFY(!holds(Ear::names(QAccessible::NameChanged), QStringLiteral("(?i)scheduled")));
        QCOMPARE(Ear::names(QAccessible::Focus), QStringList());
    }

    void onlyTheShownTimeIsExposed_data()
    {
        QTest::addColumn<CalendarKind>("kind");
        QTest::newRow("week") << CalendarKind::Week;
        QTest::newRow("month") << CalendarKind::Month;
    }
    void onlyTheShownTimeIsExposed()
    {
        QFETCH(const CalendarKind, kind);
        const PinId pin = m_gui->addScheduled(content(QStringLiteral("Plum jam"), 12));
        m_gui->addScheduled(content(QStringLiteral("Fig tart"), 12, 60));
        QWidget *view = showOn(kind, pin);
        QTRY_VERIFY(holds(childNames(view), QStringLiteral("Plum jam")));
        QVERIFY(!holds(childNames(view), QStringLiteral("Fig tart")));
        m_views->showDay(QDate(2026, 11, 17).addDays(60));
        QTRY_VERIFY(holds(childNames(view), QStringLiteral("Fig tart")));
        QVERIFY(!holds(childNames(view), QStringLiteral("Plum jam")));
    }

    void rowsOfTheListThatAreScrolledAwayAreSaidToBe()
    {
        const PinId pin = m_gui->addScheduled(content(QStringLiteral("Plum jam"), 12));
        for (int i = 0; i < 40; ++i)
            m_gui->addDraft(content(QStringLiteral("Fig tart %1").arg(i), 12, 2 + i));
        auto *table = qobject_cast<QTableView *>(showOn(CalendarKind::List, pin));
        QTRY_COMPARE(table->model()->rowCount(), 41);
        QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(table);
        const auto isSeen = [spoken](int row) {
            return !spoken->tableInterface()->cellAt(row, int(PinColumn::Title))->state().invisible;
        };
        QVERIFY(isSeen(0));
        QVERIFY(!isSeen(40));
        table->scrollToBottom();
        QVERIFY(!isSeen(0));
        QVERIFY(isSeen(40));
    }

    void unscheduledPinsKeepTheFocusAndTellWhatTheyNeed()
    {
        const PinId gone = m_gui->addDraft(timeless(QStringLiteral("Lemon cake")));
        const PinId pin = m_gui->addDraft(timeless(QStringLiteral("Plum jam")));
        const Ear ear;
        UnscheduledPanel panel(*m_gui->workspace, *m_gui->theme);
        panel.setAccount(m_gui->account.id);
        show(panel, {240, 320});
        panel.focusPin(pin);
        auto *list = partOf<QListView>(panel, "unscheduledThumbnailList");
        QVERIFY(focusedName(list).contains(QStringLiteral("Plum jam")));
        m_gui->waitForStore();
        Ear::forget();
        m_gui->addDraft(timeless(QStringLiteral("Rye bread"))); // newest, before it
        QTRY_VERIFY(holds(childNames(list), QStringLiteral("Rye bread")));
        QVERIFY(focusedName(list).contains(QStringLiteral("Plum jam")));
        must(await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            m_gui->workspace->editor().remove({gone}, c, std::move(done));
        }));
        QTRY_VERIFY(!holds(childNames(list), QStringLiteral("Lemon cake")));
        QVERIFY(focusedName(list).contains(QStringLiteral("Plum jam")));
        retitle(pin, QString());
        QTRY_VERIFY(holds(Ear::names(QAccessible::NameChanged), QStringLiteral("(?i)needs")));
        QCOMPARE(list->currentIndex().row(), 1);
        QVERIFY(list->hasFocus());
        QCOMPARE(Ear::names(QAccessible::Focus), QStringList());
    }

    void boardsKeepTheFocusAndTellTheirNumbers()
    {
        const Board soups = m_gui->addBoard(QStringLiteral("Soups"));
        m_gui->addSection(soups, QStringLiteral("Cold"));
        const Ear ear;
        BoardPanel panel(*m_gui->workspace, *m_gui->theme);
        panel.setAccount(m_gui->account.id);
        show(panel, {240, 400});
        auto *tree = partOf<BoardTree>(panel, "boardTree");
        tree->setFocus();
        const auto rowOf = [tree](const QString &name) {
            for (int row = 0; row < tree->model()->rowCount(); ++row) {
                if (tree->model()->index(row, 0).data().toString() == name)
                    return tree->model()->index(row, 0);
            }
            return QModelIndex();
        };
        tree->expand(rowOf(QStringLiteral("Soups")));
        tree->setCurrentIndex(tree->model()->index(0, 0, rowOf(QStringLiteral("Soups"))));
        QVERIFY(focusedName(tree).contains(QStringLiteral("Cold")));
        m_gui->waitForStore();
        Ear::forget();
        m_gui->addBoard(QStringLiteral("Bakes")); // before it
        QTRY_VERIFY(rowOf(QStringLiteral("Bakes")).isValid());
        QVERIFY(focusedName(tree).contains(QStringLiteral("Cold")));
        m_gui->addSection(soups, QStringLiteral("Broths"));
        QTRY_COMPARE(tree->model()->rowCount(rowOf(QStringLiteral("Soups"))), 2);
        QVERIFY(focusedName(tree).contains(QStringLiteral("Cold")));
        QVERIFY(tree->isExpanded(rowOf(QStringLiteral("Soups"))));
        m_gui->waitForStore();
        Ear::forget();
        m_gui->addScheduled(content(QStringLiteral("Plum jam"), 12));
        QTRY_VERIFY(
            holds(Ear::names(QAccessible::NameChanged), QStringLiteral("Recipes, 1 pin.*")));
        QVERIFY(focusedName(tree).contains(QStringLiteral("Cold")));
        QVERIFY(tree->hasFocus());
        QCOMPARE(Ear::names(QAccessible::Focus), QStringList());
    }
};

QTEST_MAIN(TestSpeech)
#include "tst_speech.moc"
