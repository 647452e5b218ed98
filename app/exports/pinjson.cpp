// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/pinjson.h"

#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/campaignstore.h"
#include "store/mediastore.h"
#include "store/store.h"
#include "store/utmstore.h"
#include "text/texts.h"
#include "workspace/workspace.h"

#include <QDir>
#include <QJsonArray>

namespace pinweek {

namespace {

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue orNull(const std::optional<UtcTime> &time)
{
    return time ? QJsonValue(toIso(*time)) : QJsonValue();
}

/** What is made of a picture when it is sent; null: nothing. */
QJsonValue fitJson(const PictureFit &fit, QSize size)
{
    if (!fit.changes())
        return {};
    const QSize sent = fittedSize(fit, size);
    QJsonObject json{{QStringLiteral("kind"),
                      fit.kind == FitKind::Crop ? QStringLiteral("crop") : QStringLiteral("pad")},
                     {QStringLiteral("ratio"), fitShapeName(fit.shape)},
                     {QStringLiteral("focus"), QJsonArray{fit.focus.x(), fit.focus.y()}},
                     {QStringLiteral("width"), sent.width()},
                     {QStringLiteral("height"), sent.height()}};
    if (fit.kind == FitKind::Crop)
        json.insert(QStringLiteral("part"),
                    QJsonArray{fit.part.x(), fit.part.y(), fit.part.width(), fit.part.height()});
    else
        json.insert(QStringLiteral("background"),
                    fit.blurred ? QStringLiteral("blur")
                                : QStringLiteral("#%1").arg(fit.colour, 6, 16, QLatin1Char('0')));
    return json;
}

/** Of a video pin: its file, the picture that shows it, its length in ms; else empty. */
QJsonObject videoJson(const PinContent &content, Workspace &workspace)
{
    const MediaAssets media =
        workspace.store().media().shown(shownMedia(content)).value_or(MediaAssets());
    const auto video = videoOf(content, media);
    if (!video)
        return {};
    const QDir directory(workspace.directory());
    QJsonObject json{
        {QStringLiteral("type"), QStringLiteral("video")},
        {QStringLiteral("files"),
         QJsonArray{directory.filePath(mediaRelativePath(video->sha256, video->format))}},
        {QStringLiteral("duration_ms"), qint64(video->duration.count())},
        {QStringLiteral("codec"), video->codec},
        {QStringLiteral("width"), video->size.width()},
        {QStringLiteral("height"), video->size.height()},
        {QStringLiteral("bytes"), video->bytes}};
    if (const auto cover = pictureOf(content, media))
        json.insert(QStringLiteral("cover"),
                    directory.filePath(mediaRelativePath(cover->sha256, cover->format)));
    return json;
}

QJsonObject mediaJson(const Pin &pin, Workspace &workspace)
{
    QJsonArray files;
    QJsonArray items;
    for (const CarouselPicture &picture : picturesOf(pin.content)) {
        const Result<MediaAsset> asset = workspace.store().media().asset(picture.media);
        if (!asset)
            continue;
        const QString file =
            QDir(workspace.directory()).filePath(mediaRelativePath(asset->sha256, asset->format));
        files.append(file);
        items.append(QJsonObject{{QStringLiteral("file"), file},
                                 {QStringLiteral("title"), picture.title},
                                 {QStringLiteral("description"), picture.description},
                                 {QStringLiteral("link"), picture.link},
                                 {QStringLiteral("fit"), fitJson(picture.fit, asset->size)}});
    }
    if (const QJsonObject video = videoJson(pin.content, workspace); !video.isEmpty())
        return video;
    if (!pin.content.isCarousel())
        return {{QStringLiteral("type"), QStringLiteral("image")},
                {QStringLiteral("files"), files},
                {QStringLiteral("fit"),
                 items.isEmpty() ? QJsonValue() : items.first()[QLatin1String("fit")]}};
    return {{QStringLiteral("type"), QStringLiteral("carousel")},
            {QStringLiteral("files"), files},
            {QStringLiteral("items"), items}};
}

/** "default", "none", or a recipe's name. */
QString utmName(Workspace &workspace, const std::optional<UtmRecipeId> &choice)
{
    if (!choice)
        return QStringLiteral("default");
    const Result<UtmRecipe> recipe = workspace.store().utm().recipe(*choice);
    return recipe ? recipe->name : QStringLiteral("none");
}

QString sectionRemoteId(const Board &board, SectionId id)
{
    for (const BoardSection &section : board.sections) {
        if (section.id == id)
            return section.remoteId;
    }
    return {};
}

QJsonValue errorJson(const Pin &pin)
{
    if (!pin.lastError)
        return {};
    return QJsonObject{{QStringLiteral("kind"), errorKindName(pin.lastError->kind)},
                       {QStringLiteral("message"), problemText(pin)}};
}

/** How far a video is on its way; null for pins of pictures, and before it begins. */
QJsonValue uploadJson(const Pin &pin)
{
    if (!pin.video)
        return {};
    return QJsonObject{{QStringLiteral("step"), videoStepName(pin.video->step)},
                       {QStringLiteral("percent"), pin.video->percent}};
}

/** As Pinterest got it, or will. */
QString taggedLink(const Pin &pin, Workspace &workspace)
{
    const bool isSent = !isEditable(pin.status);
    if (isSent)
        return pin.sentLink.isEmpty() ? pin.content.link : pin.sentLink;
    return workspace.store().utm().linkOf(pin.id, pin.content).value_or(pin.content.link);
}

} // namespace

const Board &PinJson::board(BoardId id)
{
    auto known = m_boards.constFind(id);
    if (known == m_boards.constEnd())
        known = m_boards.insert(id, m_workspace.store().boards().board(id).value_or(Board()));
    return *known;
}

const Account &PinJson::account(AccountId id)
{
    auto known = m_accounts.constFind(id);
    if (known == m_accounts.constEnd())
        known =
            m_accounts.insert(id, m_workspace.store().accounts().account(id).value_or(Account()));
    return *known;
}

const QJsonValue &PinJson::campaign(CampaignId id)
{
    auto known = m_campaigns.constFind(id);
    if (known == m_campaigns.constEnd()) {
        const Result<Campaign> campaign = m_workspace.store().campaigns().campaign(id);
        known = m_campaigns.insert(id, campaign ? QJsonValue(campaign->name) : QJsonValue());
    }
    return *known;
}

QJsonObject pinJson(const Pin &pin, Workspace &workspace)
{
    return PinJson(workspace).of(pin);
}

QJsonObject PinJson::of(const Pin &pin)
{
    Workspace &workspace = m_workspace;
    const PinContent &content = pin.content;
    const Board &board = this->board(content.board);
    const Account &account = this->account(content.account);
    const QString planned = content.planned
                                ? QDateTime(content.planned->date, content.planned->time, Qt::UTC)
                                      .toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss"))
                                : QString();
    return {
        {QStringLiteral("id"), pin.id.toString()},
        {QStringLiteral("pin_id"), orNull(pin.remoteId)},
        {QStringLiteral("status"), pinStatusName(pin.status)},
        {QStringLiteral("publish_at"), orNull(pin.dueAt)},
        {QStringLiteral("planned_at"), orNull(planned)},
        {QStringLiteral("time_zone"),
         content.planned ? QJsonValue(QString::fromLatin1(content.planned->zone)) : QJsonValue()},
        {QStringLiteral("account_id"), orNull(account.remoteId)},
        {QStringLiteral("board_id"), orNull(board.remoteId)},
        {QStringLiteral("board_section_id"), orNull(sectionRemoteId(board, content.section))},
        {QStringLiteral("campaign"), campaign(content.campaign)},
        {QStringLiteral("title"), content.title},
        {QStringLiteral("description"), content.description},
        {QStringLiteral("link"), content.link},
        {QStringLiteral("tagged_link"), taggedLink(pin, workspace)},
        {QStringLiteral("utm"), utmName(workspace, content.utm)},
        {QStringLiteral("alt_text"), content.altText},
        {QStringLiteral("note"), content.note},
        {QStringLiteral("locked"), content.locked},
        {QStringLiteral("media"), mediaJson(pin, workspace)},
        {QStringLiteral("attempts"), pin.attempts},
        {QStringLiteral("video_upload"), uploadJson(pin)},
        {QStringLiteral("last_error"), errorJson(pin)},
    };
}

} // namespace pinweek
