// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/limitsedit.h"

#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QComboBox>
#include <QGridLayout>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace pinweek {

namespace {

enum Access
{
    Trial,
    Standard,
    Own,
};

constexpr int mostRequests = 100'000;
constexpr int fieldWidth = 104; // px

QString categoryText(RequestCategory category)
{
    switch (category) {
    case RequestCategory::Read:
        return LimitsEdit::tr("Reads");
    case RequestCategory::Write:
        return LimitsEdit::tr("Pins and changes");
    case RequestCategory::Analytics:
        return LimitsEdit::tr("Statistics");
    }
    return {};
}

Access accessOf(const RequestLimits &limits)
{
    if (limits == trialLimits())
        return Trial;
    return limits == standardLimits() ? Standard : Own;
}

} // namespace

LimitsEdit::LimitsEdit(const RequestLimits &limits, QWidget *parent)
    : QWidget(parent), m_value(limits), m_access(new QComboBox(this)), m_numbers(new QWidget(this))
{
    m_access->setObjectName(QStringLiteral("accessComboBox"));
    m_access->setAccessibleName(tr("Limits of requests"));
    m_access->addItem(tr("Trial access (300 changes a day)"), Trial);
    m_access->addItem(tr("Standard access (100 changes a minute)"), Standard);
    m_access->addItem(tr("My own numbers"), Own);
    m_access->setCurrentIndex(accessOf(limits));
    m_access->setFocusPolicy(Qt::StrongFocus);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::space2);
    column->addWidget(m_access);
    column->addWidget(m_numbers);
    setFocusProxy(m_access);
    setFocusPolicy(Qt::StrongFocus); // without one the label's key would not lead here
    setAccessibleName(tr("Limits of requests"));
    addNumbers();
    m_numbers->setVisible(accessOf(limits) == Own);
    connect(m_access, &QComboBox::activated, this, &LimitsEdit::choose);
}

void LimitsEdit::addNumbers()
{
    auto *grid = new QGridLayout(m_numbers);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(metrics::space2);
    grid->addWidget(metaLabel(tr("A minute"), QStringLiteral("perMinuteLabel"), m_numbers), 0, 1);
    grid->addWidget(metaLabel(tr("A day"), QStringLiteral("perDayLabel"), m_numbers), 0, 2);
    int row = 1;
    for (const RequestCategory category : requestCategories) {
        const QString name = requestCategoryName(category);
        RequestLimit &of = m_value.of(category);
        grid->addWidget(
            metaLabel(categoryText(category), name + QStringLiteral("Label"), m_numbers), row, 0);
        grid->addWidget(number(name + QStringLiteral("PerMinuteSpinBox"),
                               tr("%1 a minute").arg(categoryText(category)), &of.perMinute),
                        row, 1);
        grid->addWidget(number(name + QStringLiteral("PerDaySpinBox"),
                               tr("%1 a day").arg(categoryText(category)), &of.perDay),
                        row, 2);
        ++row;
    }
    grid->addWidget(metaLabel(tr("Together"), QStringLiteral("allLabel"), m_numbers), row, 0);
    grid->addWidget(
        number(QStringLiteral("allPerDaySpinBox"), tr("Together a day"), &m_value.allPerDay), row,
        2);
    grid->setColumnStretch(3, 1);
}

QSpinBox *LimitsEdit::number(const QString &name, const QString &spoken, int *of)
{
    auto *box = new QSpinBox(m_numbers);
    box->setObjectName(name);
    box->setAccessibleName(spoken);
    box->setRange(0, mostRequests);
    box->setSpecialValueText(tr("no limit"));
    box->setValue(*of);
    box->setKeyboardTracking(false);
    box->setMinimumWidth(fieldWidth);
    box->setFocusPolicy(Qt::StrongFocus);
    m_fields.insert(box, of);
    connect(box, &QSpinBox::valueChanged, this, [this, of](int requests) {
        *of = requests;
        emit edited();
    });
    return box;
}

void LimitsEdit::choose(int access)
{
    m_numbers->setVisible(access == Own);
    if (access == Own)
        return;
    m_value = access == Trial ? trialLimits() : standardLimits();
    showNumbers();
    emit edited();
}

void LimitsEdit::showNumbers()
{
    for (auto field = m_fields.constBegin(); field != m_fields.constEnd(); ++field) {
        const QSignalBlocker silent(field.key());
        field.key()->setValue(*field.value());
    }
}

} // namespace pinweek
