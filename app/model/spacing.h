// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"

#include <QDate>
#include <QHash>
#include <QList>
#include <QString>

#include <set>

namespace pinweek {

/**
 * What is compared of a pin's link: without http or https, "www.", the slash at the end, the part
 * after "#", and utm_… tags, which count visits and change no page. Host in lower case. "" for no
 * link.
 */
QString linkKey(const QString &link);

/** The least days between pins of an account that show the same thing; 0: none. */
struct SpacingRules
{
    int linkDays = 2;
    int imageDays = 7;
    /** Links with a number of their own, by linkKey(). */
    QHash<QString, int> perLink;

    [[nodiscard]] int daysFor(const QString &key) const { return perLink.value(key, linkDays); }
    /** The longest of them. */
    [[nodiscard]] int longest() const;
    friend bool operator==(const SpacingRules &, const SpacingRules &) = default;
};

/** What spacing looks at in a pin. */
struct SpacedPin
{
    BoardId board;
    MediaId media;
    QString key; // of its link
};

struct PinContent;
SpacedPin spacedPin(const PinContent &content);

/** Which rule a time would break. */
enum class SpacingBreak
{
    None,
    Link,
    Image
};

/**
 * The days on which an account shows a link or an image. Days are counted as dates of the account's
 * zone: with 2 days between, a Tuesday's pin allows the next on Thursday, at any time. A value.
 */
class Spacing
{
public:
    explicit Spacing(SpacingRules rules) : m_rules(std::move(rules)) {}

    void add(const SpacedPin &pin, QDate day);
    [[nodiscard]] SpacingBreak breakOn(const SpacedPin &pin, QDate day) const;

private:
    using Days = std::multiset<QDate>;
    [[nodiscard]] static bool isNear(const Days &days, QDate day, int least);

    SpacingRules m_rules;
    QHash<QString, Days> m_links;
    QHash<MediaId, Days> m_images;
};

} // namespace pinweek
