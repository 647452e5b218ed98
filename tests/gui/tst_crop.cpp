// SPDX-License-Identifier: GPL-3.0-or-later
// The editor of what is made of a picture, with real pointer and keys.
#include "core/settings.h"
#include "guiworkspace.h"
#include "media/imageimport.h"
#include "planner/pineditor.h"
#include "store/mediastore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "store/undostore.h"
#include "support/await.h"
#include "text/englishplurals.h"
#include "ui/actions.h"
#include "ui/calendar/calendarviews.h"
#include "ui/crop/cropcanvas.h"
#include "ui/crop/cropdesk.h"
#include "ui/crop/cropdialog.h"
#include "ui/crop/fitgrid.h"
#include "ui/crop/fitmanydialog.h"
#include "ui/mainwindow.h"
#include "ui/pins/imagepreview.h"
#include "ui/pins/pinform.h"

#include <QAccessible>
#include <QApplication>
#include <QColorDialog>
#include <QContextMenuEvent>
#include <QDir>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QWheelEvent>

#include <cmath>

using namespace pinweek;
using namespace pinweek::test;

class TestCrop : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<GuiWorkspace> m_gui;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<CropDesk> m_desk;
    Board m_recipes;

    PinContent content(const QString &title, QSize size)
    {
        PinContent content = m_gui->readyContent(m_recipes, title);
        const QString path = m_gui->imageFile(title + QStringLiteral(" picture.jpg"), size);
        const MediaAsset asset = must(importImageFile(path, m_gui->workspace->directory()));
        content.media = must(await<MediaAsset>([&](QObject *c, Done<MediaAsset> done) {
                            m_gui->workspace->store().media().insert(asset, c, std::move(done));
                        })).id;
        return content;
    }
    PinId pinOf(const QString &title, QSize size = {1200, 800})
    {
        return m_gui->addScheduled(content(title, size));
    }
    PictureFit fitOf(PinId id) const { return m_gui->pin(id).content.fit; }
    QString undo()
    {
        return must(await<UndoOutcome>([&](QObject *c, Done<UndoOutcome> done) {
                   m_gui->workspace->editor().undo(c, std::move(done));
               }))
            .name;
    }

    template<typename T>
    T *dialog() const
    {
        T *found = nullptr;
        const bool came = waitUntil([&] {
            for (QWidget *top : QApplication::topLevelWidgets()) {
                if (auto *one = qobject_cast<T *>(top); one && one->isVisible())
                    found = one;
            }
            return found && QTest::qWaitForWindowActive(found);
        });
        if (!came)
            qFatal("no dialog came");
        return found;
    }
    /** The editor of a pin's picture, once the picture is read. */
    CropDialog *opened(PinId id)
    {
        m_desk->open({id});
        auto *editor = dialog<CropDialog>();
        if (!waitUntil([&] { return button(*editor, "applyPushButton")->isEnabled(); }))
            qFatal("the picture is not read");
        return editor;
    }
    static CropCanvas *canvas(const QWidget &editor)
    {
        return partOf<CropCanvas>(editor, "cropCanvas");
    }
    static QPushButton *button(const QWidget &editor, const char *name)
    {
        return partOf<QPushButton>(editor, name);
    }
    static void click(QAbstractButton *button) { QTest::mouseClick(button, Qt::LeftButton); }
    static void drag(QWidget *on, QPointF from, QPointF to)
    {
        QTest::mousePress(on, Qt::LeftButton, {}, from.toPoint());
        QTest::mouseMove(on, ((from + to) / 2).toPoint());
        QTest::mouseMove(on, to.toPoint());
        QTest::mouseRelease(on, Qt::LeftButton, {}, to.toPoint());
    }
    static QRect pixels(const PictureFit &fit) { return croppedRect(fit, {1200, 800}); }

