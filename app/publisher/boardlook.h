// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "pinterest/wiretypes.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QStringList>

namespace pinweek {

namespace pinterest {
class Client;
}

/** All pins that a board shows. */
struct BoardContent
{
    QList<pinterest::RemotePin> pins;
    /** The board did not change while it was read, as far as its pin_count tells. */
    bool isSteady = true;
};

/**
 * Reads a board once, whole: the board, every page of its list and of the lists of the sections
 * that matter, the board again (protocols.md 1.C). Main thread; ends with its parent.
 */
class BoardLook : public QObject
{
    Q_OBJECT

public:
    /** @param board, sections  remote ids; a section that is gone at Pinterest is left out
     * @param mostPages  for each list */
    BoardLook(pinterest::Client &client, const QString &board, const QStringList &sections,
              int mostPages, QObject *parent);

    /** Errors: those of the client; Rejected without a status if a list has too many pages. */
    void start(QObject *context, Done<BoardContent> done);

private:
    void readBoard();
    void readList(const QString &section);
    void readNextSection();
    void readBoardAgain();
    void add(const QList<pinterest::RemotePin> &pins, const QString &section);
    void end(Result<BoardContent> result);

    /** It may go with its account while the look is under way. */
    QPointer<pinterest::Client> m_client;
    QString m_board;
    QStringList m_sections;
    int m_mostPages;
    int m_pinCount = -1;
    QHash<QString, qsizetype> m_places;
    BoardContent m_content;
    QPointer<QObject> m_context;
    Done<BoardContent> m_done;
};

} // namespace pinweek
