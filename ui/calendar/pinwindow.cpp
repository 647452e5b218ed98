// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/pinwindow.h"

#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/campaignstore.h"
#include "store/mediastore.h"
#include "store/pinstore.h"
#include "store/pullstore.h"
#include "text/texts.h"

#include <algorithm>
#include <tuple>

namespace pinweek {

namespace {

UtcTime midnight(QDate date, const QByteArray &zone)
{
    return WallTime{date, QTime(0, 0), zone}.resolve().utc;
}

bool isEarlier(const PinWindow::Row &a, const PinWindow::Row &b)
{
    return std::tie(*a.pin.dueAt, a.pin.id) < std::tie(*b.pin.dueAt, b.pin.id);
}

/** The beginning of each day, and the end of the last. */
QList<UtcTime> midnights(QDate firstDay, int days, const QByteArray &zone)
{
    QList<UtcTime> bounds;
    for (int day = 0; day <= days; ++day)
        bounds += midnight(firstDay.addDays(day), zone);
    return bounds;
}

} // namespace

PinWindow::PinWindow(Store &store, QObject *parent)
    : QObject(parent), m_store(store), m_zone(systemZone())
{
    connect(&m_store, &Store::changed, this, &PinWindow::takeChanges);
}

void PinWindow::setPageDays(int days)
{
    if (m_pageDays == days)
        return;
    m_pageDays = days;
    m_places.clear();
    m_weeks.clear();
}

void PinWindow::setMostADay(int pins)
{
    if (m_mostADay == pins)
        return;
    m_mostADay = pins;
    forgetAll();
}

void PinWindow::setAccount(AccountId account)
{
    m_marksAccounts = !account.isValid();
    if (m_account == account)
        return;
    m_account = account;
    forgetAll();
}

void PinWindow::setZone(const QByteArray &zone)
{
    if (m_zone == zone)
        return;
    m_zone = zone;
    forgetAll();
}

void PinWindow::setWeek(QDate firstDay)
{
    m_firstDay = firstDay;
    m_places.clear();
    m_pulled.clear();
    const QSet<QDate> kept{firstDay.addDays(-m_pageDays), firstDay, firstDay.addDays(m_pageDays)};
    m_weeks.removeIf([&kept](const auto &week) { return !kept.contains(week.key()); });
}

void PinWindow::forgetAll()
{
    m_places.clear();
    m_pulled.clear();
    m_weeks.clear();
    emit reset();
}

void PinWindow::release()
{
    m_places = {};
    m_pulled = {};
    m_weeks = {};
    m_assets = {};
    m_boards.reset();
    m_campaigns.reset();
}

int PinWindow::heldRows() const
{
    int held = 0;
    for (const Week &week : m_weeks)
        held += int(week.rows.size());
    return held;
}

PinWindow::Row PinWindow::makeRow(const Pin &pin) const
{
    return {pin, WallTime::fromUtc(*pin.dueAt, m_zone)};
}

PinWindow::Week PinWindow::readFirstOfDays(QDate firstDay) const
{
    Week week;
    const PinFilter filter{m_account, {}, {}};
    const auto first =
        m_store.pins().firstBetween(filter, midnights(firstDay, m_pageDays, m_zone), m_mostADay);
    if (!first)
        return week; // as below
    for (const Pin &pin : first->pins)
        week.rows.append(makeRow(pin));
    week.counts = first->counts;
    week.whole = true;
    return week;
}

PinWindow::Week PinWindow::read(QDate firstDay, int room) const
{
    if (m_mostADay > 0)
        return readFirstOfDays(firstDay);
    Week week;
    const PinFilter filter{m_account, {}, {}};
    const UtcTime from = midnight(firstDay, m_zone);
    const UtcTime to = midnight(firstDay.addDays(m_pageDays), m_zone);
    std::optional<Pin> after;
    while (room > 0) {
        const int limit = qMin(room, mostRowsARead);
        const auto page = m_store.pins().due(filter, from, to, limit, after);
        if (!page)
            return week; // a busy database: the next change or visit reads again
        for (const Pin &pin : *page)
            week.rows.append(makeRow(pin));
        if (page->size() < limit) {
            week.whole = true;
            return week;
        }
        room -= limit;
        after = page->last();
    }
    return week;
}

const QList<PinWindow::Row> &PinWindow::rows()
{
    auto held = m_weeks.find(m_firstDay);
    if (held == m_weeks.end()) {
        Week week = read(m_firstDay, mostRows);
        // The visible week comes first: others make room for it.
        if (heldRows() + week.rows.size() > mostRows)
            m_weeks.clear();
        held = m_weeks.insert(m_firstDay, std::move(week));
        readAssets(held->rows);
    }
    m_cut = !held->whole;
    return held->rows;
}

int PinWindow::countOn(QDate day)
{
    const QList<Row> &list = rows();
    const qint64 at = m_firstDay.daysTo(day);
    const QList<int> &counts = m_weeks.constFind(m_firstDay)->counts;
    if (m_mostADay > 0)
        return at >= 0 && at < counts.size() ? counts[at] : 0;
    return int(std::count_if(list.cbegin(), list.cend(),
                             [day](const Row &row) { return row.local.date == day; }));
}

int PinWindow::pulledOn(QDate day) const
{
    if (m_pulled.isEmpty()) {
        m_pulled = m_store.pulled()
                       .countBetween(m_account, midnights(m_firstDay, m_pageDays, m_zone))
                       .value_or(QList<int>(m_pageDays, 0));
    }
    return m_pulled.value(m_firstDay.daysTo(day));
}

const PinWindow::Row *PinWindow::row(PinId pin)
{
    const QList<Row> &list = rows();
    if (m_places.isEmpty()) {
        for (qsizetype i = 0; i < list.size(); ++i)
            m_places.insert(list[i].pin.id, i);
    }
    const auto place = m_places.constFind(pin);
    return place == m_places.constEnd() ? nullptr : &list[*place];
}

bool PinWindow::prefetch(const QList<QDate> &firstDays)
{
    for (const QDate first : firstDays) {
        if (m_weeks.contains(first))
            continue;
        Week week = read(first, mostRows - heldRows());
        if (!week.whole || heldRows() + week.rows.size() > mostRows)
            continue; // no room for all of it, and a part would be taken for the whole
        readAssets(week.rows);
        m_weeks.insert(first, std::move(week));
        return true;
    }
    return false;
}

void PinWindow::takeChanges(const ChangeSet &changes)
{
    if (changes.everything || changes.pins.size() > mostRowsARead) {
        m_boards.reset();
        m_campaigns.reset();
        m_accounts.reset();
        m_assets.clear();
        forgetAll();
        return;
    }
    if (!changes.pins.isEmpty()) {
        readAgain(changes.pins.values());
        emit changed(changes.pins);
    }
    if (!changes.accounts.isEmpty())
        m_accounts.reset();
    if (!changes.campaigns.isEmpty())
        m_campaigns.reset();
    const bool boardsDiffer = !changes.boards.isEmpty() && takeBoards();
    if (boardsDiffer || !changes.accounts.isEmpty() || !changes.campaigns.isEmpty())
        emit reset();
}

void PinWindow::readAgain(const QList<PinId> &ids)
{
    m_places.clear();
    m_pulled.clear();
    if (m_mostADay > 0) {
        m_weeks.clear(); // which ones are a day's first ones, the store says
        return;
    }
    const auto pins = m_store.pins().pins(ids);
    if (!pins) {
        m_weeks.clear();
        return;
    }
    const QSet<PinId> touched(ids.begin(), ids.end());
    for (Week &week : m_weeks)
        week.rows.removeIf([&touched](const Row &row) { return touched.contains(row.pin.id); });
    QList<Row> fresh;
    for (const Pin &pin : *pins) {
        const bool ours = !m_account.isValid() || pin.content.account == m_account;
        if (pin.dueAt && ours)
            fresh.append(makeRow(pin));
    }
    readAssets(fresh);
    for (const Row &row : fresh)
        place(row);
}

void PinWindow::place(const Row &row)
{
    for (auto week = m_weeks.begin(); week != m_weeks.end(); ++week) {
        const qint64 day = week.key().daysTo(row.local.date);
        if (day < 0 || day >= m_pageDays || (!week->whole && week->rows.size() >= mostRows))
            continue;
        week->rows.insert(std::upper_bound(week->rows.begin(), week->rows.end(), row, isEarlier),
                          row);
    }
}

void PinWindow::readAssets(const QList<Row> &rows)
{
    QList<MediaId> missing;
    for (const Row &row : rows) {
        for (const MediaId id : shownMedia(row.pin.content)) {
            if (!m_assets.contains(id) && !missing.contains(id))
                missing.append(id);
        }
    }
    for (qsizetype i = 0; i < missing.size(); i += mostRowsARead) {
        m_assets.insert(
            m_store.media().shown(missing.mid(i, mostRowsARead)).value_or(MediaAssets()));
    }
}

std::optional<MediaAsset> PinWindow::picture(const PinContent &content) const
{
    return pictureOf(content, m_assets);
}

std::optional<MediaAsset> PinWindow::video(const PinContent &content) const
{
    return videoOf(content, m_assets);
}

QHash<BoardId, PinWindow::BoardLook> PinWindow::readBoards() const
{
    QHash<BoardId, BoardLook> looks;
    const auto boards = m_store.boards().boards({});
    for (const Board &board : boards.value_or(QList<Board>()))
        looks.insert(board.id, {board.colourIndex, !board.remoteId.isEmpty()});
    return looks;
}

bool PinWindow::takeBoards()
{
    if (!m_boards)
        return false;
    QHash<BoardId, BoardLook> now = readBoards();
    if (now == *m_boards)
        return false;
    m_boards = std::move(now);
    return true;
}

void PinWindow::readAccounts()
{
    constexpr int colours = 8;
    m_accounts.emplace();
    const auto accounts = m_store.accounts().accounts();
    for (const Account &account : accounts.value_or(QList<Account>())) {
        AccountLook look;
        look.name = pinweek::accountName(account);
        look.mark = {look.name.left(1).toUpper(), int(m_accounts->size()) % colours};
        look.sandbox = account.environment == Environment::Sandbox;
        m_accounts->insert(account.id, look);
    }
}

std::optional<AccountMark> PinWindow::accountMark(AccountId id)
{
    if (!m_marksAccounts)
        return std::nullopt;
    if (!m_accounts)
        readAccounts();
    const auto found = m_accounts->constFind(id);
    if (m_accounts->size() < 2 || found == m_accounts->constEnd())
        return std::nullopt;
    return found->mark;
}

QString PinWindow::accountName(AccountId id)
{
    if (!m_accounts)
        readAccounts();
    return m_accounts->value(id).name;
}

std::optional<int> PinWindow::boardColour(BoardId id)
{
    if (!m_boards)
        m_boards = readBoards();
    const auto found = m_boards->constFind(id);
    return found == m_boards->constEnd() ? std::nullopt : std::optional(found->colour);
}

std::optional<int> PinWindow::campaignColour(CampaignId id)
{
    if (!id.isValid())
        return std::nullopt;
    if (!m_campaigns) {
        m_campaigns.emplace();
        const auto campaigns = m_store.campaigns().campaigns();
        for (const Campaign &campaign : campaigns.value_or(QList<Campaign>()))
            m_campaigns->insert(campaign.id, campaign.colourIndex);
    }
    const auto found = m_campaigns->constFind(id);
    return found == m_campaigns->constEnd() ? std::nullopt : std::optional(*found);
}

bool PinWindow::isSandbox(AccountId id)
{
    if (!m_accounts)
        readAccounts();
    return m_accounts->value(id).sandbox;
}

} // namespace pinweek
