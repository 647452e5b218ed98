// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"
#include "gui/guiworkspace.h"
#include "links/linkchecks.h"
#include "planner/pineditor.h"
#include "store/linkstore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "store/utmstore.h"
#include "support/await.h"
#include "support/website.h"
#include "ui/links/utmdialog.h"
#include "ui/needsyou.h"
#include "ui/pins/pinform.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace pinweek;
using namespace pinweek::test;

/** The link in the composer: its UTM recipe, what Pinterest gets, and their dialog. */
class TestLinks : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void whatPinterestGetsIsShownUnderTheLink();
    void itFollowsTitleBoardAndRecipe();
    void aLinkThatIsSentAsItIsSaysNothing();
    void lettersThatPassForOthersShowAsWhatTheyAre();
    void tagsAreChosenByPointerAndUndoneAsOneStep();
    void tagsAreChosenWithTheKeyboard();
    void aFirstRecipeIsMadeFromTheComposerAndChosen();
    void aVariableGoesWhereTheCursorIs();
    void aWordThatIsNoVariableIsSaidAtOnce();
    void whatWasTypedIsSavedWhenAnotherIsChosen();
    void whatCantBeSavedIsSaidBeforeItIsLeft();
    void deletingSaysWhatBecomesOfItsPins();
    void severalPinsGetARecipeInOneStep();
    void aPublishedPinShowsWhatPinterestGot();
    void aLinkIsCheckedByAButtonAndWhatIsFoundStays();
    void aCheckThatTakesLongCanBeCancelled();
    void theFinalAddressIsTakenByAClick();
    void httpsIsTakenWithTheKeyboard();
    void whatIsBrokenIsSaid();
    void aLinkThatIsEnteredIsLookedAtByItself();
    void noPageIsShownAboutWhatIsNoLink_data();
    void noPageIsShownAboutWhatIsNoLink();
    void needsYouListsBrokenLinksOfPinsToCome();
    void aPinHeldForItsLinkCanGoOutAnyway();
    void everyControlHasItsName();

private:
    template<typename T>
    T *part(const char *name) const
    {
        return partOf<T>(*m_form, name);
    }
    UtmStore &utm() const { return m_gui->workspace->store().utm(); }
    UtmRecipe save(const QString &name, const QString &content,
                   std::optional<AccountId> defaultFor = {}) const
    {
        UtmRecipe recipe;
        recipe.name = name;
        recipe.source = QStringLiteral("pinterest");
        recipe.content = content;
        recipe.defaultFor = defaultFor;
        return must(await<UtmRecipe>([&](QObject *c, Done<UtmRecipe> done) {
            utm().save(recipe, QStringLiteral("New UTM recipe"), c, std::move(done));
        }));
    }
    PinId show(const QString &title = QStringLiteral("Lemon cake"))
    {
        const PinId id = m_gui->addDraft(m_gui->readyContent(m_recipes, title));
        m_form->showPin(id);
        return id;
    }
    /** What stands under the field; empty: nothing. */
    QString sent() const
    {
        const auto *label = part<QLabel>("sentLinkLabel");
        return label->isVisibleTo(m_form.get()) ? label->toolTip() : QString();
    }
    QMenu *openMenu()
    {
        QTest::mouseClick(part<QPushButton>("linkUtmPicker"), Qt::LeftButton);
        return openedMenu();
    }
    static QMenu *openedMenu() { return qobject_cast<QMenu *>(QApplication::activePopupWidget()); }
    static void click(QMenu *menu, const QString &action)
    {
        QVERIFY(menu);
        auto *found = menu->findChild<QAction *>(action);
        QVERIFY2(found, qPrintable(action));
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(found).center());
    }
    UtmDialog *openDialog(PinId pin)
    {
        auto *dialog = new UtmDialog(*m_gui->workspace, pin, m_gui->pin(pin).content, m_form.get());
        dialog->open();
        if (!QTest::qWaitForWindowActive(dialog))
            qFatal("the dialog is not active");
        return dialog;
    }

    /** A draft with a link to the site on loopback. */
    PinId showLink(const QString &link)
    {
        PinContent content = m_gui->readyContent(m_recipes, QStringLiteral("Lemon cake"));
        content.link = link;
        const PinId id = m_gui->addDraft(content);
        m_form->showPin(id);
        return id;
    }
    bool isShown(const char *name) const { return part<QWidget>(name)->isVisibleTo(m_form.get()); }
    QString found() const
    {
        return isShown("linkHealthLabel")
                   ? QString(part<QLabel>("linkHealthLabel")->text()).remove(QChar(0x200B))
                   : QString();
    }
    void press(const char *name)
    {
        auto *button = part<QPushButton>(name);
        QVERIFY2(button->isVisibleTo(m_form.get()) && button->isEnabled(), name);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void keep(const LinkReport &report)
    {
        must(await<void>([&](QObject *c, Done<void> done) {
            m_gui->workspace->store().links().keep(report, c, std::move(done));
        }));
    }

    std::unique_ptr<Website> m_site;
    std::unique_ptr<GuiWorkspace> m_gui;
    std::unique_ptr<PinForm> m_form;
    Board m_recipes;
    Board m_garden;
};

