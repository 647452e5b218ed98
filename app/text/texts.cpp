// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/texts.h"

#include "model/videoway.h"
#include "planner/mends.h"

#include <QCoreApplication>
#include <QLocale>

namespace pinweek {

namespace {

// pinterest-api.md section 10.
constexpr int leastPictureWidth = 600; // px
constexpr int bestPictureWidth = 1000;
constexpr int mostBoardsNamed = 3;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(pinweek::Texts)
};

QString quoted(const QString &apiMessage)
{
    //: %1 is Pinterest's own message, quoted as it came.
    return apiMessage.isEmpty() ? QString() : Texts::tr(" Pinterest says: “%1”").arg(apiMessage);
}

/** Hours and minutes; the C locale's own short form has seconds. */
QString clock(QTime time)
{
    const QLocale locale;
    return locale.language() == QLocale::C ? time.toString(QStringLiteral("HH:mm"))
                                           : locale.toString(time, QLocale::ShortFormat);
}

/** Day and time of day, as short as the locale has them. */
QString moment(UtcTime time, const QByteArray &zone)
{
    const WallTime local = WallTime::fromUtc(time, zone);
    const QLocale locale;
    const QString day = locale.language() == QLocale::C
                            ? local.date.toString(Qt::ISODate)
                            : locale.toString(local.date, QLocale::ShortFormat);
    return QStringLiteral("%1 %2").arg(day, clock(local.time));
}

QString waitText(const std::optional<std::chrono::seconds> &wait)
{
    if (!wait)
        return {};
    const int minutes = int((wait->count() + 59) / 60);
    return Texts::tr(" It asked to wait %n minute(s).", nullptr, minutes);
}

/** The largest unit and the next smaller one, cut: "2 days 3 h", "1 h 5 min", "6 min". */
QString durationText(std::chrono::seconds length)
{
    const int minutes = int(length.count() / 60);
    const int hours = minutes / 60;
    const int days = hours / 24;
    if (days > 0)
        return days > 7 || hours % 24 == 0
                   ? Texts::tr("%n day(s)", nullptr, days)
                   //: %n days and %1 hours
                   : Texts::tr("%n day(s) %1 h", nullptr, days).arg(hours % 24);
    if (hours == 0)
        return Texts::tr("%1 min").arg(minutes);
    return minutes % 60 == 0 ? Texts::tr("%1 h").arg(hours)
                             : Texts::tr("%1 h %2 min").arg(hours).arg(minutes % 60);
}

/** What the kinds mean where the detail itself is no sentence for a user. */
QString kindText(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Offline:
        return Texts::tr(
            "Pinterest can't be reached. Check the internet connection; waiting pins go "
            "out when it is back.");
    case ErrorKind::Tls:
        return Texts::tr(
            "The connection to Pinterest is not secure, so nothing was sent. Check the "
            "computer's date and its network, for example a guest Wi-Fi sign-in page.");
    case ErrorKind::Unauthorized:
        return Texts::tr("Pinterest no longer accepts this sign-in. Connect the account again.");
    case ErrorKind::Forbidden:
        return Texts::tr("Pinterest doesn't allow this for the account. Check that you may pin to "
                         "this board.");
    case ErrorKind::AccessTier:
        return Texts::tr(
            "Your Pinterest app has trial access, which can't publish pins for everyone. "
            "Ask Pinterest for standard access, or connect the sandbox to try things out.");
    case ErrorKind::RateLimited:
        return Texts::tr("Pinterest asks for a slower pace. The pin is tried again by itself.");
    case ErrorKind::Spam:
        return Texts::tr(
            "Pinterest takes the pin or the account for spam. Publishing rests: look at "
            "the pin and at the account on Pinterest before you go on.");
    case ErrorKind::NotFound:
        return Texts::tr(
            "The board, section or pin is no longer at Pinterest. Choose another board.");
    case ErrorKind::Conflict:
        return Texts::tr("Pinterest is busy with another change to the same board.");
    case ErrorKind::Server:
        return Texts::tr("Pinterest has a problem of its own. Try again later.");
    case ErrorKind::Interrupted:
        return Texts::tr("It was interrupted, so it is not known whether Pinterest has the pin. "
                         "It is not sent again before that is clear.");
    case ErrorKind::Cancelled:
        return Texts::tr("Cancelled.");
    case ErrorKind::Copied:
        return Texts::tr("This plan is a copy, so the pin may have been published from the "
                         "original. It is looked for on Pinterest before it is sent.");
    case ErrorKind::Carousel:
        return Texts::tr("Pinterest doesn't take carousels for this account, or not this one. "
                         "Make it a pin of one picture, or make pins of its pictures.");
    case ErrorKind::BrokenLink:
        return Texts::tr(
            "Its link is broken: people who click it would not get to a page. Mend the "
            "link, or publish it anyway.");
    case ErrorKind::Late:
        return Texts::tr("Its time passed while Pinweek could not publish: the computer was "
                         "asleep, off or offline, or publishing was paused. Publish it now, or "
                         "choose another time.");
    default:
        return {};
    }
}

