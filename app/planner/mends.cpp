// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/mends.h"

#include <QTextBoundaryFinder>

namespace pinweek {

PinMend mendOf(PinCheck check)
{
    switch (check) {
    case PinCheck::ImageNotTall:
    case PinCheck::ImageVeryTall:
        return PinMend::Crop;
    case PinCheck::TitleTooLong:
    case PinCheck::DescriptionTooLong:
    case PinCheck::AltTextTooLong:
    case PinCheck::PictureTextTooLong:
        return PinMend::Cut;
    case PinCheck::TimePast:
    case PinCheck::LinkTooSoon:
    case PinCheck::ImageTooSoon:
    case PinCheck::DayFull:
        return PinMend::NextFreeTime;
    case PinCheck::CarouselOff:
        return PinMend::OpenSettings;
    default:
        return PinMend::None;
    }
}

int longestText(PinCheck check)
{
    switch (check) {
    case PinCheck::TitleTooLong:
        return longestTitle;
    case PinCheck::DescriptionTooLong:
        return longestDescription;
    case PinCheck::AltTextTooLong:
        return longestAltText;
    default:
        return 0;
    }
}

QString cutText(const QString &text, int most)
{
    qsizetype end = 0;
    for (int points = 0; end < text.size() && points < most; ++points)
        end += text.at(end).isHighSurrogate() && end + 1 < text.size() ? 2 : 1;
    if (end < text.size()) {
        QTextBoundaryFinder characters(QTextBoundaryFinder::Grapheme, text);
        characters.setPosition(end);
        if (!characters.isAtBoundary())
            end = qMax<qsizetype>(0, characters.toPreviousBoundary());
    }
    const QString kept = text.left(end);
    const qsizetype blank = kept.lastIndexOf(QLatin1Char(' '));
    const bool isInWord = end < text.size() && !text.at(end).isSpace();
    return (isInWord && blank > kept.size() * 3 / 4 ? kept.left(blank) : kept).trimmed();
}

void cutTexts(PinContent &content, PinCheck check)
{
    const int most = longestText(check);
    switch (check) {
    case PinCheck::TitleTooLong:
        content.title = cutText(content.title, most);
        break;
    case PinCheck::DescriptionTooLong:
        content.description = cutText(content.description, most);
        break;
    case PinCheck::AltTextTooLong:
        content.altText = cutText(content.altText, most);
        break;
    case PinCheck::PictureTextTooLong:
        for (CarouselPicture &picture : content.pictures) {
            if (codePoints(picture.title) > longestTitle)
                picture.title = cutText(picture.title, longestTitle);
            if (codePoints(picture.description) > longestDescription)
                picture.description = cutText(picture.description, longestDescription);
        }
        break;
    default:
        break;
    }
}

} // namespace pinweek
