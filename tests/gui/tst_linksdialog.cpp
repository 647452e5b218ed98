// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/guiworkspace.h"
#include "store/linkstore.h"
#include "store/store.h"
#include "support/await.h"
#include "support/website.h"
#include "text/englishplurals.h"
#include "ui/links/linksdialog.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace pinweek;
using namespace pinweek::test;

/** "Links of the plan", with a website on loopback. */
class TestLinksDialog : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QCoreApplication::installTranslator(new EnglishPlurals(this)); }
    void init()
    {
        failOnWarnings();
        m_site = std::make_unique<Website>();
        LinkLimits limits;
        limits.gap = std::chrono::milliseconds(0);
        limits.alsoAllowed = {QHostAddress(QHostAddress::LocalHost)};
        m_gui = std::make_unique<GuiWorkspace>(nullptr, limits);
        m_board = m_gui->addBoard(QStringLiteral("Recipes"));
    }
    void cleanup()
    {
        m_dialog.reset();
        m_gui.reset();
        m_site.reset();
    }

    void aPlanWithoutLinksSaysSo();
    void nothingIsAskedUntilItIsWished();
    void allAreCheckedAndRowsFillIn();
    void theTagsToAddAreShownAndCopied();
    void theListIsFilteredToWhatIsWrong();
    void aCheckIsCancelledByTheSameButton();
    void oneIsCheckedAgainFromItsMenu();
    void aPinIsShownByEnterAndOfSeveralOneIsChosen();
    void theReportIsCopiedAndSaved();
    void newPinsComeIntoTheList();
    void closingEndsTheCheck();
    void everyControlHasItsName();

private:
    PinId add(const QString &link, const QString &title = QStringLiteral("Lemon cake"))
    {
        PinContent content = m_gui->readyContent(m_board, title);
        content.link = link;
        return m_gui->addDraft(content);
    }
    QString at(const char *path) const { return m_site->address(QString::fromLatin1(path)); }
    void open()
    {
        m_dialog.reset(new LinksDialog(*m_gui->workspace));
        m_dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
        QTRY_VERIFY(table()->isVisible() || emptyText() != QStringLiteral("Reading the plan…"));
    }
    template<typename T>
    T *part(const char *name) const
    {
        return partOf<T>(*m_dialog, name);
    }
    QTreeView *table() const { return part<QTreeView>("linksTreeView"); }
    QString emptyText() const { return part<QLabel>("linksEmptyTextLabel")->text(); }
    QString cell(int row, int column) const
    {
        return table()->model()->index(row, column).data().toString();
    }
    int rowOf(const QString &path) const
    {
        for (int row = 0; row < table()->model()->rowCount(); ++row) {
            if (cell(row, 1).endsWith(path))
                return row;
        }
        return -1;
    }
    void select(const QString &path)
    {
        table()->setCurrentIndex(table()->model()->index(rowOf(path), 1));
    }
    void press(const char *name)
    {
        auto *button = part<QPushButton>(name);
        QVERIFY2(button->isVisible() && button->isEnabled(), name);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void checkAll()
    {
        press("checkAllPushButton");
        QTRY_VERIFY(!part<QProgressBar>("checkProgressBar")->isVisible());
    }
    static QMenu *openMenu() { return qobject_cast<QMenu *>(QApplication::activePopupWidget()); }

    std::unique_ptr<Website> m_site;
    std::unique_ptr<GuiWorkspace> m_gui;
    Board m_board;
    std::unique_ptr<LinksDialog> m_dialog;
};

namespace {
const QByteArray html("Content-Type: text/html\r\n");
const QByteArray product = "<html><head><meta property='og:type' content='product'>"
                           "<meta property='og:title' content='Bowl'></head></html>";
} // namespace

void TestLinksDialog::aPlanWithoutLinksSaysSo()
{
    add({});
    open();
    QVERIFY(part<QLabel>("linksEmptyTextLabel")->isVisible());
    QCOMPARE(emptyText(), QStringLiteral("No planned pin has a link yet."));
    for (const char *name : {"checkAllPushButton", "copyReportPushButton", "saveReportPushButton"})
        QVERIFY2(!part<QPushButton>(name)->isEnabled(), name);
    QVERIFY(!part<QWidget>("linkDetailsWidget")->isVisible());
}

void TestLinksDialog::nothingIsAskedUntilItIsWished()
{
    add(at("/bowl"));
    add(at("/bowl"), QStringLiteral("Another"));
    open();
    QTRY_COMPARE(table()->model()->rowCount(), 1);
    QCOMPARE(cell(0, 2), QStringLiteral("2 pins"));
    QVERIFY(table()->hasFocus());
    QCOMPARE(m_site->connections(), 0);
}

