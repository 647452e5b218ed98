// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace pinweek {

class Store;

/** What happened to a pin, folded away until it is asked for. */
class PinHistory : public QWidget
{
    Q_OBJECT

public:
    explicit PinHistory(QWidget *parent = nullptr);
    void setUp(Store &store);
    /** Reads it anew. An invalid id: there is no history, and nothing is shown. @param zone  of the
     * times */
    void setPin(PinId pin, const QByteArray &zone);
    void fold();
    /** After a change of theme. */
    void refresh();

private:
    [[nodiscard]] QString text() const;

    Store *m_store = nullptr;
    PinId m_pin;
    QByteArray m_zone;
    QToolButton *m_button;
    QLabel *m_label;
};

} // namespace pinweek
