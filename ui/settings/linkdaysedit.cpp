// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/linkdaysedit.h"

#include "core/settings.h"
#include "model/spacing.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QSet>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace pinweek {

namespace {

constexpr int linkColumn = 0;
constexpr int daysColumn = 1;
constexpr int listHeight = 112; // px, four rows
constexpr int listWidth = 340;
constexpr int mostDays = 365;

} // namespace

LinkDaysEdit::LinkDaysEdit(Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_list(new QTreeWidget(this))
    , m_remove(new QPushButton(tr("Remove"), this))
{
    m_list->setObjectName(QStringLiteral("linkDaysTreeWidget"));
    m_list->setAccessibleName(tr("Links with days of their own"));
    m_list->setRootIsDecorated(false);
    m_list->setHeaderLabels({tr("Link"), tr("Days")});
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(linkColumn, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(daysColumn, QHeaderView::ResizeToContents);
    m_list->setFixedHeight(listHeight);
    m_list->setMinimumWidth(listWidth);
    auto *add = new QPushButton(tr("Add link"), this);
    add->setObjectName(QStringLiteral("addLinkDaysPushButton"));
    m_remove->setObjectName(QStringLiteral("removeLinkDaysPushButton"));
    m_remove->setEnabled(false);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::space2);
    buttons->addWidget(add);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::space2);
    layout->addWidget(m_list);
    layout->addLayout(buttons);
    setFocusProxy(m_list);
    for (const LinkDays &each : settings.linkDays())
        addRow(each.link, each.days);
    connect(add, &QPushButton::clicked, this, &LinkDaysEdit::add);
    connect(m_remove, &QPushButton::clicked, this, &LinkDaysEdit::remove);
    connect(m_list, &QTreeWidget::itemChanged, this, &LinkDaysEdit::store);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this,
            [this] { m_remove->setEnabled(!m_list->selectedItems().isEmpty()); });
}

QTreeWidgetItem *LinkDaysEdit::addRow(const QString &link, int days)
{
    const QSignalBlocker quiet(m_list);
    auto *row = new QTreeWidgetItem(m_list);
    row->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable);
    row->setText(linkColumn, link);
    row->setData(daysColumn, Qt::EditRole, days);
    return row;
}

void LinkDaysEdit::add()
{
    QTreeWidgetItem *row = addRow(QStringLiteral("https://"), m_settings.sameLinkDays());
    m_list->setCurrentItem(row);
    m_list->editItem(row, linkColumn);
}

void LinkDaysEdit::remove()
{
    qDeleteAll(m_list->selectedItems());
    store();
}

void LinkDaysEdit::store()
{
    QList<LinkDays> links;
    QSet<QString> seen;
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem *row = m_list->topLevelItem(i);
        const QSignalBlocker quiet(m_list);
        const int days = qBound(0, row->data(daysColumn, Qt::EditRole).toInt(), mostDays);
        row->setData(daysColumn, Qt::EditRole, days);
        const QString link = row->text(linkColumn).trimmed();
        const QString key = linkKey(link);
        // Twice the same page, or nothing after "https://", is no rule.
        if (key.isEmpty() || seen.contains(key))
            continue;
        seen.insert(key);
        links += LinkDays{link, days};
    }
    m_settings.setLinkDays(links);
}

} // namespace pinweek
