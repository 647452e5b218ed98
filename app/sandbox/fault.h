// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http.h"

#include <QJsonObject>

namespace pinweek::sandbox {

/** What goes wrong with the next requests that it fits. */
struct Fault
{
    enum class Kind
    {
        Answer,      // answers `status`, `headers` and `body`
        Delay,       // the right answer, `delayMs` later
        Hang,        // never answers
        Drop,        // ends the connection without answering
        Cut,         // the right answer, cut after `bytes` (status line and headers count)
        Garbage,     // 200 with text that is no JSON
        Huge,        // 200 with a JSON body of `bytes`
        NeverEnding, // 200 with a body that trickles for ever
        CutBody,     // ends the connection once `bytes` of the request's body have come
    };
    Kind kind = Kind::Answer;
    /** How many fitting requests it strikes; below 0: for ever. */
    int times = 1;
    /** So many fitting requests pass first. */
    int skip = 0;
    /** Whether the request does its work all the same: a pin exists though the answer says
     * otherwise. */
    bool commits = false;
    /** Empty: any. */
    QByteArray method = {};
    /** Whole path with /v5, from its start: "/v5/pins" fits "/v5/pins/1" too. Empty: any. */
    QString pathPrefix = {};
    /** The request's body has these bytes in it, such as a pin's title. Empty: any. */
    QByteArray bodyContains = {};
    int status = 500;
    HeaderList headers = {};
    /** Empty: an error body in Pinterest's form. */
    QByteArray body = {};
    qint64 bytes = 0;
    int delayMs = 0;

    [[nodiscard]] bool fits(const HttpRequest &request) const;
    /** The reply in place of the right one; unchanged for the kinds that keep it. */
    [[nodiscard]] HttpReply replyInsteadOf(const HttpReply &right) const;
    [[nodiscard]] Sending sending() const;

    /** Name in the control API: "answer", "never_ending", … */
    static QString kindName(Kind kind);
    /** From the control API's JSON; `error` says what is wrong with it, else it is empty. */
    static Fault fromJson(const QJsonObject &object, QString *error);
};

} // namespace pinweek::sandbox