void TestLinks::init()
{
    failOnWarnings();
    m_site = std::make_unique<Website>();
    LinkLimits limits;
    limits.gap = std::chrono::milliseconds(0);
    limits.idle = std::chrono::seconds(1);
    limits.alsoAllowed = {QHostAddress(QHostAddress::LocalHost)};
    m_gui = std::make_unique<GuiWorkspace>(nullptr, limits);
    m_recipes = m_gui->addBoard(QStringLiteral("Recipes"));
    m_garden = m_gui->addBoard(QStringLiteral("Garden"));
    m_form = std::make_unique<PinForm>(*m_gui->workspace, *m_gui->theme);
    m_form->resize(340, 760);
    m_form->show();
    QVERIFY(QTest::qWaitForWindowActive(m_form.get()));
}

void TestLinks::cleanup()
{
    m_form.reset();
    m_gui.reset();
    m_site.reset();
}

void TestLinks::whatPinterestGetsIsShownUnderTheLink()
{
    save(QStringLiteral("Pinterest"), QStringLiteral("{slug}"), AccountId{});
    const PinId id = show();
    QCOMPARE(sent(), m_gui->pin(id).content.link +
                         QStringLiteral("?utm_source=pinterest&utm_content=lemon-cake"));
    auto *label = part<QLabel>("sentLinkLabel");
    QVERIFY(label->accessibleName().contains(sent()));
    QCOMPARE(QString(label->text()).remove(QChar(0x200B)),
             QStringLiteral("Pinterest gets: ") + sent());
    // All of it is to be read, in lines of the panel's width.
    QTRY_VERIFY(label->height() >= label->heightForWidth(label->width()));
    QVERIFY(label->width() <= m_form->width());
}

void TestLinks::itFollowsTitleBoardAndRecipe()
{
    const UtmRecipe recipe =
        save(QStringLiteral("Pinterest"), QStringLiteral("{board}_{slug}"), AccountId{});
    show();
    QVERIFY2(sent().endsWith(QLatin1String("utm_content=recipes_lemon-cake")), qPrintable(sent()));
    auto *title = part<QLineEdit>("titleLineEdit");
    title->setFocus();
    title->selectAll();
    QTest::keyClicks(title, QStringLiteral("Soup!"));
    QVERIFY2(sent().endsWith(QLatin1String("utm_content=recipes_soup")), qPrintable(sent()));
    UtmRecipe other = recipe;
    other.content = QStringLiteral("x");
    must(await<UtmRecipe>(
        [&](QObject *c, Done<UtmRecipe> done) { utm().save(other, {}, c, std::move(done)); }));
    QTRY_VERIFY2(sent().endsWith(QLatin1String("utm_content=x")), qPrintable(sent()));
}

