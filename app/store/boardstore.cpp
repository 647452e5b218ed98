// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/boardstore.h"

#include "store/boardremoval.h"
#include "store/boardrows.h"
#include "store/storecore.h"

#include <QCollator>

#include <algorithm>

namespace pinweek {

namespace {

using Write = StoreCore::Context;

void sortByName(QList<Board> &boards)
{
    QCollator collator;
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    collator.setNumericMode(true);
    std::stable_sort(boards.begin(), boards.end(), [&collator](const Board &a, const Board &b) {
        return collator.compare(a.name.toCaseFolded(), b.name.toCaseFolded()) < 0;
    });
}

/** The board of the list that Pinterest's one is: by id there, else a local one of the same name.
 */
const Board *boardFor(const QList<Board> &boards, const Board &remote)
{
    for (const Board &board : boards) {
        if (!remote.remoteId.isEmpty() && board.remoteId == remote.remoteId)
            return &board;
    }
    for (const Board &board : boards) {
        if (board.remoteId.isEmpty() && board.name == remote.name)
            return &board;
    }
    return nullptr;
}

const BoardSection *sectionFor(const QList<BoardSection> &sections, const BoardSection &remote)
{
    for (const BoardSection &section : sections) {
        if (!remote.remoteId.isEmpty() && section.remoteId == remote.remoteId)
            return &section;
    }
    for (const BoardSection &section : sections) {
        if (section.remoteId.isEmpty() && section.name == remote.name)
            return &section;
    }
    return nullptr;
}

void takeOverSections(Database &db, BoardId board, const QList<BoardSection> &existing,
                      const QList<BoardSection> &remote)
{
    QSet<SectionId> kept;
    for (BoardSection section : remote) {
        section.board = board;
        const BoardSection *known = sectionFor(existing, section);
        if (known && kept.contains(known->id))
            known = nullptr;
        section.id = known ? known->id : SectionId{};
        if (!known)
            section.id = insertSection(db, section);
        else if (!(*known == section))
            updateSection(db, section);
        kept.insert(section.id);
    }
    for (const BoardSection &section : existing) {
        if (!section.remoteId.isEmpty() && !kept.contains(section.id))
            dropSection(db, section);
    }
}

void takeOver(Database &db, AccountId account, const QList<Board> &remote)
{
    const QList<Board> existing = boardsOf(db, account);
    QSet<BoardId> kept;
    for (Board board : remote) {
        board.account = account;
        const Board *known = boardFor(existing, board);
        if (known && kept.contains(known->id))
            known = nullptr; // listed twice under one name: the second is another board
        if (known) {
            board.id = known->id;
            board.plannedCount = known->plannedCount;
            board.colourIndex = known->colourIndex;
        }
        const QList<BoardSection> sections = known ? known->sections : QList<BoardSection>();
        if (!known)
            board.id = insertBoard(db, board);
        else if (!sameBoardRow(*known, board))
            updateBoard(db, board);
        kept.insert(board.id);
        takeOverSections(db, board.id, sections, board.sections);
    }
    for (const Board &board : existing) {
        if (!board.remoteId.isEmpty() && !kept.contains(board.id))
            dropBoard(db, board);
    }
}

/** The row that `board` means: by remoteId, else by id. */
std::optional<Board> savedBoard(Database &db, const Board &board)
{
    if (!board.remoteId.isEmpty()) {
        const QList<Board> all = boardsOf(db, board.account);
        for (const Board &known : all) {
            if (known.remoteId == board.remoteId)
                return known;
        }
    }
    return board.id.isValid() ? findBoard(db, board.id) : std::nullopt;
}

Result<Board> saveBoard(Database &db, Board board)
{
    if (!findAccount(db, board.account))
        return fail(ErrorKind::NotFound, QStringLiteral("The board's account is not there."));
    const std::optional<Board> known = savedBoard(db, board);
    if (!known && board.id.isValid())
        return fail(ErrorKind::NotFound,
                    QStringLiteral("There is no board %1.").arg(board.id.toString()));
    if (known && known->account != board.account)
        return fail(ErrorKind::Rejected, QStringLiteral("A board can't change its account."));
    if (known) {
        board.id = known->id;
        board.colourIndex = known->colourIndex;
        updateBoard(db, board);
    } else {
        board.id = insertBoard(db, board);
    }
    const QList<BoardSection> existing = known ? known->sections : QList<BoardSection>();
    for (BoardSection section : std::as_const(board.sections)) {
        section.board = board.id;
        const BoardSection *same = sectionFor(existing, section);
        section.id = same ? same->id : SectionId{};
        if (!same)
            insertSection(db, section);
        else if (!(*same == section))
            updateSection(db, section);
    }
    if (const auto saved = findBoard(db, board.id))
        return *saved;
    return fail(ErrorKind::Storage, QStringLiteral("The board could not be saved."));
}

Result<BoardSection> saveOneSection(Database &db, BoardSection section)
{
    const std::optional<Board> board = findBoard(db, section.board);
    if (!board)
        return fail(ErrorKind::NotFound, QStringLiteral("The section's board is not there."));
    const BoardSection *known = nullptr;
    for (const BoardSection &candidate : board->sections) {
        const bool sameRemote =
            !section.remoteId.isEmpty() && candidate.remoteId == section.remoteId;
        if (sameRemote || (!known && section.id.isValid() && candidate.id == section.id))
            known = &candidate;
    }
    if (!known && section.id.isValid())
        return fail(ErrorKind::NotFound,
                    QStringLiteral("There is no section %1.").arg(section.id.toString()));
    if (known) {
        section.id = known->id;
        updateSection(db, section);
    } else {
        section.id = insertSection(db, section);
    }
    return section;
}

} // namespace

BoardStore::BoardStore(StoreCore &core) : m_core(core) {}

Result<QList<Board>> BoardStore::boards(AccountId account) const
{
    return m_core.read<QList<Board>>([&](Database &db) -> Result<QList<Board>> {
        QList<Board> boards = boardsOf(db, account);
        sortByName(boards);
        return boards;
    });
}

Result<Board> BoardStore::board(BoardId id) const
{
    return m_core.read<Board>([&](Database &db) -> Result<Board> {
        if (const auto board = findBoard(db, id))
            return *board;
        return fail(ErrorKind::NotFound,
                    QStringLiteral("There is no board %1.").arg(id.toString()));
    });
}

void BoardStore::replaceRemote(AccountId account, const QList<Board> &boards, QObject *context,
                               Done<void> done)
{
    m_core.write<void>(context, std::move(done), [=](const Write &write) -> Result<void> {
        if (!findAccount(write.db, account))
            return fail(ErrorKind::NotFound,
                        QStringLiteral("There is no account %1.").arg(account.toString()));
        takeOver(write.db, account, boards);
        return {};
    });
}

void BoardStore::save(const Board &board, QObject *context, Done<Board> done)
{
    m_core.write<Board>(context, std::move(done),
                        [board](const Write &write) { return saveBoard(write.db, board); });
}

void BoardStore::saveSection(const BoardSection &section, QObject *context, Done<BoardSection> done)
{
    m_core.write<BoardSection>(context, std::move(done), [section](const Write &write) {
        return saveOneSection(write.db, section);
    });
}

Result<BoardUse> BoardStore::use(BoardId board, SectionId section) const
{
    return m_core.read<BoardUse>(
        [=](Database &db) -> Result<BoardUse> { return boardUse(db, board, section); });
}

Result<QHash<BoardId, BoardPace>> BoardStore::paces(AccountId account, UtcTime now) const
{
    using Paces = QHash<BoardId, BoardPace>;
    return m_core.read<Paces>([=](Database &db) -> Result<Paces> {
        Query query(db, boardPacesSql(account.isValid()));
        query.bind(now).bind(now + boardPaceAhead);
        if (account.isValid())
            query.bind(account);
        Paces paces;
        while (query.next()) {
            BoardPace pace{int(query.integer(1)), query.time(2)};
            if (pace.nextDays > 0 || pace.lastPinAt)
                paces.insert(query.id<BoardId>(0), pace);
        }
        return paces;
    });
}

void BoardStore::setColour(BoardId board, int colour, QObject *context, Done<void> done)
{
    m_core.write<void>(context, std::move(done), [=](const Write &write) -> Result<void> {
        if (colour < 0 || colour > 7)
            return fail(ErrorKind::Rejected, QStringLiteral("There is no such colour."));
        Query query(write.db, QStringLiteral("UPDATE board SET colour_index = ? WHERE id = ?"));
        query.bind(colour).bind(board);
        if (query.run() == 0)
            return fail(ErrorKind::NotFound,
                        QStringLiteral("There is no board %1.").arg(board.toString()));
        return {};
    });
}

void BoardStore::discard(BoardId board, QObject *context, Done<int> done)
{
    m_core.write<int>(context, std::move(done), [board](const Write &write) {
        return discardBoard(write.db, board, {write.now, write.origin});
    });
}

void BoardStore::discardSection(SectionId section, QObject *context, Done<int> done)
{
    m_core.write<int>(context, std::move(done), [section](const Write &write) {
        return pinweek::discardSection(write.db, section, {write.now, write.origin});
    });
}

void BoardStore::remove(BoardId board, QObject *context, Done<void> done)
{
    m_core.write<void>(context, std::move(done), [board](const Write &write) -> Result<void> {
        const std::optional<Board> known = findBoard(write.db, board);
        if (!known)
            return fail(ErrorKind::NotFound,
                        QStringLiteral("There is no board %1.").arg(board.toString()));
        if (known->plannedCount > 0)
            return fail(ErrorKind::Conflict,
                        QStringLiteral("Pins use the board “%1”.").arg(known->name));
        deleteBoard(write.db, board);
        return {};
    });
}

} // namespace pinweek
