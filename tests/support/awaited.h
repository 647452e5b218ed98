// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QTest>

#include <memory>

namespace pinweek::test {

/** The answer of an asynchronous call, for calls that overlap (else: await()); counts how often it
 * came. */
template<typename T>
class Awaited
{
public:
    /** Pass this as `done`. */
    [[nodiscard]] Done<T> done()
    {
        return [state = m_state](Result<T> result) {
            ++state->count;
            state->result = std::move(result);
        };
    }
    [[nodiscard]] int count() const { return m_state->count; }
    [[nodiscard]] bool isThere() const { return m_state->count > 0; }
    /** Waits in the event loop; the answer stays an Interrupted error if none comes. */
    const Result<T> &wait(int milliseconds = 20000)
    {
        [&] { QTRY_VERIFY_WITH_TIMEOUT(isThere(), milliseconds); }();
        return m_state->result;
    }
    /** The error that came, after wait(); one that says so if there was none. */
    Error error(int milliseconds = 20000)
    {
        const Result<T> &result = wait(milliseconds);
        return result ? Error{ErrorKind::Cancelled, QStringLiteral("there was no error")}
                      : result.error();
    }

private:
    struct State
    {
        int count = 0;
        Result<T> result = fail(ErrorKind::Interrupted, QStringLiteral("no answer came"));
    };
    std::shared_ptr<State> m_state = std::make_shared<State>();
};

} // namespace pinweek::test
