// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/planning/slotbar.h"

#include "planner/sloteditor.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace pinweek {

namespace {
constexpr int iconSize = 16;
} // namespace

SlotBar::SlotBar(ThemeManager &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_icon(new QLabel(this)), m_text(new QLabel(this))
{
    setObjectName(QStringLiteral("slotBar"));
    setAutoFillBackground(true);
    m_text->setObjectName(QStringLiteral("slotBarLabel"));
    m_text->setFont(themeFont(TextStyle::Body, true));
    auto *hint =
        new QLabel(tr("Click adds · drag moves · Del removes · pins stay where they are"), this);
    hint->setObjectName(QStringLiteral("slotBarHintLabel"));
    // What the row needs at least is its buttons; the words give way first.
    hint->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::panelPadding, metrics::space1, metrics::panelPadding,
                            metrics::space1);
    row->setSpacing(metrics::space2);
    row->addWidget(m_icon);
    row->addWidget(m_text);
    row->addWidget(hint, 1);
    auto *question = new QLabel(tr("How many a day?"), this);
    question->setObjectName(QStringLiteral("slotsADayLabel"));
    row->addWidget(question);
    for (const int count : slotPaces) {
        auto *button = new QPushButton(locale().toString(count), this);
        button->setObjectName(QStringLiteral("slotsADay%1PushButton").arg(count));
        button->setAccessibleName(tr("%n time slot(s) a day", nullptr, count));
        button->setToolTip(
            tr("Replaces these slots by %n a day, evenly in your daily hours", nullptr, count));
        connect(button, &QPushButton::clicked, this, [this, count] { emit perDayWanted(count); });
        row->addWidget(button);
    }
    auto *done = new QPushButton(tr("&Done"), this);
    done->setObjectName(QStringLiteral("slotsDonePushButton"));
    setPrimary(done);
    connect(done, &QPushButton::clicked, this, &SlotBar::doneWanted);
    row->addSpacing(metrics::space2);
    row->addWidget(done);
    connect(&theme, &ThemeManager::themeChanged, this, &SlotBar::applyTheme);
    applyTheme();
    setBoardName({});
}

void SlotBar::setBoardName(const QString &name)
{
    m_text->setText(name.isEmpty() ? tr("Time slots of every week")
                                   : tr("Time slots of “%1”").arg(name));
}

void SlotBar::applyTheme()
{
    const Theme &theme = m_theme.theme();
    QPalette colours = palette();
    colours.setColor(QPalette::Window, theme.selection);
    setPalette(colours);
    m_icon->setPixmap(themeIcon(QStringLiteral("clock"), theme.accent)
                          .pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
}

} // namespace pinweek
