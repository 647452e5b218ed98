// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"

#include <QList>
#include <QString>

namespace pinweek {

enum class BoardPrivacy { Public, Protected, Secret };

/** "PUBLIC", "PROTECTED", "SECRET", as the API writes them. */
QString boardPrivacyName(BoardPrivacy privacy);
/** Unknown names count as Public. */
BoardPrivacy boardPrivacyFromName(const QString &name);

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

} // namespace pinweek