void TestLinks::aLinkThatIsSentAsItIsSaysNothing()
{
    show();
    QCOMPARE(sent(), QString());
    QCOMPARE(part<QPushButton>("linkUtmPicker")->text(), QStringLiteral("UTM: none"));
}

void TestLinks::lettersThatPassForOthersShowAsWhatTheyAre()
{
    show();
    part<QLineEdit>("linkLineEdit")->setText(QStringLiteral("https://pаypal.com/")); // а: Cyrillic
    QCOMPARE(sent(), QStringLiteral("https://xn--pypal-4ve.com/"));
}

void TestLinks::tagsAreChosenByPointerAndUndoneAsOneStep()
{
    save(QStringLiteral("Pinterest"), QStringLiteral("{slug}"), AccountId{});
    const UtmRecipe autumn = save(QStringLiteral("Autumn & more"), QStringLiteral("autumn"));
    const PinId id = show();
    QCOMPARE(part<QPushButton>("linkUtmPicker")->text(), QStringLiteral("UTM: Pinterest"));
    QMenu *menu = openMenu();
    QVERIFY(menu->findChild<QAction *>(QStringLiteral("defaultUtmAction"))->isChecked());
    click(menu, QStringLiteral("utm%1Action").arg(autumn.id.toString()));
    QTRY_COMPARE(m_gui->pin(id).content.utm, std::optional(autumn.id));
    QCOMPARE(part<QPushButton>("linkUtmPicker")->text(), QStringLiteral("UTM: Autumn && more"));
    QVERIFY(sent().endsWith(QLatin1String("utm_content=autumn")));
    m_gui->clock.advance(std::chrono::minutes(1)); // choices made at once are one step
    click(openMenu(), QStringLiteral("noUtmAction"));
    QTRY_COMPARE(m_gui->pin(id).content.utm, std::optional(UtmRecipeId{}));
    QCOMPARE(sent(), QString());
    const Result<UndoOutcome> undone = await<UndoOutcome>([&](QObject *c, Done<UndoOutcome> done) {
        m_gui->workspace->editor().undo(c, std::move(done));
    });
    QVERIFY(undone);
    QCOMPARE(m_gui->pin(id).content.utm, std::optional(autumn.id));
    QTRY_VERIFY(sent().endsWith(QLatin1String("utm_content=autumn")));
}

void TestLinks::tagsAreChosenWithTheKeyboard()
{
    const UtmRecipe recipe = save(QStringLiteral("Pinterest"), QStringLiteral("{slug}"));
    const PinId id = show();
    auto *link = part<QLineEdit>("linkLineEdit");
    link->setFocus();
    QTest::keyClick(link, Qt::Key_Tab);
    auto *button = part<QPushButton>("linkUtmPicker");
    QVERIFY(button->hasFocus());
    QTest::keyClick(button, Qt::Key_Down);
    QMenu *menu = openedMenu();
    QVERIFY(menu);
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(menu, Qt::Key_Down);
    QTest::keyClick(menu, Qt::Key_Return);
    QTRY_COMPARE(m_gui->pin(id).content.utm, std::optional(recipe.id));
}

void TestLinks::aFirstRecipeIsMadeFromTheComposerAndChosen()
{
    const PinId id = show();
    click(openMenu(), QStringLiteral("newUtmAction"));
    auto *dialog = m_form->findChild<UtmDialog *>();
    QVERIFY(dialog && QTest::qWaitForWindowActive(dialog));
    auto *preview = partOf<QLabel>(*dialog, "utmPreviewLabel");
    QCOMPARE(preview->toolTip(),
             m_gui->pin(id).content.link + QStringLiteral("?utm_source=pinterest&utm_medium=social&"
                                                          "utm_campaign=recipes&utm_content="
                                                          "lemon-cake"));
    auto *name = partOf<QLineEdit>(*dialog, "utmNameLineEdit");
    QTRY_VERIFY(name->hasFocus());
    QTest::keyClicks(name, QStringLiteral("My blog"));
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(m_gui->pin(id).content.utm.has_value());
    QCOMPARE(utm().recipe(*m_gui->pin(id).content.utm)->name, QStringLiteral("My blog"));
    QVERIFY(dialog->isVisible());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!m_form->findChild<UtmDialog *>());
    QCOMPARE(sent().count(QLatin1String("utm_")), 4);
}

