// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "planner/lookalikes.h"

#include <QWidget>

#include <optional>

class QLabel;

namespace pinweek {

class PictureCells;
class Workspace;

/**
 * A pin's picture beside those of planned and published pins that look like it, each with a button
 * that goes to it. Hidden where there are none. Asks LookAlikes when the picture is another one, and
 * when pins changed. Main thread.
 */
class LookAlikePins : public QWidget
{
    Q_OBJECT

public:
    LookAlikePins(Workspace &workspace, QWidget *parent);

    /** The picture of `pin`, which may be a new one without an id. An invalid one: shows nothing. */
    void setPicture(PinId pin, const PinContent &content);
    /** Pins are others now. */
    void lookAgain();
    /** So many pins look like it, as far as it is known. */
    [[nodiscard]] int count() const { return int(m_found.size()); }

signals:
    /** count() may be another. */
    void changed();
    void pinWanted(pinweek::PinId pin);

private:
    void ask();
    void show(const QList<LookAlike> &found);
    void build();
    void drawPictures();
    [[nodiscard]] QString captionOf(const Pin &pin) const;

    Workspace &m_workspace;
    PinId m_pin;
    QList<MediaId> m_shown;  // image or video, and cover; or the pictures of a carousel
    QList<MediaAsset> m_own; // the pictures of these
    QList<LookAlike> m_found;
    PictureCells *m_cells = nullptr;
    /** The own one, then of m_found. */
    QList<std::pair<QLabel *, MediaAsset>> m_pictures;
    int m_question = 0;
};

} // namespace pinweek
