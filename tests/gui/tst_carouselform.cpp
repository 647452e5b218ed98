// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"
#include "guiworkspace.h"
#include "planner/pineditor.h"
#include "store/mediastore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "store/undostore.h"
#include "support/await.h"
#include "text/englishplurals.h"
#include "ui/pins/carouseledit.h"
#include "ui/pins/imagepreview.h"
#include "ui/pins/picturestrip.h"
#include "ui/pins/pinform.h"
#include "ui/settings/settingsdialog.h"
#include "ui/widgets/growingtextedit.h"

#include <QCheckBox>
#include <QDropEvent>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>

using namespace pinweek;
using namespace pinweek::test;

/** The composer of a pin with several pictures. */
class TestCarouselForm : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QCoreApplication::installTranslator(new EnglishPlurals(this)); }
    void init();
    void cleanup();

    void whileCarouselsAreOffNothingIsOffered();
    void theButtonAsksForFiles();
    void filesDroppedBesideTheImageMakeACarousel();
    void filesDroppedOnThePreviewAreAddedToo();
    void aNewFormTakesSeveralFilesAsOneCarousel();
    void moreThanFiveAreLeftOutWithALine();
    void aPictureIsDraggedToAnotherPlace();
    void aDragOfAPictureIsGivenUp();
    void altArrowsMoveAPictureAndUndoPutsItBack();
    void deleteTakesAPictureOutAndTheLastButOneMakesASinglePin();
    void theMenuMovesAndRemoves();
    void eachPictureHasItsTexts();
    void typingInAPicturesTextIsOneStep();
    void thePreviewShowsTheChosenPictureAndHowManyThereAre();
    void anotherImageOnThePreviewReplacesTheChosenPicture();
    void picturesThatAreCutAreNamed();
    void ctrlEnterLeadsToThePictureWhoseLinkIsWrong();
    void aCarouselWhileTheyAreOffSaysSo();
    void pinsAreMadeOfThePictures();
    void aPublishedCarouselShowsItsPicturesOnly();
    void theSettingSwitchesThemOn();
    void everythingFitsIn340PixelsAndHasItsName();

private:
    template<typename T>
    T *part(const char *name) const
    {
        return partOf<T>(*m_form, name);
    }
    PictureStrip *strip() const { return part<PictureStrip>("carouselPictureStrip"); }
    QPoint middleOf(int place) const
    {
        return strip()->visualRect(strip()->model()->index(place, 0)).center();
    }
    QString spoken(int place) const
    {
        return strip()->model()->index(place, 0).data(Qt::AccessibleTextRole).toString();
    }
    QList<CarouselPicture> pictures(PinId id) const { return m_gui->pin(id).content.pictures; }
    QList<MediaId> media(PinId id) const
    {
        QList<MediaId> ids;
        for (const CarouselPicture &picture : pictures(id))
            ids.append(picture.media);
        return ids;
    }
    QString problem() const { return part<QLabel>("errorLabel")->text(); }
    PinContent carousel(const QList<QSize> &sizes = {{1000, 1500}, {1000, 1500}, {1000, 1500}});
    PinId shownCarousel(const QList<QSize> &sizes = {{1000, 1500}, {1000, 1500}, {1000, 1500}});
    static bool drop(QWidget *target, const QStringList &paths, Qt::DropAction *answer = nullptr);
    QStringList files(int count);
    QString undo();

    std::unique_ptr<GuiWorkspace> m_gui;
    std::unique_ptr<PinForm> m_form;
    Board m_recipes;
};

void TestCarouselForm::init()
{
    failOnWarnings();
    m_gui = std::make_unique<GuiWorkspace>();
    m_gui->workspace->settings().setCarousels(true);
    m_recipes = m_gui->addBoard(QStringLiteral("Recipes"));
    m_form = std::make_unique<PinForm>(*m_gui->workspace, *m_gui->theme);
    m_form->resize(340, 900);
    m_form->show();
    QVERIFY(QTest::qWaitForWindowActive(m_form.get()));
}

void TestCarouselForm::cleanup()
{
    m_form.reset();
    m_gui.reset();
}

