// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/carousel.h"
#include "model/mediaasset.h"
#include "model/picturefit.h"

#include <QAbstractButton>
#include <QImage>

#include <optional>

class QToolButton;

namespace pinweek {

class ThemeManager;
class Workspace;

/** A pin's image as Pinterest's feed crops it, 2:3, or as it was cropped and padded. A click asks
 * for a file; a file or image data dropped on it replaces the image. */
class ImagePreview : public QAbstractButton
{
    Q_OBJECT

public:
    explicit ImagePreview(QWidget *parent = nullptr);
    void setUp(Workspace &workspace, ThemeManager &theme);
    void setMedia(const std::optional<MediaAsset> &media, const PictureFit &fit = {});
    /** A video by the picture that stands for it; nothing can be made of that. */
    void setVideo(const MediaAsset &video, const std::optional<MediaAsset> &cover);
    /** In place of the cover, while another frame is being chosen; a null one: the cover again. */
    void setLook(const QImage &frame);
    /** It is one of several, shown in their shape; @param place from 0. A single image: 0, 1. */
    void setPlace(int place, int count, CarouselShape shape);
    /** An image can't be given now (a published pin). */
    void setReadOnly(bool readOnly);
    /** An image is being read. */
    void setBusy(bool busy);
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void fileDropped(const QString &path);
    void filesDropped(const QStringList &paths);
    void cropWanted();
    void replaceWanted();
    /** The video is to be seen. */
    void playWanted();
    /** Without crop or background. */
    void originalWanted();
    void imageDropped(const QByteArray &bytes, const QString &name);

protected:
    void paintEvent(QPaintEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void describe();
    void showCropButton();
    void paintDots(QPainter &painter, const QRect &image) const;
    /** Where the image is: all of it, or what has its shape in the middle. */
    [[nodiscard]] QRect imageRect() const;
    void setDropping(bool dropping);

    QToolButton *m_crop; // in the corner of the image
    Workspace *m_workspace = nullptr;
    ThemeManager *m_theme = nullptr;
    std::optional<MediaAsset> m_media;
    std::optional<MediaAsset> m_video; // m_media is its cover
    QImage m_look;
    PictureFit m_fit;
    int m_place = 0;
    int m_count = 1;
    CarouselShape m_shape = CarouselShape::Tall;
    bool m_readOnly = false;
    bool m_busy = false;
    bool m_dropping = false;
};

} // namespace pinweek
