// SPDX-License-Identifier: GPL-3.0-or-later
#include "pinterest/answererror.h"

#include "core/serverwait.h"
#include "pinterest/wirejson.h"

namespace pinweek::pinterest {

namespace {

bool speaksOfSpam(const ApiError &api)
{
    return api.message.contains(QLatin1String("spam"), Qt::CaseInsensitive) ||
           api.detail.contains(QLatin1String("spam"), Qt::CaseInsensitive);
}

ErrorKind kindOf(int status, const ApiError &api)
{
    switch (status) {
    case 401:
        // Neither is mended by another token of the same sign-in.
        return api.code == pinterestCodes::missingScope ||
                       api.code == pinterestCodes::notAllowedThere
                   ? ErrorKind::Forbidden
                   : ErrorKind::Unauthorized;
    case 403:
        return api.code == pinterestCodes::accessTier ? ErrorKind::AccessTier
                                                      : ErrorKind::Forbidden;
    case 404:
        return ErrorKind::NotFound;
    case 407: // a proxy on the way wants a sign-in of its own: Pinterest was not reached
        return ErrorKind::Offline;
    case 408: // the server gave up waiting: not the fault of what was asked
        return ErrorKind::Server;
    case 409:
        return ErrorKind::Conflict;
    case 429:
        return speaksOfSpam(api) ? ErrorKind::Spam : ErrorKind::RateLimited;
    default:
        return status >= 400 && status < 500 ? ErrorKind::Rejected : ErrorKind::Server;
    }
}

/** A complete 4xx says that nothing was done; 408 and all others leave it open. What a proxy
 * refuses never gets to Pinterest. */
Delivery deliveryOf(int status)
{
    if (status == 407)
        return Delivery::NotSent;
    return status >= 400 && status < 500 && status != 408 ? Delivery::Answered
                                                          : Delivery::MaybeSent;
}

} // namespace

Error errorOfAnswer(const HttpAnswer &answer, bool write, UtcTime now)
{
    const ApiError api = readApiError(answer.body);
    Error error;
    error.kind = kindOf(answer.status, api);
    error.detail = QStringLiteral("HTTP %1, code %2").arg(answer.status).arg(api.code);
    if (answer.status == 429 || answer.status == 503)
        error.retryAfter = serverWait(answer, now);
    if (write)
        error.delivery = deliveryOf(answer.status);
    error.httpStatus = answer.status;
    error.apiCode = api.code;
    error.apiMessage =
        api.detail.isEmpty() ? api.message : api.message + QLatin1Char(' ') + api.detail;
    error.requestId = QString::fromLatin1(answer.header("x-pinterest-rid"));
    return error;
}

Error errorOfNonsense(Error error, const HttpAnswer &answer, bool write)
{
    error.kind = ErrorKind::Server;
    error.httpStatus = answer.status;
    error.requestId = QString::fromLatin1(answer.header("x-pinterest-rid"));
    if (write)
        error.delivery = Delivery::MaybeSent;
    return error;
}

} // namespace pinweek::pinterest
