// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/id.h"
#include "core/requestlimits.h"

#include <QList>
#include <QObject>
#include <QSettings>
#include <QTime>

#include <chrono>
#include <memory>
#include <optional>

class QFileSystemWatcher;

namespace pinweek {

enum class ThemeChoice
{
    System,
    Light,
    Dark,
    HighContrast
};

/** How the calendar is shown. */
enum class CalendarKind
{
    Week,
    Month,
    List
};

/** What becomes of pins whose time passed while nothing could be published. */
enum class LatePolicy
{
    Publish,  // go out, some minutes apart
    NextFree, // planned anew, at the next free times
    Ask,      // each waits for a person
    Skip,     // become drafts that were missed
};

/** What happens to a pin whose answer got lost and that two looks did not find at Pinterest. */
enum class WhenNotFound
{
    SendAgain,
    AskFirst // it is never sent a second time by itself
};

/** What a broken link means for its pin, which is looked at shortly before the pin goes out. */
enum class LinkRule
{
    Off,  // nothing is looked at
    Warn, // it is said, and the pin goes out
    Hold, // the pin waits for a person
};

/** A link whose pins keep a distance of their own. */
struct LinkDays
{
    QString link; // as it was typed
    int days = 0;
    friend bool operator==(const LinkDays &, const LinkDays &) = default;
};

/**
 * The workspace's settings: one typed getter and setter a key, one table of keys and defaults
 * (settings.cpp). No secret is ever kept here. Main thread.
 */
class Settings : public QObject
{
    Q_OBJECT

public:
    /** @param file path of the INI file; made when first written. */
    explicit Settings(const QString &file, QObject *parent = nullptr);
    ~Settings() override;

    /** From now on what another process writes shows at once, with `changed`. Nothing is polled. */
    void follow();
    /** Reads what another process may have written; `changed` comes if that is something new. */
    void catchUp();
    /** What was set is in the file when it returns, for other processes to see. */
    void flush();

    [[nodiscard]] ThemeChoice theme() const;
    void setTheme(ThemeChoice theme);

    /** Pins a day before a day is marked as over its cap. */
    [[nodiscard]] int dayCap() const;
    void setDayCap(int pins);
    /** The hours in which the app itself chooses times; local time of the account. */
    [[nodiscard]] QTime windowStart() const;
    [[nodiscard]] QTime windowEnd() const;
    void setWindow(QTime start, QTime end);
    /** The least time between two pins of an account whose times the app chooses. */
    [[nodiscard]] std::chrono::minutes leastGap() const;
    void setLeastGap(std::chrono::minutes gap);

    /** The least days between two pins of an account with the same link, and with the same image,
     * where the app chooses the time; 0: any. At most 365. */
    [[nodiscard]] int sameLinkDays() const;
    void setSameLinkDays(int days);
    [[nodiscard]] int sameImageDays() const;
    void setSameImageDays(int days);
    /** Links with a number of their own, in the order in which they were made. */
    [[nodiscard]] QList<LinkDays> linkDays() const;
    void setLinkDays(const QList<LinkDays> &links);

    /** The rule for late pins; those later than `greatestLateness` are always asked about. */
    [[nodiscard]] LatePolicy latePolicy() const;
    void setLatePolicy(LatePolicy policy);
    [[nodiscard]] std::chrono::hours greatestLateness() const;
    void setGreatestLateness(std::chrono::hours lateness);

    /** How many requests to Pinterest the account may make: what was set for it, else for the whole
     * workspace, else `otherwise`, number by number. */
    [[nodiscard]] RequestLimits requestLimits(AccountId account,
                                              const RequestLimits &otherwise) const;
    /** For the account. */
    void setRequestLimits(AccountId account, const RequestLimits &limits);

    /** TCP port of the login redirect `http://localhost:<port>/`, as registered with Pinterest. */
    [[nodiscard]] int redirectPort() const;
    void setRedirectPort(int port);
    /** Send `continuous_refresh=true` with the code exchange (apps made before 25 September 2025).
     */
    [[nodiscard]] bool continuousRefresh() const;
    void setContinuousRefresh(bool on);

    /** The publisher is held back by the user. */
    [[nodiscard]] bool publisherPaused() const;
    void setPublisherPaused(bool paused);

