// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QMetaObject>
#include <QObject>
#include <QPointer>

#include <functional>
#include <tl/expected.hpp>
#include <utility>

namespace pinweek {

/** A value or an Error. Everything that can fail returns one. */
template<typename T>
using Result = tl::expected<T, Error>;

/** Makes the error half of any Result: `return fail(ErrorKind::Media, QStringLiteral("…"));` */
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorKind kind, QString detail)
{
    return tl::make_unexpected(Error{kind, std::move(detail)});
}

[[nodiscard]] inline tl::unexpected<Error> fail(Error error)
{
    return tl::make_unexpected(std::move(error));
}

/**
 * The answer of an asynchronous call, given as the last parameters `QObject *context, Done<T> done`.
 * `done` runs once, on the main thread (the thread of `context`), after the call has returned, and
 * never once `context` is gone.
 */
template<typename T>
using Done = std::function<void(Result<T>)>;

/** Calls `done(result)` from the event loop of `context`'s thread; dropped if `context` dies. Any thread. */
template<typename T>
void deliver(QObject *context, Done<T> done, Result<T> result)
{
    if (!done)
        return;
    QMetaObject::invokeMethod(
        context,
        [done = std::move(done), result = std::move(result)]() mutable { done(std::move(result)); },
        Qt::QueuedConnection);
}

} // namespace pinweek
