// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/transport.h"
#include "writer/ssereader.h"

#include <QString>

#include <optional>

namespace pinweek {

/**
 * The text in an answer to POST /chat/completions, as far as it is there: streamed as events
 * ("data: {…}", the last one "[DONE]"), or one JSON object, which is what servers send that can't
 * stream.
 */
class WriterAnswer
{
public:
    /** @param soFar  the answer with all of its body that has come; gives the text that is new */
    QString take(const HttpAnswer &soFar);
    /** Nothing more comes. Gives the text that is new. */
    QString end(const HttpAnswer &whole);

    [[nodiscard]] const QString &text() const { return m_text; }
    /** "[DONE]", or why the model stopped, has come, or far more than any field takes: what
     * follows is left. */
    [[nodiscard]] bool isDone() const { return m_isDone; }
    /** Of what has ended: it lacks its end. The model came to a limit, the server never said that
     * it was done, more came than any field takes, or what it thought aloud has no end. */
    [[nodiscard]] bool isCut() const;
    /** Something came that is no answer of such a server. */
    [[nodiscard]] bool isGarbage() const { return m_isGarbage; }
    /** What the server says went wrong amid its answer; empty: nothing. */
    [[nodiscard]] const QString &problem() const { return m_problem; }

private:
    QString events(const QList<QByteArray> &events);
    QString piece(const QByteArray &json, bool isWhole);
    bool isStream(const HttpAnswer &answer);
    QString add(const QString &words);

    enum class Thought
    {
        Unknown, // only blanks came
        Open,
        Ended, // or there was none
    };
    SseReader m_events;
    qsizetype m_read = 0; // bytes of the body
    QString m_text;
    QString m_problem;
    std::optional<bool> m_isStream;
    Thought m_thought = Thought::Unknown;
    qsizetype m_textFrom = 0; // of the text, after what was thought aloud
    bool m_isDone = false;
    bool m_isCut = false;
    bool m_isGarbage = false;
};

/** The message of an error's body, in one line of at most 200 characters; empty: there is none. */
QString writerErrorMessage(const QByteArray &body);

} // namespace pinweek
