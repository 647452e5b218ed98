// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/readiness.h"

#include "model/weblink.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace pinweek {

namespace {

constexpr int advisedDescription = 500;
constexpr int leastWidth = 600; // px
// Of videos: section 10.
constexpr std::chrono::seconds shortestVideo{4};
constexpr std::chrono::minutes longestVideo{15};

/** Pictures of a carousel are cut to one shape, so what a single image's shape is good for counts
 * nothing. */
void checkPictures(const PinContent &content, const CheckContext &context, QList<PinCheck> &found)
{
    const auto add = [&found](PinCheck check, bool isFound) {
        if (isFound && !found.contains(check))
            found.append(check);
    };
    add(PinCheck::CarouselOff, !context.carouselsOn);
    add(PinCheck::MediaMissing, context.pictures.size() != content.pictures.size());
    const QSize first = context.media ? fittedSize(content.fit, context.media->size) : QSize();
    for (qsizetype i = 0; i < context.pictures.size(); ++i) {
        const std::optional<MediaAsset> &media = context.pictures.at(i);
        add(PinCheck::MediaMissing, !media);
        add(PinCheck::ImageMoves, media && media->animated);
        if (!media || media->size.isEmpty())
            continue;
        const CarouselShape shape = carouselShape(first);
        const QSize size = fittedSize(content.pictures.value(i).fit, media->size);
        add(PinCheck::ImageSmall, cutTo(shape, size).width() < leastWidth);
        add(PinCheck::PicturesCut, carouselCut(shape, size) != CarouselCut::None);
    }
    for (const CarouselPicture &picture : content.pictures) {
        add(PinCheck::PictureTextTooLong, codePoints(picture.title) > longestTitle ||
                                              codePoints(picture.description) > longestDescription);
        add(PinCheck::PictureLinkInvalid, !isLinkSendable(picture.link));
    }
}

void checkVideoShape(QSize size, QList<PinCheck> &found)
{
    constexpr double tallest = 2.0; // height / width
    constexpr double widest = 1 / 1.91;
    constexpr double near = 0.02; // players round sides to even numbers
    if (size.isEmpty())
        return;
    const double ratio = double(size.height()) / size.width();
    if (ratio > tallest * (1 + near) || ratio < widest * (1 - near)) {
        found.append(PinCheck::VideoShapeFar);
        return;
    }
    const auto advised = {1.0, 5.0 / 4, 3.0 / 2, 16.0 / 9};
    if (std::none_of(advised.begin(), advised.end(),
                     [&](double each) { return std::abs(ratio / each - 1) <= near; }))
        found.append(PinCheck::VideoShapeOther);
}

void checkVideo(const CheckContext &context, QList<PinCheck> &found)
{
    const MediaAsset &video = *context.media;
    if (video.duration < shortestVideo)
        found.append(PinCheck::VideoTooShort);
    else if (video.duration > longestVideo)
        found.append(PinCheck::VideoTooLong);
    if (!context.cover)
        found.append(PinCheck::CoverMissing);
    if (context.account && context.account->environment == Environment::Sandbox)
        found.append(PinCheck::VideoInSandbox);
    if (video.codec != QLatin1String("h264") && video.codec != QLatin1String("hevc"))
        found.append(PinCheck::VideoCodecOther);
    checkVideoShape(video.size, found);
}

void checkMedia(const PinContent &content, const CheckContext &context, QList<PinCheck> &found)
{
    if (!context.media) {
        found.append(PinCheck::MediaMissing);
        return;
    }
    if (context.media->isVideo()) {
        checkVideo(context, found);
        return;
    }
    if (context.media->animated)
        found.append(PinCheck::ImageMoves);
    const QSize size = fittedSize(content.fit, context.media->size);
    if (size.isEmpty())
        return;
    if (size.width() < leastWidth || size.height() < 900)
        found.append(PinCheck::ImageSmall);
    const double ratio = double(size.height()) / size.width();
    if (ratio < 1.5 * 0.95)
        found.append(PinCheck::ImageNotTall);
    else if (ratio > 2.1)
        found.append(PinCheck::ImageVeryTall);
}

void checkBoard(const CheckContext &context, QList<PinCheck> &found)
{
    if (!context.board)
        found.append(PinCheck::BoardMissing);
    else if (context.board->remoteId.isEmpty() && context.account &&
             context.account->environment != Environment::Local)
        found.append(PinCheck::BoardNotAtPinterest);
}

void checkWebAddress(const QString &link, const CheckContext &context, QList<PinCheck> &found)
{
    if (codePoints(context.sentLink) > longestLink)
        found.append(PinCheck::TaggedLinkTooLong);
    if (isShortener(link))
        found.append(PinCheck::LinkShortened);
    else if (isUnencrypted(link))
        found.append(PinCheck::LinkUnencrypted);
    if (looksLikeAnotherSite(link))
        found.append(PinCheck::LinkLookAlike);
}

void checkTexts(const PinContent &content, const CheckContext &context, QList<PinCheck> &found)
{
    const bool titleRequired = !context.account || context.account->titleRequired;
    const bool linkRequired = !context.account || context.account->linkRequired;
    if (titleRequired && content.title.trimmed().isEmpty())
        found.append(PinCheck::TitleMissing);
    if (codePoints(content.title) > longestTitle)
        found.append(PinCheck::TitleTooLong);

    const int description = codePoints(content.description);
    if (description > longestDescription)
        found.append(PinCheck::DescriptionTooLong);
    else if (description > advisedDescription)
        found.append(PinCheck::DescriptionLong);
    else if (content.description.trimmed().isEmpty())
        found.append(PinCheck::DescriptionMissing);

    if (codePoints(content.altText) > longestAltText)
        found.append(PinCheck::AltTextTooLong);
    else if (content.altText.trimmed().isEmpty())
        found.append(PinCheck::AltTextMissing);

    if (content.link.trimmed().isEmpty()) {
        if (linkRequired)
            found.append(PinCheck::LinkMissing);
    } else if (codePoints(content.link) > longestLink) {
        found.append(PinCheck::LinkTooLong);
    } else if (!isWebAddress(content.link)) {
        found.append(PinCheck::LinkInvalid);
    } else {
        checkWebAddress(content.link, context, found);
    }
}

void checkTime(const PinContent &content, const CheckContext &context, QList<PinCheck> &found)
{
    if (!content.planned)
        return;
    const ResolvedTime resolved = content.planned->resolve();
    if (resolved.utc < context.now)
        found.append(PinCheck::TimePast);
    if (resolved.kind == WallTimeKind::Gap)
        found.append(PinCheck::TimeInGap);
    else if (resolved.kind == WallTimeKind::Repeated)
        found.append(PinCheck::TimeRepeated);
}

} // namespace

