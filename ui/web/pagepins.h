// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "planner/pineditor.h"
#include "ui/drops/severalimages.h"
#include "web/webget.h"

#include <QObject>

#include <memory>

namespace pinweek {

class Workspace;

/** What becomes of a picture of a page. */
struct PagePin
{
    QUrl image;
    QByteArray file; // where it was loaded already; empty: it is loaded now
    QString title;
    QString description;
    QString link;
    QString altText;
};

/**
 * Makes pins of pictures of a page: loads them, takes them into the library and adds all as one
 * step. Those that can't be had are left out, and named. What is wished meanwhile waits its turn,
 * and is a step of its own. Main thread.
 */
class PagePins : public QObject
{
    Q_OBJECT

public:
    explicit PagePins(Workspace &workspace, QObject *parent = nullptr);

    /**
     * With a time the first goes there and several to the next free times from then on; without
     * one to Unscheduled. With `target.nextSlots` each takes the next free time.
     * @param site  that the user typed: its own pictures may lie in a private network
     * @param done  Media where no picture could be had, Cancelled, and PinEditor's errors
     */
    void add(const QList<PagePin> &pins, const TypedSite &site, const DropTarget &target,
             Done<EditOutcome> done);
    /** The same up to the library: no pins are made. */
    void takeIn(const QList<PagePin> &pins, const TypedSite &site, Done<TakenPictures> done);
    /** Also what waits. Each ends with Cancelled. */
    void cancel();
    [[nodiscard]] bool isBusy() const { return m_batch != nullptr; }

signals:
    void progress(int loaded, int total);

private:
    struct Batch
    {
        QList<PagePin> pins;
        TypedSite site;
        DropTarget target;
        Done<EditOutcome> done;
        Done<TakenPictures> taken; // instead
        QStringList refused;
        int left = 0;
    };
    void next();
    void loaded(const std::shared_ptr<Batch> &batch);
    void begin(const Batch &batch);
    void takeFiles(const std::shared_ptr<Batch> &batch);
    void make(const std::shared_ptr<Batch> &batch, const QList<MediaAsset> &assets);
    void keepUnscheduled(const std::shared_ptr<Batch> &batch, QList<PinContent> contents);
    void end(const std::shared_ptr<Batch> &batch, Result<EditOutcome> result);

    Workspace &m_workspace;
    WebGet m_get;
    std::shared_ptr<Batch> m_batch; // under way
    QList<std::shared_ptr<Batch>> m_waiting;
};

} // namespace pinweek
