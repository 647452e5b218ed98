// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/state.h"

#include "core/sha256.h"

#include <QRandomGenerator>

#include <algorithm>

namespace pinweek::sandbox {

namespace {

// 18 digits, and beyond what a double holds exactly: an id read as a number comes back wrong.
constexpr quint64 firstId = 549755813888000417ULL;
constexpr quint64 idStep = 1037;
constexpr std::chrono::minutes codeLife(10);

} // namespace

const QStringList &allScopes()
{
    static const QStringList scopes{
        QStringLiteral("user_accounts:read"),  QStringLiteral("boards:read"),
        QStringLiteral("boards:write"),        QStringLiteral("pins:read"),
        QStringLiteral("pins:write"),          QStringLiteral("boards:read_secret"),
        QStringLiteral("boards:write_secret"), QStringLiteral("pins:read_secret"),
        QStringLiteral("pins:write_secret")};
    return scopes;
}

const QStringList &usualScopes()
{
    static const QStringList scopes = allScopes().mid(0, 5);
    return scopes;
}

QString randomText(int length)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    QString text;
    text.reserve(length);
    for (int i = 0; i < length; ++i)
        text += QLatin1Char(letters[QRandomGenerator::system()->bounded(int(sizeof(letters)) - 1)]);
    return text;
}

PinterestState::PinterestState(const Clock &clock) : m_clock(clock), m_lastId(firstId) {}

QString PinterestState::newId()
{
    m_lastId += idStep;
    return QString::number(m_lastId);
}

User &PinterestState::addUser(const QString &username)
{
    User user;
    user.id = newId();
    user.username = username;
    return users.emplace(user.id, user).first->second;
}

Board &PinterestState::addBoard(const QString &ownerId, const QString &name)
{
    Board board;
    board.id = newId();
    board.name = name;
    board.ownerId = ownerId;
    board.createdAt = m_clock.now();
    board.pinsModifiedAt = board.createdAt;
    return boards.emplace(board.id, board).first->second;
}

Section &PinterestState::addSection(const QString &boardId, const QString &name)
{
    const Section section{newId(), boardId, name};
    return sections.emplace(section.id, section).first->second;
}

Pin &PinterestState::addPin(Pin pin)
{
    pin.id = newId();
    pin.createdAt = m_clock.now();
    touchBoard(pin.boardId);
    const QString id = pin.id;
    return pins.emplace(id, std::move(pin)).first->second;
}

const Image &PinterestState::addImage(const QByteArray &bytes, const QString &contentType,
                                      QSize size)
{
    const QByteArray sha = sha256Hex(bytes);
    auto found = images.find(sha);
    if (found == images.end())
        found = images.insert(sha, Image{sha, bytes, contentType, size});
    return *found;
}

Media &PinterestState::addMedia(const QString &ownerId)
{
    Media made;
    made.id = newId();
    made.ownerId = ownerId;
    made.registeredAt = m_clock.now();
    const QByteArray date =
        toDateTime(made.registeredAt).toString(QStringLiteral("yyyyMMdd'T'hhmmss'Z'")).toLatin1();
    const auto random = [](int length) { return randomText(length).toLatin1(); };
    made.parameters = {
        {"x-amz-date", date},
        {"x-amz-signature", sha256Hex(random(16))},
        // Signs that a client must send on as they are.
        {"x-amz-security-token", random(300) + "+/=="},
        {"x-amz-algorithm", "AWS4-HMAC-SHA256"},
        {"x-amz-credential",
         "ASIA" + random(16) + '/' + date.left(8) + "/us-east-1/s3/aws4_request"},
        {"key", "uploads/11/aa/22/3:video:" + ownerId.toLatin1() + ':' + made.id.toLatin1()},
        {"policy", random(200).toBase64()},
        {"Content-Type", "multipart/form-data"}};
    return media.emplace(made.id, made).first->second;
}

QString PinterestState::statusOf(const Media &one) const
{
    if (!one.uploadedAt)
        return QStringLiteral("registered");
    const bool isOver = mediaCourse.ends && one.looks >= mediaCourse.looks &&
                        m_clock.now() >= *one.uploadedAt + mediaCourse.lasts;
    if (!isOver)
        return QStringLiteral("processing");
    return mediaCourse.fails || !one.isVideo ? QStringLiteral("failed")
                                             : QStringLiteral("succeeded");
}

Token &PinterestState::addToken(const QString &appId, const QString &userId,
                                const QStringList &scopes, const QString &access)
{
    Token token;
    token.access = access.isEmpty() ? QStringLiteral("pina_") + randomText(48) : access;
    token.refresh = QStringLiteral("pinr.") + randomText(64);
    token.appId = appId;
    token.userId = userId;
    token.scopes = scopes;
    token.accessExpires = m_clock.now() + accessLife;
    token.refreshExpires = m_clock.now() + refreshLife;
    tokens.append(token);
    return tokens.last();
}

Code &PinterestState::addCode(const QString &appId, const QString &redirectUri,
                              const QStringList &scopes)
{
    codes.append(
        Code{randomText(40), appId, signedInUserId, redirectUri, scopes, m_clock.now() + codeLife});
    return codes.last();
}

const Token *PinterestState::tokenByAccess(const QString &access) const
{
    const auto found = std::find_if(tokens.begin(), tokens.end(), [&](const Token &token) {
        return token.access == access && token.accessExpires > m_clock.now();
    });
    return found == tokens.end() ? nullptr : &*found;
}

Token *PinterestState::tokenByRefresh(const QString &refresh)
{
    const auto found = std::find_if(tokens.begin(), tokens.end(), [&](const Token &token) {
        return token.refresh == refresh && !token.refreshRevoked &&
               token.refreshExpires > m_clock.now();
    });
    return found == tokens.end() ? nullptr : &*found;
}

std::optional<Code> PinterestState::takeCode(const QString &code)
{
    const auto found =
        std::find_if(codes.begin(), codes.end(), [&](const Code &one) { return one.code == code; });
    if (found == codes.end())
        return std::nullopt;
    const Code taken = *found;
    codes.erase(found);
    if (taken.expires <= m_clock.now())
        return std::nullopt;
    return taken;
}

void PinterestState::removeBoard(QString id)
{
    boards.erase(id);
    std::erase_if(sections, [&](const auto &entry) { return entry.second.boardId == id; });
    std::erase_if(pins, [&](const auto &entry) { return entry.second.boardId == id; });
}

void PinterestState::removeSection(QString id)
{
    sections.erase(id);
    std::erase_if(pins, [&](const auto &entry) { return entry.second.sectionId == id; });
}

void PinterestState::removePin(QString id)
{
    const auto found = pins.find(id);
    if (found == pins.end())
        return;
    touchBoard(found->second.boardId);
    pins.erase(found);
}

QList<Section> PinterestState::sectionsOf(const QString &boardId) const
{
    QList<Section> found;
    for (const auto &[id, section] : sections) {
        if (section.boardId == boardId)
            found.append(section);
    }
    return found;
}

QList<Pin> PinterestState::pinsOf(const QString &boardId) const
{
    QList<Pin> found;
    for (const auto &[id, pin] : pins) {
        if (pin.boardId == boardId)
            found.append(pin);
    }
    return found;
}

void PinterestState::touchBoard(const QString &id)
{
    const auto board = boards.find(id);
    if (board != boards.end())
        board->second.pinsModifiedAt = m_clock.now();
}

} // namespace pinweek::sandbox
