// SPDX-License-Identifier: GPL-3.0-or-later
// The part of SandboxServer behind /_control/: JSON in and out, for scripts and for the demo.
#include "sandbox/server.h"

#include <QCryptographicHash>
#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>

namespace pinweek {

using sandbox::Consent;
using sandbox::HttpReply;
using sandbox::HttpRequest;
using sandbox::jsonReply;
using sandbox::refusalReply;

namespace {

QString str(const char *text)
{
    return QString::fromLatin1(text);
}

// A web page that the user's browser has open must not steer the stand-in.
bool isFromThisMachine(const HttpRequest &request)
{
    const QByteArray host = request.header("Host").split(':').constFirst();
    return (host == "127.0.0.1" || host == "localhost") && request.header("Origin").isEmpty();
}

QString shownHeader(const QByteArray &name, const QByteArray &value)
{
    if (name.compare("Authorization", Qt::CaseInsensitive) != 0)
        return QString::fromLatin1(value);
    const QByteArray print = QCryptographicHash::hash(value, QCryptographicHash::Sha256).toHex();
    return QString::fromLatin1(value.split(' ').constFirst() + " sha256:" + print.left(12));
}

QJsonObject toJson(const RecordedRequest &entry)
{
    QJsonObject headers;
    for (const auto &[name, value] : entry.headers)
        headers.insert(QString::fromLatin1(name), shownHeader(name, value));
    return {{str("number"), entry.number},
            {str("method"), QString::fromLatin1(entry.method)},
            {str("path"), entry.path},
            {str("query"), QString::fromLatin1(entry.rawQuery)},
            {str("headers"), headers},
            {str("complete"), entry.complete},
            {str("body_size"), entry.bodySize},
            {str("body_sha256"), QString::fromLatin1(entry.bodySha256)},
            {str("first_byte_at_ms"), qint64(entry.firstByteAt.time_since_epoch().count())},
            {str("status"), entry.status}};
}

/** 0: they are taken. */
bool isCarouselRefusal(int status)
{
    return status == 0 || status == 400 || status == 403;
}

QJsonObject toJson(const sandbox::Pin &pin)
{
    QJsonArray items;
    for (const sandbox::PinItem &item : pin.items) {
        items.append(QJsonObject{{str("image_sha256"), QString::fromLatin1(item.imageSha256)},
                                 {str("title"), item.title},
                                 {str("description"), item.description},
                                 {str("link"), item.link}});
    }
    return {{str("id"), pin.id},
            {str("board_id"), pin.boardId},
            {str("board_section_id"), pin.sectionId},
            {str("title"), pin.title},
            {str("description"), pin.description},
            {str("link"), pin.link},
            {str("alt_text"), pin.altText},
            {str("created_at"), toIso(pin.createdAt)},
            {str("image_sha256"), QString::fromLatin1(pin.imageSha256)},
            {str("image_bytes"), pin.imageBytes},
            {str("content_type"), pin.contentType},
            {str("width"), pin.imageSize.width()},
            {str("height"), pin.imageSize.height()},
            {str("media_id"), pin.mediaId},
            {str("items"), items}};
}

QJsonObject toJson(const sandbox::Media &media, const QString &status)
{
    return {{str("id"), media.id},
            {str("status"), status},
            {str("uploads"), media.uploads},
            {str("bytes"), media.bytes},
            {str("sha256"), QString::fromLatin1(media.sha256)},
            {str("file_name"), QString::fromLatin1(media.fileName)},
            {str("file_type"), QString::fromLatin1(media.fileType)},
            {str("pins"), media.pins}};
}

QJsonObject toJson(const sandbox::Board &board, const QList<sandbox::Section> &sections)
{
    QJsonArray list;
    for (const sandbox::Section &section : sections)
        list.append(QJsonObject{{str("id"), section.id}, {str("name"), section.name}});
    return {{str("id"), board.id},
            {str("name"), board.name},
            {str("description"), board.description},
            {str("privacy"), board.privacy},
            {str("owner_id"), board.ownerId},
            {str("created_at"), toIso(board.createdAt)},
            {str("sections"), list}};
}

HttpReply done()
{
    return {204, {}, {}};
}

HttpReply notUnderstood(const QString &why)
{
    return refusalReply({400, 1, why});
}

std::optional<Consent> consentOf(const QString &name)
{
    if (name == QLatin1String("ask"))
        return Consent::Ask;
    if (name == QLatin1String("allow"))
        return Consent::Allow;
    if (name == QLatin1String("deny"))
        return Consent::Deny;
    return std::nullopt;
}

std::optional<sandbox::PublishDates> publishDatesOf(const QString &name)
{
    if (name == QLatin1String("refuse"))
        return sandbox::PublishDates::Refused;
    if (name == QLatin1String("ignore"))
        return sandbox::PublishDates::Ignored;
    if (name == QLatin1String("honour"))
        return sandbox::PublishDates::Honoured;
    return std::nullopt;
}

/** `course` with what the settings name. */
sandbox::MediaCourse courseOf(const QJsonObject &settings, sandbox::MediaCourse course)
{
    const auto seconds = [&settings](const char *name, std::chrono::seconds now) {
        return std::chrono::seconds(settings.value(str(name)).toInt(int(now.count())));
    };
    course.looks = settings.value(str("media_looks")).toInt(course.looks);
    course.lasts = seconds("media_lasts_s", course.lasts);
    course.fails = settings.value(str("media_fails")).toBool(course.fails);
    course.ends = settings.value(str("media_ends")).toBool(course.ends);
    course.signatureLife = seconds("signature_life_s", course.signatureLife);
    return course;
}

/** `habits` with what the settings name. */
sandbox::Habits habitsOf(const QJsonObject &settings, sandbox::Habits habits)
{
    const auto seconds = [&settings](const char *name, std::chrono::seconds now) {
        return std::chrono::seconds(settings.value(str(name)).toInt(int(now.count())));
    };
    habits.listLag = seconds("list_lag_s", habits.listLag);
    habits.createdAtOff = seconds("created_at_off_s", habits.createdAtOff);
    habits.mostItems = settings.value(str("most_items")).toInt(habits.mostItems);
    habits.pagesShift = settings.value(str("pages_shift")).toBool(habits.pagesShift);
    habits.withoutCreatedAt =
        settings.value(str("without_created_at")).toBool(habits.withoutCreatedAt);
    habits.rewritesTexts = settings.value(str("rewrites_texts")).toBool(habits.rewritesTexts);
    return habits;
}

} // namespace

HttpReply SandboxServer::control(const HttpRequest &request)
{
    if (!isFromThisMachine(request))
        return refusalReply({403, 403, str("Not from here.")});
    const QString what = request.path.mid(10);
    if (request.method == "GET")
        return controlRead(what, request);
    if (request.method == "DELETE" && what == QLatin1String("faults")) {
        clearFaults();
        return done();
    }
    if (request.method == "DELETE" && what == QLatin1String("journal")) {
        clearRequests();
        return done();
    }
    if (request.method != "POST")
        return refusalReply({405, 405, str("This method is not allowed here.")});
    if (what == QLatin1String("expire-access-tokens")) {
        expireAccessTokens();
        return done();
    }
    if (what == QLatin1String("revoke-refresh-tokens")) {
        revokeRefreshTokens();
        return done();
    }
    const QJsonDocument body = QJsonDocument::fromJson(request.body);
    if (!body.isObject())
        return notUnderstood(str("The body must be a JSON object."));
    if (what == QLatin1String("faults"))
        return controlFault(body.object());
    if (what == QLatin1String("settings"))
        return controlSettings(body.object());
    return refusalReply({404, 404, str("There is nothing at this address.")});
}

HttpReply SandboxServer::controlRead(const QString &what, const HttpRequest &request) const
{
    QJsonArray items;
    if (what == QLatin1String("journal")) {
        int since = 0;
        for (const auto &[name, value] : sandbox::parseForm(request.rawQuery))
            since = name == QLatin1String("since") ? value.toInt() : since;
        for (const RecordedRequest &entry : m_journal) {
            if (entry.number > since)
                items.append(toJson(entry));
        }
    } else if (what == QLatin1String("pins")) {
        for (const auto &[id, pin] : m_state.pins)
            items.append(toJson(pin));
    } else if (what == QLatin1String("media")) {
        for (const auto &[id, media] : m_state.media)
            items.append(toJson(media, m_state.statusOf(media)));
    } else if (what == QLatin1String("boards")) {
        for (const auto &[id, board] : m_state.boards)
            items.append(toJson(board, m_state.sectionsOf(id)));
    } else if (what == QLatin1String("state")) {
        return jsonReply(200, {{str("boards"), qint64(m_state.boards.size())},
                               {str("pins"), qint64(m_state.pins.size())},
                               {str("requests"), m_lastNumber},
                               {str("connections"), connectionCount()},
                               {str("faults"), faultCount()},
                               {str("trial_access"), m_api.trialAccess()},
                               {str("repeat_bookmark"), m_api.repeatBookmark()},
                               {str("token_endpoint_down"), m_tokenEndpointDown},
                               {str("latency_ms"), m_latency}});
    } else {
        return refusalReply({404, 404, str("There is nothing at this address.")});
    }
    return jsonReply(200, {{str("items"), items}});
}

HttpReply SandboxServer::controlFault(const QJsonObject &object)
{
    QString error;
    const sandbox::Fault fault = sandbox::Fault::fromJson(object, &error);
    if (!error.isEmpty())
        return notUnderstood(error);
    addFault(fault);
    return done();
}

// Everything is checked first, so that a mistake changes nothing.
HttpReply SandboxServer::controlSettings(const QJsonObject &settings)
{
    static const QStringList switches{
        str("trial_access"),          str("repeat_bookmark"), str("token_endpoint_down"),
        str("rotate_refresh_tokens"), str("pages_shift"),     str("without_created_at"),
        str("rewrites_texts"),        str("media_fails"),     str("media_ends")};
    static const QStringList counts{str("latency_ms"),       str("list_lag_s"),
                                    str("media_looks"),      str("media_lasts_s"),
                                    str("signature_life_s"), str("upload_pace_bytes"),
                                    str("upload_pace_ms")};
    for (auto it = settings.begin(); it != settings.end(); ++it) {
        const bool fits =
            (switches.contains(it.key()) && it->isBool()) ||
            (counts.contains(it.key()) && it->toInt(-1) >= 0) ||
            ((it.key() == QLatin1String("created_at_off_s") ||
              it.key() == QLatin1String("clock_skew_s")) &&
             it->isDouble()) ||
            (it.key() == QLatin1String("most_items") && it->toInt() >= 1) ||
            (it.key() == QLatin1String("carousel_refusal") && isCarouselRefusal(it->toInt(-1))) ||
            (it.key() == QLatin1String("publish_dates") && publishDatesOf(it->toString())) ||
            (it.key() == QLatin1String("consent") && consentOf(it->toString()));
        if (!fits)
            return notUnderstood(
                QStringLiteral("'%1' is unknown or has no such value.").arg(it.key()));
    }
    setPublishDates(publishDatesOf(settings.value(str("publish_dates")).toString())
                        .value_or(m_api.publishDates()));
    setTrialAccess(settings.value(str("trial_access")).toBool(m_api.trialAccess()));
    setCarouselRefusal(settings.value(str("carousel_refusal")).toInt(m_api.carouselRefusal()));
    setRepeatBookmark(settings.value(str("repeat_bookmark")).toBool(m_api.repeatBookmark()));
    setTokenEndpointDown(settings.value(str("token_endpoint_down")).toBool(m_tokenEndpointDown));
    setRotatesRefreshTokens(
        settings.value(str("rotate_refresh_tokens")).toBool(m_oauth.rotatesRefreshTokens()));
    setLatency(settings.value(str("latency_ms")).toInt(m_latency));
    setClockSkew(
        std::chrono::seconds(settings.value(str("clock_skew_s")).toInteger(m_clock.skew.count())));
    setMediaCourse(courseOf(settings, m_state.mediaCourse));
    if (settings.contains(str("upload_pace_bytes")))
        setUploadPace({settings.value(str("upload_pace_bytes")).toInt(),
                       settings.value(str("upload_pace_ms")).toInt()});
    setHabits(habitsOf(settings, m_api.habits()));
    setConsent(consentOf(settings.value(str("consent")).toString()).value_or(m_oauth.consent()));
    return done();
}

} // namespace pinweek
