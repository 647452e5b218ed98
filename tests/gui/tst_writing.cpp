// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"
#include "gui/guiworkspace.h"
#include "store/store.h"
#include "store/undostore.h"
#include "support/await.h"
#include "support/writerpeer.h"
#include "text/englishplurals.h"
#include "ui/pins/pinform.h"
#include "ui/settings/settingsdialog.h"
#include "ui/settings/writingpage.h"
#include "ui/writer/keywordmenu.h"
#include "ui/writer/writerdialog.h"
#include "writer/writerkey.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTest>
#include <QTextEdit>

using namespace pinweek;
using namespace pinweek::test;

namespace {

/** Has nothing, and takes nothing. */
class LockedVault final : public TokenVault
{
public:
    void read(const QString &, QObject *context, Done<std::optional<AccountSecrets>> done) override
    {
        deliver<std::optional<AccountSecrets>>(context, std::move(done), std::nullopt);
    }
    void write(const QString &, const AccountSecrets &, QObject *context, Done<void> done) override
    {
        refuse(context, std::move(done));
    }
    void remove(const QString &, QObject *context, Done<void> done) override
    {
        refuse(context, std::move(done));
    }
    void probe(QObject *context, Done<void> done) override { refuse(context, std::move(done)); }

private:
    static void refuse(QObject *context, Done<void> done)
    {
        deliver<void>(context, std::move(done),
                      fail({ErrorKind::Keychain, QStringLiteral("the keychain is locked")}));
    }
};

} // namespace

/** Keywords and written texts in the composer, and the settings of what writes them. */
class TestWriting : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QCoreApplication::installTranslator(new EnglishPlurals(this)); }
    void init()
    {
        failOnWarnings();
        m_peer = std::make_unique<WriterPeer>();
        m_gui = std::make_unique<GuiWorkspace>();
        m_board = m_gui->addBoard(QStringLiteral("Recipes"));
        m_form = std::make_unique<PinForm>(*m_gui->workspace, *m_gui->theme);
        m_form->resize(340, 760);
        m_form->show();
        QVERIFY(QTest::qWaitForWindowActive(m_form.get()));
    }
    void cleanup()
    {
        m_form.reset();
        m_gui.reset();
        m_peer.reset();
    }

    void keywordsGoIntoTheDescriptionOneStepEach();
    void keywordsAreChosenWithTheKeyboard();
    void aPlanWithoutWordsSaysSo();
    void writingIsOffUntilItIsSetUp();
    void aWrittenTextIsOneStepToUndo();
    void aTextForAPinThatIsLeftGoesIntoNoOther();
    void whatIsAskedIsShownAndCanBeChanged();
    void escStopsAndThenCloses();
    void whatIsTooLongIsCutAndSaid();
    void aPartIsSaidToBeOne();
    void theKeyboardWritesAndUses();
    void errorsAreSaidAndItCanBeTriedAgain();
    void thePictureGoesAlongOnlyWhenItIsTicked();
    void settingsLoadModelsAndTest();
    void aTypedKeyIsUsedAndKept();
    void aKeyGoesToItsHostAlone();
    void aKeyThatCanNotBeKeptStaysInItsField();
    void returnAndEscLoseNoKey();
    void anAddressThatIsNoneIsSaidAtOnce();
    void theKeyIsNowhereOnTheDisk();
    void everyControlHasItsName();

