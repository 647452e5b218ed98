// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exports/calendardialog.h"

#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace pinweek {

namespace {
constexpr int dialogWidth = 400; // px
}

CalendarDialog::CalendarDialog(const QString &shown, bool isFiltered, QWidget *parent)
    : QDialog(parent), m_shown(new QRadioButton(tr("What is &shown: %1").arg(shown), this))
{
    setObjectName(QStringLiteral("calendarDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Export calendar"));
    setMinimumWidth(dialogWidth);
    QLabel *intro = bodyLabel(tr("A file that other calendars open: Google Calendar, Outlook, "
                                 "Apple Calendar, Thunderbird."),
                              QStringLiteral("calendarIntroLabel"), this);
    auto *all = new QRadioButton(tr("&All pins that have a time"), this);
    m_shown->setObjectName(QStringLiteral("shownRadioButton"));
    all->setObjectName(QStringLiteral("allRadioButton"));
    m_shown->setVisible(!shown.isEmpty());
    (shown.isEmpty() ? all : m_shown)->setChecked(true);
    QLabel *filter = metaLabel(tr("Only pins that the filter shows."),
                               QStringLiteral("calendarFilterLabel"), this);
    filter->setVisible(isFiltered);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton *go = buttons->addButton(tr("&Choose a file…"), QDialogButtonBox::AcceptRole);
    go->setObjectName(QStringLiteral("chooseCalendarFilePushButton"));
    setPrimary(go);
    go->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space5, metrics::space5, metrics::space5, metrics::space4);
    layout->setSpacing(metrics::space2);
    layout->addWidget(intro);
    layout->addSpacing(metrics::space2);
    layout->addWidget(m_shown);
    layout->addWidget(all);
    layout->addWidget(filter);
    layout->addStretch();
    layout->addSpacing(metrics::space4);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        emit chosen(m_shown->isChecked());
        accept();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

} // namespace pinweek
