// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/account.h"
#include "model/pin.h"
#include "planner/pineditor.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "ui/plansummary.h"

#include <QMainWindow>
#include <QPointer>
#include <QTimer>

#include <memory>

class QTemporaryDir;

namespace pinweek {

class ActionCollection;
class BoardPanel;
class CalendarArea;
class ConnectDialog;
class NeedsYou;
class PinForm;
class PostByHandDialog;
class PinVerbs;
class StatusLine;
class ThemeManager;
class ToolRow;
class UnscheduledPanel;
class WeekView;
class Workspace;
struct PublisherEvent;

/**
 * The one window: boards and Unscheduled at the left, the week in the middle, the composer at the
 * right. Joins what the parts wish (their signals) to PinVerbs, and shows how it went. Changes no
 * data itself.
 */
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(Workspace &workspace, ThemeManager &theme, QWidget *parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] ActionCollection &actions() { return *m_actions; }
    [[nodiscard]] PinVerbs &verbs() { return *m_verbs; }
    [[nodiscard]] PlanSummary summary() const { return m_summary; }
    [[nodiscard]] int needsYouCount() const;
    [[nodiscard]] AccountId account() const { return m_account; }

    /** The strip that says that nothing reaches Pinterest, with "Start my own" and "Reset". */
    void showDemoStrip();
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
    /** Reads again what the window says about the plan: a moment has passed. */
    void refreshSoon();
    void showMessage(const QString &text, bool undoable = false);

signals:
    /** The first week is on the screen: what is slow may start now. */
    void firstPainted();
    /** Ctrl+Q, after the question about pins that are due soon. */
    void quitWanted();
    /** The window was hidden (true) or minimised (false) instead of closed. */
    void closedTo(bool tray);
    void startOwnWanted();
    void resetDemoWanted();
    void summaryChanged();
    void needsYouChanged(int count);

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void buildCentre();
    void addPinShortcuts();
    void wireActions();
    void wirePinActions();
    void wireViews();
    void wirePanels();
    void wireForm();
    void wireVerbs();
    void wireStore();
    void wireNeedsYou();

    [[nodiscard]] QList<PinId> selection() const;
    void selectionChanged(bool inWeek);
    void showSelection();
    void updateActions();
    void openPin(PinId pin);
    void openBrowser(const QUrl &url);
    void closeForm();
    void newPin(const std::optional<WallTime> &wished);
    void nextDraftAfter(PinId pin);
    void popUpMenu(const QPoint &globalPos);

    [[nodiscard]] DropTarget target(const std::optional<WallTime> &at) const;
    [[nodiscard]] std::optional<Account> currentAccount() const;
    void setAccount(AccountId account);
    void accountsChanged();
    void setFilter(BoardId board, SectionId section);
    void refresh();
    void releaseMemory();
    void storeChanged(const ChangeSet &changes);
    void armMissTimer();
    void publisherHappened(const PublisherEvent &event);
    void showPublisher();
    void turnWeek(int weeks);
    void zoom(int step);
    void setLeftPanelVisible(bool visible);
    void togglePublisher();
    void syncBoards();
    void openConnect(const std::optional<Account> &again = std::nullopt);
    void openSettings();
    void openShortcuts();
    void openAbout();
    void chooseImages(const std::optional<WallTime> &at);
    void chooseReplacement();
    void askToQuit();

    Workspace &m_workspace;
    ThemeManager &m_theme;
    ActionCollection *m_actions;
    PinVerbs *m_verbs;
    ToolRow *m_tools = nullptr;
    QWidget *m_demoStrip = nullptr;
    QWidget *m_left = nullptr;
    BoardPanel *m_boards = nullptr;
    UnscheduledPanel *m_unscheduled = nullptr;
    WeekView *m_week = nullptr;
    PinForm *m_form = nullptr;
    CalendarArea *m_area = nullptr;
    StatusLine *m_status = nullptr;
    NeedsYou *m_needsYou = nullptr;
    QPointer<PostByHandDialog> m_postByHand;
    QTimer m_refreshTimer;
    QTimer m_missTimer;
    AccountId m_account;
    BoardId m_filterBoard;
    SectionId m_filterSection;
    PlanSummary m_summary;
    bool m_selectionIsInWeek = true;
    bool m_hidesWhenClosed = false;
    bool m_painted = false;
    bool m_closeSaid = false;
    /** Pictures that may be on their way to a browser; made when first needed. */
    std::shared_ptr<QTemporaryDir> m_exports;
    bool m_composingNew = false;
};

} // namespace pinweek