private:
    template<typename T>
    T *part(const char *name) const
    {
        return partOf<T>(*m_form, name);
    }
    void setUpWriter()
    {
        Settings &settings = m_gui->workspace->settings();
        settings.setWriterAddress(m_peer->address());
        settings.setWriterModel(QStringLiteral("tiny"));
        settings.setWriterOn(true);
    }
    PinId show(const QString &title = QStringLiteral("Plum tart"))
    {
        const PinId id = m_gui->addDraft(m_gui->readyContent(m_board, title));
        m_form->showPin(id);
        return id;
    }
    void click(const char *name)
    {
        auto *button = part<QPushButton>(name);
        QVERIFY2(button->isVisible() && button->isEnabled(), name);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    /** Null: none. */
    WriterDialog *dialog() const { return m_form->findChild<WriterDialog *>(); }
    template<typename T>
    T *inDialog(const char *name) const
    {
        return partOf<T>(*dialog(), name);
    }
    void openDialog(const char *button)
    {
        click(button);
        QTRY_VERIFY(dialog() && dialog()->isVisible());
    }
    void write() { QTest::mouseClick(inDialog<QPushButton>("writePushButton"), Qt::LeftButton); }
    QString state() const { return inDialog<QLabel>("writerStateLabel")->text(); }
    static KeywordMenu *menu()
    {
        return qobject_cast<KeywordMenu *>(QApplication::activePopupWidget());
    }
    QJsonValue sentContent() const
    {
        return QJsonDocument::fromJson(
            m_peer->requests().last().body)[QLatin1String("messages")][0][QLatin1String("content")];
    }
    void undo()
    {
        must(await<UndoOutcome>([&](QObject *c, Done<UndoOutcome> done) {
            m_gui->workspace->store().undo().undo(c, std::move(done));
        }));
    }

    QString keptKey(const QString &address)
    {
        return must(await<QString>([&](QObject *c, Done<QString> done) {
            readWriterKey(m_gui->workspace->vault(), address, c, std::move(done));
        }));
    }

    std::unique_ptr<WriterPeer> m_peer;
    std::unique_ptr<GuiWorkspace> m_gui;
    Board m_board;
    std::unique_ptr<PinForm> m_form;
};

void TestWriting::keywordsGoIntoTheDescriptionOneStepEach()
{
    for (const char *title : {"Lemon cake", "Lemon cake, autumn", "Pears in autumn"})
        m_gui->addDraft(m_gui->readyContent(m_board, QString::fromLatin1(title)));
    const PinId id = show();
    const QString before = m_gui->pin(id).content.description;
    click("keywordsPushButton");
    QTRY_VERIFY(menu());
    QStringList words;
    for (const QAction *action : menu()->actions())
        words += action->text();
    QVERIFY2(words.contains(QStringLiteral("Lemon cake")), qPrintable(words.join(u',')));
    QVERIFY(words.contains(QStringLiteral("autumn")));
    const auto choose = [](const QString &word) {
        for (QAction *action : menu()->actions()) {
            if (action->text() == word)
                QTest::mouseClick(menu(), Qt::LeftButton, {},
                                  menu()->actionGeometry(action).center());
        }
    };
    choose(QStringLiteral("Lemon cake"));
    const QString one =
        before.isEmpty() ? QStringLiteral("Lemon cake") : before + QStringLiteral(" Lemon cake");
    QTRY_COMPARE(m_gui->pin(id).content.description, one);
    // It stays for more, without the one that was taken.
    QVERIFY(menu() && menu()->actions().size() == words.size() - 1);
    choose(QStringLiteral("autumn"));
    QTRY_COMPARE(m_gui->pin(id).content.description, one + QStringLiteral(" autumn"));
    if (menu()) // the last one that is taken closes it
        menu()->close();
    undo();
    QTRY_COMPARE(m_gui->pin(id).content.description, one);
    undo();
    QTRY_COMPARE(m_gui->pin(id).content.description, before);
}

void TestWriting::keywordsAreChosenWithTheKeyboard()
{
    for (const char *title : {"Lemon cake", "Lemon cake 2"})
        m_gui->addDraft(m_gui->readyContent(m_board, QString::fromLatin1(title)));
    const PinId id = show();
    auto *button = part<QPushButton>("keywordsPushButton");
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
    QTRY_VERIFY(menu());
    QTest::keyClick(menu(), Qt::Key_Down);
    QTest::keyClick(menu(), Qt::Key_Return);
    QTRY_VERIFY(m_gui->pin(id).content.description.endsWith(QStringLiteral("Lemon cake")));
    QVERIFY(!menu());
}