private slots:
    void initTestCase() { QCoreApplication::installTranslator(new EnglishPlurals(this)); }
    void init();
    void cleanup();

    void aShapeCropsAroundTheFocusAndEnterAppliesItAsOneStep();
    void escapeLeavesThePictureAsItIs();
    void cornersAndEdgesResizeInTheShape();
    void aFreeCropTakesAnyShape();
    void insideTheFrameIsMovedWithinThePicture();
    void theFocusPointTakesTheFrameAlong();
    void arrowKeysMoveResizeAndFocus();
    void undoAndRedoGoThroughWhatWasDoneHere();
    void resetIsThePictureAsItIs();
    void theWheelAndKeysZoomAboutWhatIsUnderThem();
    void aPictureIsFittedInsideWithColourOrBlur();
    void itSaysWhatSizeIsSentAndWhenThatIsSmall();
    void screenReadersHearTheFrame();
    void everyControlHasItsName();
    void manyPicturesAreFittedInOneStep();
    void oneOfManyIsEditedByItself();
    void publishedPinsAreLeftOut();
    void theComposerOpensItAndShowsWhatIsSent();
    void oneClickMendsAWidePicture();
    void theMenuOfThePreviewBringsTheWholePictureBack();
    void theCardMenuOpensIt();
    void aPinThatIsDeletedMeanwhileIsSaid();
    void whatCannotBeReadIsSaid();
};

void TestCrop::init()
{
    failOnWarnings();
    m_gui = std::make_unique<GuiWorkspace>();
    m_recipes = m_gui->addBoard(QStringLiteral("Recipes"));
    m_window = std::make_unique<QWidget>();
    m_window->resize(1000, 800);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_desk = std::make_unique<CropDesk>(*m_gui->workspace, *m_gui->theme, m_window.get());
}

void TestCrop::cleanup()
{
    m_desk.release(); // the window's
    m_window.reset();
    m_gui.reset();
}

void TestCrop::aShapeCropsAroundTheFocusAndEnterAppliesItAsOneStep()
{
    const PinId id = pinOf(QStringLiteral("Lemon cake"));
    CropDialog *editor = opened(id);
    QCOMPARE(editor->fit(), PictureFit());
    click(button(*editor, "tallShapePushButton"));
    QCOMPARE(pixels(editor->fit()), QRect(334, 0, 533, 800));
    QVERIFY(button(*editor, "cropPushButton")->isChecked());
    QCOMPARE(fitOf(id), PictureFit()); // nothing yet
    canvas(*editor)->setFocus();
    QTest::keyClick(canvas(*editor), Qt::Key_Return);
    QTRY_COMPARE(fitOf(id).kind, FitKind::Crop);
    QCOMPARE(pixels(fitOf(id)), QRect(334, 0, 533, 800));
    QCOMPARE(undo(), QStringLiteral("Crop picture"));
    QCOMPARE(fitOf(id), PictureFit());
}

void TestCrop::escapeLeavesThePictureAsItIs()
{
    const PinId id = pinOf(QStringLiteral("Lemon cake"));
    CropDialog *editor = opened(id);
    click(button(*editor, "squareShapePushButton"));
    QTest::keyClick(canvas(*editor), Qt::Key_Escape);
    QTRY_VERIFY(!editor->isVisible());
    m_gui->waitForStore();
    QCOMPARE(fitOf(id), PictureFit());
}

void TestCrop::cornersAndEdgesResizeInTheShape()
{
    CropDialog *editor = opened(pinOf(QStringLiteral("Lemon cake")));
    CropCanvas *view = canvas(*editor);
    click(button(*editor, "tallShapePushButton"));
    const QRectF frame = view->frameRect();
    // From the lower right corner towards the middle: the upper left one stays.
    drag(view, frame.bottomRight(), frame.bottomRight() - QPointF(frame.width() / 2, 1));
    QRect part = pixels(editor->fit());
    QVERIFY2(std::abs(part.left() - 334) <= 2 && part.top() == 0,
             qPrintable(QStringLiteral("%1 %2").arg(part.left()).arg(part.top())));
    QVERIFY(std::abs(part.height() - part.width() * 1.5) <= 1);
    QVERIFY(part.width() < 533);
    // By its right edge it grows about its middle.
    const QRectF smaller = view->frameRect();
    drag(view, QPointF(smaller.right(), smaller.center().y()),
         QPointF(smaller.right() - 40, smaller.center().y()));
    const QRect last = pixels(editor->fit());
    QVERIFY(last.width() < part.width());
    QVERIFY(std::abs(last.center().y() - part.center().y()) <= 2);
    QVERIFY(std::abs(last.height() - last.width() * 1.5) <= 1);
}