void TestLinksDialog::allAreCheckedAndRowsFillIn()
{
    add(at("/bowl"));
    add(at("/gone"));
    m_site->answerWith("/bowl", html, product);
    open();
    QTRY_COMPARE(table()->model()->rowCount(), 2);
    checkAll();
    QCOMPARE(cell(rowOf(QStringLiteral("/gone")), 0), QStringLiteral("Broken"));
    QVERIFY(cell(rowOf(QStringLiteral("/gone")), 4).contains(QStringLiteral("error 404")));
    QCOMPARE(cell(rowOf(QStringLiteral("/bowl")), 5),
             QStringLiteral("Product, lacks Price, Currency"));
    QVERIFY(part<QLabel>("countsLabel")->text().startsWith(QStringLiteral("2 links: 1 broken")));
    const QString spoken = table()
                               ->model()
                               ->index(rowOf(QStringLiteral("/gone")), 0)
                               .data(Qt::AccessibleTextRole)
                               .toString();
    QVERIFY2(spoken.startsWith(QStringLiteral("Broken: ") + at("/gone")), qPrintable(spoken));
    // It is known the next time.
    open();
    QTRY_COMPARE(table()->model()->rowCount(), 2);
    QCOMPARE(cell(rowOf(QStringLiteral("/gone")), 0), QStringLiteral("Broken"));
    QCOMPARE(m_site->requests().size(), 2);
}

void TestLinksDialog::theTagsToAddAreShownAndCopied()
{
    add(at("/bowl"));
    m_site->answerWith("/bowl", html, product);
    open();
    QTRY_COMPARE(table()->model()->rowCount(), 1);
    QVERIFY(!part<QPlainTextEdit>("tagsPlainTextEdit")->isVisible());
    checkAll();
    QTRY_VERIFY(part<QPlainTextEdit>("tagsPlainTextEdit")->isVisible());
    const QString tags = part<QPlainTextEdit>("tagsPlainTextEdit")->toPlainText();
    QVERIFY2(tags.contains(QStringLiteral("<meta property=\"product:price:amount\"")),
             qPrintable(tags));
    press("copyTagsPushButton");
    QCOMPARE(QApplication::clipboard()->text(), tags);
    QVERIFY(part<QLabel>("linkRichPinLabel")->text().contains(QStringLiteral("product")));
}

void TestLinksDialog::theListIsFilteredToWhatIsWrong()
{
    add(at("/bowl"));
    add(QStringLiteral("https://example.com/good"));
    m_site->answerWith("/bowl", html, product);
    must(await<void>([&](QObject *c, Done<void> done) {
        const QString link = QStringLiteral("https://example.com/good");
        m_gui->workspace->store().links().keep(
            {link, LinkVerdict::Good, {{link, 200}}, m_gui->clock.now(), false}, c,
            std::move(done));
    }));
    open();
    QTRY_COMPARE(table()->model()->rowCount(), 2);
    auto *shown = part<QComboBox>("shownComboBox");
    shown->setCurrentIndex(2);
    QCOMPARE(table()->model()->rowCount(), 0);
    QVERIFY(part<QLabel>("linksEmptyTextLabel")->isVisible());
    shown->setCurrentIndex(1);
    // http is what browsers warn of.
    QCOMPARE(table()->model()->rowCount(), 1);
    QVERIFY(cell(0, 1).endsWith(QStringLiteral("/bowl")));
    press("checkAgainPushButton");
    QTRY_COMPARE(shown->itemText(2), QStringLiteral("Rich pin incomplete (1)"));
    shown->setCurrentIndex(2);
    QCOMPARE(table()->model()->rowCount(), 1);
    QCOMPARE(m_site->requests().size(), 1);
}

void TestLinksDialog::aCheckIsCancelledByTheSameButton()
{
    add(at("/slow"));
    add(at("/other"));
    m_site->hang("/slow");
    m_site->hang("/other");
    open();
    QTRY_COMPARE(table()->model()->rowCount(), 2);
    press("checkAllPushButton");
    QVERIFY(part<QProgressBar>("checkProgressBar")->isVisible());
    QCOMPARE(part<QLabel>("messageLabel")->text(), QStringLiteral("Checked 0 of 2…"));
    QCOMPARE(cell(0, 0), QStringLiteral("Checking…"));
    QTRY_COMPARE(m_site->requests().size(), 1);
    press("checkAllPushButton");
    QVERIFY(!part<QProgressBar>("checkProgressBar")->isVisible());
    QCOMPARE(part<QLabel>("messageLabel")->text(),
             QStringLiteral("Cancelled. What was found stays."));
    QVERIFY(cell(0, 0) != QStringLiteral("Checking…"));
    QCOMPARE(m_site->requests().size(), 1);
}

