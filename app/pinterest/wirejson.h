// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "pinterest/wiretypes.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>

/**
 * JSON of the API to types and back. Pure, any thread. A required field that is missing or of a
 * wrong type is a Server error; an optional one of a wrong type counts as missing; unknown ones are
 * ignored.
 */
namespace pinweek::pinterest {

/** What an answer with an error status says. All empty for a body that is not of that form. */
struct ApiError
{
    int code = 0;
    QString message;
    QString detail; // message_detail, seen on 429
};

template<typename T>
struct Page
{
    QList<T> items;
    QString bookmark; // empty: the last page
};

/** True for an id of the API: a text of digits. */
bool isRemoteId(const QString &id);

Result<QJsonObject> readObject(const QByteArray &body);
ApiError readApiError(const QByteArray &body);

Result<RemoteAccount> readAccount(const QJsonObject &object);
Result<RemoteBoard> readBoard(const QJsonObject &object);
Result<RemoteSection> readSection(const QJsonObject &object);
Result<RemotePin> readPin(const QJsonObject &object);

Result<MediaRegistration> readRegistration(const QJsonObject &object);
Result<RemoteMedia> readMedia(const QJsonObject &object);

QByteArray writeMedia();
QByteArray writeBoard(const BoardCreate &board);
QByteArray writeBoardUpdate(const BoardUpdate &update);
QByteArray writeSection(const QString &name);

/** A page of a list; one item that can't be read spoils it, since a list with holes would prove
 * nothing. */
template<typename T>
Result<Page<T>> readPage(const QJsonObject &object, Result<T> (*readItem)(const QJsonObject &))
{
    const QJsonValue items = object.value(QLatin1String("items"));
    if (!items.isArray())
        return fail(ErrorKind::Server, QStringLiteral("the list has no items"));
    Page<T> page;
    const QJsonArray array = items.toArray();
    for (const QJsonValue &value : array) {
        Result<T> item = readItem(value.toObject());
        if (!item)
            return fail(item.error());
        page.items.append(*std::move(item));
    }
    page.bookmark = object.value(QLatin1String("bookmark")).toString();
    return page;
}

} // namespace pinweek::pinterest