    [[nodiscard]] WhenNotFound whenNotFound() const;
    void setWhenNotFound(WhenNotFound what);
    /** Pages (of 250 pins) of a board that are read to find a pin; on a larger board a person
     * looks. */
    [[nodiscard]] int mostLookPages() const;
    void setMostLookPages(int pages);

    /** Carousels can be made and are sent. Off at first: Pinterest may refuse them
     * (pinterest-api.md 8.2). */
    [[nodiscard]] bool carousels() const;
    void setCarousels(bool on);

    /** A program that proposes texts may be asked, at this address ("http://localhost:11434/v1"),
     * for this model. Off and empty at first. Its key is in the TokenVault. */
    [[nodiscard]] bool writerOn() const;
    void setWriterOn(bool on);
    [[nodiscard]] QString writerAddress() const;
    void setWriterAddress(const QString &address);
    [[nodiscard]] QString writerModel() const;
    void setWriterModel(const QString &model);

    [[nodiscard]] LinkRule linkRule() const;
    void setLinkRule(LinkRule rule);

    /** Encoded images larger than this many bytes are made smaller before they are sent. */
    [[nodiscard]] qint64 imageTargetBytes() const;
    void setImageTargetBytes(qint64 bytes);

    /** Boards that were chosen lately, the last one first, at most six. */
    [[nodiscard]] QList<BoardId> recentBoards() const;
    void addRecentBoard(BoardId board);
    /** When the list of boards of an account was last read whole from Pinterest. */
    [[nodiscard]] std::optional<UtcTime> boardsReadAt(AccountId account) const;
    void setBoardsReadAt(AccountId account, UtcTime time);

    /** The computer doesn't fall asleep by itself while a pin is due soon. */
    [[nodiscard]] bool staysAwake() const;
    void setStaysAwake(bool on);
    /** On battery power too. */
    [[nodiscard]] bool staysAwakeOnBattery() const;
    void setStaysAwakeOnBattery(bool on);

    /** A backup of the plan is made by itself once a day while Pinweek runs. */
    [[nodiscard]] bool dailyBackups() const;
    void setDailyBackups(bool on);
    /** How many of them are kept: 1 to 365. */
    [[nodiscard]] int backupsKept() const;
    void setBackupsKept(int count);
    /** Where they go; empty: into the workspace's own folder `backups`. */
    [[nodiscard]] QString backupFolder() const;
    void setBackupFolder(const QString &folder);

    /** The account that the window showed last, invalid for all of them; nullopt: none yet. */
    [[nodiscard]] std::optional<AccountId> shownAccount() const;
    void setShownAccount(AccountId account);
    /** Where new pins go while all accounts are shown; invalid: not chosen. */
    [[nodiscard]] AccountId accountOfNewPins() const;
    void setAccountOfNewPins(AccountId account);

    /** The first steps were shown, or skipped. */
    [[nodiscard]] bool firstRunDone() const;
    void setFirstRunDone(bool done);

    /** The user answered the offer to start Pinweek at login. */
    [[nodiscard]] bool startOffered() const;
    void setStartOffered(bool offered);
    [[nodiscard]] bool trayNoticeShown() const;
    void setTrayNoticeShown(bool shown);
    /** The same of the window that was minimised where there is no tray. */
    [[nodiscard]] bool minimisedNoticeShown() const;
    void setMinimisedNoticeShown(bool shown);
    [[nodiscard]] bool leftPanelVisible() const;
    void setLeftPanelVisible(bool visible);
    /** Calendar zoom, px per hour. */
    [[nodiscard]] int hourHeight() const;
    void setHourHeight(int px);
    [[nodiscard]] CalendarKind calendarKind() const;
    void setCalendarKind(CalendarKind kind);
    [[nodiscard]] QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray &geometry);

signals:
    /** Some value is now another. */
    void changed();

private:
    [[nodiscard]] QVariant value(const char *key) const;
    void setValue(const char *key, const QVariant &value);
    [[nodiscard]] int limit(AccountId account, const QString &name, int otherwise) const;

    [[nodiscard]] QVariantMap all() const;
    void watch();

    mutable QSettings m_settings;
    std::unique_ptr<QFileSystemWatcher> m_watcher;
    /** As of the last look into the file, or of our own last change. */
    QVariantMap m_known;
};

} // namespace pinweek
