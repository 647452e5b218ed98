// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QProgressBar;
class QPushButton;

namespace pinweek {

struct Pin;

/** How far the video of the composer's pin is on its way to Pinterest, and the way out; hidden
 * while none is. */
class UploadBar : public QWidget
{
    Q_OBJECT

public:
    explicit UploadBar(QWidget *parent = nullptr);
    void setPin(const Pin &pin);

signals:
    void cancelWanted();

private:
    QProgressBar *m_bar;
    QPushButton *m_cancel;
};

} // namespace pinweek