void TestWriting::aPlanWithoutWordsSaysSo()
{
    show();
    click("keywordsPushButton");
    QTRY_VERIFY(menu());
    QCOMPARE(menu()->actions().size(), 1);
    QVERIFY(!menu()->actions().first()->isEnabled());
    menu()->close();
}

void TestWriting::writingIsOffUntilItIsSetUp()
{
    show();
    QVERIFY(part<QPushButton>("keywordsPushButton")->isVisible());
    QVERIFY(!part<QPushButton>("writeTitlePushButton")->isVisible());
    setUpWriter();
    QTRY_VERIFY(part<QPushButton>("writeTitlePushButton")->isVisible());
    m_gui->workspace->settings().setWriterOn(false);
    QTRY_VERIFY(!part<QPushButton>("writeTitlePushButton")->isVisible());
}

void TestWriting::aWrittenTextIsOneStepToUndo()
{
    setUpWriter();
    const PinId id = show();
    auto *title = part<QLineEdit>("titleLineEdit");
    title->setFocus();
    QTest::keyClick(title, Qt::Key_End);
    QTest::keyClicks(title, QStringLiteral("!"));
    openDialog("writeTitlePushButton");
    QCOMPARE(m_peer->requests().size(), 0);
    write();
    QTRY_COMPARE(m_peer->requests().size(), 1);
    QCOMPARE(inDialog<QPushButton>("writePushButton")->text(), QStringLiteral("&Stop"));
    m_peer->send(WriterPeer::streamHead() + WriterPeer::words(QStringLiteral("Plum")));
    QTRY_COMPARE(inDialog<QPlainTextEdit>("writtenPlainTextEdit")->toPlainText(),
                 QStringLiteral("Plum"));
    m_peer->send(WriterPeer::words(QStringLiteral(" tart with almonds")) + "data: [DONE]\n\n");
    m_peer->close();
    QTRY_VERIFY(inDialog<QPushButton>("usePushButton")->isEnabled());
    QCOMPARE(inDialog<QPushButton>("writePushButton")->text(), QStringLiteral("A&gain"));
    QTest::mouseClick(inDialog<QPushButton>("usePushButton"), Qt::LeftButton);
    QTRY_COMPARE(m_gui->pin(id).content.title, QStringLiteral("Plum tart with almonds"));
    QCOMPARE(title->text(), QStringLiteral("Plum tart with almonds"));
    // What was typed before it is a step of its own.
    undo();
    QTRY_COMPARE(m_gui->pin(id).content.title, QStringLiteral("Plum tart!"));
}

void TestWriting::aTextForAPinThatIsLeftGoesIntoNoOther()
{
    setUpWriter();
    const PinId other = m_gui->addDraft(m_gui->readyContent(m_board, QStringLiteral("Leek soup")));
    m_form->showNew(m_gui->account.id, m_board.id, {}, std::nullopt);
    openDialog("writeTitlePushButton");
    write();
    QTRY_COMPARE(m_peer->requests().size(), 1);
    m_peer->send(WriterPeer::streamHead() + WriterPeer::words(QStringLiteral("Plum tart")) +
                 "data: [DONE]\n\n");
    m_peer->close();
    QTRY_VERIFY(inDialog<QPushButton>("usePushButton")->isEnabled());
    // As a notification or the tray's menu opens it.
    m_form->showPin(other);
    QSignalSpy said(m_form.get(), &PinForm::message);
    inDialog<QPushButton>("usePushButton")->click();
    QCOMPARE(said.size(), 1);
    QCOMPARE(part<QLineEdit>("titleLineEdit")->text(), QStringLiteral("Leek soup"));
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("Plum tart"));
    m_form->commit();
    m_gui->waitForStore();
    QCOMPARE(m_gui->pin(other).content.title, QStringLiteral("Leek soup"));
}

