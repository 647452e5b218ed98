// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/whenedit.h"

#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/localeformats.h"
#include "ui/widgets/zonedialog.h"

#include <QCalendarWidget>
#include <QComboBox>
#include <QDateEdit>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTimeZone>
#include <QToolButton>
#include <QVBoxLayout>

namespace pinweek {

namespace {

/** "Berlin, UTC+01:00" */
QString zoneText(const WallTime &time)
{
    const QTimeZone zone(time.zone);
    const QString offset =
        zone.isValid() ? zone.displayName(toDateTime(time.resolve().utc), QTimeZone::OffsetName)
                       : QStringLiteral("UTC");
    QString city = QString::fromLatin1(time.zone).section(QLatin1Char('/'), -1);
    city.replace(QLatin1Char('_'), QLatin1Char(' '));
    if (city == QStringLiteral("UTC"))
        return city;
    //: %1 a city that stands for a time zone, %2 "UTC+01:00"
    return WhenEdit::tr("%1 time (%2)").arg(city, offset);
}

} // namespace

WhenEdit::WhenEdit(QWidget *parent)
    : QWidget(parent)
    , m_zone(systemZone())
    , m_date(new QDateEdit(this))
    , m_time(new QTimeEdit(this))
    , m_choose(new QPushButton(tr("Choose a time…"), this))
    , m_repeated(new QComboBox(this))
    , m_zoneLabel(metaLabel({}, QStringLiteral("zoneLabel"), this))
    , m_otherZone(new QToolButton(this))
{
    setFocusPolicy(Qt::ClickFocus); // else the letter of its label reaches nothing
    const QLocale locale;
    // From right to left Qt turns the parts about as well: 45:14.
    for (QDateTimeEdit *edit :
         {static_cast<QDateTimeEdit *>(m_date), static_cast<QDateTimeEdit *>(m_time)})
        edit->setLayoutDirection(Qt::LeftToRight);
    m_date->setObjectName(QStringLiteral("dateEdit"));
    m_date->setAccessibleName(tr("Date"));
    m_date->setDisplayFormat(shortDateFormat(locale));
    m_date->setCalendarPopup(true);
    m_time->setObjectName(QStringLiteral("timeEdit"));
    m_time->setAccessibleName(tr("Time"));
    m_time->setDisplayFormat(shortTimeFormat(locale));
    m_choose->setObjectName(QStringLiteral("chooseTimePushButton"));
    m_repeated->setObjectName(QStringLiteral("repeatedHourComboBox"));
    m_repeated->setAccessibleName(tr("Which of the two"));
    m_repeated->addItems({tr("The first time"), tr("The second time")});
    m_zoneLabel->setWordWrap(true);
    for (QWidget *control :
         {static_cast<QWidget *>(m_date), static_cast<QWidget *>(m_time),
          static_cast<QWidget *>(m_choose), static_cast<QWidget *>(m_repeated)}) {
        control->setFixedHeight(metrics::controlHeight);
        control->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    // Half a typed time ("1" of "14:30") must not move the pin.
    m_date->setKeyboardTracking(false);
    m_time->setKeyboardTracking(false);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::space1);
    layout->addWidget(m_choose);
    layout->addWidget(m_date);
    layout->addWidget(m_time);
    layout->addWidget(m_repeated);
    m_otherZone->setObjectName(QStringLiteral("zoneToolButton"));
    m_otherZone->setIcon(themeIcon(QStringLiteral("globe")));
    m_otherZone->setAutoRaise(true);
    m_otherZone->setToolTip(tr("Another time zone"));
    m_otherZone->setAccessibleName(m_otherZone->toolTip());
    auto *zoneRow = new QHBoxLayout;
    zoneRow->setSpacing(metrics::space1);
    zoneRow->addWidget(m_zoneLabel, 1);
    zoneRow->addWidget(m_otherZone, 0, Qt::AlignTop);
    layout->addLayout(zoneRow);
    connect(m_otherZone, &QToolButton::clicked, this, &WhenEdit::offerZones);
    connect(m_date, &QDateEdit::dateChanged, this, &WhenEdit::takeFields);
    connect(m_time, &QTimeEdit::timeChanged, this, &WhenEdit::takeFields);
    connect(m_repeated, &QComboBox::activated, this, &WhenEdit::takeFields);
    connect(m_choose, &QPushButton::clicked, this, &WhenEdit::offerTime);
    show(std::nullopt);
}

void WhenEdit::setClock(const Clock &clock)
{
    m_clock = &clock;
}

void WhenEdit::setZone(const QByteArray &zone)
{
    m_zone = zone.isEmpty() ? systemZone() : zone;
}

void WhenEdit::setAccountZone(const QByteArray &zone)
{
    m_accountZone = zone.isEmpty() ? systemZone() : zone;
}

void WhenEdit::setValue(const std::optional<WallTime> &value)
{
    if (value == m_value)
        return;
    m_value = value;
    show(value);
}

const std::optional<WallTime> &WhenEdit::value() const
{
    return m_value;
}

void WhenEdit::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_date->setReadOnly(readOnly);
    m_time->setReadOnly(readOnly);
    for (QAbstractSpinBox *box :
         {static_cast<QAbstractSpinBox *>(m_date), static_cast<QAbstractSpinBox *>(m_time)})
        box->setButtonSymbols(readOnly ? QAbstractSpinBox::NoButtons
                                       : QAbstractSpinBox::UpDownArrows);
    m_date->setCalendarPopup(!readOnly);
    dressCalendar();
    m_choose->setEnabled(!readOnly);
    m_repeated->setEnabled(!readOnly);
    describe();
}

