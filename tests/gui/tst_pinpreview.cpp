// SPDX-License-Identifier: GPL-3.0-or-later
#include "guiworkspace.h"
#include "planner/imageintake.h"
#include "planner/pineditor.h"
#include "store/store.h"
#include "support/await.h"
#include "ui/actions.h"
#include "ui/calendar/weekview.h"
#include "ui/mainwindow.h"
#include "ui/pins/pinpreview.h"
#include "ui/pins/previewpicture.h"

#include <QLabel>
#include <QLineEdit>
#include <QStackedWidget>

using namespace pinweek;
using namespace pinweek::test;

/** A pin as people will see it. */
class TestPinPreview : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void itShowsTheTextsAndWhereTheyLead();
    void whatIsMissingIsSaid();
    void theFeedCutsWhatIsTaller_data();
    void theFeedCutsWhatIsTaller();
    void whatIsMadeOfThePictureIsShown();
    void aLongTitleIsCutInTheFeedOnly();
    void aCarouselIsTurnedByClickAndKeys();
    void itFollowsTheComposer();

private:
    template<typename T>
    T *part(const char *name) const
    {
        return partOf<T>(*m_preview, name);
    }
    QString text(const char *label) const { return part<QLabel>(label)->text(); }
    PreviewPicture *picture(const char *name) const { return part<PreviewPicture>(name); }
    MediaId bring(const QString &name, QSize size, const QColor &colour = Qt::red)
    {
        const QString path = m_gui->imageFile(name, size, colour);
        const auto taken = await<IntakeResult>([&](QObject *context, Done<IntakeResult> done) {
            m_gui->workspace->editor().takeImages({{path, {}, {}}}, context, std::move(done));
        });
        return taken->assets.constFirst().id;
    }

    std::unique_ptr<GuiWorkspace> m_gui;
    std::unique_ptr<PinPreview> m_preview;
    Board m_board;
};

void TestPinPreview::init()
{
    failOnWarnings();
    m_gui = std::make_unique<GuiWorkspace>();
    m_board = m_gui->addBoard(QStringLiteral("Recipes"));
    m_preview = std::make_unique<PinPreview>(*m_gui->workspace, *m_gui->theme, nullptr);
    m_preview->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_preview.get()));
}

void TestPinPreview::cleanup()
{
    m_preview.reset();
    m_gui.reset();
}

void TestPinPreview::itShowsTheTextsAndWhereTheyLead()
{
    PinContent content = m_gui->readyContent(m_board, QStringLiteral("Lemon cake"));
    content.link = QStringLiteral("https://www.example.com/cake?a=b");
    content.description = QStringLiteral("Moist, and quick.");
    m_preview->setPin(m_gui->addDraft(content));
    QCOMPARE(text("feedTitleLabel"), QStringLiteral("Lemon cake"));
    QCOMPARE(text("openedTitleLabel"), QStringLiteral("Lemon cake"));
    QCOMPARE(text("openedDescriptionLabel"), QStringLiteral("Moist, and quick."));
    QCOMPARE(text("openedLinkLabel"), QStringLiteral("example.com"));
    QCOMPARE(text("openedBoardLabel"), QStringLiteral("Saved to Recipes"));
    QVERIFY(text("openedAccountLabel").contains(m_gui->account.username));
    QVERIFY(!part<QLabel>("feedCutLabel")->isVisible());
    QCOMPARE(picture("feedPreviewPicture")->sizeHint(), QSize(236, 354));
}

void TestPinPreview::whatIsMissingIsSaid()
{
    PinContent content;
    content.account = m_gui->account.id;
    content.note = QStringLiteral("An idea");
    m_preview->setPin(m_gui->addDraft(content));
    QCOMPARE(text("feedTitleLabel"), QStringLiteral("No title yet"));
    QVERIFY(!part<QLabel>("openedLinkLabel")->isVisible());
    QVERIFY(!part<QLabel>("openedDescriptionLabel")->isVisible());
    QVERIFY(!part<QLabel>("openedBoardLabel")->isVisible());
    QCOMPARE(picture("feedPreviewPicture")->accessibleName(), QStringLiteral("No image yet"));
    QCOMPARE(part<QStackedWidget>("previewStackedWidget")->currentIndex(), 0);
    m_preview->setPin({});
    QCOMPARE(part<QStackedWidget>("previewStackedWidget")->currentIndex(), 1);
}

void TestPinPreview::theFeedCutsWhatIsTaller_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("feedHeight");
    QTest::addColumn<QString>("said");
    QTest::newRow("2:3") << QSize(200, 300) << 354 << QString();
    QTest::newRow("square") << QSize(200, 200) << 236 << QString();
    QTest::newRow("wide") << QSize(300, 200) << 157 << QString();
    QTest::newRow("twice as high") << QSize(200, 400) << 354 << QStringLiteral("25 %");
}