void TestLinksDialog::oneIsCheckedAgainFromItsMenu()
{
    add(at("/bowl"));
    add(at("/soup"));
    m_site->answerWith("/bowl", html, product);
    open();
    QTRY_COMPARE(table()->model()->rowCount(), 2);
    select(QStringLiteral("/bowl"));
    emit table()->customContextMenuRequested(table()->visualRect(table()->currentIndex()).center());
    QTRY_VERIFY(openMenu());
    openMenu()->findChild<QAction *>(QStringLiteral("copyAddressAction"))->trigger();
    QCOMPARE(QApplication::clipboard()->text(), at("/bowl"));
    openMenu()->findChild<QAction *>(QStringLiteral("checkAgainAction"))->trigger();
    openMenu()->close();
    QTRY_COMPARE(cell(rowOf(QStringLiteral("/bowl")), 5),
                 QStringLiteral("Product, lacks Price, Currency"));
    QCOMPARE(m_site->lines(), QList<QByteArray>{"GET /bowl"});
}

void TestLinksDialog::aPinIsShownByEnterAndOfSeveralOneIsChosen()
{
    const PinId soup = add(at("/soup"));
    add(at("/bowl"), QStringLiteral("First & last"));
    const PinId second = add(at("/bowl"), QStringLiteral("Second"));
    open();
    QTRY_COMPARE(table()->model()->rowCount(), 2);
    QSignalSpy wanted(m_dialog.get(), &LinksDialog::pinWanted);
    select(QStringLiteral("/soup"));
    QTest::keyClick(table(), Qt::Key_Return);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().first().value<PinId>(), soup);
    QVERIFY(m_dialog->isVisible());
    select(QStringLiteral("/bowl"));
    QTest::keyClick(table(), Qt::Key_Return);
    QTRY_VERIFY(openMenu());
    const QList<QAction *> pins = openMenu()->actions();
    QCOMPARE(pins.size(), 2);
    QVERIFY(pins.first()->text().contains(QStringLiteral("First && last")));
    pins.last()->trigger();
    openMenu()->close();
    QCOMPARE(wanted.size(), 2);
    QCOMPARE(wanted.last().first().value<PinId>(), second);
}

void TestLinksDialog::theReportIsCopiedAndSaved()
{
    add(at("/gone"));
    open();
    QTRY_COMPARE(table()->model()->rowCount(), 1);
    checkAll();
    press("copyReportPushButton");
    const QString report = QApplication::clipboard()->text();
    QVERIFY2(report.contains(at("/gone")) && report.contains(QStringLiteral("error 404")),
             qPrintable(report));
    press("saveReportPushButton");
    auto *files = part<QFileDialog>("saveReportFileDialog");
    const QString path = m_gui->directory.filePath(QStringLiteral("links.csv"));
    emit files->fileSelected(path);
    files->close();
    QTRY_VERIFY(QFile::exists(path));
    QTRY_VERIFY(part<QLabel>("messageLabel")->text().startsWith(QStringLiteral("Saved as")));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains(at("/gone").toLatin1()));
}

void TestLinksDialog::newPinsComeIntoTheList()
{
    add(at("/bowl"));
    open();
    QTRY_COMPARE(table()->model()->rowCount(), 1);
    add(at("/soup"));
    QTRY_COMPARE(table()->model()->rowCount(), 2);
    QTRY_COMPARE(m_dialog->findChild<QLabel *>(QStringLiteral("linkAddressLabel"))->text(),
                 at("/bowl"));
    // What is selected stays so, and the keyboard where it is.
    table()->selectAll();
    auto *again = part<QPushButton>("checkAgainPushButton");
    again->setFocus();
    add(at("/gone"));
    QTRY_COMPARE(table()->model()->rowCount(), 3);
    QTRY_COMPARE(table()->selectionModel()->selectedRows().size(), 2);
    QCOMPARE(m_dialog->focusWidget(), again);
}

void TestLinksDialog::closingEndsTheCheck()
{
    add(at("/slow"));
    add(at("/other"));
    m_site->hang("/slow");
    open();
    QTRY_COMPARE(table()->model()->rowCount(), 2);
    press("checkAllPushButton");
    QTRY_COMPARE(m_site->requests().size(), 1);
    m_dialog.reset();
    m_gui->waitForStore();
    QCOMPARE(m_site->requests().size(), 1);
    open();
    QTRY_COMPARE(table()->model()->rowCount(), 2);
    QCOMPARE(m_site->requests().size(), 1);
}

void TestLinksDialog::everyControlHasItsName()
{
    add(at("/bowl"));
    m_site->answerWith("/bowl", html, product);
    open();
    QTRY_COMPARE(table()->model()->rowCount(), 1);
    checkAll();
    QCOMPARE(namelessControls(m_dialog.get()), QStringList());
}

QTEST_MAIN(TestLinksDialog)
#include "tst_linksdialog.moc"
