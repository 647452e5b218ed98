// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QEventLoop>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <memory>
#include <source_location>

namespace pinweek::test {

/**
 * Runs the event loop until `isSo`, at most so long; false: it never was. QTest::qWaitFor() sleeps
 * ten milliseconds between two looks: this one looks after each event of this thread, and for what
 * other threads and programs bring about every 20 ms.
 */
template<typename Condition>
[[nodiscard]] bool waitUntil(Condition &&isSo, int milliseconds = 20'000)
{
    const QDeadlineTimer end(milliseconds, Qt::PreciseTimer);
    QTimer wake;
    wake.start(std::min(milliseconds, 20));
    while (!isSo()) {
        if (end.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    return true;
}

// Qt Test's QTRY macros look again every 50 ms: most of the time of a test that has many of them.
// These look after each event of this thread as well.
#undef QTRY_LOOP_IMPL
#define QTRY_LOOP_IMPL(expr, timeoutValue, step)                                                   \
    if (!(expr))                                                                                   \
        QTest::qWait(0);                                                                           \
    int qt_test_i = 0;                                                                             \
    for (; qt_test_i < (timeoutValue) && !(QTest::runningTest() && QTest::currentTestFailed()) &&  \
           !(expr);                                                                                \
         qt_test_i += (step)) {                                                                    \
        if (pinweek::test::waitUntil([&] { return static_cast<bool>(expr); }, step))               \
            break;                                                                                 \
    }

/**
 * The answer of an asynchronous call. For calls that overlap, or whose answer may come but once;
 * one call alone is shorter with await().
 */
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
    /** Waits in the event loop. If no answer comes, the test fails at `caller` (also where it
     * expects an error), and the answer stays Interrupted. */
    const Result<T> &wait(int milliseconds = 20'000,
                          const std::source_location &caller = std::source_location::current())
    {
        // The benchmarks wait too, and have no test to fail.
        if (!waitUntil([this] { return isThere(); }, milliseconds) && QTest::currentTestFunction())
            QTest::qFail("no answer came", caller.file_name(), int(caller.line()));
        return m_state->result;
    }
    /** The error that came, after wait(); one that says so if there was none. */
    Error error(int milliseconds = 20'000,
                const std::source_location &caller = std::source_location::current())
    {
        const Result<T> &result = wait(milliseconds, caller);
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

/**
 * Starts an asynchronous call and waits for its answer, as Awaited::wait() does:
 * `await<Board>([&](QObject *context, auto done) { boards.save(board, context, done); })`.
 */
template<typename T, typename Call>
Result<T> await(Call &&start, int milliseconds = 20'000,
                const std::source_location &caller = std::source_location::current())
{
    QObject context;
    Awaited<T> answer;
    start(&context, answer.done());
    return answer.wait(milliseconds, caller);
}

/** What can't fail in a sane test; else nothing after it would mean anything, and the program ends
 * with the error's text. */
template<typename T>
T must(Result<T> result)
{
    if (!result)
        qFatal("%s", qUtf8Printable(result.error().detail));
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

} // namespace pinweek::test
