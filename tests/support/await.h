// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QObject>
#include <QTest>

#include <functional>
#include <optional>

namespace pinweek::test {

/**
 * Starts an asynchronous call and waits for its answer:
 * `await<Board>([&](QObject *c, Done<Board> done) { store.save(board, c, done); })`.
 * Interrupted when no answer comes within `timeoutMs`.
 */
template<typename T>
Result<T> await(const std::function<void(QObject *, Done<T>)> &start, int timeoutMs = 20'000)
{
    QObject context;
    std::optional<Result<T>> answer;
    start(&context, [&answer](Result<T> result) { answer = std::move(result); });
    if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, timeoutMs))
        return fail(ErrorKind::Interrupted, QStringLiteral("no answer in time"));
    return *answer;
}

} // namespace pinweek::test
