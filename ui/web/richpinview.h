// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/richpin.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace pinweek {

/** Which rich pin a page gives, and for each field that it lacks the tag to add, to be copied. */
class RichPinView : public QWidget
{
    Q_OBJECT

public:
    explicit RichPinView(QWidget *parent = nullptr);
    void setRichPin(const RichPin &pin);

signals:
    /** It is on the clipboard. */
    void copied(const QString &what);

private:
    QWidget *rowOf(const RichPin &pin, const RichPinGap &gap);

    QLabel *m_text;
    QVBoxLayout *m_column;
    QList<QWidget *> m_rows;
};

} // namespace pinweek
