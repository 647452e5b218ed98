// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "core/logging.h"
#include "core/memory.h"
#include "core/settings.h"
#include "media/thumbnailcache.h"
#include "planner/pineditor.h"
#include "publisher/publisher.h"
#include "store/accountstore.h"
#include "store/pinstore.h"
#include "text/texts.h"
#include "ui/accounts/accountscope.h"
#include "ui/actions.h"
#include "ui/backups/backupdesk.h"
#include "ui/boards/boardpanel.h"
#include "ui/calendar/calendarviews.h"
#include "ui/calendar/viewactions.h"
#include "ui/calendar/weekview.h"
#include "ui/calendararea.h"
#include "ui/campaigns/campaignpanel.h"
#include "ui/composing.h"
#include "ui/crop/cropdesk.h"
#include "ui/csv/csvdesk.h"
#include "ui/demostrip.h"
#include "ui/drops/dropdesk.h"
#include "ui/drops/droptargets.h"
#include "ui/drops/pinclipboard.h"
#include "ui/exports/exportdesk.h"
#include "ui/filterrow.h"
#include "ui/firststeps/firststeps.h"
#include "ui/folders/folderdesk.h"
#include "ui/leftpanel.h"
#include "ui/library/librarydesk.h"
#include "ui/needsyoudesk.h"
#include "ui/pinactions.h"
#include "ui/pins/handposting.h"
#include "ui/pins/nextdraft.h"
#include "ui/pins/pinform.h"
#include "ui/pins/unscheduledpanel.h"
#include "ui/pinverbs.h"
#include "ui/planfilter.h"
#include "ui/planning/planning.h"
#include "ui/planning/slotmode.h"
#include "ui/publishernews.h"
#include "ui/searchjumps.h"
#include "ui/selectionactions.h"
#include "ui/statusline.h"
#include "ui/theme/iconengine.h"
#include "ui/theme/theme.h"
#include "ui/toolrow.h"
#include "ui/web/webdesk.h"
#include "ui/windowdialogs.h"
#include "workspace/workspace.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDesktopServices>
#include <QHBoxLayout>
#include <QMenu>
#include <QMenuBar>
#include <QPixmapCache>
#include <QSplitter>
#include <QVBoxLayout>
#include <QWindow>

#include <algorithm>
#include <utility>

namespace pinweek {

namespace {

constexpr auto refreshDelay = std::chrono::milliseconds(30);
constexpr auto longestMiss =
    std::chrono::hours(6); // a longer QTimer can overflow (protocols.md 3.6)
constexpr auto longestUnpainted = std::chrono::seconds(5);
constexpr QSize firstSize{1440, 900};
constexpr QSize leastSize{800, 560};

QFrame *hairline(Qt::Orientation orientation, QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setObjectName(QStringLiteral("hairlineFrame"));
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    if (orientation == Qt::Vertical)
        line->setFixedWidth(1);
    else
        line->setFixedHeight(1);
    return line;
}

/** Keeps a place until its widget is made, so that the week is where it will stay. */
QWidget *placeholder(int height, QWidget *parent)
{
    auto *place = new QWidget(parent);
    place->setFixedHeight(height);
    return place;
}

} // namespace

MainWindow::MainWindow(Workspace &workspace, ThemeManager &theme, QWidget *parent)
    : QMainWindow(parent), m_workspace(workspace), m_theme(theme)
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("Pinweek"));
    buildFrame();
    setMinimumSize(leastSize);
    if (!restoreGeometry(workspace.settings().windowGeometry()))
        resize(firstSize);
    m_week->setHourHeight(workspace.settings().hourHeight());
    if (workspace.isOpen())
        showPlan();
}

void MainWindow::showPlan()
{
    m_scope = new AccountScope(m_workspace, this);
    showWeekOfAccount();
    m_views->setKind(m_workspace.settings().calendarKind());
    m_views->setFocus();
    m_views->canvas()->installEventFilter(this);
    // A window that is minimised, behind a lock or never given a place is not painted: pins are
    // published all the same.
    QTimer::singleShot(longestUnpainted, this, &MainWindow::complete);
}

MainWindow::~MainWindow() = default;

// --- building

// What the first paint needs, and no more: the calendar in its place.
void MainWindow::buildFrame()
{
    setMenuWidget(placeholder(metrics::menuBarHeight, this));
    auto *centre = new QWidget(this);
    m_left = new QWidget(centre);
    m_left->setFixedWidth(metrics::leftPanelWidth);
    m_left->setVisible(m_workspace.settings().leftPanelVisible());
    m_area = new CalendarArea(centre);
    m_views = new CalendarViews(m_workspace, m_theme, m_area);
    m_week = &m_views->week();
    m_area->setCalendar(m_views);

    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_left);
    middle->addWidget(hairline(Qt::Vertical, centre));
    middle->addWidget(m_area, 1);
    m_column = new QVBoxLayout(centre);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addWidget(m_top = placeholder(metrics::toolRowHeight, centre));
    m_column->addWidget(hairline(Qt::Horizontal, centre));
    m_column->addLayout(middle, 1);
    m_column->addWidget(hairline(Qt::Horizontal, centre));
    m_column->addWidget(m_bottom = placeholder(metrics::rowHeight, centre));
    setCentralWidget(centre);
}

