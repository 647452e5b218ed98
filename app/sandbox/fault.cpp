// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/fault.h"

#include "sandbox/reply.h"

#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace pinweek::sandbox {

namespace {

constexpr std::array<QLatin1String, 9> kindNames{
    QLatin1String("answer"), QLatin1String("delay"),        QLatin1String("hang"),
    QLatin1String("drop"),   QLatin1String("cut"),          QLatin1String("garbage"),
    QLatin1String("huge"),   QLatin1String("never_ending"), QLatin1String("cut_body")};

HttpReply withBody(const char *type, QByteArray body)
{
    return {200, {{"Content-Type", type}}, std::move(body)};
}

QByteArray hugeBody(qint64 bytes)
{
    const QByteArray head = "{\"items\": [";
    const QByteArray tail = "], \"bookmark\": null}";
    return head + QByteArray(qMax<qint64>(0, bytes - head.size() - tail.size()), ' ') + tail;
}

} // namespace

bool Fault::fits(const HttpRequest &request) const
{
    return (method.isEmpty() || method == request.method) && request.path.startsWith(pathPrefix) &&
           request.body.contains(bodyContains);
}

HttpReply Fault::replyInsteadOf(const HttpReply &right) const
{
    switch (kind) {
    case Kind::Answer: {
        HttpReply reply = body.isEmpty()
                              ? refusalReply({status, status == 429 ? 8 : status,
                                              QStringLiteral("A fault of the stand-in.")})
                              : HttpReply{status, {{"Content-Type", "application/json"}}, body};
        reply.headers += headers;
        return reply;
    }
    case Kind::Garbage:
        return withBody("text/html", "<html><body>Sorry! We are having a little trouble.</body>");
    case Kind::Huge:
        return withBody("application/json", hugeBody(bytes));
    case Kind::NeverEnding:
        return withBody("application/json", {});
    case Kind::Delay:
    case Kind::Hang:
    case Kind::Drop:
    case Kind::Cut:
    case Kind::CutBody:
        break;
    }
    return right;
}

Sending Fault::sending() const
{
    switch (kind) {
    case Kind::Hang:
        return {Sending::Way::Never, 0, delayMs};
    case Kind::Drop:
        return {Sending::Way::Drop, 0, delayMs};
    case Kind::Cut:
        return {Sending::Way::Cut, bytes, delayMs};
    case Kind::NeverEnding:
        return {Sending::Way::Endless, 0, delayMs};
    case Kind::Answer:
    case Kind::Delay:
    case Kind::Garbage:
    case Kind::Huge:
    case Kind::CutBody:
        break;
    }
    return {Sending::Way::Whole, 0, delayMs};
}

QString Fault::kindName(Kind kind)
{
    return kindNames.at(size_t(kind));
}

Fault Fault::fromJson(const QJsonObject &object, QString *error)
{
    static const QStringList known{
        QStringLiteral("kind"),   QStringLiteral("times"),    QStringLiteral("skip"),
        QStringLiteral("commit"), QStringLiteral("method"),   QStringLiteral("path_prefix"),
        QStringLiteral("status"), QStringLiteral("headers"),  QStringLiteral("body"),
        QStringLiteral("bytes"),  QStringLiteral("delay_ms"), QStringLiteral("body_contains")};
    error->clear();
    for (const QString &key : object.keys()) {
        if (!known.contains(key))
            *error = QStringLiteral("unknown field \"%1\"").arg(key);
    }
    Fault fault;
    const QString kind = object.value(QLatin1String("kind")).toString(kindName(fault.kind));
    const auto name = std::find(kindNames.begin(), kindNames.end(), kind);
    if (name == kindNames.end())
        *error = QStringLiteral("unknown kind \"%1\"").arg(kind);
    else
        fault.kind = Kind(name - kindNames.begin());
    fault.times = object.value(QLatin1String("times")).toInt(fault.times);
    fault.skip = object.value(QLatin1String("skip")).toInt();
    fault.commits = object.value(QLatin1String("commit")).toBool();
    fault.method = object.value(QLatin1String("method")).toString().toLatin1();
    fault.pathPrefix = object.value(QLatin1String("path_prefix")).toString();
    fault.bodyContains = object.value(QLatin1String("body_contains")).toString().toUtf8();
    fault.status = object.value(QLatin1String("status")).toInt(fault.status);
    fault.bytes = object.value(QLatin1String("bytes")).toInteger();
    fault.delayMs = object.value(QLatin1String("delay_ms")).toInt();
    const QJsonValue body = object.value(QLatin1String("body"));
    fault.body =
        body.isObject() ? QJsonDocument(body.toObject()).toJson() : body.toString().toUtf8();
    const QJsonObject headers = object.value(QLatin1String("headers")).toObject();
    for (auto header = headers.begin(); header != headers.end(); ++header)
        fault.headers.append({header.key().toLatin1(), header->toString().toLatin1()});
    return fault;
}

} // namespace pinweek::sandbox
