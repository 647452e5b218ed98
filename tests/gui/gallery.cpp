// SPDX-License-Identifier: GPL-3.0-or-later
// A picture of every screen in one look (PINWEEK_LOOK: light, dark, contrast, double, rtl), written
// to PINWEEK_GALLERY/LOOK/SCREEN.png to be looked at. What it can tell by itself it checks: nothing
// is empty, no word is cut, nothing lies outside of its window, and the keyboard's focus is seen.
#include "core/settings.h"
#include "gui/filledweek.h"
#include "planner/carousels.h"
#include "planner/imageintake.h"
#include "planner/pineditor.h"
#include "planner/sloteditor.h"
#include "store/boardstore.h"
#include "store/folderstore.h"
#include "store/linkstore.h"
#include "store/mediastore.h"
#include "store/snippetstore.h"
#include "store/store.h"
#include "store/utmstore.h"
#include "support/await.h"
#include "support/testvideos.h"
#include "text/englishplurals.h"
#include "ui/accounts/connectdialog.h"
#include "ui/actions.h"
#include "ui/boards/boardverbs.h"
#include "ui/boards/newboarddialog.h"
#include "ui/calendar/calendarviews.h"
#include "ui/calendar/monthview.h"
#include "ui/calendar/weekview.h"
#include "ui/campaigns/campaignsdialog.h"
#include "ui/crop/cropcanvas.h"
#include "ui/crop/cropdialog.h"
#include "ui/library/librarylist.h"
#include "ui/links/utmdialog.h"
#include "ui/list/listview.h"
#include "ui/list/pinlistmodel.h"
#include "ui/mainwindow.h"
#include "ui/needsyou.h"
#include "ui/pins/filmstrip.h"
#include "ui/pins/postbyhand.h"
#include "ui/pins/unscheduledpanel.h"
#include "ui/pinverbs.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QCheckBox>
#include <QDialog>
#include <QDir>
#include <QDragMoveEvent>
#include <QLabel>
#include <QLineEdit>
#include <QTextEdit>
#include <QListView>
#include <QListWidget>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScopeGuard>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <memory>

using namespace pinweek;
using namespace pinweek::test;

namespace {

constexpr QSize usualSize{1440, 900};
constexpr QSize smallSize{800, 600}; // the smallest screen

enum class Plan
{
    Empty,
    Filled,
    Crowded,
    ManyIdeas
};

std::unique_ptr<WeekScene> makeScene(Plan plan)
{
    auto scene = std::make_unique<WeekScene>();
    if (plan == Plan::Crowded) {
        scene->workspace().settings().setWindow(QTime(0, 0), QTime(0, 0));
        crowd(*scene);
    } else if (plan != Plan::Empty) {
        fillWeek(*scene);
    }
    if (plan != Plan::Empty)
        fillPanels(*scene, plan == Plan::ManyIdeas ? 80 : 12);
    return scene;
}

/** A workspace, and the window over it. */
class Stage
{
public:
    explicit Stage(WeekScene &filled) : scene(filled) {}

