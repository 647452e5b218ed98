// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/mediaasset.h"
#include "model/picturefit.h"

#include <QColor>
#include <QDate>
#include <QFont>
#include <QList>
#include <QString>

#include <optional>

namespace pinweek {

/** One pin on paper: texts as they are read, in the interface's language. */
struct PaperCard
{
    QString time;  // "10:15"
    QString title; // never empty
    QString board; // with its section; empty: none yet
    QString kind;  // "Video", "Carousel of 3"; empty: one image
    QString state;
    QColor stateColour;
    QColor boardColour;
    std::optional<MediaAsset> picture; // nullopt: the pin has none
    PictureFit fit = {};
};

struct PaperDay
{
    QDate date;
    bool isPart = true; // false: of another month, and left blank
    QList<PaperCard> cards = {};
};

/** A week or a month for somebody who looks at paper: everything that is written there. */
struct PaperPlan
{
    QString title;  // whose plan it is
    QString range;  // "16 – 22 Nov 2026"
    QString about;  // number of pins, the zone of their times, what the filter leaves
    QString footer; // when it was made
    bool isMonth = false;
    bool isRightToLeft = false;
    QFont font;
    QList<QList<PaperDay>> weeks = {}; // of seven days each
    int pins = 0;
};

} // namespace pinweek
