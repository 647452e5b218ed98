// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QObject>
#include <QProcess>
#include <QUrl>

namespace pinweek {

/** Where the demo's stand-in answers, and the token that it takes. */
struct DemoAddress
{
    QUrl apiBase;
    QString accessToken;
};

/**
 * Runs `pinterest-sandbox` as a child process on loopback. It ends with us: its standard input
 * closes. The token comes over a pipe, never on a command line. Main thread.
 */
class DemoPinterest : public QObject
{
    Q_OBJECT

public:
    explicit DemoPinterest(QObject *parent = nullptr);
    ~DemoPinterest() override;

    /** Errors: Rejected when the program is not found, Server when it ends or doesn't answer within
     * 10 s. */
    void start(QObject *context, Done<DemoAddress> done);

private:
    void readAddress();
    void finish(Result<DemoAddress> result);

    QProcess m_process;
    QByteArray m_line;
    QObject *m_context = nullptr;
    Done<DemoAddress> m_done;
};

} // namespace pinweek
