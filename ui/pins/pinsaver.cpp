// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/pinsaver.h"

#include "store/pinstore.h"

#include <QUuid>

#include <algorithm>
#include <chrono>
#include <tuple>
#include <utility>

namespace pinweek {

namespace {
constexpr auto restBeforeStoring = std::chrono::milliseconds(400);
constexpr int mostConflicts = 5;

/** A place and a time alone make no pin (interaction.md 6), nor do spaces. */
bool isNothing(const PinContent &c)
{
    const QStringList texts{c.title, c.description, c.link, c.altText, c.note};
    return !c.media.isValid() && std::all_of(texts.begin(), texts.end(), [](const QString &text) {
        return text.trimmed().isEmpty();
    });
}

template<typename T>
const T &chosen(const T &base, const T &mine, const T &theirs)
{
    return mine == base ? theirs : mine;
}
} // namespace

PinContent mergedContent(const PinContent &base, const PinContent &mine, const PinContent &theirs)
{
    PinContent merged = theirs;
    const auto place = [](const PinContent &c) {
        return std::tuple(c.account, c.board, c.section);
    };
    if (place(mine) != place(base)) {
        merged.account = mine.account;
        merged.board = mine.board;
        merged.section = mine.section;
    }
    // A carousel's first picture is its image.
    const auto shows = [](const PinContent &c) {
        return std::tuple(c.media, c.fit, c.cover, c.pictures);
    };
    if (shows(mine) != shows(base)) {
        merged.media = mine.media;
        merged.fit = mine.fit;
        merged.cover = mine.cover;
        merged.pictures = mine.pictures;
    }
    merged.campaign = chosen(base.campaign, mine.campaign, theirs.campaign);
    merged.utm = chosen(base.utm, mine.utm, theirs.utm);
    merged.title = chosen(base.title, mine.title, theirs.title);
    merged.description = chosen(base.description, mine.description, theirs.description);
    merged.link = chosen(base.link, mine.link, theirs.link);
    merged.altText = chosen(base.altText, mine.altText, theirs.altText);
    merged.note = chosen(base.note, mine.note, theirs.note);
    merged.planned = chosen(base.planned, mine.planned, theirs.planned);
    merged.locked = chosen(base.locked, mine.locked, theirs.locked);
    return merged;
}

PinSaver::PinSaver(PinEditor &editor, PinStore &pins, const Pin &seen, QObject *parent)
    : QObject(parent)
    , m_editor(editor)
    , m_pins(pins)
    , m_seen(seen)
    , m_sent(seen.content)
    , m_wanted(seen.content)
    , m_typing(restBeforeStoring)
{
    connect(&m_typing, &TypingPause::due, this, &PinSaver::send);
}

PinId PinSaver::pin() const
{
    return m_seen.id;
}

const Pin &PinSaver::seen() const
{
    return m_seen;
}

const PinContent &PinSaver::wanted() const
{
    return m_wanted;
}

bool PinSaver::isIdle() const
{
    return !m_sending && !isHeld() && !m_typing.isRunning() && m_former.isEmpty() &&
           (m_wanted == m_sent || isEmptyNew());
}

bool PinSaver::isEmptyNew() const
{
    return !m_seen.id.isValid() && isNothing(m_wanted);
}

bool PinSaver::isSending() const
{
    return m_sending;
}

bool PinSaver::isHeld() const
{
    return m_held || m_awaiting;
}

void PinSaver::want(const PinContent &content, const QString &stepName, const QString &field)
{
    // Another field is another step: what was typed into the former one goes first.
    if (m_field != field) {
        flush();
        if (m_sending && m_wanted != m_sent)
            m_former.append({m_wanted, m_stepName, m_field});
    }
    m_wanted = content;
    m_stepName = stepName;
    m_field = field;
    m_conflicts = 0;
    if (!isEmptyNew())
        m_typing.typed();
}

void PinSaver::flush()
{
    if (m_typing.isRunning()) {
        m_typing.stop();
        send();
    }
}

bool PinSaver::refresh()
{
    if (!m_seen.id.isValid())
        return true;
    // What is under way is not in the store yet; it would look like a change back. settle() reads
    // afterwards.
    if (m_sending)
        return true;
    const Result<Pin> pin = m_pins.pin(m_seen.id);
    if (!pin)
        return pin.error().kind != ErrorKind::NotFound;
    // Another hand than this one decides from now on.
    if (pin->revision != m_seen.revision)
        m_disarmed.clear();
    m_wanted = mergedContent(m_sent, m_wanted, pin->content);
    for (Typed &former : m_former)
        former.content = mergedContent(m_sent, former.content, pin->content);
    m_sent = pin->content;
    m_seen = *pin;
    emit refreshed();
    return true;
}

void PinSaver::whenStored(QObject *context, std::function<void()> then)
{
    m_then.append({QPointer<QObject>(context), std::move(then)});
    flush();
    if (isIdle())
        settle();
}

void PinSaver::adopt(PinId pin)
{
    m_held = false;
    m_seen.id = pin;
    refresh();
    emit created(pin);
    if (m_wanted != m_sent)
        send();
    else
        settle();
}

void PinSaver::setHeld(bool held)
{
    m_held = held;
    if (!held && !m_typing.isRunning())
        send();
}

void PinSaver::setAwaiting(bool awaiting)
{
    m_awaiting = awaiting;
    if (!awaiting && !m_typing.isRunning())
        send();
}

void PinSaver::release()
{
    m_released = true;
    flush();
    if (isIdle())
        settle();
}

QString PinSaver::joinKey(const QString &field) const
{
    return !m_newKey.isEmpty() && m_newField == field
               ? m_newKey
               : QStringLiteral("%1/%2").arg(m_seen.id.toString(), field);
}

void PinSaver::send()
{
    m_overdue = m_sending;
    if (m_sending || m_held)
        return;
    while (!m_former.isEmpty() && m_former.first().content == m_sent)
        m_former.removeFirst();
    m_sendsFormer = !m_former.isEmpty();
    if (!m_sendsFormer && (m_wanted == m_sent || isEmptyNew())) {
        settle();
        return;
    }
    const Typed next = m_sendsFormer ? m_former.first() : Typed{m_wanted, m_stepName, m_field};
    m_sending = true;
    m_sent = next.content;
    const auto done = [this](const Result<EditOutcome> &outcome) { finished(outcome); };
    if (m_seen.id.isValid()) {
        m_editor.edit(m_seen, next.content, next.stepName, joinKey(next.field), this, done,
                      m_disarmed);
    } else {
        m_newKey = QUuid::createUuid().toString(QUuid::Id128);
        m_newField = next.field;
        m_editor.addPin(next.content, this, done, m_newKey);
    }
}

void PinSaver::finished(const Result<EditOutcome> &outcome)
{
    m_sending = false;
    if (!outcome) {
        const bool again =
            outcome.error().kind == ErrorKind::Conflict && ++m_conflicts <= mostConflicts;
        // Nothing was stored: what was typed counts as not sent, so that reading again does not
        // undo it.
        m_sent = m_seen.content;
        if (again && refresh())
            send();
        else
            giveUp(outcome.error());
        return;
    }
    m_conflicts = 0;
    if (m_sendsFormer)
        m_former.removeFirst();
    const bool isNew = !m_seen.id.isValid();
    if (isNew)
        m_seen.id = outcome->pins.value(0);
    refresh();
    m_disarmed = m_seen.status == PinStatus::Draft ? outcome->disarmed : Disarmed();
    if (isNew)
        emit created(m_seen.id);
    if (!m_former.isEmpty() || (m_wanted != m_sent && (m_overdue || !m_typing.isRunning())))
        send();
    else
        settle();
}

void PinSaver::settle()
{
    if (!isIdle())
        return;
    // The typing rests: what follows is another edit.
    m_newKey.clear();
    if (!std::exchange(m_disarmed, {}).isEmpty())
        emit turnedDraft();
    const auto then = std::exchange(m_then, {});
    for (const auto &[context, next] : then) {
        if (context)
            next();
    }
    if (m_released)
        deleteLater();
}

void PinSaver::giveUp(const Error &error)
{
    m_then.clear();
    m_former.clear(); // what is wanted holds it, too
    // A time that was refused must not be sent again with the next letter that is typed.
    if (error.kind == ErrorKind::Rejected)
        m_wanted = m_seen.content;
    emit failed(error);
    if (error.kind == ErrorKind::Rejected)
        emit refreshed();
    if (m_released)
        deleteLater();
}

} // namespace pinweek
