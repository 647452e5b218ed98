// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/rows.h"

#include "store/picturerows.h"
#include "store/videostore.h"

#include <QJsonDocument>

#include <array>

namespace pinweek {

namespace {

// The order of these is that of the columns in selectPins().
enum PinColumn
{
    ColId,
    ColAccount,
    ColBoard,
    ColSection,
    ColMedia,
    ColTitle,
    ColDescription,
    ColLink,
    ColAltText,
    ColNote,
    ColWallTime,
    ColZone,
    ColRepeated,
    ColDueAt,
    ColLocked,
    ColStatus,
    ColRevision,
    ColNextAttemptAt,
    ColAttempts,
    ColErrorKind,
    ColErrorMessage,
    ColErrorHttpStatus,
    ColErrorApiCode,
    ColRemoteId,
    ColPublishedAt,
    ColRemovedAt,
    ColCreatedAt,
    ColUpdatedAt,
    ColLateCause,
    ColCampaign,
    ColPictures,
    ColUtmRecipe,
    ColSentLink,
    ColFit,
    ColCover,
    ColVideo,
};

QString wallText(const WallTime &wall)
{
    return wall.date.toString(Qt::ISODate) + QLatin1Char('T') + wall.time.toString(Qt::ISODate);
}

WallTime wallFromText(const QString &text, const QByteArray &zone, bool second)
{
    WallTime wall;
    wall.date = QDate::fromString(text.left(10), Qt::ISODate);
    wall.time = QTime::fromString(text.mid(11), Qt::ISODate);
    wall.zone = zone;
    wall.repeated = second ? RepeatedHour::Second : RepeatedHour::First;
    return wall;
}

/** Binds what users and undo change besides a pin's course, in the order of `userColumns`. */
void bindUserValues(Query &query, const PinRow &row)
{
    const PinContent &content = row.pin.content;
    query.bind(content.account).bind(content.board).bind(content.section).bind(content.media);
    query.bind(content.title)
        .bind(content.description)
        .bind(content.link)
        .bind(content.altText)
        .bind(content.note);
    if (content.planned)
        query.bind(wallText(*content.planned)).bind(QString::fromLatin1(content.planned->zone));
    else
        query.null().null();
    query.bind(content.planned && content.planned->repeated == RepeatedHour::Second);
    query.bind(content.planned ? row.pin.dueAt : std::nullopt).bind(content.locked);
    query.bind(content.campaign).bind(row.removedAt);
    query.bind(content.utm ? std::optional<qint64>(content.utm->value) : std::nullopt);
    query.bind(fitColumn(content.fit)).bind(content.cover);
}

/** Binds what publishing changes, in the order of `courseColumns`. */
void bindCourse(Query &query, const PinRow &row)
{
    query.bind(pinStatusName(row.pin.status)).bind(row.pin.nextAttemptAt).bind(row.pin.attempts);
    if (const auto &error = row.pin.lastError) {
        query.bind(errorKindName(error->kind))
            .bind(error->message)
            .bind(error->httpStatus)
            .bind(error->apiCode);
    } else {
        query.null().null().null().null();
    }
    query.bind(row.pin.remoteId).bind(row.pin.publishedAt).bind(lateCauseName(row.pin.lateCause));
    query.bind(row.pin.sentLink);
}

constexpr std::array<const char *, 19> userColumns{
    "account_id",  "board_id",   "section_id", "media_id",  "title",    "description", "link",
    "alt_text",    "note",       "wall_time",  "time_zone", "repeated", "due_at",      "locked",
    "campaign_id", "removed_at", "utm_recipe", "fit",       "cover_id"};

constexpr std::array<const char *, 11> courseColumns{
    "status",        "next_attempt_at",   "attempts",       "error_kind",
    "error_message", "error_http_status", "error_api_code", "remote_id",
    "published_at",  "late_cause",        "sent_link"};

template<typename Columns>
QStringList named(const Columns &columns, const QString &suffix = {})
{
    QStringList names;
    for (const char *column : columns)
        names += QString::fromLatin1(column) + suffix;
    return names;
}

QString insertPinSql()
{
    const QStringList columns = named(userColumns) + named(courseColumns);
    const QStringList marks(columns.size(), QStringLiteral("?"));
    return QStringLiteral("INSERT INTO pin (%1, revision, created_at, updated_at, batch_id) VALUES "
                          "(%2, 1, ?, ?, "
                          "nullif(?, 0))")
        .arg(columns.join(QStringLiteral(", ")), marks.join(QStringLiteral(", ")));
}

QString updatePinSql(const QStringList &columns)
{
    return QStringLiteral("UPDATE pin SET %1, revision = revision + 1, updated_at = ? "
                          "WHERE id = ? AND revision = ? AND status = ?")
        .arg(columns.join(QStringLiteral(", ")));
}

constexpr std::array<const char *, 3> accountStates{"connected", "waiting_for_keychain",
                                                    "reconnect_needed"};

QJsonValue jsonTime(const std::optional<UtcTime> &time)
{
    return time ? QJsonValue(toEpoch(*time)) : QJsonValue();
}

std::optional<UtcTime> timeOfJson(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(fromEpoch(value.toInteger())) : std::nullopt;
}

} // namespace

QString selectPins(const QString &from)
{
    return QStringLiteral("SELECT pin.id, pin.account_id, pin.board_id, pin.section_id, "
                          "pin.media_id, pin.title, pin.description, pin.link, "
                          "pin.alt_text, pin.note, pin.wall_time, pin.time_zone, pin.repeated, "
                          "pin.due_at, pin.locked, pin.status, "
                          "pin.revision, pin.next_attempt_at, pin.attempts, pin.error_kind, "
                          "pin.error_message, pin.error_http_status, "
                          "pin.error_api_code, pin.remote_id, pin.published_at, pin.removed_at, "
                          "pin.created_at, pin.updated_at, pin.late_cause, pin.campaign_id, ") +
           picturesColumn() +
           QStringLiteral(", pin.utm_recipe, pin.sent_link, pin.fit, pin.cover_id, ") +
           videoColumn() + QStringLiteral(" FROM ") + from;
}

PinRow readPin(const Query &query)
{
    PinRow row;
    Pin &pin = row.pin;
    pin.id = query.id<PinId>(ColId);
    pin.content.account = query.id<AccountId>(ColAccount);
    pin.content.board = query.id<BoardId>(ColBoard);
    pin.content.section = query.id<SectionId>(ColSection);
    pin.content.media = query.id<MediaId>(ColMedia);
    pin.content.title = query.text(ColTitle);
    pin.content.description = query.text(ColDescription);
    pin.content.link = query.text(ColLink);
    pin.content.altText = query.text(ColAltText);
    pin.content.note = query.text(ColNote);
    if (!query.isNull(ColWallTime)) {
        pin.content.planned = wallFromText(query.text(ColWallTime), query.text(ColZone).toLatin1(),
                                           query.flag(ColRepeated));
    }
    pin.dueAt = query.time(ColDueAt);
    pin.content.locked = query.flag(ColLocked);
    pin.status = pinStatusFromName(query.text(ColStatus)).value_or(PinStatus::Draft);
    pin.revision = query.integer(ColRevision);
    pin.nextAttemptAt = query.time(ColNextAttemptAt);
    pin.attempts = int(query.integer(ColAttempts));
    if (!query.isNull(ColErrorKind)) {
        pin.lastError =
            PinError{errorKindFromName(query.text(ColErrorKind)), query.text(ColErrorMessage),
                     int(query.integer(ColErrorHttpStatus)), int(query.integer(ColErrorApiCode))};
    }
    pin.remoteId = query.text(ColRemoteId);
    pin.publishedAt = query.time(ColPublishedAt);
    row.removedAt = query.time(ColRemovedAt);
    pin.createdAt = fromEpoch(query.integer(ColCreatedAt));
    pin.updatedAt = fromEpoch(query.integer(ColUpdatedAt));
    pin.lateCause = lateCauseFromName(query.text(ColLateCause));
    pin.content.campaign = query.id<CampaignId>(ColCampaign);
    pin.content.pictures = readPictures(query.text(ColPictures));
    if (!query.isNull(ColUtmRecipe))
        pin.content.utm = query.id<UtmRecipeId>(ColUtmRecipe);
    pin.sentLink = query.text(ColSentLink);
    pin.content.fit = readFit(query.text(ColFit));
    pin.content.cover = query.id<MediaId>(ColCover);
    pin.video = readVideoProgress(query.text(ColVideo));
    return row;
}

std::optional<PinRow> findPin(Database &db, PinId id)
{
    static const QString sql = selectPins() + QStringLiteral("WHERE pin.id = ?");
    Query query(db, sql);
    query.bind(id);
    if (!query.next())
        return std::nullopt;
    return readPin(query);
}

PinId insertPin(Database &db, const PinRow &row, qint64 batch)
{
    static const QString sql = insertPinSql();
    Query query(db, sql);
    bindUserValues(query, row);
    bindCourse(query, row);
    query.bind(row.pin.createdAt).bind(row.pin.updatedAt).bind(batch);
    if (query.run() != 1)
        return {};
    const PinId id{query.insertedId()};
    writePictures(db, id, {}, row.pin.content.pictures);
    return id;
}

bool updatePin(Database &db, const PinRow &before, const PinRow &after, UtcTime now)
{
    static const QString sqlOfAll = updatePinSql(named(userColumns, QStringLiteral(" = ?")) +
                                                 named(courseColumns, QStringLiteral(" = ?")));
    static const QString sqlOfCourse = updatePinSql(named(courseColumns, QStringLiteral(" = ?")));
    // A column that is named is looked up, indexed anew and watched by triggers, also where its
    // value stays.
    const bool isOnlyItsCourse = before.pin.content == after.pin.content &&
                                 before.pin.dueAt == after.pin.dueAt &&
                                 before.removedAt == after.removedAt;
    Query query(db, isOnlyItsCourse ? sqlOfCourse : sqlOfAll);
    if (!isOnlyItsCourse)
        bindUserValues(query, after);
    bindCourse(query, after);
    query.bind(now)
        .bind(before.pin.id)
        .bind(before.pin.revision)
        .bind(pinStatusName(before.pin.status));
    if (query.run() != 1)
        return false;
    writePictures(db, before.pin.id, before.pin.content.pictures, after.pin.content.pictures);
    return true;
}

QByteArray undoValues(const PinRow &row)
{
    const PinContent &content = row.pin.content;
    QJsonObject json{
        {QStringLiteral("account"), content.account.value},
        {QStringLiteral("board"), content.board.value},
        {QStringLiteral("section"), content.section.value},
        {QStringLiteral("media"), content.media.value},
        {QStringLiteral("campaign"), content.campaign.value},
        {QStringLiteral("title"), content.title},
        {QStringLiteral("description"), content.description},
        {QStringLiteral("link"), content.link},
        {QStringLiteral("alt_text"), content.altText},
        {QStringLiteral("note"), content.note},
        {QStringLiteral("locked"), content.locked},
        {QStringLiteral("status"), pinStatusName(row.pin.status)},
        {QStringLiteral("due_at"), jsonTime(row.pin.dueAt)},
        {QStringLiteral("next_attempt_at"), jsonTime(row.pin.nextAttemptAt)},
        {QStringLiteral("removed_at"), jsonTime(row.removedAt)},
    };
    if (content.utm)
        json.insert(QStringLiteral("utm"), content.utm->value);
    if (const auto &planned = content.planned) {
        json.insert(QStringLiteral("wall_time"), wallText(*planned));
        json.insert(QStringLiteral("time_zone"), QString::fromLatin1(planned->zone));
        json.insert(QStringLiteral("second"), planned->repeated == RepeatedHour::Second);
    }
    if (const QString fit = fitToText(content.fit); !fit.isEmpty())
        json.insert(QStringLiteral("fit"), fit);
    if (content.cover.isValid())
        json.insert(QStringLiteral("cover"), content.cover.value);
    if (content.isCarousel())
        json.insert(QStringLiteral("pictures"), picturesJson(content.pictures));
    if (const auto &error = row.pin.lastError) {
        json.insert(QStringLiteral("error"),
                    QJsonObject{{QStringLiteral("kind"), errorKindName(error->kind)},
                                {QStringLiteral("message"), error->message},
                                {QStringLiteral("http_status"), error->httpStatus},
                                {QStringLiteral("api_code"), error->apiCode}});
    }
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

PinRow withUndoValues(PinRow row, const QByteArray &text)
{
    const QJsonObject json = QJsonDocument::fromJson(text).object();
    PinContent &content = row.pin.content;
    content.account = AccountId{json[QLatin1String("account")].toInteger()};
    content.board = BoardId{json[QLatin1String("board")].toInteger()};
    content.section = SectionId{json[QLatin1String("section")].toInteger()};
    content.media = MediaId{json[QLatin1String("media")].toInteger()};
    content.campaign = CampaignId{json[QLatin1String("campaign")].toInteger()};
    content.title = json[QLatin1String("title")].toString();
    content.description = json[QLatin1String("description")].toString();
    content.link = json[QLatin1String("link")].toString();
    content.altText = json[QLatin1String("alt_text")].toString();
    content.note = json[QLatin1String("note")].toString();
    content.locked = json[QLatin1String("locked")].toBool();
    content.pictures = picturesFromJson(json[QLatin1String("pictures")].toArray());
    content.fit = readFit(json[QLatin1String("fit")].toString());
    content.cover = MediaId{json[QLatin1String("cover")].toInteger()};
    content.utm.reset();
    if (const QJsonValue utm = json[QLatin1String("utm")]; utm.isDouble())
        content.utm = UtmRecipeId{utm.toInteger()};
    content.planned.reset();
    if (json.contains(QLatin1String("wall_time"))) {
        content.planned = wallFromText(json[QLatin1String("wall_time")].toString(),
                                       json[QLatin1String("time_zone")].toString().toLatin1(),
                                       json[QLatin1String("second")].toBool());
    }
    row.pin.status =
        pinStatusFromName(json[QLatin1String("status")].toString()).value_or(PinStatus::Draft);
    row.pin.dueAt = timeOfJson(json[QLatin1String("due_at")]);
    row.pin.nextAttemptAt = timeOfJson(json[QLatin1String("next_attempt_at")]);
    row.removedAt = timeOfJson(json[QLatin1String("removed_at")]);
    if (row.pin.status == PinStatus::Scheduled && !row.pin.nextAttemptAt)
        row.pin.lateCause = LateCause::None;
    row.pin.lastError.reset();
    if (json.contains(QLatin1String("error"))) {
        const QJsonObject error = json[QLatin1String("error")].toObject();
        row.pin.lastError = PinError{errorKindFromName(error[QLatin1String("kind")].toString()),
                                     error[QLatin1String("message")].toString(),
                                     error[QLatin1String("http_status")].toInt(),
                                     error[QLatin1String("api_code")].toInt()};
    }
    return row;
}

bool hasSameValues(const PinRow &a, const PinRow &b)
{
    return a.pin.content == b.pin.content && a.pin.status == b.pin.status &&
           a.pin.dueAt == b.pin.dueAt && a.pin.nextAttemptAt == b.pin.nextAttemptAt &&
           a.pin.lastError == b.pin.lastError && a.removedAt == b.removedAt;
}

void addHistory(Database &db, PinId pin, UtcTime at, PinStatus from, PinStatus to,
                const QString &origin, const QString &detail)
{
    Query(db, QStringLiteral(
                  "INSERT INTO pin_history (pin_id, at, from_status, to_status, origin, detail) "
                  "VALUES (?, ?, ?, ?, ?, ?)"))
        .bind(pin)
        .bind(at)
        .bind(pinStatusName(from))
        .bind(pinStatusName(to))
        .bind(origin)
        .bind(detail)
        .run();
}

QString selectAccounts()
{
    return QStringLiteral(
        "SELECT id, environment, api_base, authorize_url, token_url, remote_id, username, app_id, "
        "time_zone, "
        "default_board_id, title_required, link_required, state, sign_in_ends_at, delivery, "
        "sign_in_renews FROM "
        "account ");
}

Account readAccount(const Query &query)
{
    Account account;
    account.id = query.id<AccountId>(0);
    account.environment = environmentFromName(query.text(1));
    account.endpoints = {QUrl(query.text(2)), QUrl(query.text(3)), QUrl(query.text(4))};
    account.remoteId = query.text(5);
    account.username = query.text(6);
    account.appId = query.text(7);
    account.zone = query.text(8).toLatin1();
    account.defaultBoard = query.id<BoardId>(9);
    account.titleRequired = query.flag(10);
    account.linkRequired = query.flag(11);
    account.state = accountStateFromName(query.text(12));
    account.signInEndsAt = query.time(13);
    account.delivery = deliveryModeFromName(query.text(14));
    account.signInRenews = query.flag(15);
    return account;
}

std::optional<Account> findAccount(Database &db, AccountId id)
{
    static const QString sql = selectAccounts() + QStringLiteral("WHERE id = ?");
    Query query(db, sql);
    query.bind(id);
    if (!query.next())
        return std::nullopt;
    return readAccount(query);
}

std::optional<AccountId> findLocalPlan(Database &db)
{
    Query query(db, QStringLiteral("SELECT id FROM account WHERE environment = 'local'"));
    if (!query.next())
        return std::nullopt;
    return query.id<AccountId>(0);
}

AccountId insertAccount(Database &db, const Account &account)
{
    Query query(
        db, QStringLiteral(
                "INSERT INTO account (environment, api_base, authorize_url, token_url, remote_id, "
                "username, app_id, time_zone, default_board_id, title_required, link_required, "
                "state, sign_in_ends_at, delivery, sign_in_renews) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    bindAccount(query, account);
    return query.run() == 1 ? AccountId{query.insertedId()} : AccountId{};
}

void bindAccount(Query &query, const Account &account)
{
    query.bind(environmentName(account.environment));
    query.bind(account.endpoints.apiBase.toString()).bind(account.endpoints.authorize.toString());
    query.bind(account.endpoints.token.toString()).bind(account.remoteId).bind(account.username);
    query.bind(account.appId).bind(QString::fromLatin1(account.zone)).bind(account.defaultBoard);
    query.bind(account.titleRequired)
        .bind(account.linkRequired)
        .bind(accountStateName(account.state));
    query.bind(account.signInEndsAt).bind(deliveryModeName(account.delivery));
    query.bind(account.signInRenews);
}

AccountId insertLocalPlan(Database &db)
{
    Account plan;
    plan.zone = systemZone();
    return insertAccount(db, plan);
}

QString accountStateName(AccountState state)
{
    return QString::fromLatin1(accountStates.at(size_t(state)));
}

AccountState accountStateFromName(const QString &name)
{
    for (size_t i = 0; i < accountStates.size(); ++i) {
        if (name == QLatin1String(accountStates[i]))
            return AccountState(i);
    }
    return AccountState::ReconnectNeeded;
}

QString selectBoards()
{
    return QStringLiteral(
        "SELECT id, account_id, remote_id, name, description, privacy, owner, collaborators, "
        "remote_pin_count, planned_count, colour_index, remote_pins_at FROM board ");
}

Board readBoard(const Query &query)
{
    Board board;
    board.id = query.id<BoardId>(0);
    board.account = query.id<AccountId>(1);
    board.remoteId = query.text(2);
    board.name = query.text(3);
    board.description = query.text(4);
    board.privacy = boardPrivacyFromName(query.text(5));
    board.owner = query.text(6);
    board.collaborators = int(query.integer(7));
    board.remotePinCount = int(query.integer(8));
    board.plannedCount = int(query.integer(9));
    board.colourIndex = int(query.integer(10));
    board.remotePinsAt = query.time(11);
    return board;
}

QString selectSections()
{
    return QStringLiteral("SELECT board_section.id, board_section.board_id, "
                          "board_section.remote_id, board_section.name "
                          "FROM board_section ");
}

BoardSection readSection(const Query &query)
{
    return {query.id<SectionId>(0), query.id<BoardId>(1), query.text(2), query.text(3)};
}

QString selectMedia()
{
    return QStringLiteral(
        "SELECT id, sha256, format, file_name, width, height, bytes, created_at, picture_hash, "
        "animated, kind, duration_ms, codec, poster_id FROM media_asset ");
}

MediaAsset readMedia(const Query &query)
{
    MediaAsset asset;
    asset.id = query.id<MediaId>(0);
    asset.sha256 = query.text(1);
    asset.format = query.text(2);
    asset.fileName = query.text(3);
    asset.size = QSize(int(query.integer(4)), int(query.integer(5)));
    asset.bytes = query.integer(6);
    asset.createdAt = fromEpoch(query.integer(7));
    if (!query.isNull(8))
        asset.pictureHash = quint64(query.integer(8));
    asset.animated = query.integer(9) != 0;
    asset.kind = mediaKindFromName(query.text(10));
    asset.duration = std::chrono::milliseconds(query.integer(11));
    asset.codec = query.text(12);
    asset.poster = query.id<MediaId>(13);
    return asset;
}

} // namespace pinweek
