// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/pinhistory.h"

#include "store/pinstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/localeformats.h"

#include <QToolButton>
#include <QVBoxLayout>

namespace pinweek {

PinHistory::PinHistory(QWidget *parent)
    : QWidget(parent), m_button(new QToolButton(this)), m_label(new QLabel(this))
{
    m_button->setObjectName(QStringLiteral("historyToolButton"));
    m_button->setText(tr("History"));
    m_button->setCheckable(true);
    m_button->setAutoRaise(true);
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_label->setObjectName(QStringLiteral("historyLabel"));
    m_label->setTextFormat(Qt::PlainText);
    m_label->setWordWrap(true);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setTextStyle(m_label, TextStyle::Meta);
    setTone(m_label, Tone::Secondary);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::space1);
    layout->addWidget(m_button);
    layout->addWidget(m_label);
    connect(m_button, &QToolButton::toggled, this, &PinHistory::refresh);
    refresh();
}

void PinHistory::setUp(Store &store)
{
    m_store = &store;
}

void PinHistory::setPin(PinId pin, const QByteArray &zone)
{
    m_pin = pin;
    m_zone = zone;
    refresh();
}

void PinHistory::fold()
{
    m_button->setChecked(false);
}

void PinHistory::refresh()
{
    const bool exists = m_pin.isValid();
    const bool open = m_button->isChecked();
    setVisible(exists);
    m_button->setIcon(
        themeIcon(open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right")));
    m_label->setVisible(exists && open);
    if (exists && open)
        m_label->setText(text());
}

QString PinHistory::text() const
{
    QStringList lines;
    const QList<PinEvent> events = m_store->pins().history(m_pin).value_or(QList<PinEvent>{});
    for (auto event = events.rbegin(); event != events.rend(); ++event) {
        const QString change = event->from == event->to ? statusText(event->to)
                                                        : tr("%1 → %2").arg(statusText(event->from),
                                                                            statusText(event->to));
        QString line = tr("%1 · %2 · %3").arg(momentText(event->at, m_zone), change, event->origin);
        if (!event->detail.isEmpty())
            line += QStringLiteral("\n    ") + event->detail;
        lines.append(line);
    }
    return lines.isEmpty() ? tr("Nothing has happened yet.") : lines.join(QLatin1Char('\n'));
}

} // namespace pinweek
