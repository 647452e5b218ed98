// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walltime.h"
#include "model/account.h"
#include "model/mediaasset.h"
#include "model/pin.h"
#include "store/store.h"
#include "widgets/avatar.h"

#include <QByteArray>
#include <QDate>
#include <QHash>
#include <QList>
#include <QObject>

#include <optional>

namespace pinweek {

/**
 * The rows that the week view shows: the visible week and the one before and after it, read by
 * range (protocols.md 3.4). The month view has pages of six weeks instead, with the first few pins
 * of each day and their number, or all of them while it is filtered. At most 2,000 rows are held,
 * at most 1,000 read at a time. Rows named by Store::changed are read again, nothing else. Main
 * thread.
 */
class PinWindow : public QObject
{
    Q_OBJECT

public:
    static constexpr int mostRows = 2000;
    static constexpr int mostRowsARead = 1000;

    struct Row
    {
        Pin pin;
        /** In the shown zone. */
        WallTime local;
    };

    static constexpr int daysAWeek = 7;

    explicit PinWindow(Store &store, QObject *parent = nullptr);
    /** Other pages than weeks: setWeek() then gives a page's first day. */
    void setPageDays(int days);
    /** So many pins of each day are read; 0: all. */
    void setMostADay(int pins);

    /** Invalid: of all, which are told apart. */
    void setAccount(AccountId account);
    [[nodiscard]] AccountId account() const { return m_account; }
    void setZone(const QByteArray &zone);
    [[nodiscard]] QByteArray zone() const { return m_zone; }
    void setWeek(QDate firstDay);
    [[nodiscard]] QDate firstDay() const { return m_firstDay; }

    /** The visible week by (due time, id); read now if it is not held. */
    [[nodiscard]] const QList<Row> &rows();
    /** Of the visible week. */
    [[nodiscard]] const Row *row(PinId pin);
    /** True if the visible week has more pins than are held. */
    [[nodiscard]] bool isCut() const { return m_cut; }
    /** Of the visible page: how many there are, also where fewer are held. */
    [[nodiscard]] int countOn(QDate day);
    /** Of the visible page: how many of these were brought in from Pinterest, and count in no day's
     * plan. */
    [[nodiscard]] int pulledOn(QDate day) const;
    /** Reads the first of these pages that is not held, if there is room for all of it. True if it
     * did: the others are read when asked again, so that nobody waits for all of them. */
    bool prefetch(const QList<QDate> &firstDays);
    [[nodiscard]] int heldRows() const;
    /** Lets go of all rows without a word: they are read again when they are asked for. */
    void release();

    /** What cards need beside the pin; read once and kept. */
    [[nodiscard]] std::optional<MediaAsset> picture(const PinContent &content) const;
    [[nodiscard]] std::optional<MediaAsset> video(const PinContent &content) const;
    /** 0 to 7; nullopt without a board. */
    [[nodiscard]] std::optional<int> boardColour(BoardId id);
    /** 0 to 7; nullopt without a campaign. */
    [[nodiscard]] std::optional<int> campaignColour(CampaignId id);
    [[nodiscard]] bool isSandbox(AccountId id);
    /** nullopt unless the pins of several accounts are shown. */
    [[nodiscard]] std::optional<AccountMark> accountMark(AccountId id);
    [[nodiscard]] QString accountName(AccountId id);

signals:
    /** Rows of the visible week are others now, or what their cards need. */
    void changed(const QSet<pinweek::PinId> &pins);
    /** All of them. */
    void reset();

private:
    /** What a card shows, or misses, of its board. Counts of pins are no reason to draw it again.
     */
    struct BoardLook
    {
        int colour = 0;
        bool atPinterest = false;
        friend bool operator==(const BoardLook &, const BoardLook &) = default;
    };
    struct Week
    {
        QList<Row> rows;
        bool whole = false;
        QList<int> counts; // by day, where not all pins of a day are held
    };
    [[nodiscard]] Week readFirstOfDays(QDate firstDay) const;
    [[nodiscard]] Week read(QDate firstDay, int room) const;
    [[nodiscard]] Row makeRow(const Pin &pin) const;
    void takeChanges(const ChangeSet &changes);
    void readAgain(const QList<PinId> &ids);
    void place(const Row &row);
    void forgetAll();
    void readAssets(const QList<Row> &rows);
    [[nodiscard]] QHash<BoardId, BoardLook> readBoards() const;
    /** True if cards look different now. */
    bool takeBoards();
    void readAccounts();

    Store &m_store;
    AccountId m_account;
    bool m_marksAccounts = false; // pins of all are wished for
    QByteArray m_zone;
    QDate m_firstDay;
    int m_pageDays = daysAWeek;
    int m_mostADay = 0;
    QHash<QDate, Week> m_weeks; // by first day
    /** Place of a pin in the visible week's rows; empty: to be made. */
    QHash<PinId, qsizetype> m_places;
    bool m_cut = false;
    /** Of the visible page, by day; empty: to be read. */
    mutable QList<int> m_pulled;
    MediaAssets m_assets;
    std::optional<QHash<BoardId, BoardLook>> m_boards;
    std::optional<QHash<CampaignId, int>> m_campaigns; // their colours
    struct AccountLook
    {
        QString name;
        AccountMark mark;
        bool sandbox = false;
    };
    std::optional<QHash<AccountId, AccountLook>> m_accounts;
};

} // namespace pinweek
