// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/mediaasset.h"
#include "model/pin.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>

class QLabel;
class QPushButton;

namespace pinweek {

class FilmStrip;
class ThemeManager;
class VideoCovers;
class Workspace;
struct EditOutcome;

/**
 * What a pin with a video says of it, and by which picture it is shown: a strip of its frames, or a
 * file. Hidden for other pins. Main thread.
 */
class CoverEdit : public QWidget
{
    Q_OBJECT

public:
    CoverEdit(Workspace &workspace, ThemeManager &theme, QWidget *parent);
    ~CoverEdit() override;

    /** @param media  what is shown of the content (MediaStore::shown) */
    void setContent(const PinContent &content, const MediaAssets &media);
    void setReadOnly(bool readOnly);
    /** The choice of a cover, for who was told that there is none. */
    void focusStrip();
    /** Plays the video with what the desktop plays videos with; `problem` where nothing does. */
    void play();

signals:
    /** Something is to be done to the stored pin; `act` is called with its number. */
    void wanted(const std::function<void(pinweek::PinId)> &act);
    /** The frame under the handle, while it is moved; a null one: the cover itself again. */
    void looked(const QImage &frame);
    /** A refusal, in one sentence. */
    void problem(const QString &text);
    /** The cover was stored: the pin should be read again. */
    void changed();

private:
    void build();
    void chooseFrame(std::chrono::milliseconds at);
    void chooseFile();
    Done<EditOutcome> answered();

    Workspace &m_workspace;
    ThemeManager &m_theme;
    std::unique_ptr<VideoCovers> m_covers;
    std::optional<MediaAsset> m_video;
    std::optional<MediaAsset> m_cover;
    QTimer m_lookSoon;
    FilmStrip *m_strip = nullptr;
    QLabel *m_facts = nullptr;
    QLabel *m_source = nullptr;
    QPushButton *m_file = nullptr;
    QPushButton *m_frame = nullptr;
};

} // namespace pinweek
