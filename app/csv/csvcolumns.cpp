// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/csvcolumns.h"

#include <QHash>

namespace pinweek {

namespace {

/** Letters and digits only, in lower case: "Publish_Date " is "publishdate". */
QString plain(const QString &heading)
{
    QString letters;
    for (const QChar c : heading) {
        if (c.isLetterOrNumber())
            letters += c.toLower();
    }
    return letters;
}

QHash<QString, CsvColumn> makeKnown()
{
    using enum CsvColumn;
    const std::array<std::pair<CsvColumn, const char *>, csvColumns> names{{
        {Title, "title pintitle name headline"},
        {Media, "mediaurl mediafileurl media image imageurl imagelink imagefile imagepath picture "
                "pictureurl photo "
                "photourl file filename filepath video videourl"},
        {Board, "pinterestboard board boardname boardtitle"},
        {Thumbnail, "thumbnail thumbnailurl cover coverimage"},
        {Description, "description pindescription text caption"},
        {Link, "link url destinationurl destinationlink destination website pinlink"},
        {Date,
         "publishdate publishedat publishat publishtime date datetime scheduledate scheduledat "
         "scheduledtime schedule time"},
        {Keywords, "keywords keyword tags hashtags topics"},
        {Section, "section boardsection sectionname"},
        {AltText, "alttext alt alternativetext imagealt"},
    }};
    QHash<QString, CsvColumn> known;
    for (const auto &[column, all] : names) {
        const QStringList each = QString::fromLatin1(all).split(QLatin1Char(' '));
        for (const QString &name : each)
            known.insert(name, column);
    }
    return known;
}

} // namespace

QString csvColumnName(CsvColumn column)
{
    static const std::array<const char *, csvColumns> names{
        "Title", "Media URL",    "Pinterest board", "Thumbnail", "Description",
        "Link",  "Publish date", "Keywords",        "Section",   "Alt text"};
    return QString::fromLatin1(names.at(size_t(column)));
}

std::optional<CsvColumn> csvColumnOf(const QString &heading)
{
    static const QHash<QString, CsvColumn> known = makeKnown();
    const auto found = known.constFind(plain(heading));
    return found == known.constEnd() ? std::nullopt : std::optional(*found);
}

bool isCsvColumnName(const QString &heading, CsvColumn column)
{
    return plain(heading) == plain(csvColumnName(column));
}

} // namespace pinweek