QStringList TestCarouselForm::files(int count)
{
    QStringList paths;
    for (int i = 0; i < count; ++i)
        paths.append(m_gui->imageFile(QStringLiteral("more %1.jpg").arg(i), {800, 1200},
                                      QColor::fromHsv(i * 40 % 360, 200, 200)));
    return paths;
}

PinContent TestCarouselForm::carousel(const QList<QSize> &sizes)
{
    PinContent content = m_gui->readyContent(m_recipes, QStringLiteral("Soups"));
    QList<IntakeItem> items;
    for (int i = 0; i < sizes.size(); ++i) {
        items.append({m_gui->imageFile(QStringLiteral("soup %1.jpg").arg(i + 1), sizes.at(i),
                                       QColor::fromHsv(i * 80 + 10, 200, 200)),
                      {},
                      {}});
    }
    const IntakeResult taken = must(await<IntakeResult>([&](QObject *c, Done<IntakeResult> done) {
        m_gui->workspace->editor().takeImages(items, c, std::move(done));
    }));
    QList<CarouselPicture> list;
    for (const MediaAsset &asset : taken.assets)
        list.append({asset.id});
    setPictures(content, list);
    return content;
}

PinId TestCarouselForm::shownCarousel(const QList<QSize> &sizes)
{
    const PinId id = m_gui->addDraft(carousel(sizes));
    m_form->showPin(id);
    return id;
}

