// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/error.h"
#include "core/walltime.h"
#include "model/pin.h"

#include <QList>
#include <QObject>

#include <optional>

namespace pinweek {

class PinEditor;

/**
 * Which next free times new pins would get, for ghosts that follow the pointer or what is typed. One
 * question is under way at a time: of those that come meanwhile only the newest is asked. Main
 * thread.
 */
class SlotPreview : public QObject
{
    Q_OBJECT

public:
    explicit SlotPreview(const PinEditor &editor, QObject *parent = nullptr);

    /**
     * The same question again asks nothing.
     *
     * @param contents  the pins in their order, of one account
     * @param zone      the times are told in it
     */
    void ask(const QList<PinContent> &contents, UtcTime from, const QByteArray &zone);
    /** Asks the last question again: the plan may be another one. */
    void askAgain();
    /** No question any more, and no times. */
    void clear();

    /** Of the last answer, which may be that of an earlier question until changed() comes. */
    [[nodiscard]] const QList<WallTime> &times() const { return m_times; }
    /** Why there are none: Rejected with a sentence that can be shown, or Storage. */
    [[nodiscard]] const std::optional<Error> &problem() const { return m_problem; }

signals:
    /** The answer to the newest question is there. */
    void changed();

private:
    struct Question
    {
        QList<PinContent> contents;
        UtcTime from{};
        QByteArray zone;
        friend bool operator==(const Question &, const Question &) = default;
    };

    void send();

    const PinEditor &m_editor;
    std::optional<Question> m_question;
    bool m_underWay = false;
    bool m_outdated = false; // another question came while one was under way
    QList<WallTime> m_times;
    std::optional<Error> m_problem;
};

/** What pins are that ask for times: as they are, but for the times that they have. */
QList<PinContent> newContents(const QList<Pin> &pins);
/** "5 pins · Tue 14:30 – Thu 10:00", or the number alone while the times are not known. */
QString slotPreviewText(int count, const SlotPreview &preview);

} // namespace pinweek
