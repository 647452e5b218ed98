// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walltime.h"
#include "model/account.h"
#include "model/pin.h"
#include "planner/carousels.h"
#include "planner/pineditor.h"
#include "ui/pins/duehold.h"
#include "ui/pins/pinsaver.h"
#include "ui/pins/typingundo.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>

namespace Ui {
class PinForm;
}

namespace pinweek {

class CoverEdit;
class CropDesk;
class LikePins;
class LookAlikePins;
class TextHelp;
class ThemeManager;
struct ChangeSet;
class Workspace;

/**
 * The composer: preview, board and section, title, description, link, alt text, when, note, checks,
 * history, and the footer with Schedule. Edits go to PinEditor as the user types (joined steps);
 * nothing is lost when it closes. A new pin exists only from its first image or character.
 */
class PinForm : public QWidget
{
    Q_OBJECT

public:
    PinForm(Workspace &workspace, ThemeManager &theme, QWidget *parent = nullptr);
    ~PinForm() override;

    /** Shows a pin; what was typed into the former one is stored first. */
    void showPin(PinId pin);
    /** An empty form for a new pin at this time (nullopt: Unscheduled) with this account and board.
     */
    void showNew(AccountId account, BoardId board, SectionId section,
                 const std::optional<WallTime> &at);
    /** Several pins: their number, and the verbs that work on all of them. */
    void showSeveral(const QList<PinId> &pins);
    [[nodiscard]] PinId pin() const;
    /** Stores what was typed now, as before closing, publishing or quitting. */
    void commit();
    void focusTime(); // F2
    void focusTitle();

signals:
    void closeWanted();
    /** After Schedule (Ctrl+Enter): the next draft should be shown. */
    void scheduled(pinweek::PinId pin);
    /** A new pin exists now. */
    void created(pinweek::PinId pin);
    /** Another pin should be shown: one that looks like this one. */
    void pinWanted(pinweek::PinId pin);
    /** All text snippets should be shown. */
    void snippetsWanted();
    /** The settings should be shown at this control, by its object name. */
    void settingsWanted(const QString &control);
    /** One sentence for the status bar. `undoable`: offer Undo beside it. */
    void message(const QString &text, bool undoable = false);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    // --- building
    void setUp();
    void setUpFields();
    void setUpSnippets();
    void setUpTextHelp();
    void setUpCover();
    void setUpPictures();
    void setUpFooter();
    void setUpHold();
    void applyTheme();

    // --- showing
    void open(const Pin &pin);
    void closeSaver();
    void fill();
    void fillTop(const PinContent &content);
    void fillPreview(const PinContent &content);
    void showCounters();
    void showChecks();
    void showState();
    void showReadOnly(bool readOnly);
    /** One sentence about what was just refused or done; gone with the next change. */
    void setNotice(const QString &text);
    void armDueTimer();
    void showHold();
    void storeChanged(const ChangeSet &changes);

    // --- editing
    template<typename Set>
    void typed(const QString &stepName, const QString &field, Set set, bool atOnce = false);
    void setImage(const IntakeItem &item);
    void addPictures(const QList<IntakeItem> &items);
    void takeFirstImage(const IntakeItem &item);
    void takeImage(const std::function<void(PinId, Done<EditOutcome>)> &replace,
                   const std::function<void(const DropTarget &, Done<EditOutcome>)> &add);
    void chooseImage();
    /** With what was typed stored before, and which picture is shown. */
    void onPicture(const std::function<void(PinId pin, int place)> &act);

    // --- verbs
    void schedule();
    void takeNextSlot();
    void publishHeld();
    void holdBack();
    void tryAgain();
    void verb(const std::function<void(const QList<PinId> &, Done<EditOutcome>)> &act,
              const QString &said);
    void settle(bool isThere);
    void settleAs(const QString &remoteId);
    Done<void> settledOrSaid();
    void deletePin();
    void askHowToDelete(const Pin &pin);
    void focusFirstMissing();
    void mend(PinCheck check);
    void openAtPinterest();

    [[nodiscard]] const Pin &shown() const { return m_saver->seen(); }
    [[nodiscard]] std::optional<Account> account() const;
    [[nodiscard]] QByteArray zone() const;
    [[nodiscard]] QUrl addressAtPinterest() const;

    Workspace &m_workspace;
    ThemeManager &m_theme;
    std::unique_ptr<Ui::PinForm> m_ui;
    LookAlikePins *m_lookAlikes = nullptr;
    CoverEdit *m_coverEdit = nullptr;
    CropDesk *m_cropDesk = nullptr;
    LikePins *m_likePins = nullptr;
    TextHelp *m_textHelp = nullptr;
    QString m_helpStep; // while a chosen text is put in: the name of its step
    int m_helpSteps = 0;
    int m_cuts = 0;    // of texts: each is a step of its own
    int m_showing = 0; // grows with each pin that is shown
    QPointer<PinSaver> m_saver;
    bool m_filling = false;
    std::optional<bool> m_shownReadOnly;
    QTimer m_dueTimer;
    DueHold m_hold;
    TypingUndo m_typingUndo;
    Carousels m_carousels;
};

} // namespace pinweek
