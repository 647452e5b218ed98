// SPDX-License-Identifier: GPL-3.0-or-later
#include "writer/writerprompt.h"

#include <QRegularExpression>

#include <array>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

QString task(WriterField field)
{
    switch (field) {
    case WriterField::Title:
        return u"Write the title of a pin for Pinterest. It says what people get, with the words "
               u"that they search for first."_s;
    case WriterField::Description:
        return u"Write the description of a pin for Pinterest: two or three sentences that say "
               u"what "
               u"people get and why they should save it, with words that they search for."_s;
    case WriterField::AltText:
        return u"Write the alt text of the picture of a pin for Pinterest: one or two sentences "
               u"that say what can be seen, for people who can't see it."_s;
    }
    return {};
}

void add(QStringList &lines, const QString &name, const QString &value)
{
    if (!value.trimmed().isEmpty())
        lines += name + u": "_s + value.simplified();
}

QString withoutQuotes(const QString &text)
{
    static const std::array<std::pair<QChar, QChar>, 5> marks{{{u'"', u'"'},
                                                               {u'\u201C', u'\u201D'},
                                                               {u'\u201E', u'\u201C'},
                                                               {u'\u00AB', u'\u00BB'},
                                                               {u'\'', u'\''}}};
    for (const auto &[before, after] : marks) {
        if (text.size() < 2 || !text.startsWith(before) || !text.endsWith(after))
            continue;
        const QString inside = text.mid(1, text.size() - 2);
        if (!inside.contains(before) && !inside.contains(after))
            return inside.trimmed();
    }
    return text;
}

} // namespace

int writerLimit(WriterField field)
{
    switch (field) {
    case WriterField::Title:
        return 100;
    case WriterField::Description:
        return 800;
    case WriterField::AltText:
        return 500;
    }
    return 0;
}

QString writerPrompt(WriterField field, const WriterFacts &facts)
{
    QStringList lines{task(field), QString()};
    add(lines, u"Board"_s, facts.board);
    add(lines, u"Page that the pin leads to"_s, facts.pageTitle);
    add(lines, u"Title"_s, facts.title);
    add(lines, u"Description"_s, facts.description);
    add(lines, u"Alt text"_s, facts.altText);
    add(lines, u"Keywords"_s, facts.keywords.join(u", "_s));
    if (lines.size() > 2)
        lines += QString();
    lines +=
        u"Use the language of these texts. At most %1 characters. Answer with the text alone: no "
        u"quotation marks, no headings, no explanation."_s.arg(writerLimit(field));
    return lines.join(u'\n');
}

QString withoutThought(const QString &answer)
{
    static const QRegularExpression thought(u"^\\s*<think>.*?(</think>|\\z)"_s,
                                            QRegularExpression::DotMatchesEverythingOption);
    return QString(answer).remove(thought).trimmed();
}

WriterText fittedText(WriterField field, const QString &answer)
{
    QString text = withoutQuotes(withoutThought(answer));
    if (field == WriterField::Title)
        text = text.simplified();
    const QList<uint> points = text.toUcs4();
    const int limit = writerLimit(field);
    if (points.size() <= limit)
        return {text, false};
    QString cut = QString::fromUcs4(reinterpret_cast<const char32_t *>(points.constData()), limit);
    // Between words, where the last one is not most of it.
    static const QRegularExpression lastWord(u"\\s+\\S*$"_s);
    const qsizetype at = cut.indexOf(lastWord);
    const bool isAtEnd = text.at(cut.size()).isSpace();
    if (!isAtEnd && at > cut.size() / 2)
        cut.truncate(at);
    return {cut.trimmed(), true};
}

} // namespace pinweek
