// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTemporaryDir>

namespace pinweek::test {

/** What a TLS server shows. */
struct TlsIdentity
{
    QSslCertificate certificate = QSslCertificate(QByteArray());
    QSslKey key = {};
};

/** Makes self-signed certificates with the openssl program, in a directory of its own. */
class CertificateMaker
{
public:
    /** @param alternative such as "IP:127.0.0.1". Valid from `firstDay` to `lastDay`, counted from
     * today by the machine's clock, which is the one that TLS goes by. Null if openssl fails. */
    [[nodiscard]] TlsIdentity make(const QString &name, const QString &subject,
                                   const QString &alternative, int firstDay, int lastDay) const;

private:
    [[nodiscard]] bool openssl(const QString &arguments) const;
    [[nodiscard]] bool write(const QString &name, const QByteArray &content) const;

    QTemporaryDir m_directory;
};

/** Makes Qt trust certificates while it lives, so that only their other faults count. */
class Trust
{
public:
    explicit Trust(const QList<QSslCertificate> &certificates);
    ~Trust();
    Q_DISABLE_COPY_MOVE(Trust)

private:
    QSslConfiguration m_before = QSslConfiguration::defaultConfiguration();
};

} // namespace pinweek::test
