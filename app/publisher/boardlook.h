// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "pinterest/wiretypes.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QStringList>

#include <optional>

namespace pinweek {

namespace pinterest {
class Client;
}

/** The board, or the section, itself can't be seen: waiting does not help. */
[[nodiscard]] bool isHidden(ErrorKind kind);

/** All pins that a board shows. */
struct BoardContent
{
    QList<pinterest::RemotePin> pins;
    /** The board did not change while it was read: its pin_count is the same, or, where there is
     * none, a second reading gave the same pins. */
    bool isSteady = true;
    /** Sections of those asked for that can't be seen: what is in them is not among the pins. */
    QStringList unseen;
};

/**
 * Reads a board once, whole: the board, every page of its list and of the lists of the sections
 * that matter, the board again (protocols.md 1.C). Pinterest need not say how many pins a board
 * has: then the lists are read twice. Main thread; ends with its parent.
 */
class BoardLook : public QObject
{
    Q_OBJECT

public:
    /** @param board, sections  remote ids
     * @param mostPages  for each list */
    BoardLook(pinterest::Client &client, const QString &board, const QStringList &sections,
              int mostPages, QObject *parent);

    /** Errors: those of the client; Rejected without a status if a list has too many pages. */
    void start(QObject *context, Done<BoardContent> done);

private:
    void readBoard();
    void readLists();
    void readList(const QString &section);
    void readNextSection();
    void readBoardAgain();
    [[nodiscard]] QSet<QString> ids() const;
    void add(const QList<pinterest::RemotePin> &pins, const QString &section);
    void end(Result<BoardContent> result);

    /** It may go with its account while the look is under way. */
    QPointer<pinterest::Client> m_client;
    QString m_board;
    QStringList m_sections;
    QStringList m_unread; // of them
    int m_mostPages;
    int m_pinCount = -1;
    /** What the first reading found, where the count does not tell. */
    std::optional<QSet<QString>> m_before;
    QHash<QString, qsizetype> m_places;
    BoardContent m_content;
    QPointer<QObject> m_context;
    Done<BoardContent> m_done;
};

} // namespace pinweek
