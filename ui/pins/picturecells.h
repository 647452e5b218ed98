// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;

namespace pinweek {

/** Small pictures side by side, each with a line below it and, where there is something to do, a
 * button. Main thread. */
class PictureCells : public QWidget
{
public:
    explicit PictureCells(QWidget *parent);

    static constexpr QSize pictureSize{88, 110}; // px, logical: three fit the composer

    /** @return where setPicture() puts it; without a picture a label for a text */
    QLabel *add(const QString &accessibleName, const QString &caption,
                const QString &toolTip = {});
    /** Below the cell that was added last. */
    QPushButton *addButton(const QString &text, const QString &accessibleName);
    static void setPicture(QLabel *label, const QImage &picture);

private:
    QGridLayout *m_grid;
    int m_count = 0;
};

} // namespace pinweek
