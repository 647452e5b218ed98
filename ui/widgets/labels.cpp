// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/labels.h"

#include "ui/theme/theme.h"

#include <QStyle>

namespace pinweek {

void makeSecondary(QLabel *label)
{
    // The theme's sheet knows this property, so the colour follows a change of theme.
    label->setProperty("secondary", true);
}

void colourText(QLabel *label, const QColor &colour)
{
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, colour);
    label->setPalette(palette);
}

QLabel *metaLabel(const QString &text, const QString &objectName, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setObjectName(objectName);
    label->setFont(themeFont(TextStyle::Meta));
    makeSecondary(label);
    return label;
}

QLabel *bodyLabel(const QString &text, const QString &objectName, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setObjectName(objectName);
    label->setWordWrap(true);
    return label;
}

QLabel *headingLabel(const QString &text, const QString &objectName, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setObjectName(objectName);
    label->setFont(themeFont(TextStyle::Section, true));
    return label;
}

} // namespace pinweek
