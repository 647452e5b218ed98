// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/demostrip.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace pinweek {

namespace {
constexpr int iconSize = 16;
}

DemoStrip::DemoStrip(ThemeManager &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_icon(new QLabel(this))
{
    setObjectName(QStringLiteral("demoStrip"));
    setAutoFillBackground(true);
    auto *text = new QLabel(tr("Demo: nothing reaches Pinterest"), this);
    text->setObjectName(QStringLiteral("demoLabel"));
    text->setFont(themeFont(TextStyle::Body, true));
    auto *own = new QPushButton(tr("Start my own"), this);
    own->setObjectName(QStringLiteral("startOwnPushButton"));
    auto *reset = new QPushButton(tr("Reset"), this);
    reset->setObjectName(QStringLiteral("resetDemoPushButton"));
    reset->setToolTip(tr("Throw the demo plan away and make it anew"));
    connect(own, &QPushButton::clicked, this, &DemoStrip::startOwnWanted);
    connect(reset, &QPushButton::clicked, this, &DemoStrip::resetWanted);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::panelPadding, metrics::space1, metrics::panelPadding,
                            metrics::space1);
    row->setSpacing(metrics::space2);
    row->addWidget(m_icon);
    row->addWidget(text);
    row->addStretch(1);
    row->addWidget(own);
    row->addWidget(reset);
    connect(&theme, &ThemeManager::themeChanged, this, &DemoStrip::applyTheme);
    applyTheme();
}

void DemoStrip::applyTheme()
{
    const Theme &theme = m_theme.theme();
    QPalette colours = palette();
    colours.setColor(QPalette::Window, theme.selection);
    setPalette(colours);
    m_icon->setPixmap(themeIcon(QStringLiteral("info"), theme.accent)
                          .pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
}

} // namespace pinweek