void TestCrop::aFreeCropTakesAnyShape()
{
    CropDialog *editor = opened(pinOf(QStringLiteral("Lemon cake")));
    CropCanvas *view = canvas(*editor);
    click(button(*editor, "freeShapePushButton"));
    QCOMPARE(pixels(editor->fit()), QRect(0, 0, 1200, 800));
    const QRectF frame = view->frameRect();
    drag(view, QPointF(frame.left(), frame.center().y()),
         QPointF(frame.center().x(), frame.center().y()));
    const QRect part = pixels(editor->fit());
    QVERIFY2(std::abs(part.left() - 600) <= 4, qPrintable(QString::number(part.left())));
    QCOMPARE(part.height(), 800);
    QCOMPARE(editor->fit().shape, FitShape::Free);
}

void TestCrop::insideTheFrameIsMovedWithinThePicture()
{
    CropDialog *editor = opened(pinOf(QStringLiteral("Lemon cake")));
    CropCanvas *view = canvas(*editor);
    click(button(*editor, "tallShapePushButton"));
    const QRectF frame = view->frameRect();
    const QPointF hold = frame.center() + QPointF(30, 60); // beside the focus point
    drag(view, hold, hold + QPointF(40, 5));
    QVERIFY(pixels(editor->fit()).left() > 334);
    QCOMPARE(pixels(editor->fit()).size(), QSize(533, 800));
    // The focus went along, as it was in the middle.
    QVERIFY(std::abs(editor->fit().focus.x() - editor->fit().part.center().x()) < 0.01);
    drag(view, hold + QPointF(40, 0), hold + QPointF(2000, 0));
    QCOMPARE(pixels(editor->fit()).right(), 1199);
}

void TestCrop::theFocusPointTakesTheFrameAlong()
{
    CropDialog *editor = opened(pinOf(QStringLiteral("Lemon cake")));
    CropCanvas *view = canvas(*editor);
    // Of the whole picture it can be chosen too, and the shapes are around it then.
    drag(view, view->focusPoint(), view->frameRect().topLeft() + QPointF(20, 20));
    QVERIFY(editor->fit().focus.x() < 0.1);
    QCOMPARE(editor->fit().kind, FitKind::Original);
    click(button(*editor, "tallShapePushButton"));
    QCOMPARE(pixels(editor->fit()).left(), 0);
    drag(view, view->focusPoint(), view->focusPoint() + QPointF(180, 40));
    const PictureFit fit = editor->fit();
    QVERIFY(pixels(fit).left() > 0);
    QVERIFY(std::abs(fit.part.center().x() - fit.focus.x()) < 0.01);
}

