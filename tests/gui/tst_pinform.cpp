// SPDX-License-Identifier: GPL-3.0-or-later
#include "guiworkspace.h"
#include "planner/imageintake.h"
#include "planner/pineditor.h"
#include "publisher/publisher.h"
#include "steadytypist.h"
#include "store/boardstore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "store/undostore.h"
#include "support/await.h"
#include "support/testimages.h"
#include "ui/boards/boardpicker.h"
#include "ui/pins/checklist.h"
#include "ui/pins/imagepreview.h"
#include "ui/pins/pinform.h"
#include "ui/pins/pinsaver.h"
#include "ui/pins/whenedit.h"
#include "ui/settings/settingsdialog.h"
#include "ui/widgets/growingtextedit.h"
#include "ui/widgets/zonedialog.h"

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDateEdit>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QInputMethodEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTimeEdit>
#include <QToolButton>

using namespace pinweek;
using namespace pinweek::test;

class TestPinForm : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void typingIsStoredByItself();
    void typingWithoutAPauseIsStoredMeanwhile();
    void aRunOfTypingIsOneStep();
    void aRunOfTypingThatMakesAPinIsOneStep();
    void lettersLeftBehindByTheNextFieldStayInTheirStep();
    void storingLeavesCursorSelectionAndInputMethodAlone();
    void aLinkTypedAnewWithoutAPauseLeavesThePinScheduled();
    void aLinkTypedAnewLeavesAPinThatIsTriedAgainAsItIs();
    void aLinkLeftHalfTypedTurnsThePinIntoADraftOnce();
    void aPinThatLooksLikeAnotherIsShownBesideIt();
    void aTextThatIsTooLongIsCutByOneClick();
    void aTimeThatHasPassedIsMendedByTheNextFreeOne();
    void aLinkThatComesTooSoonIsPutFarEnoughAway();
    void aCarouselLeadsToTheSettingThatSwitchesItOn();
    void leavingAPinStoresWhatWasTyped();
    void newPinExistsOnlyFromItsFirstCharacter();
    void spacesMakeNoPin();
    void newPinFromAnImageKeepsWhatIsTypedMeanwhile();
    void whatIsTypedWhileAnImageIsReadIsStoredMeanwhile();
    void aPlaceAndATimeAloneMakeNoPin();
    void typingSurvivesAChangeFromElsewhere();
    void mergeTakesEachFieldFromWhoChangedIt();
    void countersCountCodePoints();
    void aMegabytePastedIntoAFieldIsSaidToBeTooLong_data();
    void aMegabytePastedIntoAFieldIsSaidToBeTooLong();
    void ctrlEnterSchedulesAReadyPin();
    void ctrlEnterNamesAndFocusesWhatIsMissing();
    void anEditThatLeavesAnErrorTurnsTheDraftBackAndSaysSo();
    void aPastTimeIsRefusedAndTheOldOneShown();
    void typedTimeMovesThePinOnlyWhenEntered();
    void aTimeThatComesTwiceOffersBoth_data();
    void aTimeThatComesTwiceOffersBoth();
    void aTimeThatIsSkippedSaysWhenItGoesOut_data();
    void aTimeThatIsSkippedSaysWhenItGoesOut();
    void aTimeAtWhichTheComputerIsUsuallyOffIsSaid();
    void anotherZoneKeepsTheTimeOfDay();
    void boardIsPickedBySearchWithTheKeyboard();
    void pickerCreatesABoardOfThatName();
    void aBoardDeletedWhileThePickerIsOpenIsNotChosen();
    void aFileDroppedOnThePreviewReplacesTheImageAsACopy();
    void imageDataDroppedOnANewFormMakesThePin();
    void severalFilesOnThePreviewAreRefused();
    void aBrokenImageIsRefusedInOneLine();
    void ctrlZUndoesTypingAndThenBelongsToTheWindow();
    void publishedPinIsReadOnlyAndItsLinkCanBeCopied();
    void deletingAPublishedPinAsks();
    void blockedPinSaysWhyAndCanBeTriedAgain();
    void unclearPinShowsBothPictures();
    void unconfirmedPinAsksTheUser();
    void verbsOfTheMenuAct();
    void severalPinsShareTheirVerbs();
    void aPinThatIsGoneClosesTheForm();
    void historyIsShownWhenOpened();
    void aPinDueWhileItIsWrittenIsHeldBackForAMinute();
    void holdMakesADraftThatKeepsItsTime();
    void publishNowOfTheBarStoresAndLetsGo();
    void leavingTheFormLetsThePinGo();
    void anotherPinInTheFormLetsTheFormerGo();
    void nothingIsHeldBackWithoutFocusOrPublisher();
    void everythingFitsIn340Pixels();
    void everyControlHasItsName();

private:
    template<typename T>
    T *part(const char *name) const
    {
        return partOf<T>(*m_form, name);
    }
    void show(PinId pin);
    /** Clicks the button of the checks that says so. */
    void mend(const QString &words);
    void undo();
    void press(const char *button);
    void trigger(const char *action);
    bool drop(const QMimeData &mime, Qt::DropAction *answer = nullptr);
    /** The publisher runs (the account waits for a login, so nothing is sent), and the form shows
     * this pin. */
    PinId writingInPinDueIn(int seconds);
    PinId scheduledIn(int seconds);
    std::optional<UtcTime> heldUntil(PinId id) const
    {
        return m_gui->workspace->publisher().heldBackUntil(id);
    }
    bool hasBar() const { return part<QWidget>("holdWidget")->isVisible(); }
    QString state() const { return part<QLabel>("stateLabel")->text(); }
    QString problem() const
    {
        return part<QLabel>("errorLabel")->isVisibleTo(m_form.get())
                   ? part<QLabel>("errorLabel")->text()
                   : QString();
    }

    std::unique_ptr<GuiWorkspace> m_gui;
    std::unique_ptr<PinForm> m_form;
    Board m_recipes;
    Board m_garden;
};

void TestPinForm::init()
{
    failOnWarnings();
    m_gui = std::make_unique<GuiWorkspace>();
    m_recipes = m_gui->addBoard(QStringLiteral("Recipes"));
    m_garden = m_gui->addBoard(QStringLiteral("Garden"));
    m_form = std::make_unique<PinForm>(*m_gui->workspace, *m_gui->theme);
    m_form->resize(340, 760);
    m_form->show();
    QVERIFY(QTest::qWaitForWindowActive(m_form.get()));
}

void TestPinForm::cleanup()
{
    m_form.reset();
    m_gui.reset();
}

void TestPinForm::aPinThatLooksLikeAnotherIsShownBesideIt()
{
    const auto taken = [this](const QString &name, int width) {
        const QString path = m_gui->directory.filePath(QStringLiteral("%1.jpg").arg(width));
        QImage(QStringLiteral(PINWEEK_DEMO_PICTURES "/%1.jpg").arg(name))
            .scaledToWidth(width, Qt::SmoothTransformation)
            .save(path, "JPEG", 80);
        ImageIntake intake(m_gui->workspace->store());
        return must(await<IntakeResult>([&](QObject *context, Done<IntakeResult> done) {
                   intake.take({{path, {}, {}}}, context, std::move(done));
               }))
            .assets.first()
            .id;
    };
    PinContent content = m_gui->readyContent(m_recipes, QStringLiteral("Wish"));
    content.media = taken(QStringLiteral("dandelion-wish"), 900);
    const PinId first = m_gui->addScheduled(content);
    content.title = QStringLiteral("Another wish");
    content.media = taken(QStringLiteral("dandelion-wish"), 700);
    const PinId second = m_gui->addDraft(content);
    content.title = QStringLiteral("Seeds");
    content.media = taken(QStringLiteral("dandelion-seeds-macro"), 700);
    const PinId other = m_gui->addDraft(content);

    show(second);
    const auto shown = [this] {
        return m_form->findChild<QPushButton *>(QStringLiteral("showLookAlikePushButton"));
    };
    QTRY_VERIFY(shown());
    QVERIFY(part<QLabel>("lookAlikePictureLabel")->isVisibleTo(m_form.get()));
    QTRY_VERIFY(!part<QLabel>("lookAlikePictureLabel")->pixmap().isNull());
    QTRY_VERIFY(part<CheckList>("pinCheckList")->findChildren<QLabel *>().size() > 0);
    const auto says = [this](const QString &words) {
        const auto labels = part<CheckList>("pinCheckList")->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel *label) { return label->text().contains(words); });
    };
    QVERIFY(says(QStringLiteral("looks like that of another pin")));
    QSignalSpy wanted(m_form.get(), &PinForm::pinWanted);
    shown()->setFocus();
    QTest::keyClick(shown(), Qt::Key_Space);
    QTRY_COMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().first().value<PinId>(), first);

    show(other);
    QTRY_VERIFY(!says(QStringLiteral("looks like that of another pin")));
    QVERIFY(!shown());
}