void TestWriting::whatIsAskedIsShownAndCanBeChanged()
{
    setUpWriter();
    show();
    openDialog("writeDescriptionPushButton");
    auto *prompt = inDialog<QPlainTextEdit>("promptPlainTextEdit");
    QVERIFY(prompt->toPlainText().contains(QStringLiteral("Board: Recipes")));
    QVERIFY(prompt->toPlainText().contains(QStringLiteral("Title: Plum tart")));
    QVERIFY(inDialog<QLabel>("privacyLabel")->text().contains(QStringLiteral("127.0.0.1")));
    prompt->setPlainText(QStringLiteral("Write of plums."));
    QVERIFY(inDialog<QPushButton>("resetPromptPushButton")->isVisible());
    m_peer->answerWith(WriterPeer::stream(QStringLiteral("Plums!")));
    write();
    QTRY_VERIFY(inDialog<QPushButton>("usePushButton")->isEnabled());
    QCOMPARE(sentContent().toString(), QStringLiteral("Write of plums."));
    // Another field gets its own words, but what a person wrote stays.
    inDialog<QComboBox>("writerFieldComboBox")->setCurrentIndex(2);
    QCOMPARE(prompt->toPlainText(), QStringLiteral("Write of plums."));
    QTest::mouseClick(inDialog<QPushButton>("resetPromptPushButton"), Qt::LeftButton);
    QVERIFY(prompt->toPlainText().contains(QStringLiteral("alt text")));
}

void TestWriting::escStopsAndThenCloses()
{
    setUpWriter();
    show();
    openDialog("writeTitlePushButton");
    write();
    QTRY_COMPARE(m_peer->requests().size(), 1);
    QCOMPARE(m_peer->open(), 1);
    QTest::keyClick(dialog(), Qt::Key_Escape);
    QTRY_COMPARE(m_peer->open(), 0);
    QVERIFY(dialog()->isVisible());
    QCOMPARE(state(), QStringLiteral("Stopped."));
    QTest::keyClick(dialog(), Qt::Key_Escape);
    QTRY_VERIFY(!dialog());
}

void TestWriting::whatIsTooLongIsCutAndSaid()
{
    setUpWriter();
    const PinId id = show();
    m_peer->answerWith(WriterPeer::stream(QStringLiteral("lemon ").repeated(40)));
    openDialog("writeTitlePushButton");
    write();
    QTRY_VERIFY(state().contains(QStringLiteral("100 characters")));
    QTest::mouseClick(inDialog<QPushButton>("usePushButton"), Qt::LeftButton);
    QTRY_COMPARE(m_gui->pin(id).content.title, QStringLiteral("lemon ").repeated(16).trimmed());
}

void TestWriting::aPartIsSaidToBeOne()
{
    setUpWriter();
    const PinId id = show();
    m_peer->answerWith(WriterPeer::streamHead() +
                       WriterPeer::words(QStringLiteral("Plum tart wi")));
    openDialog("writeTitlePushButton");
    write();
    QTRY_VERIFY2(state().startsWith(QStringLiteral("The answer was cut off")), qPrintable(state()));
    QCOMPARE(inDialog<QPushButton>("writePushButton")->text(), QStringLiteral("A&gain"));
    QVERIFY(inDialog<QPushButton>("writePushButton")->hasFocus());
    QTest::mouseClick(inDialog<QPushButton>("usePushButton"), Qt::LeftButton);
    QTRY_COMPARE(m_gui->pin(id).content.title, QStringLiteral("Plum tart wi"));
    WritingPage page(*m_gui->workspace, nullptr);
    page.show();
    QTest::mouseClick(partOf<QPushButton>(page, "testWriterPushButton"), Qt::LeftButton);
    QTRY_COMPARE(partOf<QLabel>(page, "writerResultLabel")->text(),
                 QStringLiteral("The answer was cut off. It began: Plum tart wi"));
}

