// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/boardsync.h"

#include "pinterest/client.h"
#include "store/boardstore.h"
#include "store/store.h"

namespace pinweek {

namespace {
// Politeness: few enough not to look like a burst, enough not to wait for each round trip.
constexpr int mostRequests = 4;
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

void BoardSync::run(Done<int> done)
{
    m_done = std::move(done);
    m_client.boards(this, [this](const Result<QList<pinterest::RemoteBoard>> &boards) {
        if (!boards) {
            finish(fail(boards.error()));
            return;
        }
        for (const pinterest::RemoteBoard &board : *boards)
            m_boards.append(toBoard(board, m_account));
        readSections();
    });
}

void BoardSync::readSections()
{
    if (m_next == m_boards.size() && m_underWay == 0) {
        m_store.boards().replaceRemote(m_account, m_boards, this,
                                       [this](const Result<void> &stored) {
                                           finish(stored ? Result<int>(int(m_boards.size()))
                                                         : Result<int>(fail(stored.error())));
                                       });
        return;
    }
    while (m_done && m_next < m_boards.size() && m_underWay < mostRequests) {
        const qsizetype index = m_next++;
        ++m_underWay;
        m_client.sections(m_boards.at(index).remoteId, this,
                          [this, index](const Result<QList<pinterest::RemoteSection>> &sections) {
                              --m_underWay;
                              if (!m_done)
                                  return;
                              if (!sections) {
                                  finish(fail(sections.error()));
                                  return;
                              }
                              for (const pinterest::RemoteSection &section : *sections)
                                  m_boards[index].sections.append(toSection(section, {}));
                              readSections();
                          });
    }
}

void BoardSync::finish(Result<int> result)
{
    const Done<int> done = std::exchange(m_done, nullptr);
    deleteLater();
    if (done)
        done(std::move(result));
}

} // namespace pinweek