void MainWindow::complete()
{
    if (m_actions)
        return;
    setWindowIcon(QIcon(new ThemeIconEngine(QStringLiteral("pinweek"))));
    m_actions = new ActionCollection(this);
    m_selectionActions = new SelectionActions(m_workspace, *m_actions, this);
    m_verbs = new PinVerbs(m_workspace, this);
    m_drops = new DropDesk(m_workspace, m_theme, *m_verbs, this);
    m_clipboard = new PinClipboard(m_workspace, *m_drops, *m_verbs, this);
    m_dialogs = new WindowDialogs(m_workspace, m_theme, this);
    m_backups = new BackupDesk(m_workspace, this);
    m_exports = new ExportDesk(m_workspace, this);
    m_folders = new FolderDesk(m_workspace, m_theme, this);
    buildMenuBar();
    buildParts();
    // The week has Del for itself and says deleteWanted().
    m_unscheduled->addAction(m_actions->remove);
    wireActions();
    wirePlanning();
    wirePinActions();
    wireViews();
    wirePanels();
    wireFilter();
    wireForm();
    wireVerbs();
    wireDrops();
    wireDialogs();
    wireStore();
    wireNeedsYou();
    wireFirstSteps();
    m_actions->leftPanel->setChecked(!m_left->isHidden());
    m_filter->readCampaigns();
    m_actions->setCalendarKind(m_views->kind());
    m_theme.dress();
    showAccount();
    refresh();
    emit completed();
}

void MainWindow::buildMenuBar()
{
    // The placeholder is deleted by setMenuBar().
    auto *bar = new QMenuBar(this);
    bar->setMinimumHeight(metrics::menuBarHeight);
    m_actions->fillMenuBar(bar);
    setMenuBar(bar);
    for (QAction *action : m_actions->all()) {
        if (action != m_actions->remove)
            addAction(action);
    }
}