void TestCrop::arrowKeysMoveResizeAndFocus()
{
    CropDialog *editor = opened(pinOf(QStringLiteral("Lemon cake")));
    CropCanvas *view = canvas(*editor);
    click(button(*editor, "tallShapePushButton"));
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Left);
    QCOMPARE(pixels(editor->fit()).left(), 334 - 12); // 1 %
    QTest::keyClick(view, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(pixels(editor->fit()).left(), 334 - 12 + 120);
    QTest::keyClick(view, Qt::Key_Left, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(pixels(editor->fit()).width(), 480); // 10 % less
    QTest::keyClick(view, Qt::Key_Right, Qt::ControlModifier);
    QVERIFY(pixels(editor->fit()).width() > 480);
    const double before = editor->fit().focus.x();
    QTest::keyClick(view, Qt::Key_Left, Qt::AltModifier);
    QVERIFY(std::abs(editor->fit().focus.x() - (before - 0.01)) < 1e-6);
    for (int i = 0; i < 20; ++i)
        QTest::keyClick(view, Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(pixels(editor->fit()).left(), 0);
}

void TestCrop::undoAndRedoGoThroughWhatWasDoneHere()
{
    CropDialog *editor = opened(pinOf(QStringLiteral("Lemon cake")));
    CropCanvas *view = canvas(*editor);
    auto *undoButton = partOf<QToolButton>(*editor, "undoToolButton");
    auto *redoButton = partOf<QToolButton>(*editor, "redoToolButton");
    QVERIFY(!undoButton->isEnabled() && !redoButton->isEnabled());
    click(button(*editor, "tallShapePushButton"));
    const PictureFit tall = editor->fit();
    view->setFocus();
    // Presses of one kind in a row are one.
    for (int i = 0; i < 5; ++i)
        QTest::keyClick(view, Qt::Key_Left);
    const PictureFit moved = editor->fit();
    click(button(*editor, "squareShapePushButton"));
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(editor->fit(), moved);
    QVERIFY(button(*editor, "tallShapePushButton")->isChecked());
    QTest::keyClick(view, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(editor->fit(), tall);
    click(undoButton);
    QCOMPARE(editor->fit(), PictureFit());
    QVERIFY(button(*editor, "originalShapePushButton")->isChecked());
    click(redoButton);
    QTest::keyClick(view, Qt::Key_Y, Qt::ControlModifier);
    QCOMPARE(editor->fit(), moved);
    QTest::keyClick(view, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(editor->fit().shape, FitShape::Square);
    QVERIFY(!redoButton->isEnabled());
}

void TestCrop::resetIsThePictureAsItIs()
{
    const PinId id = pinOf(QStringLiteral("Lemon cake"));
    CropDialog *editor = opened(id);
    QVERIFY(!button(*editor, "resetPushButton")->isEnabled());
    click(button(*editor, "storyShapePushButton"));
    click(button(*editor, "resetPushButton"));
    QCOMPARE(editor->fit(), PictureFit());
    QVERIFY(button(*editor, "originalShapePushButton")->isChecked());
    QVERIFY(!button(*editor, "cropPushButton")->isChecked());
    // Nothing was changed in the end: no step.
    const QString before = must(m_gui->workspace->store().undo().state()).undoName;
    click(button(*editor, "applyPushButton"));
    m_gui->waitForStore();
    QCOMPARE(must(m_gui->workspace->store().undo().state()).undoName, before);
}

void TestCrop::theWheelAndKeysZoomAboutWhatIsUnderThem()
{
    CropDialog *editor = opened(pinOf(QStringLiteral("Lemon cake")));
    CropCanvas *view = canvas(*editor);
    click(button(*editor, "tallShapePushButton"));
    const PictureFit fit = editor->fit();
    const QPointF corner = view->frameRect().topLeft();
    QWheelEvent in(corner, view->mapToGlobal(corner), {}, {0, 240}, Qt::NoButton, Qt::NoModifier,
                   Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(view, &in);
    QVERIFY(view->zoom() > 1.5);
    QCOMPARE(partOf<QLabel>(*editor, "zoomLabel")->text(), QStringLiteral("156 %"));
    QVERIFY(std::abs(view->frameRect().left() - corner.x()) < 2);
    // What is dragged beside the frame is the view.
    const QRectF frame = view->frameRect();
    drag(view, frame.topLeft() - QPointF(25, -60), frame.topLeft() - QPointF(5, -60));
    QCOMPARE(editor->fit(), fit);
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Minus);
    QTest::keyClick(view, Qt::Key_Plus);
    QTest::keyClick(view, Qt::Key_Plus);
    QVERIFY(view->zoom() > 1.9);
    QTest::keyClick(view, Qt::Key_0);
    QCOMPARE(view->zoom(), 1.0);
    click(partOf<QToolButton>(*editor, "zoomInToolButton"));
    QCOMPARE(view->zoom(), 1.25);
    QCOMPARE(editor->fit(), fit);
}

void TestCrop::aPictureIsFittedInsideWithColourOrBlur()
{
    const PinId id = pinOf(QStringLiteral("Lemon cake"));
    CropDialog *editor = opened(id);
    click(button(*editor, "padPushButton"));
    QCOMPARE(editor->fit(), padTo(FitShape::Tall, std::nullopt));
    QVERIFY(partOf<QToolButton>(*editor, "ground0ToolButton")->isChecked());
    click(partOf<QToolButton>(*editor, "ground1ToolButton"));
    QCOMPARE(editor->fit(), padTo(FitShape::Tall, 0xFFFFFF));
    click(button(*editor, "storyShapePushButton"));
    QCOMPARE(editor->fit(), padTo(FitShape::Story, 0xFFFFFF));
    // Free is for crops.
    click(button(*editor, "freeShapePushButton"));
    QCOMPARE(editor->fit().kind, FitKind::Crop);
    click(button(*editor, "padPushButton"));
    click(button(*editor, "otherColourPushButton"));
    auto *colours = editor->findChild<QColorDialog *>();
    QVERIFY(colours);
    colours->setCurrentColor(QColor(0x12, 0x34, 0x56));
    colours->accept();
    QTRY_COMPARE(editor->fit(), padTo(FitShape::Tall, 0x123456));
    click(button(*editor, "applyPushButton"));
    QTRY_COMPARE(fitOf(id), padTo(FitShape::Tall, 0x123456));
    QCOMPARE(undo(), QStringLiteral("Fit picture inside"));
}

void TestCrop::itSaysWhatSizeIsSentAndWhenThatIsSmall()
{
    CropDialog *editor = opened(pinOf(QStringLiteral("Lemon cake"), {2400, 1500}));
    const auto *size = partOf<QLabel>(*editor, "sizeLabel");
    const auto *advice = partOf<QLabel>(*editor, "sizeAdviceLabel");
    QCOMPARE(size->text(), QStringLiteral("2400 × 1500 px"));
    QVERIFY(!advice->isVisible());
    click(button(*editor, "tallShapePushButton"));
    QCOMPARE(size->text(), QStringLiteral("1000 × 1500 px"));
    QVERIFY(!advice->isVisible());
    CropCanvas *view = canvas(*editor);
    const QRectF frame = view->frameRect();
    // While the hand is still at it.
    QTest::mousePress(view, Qt::LeftButton, {}, frame.bottomRight().toPoint());
    QTest::mouseMove(view, frame.center().toPoint() + QPoint(30, 30));
    QVERIFY(advice->isVisible());
    QVERIFY2(advice->text().startsWith(QStringLiteral("Small")) ||
                 advice->text().contains(QStringLiteral("1000")),
             qPrintable(advice->text()));
    QTest::mouseRelease(view, Qt::LeftButton, {}, frame.center().toPoint() + QPoint(30, 30));
}

void TestCrop::screenReadersHearTheFrame()
{
    CropDialog *editor = opened(pinOf(QStringLiteral("Lemon cake")));
    CropCanvas *view = canvas(*editor);
    QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(view);
    QVERIFY(spoken);
    QCOMPARE(spoken->text(QAccessible::Value), QStringLiteral("as it is, 1200 by 800 pixels"));
    click(button(*editor, "tallShapePushButton"));
    QCOMPARE(
        spoken->text(QAccessible::Value),
        QStringLiteral("cropped to 2:3, 533 by 800 pixels, 28 % from the left, 0 % from the top"));
    click(button(*editor, "padPushButton"));
    QCOMPARE(spoken->text(QAccessible::Value),
             QStringLiteral("all of it in 2:3, 1200 by 1800 pixels"));
}

void TestCrop::everyControlHasItsName()
{
    CropDialog *editor = opened(pinOf(QStringLiteral("Lemon cake")));
    click(button(*editor, "padPushButton"));
    QCOMPARE(namelessControls(editor), QStringList());
    editor->reject();
    const PinId one = pinOf(QStringLiteral("One"));
    m_desk->open({one, pinOf(QStringLiteral("Two"))});
    QCOMPARE(namelessControls(dialog<FitManyDialog>()), QStringList());
}

void TestCrop::manyPicturesAreFittedInOneStep()
{
    const QList<PinId> pins{pinOf(QStringLiteral("One")), pinOf(QStringLiteral("Two"), {800, 800}),
                            pinOf(QStringLiteral("Three"), {900, 1600})};
    QSignalSpy told(m_desk.get(), &CropDesk::message);
    m_desk->open(pins);
    auto *many = dialog<FitManyDialog>();
    auto *grid = partOf<FitGrid>(*many, "fitGrid");
    QCOMPARE(grid->model()->rowCount(), 3);
    QCOMPARE(grid->model()->index(0, 0).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("One, cropped to 2:3, 533 by 800 pixels"));
    click(button(*many, "squareShapePushButton"));
    click(button(*many, "padPushButton"));
    click(partOf<QToolButton>(*many, "ground1ToolButton"));
    QCOMPARE(grid->model()->index(2, 0).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("Three, all of it in 1:1, background #ffffff, 1600 by 1600 pixels"));
    QCOMPARE(button(*many, "applyPushButton")->text(), QStringLiteral("&Fit 3 pictures"));
    grid->setFocus();
    QTest::keyClick(grid, Qt::Key_Return);
    for (const PinId id : pins)
        QTRY_COMPARE(fitOf(id), padTo(FitShape::Square, 0xFFFFFF));
    QTRY_COMPARE(told.size(), 1);
    QCOMPARE(told.first().first().toString(), QStringLiteral("3 pictures fitted."));
    QCOMPARE(undo(), QStringLiteral("Fit 3 pictures"));
    for (const PinId id : pins)
        QCOMPARE(fitOf(id), PictureFit());
}

void TestCrop::oneOfManyIsEditedByItself()
{
    const PinId first = pinOf(QStringLiteral("One"));
    const PinId second = pinOf(QStringLiteral("Two"));
    m_desk->open({first, second});
    auto *many = dialog<FitManyDialog>();
    auto *grid = partOf<FitGrid>(*many, "fitGrid");
    grid->setFocus();
    grid->setCurrentIndex(grid->model()->index(1, 0));
    QTest::keyClick(grid, Qt::Key_F2);
    auto *editor = dialog<CropDialog>();
    QTRY_VERIFY(button(*editor, "applyPushButton")->isEnabled());
    canvas(*editor)->setFocus();
    QTest::keyClick(canvas(*editor), Qt::Key_Left, Qt::ShiftModifier);
    click(button(*editor, "applyPushButton"));
    QTRY_VERIFY(!editor->isVisible());
    click(button(*many, "applyPushButton"));
    QTRY_COMPARE(pixels(fitOf(first)).left(), 334);
    QCOMPARE(pixels(fitOf(second)).left(), 334 - 120);
    undo();
    QCOMPARE(fitOf(second), PictureFit());
    QCOMPARE(fitOf(first), PictureFit());
}

void TestCrop::publishedPinsAreLeftOut()
{
    const PinId one = pinOf(QStringLiteral("One"));
    const PinId two = pinOf(QStringLiteral("Two"));
    const PinId published =
        m_gui->addPublished(content(QStringLiteral("Out"), {1200, 800}), QStringLiteral("77"));
    QSignalSpy told(m_desk.get(), &CropDesk::message);
    m_desk->open({published});
    QCOMPARE(told.takeFirst().first().toString(),
             QStringLiteral("Published pins keep their pictures."));
    m_desk->open({one, published, two});
    auto *many = dialog<FitManyDialog>();
    QCOMPARE(partOf<FitGrid>(*many, "fitGrid")->model()->rowCount(), 2);
    QVERIFY(partOf<QLabel>(*many, "leftOutLabel")->text().startsWith(QStringLiteral("1 pin ")));
}

void TestCrop::theComposerOpensItAndShowsWhatIsSent()
{
    PinForm form(*m_gui->workspace, *m_gui->theme);
    form.resize(340, 900);
    form.show();
    QVERIFY(QTest::qWaitForWindowActive(&form));
    const PinId id = pinOf(QStringLiteral("Lemon cake"));
    form.showPin(id);
    auto *preview = partOf<ImagePreview>(form, "mediaImagePreview");
    QTest::mouseClick(partOf<QToolButton>(form, "cropToolButton"), Qt::LeftButton);
    auto *editor = dialog<CropDialog>();
    QTRY_VERIFY(button(*editor, "applyPushButton")->isEnabled());
    click(button(*editor, "squareShapePushButton"));
    click(button(*editor, "applyPushButton"));
    QTRY_COMPARE(fitOf(id).shape, FitShape::Square);
    QTRY_VERIFY2(
        preview->accessibleName().endsWith(QStringLiteral("800 by 800 pixels, cropped to 1:1")),
        qPrintable(preview->accessibleName()));
    // Another image starts afresh.
    const QString other = m_gui->imageFile(QStringLiteral("other.jpg"));
    QVERIFY(await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
        m_gui->workspace->editor().replaceImage(id, other, c, std::move(done));
    }));
    QTRY_VERIFY(preview->accessibleName().endsWith(QStringLiteral("1000 by 1500 pixels")));
}

void TestCrop::oneClickMendsAWidePicture()
{
    PinForm form(*m_gui->workspace, *m_gui->theme);
    form.resize(340, 900);
    form.show();
    QVERIFY(QTest::qWaitForWindowActive(&form));
    const PinId id = pinOf(QStringLiteral("Lemon cake"), {3000, 2000});
    form.showPin(id);
    QPushButton *mend = nullptr;
    for (QPushButton *each : form.findChildren<QPushButton *>()) {
        if (each->text() == QStringLiteral("Crop to 2:3"))
            mend = each;
    }
    QVERIFY(mend);
    QTest::mouseClick(mend, Qt::LeftButton);
    QTRY_COMPARE(fitOf(id), cropAround(FitShape::Tall, {3000, 2000}));
    const auto isOffered = [&form] {
        const QList<QPushButton *> all = form.findChildren<QPushButton *>();
        return std::any_of(all.begin(), all.end(), [](const QPushButton *each) {
            return each->text() == QStringLiteral("Crop to 2:3");
        });
    };
    QTRY_VERIFY(!isOffered());
    QCOMPARE(undo(), QStringLiteral("Crop picture"));
    QTRY_VERIFY(isOffered());
}

void TestCrop::theMenuOfThePreviewBringsTheWholePictureBack()
{
    PinForm form(*m_gui->workspace, *m_gui->theme);
    form.resize(340, 900);
    form.show();
    QVERIFY(QTest::qWaitForWindowActive(&form));
    PinContent padded = content(QStringLiteral("Lemon cake"), {1200, 800});
    padded.fit = padTo(FitShape::Tall, 0x112233);
    const PinId id = m_gui->addScheduled(padded);
    form.showPin(id);
    auto *preview = partOf<ImagePreview>(form, "mediaImagePreview");
    QContextMenuEvent asks(QContextMenuEvent::Keyboard, preview->rect().center(),
                           preview->mapToGlobal(preview->rect().center()));
    QCoreApplication::sendEvent(preview, &asks);
    auto *menu = preview->findChild<QMenu *>(QStringLiteral("imageMenu"));
    QVERIFY(menu && menu->isVisible());
    QTest::keyClick(menu, Qt::Key_I);
    QTRY_COMPARE(fitOf(id), PictureFit());
    QCOMPARE(undo(), QStringLiteral("Reset picture"));
}

void TestCrop::theCardMenuOpensIt()
{
    const PinId id = pinOf(QStringLiteral("Lemon cake"));
    MainWindow window(*m_gui->workspace, *m_gui->theme);
    window.resize(1440, 900);
    window.show();
    window.complete();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    window.findChild<CalendarViews *>()->setSelection({id});
    QTRY_VERIFY(window.actions().crop->isEnabled());
    QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
    auto *editor = dialog<CropDialog>();
    QTRY_VERIFY(button(*editor, "applyPushButton")->isEnabled());
    click(button(*editor, "tallShapePushButton"));
    click(button(*editor, "applyPushButton"));
    QTRY_COMPARE(fitOf(id).kind, FitKind::Crop);
}

void TestCrop::aPinThatIsDeletedMeanwhileIsSaid()
{
    const PinId id = pinOf(QStringLiteral("Lemon cake"));
    QSignalSpy told(m_desk.get(), &CropDesk::message);
    CropDialog *editor = opened(id);
    click(button(*editor, "tallShapePushButton"));
    QVERIFY(await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
        m_gui->workspace->editor().remove({id}, c, std::move(done));
    }));
    click(button(*editor, "applyPushButton"));
    QTRY_COMPARE(told.size(), 1);
    QVERIFY(told.first().first().toString().startsWith(QStringLiteral("Nothing was changed")));
    QCOMPARE(told.first().last().toBool(), false);
}

void TestCrop::whatCannotBeReadIsSaid()
{
    const PinId id = pinOf(QStringLiteral("Lemon cake"));
    QVERIFY(QDir(m_gui->workspace->directory() + QStringLiteral("/media")).removeRecursively());
    m_desk->open({id});
    auto *editor = dialog<CropDialog>();
    QTRY_VERIFY2(canvas(*editor)->words().contains(QStringLiteral("missing")),
                 qPrintable(canvas(*editor)->words()));
    QVERIFY(!button(*editor, "applyPushButton")->isEnabled());
    QTest::keyClick(canvas(*editor), Qt::Key_Left);
    QCOMPARE(editor->fit(), PictureFit());
}

QTEST_MAIN(TestCrop)
#include "tst_crop.moc"
