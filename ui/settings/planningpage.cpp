// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/planningpage.h"

#include "core/settings.h"
#include "ui/settings/linkdaysedit.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/localeformats.h"

#include <QFormLayout>
#include <QSpinBox>
#include <QTimeEdit>

namespace pinweek {

namespace {

constexpr int fieldWidth = 120; // px

} // namespace

PlanningPage::PlanningPage(Settings &settings, QWidget *parent)
    : SettingsPage(2, tr("Planning"), QStringLiteral("calendar-days"),
                   tr("These shape the times that Pinweek chooses. A time that you "
                      "set yourself is always kept."),
                   parent)
    , m_settings(settings)
{
    QFormLayout *form = addForm();
    m_dayCap = new QSpinBox(this);
    m_dayCap->setObjectName(QStringLiteral("dayCapSpinBox"));
    m_dayCap->setRange(1, 100);
    m_dayCap->setValue(settings.dayCap());
    m_dayCap->setSuffix(tr(" pins"));
    m_dayCap->setMinimumWidth(fieldWidth);
    addRow(form, tr("&At most a day"), m_dayCap,
           tr("A day with more is marked. 10 or fewer look natural to Pinterest."));
    m_windowStart = new QTimeEdit(settings.windowStart(), this);
    m_windowStart->setObjectName(QStringLiteral("windowStartTimeEdit"));
    m_windowEnd = new QTimeEdit(settings.windowEnd(), this);
    // From right to left Qt turns the parts about as well: 00:08.
    for (QTimeEdit *edit : {m_windowStart, m_windowEnd})
        edit->setLayoutDirection(Qt::LeftToRight);
    m_windowEnd->setObjectName(QStringLiteral("windowEndTimeEdit"));
    for (QTimeEdit *edit : {m_windowStart, m_windowEnd}) {
        edit->setDisplayFormat(shortTimeFormat(locale()));
        edit->setKeyboardTracking(false);
        edit->setMinimumWidth(fieldWidth);
        connect(edit, &QTimeEdit::timeChanged, this, [this] { takeWindow(); });
    }
    addRow(form, tr("Day begins &at"), m_windowStart);
    addRow(form, tr("Day &ends at"), m_windowEnd, tr("Hours outside are folded in the calendar."));
    m_windowProblem = bodyLabel({}, QStringLiteral("windowProblemLabel"), this);
    setTone(m_windowProblem, Tone::Problem);
    m_windowProblem->hide();
    form->addRow(m_windowProblem);
    connect(m_dayCap, &QSpinBox::valueChanged, this,
            [this](int pins) { m_settings.setDayCap(pins); });
    m_gap = new QSpinBox(this);
    m_gap->setObjectName(QStringLiteral("leastGapSpinBox"));
    m_gap->setRange(1, 24 * 60);
    m_gap->setSuffix(tr(" min"));
    m_gap->setValue(int(settings.leastGap().count()));
    m_gap->setMinimumWidth(fieldWidth);
    addRow(form, tr("&Least gap"), m_gap,
           tr("Between two pins of an account; up to a minute more, by chance."));
    connect(m_gap, &QSpinBox::valueChanged, this,
            [this](int minutes) { m_settings.setLeastGap(std::chrono::minutes(minutes)); });
    m_sameLink =
        addDays(form, "sameLinkSpinBox", tr("Same lin&k again after"),
                tr("Changing this moves no pin: Plan → Respace does."), settings.sameLinkDays());
    connect(m_sameLink, &QSpinBox::valueChanged, this,
            [this](int days) { m_settings.setSameLinkDays(days); });
    m_sameImage = addDays(form, "sameImageSpinBox", tr("Same &image again after"),
                          tr("On another board too. 7 or more look natural to Pinterest."),
                          settings.sameImageDays());
    connect(m_sameImage, &QSpinBox::valueChanged, this,
            [this](int days) { m_settings.setSameImageDays(days); });
    auto *links = new LinkDaysEdit(settings, this);
    links->setObjectName(QStringLiteral("linkDaysEdit"));
    addRow(form, tr("Links of their &own"), links);
}

QSpinBox *PlanningPage::addDays(QFormLayout *form, const char *name, const QString &label,
                                const QString &hint, int days)
{
    auto *box = new QSpinBox(this);
    box->setObjectName(QString::fromLatin1(name));
    box->setRange(0, 365);
    box->setSuffix(tr(" days"));
    box->setSpecialValueText(tr("any time"));
    box->setValue(days);
    box->setMinimumWidth(fieldWidth);
    addRow(form, label, box, hint);
    return box;
}

void PlanningPage::takeWindow()
{
    const bool usable = m_windowStart->time() < m_windowEnd->time();
    m_windowProblem->setText(usable ? QString() : tr("The day has to begin before it ends."));
    m_windowProblem->setVisible(!usable);
    if (usable)
        m_settings.setWindow(m_windowStart->time(), m_windowEnd->time());
}

} // namespace pinweek
