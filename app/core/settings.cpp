// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"

#include "core/logging.h"

#include <QFile>
#include <QFileSystemWatcher>
#include <QVariant>

#include <algorithm>

namespace pinweek {

namespace {

constexpr auto themeKey = "look/theme";
constexpr auto dayCapKey = "pace/dayCap";
constexpr auto windowStartKey = "pace/windowStart";
constexpr auto windowEndKey = "pace/windowEnd";
constexpr auto leastGapKey = "pace/leastGapMinutes";
constexpr auto sameLinkKey = "spacing/sameLinkDays";
constexpr auto sameImageKey = "spacing/sameImageDays";
constexpr auto linkDaysKey = "spacing/links";
constexpr int mostSpacing = 365;
constexpr auto latePolicyKey = "late/policy";
constexpr auto greatestLatenessKey = "late/greatestHours";
constexpr auto redirectPortKey = "connect/redirectPort";
constexpr auto continuousRefreshKey = "connect/continuousRefresh";
constexpr auto publisherPausedKey = "publisher/paused";
constexpr auto whenNotFoundKey = "publisher/whenNotFound";
constexpr auto lookPagesKey = "publisher/mostLookPages";
constexpr auto carouselsKey = "publisher/carousels";
constexpr auto writerOnKey = "writer/on";
constexpr auto writerAddressKey = "writer/address";
constexpr auto writerModelKey = "writer/model";
constexpr auto linkRuleKey = "publisher/linkRule";
constexpr auto imageTargetKey = "media/targetBytes";
constexpr auto staysAwakeKey = "computer/staysAwake";
constexpr auto staysAwakeOnBatteryKey = "computer/staysAwakeOnBattery";
constexpr auto dailyBackupsKey = "backups/daily";
constexpr auto backupsKeptKey = "backups/kept";
constexpr auto backupFolderKey = "backups/folder";
constexpr int mostBackups = 365;
constexpr auto shownAccountKey = "window/account"; // 0: all of them, -1: none yet
constexpr auto newPinsAccountKey = "window/accountOfNewPins";
constexpr auto firstRunKey = "window/firstRunDone";
constexpr auto startOfferedKey = "computer/startOffered";
constexpr auto trayNoticeKey = "window/trayNoticeShown";
constexpr auto minimisedNoticeKey = "window/minimisedNoticeShown";
constexpr auto leftPanelKey = "window/leftPanel";
constexpr auto hourHeightKey = "window/hourHeight";
constexpr auto calendarKindKey = "window/calendar";
constexpr auto recentBoardsKey = "boards/recent";
constexpr auto boardsReadKey = "boards/readAt";
constexpr int mostRecentBoards = 6;
constexpr auto geometryKey = "window/geometry";

QVariant defaultValue(const char *key)
{
    static const QHash<QLatin1String, QVariant> defaults{
        {QLatin1String(themeKey), 0},
        {QLatin1String(dayCapKey), 10},
        {QLatin1String(windowStartKey), QTime(8, 0)},
        {QLatin1String(windowEndKey), QTime(20, 0)},
        {QLatin1String(leastGapKey), 2},
        {QLatin1String(sameLinkKey), 2},
        {QLatin1String(sameImageKey), 7},
        {QLatin1String(latePolicyKey), 0},
        {QLatin1String(greatestLatenessKey), 24},
        {QLatin1String(redirectPortKey), 8085},
        {QLatin1String(continuousRefreshKey), true},
        {QLatin1String(publisherPausedKey), false},
        {QLatin1String(whenNotFoundKey), 0},
        {QLatin1String(lookPagesKey), 40},
        {QLatin1String(carouselsKey), false},
        {QLatin1String(writerOnKey), false},
        {QLatin1String(writerAddressKey), QString()},
        {QLatin1String(writerModelKey), QString()},
        {QLatin1String(linkRuleKey), 1},
        {QLatin1String(imageTargetKey), 8'000'000},
        {QLatin1String(staysAwakeKey), true},
        {QLatin1String(staysAwakeOnBatteryKey), false},
        {QLatin1String(dailyBackupsKey), true},
        {QLatin1String(backupsKeptKey), 7},
        {QLatin1String(backupFolderKey), QString()},
        {QLatin1String(shownAccountKey), -1},
        {QLatin1String(newPinsAccountKey), 0},
        {QLatin1String(firstRunKey), false},
        {QLatin1String(startOfferedKey), false},
        {QLatin1String(trayNoticeKey), false},
        {QLatin1String(leftPanelKey), true},
        {QLatin1String(hourHeightKey), 88},
        {QLatin1String(calendarKindKey), 0},
        {QLatin1String(geometryKey), QByteArray()},
    };
    return defaults.value(QLatin1String(key));
}

const auto limitsGroup = QStringLiteral("limits/");
const auto perMinuteName = QStringLiteral("_per_minute");
const auto perDayName = QStringLiteral("_per_day");
const auto allPerDayName = QStringLiteral("all_per_day");

/** A number that is read from the file comes as text. */
QVariant comparable(const QVariant &value)
{
    const QString text = value.toString();
    return text.isEmpty() ? value : QVariant(text);
}

QString limitKey(AccountId account, const QString &name)
{
    return QStringLiteral("%1%2/%3").arg(limitsGroup, account.toString(), name);
}

} // namespace

Settings::Settings(const QString &file, QObject *parent)
    : QObject(parent), m_settings(file, QSettings::IniFormat), m_known(all())
{
}

Settings::~Settings() = default;

void Settings::follow()
{
    if (m_watcher)
        return;
    m_watcher = std::make_unique<QFileSystemWatcher>();
    connect(m_watcher.get(), &QFileSystemWatcher::fileChanged, this, [this] {
        watch();
        catchUp();
    });
    // A file that isn't there can't be watched.
    if (!QFile::exists(m_settings.fileName()))
        QFile(m_settings.fileName()).open(QIODevice::WriteOnly | QIODevice::Append);
    watch();
    catchUp();
}

/** A writer puts a new file in the place of the old one, and with that goes its watch. */
void Settings::watch()
{
    if (m_watcher->files().isEmpty() && !m_watcher->addPath(m_settings.fileName()))
        qCWarning(logCore).noquote() << "no watch on" << m_settings.fileName() << "to be had";
}

void Settings::catchUp()
{
    m_settings.sync();
    const QVariantMap now = all();
    if (now == m_known)
        return;
    m_known = now;
    emit changed();
}

void Settings::flush()
{
    m_settings.sync();
}

QVariantMap Settings::all() const
{
    QVariantMap values;
    const QStringList keys = m_settings.allKeys();
    for (const QString &key : keys)
        values.insert(key, comparable(m_settings.value(key)));
    return values;
}

ThemeChoice Settings::theme() const
{
    return ThemeChoice(qBound(0, value(themeKey).toInt(), 3));
}

void Settings::setTheme(ThemeChoice theme)
{
    setValue(themeKey, int(theme));
}

int Settings::dayCap() const
{
    return qMax(1, value(dayCapKey).toInt());
}

void Settings::setDayCap(int pins)
{
    setValue(dayCapKey, pins);
}

QTime Settings::windowStart() const
{
    return value(windowStartKey).toTime();
}

QTime Settings::windowEnd() const
{
    return value(windowEndKey).toTime();
}

void Settings::setWindow(QTime start, QTime end)
{
    setValue(windowStartKey, start);
    setValue(windowEndKey, end);
}

std::chrono::minutes Settings::leastGap() const
{
    return std::chrono::minutes(qBound(1, value(leastGapKey).toInt(), 24 * 60));
}

void Settings::setLeastGap(std::chrono::minutes gap)
{
    setValue(leastGapKey, int(gap.count()));
}

int Settings::sameLinkDays() const
{
    return qBound(0, value(sameLinkKey).toInt(), mostSpacing);
}

void Settings::setSameLinkDays(int days)
{
    setValue(sameLinkKey, days);
}

int Settings::sameImageDays() const
{
    return qBound(0, value(sameImageKey).toInt(), mostSpacing);
}

void Settings::setSameImageDays(int days)
{
    setValue(sameImageKey, days);
}

QList<LinkDays> Settings::linkDays() const
{
    // "14 https://example.com/soup"
    QList<LinkDays> links;
    const QStringList lines = value(linkDaysKey).toStringList();
    for (const QString &line : lines) {
        const QString link = line.section(QLatin1Char(' '), 1);
        if (!link.isEmpty())
            links += LinkDays{link,
                              qBound(0, line.section(QLatin1Char(' '), 0, 0).toInt(), mostSpacing)};
    }
    return links;
}

void Settings::setLinkDays(const QList<LinkDays> &links)
{
    QStringList lines;
    for (const LinkDays &each : links)
        lines += QString::number(each.days) + QLatin1Char(' ') + each.link;
    setValue(linkDaysKey, lines);
}

LatePolicy Settings::latePolicy() const
{
    return LatePolicy(qBound(0, value(latePolicyKey).toInt(), 3));
}

void Settings::setLatePolicy(LatePolicy policy)
{
    setValue(latePolicyKey, int(policy));
}

std::chrono::hours Settings::greatestLateness() const
{
    return std::chrono::hours(qBound(1, value(greatestLatenessKey).toInt(), 60 * 24));
}

void Settings::setGreatestLateness(std::chrono::hours lateness)
{
    setValue(greatestLatenessKey, int(lateness.count()));
}

int Settings::limit(AccountId account, const QString &name, int otherwise) const
{
    const QString workspaceKey = limitsGroup + name;
    const QVariant all = m_settings.value(workspaceKey, otherwise);
    return qMax(0, m_settings.value(limitKey(account, name), all).toInt());
}

RequestLimits Settings::requestLimits(AccountId account, const RequestLimits &otherwise) const
{
    RequestLimits limits = otherwise;
    for (const RequestCategory category : requestCategories) {
        const QString name = requestCategoryName(category);
        RequestLimit &of = limits.of(category);
        of.perMinute = limit(account, name + perMinuteName, of.perMinute);
        of.perDay = limit(account, name + perDayName, of.perDay);
    }
    limits.allPerDay = limit(account, allPerDayName, limits.allPerDay);
    return limits;
}

void Settings::setRequestLimits(AccountId account, const RequestLimits &limits)
{
    for (const RequestCategory category : requestCategories) {
        const QString name = requestCategoryName(category);
        const RequestLimit &of = limits.of(category);
        m_settings.setValue(limitKey(account, name + perMinuteName), of.perMinute);
        m_settings.setValue(limitKey(account, name + perDayName), of.perDay);
    }
    m_settings.setValue(limitKey(account, allPerDayName), limits.allPerDay);
    m_known = all();
    emit changed();
}

int Settings::redirectPort() const
{
    return qBound(1, value(redirectPortKey).toInt(), 65535);
}

void Settings::setRedirectPort(int port)
{
    setValue(redirectPortKey, port);
}

bool Settings::continuousRefresh() const
{
    return value(continuousRefreshKey).toBool();
}

void Settings::setContinuousRefresh(bool on)
{
    setValue(continuousRefreshKey, on);
}

bool Settings::publisherPaused() const
{
    return value(publisherPausedKey).toBool();
}

void Settings::setPublisherPaused(bool paused)
{
    setValue(publisherPausedKey, paused);
}

WhenNotFound Settings::whenNotFound() const
{
    return WhenNotFound(qBound(0, value(whenNotFoundKey).toInt(), 1));
}

void Settings::setWhenNotFound(WhenNotFound what)
{
    setValue(whenNotFoundKey, int(what));
}

LinkRule Settings::linkRule() const
{
    return LinkRule(qBound(0, value(linkRuleKey).toInt(), 2));
}

void Settings::setLinkRule(LinkRule rule)
{
    setValue(linkRuleKey, int(rule));
}

int Settings::mostLookPages() const
{
    return qMax(1, value(lookPagesKey).toInt());
}

void Settings::setMostLookPages(int pages)
{
    setValue(lookPagesKey, pages);
}

bool Settings::carousels() const
{
    return value(carouselsKey).toBool();
}

void Settings::setCarousels(bool on)
{
    setValue(carouselsKey, on);
}

bool Settings::writerOn() const
{
    return value(writerOnKey).toBool();
}

void Settings::setWriterOn(bool on)
{
    setValue(writerOnKey, on);
}

QString Settings::writerAddress() const
{
    return value(writerAddressKey).toString();
}

void Settings::setWriterAddress(const QString &address)
{
    setValue(writerAddressKey, address);
}

QString Settings::writerModel() const
{
    return value(writerModelKey).toString();
}

void Settings::setWriterModel(const QString &model)
{
    setValue(writerModelKey, model);
}

qint64 Settings::imageTargetBytes() const
{
    return value(imageTargetKey).toLongLong();
}

void Settings::setImageTargetBytes(qint64 bytes)
{
    setValue(imageTargetKey, bytes);
}

QList<BoardId> Settings::recentBoards() const
{
    QList<BoardId> boards;
    const QStringList ids = value(recentBoardsKey).toStringList();
    for (const QString &id : ids) {
        if (const auto board = BoardId::fromString(id); board.isValid())
            boards.append(board);
    }
    return boards;
}

void Settings::addRecentBoard(BoardId board)
{
    QStringList ids = value(recentBoardsKey).toStringList();
    ids.removeAll(board.toString());
    ids.prepend(board.toString());
    setValue(recentBoardsKey, ids.mid(0, mostRecentBoards));
}

std::optional<UtcTime> Settings::boardsReadAt(AccountId account) const
{
    const auto seconds = value(boardsReadKey).toMap().value(account.toString()).toLongLong();
    return seconds > 0 ? std::optional(fromEpoch(seconds)) : std::nullopt;
}

void Settings::setBoardsReadAt(AccountId account, UtcTime time)
{
    QVariantMap times = value(boardsReadKey).toMap();
    times.insert(account.toString(), toEpoch(time));
    setValue(boardsReadKey, times);
}

bool Settings::staysAwake() const
{
    return value(staysAwakeKey).toBool();
}

void Settings::setStaysAwake(bool on)
{
    setValue(staysAwakeKey, on);
}

bool Settings::staysAwakeOnBattery() const
{
    return value(staysAwakeOnBatteryKey).toBool();
}

void Settings::setStaysAwakeOnBattery(bool on)
{
    setValue(staysAwakeOnBatteryKey, on);
}

bool Settings::dailyBackups() const
{
    return value(dailyBackupsKey).toBool();
}

void Settings::setDailyBackups(bool on)
{
    setValue(dailyBackupsKey, on);
}

int Settings::backupsKept() const
{
    return std::clamp(value(backupsKeptKey).toInt(), 1, mostBackups);
}

void Settings::setBackupsKept(int count)
{
    setValue(backupsKeptKey, std::clamp(count, 1, mostBackups));
}

QString Settings::backupFolder() const
{
    return value(backupFolderKey).toString();
}

void Settings::setBackupFolder(const QString &folder)
{
    setValue(backupFolderKey, folder);
}

std::optional<AccountId> Settings::shownAccount() const
{
    const qint64 id = value(shownAccountKey).toLongLong();
    return id < 0 ? std::nullopt : std::optional(AccountId{id});
}

void Settings::setShownAccount(AccountId account)
{
    setValue(shownAccountKey, account.value);
}

AccountId Settings::accountOfNewPins() const
{
    return {qMax<qint64>(0, value(newPinsAccountKey).toLongLong())};
}

void Settings::setAccountOfNewPins(AccountId account)
{
    setValue(newPinsAccountKey, account.value);
}

bool Settings::firstRunDone() const
{
    return value(firstRunKey).toBool();
}

void Settings::setFirstRunDone(bool done)
{
    setValue(firstRunKey, done);
}

bool Settings::startOffered() const
{
    return value(startOfferedKey).toBool();
}

void Settings::setStartOffered(bool offered)
{
    setValue(startOfferedKey, offered);
}

bool Settings::trayNoticeShown() const
{
    return value(trayNoticeKey).toBool();
}

void Settings::setTrayNoticeShown(bool shown)
{
    setValue(trayNoticeKey, shown);
}

bool Settings::minimisedNoticeShown() const
{
    return value(minimisedNoticeKey).toBool();
}

void Settings::setMinimisedNoticeShown(bool shown)
{
    setValue(minimisedNoticeKey, shown);
}

bool Settings::leftPanelVisible() const
{
    return value(leftPanelKey).toBool();
}

void Settings::setLeftPanelVisible(bool visible)
{
    setValue(leftPanelKey, visible);
}

int Settings::hourHeight() const
{
    return qBound(24, value(hourHeightKey).toInt(), 240);
}

void Settings::setHourHeight(int px)
{
    setValue(hourHeightKey, px);
}

CalendarKind Settings::calendarKind() const
{
    return CalendarKind(qBound(0, value(calendarKindKey).toInt(), 2));
}

void Settings::setCalendarKind(CalendarKind kind)
{
    setValue(calendarKindKey, int(kind));
}

QByteArray Settings::windowGeometry() const
{
    return value(geometryKey).toByteArray();
}

void Settings::setWindowGeometry(const QByteArray &geometry)
{
    setValue(geometryKey, geometry);
}

QVariant Settings::value(const char *key) const
{
    return m_settings.value(QLatin1String(key), defaultValue(key));
}

void Settings::setValue(const char *key, const QVariant &newValue)
{
    if (value(key) == newValue)
        return;
    m_settings.setValue(QLatin1String(key), newValue);
    m_known.insert(QLatin1String(key), comparable(newValue));
    emit changed();
}

} // namespace pinweek