void TestLinks::aVariableGoesWhereTheCursorIs()
{
    save(QStringLiteral("Pinterest"), QStringLiteral("ab"));
    UtmDialog *dialog = openDialog(show());
    auto *content = partOf<QLineEdit>(*dialog, "utm_contentLineEdit");
    content->setCursorPosition(1);
    QTest::mouseClick(partOf<QToolButton>(*dialog, "utm_contentVariablesToolButton"),
                      Qt::LeftButton);
    click(openedMenu(), QStringLiteral("dateVariableAction"));
    QCOMPARE(content->text(), QStringLiteral("a{date}b"));
    QCOMPARE(dialog->focusWidget(), content);
    QVERIFY(partOf<QLabel>(*dialog, "utmPreviewLabel")
                ->toolTip()
                .endsWith(QLatin1String("utm_content=a2026-11-18b")));
}

void TestLinks::aWordThatIsNoVariableIsSaidAtOnce()
{
    save(QStringLiteral("Pinterest"), QStringLiteral("ab"));
    UtmDialog *dialog = openDialog(show());
    auto *content = partOf<QLineEdit>(*dialog, "utm_contentLineEdit");
    content->setFocus();
    QTest::keyClicks(content, QStringLiteral("{title}"));
    QVERIFY(partOf<QLabel>(*dialog, "utmPreviewLabel")
                ->text()
                .startsWith(QLatin1String("{title} is no variable")));
}

void TestLinks::whatWasTypedIsSavedWhenAnotherIsChosen()
{
    const UtmRecipe a = save(QStringLiteral("A"), QStringLiteral("a"));
    save(QStringLiteral("B"), QStringLiteral("b"));
    UtmDialog *dialog = openDialog(show());
    auto *content = partOf<QLineEdit>(*dialog, "utm_contentLineEdit");
    QCOMPARE(content->text(), QStringLiteral("a"));
    content->setFocus();
    QTest::keyClicks(content, QStringLiteral("2"));
    auto *list = partOf<QListWidget>(*dialog, "utmListWidget");
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualItemRect(list->item(1)).center());
    QTRY_COMPARE(content->text(), QStringLiteral("b"));
    QCOMPARE(list->currentRow(), 1);
    QCOMPARE(utm().recipe(a.id)->content, QStringLiteral("a2"));
    // And when it is closed.
    content->setFocus();
    QTest::keyClicks(content, QStringLiteral("3"));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!m_form->findChild<UtmDialog *>());
    QCOMPARE(utm().recipes()->at(1).content, QStringLiteral("b3"));
}

void TestLinks::whatCantBeSavedIsSaidBeforeItIsLeft()
{
    const UtmRecipe a = save(QStringLiteral("A"), QStringLiteral("a"));
    save(QStringLiteral("B"), QStringLiteral("b"));
    UtmDialog *dialog = openDialog(show());
    auto *name = partOf<QLineEdit>(*dialog, "utmNameLineEdit");
    name->setFocus();
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("b"));
    QTest::keyClick(dialog, Qt::Key_Escape);
    auto *problem = partOf<QLabel>(*dialog, "problemLabel");
    QTRY_VERIFY(problem->isVisible());
    QVERIFY2(problem->text().contains(QLatin1String("already")), qPrintable(problem->text()));
    QVERIFY(dialog->isVisible());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!m_form->findChild<UtmDialog *>());
    QCOMPARE(*utm().recipe(a.id), a);
}

