// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/mediaasset.h"
#include "ui/widgets/thumbnailgrid.h"

namespace pinweek {

class LibraryModel;
class ThemeManager;
class Workspace;

/** Paints a picture of the library 2:3, with a mark on those that no pin uses. */
class LibraryDelegate : public ThumbnailGridDelegate
{
    Q_OBJECT

public:
    LibraryDelegate(Workspace &workspace, ThemeManager &theme, LibraryModel &model,
                    QObject *parent);
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    Workspace &m_workspace;
    ThemeManager &m_theme;
    LibraryModel &m_model;
};

/**
 * The library's grid. What is dragged out or copied are the files of the pictures, always as a
 * copy: wherever image files can be dropped or pasted, here or in another program, these can.
 */
class LibraryList : public ThumbnailGrid
{
    Q_OBJECT

public:
    LibraryList(Workspace &workspace, ThemeManager &theme, LibraryModel &model, QWidget *parent);
    /** In the order of the list. */
    [[nodiscard]] QList<MediaAsset> selectedPictures() const;
    [[nodiscard]] QStringList selectedPaths() const;
    void copySelected() const;

protected:
    void startDrag(Qt::DropActions actions) override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    Workspace &m_workspace;
    LibraryModel &m_model;
};

} // namespace pinweek
