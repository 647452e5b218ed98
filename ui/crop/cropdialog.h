// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "planner/pinpictures.h"

#include <QDialog>
#include <QImage>
#include <QList>

class QLabel;
class QPushButton;
class QToolButton;

namespace pinweek {

class CropCanvas;
class FitPanel;
class ThemeManager;
class Workspace;

/**
 * The editor of what is made of one picture: crop with a frame, or all of it on a background, with
 * an undo of its own. Nothing is changed before it is accepted; then fit() says what is wished. The
 * picture is read on a worker.
 */
class CropDialog : public QDialog
{
    Q_OBJECT

public:
    CropDialog(Workspace &workspace, ThemeManager &theme, const PinPicture &picture,
               QWidget *parent = nullptr);

    [[nodiscard]] const PictureFit &fit() const { return m_states.at(m_at); }

private:
    QWidget *buildCanvas(ThemeManager &theme);
    QWidget *buildSide();
    QWidget *buildButtons();
    void read(Workspace &workspace);
    void pictureRead(const Result<QImage> &picture);
    void wished();
    void take(const PictureFit &fit, const QString &joinKey);
    void goTo(qsizetype state);
    void showFit(const PictureFit &fit);
    void showSize(const PictureFit &fit);
    void showZoom();

    PinPicture m_picture;
    /** What was seen so far, for undo; the first is what the pin has. */
    QList<PictureFit> m_states;
    qsizetype m_at = 0;
    QString m_joinKey;
    CropCanvas *m_canvas = nullptr;
    FitPanel *m_panel = nullptr;
    QLabel *m_size = nullptr;
    QLabel *m_advice = nullptr;
    QLabel *m_focusHelp = nullptr;
    QLabel *m_zoomLabel = nullptr;
    QToolButton *m_undo = nullptr;
    QToolButton *m_redo = nullptr;
    QToolButton *m_zoomIn = nullptr;
    QToolButton *m_zoomOut = nullptr;
    QPushButton *m_reset = nullptr;
    QPushButton *m_apply = nullptr;
};

} // namespace pinweek