/** What Pinterest's code says beyond the kind; else what the kind says. */
QString answerText(const Error &error)
{
    if (error.kind == ErrorKind::Forbidden && error.apiCode == pinterestCodes::missingScope)
        return Texts::tr("This sign-in lacks a permission that publishing needs. Connect the "
                         "account again and allow everything that is asked.");
    if (error.kind == ErrorKind::Forbidden && error.apiCode == pinterestCodes::notAllowedThere)
        return Texts::tr("Pinterest doesn't let this account pin to this board. Choose another "
                         "board, or ask its owner.");
    if (error.kind == ErrorKind::NotFound && error.apiCode == pinterestCodes::sectionGone)
        return Texts::tr("The section is no longer at Pinterest. Choose another section.");
    if (error.kind == ErrorKind::Offline && error.httpStatus == 407)
        return Texts::tr("The network's proxy wants a sign-in before it lets anything through to "
                         "Pinterest. Sign in there, or use another network; waiting pins go out "
                         "by themselves.");
    return kindText(error.kind);
}

QString checkingText()
{
    return Texts::tr("Checking: it was sent, but no clear answer came. Pinweek looks for it on its "
                     "board, and it is not sent again before that is clear.");
}

/** Why sections could not be read, where errorText() speaks of pins. */
QString whyUnread(const Error &why)
{
    if (why.kind == ErrorKind::RateLimited)
        return Texts::tr("Pinterest asks for a slower pace: refresh the boards later.");
    if (why.kind == ErrorKind::Forbidden && why.apiCode != pinterestCodes::missingScope)
        return Texts::tr("Pinterest doesn't show them to this account.") + quoted(why.apiMessage);
    if (why.kind == ErrorKind::NotFound)
        return Texts::tr("Pinterest doesn't find them.") + quoted(why.apiMessage);
    return errorText(why);
}

/** Kinds whose detail is written as a sentence for the user already. */
bool detailIsForUsers(ErrorKind kind)
{
    return kind == ErrorKind::Media || kind == ErrorKind::Storage || kind == ErrorKind::Keychain ||
           kind == ErrorKind::Rejected || kind == ErrorKind::Unclear || kind == ErrorKind::Video;
}

} // namespace

QString errorText(const Error &error)
{
    if (error.kind == ErrorKind::Rejected && (error.httpStatus > 0 || !error.apiMessage.isEmpty()))
        return Texts::tr("Pinterest refused this. Change it and try again.") +
               quoted(error.apiMessage);
    if (error.kind == ErrorKind::Carousel && error.httpStatus == 0) // it was not sent
        return checkText(PinCheck::CarouselOff);
    if (detailIsForUsers(error.kind))
        return error.detail;
    // A local conflict (a stale view, a busy port) brings a better sentence than the kind alone.
    if ((error.kind == ErrorKind::Conflict || error.kind == ErrorKind::NotFound) &&
        error.httpStatus == 0 && !error.detail.isEmpty())
        return error.detail;
    if (error.delivery == Delivery::MaybeSent)
        return Texts::tr("No clear answer came, so it is not known whether Pinterest did this. "
                         "Look there before you try again.") +
               quoted(error.apiMessage);
    return answerText(error) + waitText(error.retryAfter) + quoted(error.apiMessage);
}

