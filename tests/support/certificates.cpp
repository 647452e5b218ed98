// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/certificates.h"

#include <QDateTime>
#include <QFile>
#include <QProcess>

namespace pinweek::test {

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString dayFromToday(int offset)
{
    return QDateTime::currentDateTimeUtc().addDays(offset).toString(
        QStringLiteral("yyyyMMddhhmmss'Z'"));
}

} // namespace

bool CertificateMaker::openssl(const QString &arguments) const
{
    QProcess process;
    process.setWorkingDirectory(m_directory.path());
    process.start(QStringLiteral("openssl"), arguments.split(u' '));
    if (process.waitForFinished() && process.exitCode() == 0)
        return true;
    qWarning("openssl failed: %s", process.readAllStandardError().constData());
    return false;
}

bool CertificateMaker::write(const QString &name, const QByteArray &content) const
{
    QFile file(m_directory.filePath(name));
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) &&
           file.write(content) == content.size();
}

TlsIdentity CertificateMaker::make(const QString &name, const QString &subject,
                                   const QString &alternative, int firstDay, int lastDay) const
{
    const QByteArray config =
        "[ca]\ndefault_ca=c\n[c]\ndatabase=index.txt\nrand_serial=yes\nnew_certs_dir=.\n"
        "default_md=sha256\npolicy=p\nx509_extensions=e\nunique_subject=no\n[p]\n"
        "commonName=supplied\n[e]\nbasicConstraints=CA:TRUE\nsubjectAltName=" +
        alternative.toLatin1() + '\n';
    const bool made =
        write(QStringLiteral("ca.cnf"), config) && write(QStringLiteral("index.txt"), {}) &&
        openssl(QStringLiteral(
                    "req -new -newkey rsa:2048 -nodes -keyout %1.key -out %1.csr -subj /CN=%2")
                    .arg(name, subject)) &&
        openssl(QStringLiteral("ca -batch -notext -config ca.cnf -selfsign -keyfile %1.key "
                               "-in %1.csr -out %1.pem -startdate %2 -enddate %3")
                    .arg(name, dayFromToday(firstDay), dayFromToday(lastDay)));
    if (!made)
        return TlsIdentity{};
    const QString base = m_directory.filePath(name);
    return TlsIdentity{QSslCertificate(contentOf(base + QStringLiteral(".pem"))),
            QSslKey(contentOf(base + QStringLiteral(".key")), QSsl::Rsa)};
}

Trust::Trust(const QList<QSslCertificate> &certificates)
{
    QSslConfiguration configuration = m_before;
    configuration.addCaCertificates(certificates);
    QSslConfiguration::setDefaultConfiguration(configuration);
}

Trust::~Trust()
{
    QSslConfiguration::setDefaultConfiguration(m_before);
}

} // namespace pinweek::test
