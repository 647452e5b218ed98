// SPDX-License-Identifier: GPL-3.0-or-later
#include "writer/writeranswer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype longestMessage = 200;
// A few times what the largest field takes (800 code points).
constexpr qsizetype mostText = 4000;
// Some think for long before they write.
constexpr qsizetype mostThought = 200'000;
constexpr QStringView thoughtBegin = u"<think>";
constexpr QStringView thoughtEnd = u"</think>";

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

/** By what it says, or else by its first byte. */
bool WriterAnswer::isStream(const HttpAnswer &answer)
{
    if (m_isStream)
        return *m_isStream;
    const QByteArray type = answer.header("content-type").toLower();
    if (type.startsWith("text/event-stream"))
        return *(m_isStream = true);
    if (type.startsWith("application/json"))
        return *(m_isStream = false);
    const QByteArrayView body = QByteArrayView(answer.body).trimmed();
    if (!body.isEmpty())
        m_isStream = !body.startsWith('{');
    return m_isStream.value_or(true);
}

bool WriterAnswer::isCut() const
{
    return m_isCut || !m_isDone || m_thought == Thought::Open;
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
    const QString reason = choice[u"finish_reason"_s].toString();
    m_isDone |= isWhole || !reason.isEmpty();
    m_isCut |= reason == "length"_L1 || reason == "content_filter"_L1;
    return add(fresh);
}

/** What of it is still taken. Each word is looked at once, however many pieces come. */
QString WriterAnswer::add(const QString &words)
{
    const qsizetype before = m_text.size();
    m_text += words;
    if (m_thought == Thought::Unknown) {
        const QStringView begun = QStringView(m_text).trimmed();
        if (begun.startsWith(thoughtBegin))
            m_thought = Thought::Open;
        else if (!begun.isEmpty() && !thoughtBegin.startsWith(begun))
            m_thought = Thought::Ended;
    }
    if (m_thought == Thought::Open) {
        const qsizetype at =
            m_text.indexOf(thoughtEnd, std::max(qsizetype(0), before - thoughtEnd.size()));
        if (at >= 0) {
            m_thought = Thought::Ended;
            m_textFrom = at + thoughtEnd.size();
        }
    }
    const qsizetype most = m_thought == Thought::Open ? mostThought : m_textFrom + mostText;
    if (m_text.size() > most) {
        m_text.truncate(std::max(before, most));
        m_isCut = true;
        m_isDone = true;
    }
    return m_text.mid(before);
}

} // namespace pinweek
