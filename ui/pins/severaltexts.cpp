// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/severaltexts.h"

#include "text/texts.h"
#include "ui/pins/charcounter.h"
#include "ui/theme/theme.h"
#include "ui/widgets/growingtextedit.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace pinweek {

namespace {

constexpr std::chrono::milliseconds restBeforeStoring{500};
constexpr int mostConflicts = 5;

QString textIn(const QWidget *edit)
{
    if (const auto *line = qobject_cast<const QLineEdit *>(edit))
        return line->text();
    return static_cast<const GrowingTextEdit *>(edit)->toPlainText();
}

void showIn(QWidget *edit, const QString &text, const QString &placeholder)
{
    if (auto *line = qobject_cast<QLineEdit *>(edit)) {
        if (line->text() != text)
            line->setText(text);
        line->setPlaceholderText(placeholder);
    } else {
        auto *several = static_cast<GrowingTextEdit *>(edit);
        if (several->toPlainText() != text)
            several->setPlainText(text);
        several->setPlaceholderText(placeholder);
    }
}

QString stepName(PinText text)
{
    switch (text) {
    case PinText::Title:
        return SeveralTexts::tr("Edit titles");
    case PinText::Description:
        return SeveralTexts::tr("Edit descriptions");
    case PinText::Link:
        return SeveralTexts::tr("Edit links");
    case PinText::AltText:
        return SeveralTexts::tr("Edit alt texts");
    case PinText::Note:
        return SeveralTexts::tr("Edit notes");
    }
    return {};
}

} // namespace

SeveralTexts::SeveralTexts(QWidget *parent) : QWidget(parent), m_typing(restBeforeStoring)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::space1);
    addField(PinText::Title, "severalTitle", tr("&Title for all"), titleLimit, titleLimit, 1);
    addField(PinText::Description, "severalDescription", tr("&Description for all"),
             descriptionMark, descriptionLimit, 2);
    addField(PinText::Link, "severalLink", tr("&Link for all"), 0, 0, 1);
    addField(PinText::AltText, "severalAlt", tr("&Alt text for all"), altTextLimit, altTextLimit,
             2);
    addField(PinText::Note, "severalNote", tr("&Note to self for all"), 0, 0, 2);
    connect(&m_typing, &TypingPause::due, this, [this] {
        for (Field &field : m_fields) {
            store(field, false);
            endRun(field);
        }
    });
}

void SeveralTexts::setUp(PinEditor &editor)
{
    m_editor = &editor;
}

QList<QWidget *> SeveralTexts::fields() const
{
    QList<QWidget *> edits;
    for (const Field &field : m_fields)
        edits.append(field.edit);
    return edits;
}

void SeveralTexts::addField(PinText text, const char *name, const QString &label, int mark,
                            int limit, int lines)
{
    Field &field = m_fields.at(size_t(m_count++));
    field.text = text;
    const QString base = QString::fromLatin1(name);
    if (lines == 1) {
        auto *line = new QLineEdit(this);
        line->setObjectName(base + QStringLiteral("LineEdit"));
        connect(line, &QLineEdit::textEdited, this, [this, &field] { typed(field); });
        connect(line, &QLineEdit::returnPressed, this, [this, &field] { leave(field); });
        field.edit = line;
    } else {
        auto *several = new GrowingTextEdit(this);
        several->setObjectName(base + QStringLiteral("TextEdit"));
        several->setLeastLines(lines);
        connect(several, &QTextEdit::textChanged, this, [this, &field] { typed(field); });
        field.edit = several;
    }
    field.edit->installEventFilter(this);
    field.edit->setAccessibleName(QString(label).remove(QLatin1Char('&')));
    auto *words = new QLabel(label, this);
    words->setObjectName(base + QStringLiteral("Label"));
    words->setBuddy(field.edit);
    auto *head = new QHBoxLayout;
    head->addWidget(words);
    head->addStretch();
    if (limit > 0) {
        auto *counter = new CharCounter(this);
        counter->setObjectName(base + QStringLiteral("CounterLabel"));
        counter->setLimits(mark, limit);
        head->addWidget(counter);
        field.counter = counter;
    }
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->addLayout(head);
    column->addWidget(field.edit);
}

bool SeveralTexts::eventFilter(QObject *watched, QEvent *event)
{
    const auto field = std::find_if(m_fields.begin(), m_fields.end(),
                                    [watched](const Field &each) { return each.edit == watched; });
    if (field == m_fields.end())
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut) {
        leave(*field);
    } else if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            // What was typed last is the first to be undone.
            commit();
            event->ignore();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void SeveralTexts::typed(Field &field)
{
    if (m_filling)
        return;
    if (!field.entered) {
        field.entered = true;
        field.differed = differs(field);
        field.stored = false;
    }
    field.touched = true;
    showCounter(field);
    m_typing.typed();
}

/** What it holds is meant. */
void SeveralTexts::leave(Field &field)
{
    store(field, true);
    field.entered = false;
    if (field.storing == 0)
        showField(field);
}

