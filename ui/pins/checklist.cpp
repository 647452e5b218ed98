// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/checklist.h"

#include "text/texts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace pinweek {

namespace {
constexpr int iconSize = 16;
}

CheckList::CheckList(QWidget *parent) : QWidget(parent), m_layout(new QGridLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setHorizontalSpacing(metrics::space2);
    m_layout->setVerticalSpacing(metrics::space2);
    m_layout->setColumnStretch(1, 1);
}

void CheckList::setUp(ThemeManager &theme)
{
    m_theme = &theme;
    connect(&theme, &ThemeManager::themeChanged, this, &CheckList::rebuild);
}

void CheckList::setChecks(const QList<PinCheck> &checks)
{
    QList<PinCheck> sorted = checks;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](PinCheck a, PinCheck b) { return levelOf(a) < levelOf(b); });
    if (sorted == m_checks && m_layout->count() > 0)
        return;
    m_checks = sorted;
    rebuild();
}

void CheckList::addMend(PinCheck check, int row)
{
    auto *mend = new QPushButton(mendText(check), this);
    mend->setObjectName(QStringLiteral("mend%1PushButton").arg(row));
    mend->setProperty("compact", true);
    //: %1 is what a button does, %2 what is wrong
    mend->setAccessibleName(tr("%1: %2").arg(mendText(check), checkText(check)));
    // The list is made anew by what it does.
    connect(
        mend, &QPushButton::clicked, this, [this, check] { emit mendWanted(check); },
        Qt::QueuedConnection);
    m_layout->addWidget(mend, row, 1, Qt::AlignLeading);
    mend->show();
}

void CheckList::rebuild()
{
    while (QLayoutItem *item = m_layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const Theme &theme = m_theme->theme();
    int row = 0;
    const auto addRow = [&](const QString &iconName, const QColor &colour, const QString &text,
                            const QString &spoken) {
        auto *icon = new QLabel(this);
        icon->setObjectName(QStringLiteral("check%1IconLabel").arg(row));
        icon->setFixedSize(iconSize, iconSize + 2);
        icon->setPixmap(
            themeIcon(iconName, colour).pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
        QLabel *words = bodyLabel(text, QStringLiteral("check%1Label").arg(row), this);
        words->setAccessibleName(spoken);
        m_layout->addWidget(icon, row, 0, Qt::AlignTop);
        m_layout->addWidget(words, row, 1);
        icon->show();
        words->show();
        ++row;
    };
    for (const PinCheck check : std::as_const(m_checks)) {
        const QString text = checkText(check);
        if (levelOf(check) == CheckLevel::Error)
            addRow(QStringLiteral("octagon-alert"), theme.needsYou, text,
                   tr("Needed: %1").arg(text));
        else
            addRow(QStringLiteral("info"), theme.retrying, text, tr("Hint: %1").arg(text));
        if (!mendText(check).isEmpty())
            addMend(check, row++);
    }
    if (m_checks.isEmpty())
        addRow(QStringLiteral("circle-check"), theme.published, tr("Everything is there."),
               tr("Everything is there."));
}

} // namespace pinweek