    void open(QSize size)
    {
        window = std::make_unique<MainWindow>(scene.workspace(), scene.theme());
        window->resize(size);
        window->show();
        scene.workspace().settings().setCalendarKind(CalendarKind::Week);
        window->complete();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        week().setWeek(scene.monday);
    }
    [[nodiscard]] WeekView &week() const { return views().week(); }
    [[nodiscard]] CalendarViews &views() const { return *window->findChild<CalendarViews *>(); }
    [[nodiscard]] ActionCollection &actions() const { return window->actions(); }
    [[nodiscard]] PinId pinNamed(const QString &title)
    {
        return must(scene.pins().list({}, std::nullopt, std::nullopt, std::nullopt, title, 1, 0))
            .constFirst()
            .id;
    }
    [[nodiscard]] QList<PinId> pins(PinStatus status, int most)
    {
        QList<PinId> ids;
        for (const Pin &pin :
             must(scene.pins().list({}, status, std::nullopt, std::nullopt, {}, most, 0)))
            ids.append(pin.id);
        return ids;
    }
    /** The part of this name, once it is shown. */
    template<typename T = QWidget>
    T *shown(const char *name) const
    {
        T *found = nullptr;
        const bool came = waitUntil([&] {
            for (QWidget *top : QApplication::topLevelWidgets()) {
                found = top->objectName() == QLatin1String(name)
                            ? qobject_cast<T *>(top)
                            : top->findChild<T *>(QString::fromLatin1(name));
                if (found && found->isVisible())
                    return true;
            }
            return false;
        });
        if (!came)
            qFatal("%s is not shown", name);
        return found;
    }
    /** As files over the week, or dropped there. */
    void drag(const QStringList &files, const WallTime &at, bool drop)
    {
        QList<QUrl> urls;
        for (const QString &path : files)
            urls.append(QUrl::fromLocalFile(path));
        m_dragged.setUrls(urls);
        QWidget *target = week().viewport();
        const QPoint place = week().pointOf(at) + QPoint(20, 0);
        const Qt::DropActions offered = Qt::CopyAction | Qt::MoveAction;
        QDragEnterEvent enter(place, offered, &m_dragged, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(target, &enter);
        QDragMoveEvent move(place, offered, &m_dragged, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(target, &move);
        if (!drop)
            return;
        QDropEvent event(place, offered, &m_dragged, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(target, &event);
    }
    void addPictures(const QString &title, const QStringList &files)
    {
        Carousels carousels(scene.workspace().editor(), scene.workspace().store());
        QList<IntakeItem> items;
        for (const QString &path : files)
            items.append({path, {}, {}});
        must(await<EditOutcome>([&](QObject *context, auto done) {
            carousels.add(pinNamed(title), items, context, done);
        }));
    }
    void makeSlots(int perDay)
    {
        must(await<int>([&](QObject *context, auto done) {
            scene.workspace().slotEditor().makeWeek(scene.account, {}, perDay, context, done);
        }));
    }

    [[nodiscard]] bool isComplete() const
    {
        switch (views().kind()) {
        case CalendarKind::Week:
            return week().isComplete();
        case CalendarKind::Month:
            return views().month().isComplete();
        case CalendarKind::List:
            break;
        }
        return views().list().model().isWhole();
    }

    WeekScene &scene;
    std::unique_ptr<MainWindow> window;

private:
    QMimeData m_dragged;
};

struct Screen
{
    const char *name;
    /** Makes the screen; gives what is to be pictured. */
    std::function<QWidget *(Stage &)> show;
    Plan plan = Plan::Filled;
    QSize size = usualSize;
    /** It leaves another workspace behind. */
    bool changes = false;
};

QWidget *weekAt(Stage &stage, int hourHeight)
{
    stage.week().setHourHeight(hourHeight);
    stage.week().setWeek(stage.scene.monday);
    return stage.window.get();
}

QWidget *settingsPage(Stage &stage, int page)
{
    stage.actions().settings->trigger();
    auto *dialog = stage.shown("settingsDialog");
    dialog->findChild<QListWidget *>(QStringLiteral("sectionsListWidget"))->setCurrentRow(page);
    return dialog;
}

QWidget *composerOf(Stage &stage, const QString &title)
{
    const PinId pin = stage.pinNamed(title);
    stage.week().setSelection({pin});
    return stage.window.get();
}

/** A draft with the picture of a planned pin, as another program saved it. */
QWidget *composerOfLookAlike(Stage &stage)
{
    const Pin planned = stage.scene.pin(stage.pins(PinStatus::Scheduled, 1).first());
    const MediaAsset picture =
        must(stage.scene.workspace().store().media().asset(planned.content.media));
    const QString path = stage.scene.file(QStringLiteral("again.jpg"));
    QImage(QDir(stage.scene.workspace().directory())
               .filePath(mediaRelativePath(picture.sha256, picture.format)))
        .scaledToWidth(620, Qt::SmoothTransformation)
        .save(path, "JPEG", 70);
    PinContent content = stage.scene.content(5, QTime(15, 30), planned.content.title);
    content.media = stage.scene.addImage(path);
    stage.week().setSelection({stage.scene.addContent(content, PinStatus::Draft)});
    auto *picked = stage.shown("lookAlikePictureLabel");
    stage.window->findChild<QScrollArea *>(QStringLiteral("fieldsScrollArea"))
        ->ensureWidgetVisible(picked);
    return stage.window.get();
}

/** A carousel whose second picture is chosen, one of another shape among its pictures. */
QWidget *carousel(Stage &stage)
{
    stage.scene.workspace().settings().setCarousels(true);
    composerOf(stage, QStringLiteral("Lemon cake"));
    stage.addPictures(QStringLiteral("Lemon cake"), demoPictures().mid(5, 3));
    auto *strip = stage.shown<QListView>("carouselPictureStrip");
    strip->setCurrentIndex(strip->model()->index(1, 0));
    return stage.window.get();
}

/** A draft with a video of some of the demo's pictures, on the day and at the time of `content`. */
PinId addVideo(Stage &stage, PinContent content)
{
    const QString file = makeSlideShow(QDir(stage.scene.workspace().directory())
                                           .filePath(QStringLiteral("Soup in four steps.mp4")),
                                       demoPictures().mid(8, 4));
    const IntakeResult taken = must(await<IntakeResult>([&](QObject *context, auto done) {
        stage.scene.workspace().editor().takeImages({{file, {}, {}}}, context, done);
    }));
    content.media = taken.assets.constFirst().id;
    return stage.scene.addContent(content, PinStatus::Draft);
}

/** A video in the composer, with all frames of its strip. */
QWidget *video(Stage &stage, QTime at = QTime(15, 30))
{
    const PinId pin =
        addVideo(stage, stage.scene.content(5, at, QStringLiteral("Soup in four steps")));
    stage.week().setSelection({pin});
    auto *strip = stage.shown<FilmStrip>("coverFilmStrip");
    if (!waitUntil([strip] { return strip->isFilled(); }, 20'000))
        qFatal("the strip has no frames");
    return stage.window.get();
}

void saveRecipe(Stage &stage, const QString &name, std::optional<AccountId> defaultFor)
{
    UtmRecipe recipe;
    recipe.name = name;
    recipe.source = QStringLiteral("pinterest");
    recipe.medium = QStringLiteral("social");
    recipe.campaign = QStringLiteral("{board}");
    recipe.content = QStringLiteral("{slug}-{n}");
    recipe.defaultFor = defaultFor;
    must(await<UtmRecipe>([&](QObject *c, Done<UtmRecipe> done) {
        stage.scene.workspace().store().utm().save(recipe, {}, c, std::move(done));
    }));
}

/** The composer's link: with tags, and what the doctor found. */
QWidget *composerWithLink(Stage &stage)
{
    saveRecipe(stage, QStringLiteral("Pinterest"), AccountId{});
    const PinId pin = stage.pinNamed(QStringLiteral("Lemon cake"));
    const QString link = must(stage.scene.pins().pin(pin)).content.link;
    must(await<void>([&](QObject *c, Done<void> done) {
        stage.scene.workspace().store().links().keep(
            {link,
             LinkVerdict::Good,
             {{link, 301},
              {QStringLiteral("https://www.annas-kitchen.example/recipes/lemon-cake"), 200}},
             stage.scene.workspace().clock().now() - std::chrono::minutes(5),
             false},
            c, std::move(done));
    }));
    composerOf(stage, QStringLiteral("Lemon cake"));
    auto *area = stage.shown<QScrollArea>("fieldsScrollArea");
    area->ensureWidgetVisible(stage.shown<QWidget>("pinLinkField"), 0, 24);
    return stage.window.get();
}

/** Links of all kinds; of the one that is chosen the page lacks something. */
QWidget *linksOfThePlan(Stage &stage)
{
    LinkStore &links = stage.scene.workspace().store().links();
    const UtcTime at = stage.scene.workspace().clock().now() - std::chrono::minutes(5);
    QStringList all;
    for (const Pin &pin :
         must(stage.scene.pins().list({}, PinStatus::Scheduled, {}, {}, {}, 40, 0))) {
        if (!pin.content.link.isEmpty() && !all.contains(pin.content.link))
            all += pin.content.link;
    }
    const auto keep = [&](int which, LinkVerdict verdict, QList<LinkHop> hops,
                          const std::optional<PageFacts> &page) {
        if (which >= all.size())
            return;
        const QString link = all.at(which);
        hops.prepend({link, hops.isEmpty() ? (verdict == LinkVerdict::Good ? 200 : 404) : 301});
        must(await<void>([&](QObject *c, Done<void> done) {
            links.keep(QList<LinkReport>{{link, verdict, hops, at}}, page, c, std::move(done));
        }));
    };
    PageFacts product{QStringLiteral("Blue bowl"), {}, true, at};
    product.richPin.kind = RichPinKind::Product;
    product.richPin.missing = {
        {RichPinField::Price, true,
         QStringLiteral("<meta property=\"product:price:amount\" content=\"…\">")},
        {RichPinField::Currency, true,
         QStringLiteral("<meta property=\"product:price:currency\" content=\"…\">")}};
    PageFacts recipe{QStringLiteral("Pumpkin soup"), {}, true, at};
    recipe.richPin.kind = RichPinKind::Recipe;
    keep(0, LinkVerdict::Good, {{QStringLiteral("https://www.annas-kitchen.example/bowl"), 200}},
         product);
    keep(1, LinkVerdict::Good, {}, recipe);
    keep(2, LinkVerdict::NotFound, {}, {});
    keep(3, LinkVerdict::Good, {}, PageFacts{{}, {}, true, at});
    stage.actions().planLinks->trigger();
    auto *dialog = stage.shown<QDialog>("linksDialog");
    auto *list = stage.shown<QAbstractItemView>("linksTreeView");
    list->setCurrentIndex(list->model()->index(1, 1));
    if (!waitUntil([dialog] {
            return dialog->findChild<QWidget *>(QStringLiteral("linkDetailsWidget"))->isVisible();
        }))
        qFatal("no link is chosen");
    return dialog;
}

/** What is asked for a text, before it is. */
QWidget *writtenText(Stage &stage)
{
    Settings &settings = stage.scene.workspace().settings();
    settings.setWriterAddress(QStringLiteral("http://localhost:11434/v1"));
    settings.setWriterModel(QStringLiteral("llama3.2"));
    settings.setWriterOn(true);
    composerOf(stage, QStringLiteral("Lemon cake"));
    stage.shown<QPushButton>("writeDescriptionPushButton")->click();
    auto *dialog = stage.shown<QDialog>("writerDialog");
    dialog->findChild<QPlainTextEdit *>(QStringLiteral("writtenPlainTextEdit"))
        ->setPlainText(QStringLiteral("A moist lemon cake with a crackling glaze, ready in an hour. "
                                      "Save it for the next birthday."));
    return dialog;
}

QWidget *utmRecipes(Stage &stage)
{
    saveRecipe(stage, QStringLiteral("Pinterest"), AccountId{});
    saveRecipe(stage, QStringLiteral("Autumn sale"), std::nullopt);
    const PinId pin = stage.pinNamed(QStringLiteral("Lemon cake in one bowl"));
    auto *dialog = new UtmDialog(stage.scene.workspace(), pin,
                                 must(stage.scene.pins().pin(pin)).content, stage.window.get());
    dialog->open();
    return stage.shown<QDialog>("utmDialog");
}

void saveSnippet(Stage &stage, const QString &name, const QString &text)
{
    must(await<Snippet>([&](QObject *context, Done<Snippet> done) {
        stage.scene.workspace().store().snippets().save({{}, name, text}, {}, context,
                                                        std::move(done));
    }));
}

/** One that is there, and one that is not. */
QWidget *watchedFolders(Stage &stage)
{
    const BoardId board =
        must(stage.scene.workspace().store().boards().boards(stage.scene.account)).constFirst().id;
    const QString lost = QStringLiteral("/media/camera/Holiday pictures for the autumn campaign");
    for (const QString &path : {stage.scene.workspace().directory(), lost})
        must(await<WatchedFolder>([&](QObject *context, auto done) {
            stage.scene.workspace().store().folders().add(
                {{}, path, stage.scene.account, path == lost ? BoardId() : board, {}}, {}, {},
                context, done);
        }));
    stage.actions().watchFolders->trigger();
    auto *dialog = stage.shown<QDialog>("watchedFoldersDialog");
    if (!QTest::qWaitFor([&] {
            const auto states = dialog->findChildren<QLabel *>(QStringLiteral("folderStateLabel"));
            return std::any_of(states.begin(), states.end(),
                               [&](const QLabel *state) { return state->text().contains(lost); });
        }))
        qFatal("the folder that is gone is not said");
    return dialog;
}

QWidget *snippets(Stage &stage)
{
    saveSnippet(stage, QStringLiteral("hashtags of autumn"),
                QStringLiteral("#autumn #slowliving #baking #garden #harvest"));
    saveSnippet(stage, QStringLiteral("call to action"),
                QStringLiteral("Save this for your next free Sunday, and tell me how it went."));
    saveSnippet(stage, QStringLiteral("shop"),
                QStringLiteral("In the shop until Friday: https://example.org/shop"));
    stage.actions().snippets->trigger();
    return stage.shown<QDialog>("snippetsDialog");
}

QWidget *snippetPopup(Stage &stage)
{
    const QPointer<QWidget> dialog(snippets(stage));
    dialog->close();
    if (!waitUntil([&dialog] { return dialog.isNull(); }))
        qFatal("the dialog is still there");
    stage.window->activateWindow();
    if (!QTest::qWaitForWindowActive(stage.window.get()))
        qFatal("the window is not active");
    composerOf(stage, QStringLiteral("Lemon cake in one bowl"));
    auto *description = stage.shown<QTextEdit>("descriptionTextEdit");
    description->setFocus();
    description->moveCursor(QTextCursor::End);
    if (!waitUntil([description] { return description->hasFocus(); }))
        qFatal("the description has no focus");
    QTest::keyClicks(description, QStringLiteral(" /"));
    stage.shown<QListWidget>("snippetListWidget");
    return stage.window.get();
}

QWidget *manyBoards(Stage &stage)
{
    composerOf(stage, QStringLiteral("Lemon cake in one bowl"));
    stage.actions().toManyBoards->trigger();
    auto *dialog = stage.shown("manyBoardsDialog");
    auto *boards = dialog->findChild<QListWidget *>(QStringLiteral("boardListWidget"));
    for (int row = 0; row < 4; ++row)
        boards->item(row)->setCheckState(Qt::Checked);
    return dialog;
}

/** The editor of a wide picture, cropped around something at its side. */
QWidget *cropEditor(Stage &stage)
{
    composerOf(stage, QStringLiteral("Lemon cake in one bowl"));
    stage.actions().crop->trigger();
    auto *dialog = stage.shown<CropDialog>("cropDialog");
    auto *apply = stage.shown<QPushButton>("applyPushButton");
    if (!waitUntil([apply] { return apply->isEnabled(); }))
        qWarning("the picture is still being read");
    stage.shown<QPushButton>("squareShapePushButton")->click();
    auto *canvas = stage.shown<CropCanvas>("cropCanvas");
    for (int i = 0; i < 6; ++i)
        QTest::keyClick(canvas, Qt::Key_Left, Qt::ControlModifier);
    return dialog;
}

QWidget *cropPad(Stage &stage)
{
    QWidget *dialog = cropEditor(stage);
    stage.shown<QPushButton>("padPushButton")->click();
    stage.shown<QToolButton>("ground4ToolButton")->click();
    return dialog;
}

QWidget *cropBlur(Stage &stage)
{
    QWidget *dialog = cropEditor(stage);
    stage.shown<QPushButton>("padPushButton")->click();
    return dialog;
}

QWidget *fitMany(Stage &stage)
{
    stage.week().setSelection(stage.pins(PinStatus::Scheduled, 9));
    if (!waitUntil([&stage] { return stage.actions().crop->isEnabled(); }))
        qWarning("the selection is not known yet");
    stage.actions().crop->trigger();
    auto *dialog = stage.shown<QDialog>("fitManyDialog");
    stage.shown<QPushButton>("squareShapePushButton")->click();
    return dialog;
}

QWidget *popover(Stage &stage)
{
    const QStringList files = demoPictures().mid(3, 9);
    stage.drag(files, stage.scene.at(2, QTime(9, 0)), true);
    auto *popover = stage.shown("severalPopoverFrame");
    auto *progress = popover->findChild<QLabel *>(QStringLiteral("newImagesProgressLabel"));
    if (!waitUntil([progress] { return progress->text().isEmpty(); }, 20'000))
        qWarning("the files are still being read");
    return stage.window.get();
}

QWidget *slotsOnWeek(Stage &stage)
{
    stage.makeSlots(5);
    stage.week().setWeek(stage.scene.monday.addDays(7));
    stage.week().setWeek(stage.scene.monday);
    QTest::mouseMove(stage.week().viewport(),
                     stage.week().pointOf(stage.scene.at(5, QTime(18, 0))) + QPoint(30, 10));
    return stage.window.get();
}

QWidget *slotEditing(Stage &stage)
{
    stage.makeSlots(5);
    stage.actions().editSlots->trigger();
    return stage.window.get();
}

QWidget *filtered(Stage &stage)
{
    stage.actions().find->trigger();
    auto *search = stage.shown<QLineEdit>("searchLineEdit");
    search->setText(QStringLiteral("ra"));
    auto *menu = stage.window->findChild<QMenu *>(QStringLiteral("stateFilterMenu"));
    menu->actions().at(1)->trigger();
    menu->actions().at(6)->trigger();
    return stage.window.get();
}

const QList<Screen> &screens()
{
    static const QList<Screen> all{
        {"week-40", [](Stage &s) { return weekAt(s, 40); }},
        {"week-88", [](Stage &s) { return weekAt(s, 88); }},
        {"week-176", [](Stage &s) { return weekAt(s, 176); }},
        {"week-crowded", [](Stage &s) { return weekAt(s, 88); }, Plan::Crowded},
        {"week-empty", [](Stage &s) { return s.window.get(); }, Plan::Empty},
        {"week-narrow",
         [](Stage &s) { return composerOf(s, QStringLiteral("Lemon cake in one bowl")); },
         Plan::Filled, smallSize},
        {"popover-narrow", popover, Plan::Filled, smallSize, true},
        {"filter-narrow", filtered, Plan::Filled, smallSize},
        {"slot-editing-narrow", slotEditing, Plan::Filled, smallSize, true},
        {"month-narrow",
         [](Stage &s) {
             s.actions().showMonth->trigger();
             return s.window.get();
         },
         Plan::Filled, smallSize},
        {"list-narrow",
         [](Stage &s) {
             s.actions().showList->trigger();
             return s.window.get();
         },
         Plan::Filled, smallSize},
        {"week-drag",
         [](Stage &s) {
             s.drag(demoPictures().mid(0, 1), s.scene.at(5, QTime(12, 15)), false);
             return s.window.get();
         }},
        {"week-drag-refused",
         [](Stage &s) {
             s.drag(demoPictures().mid(0, 1), s.scene.at(0, QTime(10, 15)), false);
             return s.window.get();
         }},
        {"slots", slotsOnWeek, Plan::Filled, usualSize, true},
        {"slot-editing", slotEditing, Plan::Filled, usualSize, true},
        {"popover", popover, Plan::Filled, usualSize, true},
        {"filter", filtered},
        {"month",
         [](Stage &s) {
             s.actions().showMonth->trigger();
             return s.window.get();
         }},
        {"month-empty",
         [](Stage &s) {
             s.actions().showMonth->trigger();
             return s.window.get();
         },
         Plan::Empty},
        {"month-crowded",
         [](Stage &s) {
             s.actions().showMonth->trigger();
             return s.window.get();
         },
         Plan::Crowded},
        {"list",
         [](Stage &s) {
             s.actions().showList->trigger();
             return s.window.get();
         }},
        {"list-empty",
         [](Stage &s) {
             s.actions().showList->trigger();
             return s.window.get();
         },
         Plan::Empty},
        {"list-by-link",
         [](Stage &s) {
             s.actions().showList->trigger();
             s.actions().groupByLink->trigger();
             return s.window.get();
         }},
        {"replace",
         [](Stage &s) {
             s.actions().showList->trigger();
             s.actions().replaceText->trigger();
             return s.shown<QDialog>("replaceDialog");
         }},
        {"shift",
         [](Stage &s) {
             s.actions().showList->trigger();
             s.views().setSelection(s.pins(PinStatus::Scheduled, 3));
             s.actions().shiftTimes->trigger();
             return s.shown<QDialog>("shiftDialog");
         }},
        {"unscheduled-wide",
         [](Stage &s) {
             s.actions().wideUnscheduled->trigger();
             return s.window.get();
         },
         Plan::ManyIdeas},
        {"composer", [](Stage &s) { return composerOf(s, QStringLiteral("Lemon cake")); }},
        {"composer-draft",
         [](Stage &s) { return composerOf(s, QStringLiteral("Storm clouds over the long road")); }},
        {"composer-carousel", carousel, Plan::Filled, usualSize, true},
        {"composer-video", [](Stage &s) { return video(s); }, Plan::Filled, usualSize, true},
        {"preview-video",
         [](Stage &s) {
             video(s);
             s.actions().previewPin->trigger();
             return s.shown<QDialog>("pinPreviewDialog");
         },
         Plan::Filled, usualSize, true},
        {"month-video",
         [](Stage &s) {
             video(s, QTime(6, 0)); // among the few of the day that a month shows
             s.actions().showMonth->trigger();
             return s.window.get();
         },
         Plan::Filled, usualSize, true},
        {"library-video",
         [](Stage &s) {
             video(s);
             s.actions().mediaLibrary->trigger();
             auto *list = s.shown<LibraryList>("mediaLibraryList");
             if (!waitUntil([list] { return list->model()->rowCount() > 4; }))
                 qFatal("the library is empty");
             list->setFocus();
             list->setCurrentIndex(list->model()->index(0, 0));
             return s.window.get();
         },
         Plan::Filled, usualSize, true},
        {"composer-new",
         [](Stage &s) {
             s.actions().newPin->trigger();
             return s.window.get();
         }},
        {"snippets", snippets, Plan::Filled, usualSize, true},
        {"watched-folders", watchedFolders, Plan::Filled, usualSize, true},
        {"snippet-popup", snippetPopup, Plan::Filled, usualSize, true},
        {"preview",
         [](Stage &s) {
             s.week().setSelection({s.pinNamed(QStringLiteral("Lemon cake in one bowl"))});
             s.actions().previewPin->trigger();
             return s.shown<QDialog>("pinPreviewDialog");
         }},
        {"library",
         [](Stage &s) {
             s.actions().mediaLibrary->trigger();
             auto *list = s.shown<LibraryList>("mediaLibraryList");
             if (!waitUntil([list] { return list->model()->rowCount() > 4; }))
                 qFatal("the library is empty");
             list->setFocus();
             list->setCurrentIndex(list->model()->index(1, 0));
             return s.window.get();
         }},
        {"library-empty",
         [](Stage &s) {
             s.actions().mediaLibrary->trigger();
             QTest::keyClicks(s.shown<QLineEdit>("librarySearchField"), QStringLiteral("zebra"));
             s.shown<QLabel>("libraryEmptyTextLabel");
             return s.window.get();
         }},
        {"composer-look-alike", composerOfLookAlike, Plan::Filled, usualSize, true},
        {"composer-several",
         [](Stage &s) {
             s.week().setSelection(s.pins(PinStatus::Scheduled, 6));
             return s.window.get();
         }},
        {"composer-link", composerWithLink, Plan::Filled, usualSize, true},
        {"utm-recipes", utmRecipes, Plan::Filled, usualSize, true},
        {"links-of-the-plan", linksOfThePlan, Plan::Filled, usualSize, true},
        {"written-text", writtenText, Plan::Filled, usualSize, true},
        {"composer-writing",
         [](Stage &s) {
             writtenText(s)->close();
             s.window->activateWindow();
             if (!QTest::qWaitForWindowActive(s.window.get()))
                 qFatal("the window does not become the active one");
             return static_cast<QWidget *>(s.window.get());
         },
         Plan::Filled, usualSize, true},
        {"settings-writing",
         [](Stage &s) {
             s.scene.workspace().settings().setWriterOn(true);
             return settingsPage(s, 7);
         },
         Plan::Filled, usualSize, true},
        {"respace",
         [](Stage &s) {
             s.actions().respace->trigger();
             return s.shown<QDialog>("respaceDialog");
         }},
        {"many-boards", manyBoards},
        {"crop-editor", cropEditor},
        {"crop-pad", cropPad},
        {"crop-blur", cropBlur},
        {"fit-many", fitMany},
        {"campaigns",
         [](Stage &s) {
             auto *dialog =
                 new CampaignsDialog(s.scene.workspace(), s.scene.theme(), s.window.get());
             dialog->open();
             return s.shown<QDialog>("campaignsDialog");
         }},
        {"board-new",
         [](Stage &s) {
             auto *dialog =
                 new NewBoardDialog(NewBoardDialog::Kind::Board,
                                    QStringLiteral("At Pinterest and here"), s.window.get());
             dialog->open();
             return dialog;
         }},
        {"board-edit",
         [](Stage &s) {
             auto *verbs = new BoardVerbs(s.scene.workspace(), s.scene.theme(), s.window.get());
             verbs->editBoard(s.scene.boards[0]);
             return s.shown<QDialog>("editBoardDialog");
         }},
        {"board-delete",
         [](Stage &s) {
             auto *verbs = new BoardVerbs(s.scene.workspace(), s.scene.theme(), s.window.get());
             verbs->deleteBoard(s.scene.boards[0]);
             return s.shown<QDialog>("deleteBoardDialog");
         }},
        {"needs-you",
         [](Stage &s) {
             s.window->showNeedsYou();
             return s.shown<NeedsYou>("needsYouFrame");
         }},
        {"post-by-hand",
         [](Stage &s) {
             s.window->openPostByHand(s.pinNamed(QStringLiteral("Lemon cake in one bowl")));
             return s.shown<QDialog>("postByHandDialog");
         }},
        {"recently-deleted",
         [](Stage &s) {
             s.window->verbs().remove(s.pins(PinStatus::Draft, 4));
             s.actions().recentlyDeleted->trigger();
             return s.shown<QDialog>("recentlyDeletedDialog");
         },
         Plan::Filled, usualSize, true},
        {"connect",
         [](Stage &s) {
             s.actions().connectAccount->trigger();
             return s.shown<QDialog>("connectDialog");
         }},
        {"connect-app",
         [](Stage &s) {
             s.actions().connectAccount->trigger();
             auto *dialog = s.shown<QDialog>("connectDialog");
             dialog->findChild<QPushButton *>(QStringLiteral("continuePushButton"))->click();
             return dialog;
         }},
        {"shortcuts",
         [](Stage &s) {
             s.actions().shortcuts->trigger();
             return s.shown<QDialog>("shortcutsDialog");
         }},
        {"quit",
         [](Stage &s) {
             s.actions().quit->trigger();
             return s.shown<QDialog>("quitMessageBox");
         }},
        {"pin-menu",
         [](Stage &s) {
             composerOf(s, QStringLiteral("Lemon cake in one bowl"));
             emit s.views().menuWanted(s.window->mapToGlobal(QPoint(700, 300)));
             return s.shown<QMenu>("pinContextMenu");
         }},
        {"settings-look", [](Stage &s) { return settingsPage(s, 0); }},
        {"settings-2", [](Stage &s) { return settingsPage(s, 1); }},
        {"settings-3", [](Stage &s) { return settingsPage(s, 2); }},
        {"settings-4", [](Stage &s) { return settingsPage(s, 3); }},
        {"settings-5", [](Stage &s) { return settingsPage(s, 4); }},
        {"settings-6", [](Stage &s) { return settingsPage(s, 5); }},
        {"settings-7", [](Stage &s) { return settingsPage(s, 6); }},
    };
    return all;
}

/** One colour nearly everywhere, or hardly any colours: nothing was painted. */
bool isBlank(const QImage &picture)
{
    QHash<QRgb, int> counts;
    int looked = 0;
    for (int y = 0; y < picture.height(); y += 3) {
        for (int x = 0; x < picture.width(); x += 3, ++looked)
            ++counts[picture.pixel(x, y)];
    }
    const int most = counts.isEmpty() ? 0 : *std::max_element(counts.cbegin(), counts.cend());
    return counts.size() < 12 || most > looked * 99 / 100;
}

/** What some widget has no room for. */
QString cutText(const QWidget *widget)
{
    if (const auto *label = qobject_cast<const QLabel *>(widget)) {
        const bool givesWay = label->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored;
        if (label->text().isEmpty() || givesWay)
            return {};
        const int width = label->width();
        const bool cut = label->hasHeightForWidth() ? label->heightForWidth(width) > label->height()
                                                    : label->sizeHint().width() > width;
        return cut ? label->text() : QString();
    }
    if (const auto *button = qobject_cast<const QAbstractButton *>(widget)) {
        const auto *tool = qobject_cast<const QToolButton *>(button);
        if (tool && tool->toolButtonStyle() == Qt::ToolButtonIconOnly)
            return {};
        const bool cut = !button->text().isEmpty() && !button->minimumSizeHint().isEmpty() &&
                         button->minimumSizeHint().width() > button->width();
        return cut ? button->text() : QString();
    }
    if (const auto *line = qobject_cast<const QLineEdit *>(widget)) {
        const int text = line->fontMetrics().horizontalAdvance(line->placeholderText());
        return line->text().isEmpty() && text > line->width() - 16 ? line->placeholderText()
                                                                   : QString();
    }
    return {};
}

QStringList cutTexts(const QWidget *root)
{
    QStringList cut;
    for (const QWidget *widget : root->findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->window() != root->window())
            continue;
        const QString text = cutText(widget);
        if (!text.isEmpty())
            cut.append(QStringLiteral("%1: %2").arg(widget->objectName(), text));
    }
    return cut;
}

/** Widgets that reach out of the window, but for what is scrolled to. */
QStringList outside(const QWidget *root)
{
    QStringList out;
    for (const QWidget *widget : root->findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->window() != root->window() || widget->size().isEmpty())
            continue;
        bool scrolled = false;
        for (const QWidget *up = widget->parentWidget(); up && up != root; up = up->parentWidget())
            scrolled = scrolled || qobject_cast<const QAbstractScrollArea *>(up);
        const QRect place(widget->mapTo(root, QPoint()), widget->size());
        if (!scrolled && !root->rect().contains(place))
            out.append(QStringLiteral("%1 %2").arg(
                QString::fromLatin1(widget->metaObject()->className()), widget->objectName()));
    }
    return out;
}

/** As WCAG 2.2 defines it: 1 (the same) to 21 (black on white). */
double contrast(QRgb a, QRgb b)
{
    const auto luminance = [](QRgb colour) {
        const auto linear = [](int value) {
            const double share = value / 255.0;
            return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(qRed(colour)) + 0.7152 * linear(qGreen(colour)) +
               0.0722 * linear(qBlue(colour));
    };
    const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
    return (lighter + 0.05) / (darker + 0.05);
}

/** How many pixels differ so much that one sees it: by 3:1, what WCAG 2.2 asks of a focus frame. */
int clearlyChanged(const QImage &before, const QImage &after)
{
    constexpr double leastContrast = 3.0;
    int changed = 0;
    for (int y = 0; y < before.height(); ++y) {
        for (int x = 0; x < before.width(); ++x) {
            const QRgb was = before.pixel(x, y);
            const QRgb is = after.pixel(x, y);
            changed += was != is && contrast(was, is) >= leastContrast;
        }
    }
    return changed;
}

/** Labels whose letter gives the keyboard to nobody. */
QStringList deadLetters(const QWidget *root)
{
    QStringList dead;
    for (const QLabel *label : root->findChildren<QLabel *>()) {
        if (label->isVisible() && label->buddy() && label->buddy()->focusPolicy() == Qt::NoFocus)
            dead.append(label->objectName() + QStringLiteral(": ") + label->text());
    }
    return dead;
}

/** What looks nearly the same with the keyboard's focus and without it. */
QStringList unseenFocus(QWidget *root)
{
    constexpr int leastFrame = 60; // px of a frame, or of what is to be seen of it
    QStringList unseen;
    for (QWidget *widget : root->findChildren<QWidget *>()) {
        if (!widget->isVisible() || !widget->isEnabled() || widget->focusProxy() ||
            !(widget->focusPolicy() & Qt::TabFocus) || widget->window() != root->window() ||
            widget->visibleRegion().isEmpty())
            continue;
        // Something lies over it.
        const QWidget *top = root->childAt(widget->mapTo(root, widget->rect().center()));
        if (top != widget && !widget->isAncestorOf(top))
            continue;
        // What is empty has nothing to stand on.
        const auto *view = qobject_cast<const QAbstractItemView *>(widget);
        if (view && view->model()->rowCount() == 0)
            continue;
        if (QWidget *before = QApplication::focusWidget())
            before->clearFocus();
        const QRect area(widget->mapTo(root, QPoint(-4, -4)), widget->size() + QSize(8, 8));
        const QImage without = root->grab(area & root->rect()).toImage();
        widget->setFocus(Qt::TabFocusReason);
        if (!widget->isVisible())
            continue;
        // A selected text is no frame.
        auto *line = qobject_cast<QLineEdit *>(widget);
        if (!line)
            line = widget->findChild<QLineEdit *>();
        if (line)
            line->deselect();
        const QImage with = root->grab(area & root->rect()).toImage();
        if (clearlyChanged(without, with) < leastFrame)
            unseen.append(QStringLiteral("%1 %2").arg(
                QString::fromLatin1(widget->metaObject()->className()), widget->objectName()));
    }
    return unseen;
}

} // namespace

class Gallery : public QObject
{
    Q_OBJECT

private:
    ThemeChoice m_theme = ThemeChoice::Light;
    QDir m_out;
    EnglishPlurals m_plurals;
    std::map<Plan, std::unique_ptr<WeekScene>> m_scenes;

    /** Until two looks in a row are the same: pictures are read by workers. What moves for ever is
     * taken as it is after a while. */
    static QImage settled(QWidget *widget)
    {
        QImage before;
        QImage now = widget->grab().toImage();
        for (int look = 0; look < 12 && before != now; ++look) {
            QTest::qWait(80); // nothing tells that the last of them is drawn
            before = std::exchange(now, widget->grab().toImage());
        }
        return now;
    }

private slots:
    void initTestCase()
    {
        QVERIFY(QCoreApplication::installTranslator(&m_plurals));
        const QString look = qEnvironmentVariable("PINWEEK_LOOK", QStringLiteral("light"));
        if (look == QLatin1String("dark"))
            m_theme = ThemeChoice::Dark;
        else if (look == QLatin1String("contrast"))
            m_theme = ThemeChoice::HighContrast;
        else if (look == QLatin1String("rtl"))
            QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        m_out.setPath(qEnvironmentVariable("PINWEEK_GALLERY", QStringLiteral("gallery")) +
                      QLatin1Char('/') + look);
        QVERIFY(m_out.mkpath(QStringLiteral(".")));
    }

    void isWhole_data()
    {
        QTest::addColumn<int>("index");
        for (qsizetype i = 0; i < screens().size(); ++i)
            QTest::newRow(screens()[i].name) << int(i);
    }

    void isWhole()
    {
        QFETCH(const int, index);
        const Screen &screen = screens()[index];
        std::unique_ptr<WeekScene> &scene = m_scenes[screen.plan];
        if (!scene)
            scene = makeScene(screen.plan);
        scene->workspace().settings().setTheme(m_theme);
        // As in the program: the window dresses itself once all of it is made.
        scene->theme().undress();
        Stage stage(*scene);
        stage.open(screen.size);
        const auto clear = qScopeGuard([&] {
            stage.window.reset();
            if (screen.changes)
                scene.reset();
        });
        QWidget *shown = screen.show(stage);
        QVERIFY(shown);
        QTRY_VERIFY_WITH_TIMEOUT(stage.isComplete(), 20'000);
        const QImage picture = settled(shown);
        const QString path =
            m_out.filePath(QString::fromLatin1(screen.name) + QStringLiteral(".png"));
        QVERIFY(picture.save(path));
        QVERIFY2(!isBlank(picture), qPrintable(path));
        const QStringList cut = cutTexts(shown);
        QVERIFY2(cut.isEmpty(), qPrintable(cut.join(QLatin1Char('\n'))));
        const QStringList out = outside(shown);
        QVERIFY2(out.isEmpty(), qPrintable(out.join(QLatin1Char('\n'))));
        const QStringList dead = deadLetters(shown);
        QVERIFY2(dead.isEmpty(), qPrintable(dead.join(QLatin1Char('\n'))));
        // A drag shows where the drop goes instead.
        const bool isDrag = QByteArray(screen.name).contains("drag");
        if (!isDrag && !qobject_cast<QMenu *>(shown)) {
            const QStringList unseen = unseenFocus(shown);
            QVERIFY2(unseen.isEmpty(), qPrintable(unseen.join(QLatin1Char('\n'))));
        }
    }
};

QTEST_MAIN(Gallery)
#include "gallery.moc"
