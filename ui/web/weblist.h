// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>
#include <QUrl>

namespace pinweek {

class ThemeManager;
class WebModel;

/**
 * The grid of a page's pictures, each with its real size and how it does as a pin. Several are
 * chosen as usual, dragged onto the calendar, or copied and pasted there. Main thread.
 */
class WebList : public QListView
{
    Q_OBJECT

public:
    WebList(ThemeManager &theme, WebModel &model, QWidget *parent);
    /** In the order of the list. */
    [[nodiscard]] QList<QUrl> selectedImages() const;
    void copySelected() const;

signals:
    /** Enter, or a double click: the picture is wanted large. */
    void chosen(int row);

protected:
    void startDrag(Qt::DropActions actions) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QPixmap dragPicture(int count) const;

    ThemeManager &m_theme;
    WebModel &m_model;
};

} // namespace pinweek