void TestPinForm::show(PinId pin)
{
    m_form->showPin(pin);
    QCOMPARE(m_form->pin(), pin);
}

void TestPinForm::press(const char *button)
{
    auto *found = part<QAbstractButton>(button);
    QVERIFY2(found->isVisible() && found->isEnabled(), button);
    QTest::mouseClick(found, Qt::LeftButton);
}

void TestPinForm::trigger(const char *action)
{
    auto *found = part<QAction>(action);
    QVERIFY2(found->isEnabled(), action);
    found->trigger();
}

/** Enter, move and drop on the preview, as a drag from another program sends them. */
bool TestPinForm::drop(const QMimeData &mime, Qt::DropAction *answer)
{
    auto *preview = part<ImagePreview>("mediaImagePreview");
    const QPoint at = preview->rect().center();
    const Qt::DropActions offered = Qt::CopyAction | Qt::MoveAction;
    QDragEnterEvent enter(at, offered, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(preview, &enter);
    if (!enter.isAccepted())
        return false;
    QDropEvent event(QPointF(at), offered, &mime, Qt::LeftButton, Qt::NoModifier);
    event.setDropAction(Qt::MoveAction);
    QCoreApplication::sendEvent(preview, &event);
    if (answer)
        *answer = event.dropAction();
    return event.isAccepted();
}

void TestPinForm::typingIsStoredByItself()
{
    const PinId id = m_gui->addDraft(m_gui->readyContent(m_recipes, QStringLiteral("Lemon")));
    show(id);
    m_form->focusTitle();
    QTest::keyClick(part<QLineEdit>("titleLineEdit"), Qt::Key_End);
    QTest::keyClicks(part<QLineEdit>("titleLineEdit"), QStringLiteral(" cake"));
    QTRY_COMPARE(m_gui->pin(id).content.title, QStringLiteral("Lemon cake"));
    QTest::keyClicks(part<GrowingTextEdit>("altTextEdit"), QStringLiteral("A cake"));
    QTRY_COMPARE(m_gui->pin(id).content.altText, QStringLiteral("A cake"));
    QCOMPARE(m_gui->pin(id).status, PinStatus::Draft);
}

namespace {
const QString steadyText =
    QStringLiteral("one two three four five six seven eight nine ten eleven");
} // namespace

void TestPinForm::typingWithoutAPauseIsStoredMeanwhile()
{
    const PinId id = m_gui->addDraft(m_gui->readyContent(m_recipes, QString()));
    show(id);
    m_form->focusTitle();
    auto *title = part<QLineEdit>("titleLineEdit");
    SteadyTypist typist(title, steadyText);
    int seen = 0;
    QString last;
    bool isLate = false;
    QTRY_VERIFY([&] {
        const QString stored = m_gui->pin(id).content.title;
        seen += stored != last;
        last = stored;
        // What is older than a second is there.
        isLate = stored.size() < typist.typedBefore(std::chrono::seconds(1));
        return isLate || !typist.isTyping();
    }());
    QVERIFY2(!isLate, qPrintable(QStringLiteral("only “%1” was stored").arg(last)));
    // Neither one write for each letter.
    QVERIFY2(seen >= 2 && seen <= 8, qPrintable(QString::number(seen)));
    QTRY_COMPARE(m_gui->pin(id).content.title, steadyText);
    QCOMPARE(title->text(), steadyText);
}

void TestPinForm::aRunOfTypingIsOneStep()
{
    const PinId id = m_gui->addDraft(m_gui->readyContent(m_recipes, QStringLiteral("Cake")));
    show(id);
    m_form->focusTitle();
    SteadyTypist typist(part<QLineEdit>("titleLineEdit"), steadyText);
    QTRY_COMPARE(m_gui->pin(id).content.title, steadyText);
    must(await<UndoOutcome>([&](QObject *context, Done<UndoOutcome> done) {
        m_gui->workspace->editor().undo(context, std::move(done));
    }));
    QCOMPARE(m_gui->pin(id).content.title, QStringLiteral("Cake"));
}

void TestPinForm::lettersLeftBehindByTheNextFieldStayInTheirStep()
{
    const PinId id = m_gui->addDraft(m_gui->readyContent(m_recipes, QStringLiteral("Cake")));
    PinSaver saver(m_gui->workspace->editor(), m_gui->workspace->store().pins(), m_gui->pin(id));
    PinContent content = saver.wanted();
    const auto type = [&](QString PinContent::*text, const QString &value, const char *field) {
        content.*text = value;
        const QString name = QString::fromLatin1(field);
        saver.want(content, name, name);
    };
    type(&PinContent::title, QStringLiteral("Cakes"), "title");
    saver.flush();
    QVERIFY(saver.isSending());
    type(&PinContent::title, QStringLiteral("Cakes for all"), "title");
    type(&PinContent::note, QStringLiteral("For Anna"), "note");
    QTRY_COMPARE(m_gui->pin(id).content.note, QStringLiteral("For Anna"));
    QTRY_VERIFY(saver.isIdle());
    undo();
    QCOMPARE(m_gui->pin(id).content.note, QString());
    QCOMPARE(m_gui->pin(id).content.title, QStringLiteral("Cakes for all"));
    undo();
    QCOMPARE(m_gui->pin(id).content.title, QStringLiteral("Cake"));
}

void TestPinForm::aRunOfTypingThatMakesAPinIsOneStep()
{
    m_form->showNew(m_gui->account.id, m_garden.id, {}, std::nullopt);
    m_form->focusTitle();
    SteadyTypist typist(part<QLineEdit>("titleLineEdit"), steadyText);
    QTRY_VERIFY(m_form->pin().isValid());
    QVERIFY(typist.isTyping());
    QTRY_COMPARE(m_gui->pin(m_form->pin()).content.title, steadyText);
    must(await<UndoOutcome>([&](QObject *context, Done<UndoOutcome> done) {
        m_gui->workspace->editor().undo(context, std::move(done));
    }));
    QCOMPARE(m_gui->pinCount(), 0);
}

void TestPinForm::storingLeavesCursorSelectionAndInputMethodAlone()
{
    const PinId id = m_gui->addDraft(m_gui->readyContent(m_recipes, QStringLiteral("Cake")));
    show(id);
    auto *note = part<GrowingTextEdit>("noteTextEdit");
    note->setFocus();
    QSignalSpy stored(&m_gui->workspace->store(), &Store::changed);
    QTest::keyClicks(note, QStringLiteral("half a thought  "));
    QTextCursor cursor = note->textCursor();
    cursor.setPosition(2);
    cursor.setPosition(6, QTextCursor::KeepAnchor);
    note->setTextCursor(cursor);
    QVERIFY(stored.wait());
    QTRY_COMPARE(m_gui->pin(id).content.note, QStringLiteral("half a thought  "));
    QCOMPARE(note->textCursor().anchor(), 2);
    QCOMPARE(note->textCursor().position(), 6);

    auto *title = part<QLineEdit>("titleLineEdit");
    title->setFocus();
    title->end(false);
    QTest::keyClicks(title, QStringLiteral(" a"));
    QInputMethodEvent composing(QStringLiteral("ka"), {});
    QCoreApplication::sendEvent(title, &composing);
    QTRY_COMPARE(m_gui->pin(id).content.title, QStringLiteral("Cake a"));
    m_gui->waitForStore();
    QVERIFY(title->displayText().contains(QStringLiteral("Cake a")));
    QInputMethodEvent chosen;
    chosen.setCommitString(QStringLiteral("か"));
    QCoreApplication::sendEvent(title, &chosen);
    QCOMPARE(title->text(), QStringLiteral("Cake aか"));
    QTRY_COMPARE(m_gui->pin(id).content.title, QStringLiteral("Cake aか"));
}

void TestPinForm::aLinkTypedAnewWithoutAPauseLeavesThePinScheduled()
{
    const PinId id = m_gui->addScheduled(m_gui->readyContent(m_recipes, QStringLiteral("Cake")));
    show(id);
    QSignalSpy said(m_form.get(), &PinForm::message);
    auto *link = part<QLineEdit>("linkLineEdit");
    link->setFocus();
    link->selectAll();
    // For more than a second it is no address.
    const QString typed = QStringLiteral("the address comes here at last: ");
    SteadyTypist typist(link, typed);
    QTRY_VERIFY(m_gui->pin(id).content.link.startsWith(QStringLiteral("the ad")));
    QCOMPARE(m_gui->pin(id).status, PinStatus::Draft); // as it is it can't go out
    QTRY_VERIFY(!typist.isTyping());
    QTest::keyClick(link, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(link, QStringLiteral("https://example.com/new"));
    QTRY_COMPARE(m_gui->pin(id).content.link, QStringLiteral("https://example.com/new"));
    QCOMPARE(m_gui->pin(id).status, PinStatus::Scheduled);
    QCOMPARE(said.count(), 0);
    QCOMPARE(problem(), QString());
    must(await<UndoOutcome>([&](QObject *context, Done<UndoOutcome> done) {
        m_gui->workspace->editor().undo(context, std::move(done));
    }));
    QVERIFY(m_gui->pin(id).content.link != typed);
    QCOMPARE(m_gui->pin(id).status, PinStatus::Scheduled);
}

void TestPinForm::aLinkTypedAnewLeavesAPinThatIsTriedAgainAsItIs()
{
    PinContent content = m_gui->readyContent(m_recipes, QStringLiteral("Cake"));
    const PinId id = m_gui->addScheduled(content);
    m_gui->clock.set(UtcMillis(content.planned->resolve().utc));
    m_gui->workspace->store().pins().markFailed(
        m_gui->claim(id), {ErrorKind::Offline, QStringLiteral("no network")},
        m_gui->clock.now() + std::chrono::hours(1), this, [](const Result<void> &) {});
    m_gui->waitForStore();
    m_gui->clock.advance(std::chrono::minutes(10));
    const Pin before = m_gui->pin(id);
    QCOMPARE(before.status, PinStatus::Failed);
    show(id);
    QSignalSpy said(m_form.get(), &PinForm::message);
    auto *link = part<QLineEdit>("linkLineEdit");
    link->setFocus();
    link->selectAll();
    SteadyTypist typist(link, QStringLiteral("no address for some time"));
    QTRY_COMPARE(m_gui->pin(id).status, PinStatus::Draft);
    QTRY_VERIFY(!typist.isTyping());
    QTest::keyClick(link, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(link, QStringLiteral("https://example.com/new"));
    QTRY_COMPARE(m_gui->pin(id).content.link, QStringLiteral("https://example.com/new"));
    QCOMPARE(m_gui->pin(id).status, PinStatus::Failed);
    QCOMPARE(m_gui->pin(id).nextAttemptAt, before.nextAttemptAt);
    QCOMPARE(said.count(), 0);
}

void TestPinForm::aLinkLeftHalfTypedTurnsThePinIntoADraftOnce()
{
    const PinId id = m_gui->addScheduled(m_gui->readyContent(m_recipes, QStringLiteral("Cake")));
    show(id);
    QSignalSpy said(m_form.get(), &PinForm::message);
    auto *link = part<QLineEdit>("linkLineEdit");
    link->setFocus();
    link->selectAll();
    SteadyTypist typist(link, QStringLiteral("no address at all, and none to come"));
    QTRY_VERIFY(!typist.isTyping());
    QTRY_COMPARE(said.count(), 1);
    QCOMPARE(m_gui->pin(id).status, PinStatus::Draft);
    QVERIFY2(problem().contains(QStringLiteral("draft again")), qPrintable(problem()));
    // From here on only Schedule arms it.
    link->selectAll();
    QTest::keyClicks(link, QStringLiteral("https://example.com/new"));
    QTRY_COMPARE(m_gui->pin(id).content.link, QStringLiteral("https://example.com/new"));
    QCOMPARE(m_gui->pin(id).status, PinStatus::Draft);
    QCOMPARE(said.count(), 1);
}

void TestPinForm::mend(const QString &words)
{
    QPushButton *button = nullptr;
    const auto find = [&] {
        for (auto *each : part<CheckList>("pinCheckList")->findChildren<QPushButton *>()) {
            if (each->text() == words)
                button = each;
        }
        return button != nullptr;
    };
    QTRY_VERIFY2(find(), qPrintable(words));
    QTest::mouseClick(button, Qt::LeftButton);
}

void TestPinForm::undo()
{
    must(await<UndoOutcome>([&](QObject *context, Done<UndoOutcome> done) {
        m_gui->workspace->editor().undo(context, std::move(done));
    }));
}

void TestPinForm::aTextThatIsTooLongIsCutByOneClick()
{
    PinContent content = m_gui->readyContent(m_recipes, QStringLiteral("Cake"));
    content.title = QStringLiteral("A title of many words ").repeated(6).trimmed();
    const PinId id = m_gui->addDraft(content);
    show(id);
    mend(QStringLiteral("Cut the text"));
    QTRY_COMPARE(m_gui->pin(id).content.title.size(), 98);
    QVERIFY(content.title.startsWith(m_gui->pin(id).content.title));
    QCOMPARE(part<QLineEdit>("titleLineEdit")->text(), m_gui->pin(id).content.title);
    undo();
    QCOMPARE(m_gui->pin(id).content.title, content.title);
    QTRY_COMPARE(part<QLineEdit>("titleLineEdit")->text(), content.title);
}

void TestPinForm::aTimeThatHasPassedIsMendedByTheNextFreeOne()
{
    PinContent content = m_gui->readyContent(m_recipes, QStringLiteral("Cake"));
    content.planned->date = QDate(2026, 11, 10);
    const PinId id = m_gui->addDraft(content);
    show(id);
    mend(QStringLiteral("Next free time"));
    QTRY_VERIFY(m_gui->pin(id).content.planned->resolve().utc > m_gui->clock.now());
    QCOMPARE(m_gui->pin(id).status, PinStatus::Draft); // only Schedule arms it
    undo();
    QCOMPARE(m_gui->pin(id).content.planned->date, QDate(2026, 11, 10));
}

void TestPinForm::aLinkThatComesTooSoonIsPutFarEnoughAway()
{
    PinContent content = m_gui->readyContent(m_recipes, QStringLiteral("Cake"));
    content.link = QStringLiteral("https://example.com/cake");
    m_gui->addScheduled(content);
    const QDate day = content.planned->date;
    content.planned->date = day.addDays(1);
    content.media = m_gui->addImage(QStringLiteral("other.jpg"));
    const PinId id = m_gui->addScheduled(content);
    show(id);
    mend(QStringLiteral("Next free time"));
    QTRY_VERIFY(m_gui->pin(id).content.planned->date >=
                day.addDays(m_gui->workspace->settings().sameLinkDays()));
    QCOMPARE(m_gui->pin(id).status, PinStatus::Scheduled);
    QTRY_VERIFY(part<CheckList>("pinCheckList")->findChildren<QPushButton *>().isEmpty());
}

void TestPinForm::aCarouselLeadsToTheSettingThatSwitchesItOn()
{
    PinContent content = m_gui->readyContent(m_recipes, QStringLiteral("Cake"));
    setPictures(content, {{content.media}, {m_gui->addImage(QStringLiteral("other.jpg"))}});
    show(m_gui->addDraft(content));
    QSignalSpy wanted(m_form.get(), &PinForm::settingsWanted);
    mend(QStringLiteral("Open the settings"));
    QTRY_COMPARE(wanted.size(), 1);
    SettingsDialog dialog(*m_gui->workspace);
    dialog.show();
    dialog.showControl(wanted.first().first().toString());
    QVERIFY(partOf<QCheckBox>(dialog, "carouselsCheckBox")->isVisible());
}

void TestPinForm::leavingAPinStoresWhatWasTyped()
{
    const PinId first = m_gui->addDraft(m_gui->readyContent(m_recipes, QStringLiteral("One")));
    const PinId second = m_gui->addDraft(m_gui->readyContent(m_recipes, QStringLiteral("Two")));
    show(first);
    part<QLineEdit>("titleLineEdit")->clear();
    QTest::keyClicks(part<QLineEdit>("titleLineEdit"), QStringLiteral("First"));
    QTest::keyClicks(part<GrowingTextEdit>("noteTextEdit"), QStringLiteral("mine"));
    show(second);
    QCOMPARE(part<QLineEdit>("titleLineEdit")->text(), QStringLiteral("Two"));
    QTRY_COMPARE(m_gui->pin(first).content.note, QStringLiteral("mine"));
    QCOMPARE(m_gui->pin(first).content.title, QStringLiteral("First"));
    QCOMPARE(m_gui->pin(second).content.title, QStringLiteral("Two"));
}

void TestPinForm::newPinExistsOnlyFromItsFirstCharacter()
{
    const WallTime at{QDate(2026, 11, 19), QTime(12, 30), "Etc/UTC"};
    m_form->showNew(m_gui->account.id, m_garden.id, {}, at);
    QVERIFY(!m_form->pin().isValid());
    m_form->commit();
    QCOMPARE(m_gui->pinCount(), 0);
    QSignalSpy created(m_form.get(), &PinForm::created);
    QTest::keyClicks(part<QLineEdit>("titleLineEdit"), QStringLiteral("Roses"));
    QTRY_COMPARE(created.count(), 1);
    QTRY_COMPARE(m_gui->pin(m_form->pin()).content.title, QStringLiteral("Roses"));
    const Pin pin = m_gui->pin(m_form->pin());
    QCOMPARE(pin.content.board, m_garden.id);
    QVERIFY(pin.content.planned == at);
    QCOMPARE(pin.status, PinStatus::Draft);
    QCOMPARE(m_gui->pinCount(), 1);
}

void TestPinForm::spacesMakeNoPin()
{
    m_form->showNew(m_gui->account.id, m_garden.id, {}, std::nullopt);
    QTest::keyClicks(part<QLineEdit>("titleLineEdit"), QStringLiteral("  "));
    m_form->commit();
    m_gui->waitForStore();
    QCOMPARE(m_gui->pinCount(), 0);
    QTest::keyClicks(part<QLineEdit>("titleLineEdit"), QStringLiteral("Roses"));
    QTRY_COMPARE(m_gui->pinCount(), 1);
}

void TestPinForm::newPinFromAnImageKeepsWhatIsTypedMeanwhile()
{
    m_form->showNew(m_gui->account.id, m_garden.id, {}, std::nullopt);
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(m_gui->imageFile(QStringLiteral("rose.jpg")))});
    QVERIFY(drop(mime));
    QTest::keyClicks(part<QLineEdit>("titleLineEdit"), QStringLiteral("Roses"));
    QTRY_VERIFY(m_form->pin().isValid());
    QTRY_COMPARE(m_gui->pin(m_form->pin()).content.title, QStringLiteral("Roses"));
    QTRY_VERIFY(m_gui->pin(m_form->pin()).content.media.isValid());
    QCOMPARE(m_gui->pinCount(), 1);
}

void TestPinForm::whatIsTypedWhileAnImageIsReadIsStoredMeanwhile()
{
    Pin none;
    none.content.account = m_gui->account.id;
    PinSaver saver(m_gui->workspace->editor(), m_gui->workspace->store().pins(), none);
    saver.setAwaiting(true);
    bool isStored = false;
    saver.whenStored(this, [&] { isStored = true; });
    PinContent content = none.content;
    content.title = QStringLiteral("Long video");
    saver.want(content, QStringLiteral("Edit title"), QStringLiteral("title"));
    QTRY_VERIFY(saver.pin().isValid());
    QCOMPARE(m_gui->pin(saver.pin()).content.title, content.title);
    QVERIFY(!isStored);
    content.media = m_gui->addImage();
    saver.want(content, QStringLiteral("Add image"), QStringLiteral("media"));
    saver.flush();
    saver.setAwaiting(false);
    QTRY_VERIFY(isStored);
    QCOMPARE(m_gui->pin(saver.pin()).content.media, content.media);
    QCOMPARE(m_gui->pinCount(), 1);
}

void TestPinForm::aPlaceAndATimeAloneMakeNoPin()
{
    m_form->showNew(m_gui->account.id, {}, {}, std::nullopt);
    press("chooseTimePushButton");
    QVERIFY(part<QTimeEdit>("timeEdit")->isVisible());
    emit part<BoardPicker>("pinBoardPicker")->picked(m_garden.id, {});
    m_form->commit();
    m_form->showNew(m_gui->account.id, {}, {}, std::nullopt);
    m_gui->waitForStore();
    QCOMPARE(m_gui->pinCount(), 0);
}

void TestPinForm::typingSurvivesAChangeFromElsewhere()
{
    const PinId id = m_gui->addDraft(m_gui->readyContent(m_recipes, QStringLiteral("Cake")));
    show(id);
    QTest::keyClicks(part<GrowingTextEdit>("noteTextEdit"), QStringLiteral("half typed"));
    Pin seen = m_gui->pin(id);
    PinContent content = seen.content;
    content.title = QStringLiteral("From elsewhere");
    bool stored = false;
    m_gui->workspace->editor().edit(seen, content, QStringLiteral("Edit"), {}, this,
                                    [&](const Result<EditOutcome> &r) { stored = r.has_value(); });
    QTRY_VERIFY(stored);
    QTRY_COMPARE(m_gui->pin(id).content.note, QStringLiteral("half typed"));
    QCOMPARE(m_gui->pin(id).content.title, QStringLiteral("From elsewhere"));
    QTRY_COMPARE(part<QLineEdit>("titleLineEdit")->text(), QStringLiteral("From elsewhere"));
    QCOMPARE(part<GrowingTextEdit>("noteTextEdit")->toPlainText(), QStringLiteral("half typed"));
    QCOMPARE(problem(), QString());
}

void TestPinForm::mergeTakesEachFieldFromWhoChangedIt()
{
    PinContent base;
    base.title = QStringLiteral("a");
    base.note = QStringLiteral("n");
    base.board = {1};
    base.section = {2};
    PinContent mine = base;
    mine.title = QStringLiteral("mine");
    PinContent theirs = base;
    theirs.title = QStringLiteral("theirs");
    theirs.note = QStringLiteral("their note");
    theirs.board = {3};
    theirs.section = {};
    const PinContent merged = mergedContent(base, mine, theirs);
    QCOMPARE(merged.title, QStringLiteral("mine"));
    QCOMPARE(merged.note, QStringLiteral("their note"));
    QCOMPARE(merged.board, BoardId{3});
    QCOMPARE(merged.section, SectionId{}); // never their board with my section
}

void TestPinForm::countersCountCodePoints()
{
    PinContent content = m_gui->readyContent(m_recipes, QStringLiteral("Cake"));
    content.title = QStringLiteral("🍋").repeated(100);
    show(m_gui->addDraft(content));
    auto *counter = part<QLabel>("titleCounterLabel");
    QCOMPARE(counter->text(), QStringLiteral("100/100"));
    QCOMPARE(counter->palette().color(QPalette::WindowText), m_gui->theme->theme().secondary);
    QTest::keyClick(part<QLineEdit>("titleLineEdit"), Qt::Key_End);
    QTest::keyClicks(part<QLineEdit>("titleLineEdit"), QStringLiteral("!"));
    QCOMPARE(counter->text(), QStringLiteral("101/100"));
    QCOMPARE(counter->palette().color(QPalette::WindowText), m_gui->theme->theme().needsYou);
    auto *description = part<QLabel>("descriptionCounterLabel");
    part<GrowingTextEdit>("descriptionTextEdit")->setPlainText(QString(501, QLatin1Char('x')));
    QCOMPARE(description->text(), QStringLiteral("501/800"));
    QCOMPARE(description->palette().color(QPalette::WindowText), m_gui->theme->theme().retrying);
}

void TestPinForm::aMegabytePastedIntoAFieldIsSaidToBeTooLong_data()
{
    QTest::addColumn<QString>("pasted");
    QTest::newRow("one word") << QString(1'000'000, QLatin1Char('a'));
    QTest::newRow("lines") << QStringLiteral("Lemon cake\n").repeated(90'000);
    QTest::newRow("from right to left") << QStringLiteral("עוגת לימון ").repeated(90'000);
    QTest::newRow("accents alone") << QString(1'000'000, QChar(0x0301));
}

void TestPinForm::aMegabytePastedIntoAFieldIsSaidToBeTooLong()
{
    QFETCH(QString, pasted);
    const PinId id = m_gui->addDraft(m_gui->readyContent(m_recipes, QStringLiteral("Cake")));
    show(id);
    QSignalSpy told(m_form.get(), &PinForm::message);
    QGuiApplication::clipboard()->setText(pasted);
    QElapsedTimer timer;
    timer.start();
    auto *title = part<QLineEdit>("titleLineEdit");
    title->setFocus();
    title->end(false);
    QTest::keySequence(title, QKeySequence::Paste);
    auto *description = part<GrowingTextEdit>("descriptionTextEdit");
    description->setFocus();
    QTest::keySequence(description, QKeySequence::Paste);
    m_form->grab();
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));

    QCOMPARE(told.size(), 2);
    QVERIFY(told.first().first().toString().contains(QStringLiteral("beyond 32,767 characters")));
    QVERIFY(told.last().first().toString().contains(QStringLiteral("10,000")));
    QCOMPARE(description->toPlainText(), pasted.first(GrowingTextEdit::mostPasted));
    QTRY_COMPARE(m_gui->pin(id).content.description.size(), GrowingTextEdit::mostPasted);
    QVERIFY(m_gui->pin(id).content.title.startsWith(QStringLiteral("Cake")));
    QCOMPARE(m_gui->pin(id).status, PinStatus::Draft);
    QVERIFY(
        m_gui->workspace->editor().check(m_gui->pin(id).content).contains(PinCheck::TitleTooLong));
    for (const char *counter : {"titleCounterLabel", "descriptionCounterLabel"})
        QCOMPARE(part<QLabel>(counter)->palette().color(QPalette::WindowText),
                 m_gui->theme->theme().needsYou);
    // One press takes the paste back, and the text is short again.
    QTest::keySequence(description, QKeySequence::Undo);
    QVERIFY(description->toPlainText().size() < 1000);
}

void TestPinForm::ctrlEnterSchedulesAReadyPin()
{
    PinContent content = m_gui->readyContent(m_recipes, QStringLiteral("Cake"));
    content.link.clear();
    const PinId id = m_gui->addDraft(content);
    show(id);
    QSignalSpy scheduled(m_form.get(), &PinForm::scheduled);
    auto *link = part<QLineEdit>("linkLineEdit");
    link->setFocus();
    QTest::keyClicks(link, QStringLiteral("https://example.com/cake"));
    QTest::keyClick(link, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(scheduled.count(), 1);
    QCOMPARE(scheduled.first().first().value<PinId>(), id);
    QCOMPARE(m_gui->pin(id).status, PinStatus::Scheduled);
    QCOMPARE(m_gui->pin(id).content.link, QStringLiteral("https://example.com/cake"));
}

void TestPinForm::ctrlEnterNamesAndFocusesWhatIsMissing()
{
    PinContent content = m_gui->readyContent(m_recipes, QStringLiteral("Cake"));
    content.title.clear();
    const PinId id = m_gui->addDraft(content);
    show(id);
    auto *note = part<GrowingTextEdit>("noteTextEdit");
    note->setFocus();
    QTest::keyClick(note, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(problem(), QStringLiteral("Add a title."));
    QCOMPARE(m_gui->pin(id).status, PinStatus::Draft);
    QVERIFY(part<QLineEdit>("titleLineEdit")->hasFocus());
    QCOMPARE(note->toPlainText(), QString());
}

void TestPinForm::anEditThatLeavesAnErrorTurnsTheDraftBackAndSaysSo()
{
    const PinId id = m_gui->addScheduled(m_gui->readyContent(m_recipes, QStringLiteral("Cake")));
    show(id);
    QSignalSpy said(m_form.get(), &PinForm::message);
    auto *link = part<QLineEdit>("linkLineEdit");
    link->setFocus();
    link->selectAll();
    QTest::keyClick(link, Qt::Key_Delete);
    QTRY_COMPARE(m_gui->pin(id).status, PinStatus::Draft);
    QVERIFY(m_gui->pin(id).content.planned.has_value());
    QTRY_COMPARE(said.count(), 1);
    QVERIFY2(problem().contains(QStringLiteral("draft again")), qPrintable(problem()));
    QCOMPARE(state(), QStringLiteral("Draft"));
}

void TestPinForm::aPastTimeIsRefusedAndTheOldOneShown()
{
    const PinId id = m_gui->addScheduled(m_gui->readyContent(m_recipes, QStringLiteral("Cake")));
    show(id);
    part<QDateEdit>("dateEdit")->setDate(QDate(2026, 11, 1));
    QTRY_VERIFY(problem().contains(QStringLiteral("passed")));
    QCOMPARE(part<QDateEdit>("dateEdit")->date(), QDate(2026, 11, 18));
    QCOMPARE(m_gui->pin(id).content.planned->date, QDate(2026, 11, 18));
    QCOMPARE(m_gui->pin(id).status, PinStatus::Scheduled);
}

void TestPinForm::typedTimeMovesThePinOnlyWhenEntered()
{
    const PinId id = m_gui->addScheduled(m_gui->readyContent(m_recipes, QStringLiteral("Cake")));
    show(id);
    m_form->focusTime();
    auto *time = part<QTimeEdit>("timeEdit");
    QVERIFY(time->hasFocus());
    QTest::keyClicks(time, QStringLiteral("14"));
    QCOMPARE(m_gui->pin(id).content.planned->time, QTime(10, 15));
    QTest::keyClick(time, Qt::Key_Return);
    QTRY_COMPARE(m_gui->pin(id).content.planned->time, QTime(14, 15));
    QCOMPARE(m_gui->pin(id).status, PinStatus::Scheduled);
}

void TestPinForm::aTimeThatComesTwiceOffersBoth_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QDateTime>("wall");
    QTest::addColumn<int>("minutesApart");
    QTest::newRow("Berlin") << QByteArray("Europe/Berlin")
                            << QDateTime(QDate(2027, 10, 31), QTime(2, 30)) << 60;
    QTest::newRow("New York") << QByteArray("America/New_York")
                              << QDateTime(QDate(2027, 11, 7), QTime(1, 30)) << 60;
    QTest::newRow("Lord Howe") << QByteArray("Australia/Lord_Howe")
                               << QDateTime(QDate(2027, 4, 4), QTime(1, 45)) << 30;
}

void TestPinForm::aTimeThatComesTwiceOffersBoth()
{
    QFETCH(QByteArray, zone);
    QFETCH(QDateTime, wall);
    QFETCH(int, minutesApart);
    PinContent content = m_gui->readyContent(m_recipes, QStringLiteral("Cake"));
    content.planned = WallTime{wall.date(), wall.time(), zone};
    const PinId id = m_gui->addDraft(content);
    show(id);
    auto *which = part<QComboBox>("repeatedHourComboBox");
    QVERIFY(which->isVisible());
    const UtcTime first = *m_gui->pin(id).dueAt;
    which->setFocus();
    QTest::keyClick(which, Qt::Key_Down);
    QTRY_COMPARE(m_gui->pin(id).dueAt, std::optional(first + std::chrono::minutes(minutesApart)));
    part<QTimeEdit>("timeEdit")->setTime(QTime(4, 0));
    QVERIFY(!which->isVisible());
}

void TestPinForm::aTimeThatIsSkippedSaysWhenItGoesOut_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QDateTime>("wall");
    QTest::addColumn<QString>("said");
    QTest::newRow("Berlin") << QByteArray("Europe/Berlin")
                            << QDateTime(QDate(2027, 3, 28), QTime(2, 30))
                            << QStringLiteral("goes out at 03:00");
    QTest::newRow("New York") << QByteArray("America/New_York")
                              << QDateTime(QDate(2027, 3, 14), QTime(2, 30))
                              << QStringLiteral("goes out at 03:00");
    QTest::newRow("Lord Howe") << QByteArray("Australia/Lord_Howe")
                               << QDateTime(QDate(2027, 10, 3), QTime(2, 10))
                               << QStringLiteral("goes out at 02:30");
    QTest::newRow("Kolkata skips none")
        << QByteArray("Asia/Kolkata") << QDateTime(QDate(2027, 3, 28), QTime(2, 30)) << QString();
}

void TestPinForm::aTimeThatIsSkippedSaysWhenItGoesOut()
{
    QFETCH(QByteArray, zone);
    QFETCH(QDateTime, wall);
    QFETCH(QString, said);
    PinContent content = m_gui->readyContent(m_recipes, QStringLiteral("Cake"));
    content.planned = WallTime{wall.date(), wall.time(), zone};
    show(m_gui->addDraft(content));
    const QString text = part<QLabel>("zoneLabel")->text();
    QVERIFY2(text.contains(said), qPrintable(text));
    QCOMPARE(text.contains(QStringLiteral("skip")), !said.isEmpty());
    const QString city = QString::fromLatin1(zone).section(QLatin1Char('/'), -1);
    QVERIFY2(text.contains(QString(city).replace(QLatin1Char('_'), QLatin1Char(' '))),
             qPrintable(text));
}

void TestPinForm::anotherZoneKeepsTheTimeOfDay()
{
    const PinId id = m_gui->addScheduled(m_gui->readyContent(m_recipes, QStringLiteral("Cake")));
    show(id);
    const WallTime before = *m_gui->pin(id).content.planned;
    press("zoneToolButton");
    auto *menu = part<QMenu>("zoneMenu");
    QTRY_VERIFY(menu->isVisible());
    QCOMPARE(menu->actions().first()->text(), QStringLiteral("UTC, of the account"));
    QVERIFY(menu->actions().first()->isChecked());
    menu->actions().last()->trigger();
    menu->close();
    auto *dialog = part<ZoneDialog>("zoneDialog");
    auto *search = partOf<QLineEdit>(*dialog, "zoneSearchLineEdit");
    QTRY_VERIFY(search->hasFocus());
    QTest::keyClicks(search, QStringLiteral("new york"));
    QTest::keyClick(search, Qt::Key_Return);
    QTRY_COMPARE(m_gui->pin(id).content.planned->zone, QByteArray("America/New_York"));
    const Pin moved = m_gui->pin(id);
    QCOMPARE(moved.content.planned->date, before.date);
    QCOMPARE(moved.content.planned->time, before.time);
    QCOMPARE(*moved.dueAt, before.resolve().utc + std::chrono::hours(5));
    QCOMPARE(moved.status, PinStatus::Scheduled);
    QVERIFY(part<QLabel>("zoneLabel")->text().contains(QStringLiteral("New York")));
    undo();
    QCOMPARE(m_gui->pin(id).content.planned->zone, before.zone);
}

void TestPinForm::aTimeAtWhichTheComputerIsUsuallyOffIsSaid()
{
    m_gui->addOfficeHours(21);
    const auto hints = [this] {
        QStringList texts;
        for (const QLabel *label : part<QWidget>("pinCheckList")->findChildren<QLabel *>())
            texts += label->text();
        return texts.join(QLatin1Char(' '));
    };
    PinContent content = m_gui->readyContent(m_recipes, QStringLiteral("Cake"));
    show(m_gui->addScheduled(content)); // in the morning
    QVERIFY2(!hints().contains(QStringLiteral("usually off")), qPrintable(hints()));
    content.planned->time = QTime(22, 30);
    show(m_gui->addScheduled(content));
    QVERIFY2(hints().contains(QStringLiteral("This computer is usually off at that time")),
             qPrintable(hints()));
    QVERIFY(hints().contains(QStringLiteral("choose another time")));
}

void TestPinForm::boardIsPickedBySearchWithTheKeyboard()
{
    const BoardSection soups = m_gui->addSection(m_recipes, QStringLiteral("Soups"));
    const PinId id = m_gui->addDraft(m_gui->readyContent(m_garden, QStringLiteral("Soup")));
    show(id);
    auto *picker = part<BoardPicker>("pinBoardPicker");
    picker->setFocus();
    QTest::keyClick(picker, Qt::Key_Down);
    auto *search = part<QLineEdit>("boardSearchLineEdit");
    QVERIFY(search->isVisible());
    QTest::keyClicks(search, QStringLiteral("soup"));
    QTest::keyClick(search, Qt::Key_Return);
    QTRY_COMPARE(m_gui->pin(id).content.section, soups.id);
    QCOMPARE(m_gui->pin(id).content.board, m_recipes.id);
    QCOMPARE(m_gui->workspace->settings().recentBoards().first(), m_recipes.id);
}

void TestPinForm::pickerCreatesABoardOfThatName()
{
    PinContent content = m_gui->readyContent(m_recipes, QStringLiteral("Cake"));
    // My plan has boards of its own, made without asking anyone.
    content.account = m_gui->plan().id;
    content.board = {};
    const PinId id = m_gui->addDraft(content);
    show(id);
    press("pinBoardPicker");
    QTest::keyClicks(part<QLineEdit>("boardSearchLineEdit"), QStringLiteral("Winter"));
    auto *list = part<QListView>("boardChoicesListView");
    QCOMPARE(list->model()->rowCount(), 1);
    QCOMPARE(list->model()->index(0, 0).data().toString(), QStringLiteral("Create board “Winter”"));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualRect(list->model()->index(0, 0)).center());
    QTRY_VERIFY(m_gui->pin(id).content.board.isValid());
}

