// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drops/pinclipboard.h"

#include "store/pinstore.h"
#include "store/store.h"
#include "ui/calendar/dropplan.h"
#include "ui/drops/dropdesk.h"
#include "ui/pinverbs.h"
#include "workspace/workspace.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QTextEdit>

#include <algorithm>

namespace pinweek {

namespace {

/** The first planned one, which goes to the place that is pasted at; else the first. */
const Pin &leadOf(const QList<Pin> &pins)
{
    return *std::min_element(pins.begin(), pins.end(), [](const Pin &a, const Pin &b) {
        return a.dueAt.value_or(UtcTime::max()) < b.dueAt.value_or(UtcTime::max());
    });
}

bool hasMarkedText(const QObject *field)
{
    if (const auto *line = qobject_cast<const QLineEdit *>(field))
        return line->hasSelectedText();
    const auto *text = qobject_cast<const QTextEdit *>(field);
    return text && text->textCursor().hasSelection();
}

} // namespace

PinClipboard::PinClipboard(Workspace &workspace, DropDesk &desk, PinVerbs &verbs, QObject *parent)
    : QObject(parent), m_workspace(workspace), m_desk(desk), m_verbs(verbs)
{
    connect(QGuiApplication::clipboard(), &QClipboard::dataChanged, this, &PinClipboard::follow);
}

QList<Pin> PinClipboard::read(const QList<PinId> &pins) const
{
    return m_workspace.store().pins().pins(pins).value_or(QList<Pin>());
}

void PinClipboard::shareKeysWith(QWidget *form)
{
    for (QLineEdit *field : form->findChildren<QLineEdit *>())
        field->installEventFilter(this);
    for (QTextEdit *field : form->findChildren<QTextEdit *>())
        field->installEventFilter(this);
}

bool PinClipboard::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && !hasMarkedText(watched)) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Copy) || key->matches(QKeySequence::Cut)) {
            event->ignore(); // so that the window's action gets it
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

void PinClipboard::copy(const QList<PinId> &pins)
{
    if (pins.isEmpty())
        return;
    put(pins, false);
    emit message(tr("%n pin(s) copied.", nullptr, int(pins.size())), false);
}

void PinClipboard::cut(const QList<PinId> &pins)
{
    for (const Pin &pin : read(pins)) {
        if (const QString why = refusalToMove(pin); !why.isEmpty()) {
            emit message(why, false);
            return;
        }
    }
    if (pins.isEmpty())
        return;
    put(pins, true);
    m_showsCut = true;
    emit cutChanged(pins);
    emit message(tr("%n pin(s) cut. Paste them at another time, on a board or in Unscheduled.",
                    nullptr, int(pins.size())),
                 false);
}

void PinClipboard::put(const QList<PinId> &pins, bool cut)
{
    auto data = pinmime::encode(pins, pins.first(), 0, m_workspace.directory(), cut);
    QStringList lines;
    for (const Pin &pin : read(pins)) {
        for (const QString &line : {pin.content.title, pin.content.link}) {
            if (!line.isEmpty())
                lines.append(line);
        }
    }
    data->setText(lines.join(QLatin1Char('\n')));
    QGuiApplication::clipboard()->setMimeData(data.release());
}

void PinClipboard::follow()
{
    if (!m_showsCut)
        return;
    const DroppedContent content =
        pinmime::peek(QGuiApplication::clipboard()->mimeData(), m_workspace.directory());
    if (content.cut)
        return;
    m_showsCut = false;
    emit cutChanged({});
}

DroppedContent PinClipboard::usable()
{
    const DroppedContent content =
        pinmime::decode(QGuiApplication::clipboard()->mimeData(), m_workspace.directory());
    if (content.kind == DroppedContent::Kind::Nothing) {
        emit message(tr("Nothing on the clipboard can become a pin. Copy an image, image files or "
                        "the address of an image first."),
                     false);
        return {};
    }
    if (const QString why = refusalOf(content); !why.isEmpty()) {
        emit message(why, false);
        return {};
    }
    return content;
}

void PinClipboard::paste(const DropTarget &target)
{
    const DroppedContent content = usable();
    if (content.kind == DroppedContent::Kind::Pins)
        // Where there are no places of time, pins lose theirs.
        pastePins(content, target.nextSlots ? std::nullopt : target.at);
    else
        m_desk.take(content, target);
}

void PinClipboard::pasteOnBoard(const DropTarget &target)
{
    const DroppedContent content = usable();
    if (content.kind != DroppedContent::Kind::Pins) {
        m_desk.take(content, target);
        return;
    }
    m_verbs.assign(content.pins, target.board, target.section, !content.cut);
    if (content.cut)
        QGuiApplication::clipboard()->clear();
}

void PinClipboard::pastePins(const DroppedContent &content, const std::optional<WallTime> &at)
{
    const QList<Pin> pins = read(content.pins);
    if (pins.isEmpty()) {
        emit message(tr("These pins are no longer there."), false);
        return;
    }
    QList<PinId> ids;
    for (const Pin &pin : pins) {
        ids.append(pin.id);
        const QString why = content.cut ? refusalToMove(pin) : QString();
        if (!why.isEmpty()) {
            emit message(why, false);
            return;
        }
    }
    if (at) {
        const bool nextFree = needNextFree(pins);
        const QList<WallTime> times =
            nextFree ? QList<WallTime>{*at} : timesAfterMove(pins, leadOf(pins), *at);
        const QString why = refusalOfTimes(times, m_workspace.clock().now());
        if (!why.isEmpty()) {
            emit message(why, false);
            return;
        }
        if (nextFree)
            emit nextFreeWanted(ids, *at, !content.cut);
        else
            m_verbs.move(ids, times, !content.cut);
    } else if (content.cut) {
        m_verbs.unschedule(ids);
    } else {
        m_verbs.duplicate(ids);
    }
    if (content.cut)
        QGuiApplication::clipboard()->clear();
}

} // namespace pinweek
