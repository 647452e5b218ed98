// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "store/pinfilter.h"

#include <QList>
#include <QObject>

#include <memory>
#include <optional>

namespace pinweek {

class Store;

/** What a list of pins is sorted by. Pins that have nothing there come last in either direction. */
enum class PinOrder
{
    Time,
    State,
    Title,
    Description,
    Board,
    Section,
    Campaign,
    Link,
    AltText
};

/** A sorted list of all pins of a filter, those without a time too. */
struct PinQuery
{
    PinFilter filter;
    PinOrder order = PinOrder::Time;
    bool descending = false;
    friend bool operator==(const PinQuery &, const PinQuery &) = default;
};

/** A pin with a time, and where it is among those that a search found. */
struct PinMatch
{
    PinId pin;
    UtcTime dueAt{};
    int place = 0; // from 1
    int count = 0; // of pins with a time
};

/** All pins that lead to one address. */
struct LinkGroup
{
    QString link;      // as it is written in most of them; empty: those without one
    QList<PinId> pins; // by time
    std::optional<UtcTime> lastPublished;
    std::optional<UtcTime> nextPlanned; // the first that is to go out
};

/**
 * Reads that go over all pins: on a thread of their own, so that the window is never held up
 * (protocols.md 3.8). Each kind of question has one answer under way: a newer question drops the
 * older one. Main thread.
 *
 * Errors of the database are answered like an empty result, and logged.
 */
class PinSearch : public QObject
{
    Q_OBJECT

public:
    explicit PinSearch(Store &store, QObject *parent = nullptr);
    ~PinSearch() override;

    /** How many come in the first answer. */
    static constexpr int firstFound = 200;

    /** found() comes with the first ones, and again with all where there are more. */
    void find(const PinQuery &query);
    /** grouped() comes: the filter's pins by address, the addresses in order. */
    void group(const PinFilter &filter);
    /**
     * matched() comes: the nearest pin of the filter after (or before) that moment and pin, going
     * on at the other end where there is none.
     */
    void match(const PinFilter &filter, UtcTime from, PinId after, bool forward);
    /** No answer of match() comes any more. */
    void cancelMatch();

signals:
    void found(const QList<pinweek::PinId> &pins, bool whole);
    void grouped(const QList<pinweek::LinkGroup> &groups);
    /** nullopt: no pin with a time is found. */
    void matched(const std::optional<pinweek::PinMatch> &match);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pinweek