void TestPinForm::aBoardDeletedWhileThePickerIsOpenIsNotChosen()
{
    const PinId id = m_gui->addDraft(m_gui->readyContent(m_recipes, QStringLiteral("Cake")));
    show(id);
    auto *picker = part<BoardPicker>("pinBoardPicker");
    picker->openPopup();
    auto *search = part<QLineEdit>("boardSearchLineEdit");
    QTest::keyClicks(search, QStringLiteral("Garden"));
    auto *list = part<QListView>("boardChoicesListView");
    QCOMPARE(list->model()->index(0, 0).data().toString(), QStringLiteral("Garden"));
    m_gui->workspace->store().boards().discard(m_garden.id, this, [](const Result<int> &) {});
    QTRY_VERIFY2(problem().contains(QStringLiteral("“Garden” is no longer there")),
                 qPrintable(problem()));
    QCOMPARE(list->model()->rowCount(), 1);
    QVERIFY(list->model()->index(0, 0).data().toString().contains(QStringLiteral("Create")));
    QTest::keyClick(search, Qt::Key_Escape);
    QCOMPARE(m_gui->pin(id).content.board, m_recipes.id);
}

void TestPinForm::aFileDroppedOnThePreviewReplacesTheImageAsACopy()
{
    const PinId id = m_gui->addDraft(m_gui->readyContent(m_recipes, QStringLiteral("Cake")));
    const MediaId before = m_gui->pin(id).content.media;
    show(id);
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(
        m_gui->imageFile(QStringLiteral("other.jpg"), {800, 1200}, Qt::green))});
    Qt::DropAction answer = Qt::IgnoreAction;
    QVERIFY(drop(mime, &answer));
    QCOMPARE(answer, Qt::CopyAction);
    QTRY_VERIFY(m_gui->pin(id).content.media != before);
    QCOMPARE(m_gui->pinCount(), 1);
}

