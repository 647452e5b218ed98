// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "model/account.h"
#include "model/accountpause.h"
#include "model/board.h"
#include "model/linkreport.h"
#include "model/pin.h"
#include "planner/readiness.h"
#include "publisher/publisher.h"

#include <QString>

/** Every sentence that front ends (window, command line) show for values of app/. Translated. */
namespace pinweek {

/** What went wrong in plain words, and what to do next: one or two sentences. */
QString errorText(const Error &error);
/** The same for what is stored with a pin. */
QString errorText(const PinError &error);

/** What is wrong with a pin: of an unconfirmed one that it is being checked, whatever answer made
 * it so, as nothing may offer to send it again; else its last error, empty if there is none. */
QString problemText(const Pin &pin);
/** The same for what the publisher tells. */
QString eventText(const PublisherEvent &event);

/** Short word of a state: "Draft", "Scheduled", "Publishing", "Checking" (unconfirmed),
 * "Published", "Retrying" (failed), "Needs you" (blocked). */
/** "My plan", "anna", "anna (sandbox)". */
QString accountName(const Account &account);
/** "Secret: only you", for choices. */
QString boardPrivacyText(BoardPrivacy privacy);
QString statusText(PinStatus status);
/** With time where that helps: "Retrying 14:35". `zone` is for local times. */
QString statusText(const Pin &pin, const QByteArray &zone);

/** How far a scheduled pin's video is on its way: "Uploading 42 %", "Preparing video"; empty where
 * nothing is under way. */
QString videoText(const Pin &pin);

/** Why a pin is late, as part of a sentence; empty: it isn't. */
QString lateCauseText(LateCause cause);
/** Planned time, real time and why, of a pin that goes out or went out late; else empty. */
QString lateText(const Pin &pin, const QByteArray &zone);

/** "cropped to 2:3", "all of it in 1:1, blurred background", as part of what is said of a picture;
 * empty for one that is sent as it is. */
QString fitText(const PictureFit &fit);

/** Under what Pinterest asks for: 600 px wide. @param size  as it is sent */
bool isPictureSmall(QSize size);
/** What would do better than a size as it is sent; empty: nothing. */
QString pictureSizeText(QSize size);

/** "carousel of 3", as part of what is spoken of a pin; empty for one image. */
QString carouselText(const PinContent &content);

/** What is lost of one picture of a carousel, as a sentence: "Picture 3 is wide: its sides will be
 * cut." Empty: nothing. @param number from 1 */
QString pictureCutText(int number, CarouselShape shape, QSize size);
/** The same of all, by the first one's shape; a line each. */
QString carouselCutText(const QList<MediaAsset> &pictures);

/** One sentence of a check: "Add a title.", "The title has more than 100 characters." */
QString checkText(PinCheck check);
/** What one click does about it ("Crop to 2:3"); empty where nothing does. */
QString mendText(PinCheck check);
/** What is missing, for a card's chip: "Needs board, title". Empty when nothing is. */
QString needsText(const QList<PinCheck> &missing);

/** That the boards are here, but not the sections of these. */
QString sectionsUnreadText(const QStringList &boards, const Error &why);
/** That so many pins are planned for hours at which this computer is usually off, and what helps.
 */
QString offHoursText(int pins);
/** That a sign-in ends soon, or has ended, and that only a person can help; empty otherwise. */
QString signInEndText(const Account &account, UtcTime now);
/** That a sign-in ends soon, for those who don't let the program run; empty otherwise. */
QString signInLapseText(const Account &account, UtcTime now);

/** Why an account's pins wait, and what ends it: one or two sentences. `zone` is for local times.
 */
QString pauseText(const AccountPause &pause, const QByteArray &zone);
/** That handing over is switched off, and why; `title` is the pin's. */
QString handOverEndText(HandOverEnd why, const QString &title);

/** Why a copied workspace publishes nothing, and what to do. */
QString copyText();

/** That this computer's clock is wrong, by how much, and what follows. @param ahead  of
 * Pinterest's; below 0: behind */
QString clockText(std::chrono::seconds ahead);

/** "Automatic", "Remind me", "Hand over to Pinterest". */
QString deliveryText(DeliveryMode mode);

QString publisherStateText(PublisherState state);
/** Why the publisher can't publish, and what to do: its problem, or the clock; else empty. */
QString publisherProblemText(const Publisher &publisher);

/** What a look at a link found, and what to do: a sentence. */
QString linkReportText(const LinkReport &report);
/** "Checked 5 min ago". */
QString linkAgeText(const LinkReport &report, UtcTime now);

} // namespace pinweek
