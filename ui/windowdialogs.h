// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/account.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <optional>

class QAction;
class QWidget;

namespace pinweek {

class LinksDialog;
class PinPreview;
class ThemeManager;
class Workspace;

/**
 * The dialogs that the window opens. All are opened without waiting (they end by signal or by the
 * function given), belong to the window, and are deleted when closed. Main thread.
 */
class WindowDialogs : public QObject
{
    Q_OBJECT

public:
    WindowDialogs(Workspace &workspace, ThemeManager &theme, QWidget *window);

    /** The guided connection; `again` is an account that has to sign in once more. */
    void openConnect(const std::optional<Account> &again = std::nullopt);
    /** @param control  the object name of the one to be shown; empty: the first page */
    void openSettings(const QString &control = {});
    void openRecentlyDeleted();
    /** Stays open beside the composer (see followPin()); open, it is closed. */
    void openPreview(PinId pin);
    /** Another pin is in the composer, or none: the preview shows it, if it is open. */
    void followPin(PinId pin);
    void openSnippets();
    /** Stays open beside the calendar. */
    void openLinks();
    void openShortcuts(const QList<QAction *> &actions);
    void openAbout();
    /** Asks for image files; `chosen` gets their paths, and is not called on Cancel. */
    void chooseImages(std::function<void(const QStringList &)> chosen);
    void chooseReplacement(std::function<void(const QString &)> chosen);
    /**
     * Names the pins that are due within a day before it says quitWanted(); with none due it says
     * so at once (interaction.md 18).
     *
     * @param zone  IANA id, for the times named
     * @param tray  true if the window can be closed to a tray instead: "Keep in tray" says
     * keepWanted()
     */
    void askToQuit(const QByteArray &zone, bool tray);

signals:
    void connected(pinweek::AccountId account);
    void pinWanted(pinweek::PinId pin);
    void quitWanted();
    void keepWanted();
    /** A question follows, so a hidden window has to be shown first. */
    void windowNeeded();

private:
    Workspace &m_workspace;
    ThemeManager &m_theme;
    QWidget *m_window;
    QPointer<PinPreview> m_preview;
    QPointer<LinksDialog> m_links;
};

} // namespace pinweek