void TestPinForm::imageDataDroppedOnANewFormMakesThePin()
{
    m_form->showNew(m_gui->account.id, {}, {}, std::nullopt);
    QMimeData mime;
    mime.setData(QStringLiteral("image/png"), pngFile({700, 1050}));
    QVERIFY(drop(mime));
    QTRY_VERIFY(m_form->pin().isValid());
    QVERIFY(m_gui->pin(m_form->pin()).content.media.isValid());
}

void TestPinForm::severalFilesOnThePreviewAreRefused()
{
    const PinId id = m_gui->addDraft(m_gui->readyContent(m_recipes, QStringLiteral("Cake")));
    const MediaId before = m_gui->pin(id).content.media;
    show(id);
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(m_gui->imageFile(QStringLiteral("a.jpg"))),
                  QUrl::fromLocalFile(m_gui->imageFile(QStringLiteral("b.jpg")))});
    drop(mime);
    QVERIFY(problem().contains(QStringLiteral("one image")));
    QCOMPARE(m_gui->pin(id).content.media, before);
    QMimeData text;
    text.setText(QStringLiteral("just words"));
    QVERIFY(!drop(text));
}

void TestPinForm::aBrokenImageIsRefusedInOneLine()
{
    m_form->showNew(m_gui->account.id, {}, {}, std::nullopt);
    const QString path = m_gui->directory.filePath(QStringLiteral("notes.jpg"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("this is text");
    file.close();
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(path)});
    QVERIFY(drop(mime));
    QTRY_VERIFY2(problem().contains(QStringLiteral("notes.jpg")), qPrintable(problem()));
    QCOMPARE(m_gui->pinCount(), 0);
    // The form goes on: a character still makes the pin.
    QTest::keyClicks(part<QLineEdit>("titleLineEdit"), QStringLiteral("Notes"));
    QTRY_COMPARE(m_gui->pinCount(), 1);
}