void TestWriting::theKeyboardWritesAndUses()
{
    setUpWriter();
    const PinId id = show();
    m_peer->answerWith(WriterPeer::stream(QStringLiteral("Plums")));
    openDialog("writeTitlePushButton");
    // All that is asked is seen at once.
    QCOMPARE(inDialog<QPlainTextEdit>("promptPlainTextEdit")->verticalScrollBar()->maximum(), 0);
    QHash<QChar, bool> letters;
    const auto isNew = [&letters](const QString &text) {
        const qsizetype at = text.indexOf(u'&');
        return at < 0 || !std::exchange(letters[text.at(at + 1).toUpper()], true);
    };
    for (const QLabel *label : dialog()->findChildren<QLabel *>())
        QVERIFY2(!label->buddy() || isNew(label->text()), qPrintable(label->text()));
    for (const QAbstractButton *button : dialog()->findChildren<QAbstractButton *>())
        QVERIFY2(isNew(button->text()), qPrintable(button->text()));
    auto *written = inDialog<QPushButton>("writePushButton");
    QVERIFY(written->hasFocus());
    QTest::keyClick(written, Qt::Key_Return);
    auto *use = inDialog<QPushButton>("usePushButton");
    QTRY_VERIFY(use->isEnabled() && use->hasFocus());
    QTest::keyClick(use, Qt::Key_Return);
    QTRY_COMPARE(m_gui->pin(id).content.title, QStringLiteral("Plums"));
}

void TestWriting::errorsAreSaidAndItCanBeTriedAgain()
{
    setUpWriter();
    show();
    m_peer->answerWith(WriterPeer::whole(404, R"({"error":{"message":"model not found"}})"));
    openDialog("writeTitlePushButton");
    write();
    QTRY_VERIFY(state().contains(QStringLiteral("There is no model “tiny”")));
    QVERIFY(!inDialog<QPushButton>("usePushButton")->isEnabled());
    m_peer->answerWith(WriterPeer::whole(429, "{}", "Retry-After: 20\r\n"));
    write();
    QTRY_VERIFY2(state().contains(QStringLiteral("20 seconds")), qPrintable(state()));
    m_peer->answerWith(WriterPeer::whole(200, R"({"choices":[{"message":{"content":"Plums"}}]})"));
    write();
    QTRY_VERIFY(inDialog<QPushButton>("usePushButton")->isEnabled());
    QCOMPARE(state(), QString());
}

void TestWriting::thePictureGoesAlongOnlyWhenItIsTicked()
{
    setUpWriter();
    show();
    m_peer->answerWith(WriterPeer::stream(QStringLiteral("A tart.")));
    openDialog("writeAltTextPushButton");
    auto *tick = inDialog<QCheckBox>("withPictureCheckBox");
    QVERIFY(tick->isVisible() && !tick->isChecked());
    write();
    QTRY_COMPARE(m_peer->requests().size(), 1);
    QVERIFY(sentContent().isString());
    QTRY_VERIFY(inDialog<QPushButton>("usePushButton")->isEnabled());
    tick->setChecked(true);
    QVERIFY(inDialog<QLabel>("privacyLabel")->text().contains(QStringLiteral("picture")));
    write();
    QTRY_COMPARE(m_peer->requests().size(), 2);
    const QString url =
        sentContent()[1][QLatin1String("image_url")][QLatin1String("url")].toString();
    const QLatin1String head("data:image/jpeg;base64,");
    QVERIFY(url.startsWith(head));
    const QImage sent =
        QImage::fromData(QByteArray::fromBase64(url.mid(head.size()).toLatin1()), "JPEG");
    QVERIFY(!sent.isNull());
    QVERIFY(sent.width() <= 768 && sent.height() <= 768);
    QTRY_VERIFY(inDialog<QPushButton>("usePushButton")->isEnabled());
}

