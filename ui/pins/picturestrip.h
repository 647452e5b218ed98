// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/carousel.h"
#include "model/mediaasset.h"

#include <QListView>

#include <optional>

namespace pinweek {

class StripModel;
class ThemeManager;
class Workspace;

/**
 * The pictures of a carousel in a row: a drag puts one in another place, and so do Alt+Left and
 * Alt+Right; Delete takes it out. Says what was wanted; changes nothing itself.
 */
class PictureStrip : public QListView
{
    Q_OBJECT

public:
    explicit PictureStrip(QWidget *parent = nullptr);
    void setUp(Workspace &workspace, ThemeManager &theme);
    /** nullopt for one that is not in the library. The current place stays. */
    /** @param fits  what is made of each first */
    void setPictures(const QList<std::optional<MediaAsset>> &pictures,
                     const QList<PictureFit> &fits);
    /** The shape that all are cut to: the first one's. */
    [[nodiscard]] CarouselShape shape() const;
    /** -1: there is none. */
    [[nodiscard]] int place() const;
    void setPlace(int place);
    void setReadOnly(bool readOnly);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void placeChosen(int place);
    void moveWanted(int from, int to);
    void removeWanted(int place);

protected:
    bool event(QEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    /** A picture that is being dragged. */
    struct Drag
    {
        int from = -1;
        QPoint start;
        QPoint at;
        bool moving = false;
    };

    void wantMove(int from, int to);
    /** The place that a drop at the pointer gives the dragged picture. */
    [[nodiscard]] int placeAt(QPoint at) const;
    void endDrag();
    [[nodiscard]] bool isOwnKey(const QKeyEvent &key) const;
    [[nodiscard]] int step(int key) const;

    StripModel *m_model;
    ThemeManager *m_theme = nullptr;
    Drag m_drag;
    bool m_readOnly = false;
};

} // namespace pinweek
