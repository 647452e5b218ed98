// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/demopinterest.h"

#include "core/logging.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTimer>

namespace pinweek {

namespace {

QString sandboxProgram()
{
    const QString name = QStringLiteral("pinterest-sandbox");
    const QString beside = QCoreApplication::applicationDirPath() + QLatin1Char('/') + name;
    return QFileInfo(beside).isExecutable() ? beside : QStandardPaths::findExecutable(name);
}

} // namespace

DemoPinterest::DemoPinterest(QObject *parent) : QObject(parent)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &DemoPinterest::readAddress);
    const auto ended = [this] {
        finish(fail(ErrorKind::Server,
                    tr("The demo's stand-in Pinterest ended: %1").arg(m_process.errorString())));
    };
    connect(&m_process, &QProcess::errorOccurred, this, ended);
    connect(&m_process, &QProcess::finished, this, ended);
}

DemoPinterest::~DemoPinterest()
{
    m_process.disconnect(this);
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(1000))
        m_process.kill();
}

void DemoPinterest::start(QObject *context, Done<DemoAddress> done)
{
    m_context = context;
    m_done = std::move(done);
    const QString program = sandboxProgram();
    if (program.isEmpty()) {
        finish(fail(ErrorKind::Rejected,
                    tr("The demo needs the program pinterest-sandbox beside Pinweek.")));
        return;
    }
    m_process.start(program,
                    {QStringLiteral("--port"), QStringLiteral("0"), QStringLiteral("--seed"),
                     QStringLiteral("demo"), QStringLiteral("--print-token"),
                     QStringLiteral("--exit-with-stdin")});
    QTimer::singleShot(std::chrono::seconds(10), this, [this] {
        finish(fail(ErrorKind::Server, tr("The demo's stand-in Pinterest does not answer.")));
    });
}

void DemoPinterest::readAddress()
{
    m_line += m_process.readAllStandardOutput();
    if (!m_line.contains('\n'))
        return;
    const QJsonObject answer = QJsonDocument::fromJson(m_line).object();
    const DemoAddress address{QUrl(answer.value(QStringLiteral("api_base")).toString()),
                              answer.value(QStringLiteral("access_token")).toString()};
    if (address.apiBase.isEmpty() || address.accessToken.isEmpty())
        finish(
            fail(ErrorKind::Server, tr("The demo's stand-in Pinterest answered something else.")));
    else
        finish(address);
}

void DemoPinterest::finish(Result<DemoAddress> result)
{
    if (!m_done)
        return;
    if (!result)
        qCWarning(logWorkspace) << result.error().detail;
    deliver<DemoAddress>(m_context, std::exchange(m_done, nullptr), std::move(result));
}

} // namespace pinweek
