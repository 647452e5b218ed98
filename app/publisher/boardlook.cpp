// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/boardlook.h"

#include "pinterest/client.h"

namespace pinweek {

bool isHidden(ErrorKind kind)
{
    return kind == ErrorKind::NotFound || kind == ErrorKind::Forbidden;
}

BoardLook::BoardLook(pinterest::Client &client, const QString &board, const QStringList &sections,
                     int mostPages, QObject *parent)
    : QObject(parent)
    , m_client(&client)
    , m_board(board)
    , m_sections(sections)
    , m_mostPages(mostPages)
{
}

void BoardLook::start(QObject *context, Done<BoardContent> done)
{
    m_context = context;
    m_done = std::move(done);
    readBoard();
}

void BoardLook::readBoard()
{
    m_client->board(m_board, this, [this](const Result<pinterest::RemoteBoard> &board) {
        if (!board) {
            end(fail(board.error()));
            return;
        }
        m_pinCount = board->pinCount;
        readLists();
    });
}

void BoardLook::readLists()
{
    m_content = {};
    m_places.clear();
    m_unread = m_sections;
    readList({});
}

void BoardLook::readList(const QString &section)
{
    if (!m_client) {
        end(fail(ErrorKind::Keychain, QStringLiteral("The account was disconnected.")));
        return;
    }
    m_client->pins(
        m_board, section, this,
        [this, section](const Result<QList<pinterest::RemotePin>> &pins) {
            // Only the section is gone, or hidden: what was in it may still be on the board.
            const bool isUnseen = !pins && !section.isEmpty() && isHidden(pins.error().kind);
            if (!pins && !isUnseen) {
                end(fail(pins.error()));
                return;
            }
            if (pins)
                add(*pins, section);
            else
                m_content.unseen.append(section);
            readNextSection();
        },
        m_mostPages);
}

void BoardLook::add(const QList<pinterest::RemotePin> &pins, const QString &section)
{
    for (const pinterest::RemotePin &pin : pins) {
        const auto known = m_places.constFind(pin.id);
        qsizetype place = m_content.pins.size();
        if (known == m_places.constEnd()) {
            m_content.pins.append(pin);
            m_places.insert(pin.id, place);
        } else {
            place = *known;
        }
        // An item need not say its section; the list that it is in does.
        if (!section.isEmpty())
            m_content.pins[place].sectionId = section;
    }
}

void BoardLook::readNextSection()
{
    if (m_unread.isEmpty())
        readBoardAgain();
    else
        readList(m_unread.takeFirst());
}

void BoardLook::readBoardAgain()
{
    if (!m_client) {
        end(fail(ErrorKind::Keychain, QStringLiteral("The account was disconnected.")));
        return;
    }
    m_client->board(m_board, this, [this](const Result<pinterest::RemoteBoard> &board) {
        if (!board) {
            end(fail(board.error()));
            return;
        }
        const bool isCounted = m_pinCount >= 0 && board->pinCount >= 0;
        if (!isCounted && !m_before) {
            m_before = ids();
            m_pinCount = board->pinCount;
            readLists();
            return;
        }
        m_content.isSteady = board->pinCount == m_pinCount && (!m_before || *m_before == ids());
        end(std::move(m_content));
    });
}

QSet<QString> BoardLook::ids() const
{
    return {m_places.keyBegin(), m_places.keyEnd()};
}

void BoardLook::end(Result<BoardContent> result)
{
    if (m_context)
        deliver(m_context.data(), std::exchange(m_done, {}), std::move(result));
}

} // namespace pinweek
