// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "planner/planeditor.h"

#include <QDialog>

namespace pinweek {

/** Which pins are too near to another, and where they would go; nothing has moved yet. */
class RespaceDialog : public QDialog
{
    Q_OBJECT

public:
    RespaceDialog(const QList<RespacedPin> &pins, UtcTime now, QWidget *parent = nullptr);
};

} // namespace pinweek
