// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/web/pagepins.h"
#include "web/pagevisit.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

namespace pinweek {

class BoardPicker;
class EmptyState;
class RichPinView;
class ThemeManager;
class WebList;
class WebModel;
class Workspace;

/**
 * "From a web page": an address, the pictures of the page, and what pins of them would say. Beside
 * the calendar, which pictures are dragged onto. Says what the user wants; makes nothing itself.
 * Main thread.
 */
class WebDialog : public QDialog
{
    Q_OBJECT

public:
    /** @param target  whose boards are offered, and which is chosen */
    WebDialog(Workspace &workspace, ThemeManager &theme, const DropTarget &target,
              QWidget *parent = nullptr);
    ~WebDialog() override;

    /** Also as people type it: "kitchen.example/soup". */
    void open(const QString &address);
    /** A page that was shown in the browser window. */
    void take(const PickedPage &page);
    [[nodiscard]] QUrl address() const;
    /** Which addresses pictures may be loaded from. */
    [[nodiscard]] TypedSite site() const;
    /** With the texts that are in the fields. */
    [[nodiscard]] QList<PagePin> pinsOf(const QList<QUrl> &images) const;

    /** With the board that is chosen here, where `target` has none of its own. */
    [[nodiscard]] DropTarget withBoard(DropTarget target) const;
    /** Another board is where new pins go: it is chosen, unless a person chose one here. */
    void follow(const DropTarget &target);
    /** The page is open in a browser window until `showState()`, showProblem() or take(). */
    void showBrowsing();

    /** What goes on with what was wished, or came of it. @param busy  nothing else can be wished
     * meanwhile */
    void showState(const QString &text, bool busy);
    void showProblem(const QString &text);
    /** Pins were made of these: nothing is selected any more. */
    void forgetSelection();

signals:
    void toNextSlotsWanted(const QList<pinweek::PagePin> &pins);
    void toUnscheduledWanted(const QList<pinweek::PagePin> &pins);
    /** The page has to be shown in a browser. */
    void browserWanted(const QUrl &address);
    void browserUnwanted();
    /** A board could not be created: a sentence. */
    void problem(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build(Workspace &workspace, const DropTarget &target);
    QWidget *buildTexts(Workspace &workspace, const DropTarget &target);
    void wire();
    void goOrStop();
    void refuse(const QString &text);
    void showLarge(int row);
    void begun();
    void pageRead();
    void failed(const Error &error);
    void found();
    void selectFittest();
    void finished();
    void selectionChanged();
    void keepAltText();
    void showEmpty(const QString &text, const QString &button = {}, const QString &second = {});
    void updateButtons();
    [[nodiscard]] QString countText() const;

    ThemeManager &m_theme;
    AccountId m_account;
    PageVisit m_visit;
    WebModel *m_model;
    WebList *m_list = nullptr;
    QLineEdit *m_address = nullptr;
    QPushButton *m_go = nullptr;
    QLabel *m_state = nullptr;
    QStackedWidget *m_pages = nullptr;
    EmptyState *m_empty = nullptr;
    QWidget *m_texts = nullptr;
    QLineEdit *m_title = nullptr;
    QPlainTextEdit *m_description = nullptr;
    QLineEdit *m_link = nullptr;
    QLineEdit *m_altText = nullptr;
    BoardPicker *m_board = nullptr;
    QWidget *m_richPinHeading = nullptr;
    QLabel *m_noPins = nullptr;
    RichPinView *m_richPin = nullptr;
    QPushButton *m_browser = nullptr;
    QPushButton *m_unscheduled = nullptr;
    QPushButton *m_schedule = nullptr;
    QHash<QUrl, QString> m_altTexts; // those that were typed
    QUrl m_fittest;                  // selected by us
    bool m_hasOwnBoard = false;      // a person chose it
    bool m_isBusy = false;
    bool m_isBrowsing = false;
};

} // namespace pinweek
