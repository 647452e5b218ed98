// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/judge.h"

#include <QSet>

#include <algorithm>
#include <array>

namespace pinweek {

namespace {

enum class Field
{
    Same,
    Differs,
    NotSent,      // and not there
    NotSentThere, // not sent, yet the listed pin has one
};

Field compare(const QString &sent, const QString &listed)
{
    if (sent.isEmpty())
        return listed.isEmpty() ? Field::NotSent : Field::NotSentThere;
    return sent == listed ? Field::Same : Field::Differs;
}

bool isWithin(const SentPin &sent, const std::optional<UtcTime> &createdAt)
{
    return !createdAt ||
           (*createdAt >= sent.from - clockTolerance && *createdAt <= sent.until + clockTolerance);
}

SentPin comparable(SentPin pin)
{
    pin.title = comparableText(pin.title);
    pin.description = comparableText(pin.description);
    pin.link = comparableLink(pin.link);
    pin.altText = comparableText(pin.altText);
    return pin;
}

ListedPin comparable(ListedPin pin)
{
    pin.title = comparableText(pin.title);
    pin.description = comparableText(pin.description);
    pin.link = comparableLink(pin.link);
    pin.altText = comparableText(pin.altText);
    return pin;
}

/** Of pins whose texts are comparable already. */
Likeness likenessOf(const SentPin &sent, const ListedPin &listed)
{
    if (!isWithin(sent, listed.createdAt))
        return Likeness::Impossible;
    const Field title = compare(sent.title, listed.title);
    const Field link = compare(sent.link, listed.link);
    // What was not sent is no difference, and one alone may be the server's doing: it cuts titles.
    if (title == Field::Differs && link == Field::Differs)
        return Likeness::Impossible;
    const std::array fields{title, link, compare(sent.description, listed.description),
                            compare(sent.altText, listed.altText),
                            compare(sent.section, listed.section)};
    const auto has = [&fields](Field what) {
        return std::find(fields.begin(), fields.end(), what) != fields.end();
    };
    if (has(Field::Differs) || !has(Field::Same))
        return Likeness::Weak;
    return has(Field::NotSentThere) ? Likeness::Strong : Likeness::Exact;
}

/** The pairs that are strong, and how they are settled one after the other. */
class Matching
{
public:
    Matching(const QList<SentPin> &sent, const QList<ListedPin> &listed,
             const QHash<PinPair, bool> &pictures)
        : m_sent(sent), m_listed(listed), m_pictures(pictures)
    {
        QList<SentPin> pins;
        for (const SentPin &pin : sent)
            pins.append(comparable(pin));
        for (const ListedPin &one : listed)
            compareWithAll(pins, one);
    }

    Judgement run()
    {
        // What is exactly the one pin is not the other, of which it has only a part.
        take(pairs(Likeness::Exact));
        take(pairs(Likeness::Strong));
        takeByPictures();
        QList<PinPair> open = pairs(Likeness::Strong);
        if (m_pictures.isEmpty())
            m_judgement.toCompare = open;
        collectMaybe();
        return m_judgement;
    }

private:
    void compareWithAll(const QList<SentPin> &pins, const ListedPin &one)
    {
        // Most of a big board is of another time: that is known without a look at the texts.
        const bool mayBe = std::any_of(pins.begin(), pins.end(), [&](const SentPin &pin) {
            return isWithin(pin, one.createdAt);
        });
        if (!mayBe)
            return;
        const ListedPin listed = comparable(one);
        for (const SentPin &pin : pins) {
            const Likeness like = likenessOf(pin, listed);
            if (like != Likeness::Impossible)
                m_like.insert({pin.pin, one.remoteId}, like);
        }
    }

    [[nodiscard]] bool isOpen(const PinPair &pair) const
    {
        return !m_judgement.same.contains(pair.first) && !m_taken.contains(pair.second);
    }

    /** Open pairs of at least this likeness, in the order of what was sent and listed. */
    [[nodiscard]] QList<PinPair> pairs(Likeness least) const
    {
        QList<PinPair> found;
        for (const SentPin &pin : m_sent) {
            for (const ListedPin &one : m_listed) {
                const PinPair pair{pin.pin, one.remoteId};
                if (isOpen(pair) && m_like.value(pair, Likeness::Impossible) >= least)
                    found.append(pair);
            }
        }
        return found;
    }

    /** Takes pairs of which both sides have no other choice, until there are none left. */
    void take(QList<PinPair> open)
    {
        for (bool found = true; std::exchange(found, false);) {
            QHash<PinId, int> ofPin;
            QHash<QString, int> ofRemote;
            for (const PinPair &pair : std::as_const(open)) {
                ++ofPin[pair.first];
                ++ofRemote[pair.second];
            }
            for (const PinPair &pair : std::as_const(open)) {
                if (ofPin.value(pair.first) == 1 && ofRemote.value(pair.second) == 1) {
                    m_judgement.same.insert(pair.first, pair.second);
                    m_taken.insert(pair.second);
                    found = true;
                }
            }
            open.removeIf([this](const PinPair &pair) { return !isOpen(pair); });
        }
    }

    void takeByPictures()
    {
        QList<PinPair> open = pairs(Likeness::Strong);
        // One that could not be compared leaves its pin open: it may be the right one.
        QSet<PinId> unclear;
        for (const PinPair &pair : std::as_const(open)) {
            if (!m_pictures.contains(pair))
                unclear.insert(pair.first);
        }
        open.removeIf([&](const PinPair &pair) {
            return unclear.contains(pair.first) || !m_pictures.value(pair);
        });
        take(open);
    }

    void collectMaybe()
    {
        for (const Likeness least : {Likeness::Strong, Likeness::Weak}) {
            const QList<PinPair> open = pairs(least);
            for (const PinPair &pair : open) {
                QStringList &maybe = m_judgement.maybe[pair.first];
                if (!maybe.contains(pair.second))
                    maybe.append(pair.second);
            }
        }
    }

    const QList<SentPin> &m_sent;
    const QList<ListedPin> &m_listed;
    const QHash<PinPair, bool> &m_pictures;
    QHash<PinPair, Likeness> m_like;
    QSet<QString> m_taken;
    Judgement m_judgement;
};

} // namespace

Likeness likeness(const SentPin &sent, const ListedPin &listed)
{
    return likenessOf(comparable(sent), comparable(listed));
}

Judgement judge(const QList<SentPin> &sent, const QList<ListedPin> &listed,
                const QHash<PinPair, bool> &pictures)
{
    return Matching(sent, listed, pictures).run();
}

} // namespace pinweek
