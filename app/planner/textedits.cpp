// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/textedits.h"

#include <utility>

namespace pinweek {

namespace {

QRegularExpression patternOf(const TextReplace &replace)
{
    QString pattern = QRegularExpression::escape(replace.find);
    // Between letters and others; \b alone does not know letters beyond ASCII.
    if (replace.wholeWords)
        pattern = QStringLiteral("(?<![\\p{L}\\p{N}_])%1(?![\\p{L}\\p{N}_])").arg(pattern);
    QRegularExpression::PatternOptions options = QRegularExpression::UseUnicodePropertiesOption;
    if (!replace.matchCase)
        options |= QRegularExpression::CaseInsensitiveOption;
    return QRegularExpression(pattern, options);
}

/** QString::replace() would take "\\1" in the new text for a part of what was found. */
QString replaced(const QString &text, const QRegularExpression &pattern, const QString &with)
{
    QString result;
    qsizetype done = 0;
    QRegularExpressionMatchIterator matches = pattern.globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        result += QStringView(text).mid(done, match.capturedStart() - done);
        result += with;
        done = match.capturedEnd();
    }
    result += QStringView(text).mid(done);
    return result;
}

} // namespace

QString &textOf(PinContent &content, PinText field)
{
    switch (field) {
    case PinText::Description:
        return content.description;
    case PinText::Link:
        return content.link;
    case PinText::AltText:
        return content.altText;
    case PinText::Note:
        return content.note;
    case PinText::Title:
        break;
    }
    return content.title;
}

const QString &textOf(const PinContent &content, PinText field)
{
    return textOf(const_cast<PinContent &>(content), field);
}

TextReplacer::TextReplacer(TextReplace replace)
    : m_replace(std::move(replace)), m_pattern(patternOf(m_replace))
{
}

int TextReplacer::countIn(const PinContent &content) const
{
    if (m_replace.find.isEmpty())
        return 0;
    int count = 0;
    for (const PinText field : m_replace.fields)
        count += int(textOf(content, field).count(m_pattern));
    return count;
}

QList<TextEdit> TextReplacer::editsOf(const Pin &pin) const
{
    QList<TextEdit> edits;
    if (m_replace.find.isEmpty())
        return edits;
    for (const PinText field : m_replace.fields) {
        const QString &before = textOf(pin.content, field);
        const QString after = replaced(before, m_pattern, m_replace.with);
        if (after != before)
            edits += {pin.id, field, after};
    }
    return edits;
}

} // namespace pinweek
