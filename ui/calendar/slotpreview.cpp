// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/slotpreview.h"

#include "planner/pineditor.h"
#include "text/texts.h"
#include "text/timetext.h"

#include <algorithm>

namespace pinweek {

SlotPreview::SlotPreview(const PinEditor &editor, QObject *parent)
    : QObject(parent), m_editor(editor)
{
}

void SlotPreview::ask(const QList<PinContent> &contents, UtcTime from, const QByteArray &zone)
{
    const Question question{contents, from, zone};
    if (m_question == question)
        return;
    m_question = question;
    askAgain();
}

void SlotPreview::askAgain()
{
    if (!m_question)
        return;
    if (m_underWay)
        m_outdated = true;
    else
        send();
}

void SlotPreview::clear()
{
    m_question.reset();
    m_times.clear();
    m_problem.reset();
}

void SlotPreview::send()
{
    m_underWay = true;
    m_outdated = false;
    m_editor.previewNextSlots(
        m_question->contents, m_question->from, this,
        [this, zone = m_question->zone](const Result<QList<WallTime>> &found) {
            m_underWay = false;
            if (!m_question)
                return;
            if (m_outdated) {
                send();
                return;
            }
            m_times.clear();
            m_problem.reset();
            if (found) {
                for (const WallTime &at : *found)
                    m_times.append(WallTime::fromUtc(at.resolve().utc, zone));
            } else {
                m_problem = found.error();
            }
            emit changed();
        });
}

QList<PinContent> newContents(const QList<Pin> &pins)
{
    QList<PinContent> contents;
    for (const Pin &pin : pins) {
        contents.append(pin.content);
        contents.last().planned.reset();
    }
    return contents;
}

QString slotPreviewText(int count, const SlotPreview &preview)
{
    if (preview.problem())
        return errorText(*preview.problem());
    const QString pins = SlotPreview::tr("%n pins", nullptr, count);
    if (preview.times().isEmpty())
        return pins;
    const auto [first, last] = std::minmax_element(
        preview.times().begin(), preview.times().end(), [](const WallTime &a, const WallTime &b) {
            return a.resolve().utc < b.resolve().utc;
        });
    //: number of pins, time of the first, time of the last
    return SlotPreview::tr("%1 · %2 – %3")
        .arg(pins, dayClockText(first->date, first->time), dayClockText(last->date, last->time));
}

} // namespace pinweek
