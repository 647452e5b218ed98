// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/transport.h"

#include <QByteArrayView>

#include <memory>

namespace pinweek {

/**
 * Reads one HTTP/1 answer (RFC 9112) from bytes as they come in, in pieces of any size. Answers
 * that only announce another one (1xx) are passed over. Any thread, one at a time.
 */
class AnswerReader
{
public:
    enum class State
    {
        Incomplete,
        Complete,
        Broken ///< not HTTP
    };

    AnswerReader();
    ~AnswerReader();
    AnswerReader(const AnswerReader &) = delete;
    AnswerReader &operator=(const AnswerReader &) = delete;

    /** More bytes; what follows a complete answer is left out. */
    State add(QByteArrayView bytes);
    /** The connection has ended, which completes an answer that says no length. */
    State end();
    /** What is known of it so far; status 0 until its head is there. */
    [[nodiscard]] const HttpAnswer &answer() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pinweek
