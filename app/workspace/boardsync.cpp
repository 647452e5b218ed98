// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/boardsync.h"

#include "pinterest/client.h"
#include "store/boardstore.h"
#include "store/store.h"

namespace pinweek {

namespace {
// Politeness: few enough not to look like a burst, enough not to wait for each round trip.
constexpr int mostRequests = 4;
/** So many boards without an answer, and there is none for the rest either. */
constexpr int mostUnreached = 3;

/** It would be said of every other board as well. */
bool isAboutTheAccount(const Error &error)
{
    return error.kind == ErrorKind::RateLimited ||
           (error.kind == ErrorKind::Forbidden && error.apiCode == pinterestCodes::missingScope);
}

bool isUnreached(const Error &error)
{
    return error.kind == ErrorKind::Offline || error.kind == ErrorKind::Tls ||
           error.kind == ErrorKind::Server;
}

bool endsAll(const Error &error)
{
    return error.kind == ErrorKind::Unauthorized || error.kind == ErrorKind::Keychain ||
           error.kind == ErrorKind::Cancelled;
}

} // namespace

Board toBoard(const pinterest::RemoteBoard &remote, AccountId account)
{
    Board board;
    board.account = account;
    board.remoteId = remote.id;
    board.name = remote.name;
    board.description = remote.description;
    board.privacy = boardPrivacyFromName(remote.privacy);
    board.owner = remote.owner;
    board.collaborators = remote.collaboratorCount;
    board.remotePinCount = remote.pinCount;
    board.remotePinsAt = remote.pinsModifiedAt;
    return board;
}

BoardSection toSection(const pinterest::RemoteSection &remote, BoardId board)
{
    return {{}, board, remote.id, remote.name};
}

BoardSync::BoardSync(pinterest::Client &client, Store &store, AccountId account, QObject *parent)
    : QObject(parent), m_client(client), m_store(store), m_account(account)
{
}

void BoardSync::run(Done<BoardsRead> done)
{
    m_done = std::move(done);
    m_client.boards(this, [this](const Result<QList<pinterest::RemoteBoard>> &boards) {
        if (!boards) {
            finish(fail(boards.error()));
            return;
        }
        for (const pinterest::RemoteBoard &board : *boards)
            m_boards.append(toBoard(board, m_account));
        m_read.count = int(m_boards.size());
        readSections();
    });
}

void BoardSync::readSections()
{
    if (m_next == m_boards.size() && m_underWay == 0) {
        store();
        return;
    }
    while (m_done && m_next < m_boards.size() && m_underWay < mostRequests) {
        const qsizetype index = m_next++;
        ++m_underWay;
        m_client.sections(m_boards.at(index).remoteId, this,
                          [this, index](const Result<QList<pinterest::RemoteSection>> &sections) {
                              --m_underWay;
                              if (m_done)
                                  sectionsRead(index, sections);
                          });
    }
}

void BoardSync::sectionsRead(qsizetype index,
                             const Result<QList<pinterest::RemoteSection>> &sections)
{
    if (sections) {
        for (const pinterest::RemoteSection &section : *sections)
            m_boards[index].sections.append(toSection(section, {}));
    } else if (endsAll(sections.error())) {
        finish(fail(sections.error()));
        return;
    } else {
        m_unreached += isUnreached(sections.error()) ? 1 : 0;
        m_isGivenUp |= isAboutTheAccount(sections.error()) || m_unreached >= mostUnreached;
        keepSections(index, sections.error());
    }
    for (; m_done && m_isGivenUp && m_next < m_boards.size(); ++m_next)
        keepSections(m_next, *m_read.problem);
    if (m_done)
        readSections();
}

/** Those that are known of the board. */
void BoardSync::keepSections(qsizetype index, const Error &why)
{
    Board &board = m_boards[index];
    m_read.withoutSections.append(board.name);
    if (!m_read.problem)
        m_read.problem = why;
    if (!m_known) {
        Result<QList<Board>> known = m_store.boards().boards(m_account);
        if (!known) {
            // Without them the board would lose the sections that it has.
            finish(fail(known.error()));
            return;
        }
        m_known = *std::move(known);
    }
    for (const Board &known : std::as_const(*m_known)) {
        if (known.remoteId != board.remoteId)
            continue;
        for (const BoardSection &section : known.sections) {
            if (!section.remoteId.isEmpty())
                board.sections.append({{}, {}, section.remoteId, section.name});
        }
    }
}

void BoardSync::store()
{
    m_store.boards().replaceRemote(m_account, m_boards, this, [this](const Result<void> &stored) {
        finish(stored ? Result<BoardsRead>(m_read) : Result<BoardsRead>(fail(stored.error())));
    });
}

void BoardSync::finish(Result<BoardsRead> result)
{
    const Done<BoardsRead> done = std::exchange(m_done, nullptr);
    deleteLater();
    if (done)
        done(std::move(result));
}

} // namespace pinweek
