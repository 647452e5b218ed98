// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/pagevisit.h"

#include <QDialog>
#include <QImage>

class QLabel;

namespace pinweek {

/** A picture of a page as large as the screen lets it be; any click, Enter, Space or Esc closes it.
 * Deletes itself then. Main thread. */
class WebPreview : public QDialog
{
    Q_OBJECT

public:
    /** @param words  below it, and spoken: what it is called, its size, how it does as a pin */
    WebPreview(PageVisit &visit, const PageImage &image, const QString &words, QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QRect room() const;

    QImage m_image;
    QString m_state;
    QLabel *m_words;
};

} // namespace pinweek
