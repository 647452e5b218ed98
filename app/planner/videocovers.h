// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/pin.h"
#include "planner/pineditor.h"
#include "planner/videostills.h"

#include <QObject>

#include <chrono>

namespace pinweek {

class Store;
struct IntakeItem;

/**
 * By which picture a video is shown: a frame of it, or a picture of the user. Each call is one
 * named step to undo; frames that are chosen shortly after each other are one. Main thread.
 *
 * Errors: those of PinEditor; Rejected where the pin has no video; Media with a sentence.
 */
class VideoCovers : public QObject
{
    Q_OBJECT

public:
    VideoCovers(PinEditor &editor, Store &store, QObject *parent = nullptr);

    void chooseFrame(PinId pin, std::chrono::milliseconds at, QObject *context,
                     Done<EditOutcome> done);
    void choosePicture(PinId pin, const IntakeItem &item, QObject *context, Done<EditOutcome> done);
    [[nodiscard]] VideoStills &stills() { return m_stills; }

private:
    void set(PinId pin, MediaId video, MediaId cover, const QString &joinKey, QObject *context,
             Done<EditOutcome> done, int triesLeft = 3);
    [[nodiscard]] Result<MediaAsset> videoOfPin(PinId pin) const;

    PinEditor &m_editor;
    Store &m_store;
    VideoStills m_stills;
};

} // namespace pinweek