QString errorText(const PinError &error)
{
    Error full;
    full.kind = error.kind;
    full.detail = error.message;
    full.httpStatus = error.httpStatus;
    full.apiCode = error.apiCode;
    if (error.httpStatus > 0)
        full.apiMessage = error.message;
    return errorText(full);
}

QString problemText(const Pin &pin)
{
    if (pin.status == PinStatus::Unconfirmed)
        return pin.lastError && pin.lastError->kind == ErrorKind::Copied ? errorText(*pin.lastError)
                                                                         : checkingText();
    if (!pin.lastError)
        return {};
    const QString text = errorText(*pin.lastError);
    if (pin.lastError->kind != ErrorKind::Conflict || pin.lastError->httpStatus == 0)
        return text;
    return pin.status == PinStatus::Failed
               ? Texts::tr("%1 The pin is tried again by itself.").arg(text)
               : Texts::tr("%1 Try again in a few minutes.").arg(text);
}

QString eventText(const PublisherEvent &event)
{
    if (event.kind == PublisherEvent::Kind::Unconfirmed)
        return checkingText();
    return event.error ? errorText(*event.error) : QString();
}

QString accountName(const Account &account)
{
    switch (account.environment) {
    case Environment::Local:
        return Texts::tr("My plan");
    case Environment::Sandbox:
        return Texts::tr("%1 (sandbox)").arg(account.username);
    case Environment::Production:
    case Environment::Custom:
        break;
    }
    return account.username;
}

QString boardPrivacyText(BoardPrivacy privacy)
{
    switch (privacy) {
    case BoardPrivacy::Protected:
        return Texts::tr("Protected: only those with the link");
    case BoardPrivacy::Secret:
        return Texts::tr("Secret: only you");
    case BoardPrivacy::Public:
        return Texts::tr("Public: everyone can see it");
    }
    return {};
}

QString statusText(PinStatus status)
{
    switch (status) {
    case PinStatus::Draft:
        return Texts::tr("Draft");
    case PinStatus::Scheduled:
        return Texts::tr("Scheduled");
    case PinStatus::Publishing:
        return Texts::tr("Publishing");
    case PinStatus::Unconfirmed:
        return Texts::tr("Checking");
    case PinStatus::Published:
        return Texts::tr("Published");
    case PinStatus::Failed:
        return Texts::tr("Retrying");
    case PinStatus::Blocked:
        return Texts::tr("Needs you");
    case PinStatus::HandedOver:
        return Texts::tr("Handed over");
    }
    return {};
}

QString videoText(const Pin &pin)
{
    if (!isVideoUnderWay(pin))
        return {};
    return pin.video->step == VideoStep::Registered
               ? Texts::tr("Uploading %1 %").arg(pin.video->percent)
               : Texts::tr("Preparing video");
}

QString statusText(const Pin &pin, const QByteArray &zone)
{
    if (const QString video = videoText(pin); !video.isEmpty())
        return video;
    if (pin.status == PinStatus::Failed && pin.nextAttemptAt) {
        const QTime at = WallTime::fromUtc(*pin.nextAttemptAt, zone).time;
        //: %1 is a time of day.
        return Texts::tr("Retrying %1").arg(clock(at));
    }
    if (pin.status == PinStatus::Scheduled && pin.nextAttemptAt &&
        pin.lateCause != LateCause::None) {
        const QTime at = WallTime::fromUtc(*pin.nextAttemptAt, zone).time;
        //: %1 is a time of day.
        return Texts::tr("Late, goes out %1").arg(clock(at));
    }
    return statusText(pin.status);
}

