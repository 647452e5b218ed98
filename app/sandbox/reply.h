// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http.h"

#include <QJsonObject>
#include <QString>

#include <tl/expected.hpp>

namespace pinweek::sandbox {

/** A refusal in Pinterest's form, `{"code", "message"}` (pinterest-api.md 3.2). */
struct Refusal
{
    int status = 400;
    int code = 1;
    QString message;
};

/** A reply, or why there is none. */
using Outcome = tl::expected<HttpReply, Refusal>;

[[nodiscard]] inline tl::unexpected<Refusal> refuse(int status, int code, const QString &message)
{
    return tl::make_unexpected(Refusal{status, code, message});
}
/** 400 code 1: bad parameters. */
[[nodiscard]] inline tl::unexpected<Refusal> badRequest(const QString &message)
{
    return refuse(400, 1, message);
}

HttpReply jsonReply(int status, const QJsonObject &object);
HttpReply refusalReply(const Refusal &refusal);
HttpReply pageReply(int status, const QString &title, const QString &bodyHtml);
/** 302 to an address; never kept by a cache. */
HttpReply redirectReply(const QByteArray &location);

} // namespace pinweek::sandbox
