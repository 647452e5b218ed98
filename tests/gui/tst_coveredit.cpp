// SPDX-License-Identifier: GPL-3.0-or-later
#include "guiworkspace.h"
#include "planner/imageintake.h"
#include "planner/pineditor.h"
#include "publisher/publisherlock.h"
#include "store/mediastore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "store/undostore.h"
#include "store/videostore.h"
#include "support/await.h"
#include "support/testvideos.h"
#include "text/englishplurals.h"
#include "ui/pins/coveredit.h"
#include "ui/pins/filmstrip.h"
#include "ui/pins/imagepreview.h"
#include "ui/pins/pinform.h"

#include <QAccessible>
#include <QDesktopServices>
#include <QFileDialog>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QStyle>
#include <QToolButton>

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;

/** The composer of a pin with a video: by which picture it is shown. */
class TestCoverEdit : public QObject
{
    Q_OBJECT

public slots:
    /** What the desktop would be asked to open. */
    void takeUrl(const QUrl &url) { m_played = url; }

private slots:
    void initTestCase() { QCoreApplication::installTranslator(new EnglishPlurals(this)); }

    void init()
    {
        failOnWarnings();
        m_gui = std::make_unique<GuiWorkspace>();
        m_recipes = m_gui->addBoard(QStringLiteral("Recipes"));
        m_file = makeVideo(m_gui->directory.filePath(QStringLiteral("cake.mp4")), 10);
        m_form = std::make_unique<PinForm>(*m_gui->workspace, *m_gui->theme);
        m_form->resize(340, 900);
        m_form->show();
        QVERIFY(QTest::qWaitForWindowActive(m_form.get()));
    }

    void cleanup()
    {
        m_publishing.reset();
        m_form.reset();
        m_gui.reset();
    }

    void aPictureHasNoStrip()
    {
        m_form->showPin(
            m_gui->addDraft(m_gui->readyContent(m_recipes, QStringLiteral("Lemon cake"))));
        QVERIFY(part<ImagePreview>("mediaImagePreview")->isVisible());
        QVERIFY(!strip()->isVisible());
        showVideo();
        QVERIFY(strip()->isVisible());
        m_form->showPin(m_gui->addDraft(m_gui->readyContent(m_recipes, QStringLiteral("Soup"))));
        QVERIFY(!strip()->isVisible());
    }

    void lengthSizeAndCoverAreSaid()
    {
        showVideo();
        QCOMPARE(part<QLabel>("videoFactsLabel")->text().section(QLatin1Char(','), 0, 1),
                 QStringLiteral("0:10, 216 × 324 px"));
        QCOMPARE(source(), QStringLiteral("Cover: the frame at 0:01.0"));
        QCOMPARE(strip()->moment(), 1000ms);
        const QString spoken = part<ImagePreview>("mediaImagePreview")->accessibleName();
        QVERIFY2(spoken.contains(QLatin1String("video of 10 seconds")), qPrintable(spoken));
        QVERIFY(!part<QToolButton>("cropToolButton")->isVisible());
    }

