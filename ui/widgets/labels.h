// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QLabel>

namespace pinweek {

/** What a label's colour says. */
enum class Tone
{
    Usual,
    Secondary,
    Warning,
    Problem
};

// Fonts and colours of labels are set by properties that the theme's sheet knows: Qt drops a
// widget's own font and palette when the sheet changes or the widget gets another parent.

void setTextStyle(QLabel *label, TextStyle style, bool bold = false);
void setTone(QLabel *label, Tone tone);
/** An 11 px label in the secondary colour. */
QLabel *metaLabel(const QString &text, const QString &objectName, QWidget *parent);
/** A 13 px label that wraps. */
QLabel *bodyLabel(const QString &text, const QString &objectName, QWidget *parent);
/** A 15 px heading, 600. */
QLabel *headingLabel(const QString &text, const QString &objectName, QWidget *parent);

} // namespace pinweek
