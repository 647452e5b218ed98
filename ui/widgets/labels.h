// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QLabel>

namespace pinweek {

/** Makes a label quiet: the secondary text colour. */
void makeSecondary(QLabel *label);
/** Gives a label's text a colour of its own; to be repeated when the theme changes. */
void colourText(QLabel *label, const QColor &colour);
/** An 11 px label in the secondary colour. */
QLabel *metaLabel(const QString &text, const QString &objectName, QWidget *parent);
/** A 13 px label that wraps. */
QLabel *bodyLabel(const QString &text, const QString &objectName, QWidget *parent);
/** A 15 px heading, 600. */
QLabel *headingLabel(const QString &text, const QString &objectName, QWidget *parent);

} // namespace pinweek