void TestWriting::settingsLoadModelsAndTest()
{
    WritingPage page(*m_gui->workspace, nullptr);
    page.show();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    auto *on = partOf<QCheckBox>(page, "writerOnCheckBox");
    auto *address = partOf<QLineEdit>(page, "writerAddressLineEdit");
    auto *result = partOf<QLabel>(page, "writerResultLabel");
    QVERIFY(!on->isChecked() && !address->isEnabled());
    on->click();
    QVERIFY(address->isEnabled());
    const auto enter = [](QLineEdit *field, const QString &text) {
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
    };
    enter(address, QStringLiteral("http://api.example.com/v1"));
    QVERIFY(result->text().contains(QStringLiteral("https://")));
    enter(address, m_peer->address());
    QCOMPARE(m_gui->workspace->settings().writerAddress(), m_peer->address());
    QCOMPARE(result->text(), QString());
    enter(partOf<QLineEdit>(page, "writerKeyLineEdit"), QStringLiteral("sk-secret"));
    QTRY_VERIFY(partOf<QPushButton>(page, "removeWriterKeyPushButton")->isVisible());
    QCOMPARE(partOf<QLineEdit>(page, "writerKeyLineEdit")->text(), QString());

    m_peer->answerWith(WriterPeer::whole(200, R"({"data":[{"id":"tiny"},{"id":"large"}]})"));
    QTest::mouseClick(partOf<QPushButton>(page, "loadModelsPushButton"), Qt::LeftButton);
    QTRY_COMPARE(result->text(), QStringLiteral("It has 2 models."));
    QVERIFY(m_peer->requests().last().head.contains("Bearer sk-secret"));
    auto *model = partOf<QComboBox>(page, "writerModelComboBox");
    QCOMPARE(model->count(), 2);
    // Which one is for a person to say.
    QCOMPARE(m_gui->workspace->settings().writerModel(), QString());
    QTRY_VERIFY(model->view()->isVisible());
    QTest::keyClick(model->view(), Qt::Key_Down);
    QTest::keyClick(model->view(), Qt::Key_Return);
    QTRY_VERIFY(!m_gui->workspace->settings().writerModel().isEmpty());
    QCOMPARE(m_gui->workspace->settings().writerModel(), model->currentText());
    QCOMPARE(model->lineEdit()->cursorPosition(), 0);

    m_peer->answerWith(WriterPeer::stream(QStringLiteral("Ready")));
    QTest::mouseClick(partOf<QPushButton>(page, "testWriterPushButton"), Qt::LeftButton);
    QTRY_COMPARE(result->text(), QStringLiteral("It works. It answered: Ready"));
    m_peer->answerWith(WriterPeer::whole(401, "{}"));
    QTest::mouseClick(partOf<QPushButton>(page, "testWriterPushButton"), Qt::LeftButton);
    QTRY_VERIFY(result->text().contains(QStringLiteral("key is not accepted")));
    QTest::mouseClick(partOf<QPushButton>(page, "removeWriterKeyPushButton"), Qt::LeftButton);
    QTRY_VERIFY(!partOf<QPushButton>(page, "removeWriterKeyPushButton")->isVisible());
    QTest::mouseClick(partOf<QPushButton>(page, "testWriterPushButton"), Qt::LeftButton);
    QTRY_COMPARE(m_peer->requests().size(), 4);
    QVERIFY(!m_peer->requests().last().head.contains("Bearer"));
    QTRY_VERIFY(result->text().contains(QStringLiteral("key is not accepted")));
}