CheckLevel levelOf(PinCheck check)
{
    return check <= PinCheck::TimeMissing ? CheckLevel::Error : CheckLevel::Hint;
}

int codePoints(const QString &text)
{
    int count = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!text.at(i).isLowSurrogate() || i == 0 || !text.at(i - 1).isHighSurrogate())
            ++count;
    }
    return count;
}

bool isLinkSendable(const QString &link)
{
    return link.trimmed().isEmpty() || (codePoints(link) <= longestLink && isWebAddress(link));
}

QList<PinCheck> checkPin(const PinContent &content, const CheckContext &context)
{
    QList<PinCheck> found;
    if (content.isCarousel())
        checkPictures(content, context, found);
    else
        checkMedia(content, context, found);
    checkBoard(context, found);
    checkTexts(content, context, found);
    if (!context.account || context.account->environment == Environment::Local)
        found.append(PinCheck::NoAccount);
    checkTime(content, context, found);
    std::stable_sort(found.begin(), found.end());
    return found;
}

QList<PinCheck> missingForReady(const PinContent &content, const CheckContext &context)
{
    QList<PinCheck> missing;
    for (const PinCheck check : checkPin(content, context)) {
        if (levelOf(check) == CheckLevel::Error && check != PinCheck::TimePast)
            missing.append(check);
    }
    return missing;
}

} // namespace pinweek