QString lateCauseText(LateCause cause)
{
    switch (cause) {
    case LateCause::None:
        return {};
    case LateCause::Away:
        return Texts::tr("the computer was asleep, off or offline");
    case LateCause::Paused:
        return Texts::tr("publishing was paused");
    case LateCause::Account:
        return Texts::tr("the account could not publish");
    case LateCause::Limit:
        return Texts::tr("as many requests were made as Pinterest allows");
    case LateCause::Clock:
        return Texts::tr("this computer's clock was wrong");
    case LateCause::Video:
        return Texts::tr("the video was not ready at Pinterest");
    }
    return {};
}

QString lateText(const Pin &pin, const QByteArray &zone)
{
    if (pin.lateCause == LateCause::None || !pin.dueAt)
        return {};
    const QString planned = moment(*pin.dueAt, zone);
    const QString why = lateCauseText(pin.lateCause);
    if (pin.status == PinStatus::Scheduled && pin.nextAttemptAt)
        return Texts::tr("Planned for %1, goes out %2: %3.")
            .arg(planned, moment(*pin.nextAttemptAt, zone), why);
    if (pin.status == PinStatus::Published && pin.publishedAt)
        return Texts::tr("Planned for %1, published %2: %3.")
            .arg(planned, moment(*pin.publishedAt, zone), why);
    return Texts::tr("Planned for %1, late: %2.").arg(planned, why);
}

QString fitText(const PictureFit &fit)
{
    switch (fit.kind) {
    case FitKind::Crop:
        return fit.shape == FitShape::Free
                   ? Texts::tr("cropped")
                   //: %1 is a shape such as 2:3
                   : Texts::tr("cropped to %1").arg(fitShapeName(fit.shape));
    case FitKind::Pad:
        return fit.blurred
                   ? Texts::tr("all of it in %1, blurred background").arg(fitShapeName(fit.shape))
                   //: %1 is a shape such as 2:3, %2 a colour such as #ffffff
                   : Texts::tr("all of it in %1, background %2")
                         .arg(fitShapeName(fit.shape),
                              QStringLiteral("#%1").arg(fit.colour, 6, 16, QChar(u'0')));
    case FitKind::Original:
        break;
    }
    return {};
}

bool isPictureSmall(QSize size)
{
    return size.width() < leastPictureWidth;
}

QString pictureSizeText(QSize size)
{
    if (isPictureSmall(size))
        return Texts::tr("Small: Pinterest asks for at least %1 pixels of width, and %2 look best.")
            .arg(leastPictureWidth)
            .arg(bestPictureWidth);
    if (size.width() < bestPictureWidth)
        return Texts::tr("%1 pixels of width or more look best.").arg(bestPictureWidth);
    return {};
}

QString carouselText(const PinContent &content)
{
    //: Read out by a screen reader; %1 is a number of pictures, 2 to 5.
    return content.isCarousel() ? Texts::tr("carousel of %1").arg(content.pictures.size())
                                : QString();
}

QString pictureCutText(int number, CarouselShape shape, QSize size)
{
    switch (carouselCut(shape, size)) {
    case CarouselCut::Sides:
        return Texts::tr("Picture %1 is wide: its sides will be cut.").arg(number);
    case CarouselCut::Ends:
        return Texts::tr("Picture %1 is tall: its top and bottom will be cut.").arg(number);
    case CarouselCut::None:
        break;
    }
    return {};
}

QString carouselCutText(const QList<MediaAsset> &pictures)
{
    QStringList lines;
    for (qsizetype i = 0; i < pictures.size(); ++i) {
        const QString line = pictureCutText(int(i) + 1, carouselShape(pictures.constFirst().size),
                                            pictures.at(i).size);
        if (!line.isEmpty())
            lines.append(line);
    }
    return lines.join(QLatin1Char('\n'));
}

