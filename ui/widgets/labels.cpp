// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/labels.h"

#include <QPushButton>
#include <QStyle>
#include <QToolButton>

namespace pinweek {

namespace {

/** Sets a property of the sheet; a label that is styled already is styled again. */
void setSheetProperty(QLabel *label, const char *name, bool on)
{
    if (label->property(name).toBool() == on)
        return;
    label->setProperty(name, on);
    if (label->testAttribute(Qt::WA_WState_Polished)) {
        label->style()->unpolish(label);
        label->style()->polish(label);
    }
}

} // namespace

void setTextStyle(QLabel *label, TextStyle style, bool bold)
{
    setSheetProperty(label, "meta", style == TextStyle::Meta);
    setSheetProperty(label, "section", style == TextStyle::Section);
    setSheetProperty(label, "title", style == TextStyle::Title);
    setSheetProperty(label, "strong", bold);
}

void setTone(QLabel *label, Tone tone)
{
    setSheetProperty(label, "secondary", tone == Tone::Secondary);
    setSheetProperty(label, "warning", tone == Tone::Warning);
    setSheetProperty(label, "problem", tone == Tone::Problem);
}

QLabel *metaLabel(const QString &text, const QString &objectName, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setObjectName(objectName);
    setTextStyle(label, TextStyle::Meta);
    setTone(label, Tone::Secondary);
    return label;
}

QLabel *bodyLabel(const QString &text, const QString &objectName, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setObjectName(objectName);
    label->setWordWrap(true);
    return label;
}

QToolButton *panelButton(const QString &objectName, const QString &icon, const QString &text,
                         QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(objectName);
    button->setIcon(themeIcon(icon));
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setAutoRaise(true);
    button->setFixedSize(metrics::rowHeight, metrics::rowHeight);
    return button;
}

void setPrimary(QPushButton *button)
{
    button->setProperty("primary", true);
    // A style sheet remembers what it found for a button when it was first asked for its size, as a
    // button box does at once.
    button->style()->unpolish(button);
    button->style()->polish(button);
}

QString besideIcon(const QString &text)
{
    return QLatin1Char(' ') + text;
}

QLabel *headingLabel(const QString &text, const QString &objectName, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setObjectName(objectName);
    setTextStyle(label, TextStyle::Section, true);
    return label;
}

} // namespace pinweek
