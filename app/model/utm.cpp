// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/utm.h"

#include "model/weblink.h"

#include <QHash>
#include <QRegularExpression>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>

namespace pinweek {

namespace {

constexpr qsizetype longestSlug = 80; // code points
/** A slug that is cut ends at a word, where one ends beyond this. */
constexpr qsizetype leastCutSlug = 40;

/** Latin letters that Unicode doesn't take apart. */
QString foldedLetter(char32_t letter)
{
    static const QHash<char32_t, QString> folded{
        {U'ß', QStringLiteral("ss")}, {U'æ', QStringLiteral("ae")}, {U'œ', QStringLiteral("oe")},
        {U'ø', QStringLiteral("o")},  {U'ł', QStringLiteral("l")},  {U'đ', QStringLiteral("d")},
        {U'ð', QStringLiteral("d")},  {U'þ', QStringLiteral("th")}, {U'ħ', QStringLiteral("h")},
        {U'ı', QStringLiteral("i")},  {U'ŋ', QStringLiteral("ng")}};
    return folded.value(letter);
}

bool isApostrophe(char32_t letter)
{
    return letter == U'\'' || letter == U'’' || letter == U'‘' || letter == U'ʼ';
}

QString cutSlug(const QString &slug)
{
    const QList<uint> letters = slug.toUcs4();
    if (letters.size() <= longestSlug)
        return slug;
    QString cut =
        QString::fromUcs4(reinterpret_cast<const char32_t *>(letters.constData()), longestSlug);
    const qsizetype word = cut.lastIndexOf(QLatin1Char('-'));
    if (letters.at(longestSlug) != U'-' && word >= leastCutSlug)
        cut.truncate(word);
    while (cut.endsWith(QLatin1Char('-')))
        cut.chop(1);
    return cut;
}

const QRegularExpression &variablePattern()
{
    static const QRegularExpression pattern(QStringLiteral("\\{([^{}]*)\\}"));
    return pattern;
}

QString valueOf(const QString &variable, const UtmValues &values)
{
    if (variable == QLatin1String("board"))
        return slugOf(values.board);
    if (variable == QLatin1String("section"))
        return slugOf(values.section);
    if (variable == QLatin1String("campaign"))
        return slugOf(values.campaign);
    if (variable == QLatin1String("date"))
        return values.date.isValid() ? values.date.toString(Qt::ISODate) : QString();
    if (variable == QLatin1String("n"))
        return QString::number(values.number);
    const QString slug = slugOf(values.title);
    return slug.isEmpty() ? QStringLiteral("pin-%1").arg(values.number) : slug;
}

/** "pins--" → "pins", "a--b" → "a-b" */
QString withoutGaps(QString text)
{
    static const QRegularExpression gaps(QStringLiteral("([-_ .])[-_ .]+"));
    static const QRegularExpression ends(QStringLiteral("^[-_ .]+|[-_ .]+$"));
    return text.replace(gaps, QStringLiteral("\\1")).remove(ends);
}

} // namespace

const std::array<UtmTag, 5> &utmTags()
{
    static const std::array<UtmTag, 5> tags{
        UtmTag{QLatin1String("utm_source"), &UtmRecipe::source},
        UtmTag{QLatin1String("utm_medium"), &UtmRecipe::medium},
        UtmTag{QLatin1String("utm_campaign"), &UtmRecipe::campaign},
        UtmTag{QLatin1String("utm_term"), &UtmRecipe::term},
        UtmTag{QLatin1String("utm_content"), &UtmRecipe::content}};
    return tags;
}

QStringList utmVariables()
{
    return {QStringLiteral("board"), QStringLiteral("section"), QStringLiteral("campaign"),
            QStringLiteral("slug"),  QStringLiteral("date"),    QStringLiteral("n")};
}

QStringList unknownUtmVariables(const QString &text)
{
    QStringList unknown;
    auto found = variablePattern().globalMatch(text);
    while (found.hasNext()) {
        const QString name = found.next().captured(1);
        if (!utmVariables().contains(name) && !unknown.contains(name))
            unknown += name;
    }
    return unknown;
}

bool needsUtmNumber(const UtmRecipe &recipe, const QString &title)
{
    const auto uses = [&recipe](const QString &variable) {
        return std::any_of(utmTags().begin(), utmTags().end(), [&](const UtmTag &tag) {
            return (recipe.*tag.value).contains(variable);
        });
    };
    return uses(QStringLiteral("{n}")) ||
           (uses(QStringLiteral("{slug}")) && slugOf(title).isEmpty());
}

QString slugOf(const QString &text)
{
    QString slug;
    bool isLatin = false; // the letter that marks would be on
    const auto add = [&slug](const QString &letters) { slug += letters; };
    const QList<uint> letters =
        text.toLower().normalized(QString::NormalizationForm_KD).toLower().toUcs4();
    for (const uint code : letters) {
        const char32_t letter = code;
        const QString folded = foldedLetter(letter);
        if (QChar::isMark(letter)) {
            // Only marks of Latin letters are taken off: elsewhere they make another letter.
            if (!isLatin && !slug.isEmpty() && !slug.endsWith(QLatin1Char('-')))
                add(QString::fromUcs4(&letter, 1));
        } else if (!folded.isEmpty()) {
            add(folded);
            isLatin = true;
        } else if (QChar::isLetterOrNumber(letter)) {
            add(QString::fromUcs4(&letter, 1));
            isLatin = letter < 0x80;
        } else if (!isApostrophe(letter) && QChar::category(letter) != QChar::Other_Format) {
            if (!slug.isEmpty() && !slug.endsWith(QLatin1Char('-')))
                add(QStringLiteral("-"));
            isLatin = true;
        }
    }
    while (slug.endsWith(QLatin1Char('-')))
        slug.chop(1);
    return cutSlug(slug.normalized(QString::NormalizationForm_C));
}

QString filledTemplate(const QString &text, const UtmValues &values)
{
    QString filled;
    bool hasGap = false;
    qsizetype from = 0;
    auto found = variablePattern().globalMatch(text);
    while (found.hasNext()) {
        const QRegularExpressionMatch match = found.next();
        filled += text.mid(from, match.capturedStart() - from);
        from = match.capturedEnd();
        if (!utmVariables().contains(match.captured(1))) {
            filled += match.captured(0);
            continue;
        }
        const QString value = valueOf(match.captured(1), values);
        hasGap |= value.isEmpty();
        filled += value;
    }
    filled = (filled + text.mid(from)).trimmed();
    return hasGap ? withoutGaps(filled) : filled;
}

QStringList utmTagsOf(const QString &link)
{
    QStringList keys;
    const QString query = link.section(QLatin1Char('#'), 0, 0).section(QLatin1Char('?'), 1);
    for (const QString &part : query.split(QLatin1Char('&'), Qt::SkipEmptyParts)) {
        const QString key = part.section(QLatin1Char('='), 0, 0).toLower();
        if (key.startsWith(QLatin1String("utm_")))
            keys += key;
    }
    return keys;
}

QString taggedLink(const QString &given, const UtmRecipe &recipe, const UtmValues &values)
{
    const QString link = given.trimmed();
    if (!isWebAddress(link))
        return link;
    const QStringList own = utmTagsOf(link);
    QUrlQuery tags;
    for (const UtmTag &tag : utmTags()) {
        const QString value = filledTemplate(recipe.*tag.value, values);
        // Encoded here, since QUrlQuery leaves a "+" as it is, which servers read as a space.
        if (!value.isEmpty() && !own.contains(tag.key))
            tags.addQueryItem(tag.key, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    }
    if (tags.isEmpty())
        return link;
    // By hand, so that not a sign of the user's own address changes.
    const qsizetype hash = link.indexOf(QLatin1Char('#'));
    QString address = hash < 0 ? link : link.left(hash);
    const QString fragment = hash < 0 ? QString() : link.mid(hash);
    if (!address.contains(QLatin1Char('?')))
        address += QLatin1Char('?');
    else if (!address.endsWith(QLatin1Char('?')) && !address.endsWith(QLatin1Char('&')))
        address += QLatin1Char('&');
    return address + tags.toString(QUrl::FullyEncoded) + fragment;
}

} // namespace pinweek