QString checkText(PinCheck check)
{
    switch (check) {
    case PinCheck::MediaMissing:
        return Texts::tr("Add an image or a video.");
    case PinCheck::BoardMissing:
        return Texts::tr("Choose a board.");
    case PinCheck::BoardNotAtPinterest:
        return Texts::tr(
            "This board is only planned so far. Create it at Pinterest or choose another.");
    case PinCheck::TitleMissing:
        return Texts::tr("Add a title.");
    case PinCheck::LinkMissing:
        return Texts::tr("Add a link.");
    case PinCheck::TitleTooLong:
        return Texts::tr("The title has more than 100 characters.");
    case PinCheck::DescriptionTooLong:
        return Texts::tr("The description has more than 800 characters.");
    case PinCheck::AltTextTooLong:
        return Texts::tr("The alt text has more than 500 characters.");
    case PinCheck::LinkTooLong:
        return Texts::tr("The link has more than 2,048 characters.");
    case PinCheck::TaggedLinkTooLong:
        return Texts::tr("With its UTM tags the link has more than 2,048 characters.");
    case PinCheck::LinkShortened:
        return Texts::tr("Pinterest blocks pins with shortened links. Use the full address.");
    case PinCheck::LinkUnencrypted:
        return Texts::tr("The link is not encrypted: https:// is safer, and browsers warn of "
                         "http://");
    case PinCheck::LinkLookAlike:
        return Texts::tr("Letters of the link's address look like others. Make sure that it is the "
                         "site that you mean.");
    case PinCheck::LinkInvalid:
        return Texts::tr("The link must be a web address that starts with https://");
    case PinCheck::CarouselOff:
        return Texts::tr("Carousels are switched off. Switch them on in Settings → Experimental, "
                         "or leave one picture only.");
    case PinCheck::PictureTextTooLong:
        return Texts::tr("The title or description of one of the pictures is too long.");
    case PinCheck::PictureLinkInvalid:
        return Texts::tr("The link of one of the pictures must be a web address that starts with "
                         "https://");
    case PinCheck::NoAccount:
        return Texts::tr("Connect a Pinterest account to publish.");
    case PinCheck::TimePast:
        return Texts::tr("The time has passed. Choose a later one.");
    case PinCheck::TimeMissing:
        return Texts::tr("Choose a date and time.");
    case PinCheck::DescriptionLong:
        return Texts::tr("Pinterest's own site stops at 500 characters.");
    case PinCheck::AltTextMissing:
        return Texts::tr("Alt text helps people who can't see the picture or video.");
    case PinCheck::DescriptionMissing:
        return Texts::tr("A description helps people find the pin.");
    case PinCheck::ImageSmall:
        return Texts::tr("The image is small; 1000 × 1500 looks best.");
    case PinCheck::ImageNotTall:
        return Texts::tr("Tall images (2:3) do better.");
    case PinCheck::ImageVeryTall:
        return Texts::tr("The image is very tall; the feed cuts it.");
    case PinCheck::PicturesCut:
        return Texts::tr("All pictures of a carousel get the shape of the first; some are cut.");
    case PinCheck::ImageMoves:
        return Texts::tr("The image moves; only its first picture is sent.");
    case PinCheck::VideoTooShort:
        return Texts::tr("The video is shorter than 4 seconds; Pinterest takes none so short.");
    case PinCheck::VideoTooLong:
        return Texts::tr("The video is longer than 15 minutes, which is all that Pinterest takes. "
                         "Cut it, then use Replace video.");
    case PinCheck::CoverMissing:
        return Texts::tr("Choose a cover: a frame of the video, or a picture.");
    case PinCheck::VideoInSandbox:
        return Texts::tr("Pinterest's sandbox takes no videos. Plan it for another account, or use "
                         "a picture.");
    case PinCheck::VideoCodecOther:
        return Texts::tr("The video is coded neither as H.264 nor as H.265; Pinterest may refuse "
                         "it. Export it as H.264.");
    case PinCheck::VideoShapeFar:
        return Texts::tr("The video is wider than 1.91:1 or taller than 1:2; Pinterest may refuse "
                         "it.");
    case PinCheck::VideoShapeOther:
        return Texts::tr("Videos of 2:3, 9:16, 4:5 or 1:1 look best.");
    case PinCheck::TimeInGap:
        return Texts::tr(
            "The clocks skip this time on that day; the pin goes out right after the change.");
    case PinCheck::TimeRepeated:
        return Texts::tr("The clocks show this time twice on that day.");
    case PinCheck::LinkTooSoon:
        return Texts::tr("Another pin with this link is too near.");
    case PinCheck::ImageTooSoon:
        return Texts::tr("Another pin with this image is too near.");
    case PinCheck::DayFull:
        return Texts::tr("That day has more pins than the day's cap in the settings.");
    case PinCheck::LooksAlike:
        return Texts::tr(
            "The picture looks like that of another pin. Pinterest shows what it knows "
            "already to fewer people.");
    case PinCheck::ComputerOff:
        return Texts::tr("This computer is usually off at that time, and pins go out while it is "
                         "on. Leave it on and let Pinweek start at login, or choose another time.");
    }
    return {};
}

