// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/list/shiftdialog.h"

#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace pinweek {

ShiftDialog::ShiftDialog(int pins, QWidget *parent)
    : QDialog(parent), m_days(new QSpinBox(this)), m_hours(new QSpinBox(this))
{
    setObjectName(QStringLiteral("shiftDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Move by days"));
    m_days->setObjectName(QStringLiteral("daysSpinBox"));
    m_days->setRange(-3650, 3650);
    m_days->setValue(1);
    m_hours->setObjectName(QStringLiteral("hoursSpinBox"));
    m_hours->setRange(-23, 23);
    auto *form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    form->setHorizontalSpacing(metrics::space4);
    form->addRow(tr("&Days"), m_days);
    form->addRow(tr("&Hours"), m_hours);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton *move =
        buttons->addButton(tr("Move %n pin(s)", nullptr, pins), QDialogButtonBox::AcceptRole);
    move->setObjectName(QStringLiteral("movePushButton"));
    move->setDefault(true);
    setPrimary(move);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::space5, metrics::space5, metrics::space5, metrics::space4);
    column->setSpacing(metrics::space3);
    column->addWidget(bodyLabel(tr("Each keeps its distance from the others. With a minus sign "
                                   "they move back."),
                                QStringLiteral("shiftLabel"), this));
    column->addLayout(form);
    column->addWidget(buttons);
    const auto check = [this, move] {
        move->setEnabled(m_days->value() != 0 || m_hours->value() != 0);
    };
    connect(m_days, &QSpinBox::valueChanged, this, check);
    connect(m_hours, &QSpinBox::valueChanged, this, check);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        emit shiftWanted(m_days->value(), m_hours->value() * 60);
        accept();
    });
    m_days->selectAll();
}

} // namespace pinweek