void TestLinks::deletingSaysWhatBecomesOfItsPins()
{
    PinContent content = m_gui->readyContent(m_recipes, QStringLiteral("Lemon cake"));
    content.utm = save(QStringLiteral("A"), QStringLiteral("a")).id;
    const PinId id = m_gui->addDraft(content);
    m_form->showPin(id);
    UtmDialog *dialog = openDialog(id);
    QTest::mouseClick(partOf<QPushButton>(*dialog, "deleteUtmPushButton"), Qt::LeftButton);
    auto *problem = partOf<QLabel>(*dialog, "problemLabel");
    QTRY_VERIFY2(problem->text().contains(QLatin1String("no tags")), qPrintable(problem->text()));
    QVERIFY(problem->isVisible());
    QVERIFY(utm().recipes()->isEmpty());
    QTRY_COMPARE(part<QPushButton>("linkUtmPicker")->text(),
                 QStringLiteral("UTM: deleted, no tags"));
    QCOMPARE(sent(), QString());
}

void TestLinks::severalPinsGetARecipeInOneStep()
{
    const UtmRecipe recipe = save(QStringLiteral("Autumn"), QStringLiteral("autumn"));
    PinContent other = m_gui->readyContent(m_garden, QStringLiteral("Roses"));
    other.utm = UtmRecipeId{};
    const QList<PinId> ids{
        m_gui->addDraft(m_gui->readyContent(m_recipes, QStringLiteral("Lemon cake"))),
        m_gui->addDraft(other)};
    m_form->showSeveral(ids);
    auto *button = part<QPushButton>("severalUtmPicker");
    QCOMPARE(button->text(), QStringLiteral("UTM: different"));
    QTest::mouseClick(button, Qt::LeftButton);
    click(openedMenu(), QStringLiteral("utm%1Action").arg(recipe.id.toString()));
    for (const PinId id : ids)
        QTRY_COMPARE(m_gui->pin(id).content.utm, std::optional(recipe.id));
    QTRY_COMPARE(button->text(), QStringLiteral("UTM: Autumn"));
    const Result<UndoOutcome> undone = await<UndoOutcome>([&](QObject *c, Done<UndoOutcome> done) {
        m_gui->workspace->editor().undo(c, std::move(done));
    });
    QVERIFY(undone);
    QVERIFY(!m_gui->pin(ids.at(0)).content.utm);
    QCOMPARE(m_gui->pin(ids.at(1)).content.utm, std::optional(UtmRecipeId{}));
}

void TestLinks::aPublishedPinShowsWhatPinterestGot()
{
    save(QStringLiteral("Pinterest"), QStringLiteral("{slug}"), AccountId{});
    const PinId id =
        m_gui->addScheduled(m_gui->readyContent(m_recipes, QStringLiteral("Lemon cake")));
    const Pin before = m_gui->pin(id);
    must(await<void>([&](QObject *c, Done<void> done) {
        m_gui->workspace->store().pins().markPosted(id, before.revision, {}, c, std::move(done));
    }));
    m_form->showPin(id);
    QVERIFY(sent().endsWith(QLatin1String("utm_content=lemon-cake")));
    QVERIFY(part<QLabel>("sentLinkLabel")->text().startsWith(QLatin1String("Pinterest got")));
    QVERIFY(!part<QPushButton>("linkUtmPicker")->isVisibleTo(m_form.get()));
}

void TestLinks::aLinkIsCheckedByAButtonAndWhatIsFoundStays()
{
    m_site->answer("/cake", 200);
    const QString link = m_site->address(QStringLiteral("/cake"));
    showLink(link);
    QCOMPARE(found(), QString());
    QCOMPARE(part<QPushButton>("checkLinkPushButton")->text(), QStringLiteral("Check link"));
    press("checkLinkPushButton");
    QTRY_COMPARE(found(), QStringLiteral("The page is there."));
    QCOMPARE(part<QLabel>("linkAgeLabel")->text(), QStringLiteral("Checked just now"));
    QCOMPARE(part<QPushButton>("checkLinkPushButton")->text(), QStringLiteral("Check again"));
    QCOMPARE(m_site->requests().size(), 1);
    m_gui->clock.advance(std::chrono::minutes(5));
    show();
    showLink(link);
    QCOMPARE(found(), QStringLiteral("The page is there."));
    QCOMPARE(part<QLabel>("linkAgeLabel")->text(), QStringLiteral("Checked 5 min ago"));
    QCOMPARE(m_site->requests().size(), 1);
}