QString mendText(PinCheck check)
{
    switch (mendOf(check)) {
    case PinMend::None:
        return {};
    case PinMend::Crop:
        return Texts::tr("Crop to 2:3");
    case PinMend::Cut:
        return Texts::tr("Cut the text");
    case PinMend::NextFreeTime:
        return Texts::tr("Next free time");
    case PinMend::OpenSettings:
        return Texts::tr("Open the settings");
    }
    return {};
}

QString needsText(const QList<PinCheck> &missing)
{
    QStringList words;
    for (const PinCheck check : missing) {
        switch (check) {
        case PinCheck::MediaMissing:
            words.append(Texts::tr("image"));
            break;
        case PinCheck::BoardMissing:
        case PinCheck::BoardNotAtPinterest:
            words.append(Texts::tr("board"));
            break;
        case PinCheck::TitleMissing:
            words.append(Texts::tr("title"));
            break;
        case PinCheck::LinkMissing:
            words.append(Texts::tr("link"));
            break;
        case PinCheck::TitleTooLong:
            words.append(Texts::tr("a shorter title"));
            break;
        case PinCheck::DescriptionTooLong:
            words.append(Texts::tr("a shorter description"));
            break;
        case PinCheck::AltTextTooLong:
            words.append(Texts::tr("a shorter alt text"));
            break;
        case PinCheck::LinkTooLong:
        case PinCheck::TaggedLinkTooLong:
        case PinCheck::LinkInvalid:
            words.append(Texts::tr("a valid link"));
            break;
        case PinCheck::CarouselOff:
            words.append(Texts::tr("carousels switched on"));
            break;
        case PinCheck::PictureTextTooLong:
            words.append(Texts::tr("a shorter picture text"));
            break;
        case PinCheck::PictureLinkInvalid:
            words.append(Texts::tr("a valid picture link"));
            break;
        case PinCheck::VideoTooShort:
            words.append(Texts::tr("a longer video"));
            break;
        case PinCheck::VideoTooLong:
            words.append(Texts::tr("a shorter video"));
            break;
        case PinCheck::CoverMissing:
            words.append(Texts::tr("a cover"));
            break;
        case PinCheck::VideoInSandbox:
            words.append(Texts::tr("another account"));
            break;
        case PinCheck::NoAccount:
            words.append(Texts::tr("account"));
            break;
        default:
            break;
        }
    }
    //: A chip on a card; %1 is a list such as "board, title".
    return words.isEmpty() ? QString() : Texts::tr("Needs %1").arg(words.join(Texts::tr(", ")));
}

