// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/filenames.h"

#include <QCollator>
#include <QFileInfo>
#include <QHash>
#include <QLocale>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <vector>

namespace pinweek {

namespace {

constexpr int longestTitle = 100; // code points

/** The C locale's collator knows nothing of numbers. */
QCollator naturalOrder()
{
    const QLocale own;
    QCollator order(own.language() == QLocale::C ? QLocale(QLocale::English) : own);
    order.setNumericMode(true);
    order.setCaseSensitivity(Qt::CaseInsensitive);
    return order;
}

QString folderOf(const QString &path)
{
    return path.left(path.lastIndexOf(QLatin1Char('/')) + 1);
}

/** Folders in their order, each before those in it; a whole path's own order would not see where
 * a name ends. */
QHash<QString, int> ranksOfFolders(const QStringList &paths, const QCollator &order)
{
    QSet<QString> seen;
    std::vector<QStringList> folders;
    for (const QString &path : paths) {
        const QString folder = folderOf(path);
        if (!seen.contains(folder)) {
            seen.insert(folder);
            folders.push_back(folder.split(QLatin1Char('/')));
        }
    }
    std::sort(folders.begin(), folders.end(), [&order](const QStringList &a, const QStringList &b) {
        return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                            [&order](const QString &x, const QString &y) {
                                                const int names = order.compare(x, y);
                                                return names == 0 ? x < y : names < 0;
                                            });
    });
    QHash<QString, int> ranks;
    for (size_t i = 0; i < folders.size(); ++i)
        ranks.insert(folders[i].join(QLatin1Char('/')), int(i));
    return ranks;
}

QRegularExpression whole(const QString &pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern),
                              QRegularExpression::CaseInsensitiveOption);
}

/** "IMG_2041", "DSC00012", "PXL_20240512": the prefix alone, or with its number. */
bool isFromCamera(const QString &word)
{
    static const QRegularExpression prefix = whole(QStringLiteral(
        "(img|image|dsc|dscn|dscf|pxl|mvimg|imag|gopr|dji|cimg|fb)\\d*|(sam|pict|p|wa)\\d{3,}"));
    return prefix.match(word).hasMatch();
}

/** Dates, times and long counters; a short number may be meant ("12 soups"). */
bool isLongNumber(const QString &word)
{
    static const QRegularExpression number = whole(QStringLiteral("\\d{4,}"));
    static const QRegularExpression year = whole(QStringLiteral("(19|20)\\d\\d"));
    return number.match(word).hasMatch() && !year.match(word).hasMatch();
}

bool isSize(const QString &word)
{
    static const QRegularExpression size =
        whole(QStringLiteral("\\d{2,5}[x×]\\d{2,5}(px)?|\\d{3,5}px|@[23]x"));
    return size.match(word).hasMatch();
}

/** Hexadecimal or mixed characters that no word is made of. */
bool isHash(const QString &word)
{
    static const QRegularExpression hex = whole(QStringLiteral("[0-9a-f]{7,}"));
    static const QRegularExpression mixed = whole(QStringLiteral("[0-9a-z]{12,}"));
    const auto digits =
        std::count_if(word.begin(), word.end(), [](QChar c) { return c.isDigit(); });
    const auto letters = word.size() - digits;
    return (hex.match(word).hasMatch() && digits >= 2 && letters >= 1) ||
           (mixed.match(word).hasMatch() && digits >= 3 && letters >= 3);
}

bool isLetters(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.isLetter(); });
}

} // namespace

void sortNaturally(QStringList &paths)
{
    const QCollator order = naturalOrder();
    const QHash<QString, int> folders = ranksOfFolders(paths, order);
    struct Entry
    {
        int folder;
        QCollatorSortKey name;
        QString path;
    };
    std::vector<Entry> entries;
    entries.reserve(size_t(paths.size()));
    for (const QString &path : std::as_const(paths))
        entries.push_back({folders.value(folderOf(path)),
                           order.sortKey(path.mid(path.lastIndexOf(QLatin1Char('/')) + 1)), path});
    std::sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) {
        if (a.folder != b.folder)
            return a.folder < b.folder;
        const int names = a.name.compare(b.name);
        return names == 0 ? a.path < b.path : names < 0;
    });
    for (qsizetype i = 0; i < paths.size(); ++i)
        paths[i] = entries[size_t(i)].path;
}

QString cutToTitle(const QString &title)
{
    QList<uint> points = title.toUcs4();
    if (points.size() <= longestTitle)
        return title;
    points.resize(longestTitle);
    const QString cut =
        QString::fromUcs4(reinterpret_cast<const char32_t *>(points.constData()), points.size());
    const qsizetype space = cut.lastIndexOf(QLatin1Char(' '));
    return space > 0 ? cut.left(space) : cut;
}

QString titleFromFileName(const QString &nameOrPath)
{
    static const QRegularExpression suffix(QStringLiteral("\\.[A-Za-z0-9]{2,5}$"));
    static const QRegularExpression uuid(
        QStringLiteral("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"));
    static const QRegularExpression date(
        QStringLiteral("(?<!\\d)(19|20)\\d\\d[-_.]\\d\\d[-_.]\\d\\d(?!\\d)"));
    static const QRegularExpression clock(
        QStringLiteral("(?<!\\d)\\d\\d[-_.]\\d\\d[-_.]\\d\\d(?!\\d)"));
    static const QRegularExpression copyNumber(QStringLiteral("\\(\\d+\\)"));
    static const QRegularExpression between(QStringLiteral("[\\s_+.\\-]+"));
    QString name = QFileInfo(nameOrPath).fileName();
    name.remove(suffix);
    for (const QRegularExpression &noise : {uuid, date, clock, copyNumber})
        name.replace(noise, QStringLiteral(" "));
    QStringList words;
    bool afterCamera = false;
    const QStringList parts = name.split(between, Qt::SkipEmptyParts);
    for (const QString &word : parts) {
        const bool camera = isFromCamera(word);
        // "IMG 12": the number belongs to the camera's prefix, however short it is.
        const bool counter = afterCamera && !isLetters(word);
        afterCamera = camera || counter;
        if (!camera && !counter && !isLongNumber(word) && !isSize(word) && !isHash(word))
            words.append(word);
    }
    QString title = words.join(QLatin1Char(' ')).simplified();
    if (!isLetters(title))
        return {};
    if (title == title.toUpper() && title.size() > 3)
        title = title.toLower();
    title[0] = title.at(0).toUpper();
    return cutToTitle(title);
}

} // namespace pinweek