void TestPinForm::ctrlZUndoesTypingAndThenBelongsToTheWindow()
{
    const PinId id = m_gui->addDraft(m_gui->readyContent(m_recipes, QStringLiteral("Cake")));
    show(id);
    QAction undo;
    undo.setShortcut(QKeySequence::Undo);
    m_form->addAction(&undo);
    QSignalSpy stepUndone(&undo, &QAction::triggered);
    auto *title = part<QLineEdit>("titleLineEdit");
    title->setFocus();
    QTest::keyClick(title, Qt::Key_End);
    QTest::keyClicks(title, QStringLiteral("s"));
    QTRY_COMPARE(m_gui->pin(id).content.title, QStringLiteral("Cakes"));
    QTest::keySequence(title, QKeySequence::Undo);
    QCOMPARE(title->text(), QStringLiteral("Cake"));
    QCOMPARE(stepUndone.count(), 0);
    QTRY_COMPARE(m_gui->pin(id).content.title, QStringLiteral("Cake"));
    QTest::keySequence(title, QKeySequence::Undo);
    QCOMPARE(stepUndone.count(), 1);
    // Leaving the field commits: from then on Ctrl+Z is the window's there too.
    QTest::keyClicks(title, QStringLiteral("!"));
    part<QLineEdit>("linkLineEdit")->setFocus();
    title->setFocus();
    QTest::keySequence(title, QKeySequence::Undo);
    QCOMPARE(stepUndone.count(), 2);
}

