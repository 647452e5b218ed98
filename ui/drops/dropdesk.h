// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "media/imagefetch.h"
#include "media/imagesweep.h"
#include "planner/imageintake.h"
#include "planner/pineditor.h"
#include "ui/calendar/weekview.h"
#include "ui/drops/severalpopover.h"
#include "ui/pins/pinmime.h"

#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <optional>

namespace pinweek {

class PinVerbs;
class ThemeManager;
class Workspace;

/** More images than this at once are asked about first. */
constexpr int manyImages = 500;

/**
 * Takes in what is dropped, pasted or chosen to become pins: files, folders, image data, addresses
 * of images. One image becomes a pin at once; for several with a time, a popover asks where they go
 * while they are read. Whatever is answered, all of it is one step, or nothing. Main thread;
 * folders, files and the network are read by workers.
 */
class DropDesk : public QObject
{
    Q_OBJECT

public:
    /** @param window  that popovers and questions lie in */
    DropDesk(Workspace &workspace, ThemeManager &theme, PinVerbs &verbs, QWidget *window);
    /** Ends what is being read; nothing is made of it. */
    ~DropDesk() override;

    /** Where a time is on the calendar, px of the window; null when it is not shown. */
    void setPlaces(std::function<QRect(const WallTime &)> placeOf);

    void take(const DroppedContent &content, const DropTarget &target);
    void takePaths(const QStringList &paths, const DropTarget &target);
    /** All of a folder, with titles from the names of the files. */
    void takeFolder(const QString &folder, const DropTarget &target);
    /** Several from elsewhere that are in the library: their texts stay, and the popover asks for
     * the rest. `target` has a time. */
    void takePictures(const TakenPictures &pictures, const DropTarget &target);
    /** Stops what is under way; nothing is made. */
    void cancel();
    /** The window goes away: images that are still asked about stay in Unscheduled. */
    void settle();
    [[nodiscard]] bool isAsking() const { return m_popover != nullptr; }

signals:
    void ghostsChanged(const QList<pinweek::PlannedGhost> &ghosts);
    /** Something is under way whose end is not known yet: a sentence, to be shown with Cancel. */
    void working(const QString &text);
    void idle();
    void message(const QString &text, bool undoable);
    void refused(const QString &text, const QStringList &lines);
    /** What was dropped or pasted is the address of a page, which has images perhaps. */
    void pageDropped(const QUrl &page, const pinweek::DropTarget &target);
    /** Pictures of the page that is open in the window for it. */
    void pageImagesDropped(const QList<QUrl> &images, const pinweek::DropTarget &target);
    /** Where several pictures go is decided. */
    void answered();
    /** The popover's page keys. */
    void turnWanted(int weeks);

private:
    /** Several images from their drop until they are pins. */
    struct Batch
    {
        QStringList files; // what titles are made from
        QStringList leftOut;
        DropTarget target;
        QList<PinContent> contents; // of each, where it has texts already
        std::optional<IntakeResult> taken;
        std::optional<SeveralChoice> choice;
    };

    void swept(const ImageSweep &sweep, const DropTarget &target);
    void askAboutMany(const ImageSweep &sweep, const DropTarget &target);
    [[nodiscard]] QStringList namedAsBrought(QStringList files) const;
    void begin(const ImageSweep &sweep, const DropTarget &target);
    void ask(SeveralChoice choice);
    void taken(const std::shared_ptr<Batch> &batch, const Result<IntakeResult> &result);
    void choose(const SeveralChoice &choice);
    void make(const Batch &batch);
    void keepUnscheduled(Batch batch, const Error &why);
    void made(const Batch &batch, const Result<EditOutcome> &result);
    void showGhosts();
    void showPopover();
    void fetch(const DroppedContent &content, const DropTarget &target);
    [[nodiscard]] QList<PinContent> contentsOf(const Batch &batch) const;
    [[nodiscard]] WallTime firstTime(const SeveralChoice &choice) const;
    [[nodiscard]] QList<WallTime> timesFor(const SeveralChoice &choice, int count) const;

    Workspace &m_workspace;
    ThemeManager &m_theme;
    PinVerbs &m_verbs;
    QWidget *m_window;
    std::function<QRect(const WallTime &)> m_placeOf;
    ImageFetch m_fetch;
    QThreadPool m_sweepers;
    std::shared_ptr<std::atomic<bool>> m_sweepCancelled;
    bool m_namesFromFiles = false;  // of what is being looked for
    std::shared_ptr<Batch> m_batch; // the last one that is not made yet
    QPointer<SeveralPopover> m_popover;
};

} // namespace pinweek