QString sectionsUnreadText(const QStringList &boards, const Error &why)
{
    QStringList names;
    for (const QString &board : boards.mid(0, mostBoardsNamed))
        //: a board's name
        names.append(Texts::tr("“%1”").arg(board));
    const int more = int(boards.size() - names.size());
    //: %1 is a list of boards
    const QString which =
        more > 0
            ? Texts::tr("The sections of %1 and %n more board(s) could not be read.", nullptr, more)
            : Texts::tr("The sections of %1 could not be read.");
    return which.arg(names.join(Texts::tr(", "))) + QLatin1Char(' ') + whyUnread(why);
}

QString offHoursText(int pins)
{
    return Texts::tr(
        "Planned for hours at which this computer is usually off: %n pin(s) of the next "
        "7 days. Leave it on, let Pinweek start at login, or choose other times.",
        nullptr, pins);
}

QString signInEndText(const Account &account, UtcTime now)
{
    if (!account.signInEndsSoon(now))
        return {};
    const WallTime end = WallTime::fromUtc(*account.signInEndsAt,
                                           account.zone.isEmpty() ? systemZone() : account.zone);
    const QString day = QLocale().toString(end.date, QLocale::LongFormat);
    if (*account.signInEndsAt <= now)
        return Texts::tr("The sign-in ended on %1. Connect again, so that its pins go out.")
            .arg(day);
    return Texts::tr(
               "The sign-in ends on %1. Connect again before that day, or its pins will wait.")
        .arg(day);
}

QString signInLapseText(const Account &account, UtcTime now)
{
    if (!account.signInLapses(now))
        return {};
    const WallTime end = WallTime::fromUtc(*account.signInEndsAt,
                                           account.zone.isEmpty() ? systemZone() : account.zone);
    return Texts::tr("The sign-in ends on %1 unless it is renewed, which Pinweek does by itself "
                     "where it runs and reaches Pinterest.")
        .arg(QLocale().toString(end.date, QLocale::LongFormat));
}

QString pauseText(const AccountPause &pause, const QByteArray &zone)
{
    switch (pause.reason) {
    case PauseReason::RateLimit:
        return pause.until ? Texts::tr("Pinterest asks for a slower pace, so its pins wait until "
                                       "%1 and go out by themselves.")
                                 .arg(moment(*pause.until, zone.isEmpty() ? systemZone() : zone))
                           : QString();
    case PauseReason::Spam:
        return Texts::tr("Pinterest took a pin or the account for spam, so its pins wait. Look at "
                         "the account on Pinterest, then go on.") +
               quoted(pause.message);
    case PauseReason::AccessTier:
        return Texts::tr("Its app has trial access, which can't publish for everyone, so its pins "
                         "wait. Go on once Pinterest has given standard access, or be reminded "
                         "and post by hand.");
    case PauseReason::Permission:
        return Texts::tr("The sign-in lacks a permission that publishing needs, so its pins wait. "
                         "Connect again and allow everything that is asked.");
    }
    return {};
}

QString handOverEndText(HandOverEnd why, const QString &title)
{
    switch (why) {
    case HandOverEnd::NoClearAnswer:
        return Texts::tr("No clear answer came for “%1”, so it may be at Pinterest. The other pins "
                         "are published by Pinweek at their times.")
            .arg(title);
    case HandOverEnd::DateRefused:
        return Texts::tr("Pinterest does not take “%1” with a date. Pinweek publishes it, and the "
                         "other pins, at their times.")
            .arg(title);
    case HandOverEnd::PublishedAtOnce:
        return Texts::tr("Pinterest published “%1” at once, not at its time. The other pins are "
                         "published by Pinweek at their times.")
            .arg(title);
    case HandOverEnd::NotPublished:
        return Texts::tr("Pinterest took “%1” and has not published it at its time. The other pins "
                         "are published by Pinweek at their times.")
            .arg(title);
    }
    return {};
}

QString copyText()
{
    return Texts::tr("This plan is a copy, was put back from a backup, or comes from another "
                     "computer, so publishing is paused. Make sure that the other one publishes "
                     "nothing any more, then resume.");
}

