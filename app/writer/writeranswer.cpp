// SPDX-License-Identifier: GPL-3.0-or-later
#include "writer/writeranswer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype longestMessage = 200;

/** By what it says, or else by its first byte. */
bool isStream(const HttpAnswer &answer)
{
    const QByteArray type = answer.header("content-type").toLower();
    if (type.startsWith("text/event-stream"))
        return true;
    return !answer.body.trimmed().startsWith('{') && !type.startsWith("application/json");
}

/** A text, or parts of which some are texts. */
QString contentOf(const QJsonValue &content)
{
    if (content.isString())
        return content.toString();
    QString text;
    for (const QJsonValue part : content.toArray())
        text += part[u"text"_s].toString();
    return text;
}

} // namespace

QString writerErrorMessage(const QByteArray &body)
{
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    const QJsonValue error = json[u"error"_s];
    QString message = error.isString() ? error.toString() : error[u"message"_s].toString();
    if (message.isEmpty())
        message = json[u"message"_s].toString();
    message = message.simplified();
    return message.size() > longestMessage ? message.left(longestMessage - 1) + u'…' : message;
}

QString WriterAnswer::take(const HttpAnswer &soFar)
{
    if (!isStream(soFar))
        return {};
    const QByteArrayView fresh = QByteArrayView(soFar.body).sliced(m_read);
    m_read = soFar.body.size();
    return events(m_events.add(fresh));
}

QString WriterAnswer::end(const HttpAnswer &whole)
{
    QString fresh;
    if (isStream(whole)) {
        fresh = take(whole);
        fresh += events(m_events.end());
        m_isGarbage |= !m_isDone && m_text.isEmpty() && m_problem.isEmpty();
    } else {
        fresh = piece(whole.body, true);
    }
    return fresh;
}

QString WriterAnswer::events(const QList<QByteArray> &events)
{
    QString fresh;
    for (const QByteArray &event : events) {
        if (m_isDone)
            break;
        if (event.trimmed() == "[DONE]")
            m_isDone = true;
        else if (!event.trimmed().isEmpty())
            fresh += piece(event, false);
    }
    return fresh;
}

QString WriterAnswer::piece(const QByteArray &json, bool isWhole)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError || !document.isObject()) {
        m_isGarbage = true;
        return {};
    }
    if (document.object().contains(u"error"_s)) {
        m_problem = writerErrorMessage(json);
        if (m_problem.isEmpty())
            m_problem = u"?"_s;
        return {};
    }
    const QJsonValue choices = document[u"choices"_s];
    if (!choices.isArray()) {
        m_isGarbage |= isWhole;
        return {};
    }
    const QJsonValue choice = choices[0]; // the last event of some servers has none
    const QString fresh = contentOf(choice[isWhole ? u"message"_s : u"delta"_s][u"content"_s]);
    m_text += fresh;
    m_isDone |= isWhole || choice[u"finish_reason"_s].isString();
    return fresh;
}

} // namespace pinweek