    void aClickOnThePictureOrEnterPlaysTheVideo()
    {
        showVideo();
        auto *preview = part<ImagePreview>("mediaImagePreview");
        QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "takeUrl");
        const auto clear =
            qScopeGuard([] { QDesktopServices::unsetUrlHandler(QStringLiteral("file")); });
        QTest::mouseClick(preview, Qt::LeftButton);
        QVERIFY(m_played.isLocalFile());
        QVERIFY(m_played.path().endsWith(QLatin1String(".mp4")));
        QVERIFY(QFile::exists(m_played.toLocalFile()));
        m_played.clear();
        preview->setFocus();
        QTest::keyClick(preview, Qt::Key_Space);
        QVERIFY(m_played.isLocalFile());
    }

    void theHandleIsDraggedToAFrame()
    {
        const PinId pin = showVideo();
        const MediaId poster = cover(pin).id;
        const QPoint from = pointAt(1000ms);
        const QPoint to = pointAt(7000ms);
        QTest::mousePress(strip(), Qt::LeftButton, {}, from);
        QTest::mouseMove(strip(), (from + to) / 2);
        QTest::mouseMove(strip(), to);
        QVERIFY(source().startsWith(QLatin1String("Cover: the frame at 0:0")));
        QCOMPARE(cover(pin).id, poster); // only when it is let go
        QTest::mouseRelease(strip(), Qt::LeftButton, {}, to);
        QTRY_VERIFY(cover(pin).id != poster);
        const auto at = cover(pin).duration;
        QVERIFY2(at > 6900ms && at < 7100ms, qPrintable(QString::number(at.count())));
        QTRY_COMPARE(strip()->moment(), at);
        // One step.
        const UndoOutcome undone = must(await<UndoOutcome>(
            [&](QObject *context, auto done) { m_gui->workspace->editor().undo(context, done); }));
        QCOMPARE(undone.name, QStringLiteral("Choose cover"));
        QCOMPARE(cover(pin).id, poster);
        QTRY_COMPARE(strip()->moment(), 1000ms);
    }

    void whileItIsDraggedThePreviewShowsTheFrame()
    {
        showVideo();
        auto *edit = m_form->findChild<CoverEdit *>();
        QSignalSpy looked(edit, &CoverEdit::looked);
        QTest::mousePress(strip(), Qt::LeftButton, {}, pointAt(5000ms));
        QTRY_VERIFY(!looked.isEmpty());
        QVERIFY(!looked.first().first().value<QImage>().isNull());
        QTest::mouseRelease(strip(), Qt::LeftButton, {}, pointAt(5000ms));
        QTRY_VERIFY(looked.last().first().value<QImage>().isNull());
    }

    void keysMoveItAndTheLastOneIsChosen()
    {
        const PinId pin = showVideo();
        const MediaId poster = cover(pin).id;
        strip()->setFocus();
        QTest::keyClick(strip(), Qt::Key_Right);
        QCOMPARE(strip()->moment(), 1100ms);
        QTest::keyClick(strip(), Qt::Key_Left);
        QCOMPARE(strip()->moment(), 1000ms);
        QTest::keyClick(strip(), Qt::Key_End);
        QCOMPARE(strip()->moment(), 9999ms);
        QTest::keyClick(strip(), Qt::Key_Home);
        QCOMPARE(strip()->moment(), 0ms);
        QTest::keyClick(strip(), Qt::Key_PageUp);
        const auto page = strip()->moment();
        QVERIFY(page > 1000ms);
        QTRY_VERIFY(cover(pin).id != poster);
        QCOMPARE(cover(pin).duration, page);
    }

    void aKeyThatIsFollowedByAnotherFieldIsNotLost()
    {
        const PinId pin = showVideo();
        strip()->setFocus();
        QTest::keyClick(strip(), Qt::Key_End);
        part<QWidget>("titleLineEdit")->setFocus();
        QTRY_COMPARE(cover(pin).duration, 9999ms);
    }

    void aScreenReaderHearsTheMoment()
    {
        showVideo();
        QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(strip());
        QCOMPARE(spoken->role(), QAccessible::Slider);
        QCOMPARE(spoken->text(QAccessible::Name), QStringLiteral("Cover frame at 0:01.0 of 0:10"));
        QVERIFY(spoken->valueInterface());
        QCOMPARE(spoken->valueInterface()->currentValue().toInt(), 1000);
        QCOMPARE(namelessControls(m_form.get()), QStringList());
    }

    void aPictureFromAFileIsTheCoverAndTheFrameComesBack()
    {
        const PinId pin = showVideo();
        const MediaId poster = cover(pin).id;
        QVERIFY(!part<QPushButton>("coverFramePushButton")->isVisible());
        QTest::mouseClick(part<QPushButton>("coverFilePushButton"), Qt::LeftButton);
        auto *dialog = m_form->findChild<QFileDialog *>(QStringLiteral("coverFileDialog"));
        QVERIFY(dialog);
        emit dialog->fileSelected(m_gui->imageFile(QStringLiteral("front.jpg")));
        dialog->close();
        QTRY_COMPARE(source(), QStringLiteral("Cover: front.jpg"));
        QCOMPARE(cover(pin).kind, MediaKind::Image);
        QCOMPARE(strip()->moment(), 1000ms);
        auto *frame = part<QPushButton>("coverFramePushButton");
        QVERIFY(frame->isVisible());
        QTest::mouseClick(frame, Qt::LeftButton);
        QTRY_COMPARE(cover(pin).id, poster);
        QTRY_VERIFY(!frame->isVisible());
    }

    void aFileThatIsNoPictureIsSaid()
    {
        const PinId pin = showVideo();
        QTest::mouseClick(part<QPushButton>("coverFilePushButton"), Qt::LeftButton);
        auto *dialog = m_form->findChild<QFileDialog *>(QStringLiteral("coverFileDialog"));
        emit dialog->fileSelected(m_file);
        dialog->close();
        QTRY_VERIFY(
            part<QLabel>("errorLabel")->text().startsWith(QLatin1String("A cover is a picture.")));
        QCOMPARE(cover(pin).kind, MediaKind::Still);
    }

    void anotherVideoKeepsACoverFromAFile()
    {
        const PinId pin = showVideo();
        QTest::mouseClick(part<QPushButton>("coverFilePushButton"), Qt::LeftButton);
        auto *dialog = m_form->findChild<QFileDialog *>(QStringLiteral("coverFileDialog"));
        emit dialog->fileSelected(m_gui->imageFile(QStringLiteral("front.jpg")));
        dialog->close();
        QTRY_COMPARE(source(), QStringLiteral("Cover: front.jpg"));
        const MediaId front = cover(pin).id;
        QSignalSpy said(m_form.get(), &PinForm::message);
        const MediaId before = m_gui->pin(pin).content.media;
        replaceVideo();
        QTRY_VERIFY(m_gui->pin(pin).content.media != before);
        QCOMPARE(cover(pin).id, front);
        QTRY_COMPARE(part<QLabel>("videoFactsLabel")->text().section(QLatin1Char(','), 0, 0),
                     QStringLiteral("0:06"));
        QCOMPARE(source(), QStringLiteral("Cover: front.jpg"));
        QVERIFY(said.isEmpty());
    }

    void aFrameOfTheFormerVideoIsNotTheNextOnesCover()
    {
        const PinId pin = showVideo();
        const MediaId poster = cover(pin).id;
        strip()->setFocus();
        QTest::keyClick(strip(), Qt::Key_End);
        QTRY_VERIFY(cover(pin).id != poster);
        const PinContent before = m_gui->pin(pin).content;
        QSignalSpy said(m_form.get(), &PinForm::message);
        replaceVideo();
        QTRY_COMPARE(said.count(), 1);
        QVERIFY2(said.first().first().toString().startsWith(QLatin1String("Video replaced.")),
                 qPrintable(said.first().first().toString()));
        QVERIFY(said.first().at(1).toBool()); // can be undone
        QVERIFY(!m_gui->pin(pin).content.cover.isValid());
        QCOMPARE(cover(pin).kind, MediaKind::Still);
        const UndoOutcome undone = must(await<UndoOutcome>(
            [&](QObject *context, auto done) { m_gui->workspace->editor().undo(context, done); }));
        QCOMPARE(undone.name, QStringLiteral("Replace video"));
        QCOMPARE(m_gui->pin(pin).content, before);
    }

    void aVideoOnItsWayShowsHowFarItIs()
    {
        const PinId pin = showOnItsWay(42);
        auto *bar = part<QProgressBar>("uploadProgressBar");
        QVERIFY(bar->isVisible());
        QCOMPARE(bar->value(), 42);
        QCOMPARE(part<QLabel>("stateLabel")->text(), QStringLiteral("Uploading 42 %"));
        QCOMPARE(namelessControls(m_form.get()), QStringList());
        // It is not due yet: it may go out earlier.
        QVERIFY(part<QPushButton>("publishNowPushButton")->isEnabled());
        m_publishing.reset(); // the program that uploads it was killed
        m_form->showPin(m_gui->addDraft(m_gui->readyContent(m_recipes, QStringLiteral("Soup"))));
        m_form->showPin(pin);
        QVERIFY(!bar->isVisible());
        QCOMPARE(part<QLabel>("stateLabel")->text(), QStringLiteral("Scheduled"));
    }

    void theUploadIsCancelledBesideItsProgress()
    {
        const PinId pin = showOnItsWay(42);
        const auto planned = m_gui->pin(pin).content.planned;
        QSignalSpy said(m_form.get(), &PinForm::message);
        QTest::mouseClick(part<QPushButton>("cancelUploadPushButton"), Qt::LeftButton);
        QTRY_COMPARE(m_gui->pin(pin).status, PinStatus::Draft);
        QCOMPARE(m_gui->pin(pin).content.planned, planned);
        QTRY_VERIFY(!part<QProgressBar>("uploadProgressBar")->isVisible());
        QTRY_COMPARE(said.count(), 1);
        const UndoOutcome undone = must(await<UndoOutcome>(
            [&](QObject *context, auto done) { m_gui->workspace->editor().undo(context, done); }));
        QCOMPARE(undone.name, QStringLiteral("Cancel upload"));
        QCOMPARE(m_gui->pin(pin).status, PinStatus::Scheduled);
    }

    void aDuePinThatWaitsForItsVideoIsNotHurried()
    {
        const PinId pin = showOnItsWay(42);
        m_gui->clock.advance(48h);
        tellUpload(m_gui->workspace->store(), m_gui->pin(pin), 43);
        auto *now = part<QPushButton>("publishNowPushButton");
        QTRY_VERIFY(!now->isEnabled());
        QVERIFY2(now->toolTip().contains(QLatin1String("as soon as its video is ready")),
                 qPrintable(now->toolTip()));
        // Nor from a menu or the command line.
        const auto refused = await<EditOutcome>([&](QObject *context, auto done) {
            m_gui->workspace->editor().publishNow({pin}, context, done);
        });
        QVERIFY(!refused);
        QVERIFY2(refused.error().detail.contains(QLatin1String("as soon as its video is ready")),
                 qPrintable(refused.error().detail));
        // Once it has come to nothing the user may try.
        m_publishing.reset();
        tellUpload(m_gui->workspace->store(), m_gui->pin(pin), 44);
        QTRY_VERIFY(now->isEnabled());
        QVERIFY(now->toolTip().isEmpty());
    }

    void aPublishedOneIsOnlyShown()
    {
        PinContent content = videoContent();
        const PinId pin = m_gui->addPublished(content, QStringLiteral("123"));
        m_form->showPin(pin);
        QTRY_VERIFY(strip()->isVisible());
        QVERIFY(!strip()->isEnabled());
        QVERIFY(!part<QPushButton>("coverFilePushButton")->isVisible());
    }