void TestLinks::aCheckThatTakesLongCanBeCancelled()
{
    m_site->hang("/slow");
    const QString link = m_site->address(QStringLiteral("/slow"));
    showLink(link);
    auto *check = part<QPushButton>("checkLinkPushButton");
    check->setFocus();
    QTest::keyClick(check, Qt::Key_Space);
    QVERIFY(isShown("cancelLinkCheckPushButton") && !check->isVisible());
    QCOMPARE(part<QLabel>("linkAgeLabel")->text(), QStringLiteral("Checking 127.0.0.1…"));
    QTRY_COMPARE(m_site->requests().size(), 1);
    // The keyboard is where it was, so that the same key ends it.
    auto *cancel = part<QPushButton>("cancelLinkCheckPushButton");
    QVERIFY(cancel->hasFocus());
    QTest::keyClick(cancel, Qt::Key_Space);
    QVERIFY(check->isVisible() && check->hasFocus());
    QVERIFY(!m_gui->workspace->linkChecks().isChecking(link));
    QCOMPARE(found(), QString());
}

void TestLinks::theFinalAddressIsTakenByAClick()
{
    m_site->redirect("/old", "/new/k%C3%BCche");
    m_site->answer("/new/k%C3%BCche", 200);
    const QString link = m_site->address(QStringLiteral("/old"));
    const PinId id = showLink(link);
    press("checkLinkPushButton");
    QTRY_COMPARE(found(), QStringLiteral("It leads on to ") +
                              m_site->address(QStringLiteral("/new/k%C3%BCche")));
    press("useFinalAddressPushButton");
    const QString final = m_site->address(QStringLiteral("/new/küche"));
    QCOMPARE(part<QLineEdit>("linkLineEdit")->text(), final);
    QTRY_COMPARE(m_gui->pin(id).content.link, final);
    // What was taken is looked at, and needs no more mending.
    QTRY_COMPARE(found(), QStringLiteral("The page is there."));
    QVERIFY(!isShown("useFinalAddressPushButton"));
    const Result<UndoOutcome> undone = await<UndoOutcome>([&](QObject *c, Done<UndoOutcome> done) {
        m_gui->workspace->editor().undo(c, std::move(done));
    });
    QVERIFY(undone);
    QTRY_COMPARE(m_gui->pin(id).content.link, link);
}

void TestLinks::httpsIsTakenWithTheKeyboard()
{
    const QString link = m_site->address(QStringLiteral("/cake"));
    const PinId id = showLink(link);
    auto *https = part<QPushButton>("useHttpsPushButton");
    QVERIFY(https->isVisible());
    https->setFocus();
    QTest::keyClick(https, Qt::Key_Space);
    const QString safe = QString(link).replace(QLatin1String("http:"), QLatin1String("https:"));
    QTRY_COMPARE(m_gui->pin(id).content.link, safe);
    QVERIFY(!isShown("useHttpsPushButton"));
    // The site knows no https, and that is found out at once.
    QTRY_VERIFY(m_gui->workspace->linkChecks().report(safe).has_value());
    QVERIFY(m_gui->workspace->linkChecks().report(safe)->verdict != LinkVerdict::Good);
}

void TestLinks::whatIsBrokenIsSaid()
{
    showLink(m_site->address(QStringLiteral("/gone")));
    press("checkLinkPushButton");
    QTRY_COMPARE(found(), QStringLiteral("The page is not there (error 404)."));
    QVERIFY(part<QLabel>("linkHealthLabel")->accessibleName().contains(QLatin1String("404")));
    QVERIFY(!isShown("useFinalAddressPushButton"));
}

