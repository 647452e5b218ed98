// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/emptystate.h"

#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace pinweek {

namespace {
constexpr int iconSize = 48; // px
}

EmptyState::EmptyState(const QString &name, const QString &icon, QWidget *parent)
    : QWidget(parent)
    , m_icon(icon)
    , m_iconLabel(new QLabel(this))
    , m_textLabel(new QLabel(this))
    , m_first(new QPushButton(this))
    , m_second(new QPushButton(this))
{
    setObjectName(name + QStringLiteral("EmptyState"));
    m_iconLabel->setObjectName(name + QStringLiteral("EmptyIconLabel"));
    m_textLabel->setObjectName(name + QStringLiteral("EmptyTextLabel"));
    m_first->setObjectName(name + QStringLiteral("EmptyPushButton"));
    m_second->setObjectName(name + QStringLiteral("EmptySecondPushButton"));
    m_iconLabel->setAlignment(Qt::AlignCenter);
    m_iconLabel->setFixedHeight(iconSize);
    m_textLabel->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_textLabel->setWordWrap(true);
    setTone(m_textLabel, Tone::Secondary);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::panelPadding, metrics::space4, metrics::panelPadding,
                               metrics::space4);
    layout->setSpacing(metrics::space3);
    layout->addStretch();
    layout->addWidget(m_iconLabel);
    layout->addWidget(m_textLabel);
    layout->addWidget(m_first, 0, Qt::AlignHCenter);
    layout->addWidget(m_second, 0, Qt::AlignHCenter);
    layout->addStretch();
    connect(m_first, &QPushButton::clicked, this, &EmptyState::firstPressed);
    connect(m_second, &QPushButton::clicked, this, &EmptyState::secondPressed);
    setButtons({});
    paintIcon();
}

void EmptyState::setText(const QString &sentence)
{
    m_textLabel->setText(sentence);
}

void EmptyState::setButtons(const QString &first, const QString &second)
{
    m_first->setText(first);
    m_first->setVisible(!first.isEmpty());
    m_second->setText(second);
    m_second->setVisible(!second.isEmpty());
}

void EmptyState::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintIcon();
}

void EmptyState::paintIcon()
{
    const QIcon icon = themeIcon(m_icon, palette().color(QPalette::PlaceholderText));
    m_iconLabel->setPixmap(icon.pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
}

} // namespace pinweek