void TestPinForm::publishedPinIsReadOnlyAndItsLinkCanBeCopied()
{
    PinContent content = m_gui->readyContent(m_recipes, QStringLiteral("Cake"));
    content.planned->date = QDate(2026, 11, 16);
    show(m_gui->addPublished(content, QStringLiteral("815")));
    QVERIFY(state().startsWith(QStringLiteral("Published")));
    QVERIFY(part<QLineEdit>("titleLineEdit")->isReadOnly());
    QVERIFY(part<GrowingTextEdit>("descriptionTextEdit")->isReadOnly());
    QVERIFY(!part<BoardPicker>("pinBoardPicker")->isEnabled());
    QVERIFY(part<QTimeEdit>("timeEdit")->isReadOnly());
    QVERIFY(!part<QPushButton>("schedulePushButton")->isVisible());
    QVERIFY(part<QPushButton>("openAtPinterestPushButton")->isVisible());
    QVERIFY(part<QPushButton>("useAgainPushButton")->isVisible());
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(m_gui->imageFile(QStringLiteral("a.jpg")))});
    QVERIFY(!part<ImagePreview>("mediaImagePreview")->acceptDrops());
    trigger("copyPinLinkAction");
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("http://127.0.0.1:9/pin/815/"));
    QTest::mouseClick(part<QPushButton>("useAgainPushButton"), Qt::LeftButton);
    QTRY_COMPARE(m_gui->pinCount(), 2);
}

