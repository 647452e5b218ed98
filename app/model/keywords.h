// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>

namespace pinweek {

/** The texts of a pin that keywords are taken from. */
struct KeywordText
{
    QString text; // title, description
    bool isOfBoard = false;
    UtcTime at{}; // when it was or will be published
};

/** Words that say nothing by themselves, in lower case ("and", "und", "avec"). */
QSet<QString> stopWords();

/**
 * Words and phrases of two words that several pins have: those of the board first, then the more
 * frequent and the more recent. As they are written most recently. 15 ms for 400 usual pins; any
 * thread.
 */
QStringList keywordsOf(const QList<KeywordText> &texts, const QSet<QString> &stopWords, UtcTime now,
                       int most);

/** Those that are not in this text already, whatever their case. */
QStringList keywordsNotIn(const QString &text, const QStringList &keywords);

} // namespace pinweek
