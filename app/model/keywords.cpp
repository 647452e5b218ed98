// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/keywords.h"

#include <QFile>
#include <QHash>

#include <algorithm>
#include <cmath>

// Resources of a static library are dropped by the linker if nobody asks for them.
static void useWritingResource()
{
    Q_INIT_RESOURCE(writing);
}

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype shortestWord = 3;
constexpr qsizetype longestWord = 30;
constexpr qsizetype longestText = 1200; // UTF-16 units
constexpr int leastPins = 2;
constexpr double ofBoard = 4;
constexpr double ofPhrase = 1.5; // says more than its words
constexpr double halfYear = 182 * 24 * 3600.0;

struct Counted
{
    QString shown;
    UtcTime shownAt{};
    int pins = 0;
    int pinsOfBoard = 0;
    double weight = 0;
    int seenIn = -1; // the text that it was counted in last
};

bool isOfWord(QChar c)
{
    return c.isLetterOrNumber() || c == u'\'' || c == u'\u2019' || c == u'-' || c.isMark();
}

/** Calls `word(text, joined)` for each; `joined`: only a space is before it. */
template<typename Word>
void eachWord(QStringView text, Word word)
{
    qsizetype at = 0;
    bool joined = false;
    while (at < text.size()) {
        if (!isOfWord(text.at(at)) && !text.at(at).isHighSurrogate()) {
            joined = joined && text.at(at) == u' ';
            ++at;
            continue;
        }
        const qsizetype from = at;
        while (at < text.size() && !text.at(at).isSpace())
            ++at;
        QStringView run = text.sliced(from, at - from);
        if (run.contains("://"_L1) || run.startsWith("www."_L1) || run.contains(u'@')) {
            joined = false; // an address
            continue;
        }
        qsizetype end = 0;
        while (end < run.size() && isOfWord(run.at(end)))
            ++end;
        at = from + std::max<qsizetype>(end, 1);
        QStringView found = run.first(end);
        while (!found.isEmpty() && !found.front().isLetterOrNumber())
            found = found.sliced(1);
        while (!found.isEmpty() && !found.back().isLetterOrNumber() && !found.back().isMark())
            found.chop(1);
        if (!found.isEmpty())
            word(found, joined);
        joined = true;
    }
}

bool isNumber(QStringView word)
{
    return std::all_of(word.begin(), word.end(), [](QChar c) { return !c.isLetter(); });
}

class Counts
{
public:
    void add(const QString &key, const QString &shown, const KeywordText &text, int number,
             double weight)
    {
        Counted &counted = m_counted[key];
        if (counted.shown.isEmpty() || counted.shownAt < text.at) {
            counted.shown = shown;
            counted.shownAt = text.at;
        }
        if (counted.seenIn == number)
            return;
        counted.seenIn = number;
        ++counted.pins;
        counted.pinsOfBoard += text.isOfBoard;
        counted.weight += weight;
    }
    [[nodiscard]] const QHash<QString, Counted> &all() const { return m_counted; }

private:
    QHash<QString, Counted> m_counted;
};

} // namespace

QSet<QString> stopWords()
{
    useWritingResource();
    QSet<QString> words;
    QFile file(u":/writing/stopwords.txt"_s);
    if (!file.open(QIODevice::ReadOnly))
        return words;
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith('#'))
            continue;
        const QStringList ofLine = QString::fromUtf8(line).split(u' ', Qt::SkipEmptyParts);
        words += QSet<QString>(ofLine.begin(), ofLine.end());
    }
    return words;
}

QStringList keywordsOf(const QList<KeywordText> &texts, const QSet<QString> &stopWords, UtcTime now,
                       int most)
{
    Counts counts;
    QSet<QString> seen;
    for (int number = 0; number < texts.size(); ++number) {
        const KeywordText &text = texts.at(number);
        if (seen.contains(text.text)) // one pin on many boards says no word twice
            continue;
        seen.insert(text.text);
        const auto age = std::max<qint64>(0, (now - text.at).count());
        const double weight = (text.isOfBoard ? ofBoard : 1.0) * std::exp2(-double(age) / halfYear);
        QString before; // the word before, if it may begin a phrase
        QString beforeShown;
        eachWord(QStringView(text.text).first(std::min(longestText, text.text.size())),
                 [&](QStringView word, bool joined) {
                     const QString shown = word.toString();
                     const QString key = shown.toLower();
                     const bool says = key.size() >= shortestWord && key.size() <= longestWord &&
                                       !isNumber(word) && !stopWords.contains(key);
                     if (!says) {
                         before.clear();
                         return;
                     }
                     counts.add(key, shown, text, number, weight);
                     if (joined && !before.isEmpty() && before != key)
                         counts.add(before + u' ' + key, beforeShown + u' ' + shown, text, number,
                                    weight * ofPhrase);
                     before = key;
                     beforeShown = shown;
                 });
    }
    QList<std::pair<QString, Counted>> ranked;
    for (auto it = counts.all().cbegin(); it != counts.all().cend(); ++it) {
        if (it->pins >= leastPins)
            ranked.append({it.key(), *it});
    }
    std::sort(ranked.begin(), ranked.end(), [](const auto &a, const auto &b) {
        const bool isA = a.second.pinsOfBoard >= leastPins;
        const bool isB = b.second.pinsOfBoard >= leastPins;
        if (isA != isB)
            return isA;
        if (a.second.weight != b.second.weight)
            return a.second.weight > b.second.weight;
        return a.first < b.first;
    });
    QStringList found;
    QHash<QString, int> inPhrases; // words of phrases that are taken, and their pins
    for (const auto &[key, counted] : std::as_const(ranked)) {
        if (found.size() >= most)
            break;
        const QStringList words = key.split(u' ');
        if (words.size() == 1) {
            // It would only say the half of a phrase again.
            if (inPhrases.value(key) * 5 >= counted.pins * 4)
                continue;
        } else {
            for (const QString &word : words)
                inPhrases[word] = std::max(inPhrases.value(word), counted.pins);
        }
        found += counted.shown;
    }
    return found;
}

QStringList keywordsNotIn(const QString &text, const QStringList &keywords)
{
    // As whole words: "cake" is not in "pancakes".
    const auto plain = [](const QString &given) {
        QString words = u" "_s;
        eachWord(given,
                 [&words](QStringView word, bool) { words += word.toString().toLower() + u' '; });
        return words;
    };
    const QString present = plain(text);
    QStringList others;
    for (const QString &keyword : keywords) {
        if (!present.contains(plain(keyword)))
            others += keyword;
    }
    return others;
}

} // namespace pinweek