void TestPinForm::deletingAPublishedPinAsks()
{
    PinContent content = m_gui->readyContent(m_recipes, QStringLiteral("Cake"));
    content.planned->date = QDate(2026, 11, 16);
    show(m_gui->addPublished(content, QStringLiteral("815")));
    trigger("deleteAction");
    auto *box = part<QMessageBox>("deletePublishedMessageBox");
    QVERIFY(box->isVisible());
    QCOMPARE(box->defaultButton()->objectName(), QStringLiteral("removeFromCalendarPushButton"));
    QSignalSpy closed(m_form.get(), &PinForm::closeWanted);
    QTest::mouseClick(box->defaultButton(), Qt::LeftButton);
    QTRY_COMPARE(m_gui->pinCount(), 0);
    QTRY_COMPARE(closed.count(), 1);
}

void TestPinForm::blockedPinSaysWhyAndCanBeTriedAgain()
{
    PinError error{ErrorKind::Rejected, QStringLiteral("Sorry, that link is not allowed."), 400, 1};
    const PinId id =
        m_gui->addBlocked(m_gui->readyContent(m_recipes, QStringLiteral("Cake")), error);
    show(id);
    QCOMPARE(state(), QStringLiteral("Needs you"));
    QVERIFY2(problem().contains(QStringLiteral("that link is not allowed")), qPrintable(problem()));
    QVERIFY(!part<QPushButton>("isTherePushButton")->isVisible());
    press("tryAgainPushButton");
    QTRY_COMPARE(m_gui->pin(id).status, PinStatus::Scheduled);
}

void TestPinForm::unclearPinShowsBothPictures()
{
    const PinId id = m_gui->addUnclear(m_gui->readyContent(m_recipes, QStringLiteral("Cake")),
                                       {QStringLiteral("900")});
    show(id);
    QVERIFY(part<QLabel>("ownPictureLabel")->isVisible());
    QVERIFY(part<QLabel>("theirPictureLabel")->isVisible());
    QVERIFY(part<QPushButton>("isNotTherePushButton")->isVisible());
    QVERIFY(!part<QPushButton>("tryAgainPushButton")->isVisible());
    // Neither a key nor a script sends it again without the person's word.
    for (const auto verb : {&PinEditor::schedule, &PinEditor::publishNow, &PinEditor::unschedule}) {
        const auto sent = await<EditOutcome>([&](QObject *context, Done<EditOutcome> done) {
            (m_gui->workspace->editor().*verb)({id}, context, std::move(done));
        });
        QVERIFY(!sent);
        QVERIFY(sent.error().detail.contains(QStringLiteral("may be at Pinterest")));
        QCOMPARE(m_gui->pin(id).status, PinStatus::Blocked);
    }
    QTest::mouseClick(part<QPushButton>("isThisOnePushButton"), Qt::LeftButton);
    QTRY_COMPARE(m_gui->pin(id).status, PinStatus::Published);
    QCOMPARE(m_gui->pin(id).remoteId, QStringLiteral("900"));
}

void TestPinForm::unconfirmedPinAsksTheUser()
{
    const PinId id = m_gui->addUnconfirmed(m_gui->readyContent(m_recipes, QStringLiteral("Cake")));
    show(id);
    QCOMPARE(state(), QStringLiteral("Checking"));
    QVERIFY(!part<QPushButton>("publishNowPushButton")->isVisible());
    QVERIFY(part<QPushButton>("isTherePushButton")->isVisible());
    press("isNotTherePushButton");
    QTRY_COMPARE(m_gui->pin(id).status, PinStatus::Scheduled);

    const PinId other =
        m_gui->addUnconfirmed(m_gui->readyContent(m_recipes, QStringLiteral("Pie")));
    show(other);
    press("isTherePushButton");
    QTRY_COMPARE(m_gui->pin(other).status, PinStatus::Published);
}

void TestPinForm::verbsOfTheMenuAct()
{
    const PinId id = m_gui->addScheduled(m_gui->readyContent(m_recipes, QStringLiteral("Cake")));
    show(id);
    trigger("lockAction");
    QTRY_VERIFY(m_gui->pin(id).content.locked);
    QTRY_VERIFY(part<QLabel>("lockIconLabel")->isVisible());
    trigger("lockAction");
    QTRY_VERIFY(!m_gui->pin(id).content.locked);
    trigger("duplicateAction");
    QTRY_COMPARE(m_gui->pinCount(), 2);
    trigger("unscheduleAction");
    QTRY_VERIFY(!m_gui->pin(id).content.planned);
    QTRY_VERIFY(part<QPushButton>("chooseTimePushButton")->isVisible());
    press("publishNowPushButton");
    QTRY_COMPARE(m_gui->pin(id).status, PinStatus::Scheduled);
    QCOMPARE(*m_gui->pin(id).dueAt, m_gui->clock.now());
    QSignalSpy closed(m_form.get(), &PinForm::closeWanted);
    trigger("deleteAction");
    QTRY_COMPARE(closed.count(), 1);
    QCOMPARE(m_gui->pinCount(), 1);
}

void TestPinForm::severalPinsShareTheirVerbs()
{
    const PinId first = m_gui->addDraft(m_gui->readyContent(m_recipes, QStringLiteral("One")));
    const PinId second = m_gui->addDraft(m_gui->readyContent(m_garden, QStringLiteral("Two")));
    m_form->showSeveral({first, second});
    QCOMPARE(part<QLabel>("headingLabel")->text(), QStringLiteral("2 pin(s) selected"));
    emit part<BoardPicker>("severalBoardPicker")->picked(m_garden.id, {});
    QTRY_COMPARE(m_gui->pin(first).content.board, m_garden.id);
    press("scheduleAllPushButton");
    QTRY_COMPARE(m_gui->pin(first).status, PinStatus::Scheduled);
    QCOMPARE(m_gui->pin(second).status, PinStatus::Scheduled);
    press("lockAllPushButton");
    QTRY_VERIFY(m_gui->pin(second).content.locked);
    QVERIFY(!m_form->pin().isValid());
}

void TestPinForm::aPinThatIsGoneClosesTheForm()
{
    const PinId id = m_gui->addDraft(m_gui->readyContent(m_recipes, QStringLiteral("Cake")));
    show(id);
    QSignalSpy closed(m_form.get(), &PinForm::closeWanted);
    m_gui->workspace->editor().remove({id}, this, [](const Result<EditOutcome> &) {});
    QTRY_COMPARE(closed.count(), 1);
    QVERIFY(!m_form->pin().isValid());
}

void TestPinForm::historyIsShownWhenOpened()
{
    const PinId id = m_gui->addScheduled(m_gui->readyContent(m_recipes, QStringLiteral("Cake")));
    show(id);
    auto *text = part<QLabel>("historyLabel");
    QVERIFY(!text->isVisible());
    part<QToolButton>("historyToolButton")->click();
    QVERIFY(text->isVisible());
    QVERIFY2(text->text().contains(QStringLiteral("Scheduled")), qPrintable(text->text()));
}

