// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/account.h"
#include "model/pin.h"
#include "planner/pineditor.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "ui/plansummary.h"

#include <QMainWindow>
#include <QTimer>

#include <memory>
#include <optional>

class QVBoxLayout;

namespace pinweek {

class AccountScope;
class ActionCollection;
class BackupDesk;
class BoardPanel;
class CalendarArea;
class CalendarViews;
class CampaignPanel;
class Composing;
class FilterRow;
class LeftPanel;
class FirstSteps;
class DropDesk;
class DropTargets;
class ExportDesk;
class FolderDesk;
class HandPosting;
class NeedsYouDesk;
class PinClipboard;
class PlanFilter;
class Planning;
class PinVerbs;
class SearchJumps;
class SelectionActions;
class SlotMode;
class StatusLine;
class ThemeManager;
class ToolRow;
class UnscheduledPanel;
class WeekView;
class WindowDialogs;
class Workspace;

/**
 * The one window: boards and Unscheduled at the left, the week in the middle, the composer at the
 * right. Joins what the parts wish (their signals) to PinVerbs, and shows how it went. Changes no
 * data itself.
 */
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /** The workspace may still be opening: the window can be shown, and has an empty calendar until
     * showPlan(), before which no event may be handled. */
    MainWindow(Workspace &workspace, ThemeManager &theme, QWidget *parent = nullptr);
    ~MainWindow() override;

    /** Shows what is planned, once the workspace is open. Comes by itself where it was already. */
    void showPlan();
    /** Makes all that the first painted week did not need. Comes by itself after the first paint,
     * and after some seconds where nothing can be painted; what follows here may only be called after it. */
    void complete();

    [[nodiscard]] bool isPainted() const { return m_isPainted; }
    [[nodiscard]] ActionCollection &actions() { return *m_actions; }
    [[nodiscard]] PinVerbs &verbs() { return *m_verbs; }
    [[nodiscard]] PlanSummary summary() const { return m_summary; }
    [[nodiscard]] int needsYouCount() const;
    /** Where new pins go. */
    [[nodiscard]] AccountId account() const;

    /** The strip that says that nothing reaches Pinterest, with "Start my own" and "Reset". */
    void showDemoStrip();
    /** What to do first, over the empty calendar of a new workspace. */
    void showFirstStepsIfNew();
    /** Above everything else, over the whole width. The window takes it. */
    void showStrip(QWidget *strip);
    /** True: closing hides the window (a tray brings it back). False: closing minimises and says
     * so. */
    void setHidesWhenClosed(bool hides);
    /** Stores what was typed and how the window lies; before hiding and quitting. */
    void commit();
    /** Shows, raises and activates; `activationToken` comes from a second start and may be empty.
     */
    void raiseWindow(const QByteArray &activationToken = {});
    void showPin(PinId pin);
    /** Everything of a pin, to be carried over to Pinterest's own page. */
    void openPostByHand(PinId pin);
    /** What needs the user, once the window is on the screen. */
    void showNeedsYou();
    /** The way to sign in again, with what is known of the account filled in. */
    void openReconnect(const Account &account);
    /** Reads again what the window says about the plan: a moment has passed. */
    void refreshSoon();
    void showMessage(const QString &text, bool undoable = false);
    void setVisible(bool visible) override;

signals:
    /** The whole window is there, after the first week was painted: what is slow may start now. */
    void completed();
    /** Ctrl+Q, after the question about pins that are due soon. */
    void quitWanted();
    /** The window was hidden (true) or minimised (false) instead of closed. */
    void closedTo(bool tray);
    /** It was minimised for the first time: nobody was told before. */
    void staysMinimised();
    void startOwnWanted();
    void resetDemoWanted();
    /** A look at the demo, beside this window. */
    void demoWanted();
    /** A backup is unpacked in this directory, and takes the workspace's place at the next start.
     */
    void restoreWanted(const QString &staged);
    void summaryChanged();
    void needsYouChanged(int count);

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildFrame();
    void buildMenuBar();
    void buildParts();
    void replace(QWidget *&place, QWidget *part);
    void wireActions();
    void wirePlanning();
    void wirePinActions();
    void wireViews();
    void wirePanels();
    void wireLibrary(LeftPanel &left);
    void wireFilter();
    void wireForm();
    void wireVerbs();
    void wireDrops();
    void wireDialogs();
    void wireStore();
    void wireNeedsYou();
    void wireFirstSteps();

    void updateActions();
    void openBrowser(const QUrl &url);
    void newPin(const std::optional<WallTime> &wished);
    void showDraftAfter(PinId pin);
    void popUpMenu(const QPoint &globalPos);
    void paste();

    void setAccount(AccountId account);
    void accountsChanged();
    void accountShown();
    void showWeekOfAccount();
    void showAccount();
    void refresh();
    void releaseMemory();
    void storeChanged(const ChangeSet &changes);
    void armMissTimer();
    void showPublisher();
    void setLeftPanelVisible(bool visible);
    void togglePublisher();
    void syncBoards();
    void chooseImages(const std::optional<WallTime> &at);
    void askToQuit();

    Workspace &m_workspace;
    ThemeManager &m_theme;
    QVBoxLayout *m_column = nullptr;
    QWidget *m_top = nullptr; // the places of the tool row and the status line at first
    QWidget *m_bottom = nullptr;
    ActionCollection *m_actions = nullptr;
    SelectionActions *m_selectionActions = nullptr;
    PinVerbs *m_verbs = nullptr;
    DropDesk *m_drops = nullptr;
    PinClipboard *m_clipboard = nullptr;
    WindowDialogs *m_dialogs = nullptr;
    BackupDesk *m_backups = nullptr;
    ExportDesk *m_exports = nullptr;
    FolderDesk *m_folders = nullptr;
    Planning *m_planning = nullptr;
    SlotMode *m_slotMode = nullptr;
    ToolRow *m_tools = nullptr;
    QWidget *m_demoStrip = nullptr;
    QWidget *m_left = nullptr;
    BoardPanel *m_boards = nullptr;
    CampaignPanel *m_campaigns = nullptr;
    UnscheduledPanel *m_unscheduled = nullptr;
    CalendarViews *m_views = nullptr;
    WeekView *m_week = nullptr; // one of them
    FilterRow *m_filterRow = nullptr;
    PlanFilter *m_filter = nullptr;
    std::unique_ptr<DropTargets> m_targets;
    SearchJumps *m_jumps = nullptr;
    Composing *m_composing = nullptr;
    CalendarArea *m_area = nullptr;
    StatusLine *m_status = nullptr;
    HandPosting *m_handPosting = nullptr;
    NeedsYouDesk *m_needsYou = nullptr;
    FirstSteps *m_firstSteps = nullptr;
    QTimer m_refreshTimer;
    QTimer m_missTimer;
    AccountScope *m_scope = nullptr;
    PlanSummary m_summary;
    bool m_isPainted = false; // the first week was
    bool m_hidesWhenClosed = false;
};

} // namespace pinweek
