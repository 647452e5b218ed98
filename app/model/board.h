// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/id.h"

#include <QList>
#include <QString>

#include <optional>

namespace pinweek {

enum class BoardPrivacy { Public, Protected, Secret };

/** "PUBLIC", "PROTECTED", "SECRET", as the API writes them. */
QString boardPrivacyName(BoardPrivacy privacy);
/** Unknown names count as Public. */
BoardPrivacy boardPrivacyFromName(const QString &name);
/** What a board may be made as; Pinterest's default first. Source: pinterest-api.md 6. */
const QList<BoardPrivacy> &privaciesOfNewBoards();
/** What a board that is there may be set to: fewer than it may be. */
const QList<BoardPrivacy> &privaciesOfOldBoards();

/** What Pinterest's own pages take, in code points; its API names no limit (pinterest-api.md 6). */
constexpr int advisedBoardName = 50;
constexpr int advisedBoardDescription = 500;
/** Of a section, in code points; the API's own limit. */
constexpr int longestSectionName = 180;

struct BoardSection
{
    SectionId id;
    BoardId board;
    QString remoteId; // empty: not at Pinterest yet
    QString name;     // 1 to 180 characters
    friend bool operator==(const BoardSection &, const BoardSection &) = default;
};

/** A board as cached from Pinterest, or planned locally (remoteId empty). */
struct Board
{
    BoardId id;
    AccountId account;
    QString remoteId; // digits; empty: not at Pinterest yet
    QString name;
    QString description;
    BoardPrivacy privacy = BoardPrivacy::Public;
    QString owner; // username
    int collaborators = 0;
    /** Pins at Pinterest, as it last said; -1 when it did not. */
    int remotePinCount = -1;
    /** When Pinterest last had a pin come or go on it; nullopt: not told. */
    std::optional<UtcTime> remotePinsAt;
    /** Pins of ours on this board that are not deleted; kept by triggers. */
    int plannedCount = 0;
    /** 0 to 7: which stripe colour it has; given in order of creation. */
    int colourIndex = 0;
    QList<BoardSection> sections;

    [[nodiscard]] bool isGroup(const QString &username) const
    {
        return collaborators > 0 || (!owner.isEmpty() && owner != username);
    }
    friend bool operator==(const Board &, const Board &) = default;
};

/** What is to be different about a board; nullopt: as it is. */
struct BoardChange
{
    std::optional<QString> name;
    std::optional<QString> description;
    std::optional<BoardPrivacy> privacy;

    [[nodiscard]] bool isNothing() const { return !name && !description && !privacy; }
    friend bool operator==(const BoardChange &, const BoardChange &) = default;
};

/** Which pins of ours would miss a board, or a section of it. */
struct BoardUse
{
    int planned = 0;  // not published yet, and free to be changed
    int underWay = 0; // being published, looked for, or handed over
};

/** How a board is kept fed. */
struct BoardPace
{
    /** Pins of ours that are to go out in the next seven days, drafts with a time among them. */
    int nextDays = 0;
    /** When the last pin came onto it, as far as is known. */
    std::optional<UtcTime> lastPinAt;
    friend bool operator==(const BoardPace &, const BoardPace &) = default;
};

/** What BoardPace looks ahead. */
constexpr std::chrono::hours boardPaceAhead{24 * 7};

} // namespace pinweek
