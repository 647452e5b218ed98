// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/transport.h"
#include "writer/writeranswer.h"

#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace pinweek {

class WriteExchange;

/** Who is asked. */
struct WriterServer
{
    QString address; // as it was typed: "http://localhost:11434/v1"
    QString key;     // empty: it wants none
};

enum class WriterProblem
{
    BadAddress,    // no address of the web
    UnsafeAddress, // http to a host of the public internet: key and texts could be read by others
    NoConnection,
    BadCertificate,
    TooSlow,        // not a byte for a minute
    BadKey,         // 401, 403
    NotFound,       // 404: the address, or the model
    TooMany,        // 429
    Refused,        // any other 4xx
    ServerTrouble,  // 5xx, or said so amid its answer
    LeadsElsewhere, // 3xx: the key goes to no other address
    Garbage,        // no answer of such a server
    Nothing,        // an empty text
};

struct WriterError
{
    WriterProblem problem = WriterProblem::NoConnection;
    int status = 0;
    std::optional<std::chrono::seconds> retryAfter = {};
    /** By the server, one line; not to be trusted. LeadsElsewhere: the address that it names. */
    QString said = {};
};

/** What can be told of an address without asking it; nullopt: nothing speaks against it. */
std::optional<WriterProblem> writerAddressProblem(const QString &address);

/**
 * Asks a program that speaks OpenAI's way ("chat completions") for a text, which comes piece by
 * piece. One question at a time. It is sent once and follows no redirect, so that neither the key
 * nor a text goes anywhere else; certificates are judged. Main thread.
 * Source: platform.openai.com/docs/api-reference/chat, as Ollama, llama.cpp and others have it.
 */
class WriterClient : public QObject
{
    Q_OBJECT

public:
    /** @param silence  for so long nothing may come */
    explicit WriterClient(const Clock &clock,
                          std::chrono::milliseconds silence = std::chrono::seconds(60),
                          QObject *parent = nullptr);
    ~WriterClient() override;

    /**
     * wrote(), then finished() or failed(). What is asked before ends without a word.
     *
     * @param prompt  all that is sent, beside the model's name and the picture
     * @param jpeg    a picture to look at; empty: none
     */
    void write(const WriterServer &server, const QString &model, const QString &prompt,
               const QByteArray &jpeg = {});
    /** modelsRead() or failed() follows. */
    void readModels(const WriterServer &server);
    /** The connection ends at once; no signal follows. */
    void cancel();
    [[nodiscard]] bool isBusy() const { return !m_exchange.isNull(); }

signals:
    void wrote(const QString &piece);
    /** All of it, as it came. @param isCut  it ended before its end: a part of a text */
    void finished(const QString &text, bool isCut);
    /** Sorted by name. */
    void modelsRead(const QStringList &models);
    void failed(const pinweek::WriterError &error);

private:
    bool begin(const WriterServer &server, HttpRequest request, const char *path,
               Done<HttpAnswer> done);
    void received(const HttpAnswer &soFar);
    /** Not amid the exchange, which those who are told may end. */
    void soon(std::function<void()> what);
    void answered(const Result<HttpAnswer> &answer);
    void complete();
    void modelsAnswered(const Result<HttpAnswer> &answer);
    void fail(WriterError error);
    [[nodiscard]] QString namedAddress(const HttpAnswer &answer) const;
    [[nodiscard]] WriterError errorOf(const HttpAnswer &answer) const;

    const Clock &m_clock;
    std::chrono::milliseconds m_silence;
    QTimer m_quiet;
    QPointer<WriteExchange> m_exchange;
    QUrl m_url;     // that is asked
    QString m_path; // of it, after the address
    int m_run = 0; // answers to an earlier question are too late
    std::unique_ptr<WriterAnswer> m_answer;
};

} // namespace pinweek