void SeveralTexts::showPins(const QList<Pin> &pins)
{
    const bool same = std::equal(pins.begin(), pins.end(), m_pins.begin(), m_pins.end(),
                                 [](const Pin &a, const Pin &b) { return a.id == b.id; });
    if (!same)
        commit();
    m_pins = pins;
    const bool anyEditable = std::any_of(pins.begin(), pins.end(),
                                         [](const Pin &pin) { return isEditable(pin.status); });
    for (Field &field : m_fields) {
        field.edit->setEnabled(anyEditable);
        // What is being typed is newer than what is stored.
        if (!same || (!field.touched && field.storing == 0))
            showField(field);
    }
}

bool SeveralTexts::differs(const Field &field) const
{
    return std::any_of(m_pins.begin(), m_pins.end(), [&](const Pin &pin) {
        return textOf(pin.content, field.text) != textOf(m_pins.first().content, field.text);
    });
}

void SeveralTexts::showField(Field &field)
{
    const bool different = differs(field);
    const QString first = m_pins.isEmpty() ? QString() : textOf(m_pins.first().content, field.text);
    m_filling = true;
    showIn(field.edit, different ? QString() : first,
           different ? tr("Different values") : QString());
    m_filling = false;
    showCounter(field);
}

void SeveralTexts::showCounter(const Field &field)
{
    if (!field.counter)
        return;
    const QString text = textIn(field.edit);
    field.counter->setVisible(!text.isEmpty() || field.touched);
    field.counter->count(text);
}

void SeveralTexts::commit()
{
    m_typing.stop();
    for (Field &field : m_fields) {
        store(field, true);
        field.entered = false;
        endRun(field);
    }
}

void SeveralTexts::store(Field &field, bool leaving)
{
    if (!field.touched)
        return;
    field.overdue = field.storing > 0 && !leaving;
    if (field.overdue)
        return;
    QString value = textIn(field.edit);
    // Emptied where they differed: a slip, unless they were given one text in between.
    if (value.isEmpty() && field.differed && !(leaving && field.stored)) {
        if (leaving)
            field.touched = false;
        return;
    }
    field.touched = false;
    field.stored = true;
    if (field.text == PinText::Link)
        value = value.trimmed();
    Write write{&field, shownPins(), {}};
    for (const Pin &pin : std::as_const(m_pins)) {
        if (isEditable(pin.status))
            write.edits.append({pin.id, field.text, value});
    }
    if (write.edits.isEmpty())
        return;
    // What waits for its turn is older than this.
    const auto waiting = std::find_if(
        m_writes.begin() + std::min<qsizetype>(1, m_writes.size()), m_writes.end(),
        [&](const Write &each) { return each.field == &field && each.pins == write.pins; });
    if (waiting != m_writes.end()) {
        *waiting = write;
        return;
    }
    m_writes.append(write);
    ++field.storing;
    if (m_writes.size() == 1)
        send();
}

void SeveralTexts::send()
{
    const Write &write = m_writes.first();
    Field &field = *write.field;
    // Of other pins than before: nothing more is typed into the former ones.
    if (field.run != write.pins)
        tellDrafts(field);
    field.run = write.pins;
    m_editor->editTexts(
        write.edits, stepName(field.text), this,
        [this](const Result<EditOutcome> &outcome) { stored(outcome); },
        QStringLiteral("%1/%2").arg(write.pins).arg(int(field.text)), field.disarmed);
}

void SeveralTexts::stored(const Result<EditOutcome> &outcome)
{
    // Another hand changed one of them while they were gone over; they are read again.
    if (!outcome && outcome.error().kind == ErrorKind::Conflict && ++m_conflicts <= mostConflicts) {
        send();
        return;
    }
    m_conflicts = 0;
    const Write write = m_writes.takeFirst();
    Field &field = *write.field;
    --field.storing;
    if (outcome) {
        field.disarmed = outcome->disarmed;
    } else {
        // It isn't stored, and stays in sight to be tried again.
        if (write.pins == shownPins() &&
            textIn(field.edit).trimmed() == write.edits.first().value.trimmed())
            field.touched = true;
        emit message(errorText(outcome.error()));
    }
    if (!m_writes.isEmpty())
        send();
    if (std::exchange(field.overdue, false))
        store(field, false);
    endRun(field);
}

/** Once the typing rests and is stored: half a text is nothing to talk about. */
void SeveralTexts::endRun(Field &field)
{
    if (!m_typing.isRunning() && field.storing == 0)
        tellDrafts(field);
}

void SeveralTexts::tellDrafts(Field &field)
{
    const Disarmed drafts = std::exchange(field.disarmed, {});
    if (!drafts.isEmpty())
        emit message(
            tr("%n pin(s) can't go out like this and became drafts.", nullptr, int(drafts.size())));
}

QString SeveralTexts::shownPins() const
{
    QStringList ids;
    for (const Pin &pin : m_pins)
        ids.append(pin.id.toString());
    return ids.join(QLatin1Char(','));
}

} // namespace pinweek