QString clockText(std::chrono::seconds ahead)
{
    const QString by = durationText(ahead.count() < 0 ? -ahead : ahead);
    return ahead.count() < 0
               ? Texts::tr("This computer's clock is %1 behind, so no pin goes out. Set it right; "
                           "then publishing goes on by itself.")
                     .arg(by)
               : Texts::tr("This computer's clock is %1 ahead, so no pin goes out. Set it right; "
                           "then publishing goes on by itself.")
                     .arg(by);
}

QString deliveryText(DeliveryMode mode)
{
    switch (mode) {
    case DeliveryMode::Automatic:
        return Texts::tr("Automatic");
    case DeliveryMode::RemindMe:
        return Texts::tr("Remind me");
    case DeliveryMode::HandOver:
        return Texts::tr("Hand over to Pinterest");
    }
    return {};
}

QString publisherStateText(PublisherState state)
{
    switch (state) {
    case PublisherState::Stopped:
        return Texts::tr("Not publishing");
    case PublisherState::Waiting:
        return Texts::tr("Another program publishes");
    case PublisherState::Idle:
        return Texts::tr("Ready to publish");
    case PublisherState::Sending:
        return Texts::tr("Publishing…");
    case PublisherState::Paused:
        return Texts::tr("Paused");
    case PublisherState::Offline:
        return Texts::tr("Waiting for the internet");
    case PublisherState::ClockWrong:
        return Texts::tr("Waiting for the right time");
    case PublisherState::Failed:
        return Texts::tr("Can't publish");
    }
    return {};
}

QString publisherProblemText(const Publisher &publisher)
{
    if (const std::optional<Error> problem = publisher.problem())
        return errorText(*problem);
    const std::optional<std::chrono::seconds> ahead = publisher.clockAhead();
    return ahead ? clockText(*ahead) : QString();
}

QString linkReportText(const LinkReport &report)
{
    switch (report.verdict) {
    case LinkVerdict::Good:
        return report.isRedirected() ? Texts::tr("It leads on to %1").arg(report.finalAddress())
                                     : Texts::tr("The page is there.");
    case LinkVerdict::NotFound:
        return Texts::tr("The page is not there (error %1).").arg(report.status());
    case LinkVerdict::SignIn:
        return Texts::tr("It leads to a sign-in page, which visitors can't pass.");
    case LinkVerdict::Forbidden:
        return Texts::tr(
            "The site lets no program look (error 403). Open the link to see whether it "
            "works.");
    case LinkVerdict::Refused:
        return Texts::tr("The site answered with error %1. Open the link to see whether it works.")
            .arg(report.status());
    case LinkVerdict::ServerTrouble:
        return Texts::tr("The site has a problem of its own (error %1).").arg(report.status());
    case LinkVerdict::NoSite:
        return Texts::tr("There is no site at this address. Check its spelling.");
    case LinkVerdict::NoAnswer:
        return Texts::tr("The site does not answer.");
    case LinkVerdict::BadCertificate:
        return Texts::tr("The site's certificate is not valid: browsers warn visitors of it.");
    case LinkVerdict::EndlessRedirects:
        return Texts::tr("It leads on and on to other addresses, and never to a page.");
    case LinkVerdict::UnsafeRedirect:
        return Texts::tr("It leads to something that is no web page.");
    case LinkVerdict::Private:
        return Texts::tr("It leads to an address that only you can reach, not your visitors.");
    case LinkVerdict::Unchecked:
        return Texts::tr("It could not be checked now. Check the internet connection.");
    }
    return {};
}

QString linkAgeText(const LinkReport &report, UtcTime now)
{
    const auto age = now - report.checkedAt;
    return age < std::chrono::minutes(1) ? Texts::tr("Checked just now")
                                         : Texts::tr("Checked %1 ago").arg(durationText(age));
}

} // namespace pinweek
