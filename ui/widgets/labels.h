// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QLabel>

class QPushButton;
class QToolButton;

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
/** The one button of a dialog or bar that goes on; also after the button was styled. */
void setPrimary(QPushButton *button);
/** A flat button with an icon in the head of a panel; `text` is its tool tip and spoken name. */
QToolButton *panelButton(const QString &objectName, const QString &icon, const QString &text,
                         QWidget *parent);
/** The word of a button beside its icon: styles set the two too close. */
QString besideIcon(const QString &text);
/** A 15 px heading, 600. */
QLabel *headingLabel(const QString &text, const QString &objectName, QWidget *parent);

} // namespace pinweek
