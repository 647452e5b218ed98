// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/requestbody.h"

#include <QIODevice>
#include <QNetworkRequest>

class QNetworkAccessManager;

namespace pinweek {

/** Sets what every manager that carries a secret must have: manual redirects, no cookies, no cache.
 */
void hardenNetwork(QNetworkAccessManager &network);

/** The same for one request, and HTTP/2 off: whatever the manager's own settings are. */
void hardenRequest(QNetworkRequest &request);

/** Makes a request one that Qt sends once: no HTTP/2, no buffering of the body, known length
 * (protocols.md 2.1). */
void prepareWrite(QNetworkRequest &request, qint64 bodyBytes);

/** A request body that can be read once: Qt then can't send it again by itself. */
class OneShotBody final : public QIODevice
{
    Q_OBJECT

public:
    explicit OneShotBody(RequestBody body, QObject *parent = nullptr);
    [[nodiscard]] bool isSequential() const override { return true; }
    /** Always false: Qt asks for this before it would send a request a second time. */
    bool reset() override { return false; }
    [[nodiscard]] qint64 bytesAvailable() const override;
    /** Bytes that Qt has taken so far. */
    [[nodiscard]] qint64 taken() const { return m_position; }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    RequestBody m_body;
    qint64 m_position = 0;
};

} // namespace pinweek