void TestLinks::aLinkThatIsEnteredIsLookedAtByItself()
{
    m_site->answer("/cake", 200);
    const QString link = m_site->address(QStringLiteral("/cake"));
    show();
    const auto enter = [&](const QString &text) {
        auto *field = part<QLineEdit>("linkLineEdit");
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Tab);
    };
    m_gui->workspace->settings().setLinkRule(LinkRule::Off);
    enter(link);
    QVERIFY(!m_gui->workspace->linkChecks().isChecking(link));
    m_gui->workspace->settings().setLinkRule(LinkRule::Warn);
    enter(link + QLatin1Char('?'));
    enter(link);
    QTRY_COMPARE(found(), QStringLiteral("The page is there."));
    // Once: what is known is not asked for again.
    const auto asked = m_site->lines().count("HEAD /cake");
    enter(link);
    QCOMPARE(m_site->lines().count("HEAD /cake"), asked);
}

void TestLinks::noPageIsShownAboutWhatIsNoLink_data()
{
    QTest::addColumn<QString>("link");
    QTest::newRow("empty") << QString();
    QTest::newRow("script") << QStringLiteral("javascript:alert(document.cookie)");
    QTest::newRow("words") << QStringLiteral("my page");
}

void TestLinks::noPageIsShownAboutWhatIsNoLink()
{
    QFETCH(QString, link);
    showLink(link);
    QVERIFY(!isShown("checkLinkPushButton") && !isShown("sentLinkLabel"));
    QTest::keyClick(part<QLineEdit>("linkLineEdit"), Qt::Key_Tab);
    QCOMPARE(m_gui->workspace->linkChecks().left(), 0);
    // 3,000 characters are said to be too many, and asked about only by a person's wish.
    showLink(m_site->address(QStringLiteral("/") + QString(3000, u'x')));
    QVERIFY(isShown("checkLinkPushButton"));
    QCOMPARE(m_site->connections(), 0);
}

void TestLinks::needsYouListsBrokenLinksOfPinsToCome()
{
    PinContent content = m_gui->readyContent(m_recipes, QStringLiteral("Lemon cake"));
    content.planned = WallTime::fromUtc(m_gui->clock.now() + std::chrono::hours(2), "UTC");
    m_gui->addScheduled(content);
    keep({content.link, LinkVerdict::NotFound, {{content.link, 404}}, m_gui->clock.now(), false});
    NeedsYou popover(*m_gui->workspace, *m_gui->theme, m_form.get());
    popover.refresh();
    QCOMPARE(popover.count(), 1);
    popover.popUp(m_form.get());
    QSignalSpy accepted(&popover, &NeedsYou::linkAccepted);
    QSignalSpy again(&popover, &NeedsYou::linkCheckWanted);
    QTest::mouseClick(partOf<QPushButton>(popover, "checkLinkPushButton"), Qt::LeftButton);
    QTRY_COMPARE(again.count(), 1);
    popover.popUp(m_form.get());
    QTest::mouseClick(partOf<QPushButton>(popover, "acceptLinkPushButton"), Qt::LeftButton);
    QTRY_COMPARE(accepted.count(), 1);
    QCOMPARE(accepted.first().first().toString(), content.link);
}

void TestLinks::aPinHeldForItsLinkCanGoOutAnyway()
{
    const PinContent content = m_gui->readyContent(m_recipes, QStringLiteral("Lemon cake"));
    const PinId id = m_gui->addBlocked(
        content, {ErrorKind::BrokenLink, QStringLiteral("The link is broken."), 0, 0});
    NeedsYou popover(*m_gui->workspace, *m_gui->theme, m_form.get());
    popover.refresh();
    popover.popUp(m_form.get());
    QSignalSpy wanted(&popover, &NeedsYou::publishAnywayWanted);
    QTest::mouseClick(partOf<QPushButton>(popover, "publishAnywayPushButton"), Qt::LeftButton);
    QTRY_COMPARE(wanted.count(), 1);
    QCOMPARE(wanted.first().at(0).value<PinId>(), id);
    QCOMPARE(wanted.first().at(1).toString(), content.link);
}

void TestLinks::everyControlHasItsName()
{
    save(QStringLiteral("A"), QStringLiteral("a"));
    QCOMPARE(namelessControls(openDialog(show())), QStringList());
}

QTEST_MAIN(TestLinks)

#include "tst_links.moc"