void TestPinPreview::theFeedCutsWhatIsTaller()
{
    QFETCH(QSize, size);
    QFETCH(int, feedHeight);
    QFETCH(QString, said);
    PinContent content = m_gui->readyContent(m_board, QStringLiteral("Lemon cake"));
    content.media = bring(QStringLiteral("shape.jpg"), size);
    m_preview->setPin(m_gui->addDraft(content));
    QCOMPARE(picture("feedPreviewPicture")->sizeHint().height(), feedHeight);
    QCOMPARE(part<QLabel>("feedCutLabel")->isVisible(), !said.isEmpty());
    if (!said.isEmpty())
        QVERIFY(text("feedCutLabel").contains(said));
    QCOMPARE(picture("openedPreviewPicture")->sizeHint().height(),
             qRound(272.0 * size.height() / size.width()));
}

void TestPinPreview::whatIsMadeOfThePictureIsShown()
{
    PinContent content = m_gui->readyContent(m_board, QStringLiteral("Lemon cake"));
    content.media = bring(QStringLiteral("tall.jpg"), {200, 600});
    content.fit = cropAround(FitShape::Square, {200, 600});
    m_preview->setPin(m_gui->addDraft(content));
    QCOMPARE(picture("feedPreviewPicture")->sizeHint(), QSize(236, 236));
    QCOMPARE(picture("openedPreviewPicture")->sizeHint(), QSize(272, 272));
    QVERIFY(!part<QLabel>("feedCutLabel")->isVisible());
}

void TestPinPreview::aLongTitleIsCutInTheFeedOnly()
{
    PinContent content = m_gui->readyContent(m_board, QStringLiteral("Lemon cake"));
    content.title = QStringLiteral("lemon cake ").repeated(9).trimmed();
    content.description = QStringLiteral("So many words. ").repeated(30);
    m_preview->setPin(m_gui->addDraft(content));
    QVERIFY(text("feedTitleLabel").endsWith(QChar(0x2026)));
    QCOMPARE(text("openedTitleLabel"), content.title);
    QVERIFY(text("openedDescriptionLabel").endsWith(QStringLiteral(" more")));
    QVERIFY(text("openedDescriptionLabel").size() < content.description.size() / 2);
}

void TestPinPreview::aCarouselIsTurnedByClickAndKeys()
{
    PinContent content = m_gui->readyContent(m_board, QStringLiteral("Menu"));
    const MediaId soup = bring(QStringLiteral("soup.jpg"), {200, 300}, Qt::green);
    setPictures(content, {{content.media, QStringLiteral("First"), {}, {}}, {soup, {}, {}, {}}});
    m_preview->setPin(m_gui->addDraft(content));
    PreviewPicture *opened = picture("openedPreviewPicture");
    QCOMPARE(text("openedTitleLabel"), QStringLiteral("First"));
    QCOMPARE(opened->accessibleName(), QStringLiteral("Picture 1 of 2"));
    QTest::mouseClick(opened, Qt::LeftButton);
    QCOMPARE(opened->place(), 1);
    QCOMPARE(picture("feedPreviewPicture")->place(), 1);
    QCOMPARE(text("openedTitleLabel"), QStringLiteral("Menu"));
    opened->setFocus();
    QTest::keyClick(opened, Qt::Key_Left);
    QCOMPARE(opened->place(), 0);
    QTest::keyClick(opened, Qt::Key_Left);
    QCOMPARE(opened->place(), 0);
}

void TestPinPreview::itFollowsTheComposer()
{
    m_preview->hide();
    const PinId cake = m_gui->addScheduled(m_gui->readyContent(m_board, QStringLiteral("Cake")));
    const PinId soup = m_gui->addScheduled(m_gui->readyContent(m_board, QStringLiteral("Soup")));
    MainWindow window(*m_gui->workspace, *m_gui->theme);
    window.resize(1400, 900);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    window.complete();
    auto *week = window.findChild<WeekView *>();
    QVERIFY(!window.actions().previewPin->isEnabled());
    week->setSelection({cake});
    window.actions().previewPin->trigger();
    auto *preview = partOf<PinPreview>(window, "pinPreviewDialog");
    QCOMPARE(partOf<QLabel>(*preview, "openedTitleLabel")->text(), QStringLiteral("Cake"));
    week->setSelection({soup});
    QTRY_COMPARE(partOf<QLabel>(*preview, "openedTitleLabel")->text(), QStringLiteral("Soup"));
    auto *title = partOf<QLineEdit>(window, "titleLineEdit");
    title->setFocus();
    title->selectAll();
    QTest::keyClicks(title, QStringLiteral("Tomato soup"));
    QTRY_COMPARE(partOf<QLabel>(*preview, "openedTitleLabel")->text(),
                 QStringLiteral("Tomato soup"));
}

QTEST_MAIN(TestPinPreview)
#include "tst_pinpreview.moc"
