// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/mediaasset.h"

#include <QAbstractButton>

#include <optional>

namespace pinweek {

class ThemeManager;
class Workspace;

/** A pin's image as Pinterest's feed crops it, 2:3. A click asks for a file; a file or image data
 * dropped on it replaces the image. */
class ImagePreview : public QAbstractButton
{
    Q_OBJECT

public:
    explicit ImagePreview(QWidget *parent = nullptr);
    void setUp(Workspace &workspace, ThemeManager &theme);
    void setMedia(const std::optional<MediaAsset> &media);
    /** An image can't be given now (a published pin). */
    void setReadOnly(bool readOnly);
    /** An image is being read. */
    void setBusy(bool busy);
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void fileDropped(const QString &path);
    void imageDropped(const QByteArray &bytes, const QString &name);
    /** A drop that can't be taken: one sentence. */
    void refused(const QString &why);

protected:
    void paintEvent(QPaintEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void setDropping(bool dropping);

    Workspace *m_workspace = nullptr;
    ThemeManager *m_theme = nullptr;
    std::optional<MediaAsset> m_media;
    bool m_readOnly = false;
    bool m_busy = false;
    bool m_dropping = false;
};

} // namespace pinweek