bool TestCarouselForm::drop(QWidget *target, const QStringList &paths, Qt::DropAction *answer)
{
    QMimeData mime;
    QList<QUrl> urls;
    for (const QString &path : paths)
        urls.append(QUrl::fromLocalFile(path));
    mime.setUrls(urls);
    const QPoint at = target->rect().center();
    const Qt::DropActions offered = Qt::CopyAction | Qt::MoveAction;
    QDragEnterEvent enter(at, offered, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(target, &enter);
    if (!enter.isAccepted())
        return false;
    QDropEvent event(QPointF(at), offered, &mime, Qt::LeftButton, Qt::NoModifier);
    event.setDropAction(Qt::MoveAction);
    QCoreApplication::sendEvent(target, &event);
    if (answer)
        *answer = event.dropAction();
    return event.isAccepted();
}

QString TestCarouselForm::undo()
{
    return must(await<UndoOutcome>([&](QObject *c, Done<UndoOutcome> done) {
               m_gui->workspace->editor().undo(c, std::move(done));
           }))
        .name;
}

void TestCarouselForm::whileCarouselsAreOffNothingIsOffered()
{
    m_gui->workspace->settings().setCarousels(false);
    m_form->showPin(m_gui->addDraft(m_gui->readyContent(m_recipes, QStringLiteral("Cake"))));
    QVERIFY(!part<CarouselEdit>("pinCarouselEdit")->isVisible());
    m_gui->workspace->settings().setCarousels(true);
    QVERIFY(part<QPushButton>("makeCarouselPushButton")->isVisible());
    QVERIFY(!strip()->isVisible());
}

void TestCarouselForm::theButtonAsksForFiles()
{
    m_form->showPin(m_gui->addDraft(m_gui->readyContent(m_recipes, QStringLiteral("Cake"))));
    QTest::mouseClick(part<QPushButton>("makeCarouselPushButton"), Qt::LeftButton);
    auto *dialog = m_form->findChild<QFileDialog *>(QStringLiteral("picturesFileDialog"));
    QVERIFY(dialog);
    QCOMPARE(dialog->fileMode(), QFileDialog::ExistingFiles);
    emit dialog->filesSelected(files(2));
    QTRY_COMPARE(pictures(m_form->pin()).size(), 3);
    dialog->reject();
}

void TestCarouselForm::filesDroppedBesideTheImageMakeACarousel()
{
    const PinId id = m_gui->addDraft(m_gui->readyContent(m_recipes, QStringLiteral("Cake")));
    const MediaId first = m_gui->pin(id).content.media;
    m_form->showPin(id);
    Qt::DropAction answer = Qt::IgnoreAction;
    QVERIFY(drop(part<CarouselEdit>("pinCarouselEdit"), files(2), &answer));
    QCOMPARE(answer, Qt::CopyAction);
    QTRY_COMPARE(pictures(id).size(), 3);
    QCOMPARE(pictures(id).first().media, first);
    QTRY_VERIFY(strip()->isVisible());
    QCOMPARE(strip()->model()->rowCount(), 3);
    QCOMPARE(spoken(1), QStringLiteral("Picture 2 of 3, more 0.jpg"));
    QCOMPARE(undo(), QStringLiteral("Add 2 pictures"));
    QTRY_VERIFY(!strip()->isVisible());
    QVERIFY(!m_gui->pin(id).content.isCarousel());
}

void TestCarouselForm::filesDroppedOnThePreviewAreAddedToo()
{
    const PinId id = m_gui->addDraft(m_gui->readyContent(m_recipes, QStringLiteral("Cake")));
    m_form->showPin(id);
    QVERIFY(drop(part<ImagePreview>("mediaImagePreview"), files(2)));
    QTRY_COMPARE(pictures(id).size(), 3);
}

void TestCarouselForm::aNewFormTakesSeveralFilesAsOneCarousel()
{
    m_form->showNew(m_gui->account.id, m_recipes.id, {}, std::nullopt);
    QVERIFY(drop(part<ImagePreview>("mediaImagePreview"), files(3)));
    QTest::keyClicks(part<QLineEdit>("titleLineEdit"), QStringLiteral("Soups"));
    QTRY_VERIFY(m_form->pin().isValid());
    QTRY_COMPARE(m_gui->pin(m_form->pin()).content.title, QStringLiteral("Soups"));
    QCOMPARE(pictures(m_form->pin()).size(), 3);
    QCOMPARE(m_gui->pinCount(), 1);
}

void TestCarouselForm::moreThanFiveAreLeftOutWithALine()
{
    const PinId id = shownCarousel();
    QVERIFY(drop(part<CarouselEdit>("pinCarouselEdit"), files(4)));
    QTRY_COMPARE(pictures(id).size(), 5);
    QTRY_VERIFY2(problem().contains(QStringLiteral("2 more left out")), qPrintable(problem()));
    QVERIFY(!part<QToolButton>("addPicturesToolButton")->isVisible());
    QVERIFY(!drop(part<CarouselEdit>("pinCarouselEdit"), files(1)));
}

void TestCarouselForm::aPictureIsDraggedToAnotherPlace()
{
    const PinId id = shownCarousel();
    const QList<MediaId> before = media(id);
    QWidget *area = strip()->viewport();
    QTest::mousePress(area, Qt::LeftButton, {}, middleOf(0));
    QTest::mouseMove(area, (middleOf(0) + middleOf(1)) / 2);
    QTest::mouseMove(area, middleOf(2));
    QTest::mouseRelease(area, Qt::LeftButton, {}, middleOf(2));
    QTRY_COMPARE(media(id), (QList<MediaId>{before.at(1), before.at(2), before.at(0)}));
    // It stays the chosen one, and the pin's image is another.
    QCOMPARE(strip()->place(), 2);
    QCOMPARE(m_gui->pin(id).content.media, before.at(1));
    QCOMPARE(undo(), QStringLiteral("Move picture"));
    QTRY_COMPARE(media(id), before);
}

void TestCarouselForm::aDragOfAPictureIsGivenUp()
{
    const PinId id = shownCarousel();
    const QList<MediaId> before = media(id);
    QWidget *area = strip()->viewport();
    strip()->setFocus();
    QTest::mousePress(area, Qt::LeftButton, {}, middleOf(0));
    QTest::mouseMove(area, (middleOf(0) + middleOf(1)) / 2);
    QTest::mouseMove(area, middleOf(2));
    QTest::keyClick(strip(), Qt::Key_Escape);
    QTest::mouseRelease(area, Qt::LeftButton, {}, middleOf(2));
    // A click moves nothing either.
    QTest::mouseClick(area, Qt::LeftButton, {}, middleOf(1));
    m_form->commit();
    m_gui->waitForStore();
    QCOMPARE(media(id), before);
    QCOMPARE(strip()->place(), 1);
}

void TestCarouselForm::altArrowsMoveAPictureAndUndoPutsItBack()
{
    const PinId id = shownCarousel();
    const QList<MediaId> before = media(id);
    strip()->setFocus();
    QTest::keyClick(strip(), Qt::Key_Right);
    QCOMPARE(strip()->place(), 1);
    QTest::keyClick(strip(), Qt::Key_Left, Qt::AltModifier);
    QTRY_COMPARE(media(id), (QList<MediaId>{before.at(1), before.at(0), before.at(2)}));
    QCOMPARE(strip()->place(), 0);
    // At the beginning it goes no further.
    QTest::keyClick(strip(), Qt::Key_Left, Qt::AltModifier);
    QTest::keyClick(strip(), Qt::Key_Right, Qt::AltModifier);
    QTRY_COMPARE(media(id), before);
    QTest::keyClick(strip(), Qt::Key_End);
    QTest::keyClick(strip(), Qt::Key_Right, Qt::AltModifier);
    m_form->commit();
    m_gui->waitForStore();
    QCOMPARE(media(id), before);
}

void TestCarouselForm::deleteTakesAPictureOutAndTheLastButOneMakesASinglePin()
{
    const PinId id = shownCarousel();
    const QList<MediaId> before = media(id);
    strip()->setFocus();
    strip()->setPlace(0);
    QTest::keyClick(strip(), Qt::Key_Delete);
    QTRY_COMPARE(media(id), (QList<MediaId>{before.at(1), before.at(2)}));
    QTest::mouseClick(part<QToolButton>("removePictureToolButton"), Qt::LeftButton);
    QTRY_VERIFY(!m_gui->pin(id).content.isCarousel());
    QCOMPARE(m_gui->pin(id).content.media, before.at(2));
    QVERIFY(!strip()->isVisible());
    QVERIFY(part<QPushButton>("makeCarouselPushButton")->isVisible());
    QCOMPARE(undo(), QStringLiteral("Remove picture"));
    QCOMPARE(undo(), QStringLiteral("Remove picture"));
    QTRY_COMPARE(media(id), before);
    QTRY_COMPARE(strip()->model()->rowCount(), 3);
}

void TestCarouselForm::theMenuMovesAndRemoves()
{
    const PinId id = shownCarousel();
    const QList<MediaId> before = media(id);
    QContextMenuEvent wish(QContextMenuEvent::Mouse, middleOf(1),
                           strip()->viewport()->mapToGlobal(middleOf(1)));
    QCoreApplication::sendEvent(strip()->viewport(), &wish);
    auto *menu = strip()->findChild<QMenu *>(QStringLiteral("pictureMenu"));
    QVERIFY(menu && menu->isVisible());
    QCOMPARE(menu->actions().size(), 4);
    menu->actions().at(1)->trigger();
    menu->close();
    QTRY_COMPARE(media(id), (QList<MediaId>{before.at(0), before.at(2), before.at(1)}));
}

void TestCarouselForm::eachPictureHasItsTexts()
{
    const PinId id = shownCarousel();
    QTest::mouseClick(strip()->viewport(), Qt::LeftButton, {}, middleOf(1));
    QCOMPARE(part<QLabel>("pictureNumberLabel")->text(), QStringLiteral("Picture 2"));
    QTest::keyClicks(part<QLineEdit>("pictureTitleLineEdit"), QStringLiteral("Second"));
    QTest::keyClicks(part<GrowingTextEdit>("pictureDescriptionTextEdit"), QStringLiteral("Words"));
    QTest::keyClicks(part<QLineEdit>("pictureLinkLineEdit"),
                     QStringLiteral("https://kitchen.example/2"));
    QTRY_COMPARE(pictures(id).at(1).link, QStringLiteral("https://kitchen.example/2"));
    QCOMPARE(pictures(id).at(1).title, QStringLiteral("Second"));
    QCOMPARE(pictures(id).at(1).description, QStringLiteral("Words"));
    QCOMPARE(pictures(id).at(0).title, QString());
    // The texts go with their picture.
    strip()->setFocus();
    QTest::keyClick(strip(), Qt::Key_Right, Qt::AltModifier);
    QTRY_COMPARE(pictures(id).at(2).title, QStringLiteral("Second"));
    QCOMPARE(part<QLineEdit>("pictureTitleLineEdit")->text(), QStringLiteral("Second"));
    strip()->setPlace(0);
    QCOMPARE(part<QLineEdit>("pictureTitleLineEdit")->text(), QString());
    QCOMPARE(part<QLineEdit>("titleLineEdit")->text(), QStringLiteral("Soups"));
}

void TestCarouselForm::typingInAPicturesTextIsOneStep()
{
    const PinId id = shownCarousel();
    strip()->setPlace(2);
    QTest::keyClicks(part<QLineEdit>("pictureTitleLineEdit"), QStringLiteral("Third"));
    QTRY_COMPARE(pictures(id).at(2).title, QStringLiteral("Third"));
    QCOMPARE(undo(), QStringLiteral("Edit picture title"));
    QTRY_COMPARE(pictures(id).at(2).title, QString());
    QTRY_COMPARE(part<QLineEdit>("pictureTitleLineEdit")->text(), QString());
}

void TestCarouselForm::thePreviewShowsTheChosenPictureAndHowManyThereAre()
{
    shownCarousel();
    const auto *preview = part<ImagePreview>("mediaImagePreview");
    QVERIFY(preview->accessibleName().contains(QStringLiteral("soup 1.jpg")));
    QVERIFY(preview->accessibleName().endsWith(QStringLiteral("picture 1 of 3")));
    QTest::mouseClick(strip()->viewport(), Qt::LeftButton, {}, middleOf(2));
    QVERIFY(preview->accessibleName().contains(QStringLiteral("soup 3.jpg")));
    QVERIFY(preview->accessibleName().endsWith(QStringLiteral("picture 3 of 3")));
}

void TestCarouselForm::anotherImageOnThePreviewReplacesTheChosenPicture()
{
    const PinId id = shownCarousel();
    const QList<MediaId> before = media(id);
    strip()->setPlace(1);
    QCOMPARE(part<QPushButton>("replaceImagePushButton")->text(),
             QStringLiteral("Replace…"));
    QVERIFY(drop(part<ImagePreview>("mediaImagePreview"), files(1)));
    QTRY_VERIFY(media(id).at(1) != before.at(1));
    QCOMPARE(media(id).at(0), before.at(0));
    QCOMPARE(media(id).at(2), before.at(2));
    QCOMPARE(undo(), QStringLiteral("Replace picture"));
}

void TestCarouselForm::picturesThatAreCutAreNamed()
{
    shownCarousel({{1000, 1500}, {1000, 1500}, {1600, 900}, {500, 2000}});
    const auto *cuts = part<QLabel>("pictureCutsLabel");
    QVERIFY(cuts->isVisible());
    QCOMPARE(cuts->text(), QStringLiteral("Picture 3 is wide: its sides will be cut.\n"
                                          "Picture 4 is tall: its top and bottom will be cut."));
    QVERIFY(spoken(2).endsWith(QStringLiteral("its sides will be cut")));
    // Another first picture, another shape for all.
    strip()->setFocus();
    strip()->setPlace(2);
    QTest::keyClick(strip(), Qt::Key_Left, Qt::AltModifier);
    QTest::keyClick(strip(), Qt::Key_Left, Qt::AltModifier);
    QTRY_VERIFY(cuts->text().contains(QStringLiteral("Picture 2 is tall")));
    QCOMPARE(strip()->shape(), CarouselShape::Square);
}

void TestCarouselForm::ctrlEnterLeadsToThePictureWhoseLinkIsWrong()
{
    PinContent content = carousel();
    content.pictures[2].link = QStringLiteral("kitchen");
    const PinId id = m_gui->addDraft(content);
    m_form->showPin(id);
    m_form->focusTitle();
    QTest::keyClick(part<QLineEdit>("titleLineEdit"), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(m_form->focusWidget(), part<QLineEdit>("pictureLinkLineEdit"));
    QCOMPARE(strip()->place(), 2);
    QCOMPARE(m_gui->pin(id).status, PinStatus::Draft);
    part<QLineEdit>("pictureLinkLineEdit")->clear();
    QTest::keyClick(part<QLineEdit>("pictureLinkLineEdit"), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(m_gui->pin(id).status, PinStatus::Scheduled);
}

void TestCarouselForm::aCarouselWhileTheyAreOffSaysSo()
{
    const PinId id = shownCarousel();
    m_gui->workspace->settings().setCarousels(false);
    QVERIFY(strip()->isVisible());
    QVERIFY(!part<QToolButton>("addPicturesToolButton")->isVisible());
    m_form->focusTitle();
    QTest::keyClick(part<QLineEdit>("titleLineEdit"), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY2(problem().contains(QStringLiteral("Settings → Experimental")),
                 qPrintable(problem()));
    QCOMPARE(m_gui->pin(id).status, PinStatus::Draft);
}

void TestCarouselForm::pinsAreMadeOfThePictures()
{
    const PinId id = shownCarousel();
    QTest::mouseClick(part<QPushButton>("splitCarouselPushButton"), Qt::LeftButton);
    QTRY_COMPARE(m_gui->pinCount(), 3);
    QVERIFY(!m_gui->pin(id).content.isCarousel());
    QCOMPARE(undo(), QStringLiteral("Make pins of the pictures"));
    QTRY_COMPARE(m_gui->pinCount(), 1);
    QTRY_COMPARE(pictures(id).size(), 3);
}

void TestCarouselForm::aPublishedCarouselShowsItsPicturesOnly()
{
    const PinId id = m_gui->addPublished(carousel(), QStringLiteral("900000000000000001"));
    const QList<MediaId> before = media(id);
    m_form->showPin(id);
    QVERIFY(strip()->isVisible());
    QVERIFY(!part<QToolButton>("addPicturesToolButton")->isVisible());
    QVERIFY(!part<QToolButton>("removePictureToolButton")->isVisible());
    QVERIFY(!part<QPushButton>("splitCarouselPushButton")->isVisible());
    QVERIFY(part<QLineEdit>("pictureTitleLineEdit")->isReadOnly());
    strip()->setFocus();
    QTest::keyClick(strip(), Qt::Key_Right, Qt::AltModifier);
    QTest::keyClick(strip(), Qt::Key_Delete);
    QVERIFY(!drop(part<CarouselEdit>("pinCarouselEdit"), files(1)));
    m_gui->waitForStore();
    QCOMPARE(media(id), before);
}

void TestCarouselForm::theSettingSwitchesThemOn()
{
    Settings &settings = m_gui->workspace->settings();
    settings.setCarousels(false);
    SettingsDialog dialog(*m_gui->workspace);
    auto *box = partOf<QCheckBox>(dialog, "carouselsCheckBox");
    QVERIFY(!box->isChecked());
    box->click();
    QVERIFY(settings.carousels());
    settings.setCarousels(false);
    QVERIFY(!box->isChecked());
}

void TestCarouselForm::everythingFitsIn340PixelsAndHasItsName()
{
    shownCarousel({{1000, 1500}, {1000, 1500}, {1000, 1500}, {1600, 900}, {500, 2000}});
    auto *scroll = part<QScrollArea>("fieldsScrollArea");
    QVERIFY2(scroll->widget()->width() <= scroll->viewport()->width(),
             qPrintable(QString::number(scroll->widget()->width())));
    QVERIFY(
        strip()->viewport()->rect().contains(strip()->visualRect(strip()->model()->index(4, 0))));
    // Once the layout has heard of it all.
    const auto *edit = part<QWidget>("pinCarouselEdit");
    const auto placed = [this, edit] {
        return QRect(strip()->mapTo(edit, QPoint()), strip()->size());
    };
    QTRY_VERIFY2(edit->rect().contains(placed()),
                 qPrintable(QStringLiteral("%1 %2 in %3 %4")
                                .arg(placed().left())
                                .arg(placed().right())
                                .arg(edit->width())
                                .arg(edit->height())));
    QCOMPARE(namelessControls(m_form.get()), QStringList());
}

QTEST_MAIN(TestCarouselForm)
#include "tst_carouselform.moc"