void TestWriting::aTypedKeyIsUsedAndKept()
{
    setUpWriter();
    WritingPage page(*m_gui->workspace, nullptr);
    auto *key = partOf<QLineEdit>(page, "writerKeyLineEdit");
    auto *hint = partOf<QLabel>(page, "writerKeyHintLabel");
    key->insert(QStringLiteral("sk-")); // before the first look into the keychain has come back
    page.show();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    key->setFocus();
    QTest::keyClick(key, Qt::Key_End);
    QTest::keyClicks(key, QStringLiteral("typed"));
    QTRY_VERIFY(hint->text().startsWith(QStringLiteral("No key for 127.0.0.1:")));
    QVERIFY(hint->text().contains(QStringLiteral("for this run only")));
    QCOMPARE(key->text(), QStringLiteral("sk-typed"));
    // The field keeps the focus: nothing but the letter of the button is pressed.
    m_peer->answerWith(WriterPeer::whole(200, R"({"data":[{"id":"tiny"}]})"));
    QTest::keyClick(key, Qt::Key_L, Qt::AltModifier);
    QTRY_COMPARE(m_peer->requests().size(), 1);
    QVERIFY(m_peer->requests().last().head.contains("Bearer sk-typed"));
    QTRY_COMPARE(key->text(), QString());
    QCOMPARE(keptKey(m_peer->address()), QStringLiteral("sk-typed"));
    QVERIFY(hint->text().contains(QStringLiteral("127.0.0.1")));
}

void TestWriting::aKeyGoesToItsHostAlone()
{
    setUpWriter();
    must(await<void>([&](QObject *c, Done<void> done) {
        keepWriterKey(m_gui->workspace->vault(), QStringLiteral("https://api.example.com/v1"),
                      QStringLiteral("sk-secret"), c, std::move(done));
    }));
    WritingPage page(*m_gui->workspace, nullptr);
    page.show();
    m_peer->answerWith(WriterPeer::stream(QStringLiteral("Ready")));
    QTest::mouseClick(partOf<QPushButton>(page, "testWriterPushButton"), Qt::LeftButton);
    QTRY_COMPARE(m_peer->requests().size(), 1);
    QVERIFY(!m_peer->requests().last().head.contains("Bearer"));
    auto *hint = partOf<QLabel>(page, "writerKeyHintLabel");
    QVERIFY(hint->text().startsWith(QStringLiteral("No key for 127.0.0.1:")));
    m_gui->workspace->settings().setWriterAddress(QStringLiteral("https://api.example.com/v1"));
    QTRY_VERIFY(hint->text().startsWith(QStringLiteral("The key goes to api.example.com alone.")));
}

void TestWriting::aKeyThatCanNotBeKeptStaysInItsField()
{
    GuiWorkspace gui(std::make_unique<LockedVault>());
    gui.workspace->settings().setWriterAddress(m_peer->address());
    gui.workspace->settings().setWriterOn(true);
    auto made = std::make_unique<WritingPage>(*gui.workspace, nullptr);
    WritingPage &page = *made;
    page.show();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    auto *key = partOf<QLineEdit>(page, "writerKeyLineEdit");
    key->setFocus();
    QTest::keyClicks(key, QStringLiteral("sk-typed"));
    QTest::keyClick(key, Qt::Key_Return);
    QTRY_VERIFY(partOf<QLabel>(page, "writerKeyHintLabel")
                    ->text()
                    .startsWith(QStringLiteral("The key is not kept yet")));
    QCOMPARE(key->text(), QStringLiteral("sk-typed"));
    QVERIFY(!partOf<QPushButton>(page, "removeWriterKeyPushButton")->isVisible());
    // Closed all the same: it is not lost without a word.
    page.close();
    made.reset();
    const auto box = [] { return qobject_cast<QMessageBox *>(QApplication::activeModalWidget()); };
    QTRY_VERIFY(box());
    QVERIFY(box()->text().contains(QStringLiteral("was not kept (the keychain is locked)")));
    box()->close();
}