PinId TestPinForm::scheduledIn(int seconds)
{
    PinContent content = m_gui->readyContent(m_recipes, QStringLiteral("Cake"));
    content.planned =
        WallTime::fromUtc(m_gui->clock.now() + std::chrono::seconds(seconds), "Etc/UTC");
    return m_gui->addScheduled(content);
}

PinId TestPinForm::writingInPinDueIn(int seconds)
{
    Publisher &publisher = m_gui->workspace->publisher();
    m_gui->account.state = AccountState::ReconnectNeeded;
    m_gui->saveAccount(m_gui->account);
    publisher.start();
    if (!waitUntil([&] { return publisher.state() == PublisherState::Idle; }))
        qFatal("the publisher does not start");
    const PinId id = scheduledIn(seconds);
    show(id);
    m_form->focusTitle();
    return id;
}

void TestPinForm::aPinDueWhileItIsWrittenIsHeldBackForAMinute()
{
    const PinId id = writingInPinDueIn(3);
    const UtcTime due = *m_gui->pin(id).dueAt;
    QVERIFY(!hasBar());
    QVERIFY(!heldUntil(id));
    QSignalSpy said(m_form.get(), &PinForm::message);
    m_gui->clock.advance(std::chrono::milliseconds(1500));
    QTRY_VERIFY(hasBar()); // the form's own timer, a second after it was armed
    QCOMPARE(heldUntil(id), std::optional(due + std::chrono::seconds(60)));
    QCOMPARE(said.count(), 1);
    m_gui->clock.advance(std::chrono::milliseconds(3500));
    QTRY_COMPARE(part<QLabel>("holdLabel")->text(), QStringLiteral("Publishing in 58 s"));
    QVERIFY(!part<QPushButton>("publishNowPushButton")->isVisible());
    QVERIFY(m_form->minimumSizeHint().width() <= 340);
    const QStringList nameless = namelessControls(m_form.get());
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
    // Typing goes on being stored, and the pin stays scheduled.
    auto *title = part<QLineEdit>("titleLineEdit");
    QVERIFY(title->hasFocus());
    QTest::keyClick(title, Qt::Key_End);
    QTest::keyClicks(title, QStringLiteral(" with lemon"));
    QTRY_COMPARE(m_gui->pin(id).content.title, QStringLiteral("Cake with lemon"));
    QCOMPARE(m_gui->pin(id).status, PinStatus::Scheduled);
    QVERIFY(hasBar());
    // At the end of the minute what was typed last is stored at once, and the pin goes.
    QTest::keyClicks(title, QStringLiteral("s"));
    m_gui->clock.advance(std::chrono::milliseconds(56500));
    QTRY_COMPARE(m_gui->pin(id).content.title, QStringLiteral("Cake with lemons"));
    m_gui->clock.advance(std::chrono::milliseconds(1500));
    QTRY_VERIFY(!hasBar());
    QVERIFY(!heldUntil(id));
}

void TestPinForm::holdMakesADraftThatKeepsItsTime()
{
    const PinId id = writingInPinDueIn(2);
    const PinContent content = m_gui->pin(id).content;
    QTRY_VERIFY(hasBar());
    press("holdPushButton");
    QTRY_COMPARE(m_gui->pin(id).status, PinStatus::Draft);
    QCOMPARE(m_gui->pin(id).content, content);
    QTRY_VERIFY(!hasBar());
    QVERIFY(!heldUntil(id));
    m_gui->clock.advance(std::chrono::seconds(4));
    QTRY_VERIFY2(state().contains(QStringLiteral("Missed")), qPrintable(state()));
}

void TestPinForm::publishNowOfTheBarStoresAndLetsGo()
{
    const PinId id = writingInPinDueIn(2);
    const UtcTime due = *m_gui->pin(id).dueAt;
    QTRY_VERIFY(hasBar());
    auto *title = part<QLineEdit>("titleLineEdit");
    QTest::keyClick(title, Qt::Key_End);
    QTest::keyClicks(title, QStringLiteral("!"));
    press("publishHeldPushButton");
    QTRY_VERIFY(!hasBar());
    QVERIFY(!heldUntil(id));
    QCOMPARE(m_gui->pin(id).content.title, QStringLiteral("Cake!")); // stored before it was let go
    QCOMPARE(m_gui->pin(id).status, PinStatus::Scheduled);
    QCOMPARE(*m_gui->pin(id).dueAt, due);
    // Not held back once more, although the form still has the focus before the due time.
    m_form->focusTitle();
    m_form->showPin(id);
    QVERIFY(!heldUntil(id));
}

void TestPinForm::leavingTheFormLetsThePinGo()
{
    const PinId id = writingInPinDueIn(2);
    QTRY_VERIFY(hasBar());
    QLineEdit other;
    other.show();
    other.activateWindow();
    other.setFocus();
    QVERIFY(QTest::qWaitForWindowActive(&other));
    QTRY_VERIFY(!heldUntil(id));
    QVERIFY(!hasBar());
    QCOMPARE(m_gui->pin(id).status, PinStatus::Scheduled);
}

void TestPinForm::anotherPinInTheFormLetsTheFormerGo()
{
    const PinId other = scheduledIn(3600);
    const PinId id = writingInPinDueIn(2);
    QTRY_VERIFY(hasBar());
    show(other);
    QVERIFY(!heldUntil(id));
    QVERIFY(!hasBar());
    // A form that is gone holds nothing.
    show(id);
    m_form->focusTitle();
    QTRY_VERIFY(heldUntil(id));
    m_form.reset();
    QVERIFY(!heldUntil(id));
}

void TestPinForm::nothingIsHeldBackWithoutFocusOrPublisher()
{
    // Another process publishes, or nobody: the bar would promise what it can't keep.
    show(scheduledIn(2));
    m_form->focusTitle();
    QVERIFY(!hasBar());
    QLineEdit other;
    other.show();
    other.activateWindow();
    other.setFocus();
    QVERIFY(QTest::qWaitForWindowActive(&other));
    const PinId id = writingInPinDueIn(2);
    QVERIFY(!m_form->isActiveWindow());
    // The form looks at the pin again with every change.
    m_gui->workspace->editor().setLocked({id}, true, nullptr, {});
    QTRY_VERIFY(part<QLabel>("lockIconLabel")->isVisible());
    QVERIFY(!heldUntil(id));
    m_form->activateWindow();
    QTRY_VERIFY(heldUntil(id));
    m_gui->workspace->settings().setPublisherPaused(true);
    QTRY_VERIFY(!hasBar());
    QVERIFY(!heldUntil(id));
}

void TestPinForm::everythingFitsIn340Pixels()
{
    PinContent content = m_gui->readyContent(m_recipes, QStringLiteral("Cake"));
    content.description =
        QStringLiteral("A long description that needs several lines. ").repeated(10);
    show(m_gui->addDraft(content));
    QCoreApplication::sendPostedEvents(); // the layout follows in them
    QTRY_VERIFY2(m_form->minimumSizeHint().width() <= 340,
                 qPrintable(QString::number(m_form->minimumSizeHint().width())));
    auto *area = part<QScrollArea>("fieldsScrollArea");
    QVERIFY2(area->widget()->minimumSizeHint().width() <= area->viewport()->width(),
             qPrintable(QString::number(area->widget()->minimumSizeHint().width())));
    auto *description = part<GrowingTextEdit>("descriptionTextEdit");
    QVERIFY(description->viewport()->height() >= int(description->document()->size().height()));
    QVERIFY(part<QPushButton>("schedulePushButton")->isVisible());
}

void TestPinForm::everyControlHasItsName()
{
    show(m_gui->addDraft(m_gui->readyContent(m_recipes, QStringLiteral("Cake"))));
    const QStringList nameless = namelessControls(m_form.get());
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
    // Tab goes down the form as it reads.
    auto *title = part<QLineEdit>("titleLineEdit");
    title->setFocus();
    QTest::keyClick(title, Qt::Key_Tab);
    QVERIFY(part<GrowingTextEdit>("descriptionTextEdit")->hasFocus());
    QTest::keyClick(part<GrowingTextEdit>("descriptionTextEdit"), Qt::Key_Tab);
    auto *keywords = part<QPushButton>("keywordsPushButton");
    QVERIFY(keywords->hasFocus());
    QTest::keyClick(keywords, Qt::Key_Tab);
    QVERIFY(part<QLineEdit>("linkLineEdit")->hasFocus());
    // So do the letters of the labels.
    QTest::keyClick(m_form.get(), Qt::Key_W, Qt::AltModifier);
    QVERIFY(part<WhenEdit>("pinWhenEdit")->isAncestorOf(m_form->focusWidget()));
}

QTEST_MAIN(TestPinForm)
#include "tst_pinform.moc"
