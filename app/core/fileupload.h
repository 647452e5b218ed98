// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/transport.h"

#include <QObject>
#include <QString>
#include <QThread>

#include <utility>

namespace pinweek {

/** A file and what goes with it. */
struct FormFile
{
    QUrl url;
    /** Text parts, in this order, before the file. */
    QList<std::pair<QByteArray, QByteArray>> fields;
    QString path;
    QByteArray name;        // as the server is told; ASCII without quotes
    QByteArray contentType; // "video/mp4"
};

/**
 * Uploads one file as multipart/form-data (RFC 7578): the fields, then the part "file", with a
 * known length, over a connection of its own (WriteExchange). The file is read as it leaves, so
 * that two gigabytes take no memory; reading, TLS and sending have a thread of their own, which a
 * slow disk does not hold up the window's. No token goes along and no redirect is followed. It ends
 * without a word if it is deleted. Main thread.
 */
class FileUpload : public QObject
{
    Q_OBJECT

public:
    /**
     * Begins at once.
     * @param done  as that of sendHttp(): the complete answer of any status, or Storage (the file
     * can't be read), Offline (also when nothing moves for two minutes), Tls, Server
     */
    FileUpload(const FormFile &file, QObject *context, Done<HttpAnswer> done,
               QObject *parent = nullptr);
    ~FileUpload() override;

signals:
    /** Bytes of the whole body that have left, at most ten times a second. */
    void progressed(qint64 sent, qint64 total);

private:
    QThread m_thread;
};

} // namespace pinweek