void TestWriting::returnAndEscLoseNoKey()
{
    setUpWriter();
    const auto open = [this] {
        auto made = std::make_unique<SettingsDialog>(*m_gui->workspace, nullptr);
        made->show();
        auto *pages = partOf<QStackedWidget>(*made, "settingsPagesStackedWidget");
        auto *page = made->findChild<WritingPage *>();
        partOf<QListWidget>(*made, "sectionsListWidget")->setCurrentRow(pages->indexOf(page));
        return made;
    };
    const auto typeInto = [](SettingsDialog &dialog, const QString &text) {
        auto *key = partOf<QLineEdit>(dialog, "writerKeyLineEdit");
        key->setFocus();
        QTest::keyClicks(key, text);
        return key;
    };
    auto dialog = open();
    QVERIFY(QTest::qWaitForWindowActive(dialog.get()));
    QTest::keyClick(typeInto(*dialog, QStringLiteral("sk-one")), Qt::Key_Return);
    QTRY_COMPARE(keptKey(m_peer->address()), QStringLiteral("sk-one"));
    QVERIFY(dialog->isVisible());
    QTest::keyClick(typeInto(*dialog, QStringLiteral("sk-two")), Qt::Key_Escape);
    QVERIFY(!dialog->isVisible());
    dialog.reset(); // before the keychain has answered
    QTRY_COMPARE(keptKey(m_peer->address()), QStringLiteral("sk-two"));
}

void TestWriting::anAddressThatIsNoneIsSaidAtOnce()
{
    m_gui->workspace->settings().setWriterOn(true);
    WritingPage page(*m_gui->workspace, nullptr);
    page.show();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    auto *address = partOf<QLineEdit>(page, "writerAddressLineEdit");
    address->setFocus();
    QTest::keyClicks(address, QStringLiteral("llama3.2"));
    QTest::keyClick(address, Qt::Key_Return);
    auto *said = partOf<QLabel>(page, "writerResultLabel");
    QVERIFY(!said->text().isEmpty());
    const QString sentence = said->text();
    QTest::mouseClick(partOf<QPushButton>(page, "testWriterPushButton"), Qt::LeftButton);
    QCOMPARE(said->text(), sentence); // before the model is asked for
    address->clear();
    QTest::keyClicks(address, m_peer->address());
    QTest::keyClick(address, Qt::Key_Return);
    QCOMPARE(said->text(), QString());
    QTest::keyClick(&page, Qt::Key_M, Qt::AltModifier);
    QVERIFY(partOf<QComboBox>(page, "writerModelComboBox")->hasFocus() ||
            partOf<QLineEdit>(page, "writerModelLineEdit")->hasFocus());
}

void TestWriting::theKeyIsNowhereOnTheDisk()
{
    setUpWriter();
    const QByteArray key("sk-3f7a91c2d8e4");
    must(await<void>([&](QObject *c, Done<void> done) {
        keepWriterKey(m_gui->workspace->vault(), m_peer->address(), QString::fromLatin1(key), c,
                      std::move(done));
    }));
    const PinId id = show();
    m_peer->answerWith(WriterPeer::stream(QStringLiteral("Plums")));
    openDialog("writeTitlePushButton");
    write();
    QTRY_VERIFY(inDialog<QPushButton>("usePushButton")->isEnabled());
    QVERIFY(m_peer->requests().last().head.contains(key));
    QTest::mouseClick(inDialog<QPushButton>("usePushButton"), Qt::LeftButton);
    QTRY_COMPARE(m_gui->pin(id).content.title, QStringLiteral("Plums"));
    m_gui->waitForStore();
    int files = 0;
    QDirIterator each(m_gui->directory.path(), QDir::Files | QDir::Hidden,
                      QDirIterator::Subdirectories);
    while (each.hasNext()) {
        QFile file(each.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains(key), qPrintable(file.fileName()));
        ++files;
    }
    QVERIFY(files > 1);
}

void TestWriting::everyControlHasItsName()
{
    setUpWriter();
    show();
    openDialog("writeTitlePushButton");
    QCOMPARE(namelessControls(dialog()), QStringList());
    dialog()->close();
    QCOMPARE(namelessControls(m_form.get()), QStringList());
    m_gui->workspace->settings().setWriterOn(true);
    WritingPage page(*m_gui->workspace, nullptr);
    page.show();
    QCOMPARE(namelessControls(&page), QStringList());
}

QTEST_MAIN(TestWriting)
#include "tst_writing.moc"