void WhenEdit::focusTime()
{
    if (!m_value && !m_readOnly)
        offerTime();
    m_time->setFocus(Qt::ShortcutFocusReason);
    m_time->setSelectedSection(QDateTimeEdit::HourSection);
}

void WhenEdit::interpret()
{
    if (!m_value)
        return;
    m_date->interpretText();
    m_time->interpretText();
}

void WhenEdit::show(const std::optional<WallTime> &value)
{
    m_showing = true;
    m_choose->setVisible(!value);
    m_date->setVisible(value.has_value());
    m_time->setVisible(value.has_value());
    // What is hidden can take no keyboard, and Tab would not get beyond it.
    setFocusProxy(value ? static_cast<QWidget *>(m_date) : m_choose);
    if (value) {
        m_date->setDate(value->date);
        m_time->setTime(value->time);
        m_repeated->setCurrentIndex(value->repeated == RepeatedHour::Second ? 1 : 0);
    }
    m_showing = false;
    describe();
}

void WhenEdit::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    dressCalendar();
}

// The calendar is a table of its own, which an editor that is never opened does without.
void WhenEdit::dressCalendar()
{
    if (!isVisible() || !m_date->calendarPopup())
        return;
    QCalendarWidget *calendar = m_date->calendarWidget();
    calendar->setFirstDayOfWeek(QLocale().firstDayOfWeek());
    calendar->setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
}

void WhenEdit::takeFields()
{
    if (m_showing || !m_value)
        return;
    WallTime next = *m_value;
    next.date = m_date->date();
    next.time = m_time->time();
    next.repeated = m_repeated->currentIndex() == 1 ? RepeatedHour::Second : RepeatedHour::First;
    if (next.resolve().kind != WallTimeKind::Repeated)
        next.repeated = RepeatedHour::First;
    if (next == *m_value)
        return;
    m_value = next;
    describe();
    emit edited();
}

/** The next full hour from an hour on: far enough to fill in the rest. */
void WhenEdit::offerTime()
{
    const UtcTime now = m_clock ? m_clock->now() : SystemClock().now();
    WallTime next = WallTime::fromUtc(now + std::chrono::hours(2), m_zone);
    next.time = QTime(next.time.hour(), 0);
    m_value = next;
    show(m_value);
    m_time->setFocus();
    emit edited();
}

/** The account's, this computer's, or any. */
void WhenEdit::offerZones()
{
    if (!m_value)
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("zoneMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QByteArray &zone, const QString &words) {
        WallTime there = *m_value;
        there.zone = zone;
        QAction *action = menu->addAction(words.arg(zoneText(there)));
        action->setCheckable(true);
        action->setChecked(zone == m_value->zone);
        connect(action, &QAction::triggered, this, [this, zone] { takeZone(zone); });
    };
    const QByteArray own = m_accountZone.isEmpty() ? m_zone : m_accountZone;
    //: %1 is a time zone: "Berlin time (UTC+01:00)"
    add(own, tr("%1, of the account"));
    if (systemZone() != own)
        add(systemZone(), tr("%1, of this computer"));
    if (m_value->zone != own && m_value->zone != systemZone())
        add(m_value->zone, QStringLiteral("%1"));
    menu->addSeparator();
    connect(menu->addAction(tr("Another zone…")), &QAction::triggered, this, [this] {
        auto *dialog = new ZoneDialog(m_value ? m_value->zone : m_zone, this);
        connect(dialog, &ZoneDialog::chosen, this, &WhenEdit::takeZone);
        dialog->open();
    });
    menu->popup(m_otherZone->mapToGlobal(QPoint(0, m_otherZone->height())));
}

void WhenEdit::takeZone(const QByteArray &zone)
{
    if (!m_value || m_readOnly || m_value->zone == zone)
        return;
    m_value->zone = zone;
    m_value->repeated = RepeatedHour::First;
    show(m_value);
    emit edited();
}

void WhenEdit::describe()
{
    const WallTimeKind kind = m_value ? m_value->resolve().kind : WallTimeKind::Unique;
    m_repeated->setVisible(m_value && kind == WallTimeKind::Repeated);
    m_otherZone->setVisible(m_value && !m_readOnly);
    QString text = m_value ? zoneText(*m_value) : tr("Unscheduled: it has no time yet.");
    if (kind == WallTimeKind::Gap) {
        const WallTime real = WallTime::fromUtc(m_value->resolve().utc, m_value->zone);
        text = tr("The clocks skip this time on that day: it goes out at %1.")
                   .arg(QLocale().toString(real.time, shortTimeFormat(QLocale()))) +
               QLatin1Char('\n') + text;
    } else if (kind == WallTimeKind::Repeated) {
        text = tr("The clocks show this time twice on that day.") + QLatin1Char('\n') + text;
    }
    m_zoneLabel->setText(text);
}

} // namespace pinweek