void MainWindow::buildParts()
{
    QWidget *centre = centralWidget();
    m_tools = new ToolRow(*m_actions, m_theme, centre);
    m_status = new StatusLine(m_theme, centre);
    m_handPosting = new HandPosting(
        m_workspace, [this] { m_composing->commit(); }, *m_verbs, this);
    m_needsYou = new NeedsYouDesk(m_workspace, m_theme, *m_tools, this);
    // A splitter takes its limits from what is in it, so the fixed width is that of a box around
    // it.
    auto *splitter = new QSplitter(Qt::Vertical, m_left);
    splitter->setObjectName(QStringLiteral("leftSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    m_boards = new BoardPanel(m_workspace, m_theme, splitter);
    m_campaigns = new CampaignPanel(m_workspace, m_theme, splitter);
    m_unscheduled = new UnscheduledPanel(m_workspace, m_theme, splitter);
    splitter->addWidget(m_boards);
    splitter->addWidget(m_campaigns);
    splitter->addWidget(m_unscheduled);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(2, 2);
    auto *left = new QVBoxLayout(m_left);
    left->setContentsMargins(0, 0, 0, 0);
    left->addWidget(splitter);
    splitter->show(); // its parent is shown already
    m_composing =
        new Composing(m_workspace, m_theme, *m_scope, *m_views, *m_unscheduled, *m_area, this);
    replace(m_top, m_tools);
    m_filterRow = new FilterRow(*m_actions, m_theme, centre);
    m_column->insertWidget(m_column->indexOf(m_tools) + 1, m_filterRow);
    m_filter =
        new PlanFilter(m_workspace.store(), *m_scope, *m_boards, *m_campaigns, *m_filterRow, this);
    m_targets =
        std::make_unique<DropTargets>(m_workspace, *m_scope, *m_filter, *m_views, *m_unscheduled);
    m_jumps = new SearchJumps(m_workspace.store(), *m_views, *m_filterRow, this);
    replace(m_bottom, m_status);
    m_refreshTimer.setSingleShot(true);
    m_refreshTimer.setInterval(refreshDelay);
    connect(&m_refreshTimer, &QTimer::timeout, this, &MainWindow::refresh);
    m_missTimer.setSingleShot(true);
    m_missTimer.setTimerType(Qt::CoarseTimer);
    connect(&m_missTimer, &QTimer::timeout, this, &MainWindow::refresh);
}

void MainWindow::replace(QWidget *&place, QWidget *part)
{
    delete m_column->replaceWidget(place, part);
    delete std::exchange(place, nullptr);
    part->show();
}

void MainWindow::showDemoStrip()
{
    if (m_demoStrip)
        return;
    auto *strip = new DemoStrip(m_theme, centralWidget());
    connect(strip, &DemoStrip::startOwnWanted, this, &MainWindow::startOwnWanted);
    connect(strip, &DemoStrip::resetWanted, this, &MainWindow::resetDemoWanted);
    showStrip(strip);
    m_demoStrip = strip;
    m_actions->restoreBackup->setVisible(false); // a demo begins afresh each time
    m_actions->firstSteps->setVisible(false);    // the strip's "Start my own" is the way from here
}

void MainWindow::showFirstStepsIfNew()
{
    m_firstSteps->showIfNew();
}

void MainWindow::showStrip(QWidget *strip)
{
    m_column->insertWidget(0, strip);
    strip->show();
}

// --- wiring

void MainWindow::wireActions()
{
    const ActionCollection &a = *m_actions;
    connect(a.newPin, &QAction::triggered, this, [this] { newPin(std::nullopt); });
    connect(a.addImages, &QAction::triggered, this, [this] { chooseImages(std::nullopt); });
    connect(a.syncBoards, &QAction::triggered, this, &MainWindow::syncBoards);
    connect(a.connectAccount, &QAction::triggered, m_dialogs, [this] { m_dialogs->openConnect(); });
    connect(a.togglePublisher, &QAction::triggered, this, &MainWindow::togglePublisher);
    connect(a.exportCalendar, &QAction::triggered, this,
            [this] { m_exports->askForCalendar(*m_views); });
    connect(a.exportJson, &QAction::triggered, m_exports, &ExportDesk::askForJson);
    connect(a.exportPicture, &QAction::triggered, this,
            [this] { m_exports->askForPicture(*m_views); });
    connect(m_exports, &ExportDesk::message, this,
            [this](const QString &text) { showMessage(text); });
    connect(a.backUp, &QAction::triggered, m_backups, &BackupDesk::askToBackUp);
    connect(a.restoreBackup, &QAction::triggered, m_backups, &BackupDesk::askToRestore);
    connect(m_backups, &BackupDesk::message, this,
            [this](const QString &text) { showMessage(text); });
    connect(m_backups, &BackupDesk::restartWanted, this, &MainWindow::restoreWanted);
    connect(a.settings, &QAction::triggered, m_dialogs, [this] { m_dialogs->openSettings(); });
    auto *csv = new CsvDesk(m_workspace, this);
    connect(a.importCsv, &QAction::triggered, csv,
            [this, csv] { csv->importFor(m_scope->target()); });
    connect(a.exportCsv, &QAction::triggered, csv,
            [this, csv] { csv->exportPins(m_filter->place(), m_composing->selection()); });
    connect(csv, &CsvDesk::message, this, [this](const QString &text) { showMessage(text, true); });
    connect(a.watchFolders, &QAction::triggered, this,
            [this] { m_folders->open(m_scope->target()); });
    connect(a.addFolder, &QAction::triggered, this, [this] {
        m_folders->chooseFolder([this](const QString &folder) {
            m_drops->takeFolder(folder, m_targets->unscheduled());
        });
    });
    connect(m_folders, &FolderDesk::message, this, &MainWindow::showMessage);
    connect(m_folders, &FolderDesk::refused, m_status, &StatusLine::showRefused);
    connect(a.closeWindow, &QAction::triggered, this, &QWidget::close);
    connect(a.quit, &QAction::triggered, this, &MainWindow::askToQuit);
    connect(a.undo, &QAction::triggered, m_verbs, &PinVerbs::undo);
    connect(a.redo, &QAction::triggered, m_verbs, &PinVerbs::redo);
    connect(a.scheduleReady, &QAction::triggered, this, [this] {
        if (!m_summary.ready.isEmpty())
            m_verbs->schedule(m_summary.ready);
    });
    connect(a.snippets, &QAction::triggered, m_dialogs, &WindowDialogs::openSnippets);
    connect(a.recentlyDeleted, &QAction::triggered, m_dialogs, &WindowDialogs::openRecentlyDeleted);
    connect(a.planLinks, &QAction::triggered, m_dialogs, &WindowDialogs::openLinks);
    connect(m_dialogs, &WindowDialogs::pinWanted, this, &MainWindow::showPin);
    new ViewActions(a, *m_views, this);
    connect(a.leftPanel, &QAction::toggled, this, &MainWindow::setLeftPanelVisible);
    connect(a.needsYou, &QAction::triggered, m_needsYou, &NeedsYouDesk::popUp);
    connect(a.shortcuts, &QAction::triggered, m_dialogs,
            [this] { m_dialogs->openShortcuts(m_actions->all()); });
    connect(a.about, &QAction::triggered, m_dialogs, &WindowDialogs::openAbout);
}

void MainWindow::wirePlanning()
{
    const ActionCollection &a = *m_actions;
    m_planning = new Planning(m_workspace, this);
    // Between the row of tools, its line, and the calendar.
    m_slotMode = new SlotMode(m_workspace, m_theme, *m_week, a.editSlots, m_column,
                              m_column->indexOf(m_tools) + 2, this);
    connect(m_planning, &Planning::message, this, &MainWindow::showMessage);
    connect(m_slotMode, &SlotMode::message, this, &MainWindow::showMessage);
    connect(m_views, &CalendarViews::nextFreeWanted, m_planning, &Planning::putOnNextSlots);
    connect(m_clipboard, &PinClipboard::nextFreeWanted, m_planning, &Planning::putOnNextSlots);
    // One pin alone can't change places: all of the week are meant then, and all to come.
    const auto several = [this](const QList<PinId> &otherwise) {
        const QList<PinId> selected = m_composing->selection();
        return selected.size() > 1 ? selected : otherwise;
    };
    connect(a.shuffle, &QAction::triggered, this,
            [this, several] { m_planning->shuffle(several(m_week->pins())); });
    connect(a.respace, &QAction::triggered, this,
            [this, several] { m_planning->respace(m_scope->target(), several({})); });
}

void MainWindow::wirePinActions()
{
    auto *pinActions = new PinActions(
        *m_actions, [this] { return m_composing->selection(); }, this);
    pinActions->leadTo(*m_verbs);
    pinActions->leadTo(*m_planning);
    pinActions->leadTo(*m_clipboard);
    pinActions->leadTo(*m_handPosting);
    pinActions->leadTo(*m_dialogs, *m_verbs);
    auto *cropDesk = new CropDesk(m_workspace, m_theme, this);
    connect(cropDesk, &CropDesk::message, this, &MainWindow::showMessage);
    pinActions->leadTo(*cropDesk);
    connect(m_actions->editTime, &QAction::triggered, m_composing, &Composing::editSelectedTime);
}

void MainWindow::wireViews()
{
    connect(m_views, &CalendarViews::newPinWanted, this,
            [this](const WallTime &at) { newPin(at); });
    connect(m_views, &CalendarViews::imagesDropped, this,
            [this](const DroppedContent &content, const WallTime &at) {
                m_drops->take(content, m_targets->inCalendar(at));
            });
    connect(m_views, &CalendarViews::pinsMoved, m_verbs, &PinVerbs::move);
    connect(m_views, &CalendarViews::deleteWanted, m_actions->remove, &QAction::trigger);
    connect(m_views, &CalendarViews::chooseImagesWanted, this,
            [this](const WallTime &at) { chooseImages(at); });
    connect(m_views, &CalendarViews::menuWanted, this, &MainWindow::popUpMenu);
    connect(m_views, &CalendarViews::refused, this,
            [this](const QString &why) { showMessage(why); });
    connect(m_views, &CalendarViews::rangeChanged, this, [this] {
        m_tools->setTitle(m_views->title(), m_views->kind());
        m_actions->setCalendarKind(m_views->kind());
        refreshSoon();
    });
    connect(m_views, &CalendarViews::shiftWanted, m_verbs, &PinVerbs::shift);
    connect(m_views, &CalendarViews::textsEdited, m_verbs, &PinVerbs::editTexts);
    connect(m_views, &CalendarViews::boardChosen, m_verbs,
            [this](const QList<PinId> &pins, BoardId board, SectionId section) {
                m_verbs->assign(pins, board, section);
            });
    connect(m_views, &CalendarViews::newPinForLinkWanted, this,
            [this](const QString &link) { m_verbs->addForLink(link, m_targets->unscheduled()); });
    connect(m_verbs, &PinVerbs::addedForLink, m_composing, &Composing::openPin);
    connect(m_views, &CalendarViews::kindChanged, &m_workspace.settings(),
            &Settings::setCalendarKind);
    connect(m_week, &WeekView::hourHeightChanged, this,
            [this](int px) { m_workspace.settings().setHourHeight(px); });
}

void MainWindow::wirePanels()
{
    connect(m_unscheduled, &UnscheduledPanel::imagesDropped, this,
            [this](const DroppedContent &content) {
                m_drops->take(content, m_targets->unscheduled());
            });
    connect(m_unscheduled, &UnscheduledPanel::pinsDropped, this,
            [this](const QList<PinId> &pins, bool copy) {
                if (copy)
                    m_verbs->duplicate(pins);
                else
                    m_verbs->unschedule(pins);
            });
    connect(m_unscheduled, &UnscheduledPanel::menuWanted, this, &MainWindow::popUpMenu);
    connect(m_unscheduled, &UnscheduledPanel::scheduleToNextSlotsWanted, m_planning,
            &Planning::scheduleToNextSlots);
    connect(m_unscheduled, &UnscheduledPanel::chooseImagesWanted, this, [this] {
        m_dialogs->chooseImages([this](const QStringList &paths) {
            m_drops->takePaths(paths, m_targets->unscheduled());
        });
    });
    connect(m_unscheduled, &UnscheduledPanel::clearFilterWanted, m_actions->clearFilter,
            &QAction::trigger);
    auto *leftPanel = new LeftPanel(m_left, m_boards, m_campaigns, m_unscheduled, this);
    connect(m_actions->wideUnscheduled, &QAction::triggered, this, [this, leftPanel](bool wide) {
        setLeftPanelVisible(true);
        leftPanel->setWide(wide);
    });
    connect(leftPanel, &LeftPanel::wideChanged, m_actions->wideUnscheduled, &QAction::setChecked);
    wireLibrary(*leftPanel);

    connect(m_boards, &BoardPanel::pinsDropped, m_verbs, &PinVerbs::assign);
    connect(m_boards, &BoardPanel::imagesDropped, this,
            [this](const DroppedContent &content, BoardId board, SectionId section) {
                m_drops->take(content, m_targets->on(board, section));
            });
    connect(m_boards, &BoardPanel::connectWanted, this, [this] { m_dialogs->openConnect(); });
    connect(m_boards, &BoardPanel::message, this,
            [this](const QString &text) { showMessage(text); });

    connect(m_tools, &ToolRow::accountChosen, this, &MainWindow::setAccount);
    connect(m_tools, &ToolRow::connectWanted, this, [this] { m_dialogs->openConnect(); });
    connect(m_status, &StatusLine::undoWanted, m_verbs, &PinVerbs::undo);
    connect(m_status, &StatusLine::cancelWanted, m_drops, &DropDesk::cancel);
}

void MainWindow::wireLibrary(LeftPanel &left)
{
    auto *library = new LibraryDesk(m_workspace, m_theme, left, m_actions->mediaLibrary, this);
    const auto toUnscheduled = [this](const QStringList &paths) {
        m_drops->takePaths(paths, m_targets->unscheduled());
    };
    connect(library, &LibraryDesk::opened, this, [this] { setLeftPanelVisible(true); });
    connect(library, &LibraryDesk::closed, m_views, [this] { m_views->setFocus(); });
    connect(library, &LibraryDesk::pinsWanted, this,
            [this, toUnscheduled](const QStringList &paths) {
                if (paths.size() != 1) {
                    toUnscheduled(paths);
                    return;
                }
                // It is opened, as it lies behind the library. added() comes in any case.
                connect(
                    m_verbs, &PinVerbs::added, m_composing,
                    [this](const QList<PinId> &pins) {
                        if (pins.size() == 1)
                            m_composing->openPin(pins.first());
                    },
                    Qt::SingleShotConnection);
                m_verbs->addImages(paths, m_targets->unscheduled());
            });
    connect(library, &LibraryDesk::pinOpened, this, &MainWindow::showPin);
    connect(library, &LibraryDesk::chooseImagesWanted, this,
            [this, toUnscheduled] { m_dialogs->chooseImages(toUnscheduled); });
    connect(library, &LibraryDesk::message, this, &MainWindow::showMessage);
}

void MainWindow::wireFilter()
{
    const ActionCollection &a = *m_actions;
    connect(a.find, &QAction::triggered, m_filterRow, &FilterRow::open);
    connect(a.findNext, &QAction::triggered, m_jumps, [this] { m_jumps->jump(true); });
    connect(a.findPrevious, &QAction::triggered, m_jumps, [this] { m_jumps->jump(false); });
    connect(a.clearFilter, &QAction::triggered, m_filter, &PlanFilter::clear);
    connect(m_filterRow, &FilterRow::closed, m_views, [this] { m_views->setFocus(); });
    connect(m_filter, &PlanFilter::changed, m_views, &CalendarViews::setFilter);
    connect(m_filter, &PlanFilter::changed, m_unscheduled, &UnscheduledPanel::setFilter);
    connect(m_filter, &PlanFilter::changed, m_jumps, &SearchJumps::setFilter);
    connect(m_filter, &PlanFilter::changed, this, [this](const PinFilter &shown) {
        m_tools->setTitle(m_views->title(), m_views->kind());
        for (QAction *each : {m_actions->clearFilter, m_actions->findNext, m_actions->findPrevious})
            each->setEnabled(shown.narrows());
    });
    connect(m_filter, &PlanFilter::nameChanged, m_tools, &ToolRow::setFilterName);
}

void MainWindow::wireForm()
{
    connect(m_composing, &Composing::changed, this, &MainWindow::updateActions);
    connect(m_composing, &Composing::changed, m_dialogs,
            [this] { m_dialogs->followPin(m_composing->pin()); });
    connect(m_composing, &Composing::accountShown, this, &MainWindow::accountShown);
    connect(m_composing, &Composing::message, this,
            [this](const QString &text) { showMessage(text); });
    connect(m_composing, &Composing::formMade, this, [this](PinForm *form) {
        connect(form, &PinForm::message, this, &MainWindow::showMessage);
        connect(form, &PinForm::snippetsWanted, m_dialogs, &WindowDialogs::openSnippets);
        connect(form, &PinForm::settingsWanted, m_dialogs, &WindowDialogs::openSettings);
        connect(form, &PinForm::scheduled, this, &MainWindow::showDraftAfter);
        m_clipboard->shareKeysWith(form);
    });
    connect(m_handPosting, &HandPosting::message, this,
            [this](const QString &text) { showMessage(text); });
    connect(m_handPosting, &HandPosting::browserWanted, this, &MainWindow::openBrowser);
}

void MainWindow::wireVerbs()
{
    connect(m_verbs, &PinVerbs::message, this, &MainWindow::showMessage);
    connect(m_verbs, &PinVerbs::refused, m_status, &StatusLine::showRefused);
    connect(m_verbs, &PinVerbs::scheduledOne, this, &MainWindow::showDraftAfter);
    connect(m_verbs, &PinVerbs::browserWanted, this, &MainWindow::openBrowser);
    connect(m_verbs, &PinVerbs::added, this, [this](const QList<PinId> &pins) {
        m_status->hideProgress();
        const Result<QList<Pin>> made = m_workspace.store().pins().pins(pins);
        if (made && made->size() == 1 && made->first().content.planned)
            m_views->setSelection(pins);
    });
    connect(&m_workspace.editor(), &PinEditor::importCopying, m_status, &StatusLine::showCopying);
    connect(&m_workspace.editor(), &PinEditor::importProgress, this, [this](int done, int total) {
        // One file is there before a bar could be read.
        if (total > 1 && done < total)
            m_status->showProgress(done, total);
        else
            m_status->hideProgress();
    });
}

void MainWindow::wireDrops()
{
    m_drops->setPlaces([this](const WallTime &at) {
        const QRect place = m_views->placeOf(at);
        return place.isNull() ? place : QRect(m_views->mapTo(this, place.topLeft()), place.size());
    });
    connect(m_drops, &DropDesk::ghostsChanged, m_views, &CalendarViews::setGhosts);
    connect(m_drops, &DropDesk::working, m_status, &StatusLine::showWorking);
    connect(m_drops, &DropDesk::idle, m_status, &StatusLine::hideProgress);
    connect(m_drops, &DropDesk::message, this, &MainWindow::showMessage);
    connect(m_drops, &DropDesk::refused, m_status, &StatusLine::showRefused);
    connect(m_drops, &DropDesk::turnWanted, m_views, &CalendarViews::turn);
    auto *web = new WebDesk(
        m_workspace, m_theme, *m_verbs, [this] { return m_targets->unscheduled(); }, this);
    connect(m_actions->fromWebPage, &QAction::triggered, web, [web] { web->open(); });
    connect(m_drops, &DropDesk::pageDropped, web, &WebDesk::open);
    connect(m_drops, &DropDesk::pageImagesDropped, web, &WebDesk::drop);
    connect(web, &WebDesk::severalTaken, m_drops, &DropDesk::takePictures);
    connect(m_drops, &DropDesk::answered, web, &WebDesk::comeBack);
    connect(m_filter, &PlanFilter::changed, web, &WebDesk::follow);
    connect(web, &WebDesk::working, m_status, &StatusLine::showWorking);
    connect(web, &WebDesk::idle, m_status, &StatusLine::hideProgress);
    connect(web, &WebDesk::message, this, &MainWindow::showMessage);
    connect(m_status, &StatusLine::cancelWanted, web, &WebDesk::cancel);
    connect(m_actions->paste, &QAction::triggered, this, &MainWindow::paste);
    connect(m_clipboard, &PinClipboard::message, this, &MainWindow::showMessage);
    connect(m_clipboard, &PinClipboard::cutChanged, m_views, &CalendarViews::setCutPins);
    connect(m_clipboard, &PinClipboard::cutChanged, m_unscheduled, &UnscheduledPanel::setCutPins);
}

void MainWindow::wireDialogs()
{
    connect(m_dialogs, &WindowDialogs::connected, this, [this](AccountId account) {
        setAccount(account);
        accountsChanged();
    });
    connect(m_dialogs, &WindowDialogs::quitWanted, this, &MainWindow::quitWanted);
    connect(m_dialogs, &WindowDialogs::keepWanted, this, [this] {
        if (m_hidesWhenClosed)
            close();
    });
    connect(m_dialogs, &WindowDialogs::windowNeeded, this, [this] {
        if (!isVisible())
            raiseWindow();
    });
}

void MainWindow::wireStore()
{
    connect(&m_workspace.store(), &Store::changed, this, &MainWindow::storeChanged);
    connect(&m_workspace, &Workspace::accountsChanged, this, &MainWindow::accountsChanged);
    connect(&m_workspace, &Workspace::syncFinished, this,
            [this](AccountId, const QString &problem) {
                if (!problem.isEmpty())
                    showMessage(tr("The boards could not be read. %1").arg(problem));
            });
    // After the number of boards, which would take its place.
    connect(
        &m_workspace, &Workspace::sectionsUnread, this,
        [this](AccountId, const QString &problem) { showMessage(problem); }, Qt::QueuedConnection);
    connect(&m_workspace.publisher(), &Publisher::stateChanged, this, [this] {
        showPublisher();
        refreshSoon();
    });
    connect(&m_workspace.publisher(), &Publisher::happened, this,
            [this](const PublisherEvent &event) {
                const QString news = publisherNews(m_workspace, event, m_week->zone());
                if (!news.isEmpty())
                    showMessage(news);
            });
    connect(&m_workspace.settings(), &Settings::changed, this, [this] {
        const AccountId before = m_scope->target();
        m_scope->refresh();
        if (m_scope->target() != before)
            accountsChanged();
        refreshSoon();
    });
}

void MainWindow::wireNeedsYou()
{
    m_needsYou->leadTo(*m_verbs);
    m_needsYou->leadTo(*m_handPosting);
    m_needsYou->leadTo(*m_dialogs);
    m_needsYou->leadTo(*m_folders);
    connect(m_needsYou, &NeedsYouDesk::countChanged, this, &MainWindow::needsYouChanged);
    connect(m_needsYou, &NeedsYouDesk::openWanted, this, &MainWindow::showPin);
    connect(m_needsYou, &NeedsYouDesk::resumeWanted, this, [this] {
        if (m_workspace.settings().publisherPaused())
            togglePublisher();
    });
}

void MainWindow::wireFirstSteps()
{
    m_firstSteps = new FirstSteps(
        m_workspace, m_area, [this] { return account(); }, this);
    connect(m_actions->firstSteps, &QAction::triggered, m_firstSteps, &FirstSteps::show);
    connect(m_firstSteps, &FirstSteps::connectWanted, m_dialogs,
            [this] { m_dialogs->openConnect(); });
    connect(m_dialogs, &WindowDialogs::connected, m_firstSteps, &FirstSteps::goOn);
    connect(m_firstSteps, &FirstSteps::demoWanted, this, &MainWindow::demoWanted);
    connect(m_firstSteps, &FirstSteps::imagesWanted, this,
            [this] { chooseImages(m_views->focusTime()); });
    connect(m_firstSteps, &FirstSteps::closed, m_views, [this] { m_views->setFocus(); });
}

// --- pins

void MainWindow::updateActions()
{
    m_selectionActions->update(m_composing->selection());
}

void MainWindow::showPin(PinId pin)
{
    m_composing->showPin(pin);
}

void MainWindow::openPostByHand(PinId pin)
{
    m_handPosting->open(pin);
}

void MainWindow::openReconnect(const Account &account)
{
    m_dialogs->openConnect(account);
}

void MainWindow::showNeedsYou()
{
    m_needsYou->popUpSoon();
}

void MainWindow::openBrowser(const QUrl &url)
{
    if (!QDesktopServices::openUrl(url))
        showMessage(tr("No browser could be opened. The address is %1").arg(url.toString()));
}

void MainWindow::newPin(const std::optional<WallTime> &wished)
{
    m_composing->showNew(
        m_targets->at(wished ? std::optional(m_targets->notPast(*wished)) : std::nullopt));
}

void MainWindow::showDraftAfter(PinId pin)
{
    if (const std::optional<PinId> next = nextDraftAfter(pin, m_filter->place(), m_workspace))
        showPin(*next);
}

void MainWindow::popUpMenu(const QPoint &globalPos)
{
    updateActions();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("pinContextMenu"));
    if (m_composing->selection().isEmpty())
        menu->addActions({m_actions->newPin, m_actions->addImages, m_actions->paste});
    else
        m_actions->fillPinMenu(menu);
    menu->popup(globalPos);
}

/** Where the keyboard is: at a time, in Unscheduled, or on a board of the tree. */
void MainWindow::paste()
{
    if (m_boards->isAncestorOf(focusWidget()) && m_boards->board().isValid())
        m_clipboard->pasteOnBoard(m_targets->unscheduled());
    else if (m_views->kind() == CalendarKind::List && m_views->isAncestorOf(focusWidget()))
        m_clipboard->paste(
            m_targets->inCalendar(WallTime::fromUtc(m_workspace.clock().now(), m_views->zone())));
    else
        m_clipboard->paste(m_targets->at(m_targets->timeOfFocus()));
}

// --- account, filter, week

AccountId MainWindow::account() const
{
    return m_scope->target();
}

void MainWindow::accountsChanged()
{
    m_scope->refresh();
    showWeekOfAccount();
    showAccount();
}

void MainWindow::showWeekOfAccount()
{
    const std::optional<Account> account = m_scope->targetAccount();
    if (!account)
        return;
    const QByteArray zone = account->zone.isEmpty() ? systemZone() : account->zone;
    m_views->setZone(zone);
    m_views->setAccount(m_scope->shown(), m_scope->target());
    m_week->setSlotAccount(m_scope->target());
    if (!m_week->firstDay().isValid())
        m_week->setWeek(WallTime::fromUtc(m_workspace.clock().now(), zone).date);
}

void MainWindow::setAccount(AccountId account)
{
    m_scope->refresh();
    m_scope->show(account);
    accountShown();
}

void MainWindow::accountShown()
{
    showWeekOfAccount();
    showAccount();
    m_filter->setBoard({}, {});
}

// The rest of the window follows the week's account.
void MainWindow::showAccount()
{
    m_boards->setAccount(m_scope->shown());
    m_unscheduled->setAccount(m_scope->shown());
    m_tools->setAccounts(m_scope->accounts(), m_scope->shown(), m_scope->target());
    m_slotMode->setAccount(m_scope->target());
    m_filter->apply(); // it leaves out the pins of other accounts
    const QList<Account> &all = m_scope->accounts();
    m_actions->syncBoards->setEnabled(
        std::any_of(all.begin(), all.end(), [this](const Account &each) {
            return each.environment != Environment::Local &&
                   (m_scope->showsAll() || each.id == m_scope->target());
        }));
    refreshSoon();
}

void MainWindow::chooseImages(const std::optional<WallTime> &at)
{
    // Several are spread over the calendar from where the keyboard is.
    m_dialogs->chooseImages([this, at](const QStringList &paths) {
        const bool several = paths.size() > 1;
        const std::optional<WallTime> to = several && !at ? m_targets->timeOfFocus() : at;
        m_drops->takePaths(paths, to ? m_targets->inCalendar(*to) : m_targets->at(to));
    });
}

void MainWindow::setLeftPanelVisible(bool visible)
{
    m_left->setVisible(visible);
    m_actions->leftPanel->setChecked(visible);
    m_workspace.settings().setLeftPanelVisible(visible);
}

// --- what the store says

void MainWindow::storeChanged(const ChangeSet &changes)
{
    if (changes.everything || !changes.campaigns.isEmpty())
        m_filter->readCampaigns();
    refreshSoon();
}

void MainWindow::refreshSoon()
{
    if (!m_refreshTimer.isActive())
        m_refreshTimer.start();
}

void MainWindow::refresh()
{
    const QByteArray zone = m_week->zone();
    m_summary = readPlanSummary(m_workspace, m_scope->shown(), zone, m_week->firstDay());
    m_needsYou->refresh();
    m_status->setSummary(m_summary.text);
    m_tools->setReadyCount(int(m_summary.ready.size()));
    showPublisher();
    updateActions();
    armMissTimer();
    m_composing->closeIfGone();
    emit summaryChanged();
}

int MainWindow::needsYouCount() const
{
    return m_needsYou ? m_needsYou->count() : 0;
}

void MainWindow::armMissTimer()
{
    m_missTimer.stop();
    if (!m_summary.nextMiss)
        return;
    const auto wait = *m_summary.nextMiss - m_workspace.clock().now() + std::chrono::seconds(1);
    m_missTimer.start(
        std::clamp<std::chrono::milliseconds>(wait, std::chrono::seconds(1), longestMiss));
}

void MainWindow::showPublisher()
{
    m_tools->setPublisher(m_workspace.publisher().state(), m_summary.next,
                          publisherProblemText(m_workspace.publisher()));
    m_status->setPublisher(m_workspace.publisher().state());
}

void MainWindow::showMessage(const QString &text, bool undoable)
{
    m_status->showMessage(text, undoable);
}

// --- verbs of the window

void MainWindow::togglePublisher()
{
    Settings &settings = m_workspace.settings();
    settings.setPublisherPaused(!settings.publisherPaused());
    m_workspace.publisher().wake();
    showMessage(settings.publisherPaused()
                    ? tr("Publishing is paused: no pin goes out until you resume.")
                    : tr("Publishing goes on."));
}

void MainWindow::syncBoards()
{
    showMessage(tr("Reading the boards…"));
    for (const Account &each : m_scope->accounts()) {
        if (each.environment == Environment::Local ||
            (!m_scope->showsAll() && each.id != m_scope->target()))
            continue;
        m_workspace.syncBoards(each.id, this, [this](const Result<int> &count) {
            showMessage(count
                            ? tr("%n board(s) read.", nullptr, *count)
                            : tr("The boards could not be read. %1").arg(errorText(count.error())));
        });
    }
}

// --- closing and quitting

void MainWindow::setHidesWhenClosed(bool hides)
{
    m_hidesWhenClosed = hides;
}

void MainWindow::commit()
{
    if (m_composing)
        m_composing->commit();
    if (m_drops)
        m_drops->settle();
    m_workspace.settings().setWindowGeometry(saveGeometry());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    commit();
    if (qApp->isSavingSession()) {
        event->accept();
        return;
    }
    if (m_hidesWhenClosed) {
        event->accept();
        QTimer::singleShot(0, this, &MainWindow::releaseMemory);
        emit closedTo(true);
        return;
    }
    // Without a tray nothing would bring a hidden window back, and pins go out only while we run.
    event->ignore();
    showMinimized();
    complete();
    emit closedTo(false);
    if (m_workspace.settings().minimisedNoticeShown()) // once is enough (interaction.md 18)
        return;
    m_workspace.settings().setMinimisedNoticeShown(true);
    showMessage(
        tr("There is no tray here, so Pinweek stays open to publish your pins. Ctrl+Q quits."));
    emit staysMinimised();
}

void MainWindow::setVisible(bool visible)
{
    if (visible && m_actions)
        m_theme.dress();
    QMainWindow::setVisible(visible);
    m_workspace.store().setInView(isVisible() && !isMinimized());
}

// In the tray Pinweek may stay for weeks: what only a shown window needs is given back.
void MainWindow::releaseMemory()
{
    if (isVisible())
        return;
    destroy();         // the native window with its buffer; show() makes it again
    m_theme.undress(); // Qt keeps about 10 kB of worked-out rules for each widget
    m_workspace.thumbnails().clear();
    QPixmapCache::clear();
    m_workspace.store().releaseMemory(this, [](const Result<void> &) { giveMemoryBack(); });
}

void MainWindow::raiseWindow(const QByteArray &activationToken)
{
    // The desktop gives the right to raise with a token; Qt reads it from the environment.
    if (!activationToken.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", activationToken);
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

// The demo is for trying: nothing is lost with it.
void MainWindow::askToQuit()
{
    if (m_demoStrip)
        emit quitWanted();
    else
        m_dialogs->askToQuit(m_week->zone(), m_hidesWhenClosed);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    // What another program changed while its notice got lost is seen at the latest now
    // (protocols.md 3.3).
    if (event->type() == QEvent::ActivationChange && isActiveWindow()) {
        m_workspace.store().catchUp();
        if (m_folders)
            m_folders->look(); // not every system tells that a disk was connected
    }
    if (event->type() == QEvent::WindowStateChange)
        m_workspace.store().setInView(isVisible() && !isMinimized());
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Paint && watched == m_views->canvas()) {
        watched->removeEventFilter(this);
        // After this frame is on the screen.
        QTimer::singleShot(0, this, [this] {
            m_isPainted = true;
            qCDebug(logUi) << "first week painted"; // tests/benchmarks/run waits for it
            // The cards' pictures are asked for by now, and are made meanwhile.
            QTimer::singleShot(0, this, &MainWindow::complete);
        });
    }
    return QMainWindow::eventFilter(watched, event);
}

} // namespace pinweek
