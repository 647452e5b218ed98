// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/starthint.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace pinweek {

namespace {
constexpr int iconSize = 16;
}

StartHint::StartHint(ThemeManager &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(tr("Pins go out while this computer is on and Pinweek runs."), this))
{
    setObjectName(QStringLiteral("startHint"));
    setAutoFillBackground(true);
    m_text->setObjectName(QStringLiteral("startHintLabel"));
    m_text->setFont(themeFont(TextStyle::Body));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *start = new QPushButton(tr("Start it when I log in"), this);
    start->setObjectName(QStringLiteral("startAtLoginPushButton"));
    auto *later = new QPushButton(tr("Not now"), this);
    later->setObjectName(QStringLiteral("startLaterPushButton"));
    connect(start, &QPushButton::clicked, this, &StartHint::startWanted);
    connect(later, &QPushButton::clicked, this, &StartHint::dismissed);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::panelPadding, metrics::space1, metrics::panelPadding,
                            metrics::space1);
    row->setSpacing(metrics::space2);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(start);
    row->addWidget(later);
    connect(&theme, &ThemeManager::themeChanged, this, &StartHint::applyTheme);
    applyTheme();
}

void StartHint::showProblem(const QString &text)
{
    m_text->setText(text);
    m_text->setToolTip(text);
}

void StartHint::applyTheme()
{
    const Theme &theme = m_theme.theme();
    QPalette colours = palette();
    colours.setColor(QPalette::Window, theme.selection);
    setPalette(colours);
    m_icon->setPixmap(themeIcon(QStringLiteral("info"), theme.accent)
                          .pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
}

} // namespace pinweek
