// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/web/pagepins.h"
#include "web/pickerprocess.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace pinweek {

class PinVerbs;
class ThemeManager;
class WebDialog;
class Workspace;

/** The way of pictures from a web page to pins: the window for them, what is dragged out of it, and
 * how it went. Main thread. */
class WebDesk : public QObject
{
    Q_OBJECT

public:
    /** @param unscheduled  where new pins go that have no time */
    WebDesk(Workspace &workspace, ThemeManager &theme, PinVerbs &verbs,
            std::function<DropTarget()> unscheduled, QWidget *window);

    /** An empty address: it is typed there. */
    void open(const QUrl &page = {});
    /** Another board is where new pins go. */
    void follow();
    /** Pictures of the page that is open, dropped or pasted there. Several with a time are asked
     * about. */
    void drop(const QList<QUrl> &images, const DropTarget &target);

    /** After several pictures were asked about, for which its window made room. */
    void comeBack();

signals:
    /** For the window, with Cancel beside it. */
    void working(const QString &text);
    void idle();
    void message(const QString &text, bool undoable);
    /** Several are in the library, and where they go is to be asked. */
    void severalTaken(const pinweek::TakenPictures &pictures, const pinweek::DropTarget &target);

public slots:
    void cancel();

private:
    void addFromDialog(const QList<PagePin> &pins, bool nextSlots);
    void add(const QList<PagePin> &pins, const DropTarget &target);
    void ask(const QList<PagePin> &pins, const DropTarget &target);
    void added(const Result<EditOutcome> &result);
    void browse(const QUrl &page);

    Workspace &m_workspace;
    ThemeManager &m_theme;
    PinVerbs &m_verbs;
    std::function<DropTarget()> m_unscheduled;
    QWidget *m_window;
    PagePins m_pins;
    PickerProcess m_browser;
    QPointer<WebDialog> m_dialog;
};

} // namespace pinweek