private:
    template<typename T>
    T *part(const char *name) const
    {
        return partOf<T>(*m_form, name);
    }
    FilmStrip *strip() const { return part<FilmStrip>("coverFilmStrip"); }
    QString source() const { return part<QLabel>("coverSourceLabel")->text(); }
    MediaAsset cover(PinId pin) const
    {
        return m_gui->workspace->store()
            .media()
            .picture(m_gui->pin(pin).content)
            .value_or(MediaAsset());
    }
    QPoint pointAt(std::chrono::milliseconds at) const
    {
        constexpr int margin = 5; // half the handle
        const int x =
            QStyle::sliderPositionFromValue(strip()->minimum(), strip()->maximum(), int(at.count()),
                                            strip()->width() - 2 * margin - 1);
        return {margin + x, strip()->height() / 2};
    }
    PinContent videoContent() const
    {
        const IntakeResult taken = must(await<IntakeResult>([&](QObject *c, auto done) {
            m_gui->workspace->editor().takeImages({{m_file, {}, {}}}, c, done);
        }));
        PinContent content = m_gui->readyContent(m_recipes, QStringLiteral("Cake in a film"));
        content.media = taken.assets.constFirst().id;
        return content;
    }
    PinId showVideo() const
    {
        const PinId pin = m_gui->addDraft(videoContent());
        m_form->showPin(pin);
        return pin;
    }

    /** The video is replaced by one of six seconds, as by the button below the picture. */
    void replaceVideo() const
    {
        const QString other = makeVideo(m_gui->directory.filePath(QStringLiteral("soup.mp4")), 6);
        QTest::mouseClick(part<QPushButton>("replaceImagePushButton"), Qt::LeftButton);
        auto *dialog = m_form->findChild<QFileDialog *>(QStringLiteral("imageFileDialog"));
        emit dialog->fileSelected(other);
        dialog->close();
    }
    PinId showOnItsWay(int percent)
    {
        m_publishing = std::make_unique<PublisherLock>(m_gui->workspace->directory());
        if (!m_publishing->acquire())
            qFatal("somebody else publishes");
        const PinId pin = m_gui->addScheduled(videoContent());
        tellUpload(m_gui->workspace->store(), m_gui->pin(pin), percent);
        m_form->showPin(pin);
        return pin;
    }

    QUrl m_played;
    std::unique_ptr<PublisherLock> m_publishing;
    std::unique_ptr<GuiWorkspace> m_gui;
    std::unique_ptr<PinForm> m_form;
    Board m_recipes;
    QString m_file;
};

QTEST_MAIN(TestCoverEdit)
#include "tst_coveredit.moc"
